"""Several files of one meeting: which of them is the adopted text, and as what the others are kept on file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from pathlib import PurePath

from ictwg.domain.records import Meeting
from ictwg.domain.text import fold
from ictwg.domain.values import EntryType
from ictwg.imports.doubts import ANOTHER, DoubtKind, Doubts
from ictwg.imports.foreign_minutes.model import ReadMeeting
from ictwg.imports.meetings_on_record import PlacedMeeting, likeness_of, of_others, shares
from ictwg.imports.report import Chosen, ImportRow, RowState
from ictwg.locales import t
from ictwg.records.reference_data import load_import_words

_RANKS = ("signed", "final", "", "draft", "annex")


class Versions:
    """The meetings of an import, each with one text: the files of one day and series that have anything in common.

    A file with several meetings is left as it is.

    Attributes:
        texts: In order of their days.
        copies: Files that say word by word the same as one of these.
        papers: The files that say neither who was there nor what was decided: agendas, annexes, letters.
        rows: The question which text is the adopted one, of each meeting that has several.
    """

    def __init__(self, placed: Iterable[PlacedMeeting], on_record: Mapping[str, Meeting], chosen: Chosen) -> None:
        """`on_record`: the meetings by the digest of the text that each came from."""
        self._chosen = chosen
        self._on_record = on_record
        self._copies: dict[str, list[PlacedMeeting]] = {}
        """Files that are word by word the same, the likeliest first."""
        self.texts: list[PlacedMeeting] = []
        self.copies: list[PlacedMeeting] = []
        self.papers: list[PlacedMeeting] = []
        self.rows: list[ImportRow] = []
        alone: list[PlacedMeeting] = []
        for _, theirs in groupby(placed, lambda one: one.path):
            several = list(theirs)
            if len(several) > 1 or several[0].meeting.date is None:
                self.texts += several
            else:
                (self.papers if is_paper(several[0].meeting) else alone).append(several[0])
        for _, same_day in groupby(sorted(alone, key=_by_day), _day):
            self._copies = {}
            for one in sorted(same_day, key=_likeliest):
                self._copies.setdefault(one.meeting.source_text, []).append(one)
            self._take([one for one, *_ in self._copies.values()])
        self.texts.sort(key=_by_day)

    def _take(self, files: list[PlacedMeeting]) -> None:
        while files:
            first, *rest = files
            mine = likeness_of(first.meeting)
            alike = [one for one in rest if not of_others(one, first) and shares(mine, likeness_of(one.meeting))]
            alike = [first, *alike]
            text = self._text_of(alike) if len(alike) > 1 else first
            self.texts.append(text or first)
            self.copies += self._copies[(text or first).meeting.source_text][1:]
            files = [one for one in rest if text is None or one not in alike]

    def _text_of(self, files: Sequence[PlacedMeeting]) -> PlacedMeeting | None:
        """The one whose text is taken, with the others on file; None where they are other meetings."""
        day = files[0].meeting.date
        where = t("importing.versions", day=day.isoformat() if day else "", count=len(files))
        others = [one for one in files for one in self._copies[one.meeting.source_text]]
        text = next((one for one in files if self._is_settled(one, others)), None)
        if text is None:
            doubts = Doubts(self._chosen.get(where, {}))
            files = sorted(files, key=lambda one: not _is_written(one, files[0]))
            names = [one.name for one in files]
            said = doubts.ask(DoubtKind.WHICH_TEXT, 0, ", ".join(names), *names, ANOTHER)
            self.rows.append(ImportRow(RowState.DOUBTFUL, where, where, doubts=doubts.found()))
            text = next((one for one in files if one.name == said), None)
        if text is None:
            return None
        same = text.meeting.source_text
        return text._replace(others=tuple((one, _kind(one, text)) for one in others if one.meeting.source_text != same))

    def _is_settled(self, text: PlacedMeeting, files: Iterable[PlacedMeeting]) -> bool:
        """Whether the meeting is on record with this text, and all other files with it."""
        meeting = self._on_record.get(text.source)
        kept = (meeting.signed_copy, *meeting.other_files) if meeting is not None else ()
        return meeting is not None and all(
            one.source == text.source or any(line.endswith(one.path) for line in kept) for one in files
        )


def is_paper(meeting: ReadMeeting) -> bool:
    """Whether it says neither who was there nor what was decided."""
    return not meeting.attendees and not _decides(meeting)


def _decides(meeting: ReadMeeting) -> bool:
    return any(entry.type in {EntryType.DECISION, EntryType.ACTION} for entry in meeting.entries())


def _is_written(one: PlacedMeeting, printed: PlacedMeeting) -> bool:
    """Whether it is the file from which a PDF was made: it reads better."""
    name, is_pdf = PurePath(printed.path).stem, printed.path.lower().endswith(".pdf")
    return is_pdf and one is not printed and PurePath(one.path).stem == name


def said_of(path: str) -> str:
    """What the name of a file says that it is: `signed`, `final`, `draft`, `annex`, or nothing."""
    words = set(re.split(r"[\W_]+", fold(PurePath(path).name)))
    return next((kind for kind, said in load_import_words("versions").items() if words & set(said)), "")


def _kind(other: PlacedMeeting, text: PlacedMeeting) -> str:
    """`signed`, `draft`, `annex`, `translation` or `version`."""
    if (said := said_of(other.path)) in {"signed", "draft", "annex"}:
        return said
    if _decides(text.meeting) and not _decides(other.meeting):
        return "annex"
    one, two = likeness_of(other.meeting), likeness_of(text.meeting)
    return "version" if one.texts & two.texts or not one.texts else "translation"


def _likeliest(one: PlacedMeeting) -> tuple[bool, int, float, list[int], str]:
    """What decides; signed before final before drafts, then the newest, then the highest number in its name."""
    numbers = [-int(said) for said in re.findall(r"\d+", one.name)]
    return not _decides(one.meeting), _RANKS.index(said_of(one.path)), -one.modified, numbers, one.path


def _day(one: PlacedMeeting) -> tuple[str, date | None]:
    return one.series, one.meeting.date


def _by_day(one: PlacedMeeting) -> tuple[str, str, str]:
    return str(one.meeting.date or ""), one.series, one.path
