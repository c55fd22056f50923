"""Ask many, with a deadline and a state for each (DOMAIN.md §3): invitations, comments, circulated decisions, rounds.

Each area fulfils it where its answers are kept: with the attendance, the contacts, the positions, or in the round.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, ClassVar, Generic, NamedTuple

from ictwg.domain.calendar import due_in_words
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import Contact
from ictwg.domain.schema import Field, R, Record
from ictwg.domain.state import State
from ictwg.domain.values import AskingKind, Direction
from ictwg.locales import t
from ictwg.records.editing import remove
from ictwg.records.lookup import Lookup, shown_name


class Respondent(NamedTuple):
    """An organization, or one of its people, and how far it is.

    Attributes:
        id: Of the row.
        organization: Its id; empty for somebody who comes for none.
        name: Of the person who was asked, or of the organization.
        answer: None where it has not answered.
        words: What it said, and how the answer came.
        record: What is noted so far.
        to_settle: Nobody has said yet what becomes of it.
        is_counted: False if the answer is recorded and not counted.
    """

    id: str
    organization: str
    acronym: str
    name: str
    answer: StrEnum | None
    words: str = ""
    record: Record | None = None
    person: str = ""
    to_settle: bool = False
    is_counted: bool = True

    @property
    def about(self) -> str:
        """Whose history is shown."""
        return self.record.id if self.record is not None else ""

    @property
    def key(self) -> str:
        """Those with the same one answer together."""
        return self.organization or self.id


class AnswerStorage(NamedTuple):
    """Where the answers are kept.

    Attributes:
        kind: The type of the record in which one is noted.
        answer: Its field that says what the answer was.
        fields: What is noted besides.
        reminds: The link of a contact that reminds somebody; in a round the day on which it was done.
    """

    kind: type[Record]
    answer: Any
    fields: tuple[Field[Any], ...]
    reminds: Any


class ClosingOption(NamedTuple):
    """A way to close it, and what the key says."""

    key: str
    label: str


class Asking(ABC, Generic[R]):
    """Something that many were asked for.

    Attributes:
        CHOICES: The answers that can be noted.
        UNTIL: The field with the last day to answer, CLOSED that with the day on which it was closed.
        NEEDS_WORDS: Answers that say nothing without words.
    """

    KIND: ClassVar[AskingKind]
    NOTED: ClassVar[AnswerStorage]
    CHOICES: ClassVar[tuple[StrEnum, ...]]
    UNTIL: ClassVar[Any]
    CLOSED: ClassVar[Any] = None
    NEEDS_WORDS: ClassVar[frozenset[StrEnum]] = frozenset()

    def __init__(self, state: State, record: R, today: date) -> None:
        self.state = state
        self.record = record
        self.today = today

    @property
    def id(self) -> str:
        return f"{self.KIND}/{self.record.id}"

    @property
    def name(self) -> str:
        return shown_name(self.state, self.record)

    @property
    def until(self) -> date | None:
        """The last day to answer; None where none was set."""
        return self._day(type(self).UNTIL)

    @property
    def closed_on(self) -> date | None:
        """None while it is open, or where a step of its own ends it."""
        return self._day(type(self).CLOSED)

    def _day(self, field: Field[date | None] | None) -> date | None:
        return field.of(self.record) if field is not None else None

    @abstractmethod
    def rows(self) -> tuple[Respondent, ...]:
        """In protocol order."""

    @abstractmethod
    def note(self, lookup: Lookup, one: Respondent, values: dict[str, str]) -> Changes:
        """What it answered: values as typed, of the fields of `NOTED`."""

    def label(self, answer: StrEnum) -> str:
        return str(self.NOTED.answer.label(answer))

    def subject(self, lang: str) -> str:
        """As a message names it: what, and what is wanted of it."""
        return f"{self.name} ({t(f'choices.asking_kind.{self.KIND}', lang=lang)})"

    @property
    def usual(self) -> dict[str, str]:
        """What a form begins with where nothing is noted, as typed."""
        return {self.NOTED.answer.name: str(self.CHOICES[0])}

    @property
    def no_answer(self) -> str:
        """What it means that there is none."""
        return t("invitation.no_answer")

    def take_back(self, one: Respondent) -> Changes:
        """It has not answered, after all."""
        return remove(self.state, one.record) if one.record is not None else Changes("")

    def enclosed(self, organization: str) -> tuple[str, ...]:  # noqa: ARG002 - for rounds that ask each for its own
        """What the message to one organization lists for it alone."""
        return ()

    def ask(self) -> Changes:
        """Everybody is asked, as of today."""
        raise NotImplementedError

    def endings(self) -> tuple[ClosingOption, ...]:
        return ()

    def close(self, ending: str) -> Changes:
        raise NotImplementedError(ending)

    @cached_property
    def respondents(self) -> tuple[Respondent, ...]:
        return self.rows()

    @cached_property
    def answers(self) -> dict[str, frozenset[StrEnum]]:
        """What each organization said, by its key; empty where nobody answered for it."""
        found: dict[str, frozenset[StrEnum]] = {}
        for one in self.respondents:
            said = frozenset() if one.answer is None else frozenset({one.answer})
            found[one.key] = found.get(one.key, frozenset()) | said
        return found

    @property
    def waiting(self) -> tuple[Respondent, ...]:
        """Those for whose organization nobody has answered."""
        return tuple(one for one in self.respondents if not self.answers[one.key])

    @property
    def count(self) -> tuple[int, int]:
        """Of how many there is an answer, and how many were asked."""
        counted = {one.key for one in self.respondents if one.is_counted}
        return sum(bool(self.answers[key]) for key in counted), len(counted)

    @property
    def words(self) -> str:
        answered, whole = self.count
        return t("life.answered", answered=answered, asked=whole)

    @property
    def is_late(self) -> bool:
        return self.until is not None and self.until < self.today and bool(self.waiting)

    @property
    def early(self) -> str:
        """What is asked where it is closed before its day and some have not answered; else empty."""
        if self.until is None or self.until <= self.today or not self.waiting:
            return ""
        answered, asked = self.count
        return t("asked.early", what=self.name, day=due_in_words(self.until), count=asked - answered)

    # Reminders

    @cached_property
    def reminders(self) -> dict[str, date]:
        found = self.state.linked(Contact, self.NOTED.reminds, self.record.id)
        sent = [one for one in found if one.direction is Direction.OUT and one.on is not None]
        return {one.organization or "": one.on for one in sorted(sent, key=lambda one: str(one.on)) if one.on}

    def remind(self, those: Iterable[Respondent]) -> Changes:
        """They were reminded today; who has answered meanwhile is left alone."""
        waiting = {one.key for one in self.waiting}
        wanted = dict.fromkeys(one.organization for one in those if one.organization and one.key in waiting)
        edit = Edit("verbs.round_reminded", self.name, self.record)
        self.write_reminders(edit, tuple(wanted))
        return edit.done()

    def write_reminders(self, edit: Edit, organizations: Sequence[str]) -> None:
        about = self.NOTED.reminds((self.record.id,))
        for id in organizations:
            sent = (Contact.direction(Direction.OUT), Contact.organization(id), Contact.on(self.today))
            edit.create(Contact, self.state.new_id(), *sent, about)
