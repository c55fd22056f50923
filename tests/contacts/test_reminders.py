"""A reminder that was sent is a question to many: what answers it, and for whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

import pytest
from tests.builders import MemoryState, organization

from ictwg.actions import actions
from ictwg.app.today import asked_due
from ictwg.contacts import calls
from ictwg.contacts.calls import Call
from ictwg.contacts.reminders import Reminder, open_askings
from ictwg.domain.calendar import short_day
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import Action, Contact, Organization, Progress
from ictwg.domain.values import ActionStatus, CallOutcome, Channel, Direction, MembershipStatus, OwedKind, ShiftedBy
from ictwg.programme.owed import CallSheet
from ictwg.records.lookup import Lookup

TODAY = date(2010, 3, 8)
DAY = TODAY + timedelta(days=5)


class Reminded(NamedTuple):
    """MoJ and PNTL owe one action together, and each one of its own; all were reminded of all they owe."""

    state: MemoryState
    homes: dict[str, Organization]
    actions: dict[str, Action]

    @property
    def asking(self) -> Reminder:
        (found,) = open_askings(self.state, TODAY)
        return found

    @property
    def waiting(self) -> set[str]:
        """Who has not answered: as the lists of questions count them, and on whose sheet it stands."""
        found = tuple(open_askings(self.state, TODAY))
        silent = {row.acronym for one in found for row in one.waiting}
        told = f"reminder: {3 - len(silent)} of 3 answered · until {short_day(DAY)}"
        assert [one.words for one in asked_due(self.state, TODAY)] == [told] * len(found)
        sheet = CallSheet(self.state, TODAY)
        kinds = {name: {one.kind for one in sheet.owed(home)} for name, home in self.homes.items()}
        assert silent == {name for name, on_sheet in kinds.items() if OwedKind.REMINDER in on_sheet}
        return silent

    def keep(self, changes: Changes) -> None:
        self.state.apply(changes)

    def call(self, name: str) -> Call:
        return Call(self.homes[name], TODAY)

    def again(self, contact: Contact) -> Changes:
        """The same mail once more, with a day of its own."""
        how = calls.of_contact(TODAY, Direction.OUT, Channel.EMAIL, contact.organization, None)
        more = (Contact.text("Again"), Contact.actions(contact.actions), Contact.answer_by(DAY))
        return Edit("verbs.created").create(Contact, self.state.new_id(), *how, *more).done()


@pytest.fixture
def reminded() -> Reminded:
    state = MemoryState()
    homes = {name: organization(state, name, status=MembershipStatus.MEMBER) for name in ("MoJ", "PNTL", "MSS")}
    owed = {"shared": ("MoJ", "PNTL"), "moj": ("MoJ",), "pntl": ("PNTL",), "mss": ("MSS",)}
    found = {
        name: state.add(
            Action, Action.text(name), Action.owners(tuple(homes[one].id for one in owners)), Action.due(TODAY)
        )
        for name, owners in owed.items()
    }
    for name, home in homes.items():
        own = tuple(found[each].id for each, owners in owed.items() if name in owners)
        how = calls.of_contact(TODAY, Direction.OUT, Channel.EMAIL, home.id, None)
        state.add(Contact, *how, Contact.text("Reminder"), Contact.actions(own), Contact.answer_by(DAY))
    return Reminded(state, homes, found)


def step(one: Reminded, way: str, name: str, of: str) -> Changes:
    state, call, about = one.state, one.call(name), one.actions[of]
    replied = call._replace(direction=Direction.IN, channel=Channel.EMAIL)
    row = next(row for row in one.asking.respondents if row.acronym == name)
    contact = state.get(Contact, row.id)
    assert contact is not None
    ways: dict[str, Callable[[], Changes]] = {
        "a call": lambda: calls.said(state, call, "soon", about),
        "a reply": lambda: calls.said_of(state, replied, "soon", {about.id: None}),
        "an update": lambda: actions.progress(state, about, "soon", TODAY),
        "a status": lambda: actions.set_status(state, about, ActionStatus.IN_PROGRESS, TODAY),
        "another day": lambda: actions.change_due(state, about, DAY, ShiftedBy.OWNER, TODAY),
        "it is closed": lambda: actions.close(state, about, TODAY),
        "noted with the question": lambda: one.asking.note(Lookup(state, TODAY), row, {"text": "soon"}),
        "said of the reminder": lambda: calls.said(state, call, "soon", contact),
        "answered": lambda: calls.answered(state, call, contact),
        "nobody answers": lambda: calls.ended(state, call, CallOutcome.NO_ANSWER),
        "reminded again": lambda: one.again(contact),
        "said before": lambda: actions.progress(state, about, "soon", TODAY - timedelta(days=1)),
    }
    return ways[way]()


OF_ONE = ("a call", "a reply", "an update", "a status", "another day", "it is closed")
OF_ALL = ("noted with the question", "said of the reminder", "answered")


@pytest.mark.parametrize("way", [*OF_ONE, *OF_ALL])
def test_a_reminder_is_answered_by_whatever_is_heard_of_it(reminded: Reminded, way: str) -> None:
    assert reminded.waiting == {"MoJ", "PNTL", "MSS"}
    reminded.keep(step(reminded, way, "MSS", "mss"))
    assert reminded.waiting == {"MoJ", "PNTL"}


@pytest.mark.parametrize("way", ["nobody answers", "said before"])
def test_what_says_nothing_since_is_no_answer(reminded: Reminded, way: str) -> None:
    reminded.keep(step(reminded, way, "MSS", "mss"))
    assert reminded.waiting == {"MoJ", "PNTL", "MSS"}


@pytest.mark.parametrize("way", OF_ONE)
def test_who_was_reminded_of_two_has_answered_once_both_were_heard_of(reminded: Reminded, way: str) -> None:
    reminded.keep(step(reminded, way, "MoJ", "moj"))
    assert "MoJ" in reminded.waiting
    reminded.keep(step(reminded, way, "MoJ", "shared"))
    assert "MoJ" not in reminded.waiting


@pytest.mark.parametrize("way", ["a call", "a reply", "noted with the question", "said of the reminder"])
def test_what_one_of_two_owners_says_is_no_answer_of_the_other(reminded: Reminded, way: str) -> None:
    reminded.keep(step(reminded, "an update", "PNTL", "pntl"))
    reminded.keep(step(reminded, way, "MoJ", "shared"))
    assert "PNTL" in reminded.waiting


def test_a_second_reminder_takes_the_place_of_the_first(reminded: Reminded) -> None:
    reminded.keep(step(reminded, "reminded again", "MSS", "mss"))
    first, second = sorted(open_askings(reminded.state, TODAY), key=lambda one: -len(one.respondents))
    assert ([one.acronym for one in first.waiting], [one.acronym for one in second.waiting]) == (
        ["MoJ", "PNTL"],
        ["MSS"],
    )


def test_words_said_once_are_an_update_of_each_and_taken_from_the_question(reminded: Reminded) -> None:
    reminded.keep(step(reminded, "noted with the question", "MoJ", "moj"))
    assert {one.action for one in reminded.state.all(Progress)} == {
        reminded.actions[each].id for each in ("moj", "shared")
    }
    (said,) = [one for one in reminded.state.all(Contact) if one.direction is Direction.IN]
    row = next(row for row in reminded.asking.respondents if row.acronym == "MoJ")
    assert (row.record, row.words) == (said, f"soon · {short_day(TODAY)}")


def test_nobody_waits_once_that_is_said(reminded: Reminded) -> None:
    (ending,) = reminded.asking.endings()
    reminded.keep(reminded.asking.close(ending.key))
    assert reminded.waiting == set()
