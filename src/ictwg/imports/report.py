"""What an import would do, row by row, before anything is written: `--dry-run` and the screen print this value."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from ictwg.domain.changes import Changes
from ictwg.domain.text import one_line
from ictwg.imports.doubts import COMMENT, IT_IS, LEFT_OUT, NEW_ORGANIZATION, DoubtKind, Key, ReadingDoubt
from ictwg.imports.headings import column_label
from ictwg.locales import known, t
from ictwg.members.new_body import NewBody, new_body

Chosen: TypeAlias = Mapping[str, Mapping[Key, str]]
NOTHING_CHOSEN: Chosen = {}
"""What a person has chosen for the doubts of each file."""

_LISTED = frozenset({"decisions", "actions"})


class RowState(StrEnum):
    NEW = "new"
    UPDATED = "updated"
    SAME = "same"
    DOUBTFUL = "doubtful"
    SKIPPED = "skipped"
    UNREAD = "unread"


class MeetingSummary(NamedTuple):
    """What was read in the minutes of one meeting, as a person would name it.

    Attributes:
        present: Names; of an organization where nobody of it is named.
        absent: Likewise, apologies included.
        decisions: Their texts.
        actions: Text, responsible and due day of each, in one line.
        unknown: Who is responsible for something and is not on record.
    """

    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class ImportRow(NamedTuple):
    """One meeting, member or file.

    Attributes:
        what: What it is, as a person would say it.
        where: The file, and the row in it.
        why: Why it is doubtful, skipped or not read; else nothing.
        found: What was read, of a meeting.
        doubts: What is not sure in it; each is taken for its first choice unless `read_minutes` is told another.
        left_over: What of the file is in no record: comments, headers and footers.
        written: Every field that it would write, of a row of a list: `Title: Posters`, `Lead: MoE → MoJ`.
    """

    state: RowState
    what: str
    where: str
    why: str = ""
    found: MeetingSummary | None = None
    doubts: tuple[ReadingDoubt, ...] = ()
    written: tuple[str, ...] = ()
    left_over: tuple[str, ...] = ()

    @property
    def brings(self) -> bool:
        """Whether something comes of it."""
        return self.state in (RowState.NEW, RowState.UPDATED)

    @property
    def to_check(self) -> int:
        """Of how many things in it a person is to say what they are; of one that is not imported at least one."""
        return sum(len(one.choices) > 1 for one in self.doubts) or int(self.state is RowState.DOUBTFUL)

    def undecided(self, chosen: Chosen) -> ImportRow:
        """With those doubts only for which nobody has chosen; where that leaves none, it was left out on purpose."""
        said = chosen.get(self.where, {})
        left = tuple(one for one in self.doubts if one.key not in said)
        decided = self.doubts and not left and self.state is RowState.DOUBTFUL
        return self._replace(doubts=left, state=RowState.SKIPPED if decided else self.state)

    @property
    def summary(self) -> str:
        """What a line of a list says of it."""
        doubts = (f"{t(f'importing.doubt.{one.kind}')}: “{one.text}”" for one in self.doubts)
        changes = self.written if self.state is RowState.UPDATED else ()
        return "; ".join(filter(None, (self.why, *doubts, *changes)))


class ImportPlan(NamedTuple):
    rows: tuple[ImportRow, ...]
    changes: Changes

    @property
    def read_nothing(self) -> bool:
        """Whether no file could be read."""
        return all(row.state in {RowState.SKIPPED, RowState.UNREAD} for row in self.rows)

    def count(self, state: RowState) -> int:
        return sum(row.state is state for row in self.rows)

    @property
    def open_marks(self) -> int:
        """Of how many texts a person has to say what becomes of them before anything is imported."""
        kinds = (doubt.kind for row in self.rows if row.state is RowState.DOUBTFUL for doubt in row.doubts)
        return sum(kind == DoubtKind.CONFIDENTIAL for kind in kinds)

    @property
    def to_check(self) -> int:
        return sum(row.to_check for row in self.rows)

    @property
    def counts(self) -> dict[str, int]:
        """How many rows there are of each state; in the place of those in doubt all that is to be checked."""
        return {str(state): self.count(state) for state in RowState} | {RowState.DOUBTFUL: self.to_check}


def together(plans: Sequence[ImportPlan]) -> ImportPlan:
    """Several plans as one change and one undo."""
    changes = Changes("verbs.imported")
    for plan in plans:
        changes = changes.and_then(plan.changes)
    subjects = [plan.changes.subject for plan in plans if plan.changes]
    about = tuple(dict.fromkeys(place for plan in plans for place in plan.changes.told_of))
    rows = tuple(row for plan in plans for row in plan.rows)
    return ImportPlan(rows, changes._replace(subject=", ".join(subjects), about=about))


def doubt_id(where: str, doubt: ReadingDoubt) -> str:
    """A short name for it, the same whenever the same files are read."""
    told = "\n".join((where, doubt.kind, str(doubt.line), doubt.about))
    return hashlib.blake2s(told.encode("utf-8", "surrogatepass"), digest_size=3).hexdigest()


def proposed_body(doubt: ReadingDoubt) -> NewBody | None:
    """What it would be as a new organization, where it may be one."""
    return next(filter(None, map(new_body, doubt.choices)), None)


def row_lines(row: ImportRow, *, ids: bool = False) -> Iterator[tuple[int, str]]:
    """All that there is to say of a row but its state, whole and line by line, each with its indent.

    `ids`: with what names each doubt in an answer.
    """
    yield 0, row.what
    if row.where != row.what:
        yield 1, row.where
    if row.why:
        yield 1, row.why
    yield from _found_lines(row.found) if row.found else ()
    yield from ((1, line) for line in row.written)
    yield from ((1, t("importing.left_over")),) if row.left_over else ()
    yield from ((2, f"“{one_line(text)}”") for text in row.left_over)
    for doubt in row.doubts:
        yield 1, f"[{doubt_id(row.where, doubt)}] {doubt_told(doubt)}" if ids else doubt_told(doubt)
        yield 2, f"“{doubt.text}”"
        yield 2, t("importing.taken_as", choice=choice_told(doubt, doubt.default))
        others = "; ".join(choice_told(doubt, one) for one in doubt.choices if one != doubt.default)
        yield from ((2, t("importing.or", choices=others)),) if others else ()


def _found_lines(found: MeetingSummary) -> Iterator[tuple[int, str]]:
    for name, told in found._asdict().items():
        if name in _LISTED:
            yield 1, t(f"importing.found.{name}", count=len(told))
            yield from ((2, f"- {one}") for one in told)
        elif told:
            yield 1, t(f"importing.found.{name}", count=len(told), names=", ".join(told))


def doubt_told(doubt: ReadingDoubt) -> str:
    """What is in doubt, in one sentence with the number of the line."""
    said = t(f"importing.doubt.{doubt.kind}")
    if doubt.place:
        return f"{doubt.place}: {said}"
    return t("importing.doubtful_line", line=doubt.line, doubt=said) if doubt.line else said


def choice_told(doubt: ReadingDoubt, choice: str) -> str:
    """What a choice does; a day or the heading of a column is told as it is."""
    message = f"importing.choice.{choice}"
    if "." in choice and (label := column_label(choice)):
        return label
    if doubt.kind is DoubtKind.LIST_KIND and choice != LEFT_OUT:
        return t(f"records.{choice}.plural")
    if choice.startswith(f"{COMMENT} "):
        return t("importing.choice.comment", name=choice.partition(" ")[2])
    if choice != NEW_ORGANIZATION and (body := new_body(choice)):
        return f"{t(f'importing.choice.{NEW_ORGANIZATION}')}: {body.told}"
    if known(message):
        return t(message)
    choice = choice.removeprefix(f"{IT_IS} ")
    return t("importing.choice.it_is", name=choice) if doubt.kind is DoubtKind.UNKNOWN_ORGANIZATION else choice
