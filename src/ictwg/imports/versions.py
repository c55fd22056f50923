"""Several files of one meeting: which of them is the adopted text, and as what the others are kept on file."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from ictwg.domain.text import fold
from ictwg.imports.doubts import ANOTHER, DoubtKind, Doubts
from ictwg.imports.meetings_on_record import PlacedMeeting, likeness_of, shares
from ictwg.imports.report import ImportRow, RowState
from ictwg.locales import t
from ictwg.records.reference_data import load_import_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from ictwg.imports.report import Chosen


class Versions:
    """The meetings of an import, each with one text: the files of one day and series that have anything in common.

    A file with several meetings is left as it is.

    Attributes:
        texts: In order of their days.
        rows: The question which text is the adopted one, of each meeting that has several.
    """

    def __init__(self, placed: Iterable[PlacedMeeting], chosen: Chosen) -> None:
        self._chosen = chosen
        self.texts: list[PlacedMeeting] = []
        self.rows: list[ImportRow] = []
        alone: list[PlacedMeeting] = []
        for _, theirs in groupby(placed, lambda one: one.path):
            several = list(theirs)
            into = alone if len(several) == 1 and several[0].meeting.date is not None else self.texts
            into += several
        for _, same_day in groupby(sorted(alone, key=_by_day), _day):
            texts: dict[str, PlacedMeeting] = {}
            for one in sorted(same_day, key=_likeliest):
                first = texts.setdefault(one.meeting.source_text, one)
                self.texts += [one] if one is not first else []  # word by word the same: told as such
            self._take(list(texts.values()))
        self.texts.sort(key=_by_day)

    def _take(self, files: list[PlacedMeeting]) -> None:
        while files:
            first, *rest = files
            mine = likeness_of(first.meeting)
            alike = [first, *(one for one in rest if shares(mine, likeness_of(one.meeting)))]
            text = self._text_of(alike) if len(alike) > 1 else first
            self.texts.append(text or first)
            files = [one for one in rest if text is None or one not in alike]

    def _text_of(self, files: Sequence[PlacedMeeting]) -> PlacedMeeting | None:
        """The one whose text is taken, with the others on file; None where they are other meetings."""
        day = files[0].meeting.date
        where = t("importing.versions", day=day.isoformat() if day else "", count=len(files))
        doubts = Doubts(self._chosen.get(where, {}))
        names = [one.name for one in files]
        said = doubts.ask(DoubtKind.WHICH_TEXT, 0, ", ".join(names), *names, ANOTHER)
        self.rows.append(ImportRow(RowState.DOUBTFUL, where, where, doubts=doubts.found()))
        text = next((one for one in files if one.name == said), None)
        if text is None:
            return None
        return text._replace(others=tuple((one, _kind(one, text)) for one in files if one is not text))


def _says(one: PlacedMeeting) -> str:
    """What the name of its file says that it is: `signed`, `final`, `draft`, `annex`, or nothing."""
    words = set(re.split(r"[\W_]+", fold(one.name)))
    return next((kind for kind, said in load_import_words("versions").items() if words & set(said)), "")


def _kind(other: PlacedMeeting, text: PlacedMeeting) -> str:
    """`signed`, `draft`, `annex`, `translation` or `version`."""
    if (said := _says(other)) in {"signed", "draft", "annex"}:
        return said
    one, two = likeness_of(other.meeting), likeness_of(text.meeting)
    return "version" if one.texts & two.texts or not one.texts else "translation"


_RANKS = ("signed", "final", "", "draft", "annex")


def _likeliest(one: PlacedMeeting) -> tuple[int, float, list[int], str]:
    """Signed before final before drafts, then the newest, then the highest number in its name."""
    return _RANKS.index(_says(one)), -one.modified, [-int(said) for said in re.findall(r"\d+", one.name)], one.path


def _day(one: PlacedMeeting) -> tuple[str, date | None]:
    return one.series, one.meeting.date


def _by_day(one: PlacedMeeting) -> tuple[str, str, str]:
    return one.series, str(one.meeting.date), one.path
