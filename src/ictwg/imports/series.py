"""Which body met: what title, letterhead or file name of papers call it, and what a person says once for all."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import count
from pathlib import PurePath

from ictwg.domain.ids import derived_id
from ictwg.domain.records import Meeting, Series
from ictwg.domain.text import fold
from ictwg.domain.values import MinutesState
from ictwg.imports.doubts import NEW_SERIES, PLENARY, DoubtKind, Doubts, Key
from ictwg.imports.foreign_minutes.model import ReadFile, ReadMeeting
from ictwg.imports.foreign_minutes.sections import group_in
from ictwg.imports.foreign_minutes.words import pattern
from ictwg.imports.new_records import NewRecords
from ictwg.imports.report import ImportRow, RowState
from ictwg.imports.which_meeting import PlacedMeeting, is_paper
from ictwg.locales import t
from ictwg.records.group import names_of_group

_BODY = pattern("body", r"\b~\b")
_BEFORE = pattern("before body", r"^(?:.*\b~\W+|(?:the )?\d+\.?[^\W\d_]{1,2}\W+)?", any_case=True)
_ORDINAL = re.compile(r"\s+\d+[^\W\d_]{0,2}$")
_APART = re.compile(r"\s[-–—|]\s|[:(),]")
_FIRST_WORD, _HEAD, _LONGEST, _MOST_WORDS, _ALIKE = 6, 4, 200, 10, 75


class SeriesOfPapers:
    """Places the meetings of files; a body that nobody has named before is asked for, and in the meantime the plenary.

    Attributes:
        moved: Meetings that came in before their body was said, and its code now.
    """

    def __init__(self, making: NewRecords, asked: str, chosen: Mapping[Key, str]) -> None:
        self._making, self._asked, self._chosen, self._doubts = making, asked, chosen, Doubts(chosen)
        self._known = {one.source: one for one in making.state.all(Meeting) if one.source}
        self._on_record = {plain_name(one.name): one for one in making.state.all(Series)}
        self._own = names_of_group(making.state)
        self._made: dict[str, str] = {}
        self._papers: dict[str, set[str]] = {}
        self.moved: dict[str, str] = {}

    def placed(self, file: ReadFile) -> Iterator[PlacedMeeting]:
        groups = {fold(one.group) for one in file.meetings if one.group}
        for turn, meeting in enumerate(file.meetings):
            left_over = () if turn else file.left_over
            one = PlacedMeeting(meeting, file.path_hint, self._asked, left_over=left_over, modified=file.modified)
            if not self._asked and len(groups) > 1:
                one = one._replace(series=self._made_for(meeting.group) if meeting.group else "")
            yield self._told(one) if not self._asked and len(groups) < 2 and self._own else one  # noqa: PLR2004 - one

    def _told(self, one: PlacedMeeting) -> PlacedMeeting:
        known, name = self._known.get(one.source), body_in(one.meeting, one.path, self._own)
        key = plain_name(name)
        if known is not None and (known.series or known.minutes_state is MinutesState.ADOPTED):
            return one._replace(series=known.series)
        if key in {"", *map(plain_name, self._own)}:
            return one._replace(body=PLENARY if name else "")
        if key in self._on_record:
            return one if known is not None else one._replace(series=self._on_record[key].code, body=key)
        is_said = (DoubtKind.BODY, 0, key) in self._chosen
        if is_paper(one.meeting) and not is_said:
            return one
        self._papers.setdefault(key, set()).add(one.path)
        said = self._doubts.ask(DoubtKind.BODY, 0, name, *self._choices(name), about=key, meanwhile=PLENARY)
        code = self._made_for(name, new=True) if said == NEW_SERIES else ""
        code = code or next((one.code for one in self._on_record.values() if one.name == said), "")
        if known is not None and code:
            self._making.change(Meeting, known.id, Meeting.series(code))
            self.moved[known.id] = code
        return one._replace(series=code, body=PLENARY if is_said and not code else key)

    def _choices(self, name: str) -> list[str]:
        """The likeliest first: a body on record, or the plenary, that is called alike; else a new one."""
        from rapidfuzz import fuzz

        key, known = plain_name(name), self._on_record.items()
        like = {one.name: fuzz.token_sort_ratio(theirs, key) for theirs, one in known if one.code}
        own = max(fuzz.token_sort_ratio(plain_name(one), key) for one in self._own)
        ranks = like | {PLENARY: own, NEW_SERIES: _ALIKE}
        ranks[PLENARY] = own if own >= _ALIKE else _ALIKE - 1
        return sorted(ranks, key=lambda one: -ranks[one])

    def _made_for(self, name: str, *, new: bool = False) -> str:
        """Six letters of the first word and the initials of the others: the same on every device, and of one body."""
        if (key := plain_name(name)) not in self._made:
            first, *others = re.findall(r"[a-z0-9]+", fold(name)) or ["x"]
            stem = (first[:_FIRST_WORD] + "".join(word[0] for word in others)).upper()
            taken = {*self._made.values(), *(one.code for one in self._on_record.values() if new)}
            code = next(one for turn in count(1) if (one := f"{stem}{turn if turn > 1 else ''}") not in taken)
            id = derived_id(self._making.state.db, Series.TABLE, (code,))
            self._making.new(Series, id, Series.code(code), Series.name(name))
            self._made[key] = code
        return self._made[key]

    def rows(self) -> list[ImportRow]:
        """The questions, where any are asked."""
        where, found = t("importing.series"), self._doubts.found()
        told = (one._replace(place=t("importing.papers", count=len(self._papers[one.about]))) for one in found)
        state = RowState.UPDATED if self.moved else RowState.DOUBTFUL
        return [ImportRow(state, where, where, doubts=tuple(told))] if found else []


def plain_name(name: str) -> str:
    """As names of bodies are compared: "Sub-Group on Law", "SUBGROUP ON LAW"."""
    return re.sub(r"\bsub ", "sub", " ".join(re.findall(r"\w+", fold(name))))


def body_in(meeting: ReadMeeting, path: str, own: Collection[str]) -> str:
    """The name of a body besides the group's own, else that; empty where the paper says none."""
    lines = [line.strip(" #*_") for line in meeting.source_text.split("\n") if line.strip(" #*_")][:_HEAD]
    head = [line for line in lines if ":" not in line and not line.endswith(".")]
    stem = PurePath(path).stem.replace("_", " ")
    said = (*meeting.title.split(" – "), meeting.group, *head, stem)
    found = [name for line in said for part in _APART.split(line[:_LONGEST]) for name in _named(part, own)]
    return next((name for name in found if name not in own), found[0] if found else "")


def _named(text: str, own: Collection[str]) -> Iterator[str]:
    rest = text
    for name in own:
        rest = re.sub(rf"(?:\b(?:of|the|d[aeo]s?|husi|dari)\s+)*\b{re.escape(name)}\b", " ", rest, flags=re.IGNORECASE)
    name = _ORDINAL.sub("", group_in(_BEFORE.sub("", " ".join(rest.split()))))
    if _BODY.search(fold(name)) and len(name.split()) <= _MOST_WORDS:
        yield name
    elif rest != text:
        yield next(one for one in own if re.search(re.escape(one), text, re.IGNORECASE))
