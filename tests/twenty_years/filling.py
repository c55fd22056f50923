"""A chronicle, lived through with the program's own use cases: each day what was done on that day, and as of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from tests.twenty_years.chronicle import NEXT_MEETING, Body, Chronicle, Gathering, Promise

from ictwg.actions import actions as followup
from ictwg.app.opening import group_settings
from ictwg.app.session import Session, reactions
from ictwg.decisions.decisions import EntryDraft
from ictwg.domain.author import Author
from ictwg.domain.changes import Edit, together
from ictwg.domain.clock import Clock
from ictwg.domain.records import Action, AgendaItem, Group, Meeting, Membership, Organization, OrganizationName, Series
from ictwg.domain.references import ReferenceNumbers
from ictwg.domain.schema import Setting
from ictwg.domain.values import (
    ActionStatus,
    DueWord,
    EntryType,
    ItemKind,
    MembershipStatus,
    OrganizationType,
    Presence,
    ShiftedBy,
)
from ictwg.meetings import meetings
from ictwg.meetings.attendance import mark, roll
from ictwg.minutes import entering as minutes
from ictwg.store.local.home import Home
from ictwg.store.store import Store

PLANNED_BEFORE = timedelta(days=9)


class Happening(NamedTuple):
    day: date
    order: int
    what: str
    told: Any


class Life:
    """The group as the program keeps it; `bodies`, `met` and `given` lead from the chronicle's keys to its records."""

    def __init__(self, folder: Path) -> None:
        author, home = Author("ana", "desk"), Home.at(str(folder / "home"))
        self.store = Store.create(str(folder / "group.json"), home=home, clock=Clock(), author=author)
        self.store.commit(group_settings(self.store.db, "Twenty years", "TY"))
        self.today = date(2003, 1, 1)
        self.session = Session(self.store, lambda: self.today, reactions())
        self.bodies: dict[int, str] = {}
        self.met: dict[int, str] = {}
        self.given: dict[int, str] = {}

    def live(self, told: Chronicle) -> Life:
        self._begin(told)
        for happening in sorted(_happenings(told)):
            self.today = happening.day
            getattr(self, f"_{happening.what}")(happening.told)
        self.today = told.last_day
        return self

    def meeting(self, key: int) -> Meeting:
        found = self.store.get(Meeting, self.met[key])
        assert found is not None
        return found

    def action(self, key: int) -> Action:
        found = self.store.get(Action, self.given[key])
        assert found is not None
        return found

    def _begin(self, told: Chronicle) -> None:
        """Who belongs and when is known from the register: periods and names are typed with their days."""
        edit, group = Edit("verbs.imported", "the register"), self.store.all(Group)[0]
        edit.update(group, Group.quorum_rule("terms of reference, 7"))
        edit.create(Series, self.store.new_id(), Series.code("LAW"), Series.name("Law drafting sub-committee"))
        for body in told.bodies:
            self.bodies[body.key] = self.store.new_id()
            _register(edit, self.store, self.bodies[body.key], body)
        self.session.commit(edit.done())

    def _plan(self, one: Gathering) -> None:
        items = (ItemKind.OPENING, ItemKind.MATTERS_ARISING, ItemKind.TOPIC, ItemKind.CLOSING)
        changes = meetings.plan(self.store, one.day, series=one.series, items=items)
        self.met[one.key] = changes.created[0][1]
        self.session.commit(changes)
        if one.cancelled:
            self.session.commit(meetings.cancel(self.meeting(one.key)))

    def _hold(self, told: tuple[Gathering, list[Promise], int]) -> None:
        one, promises, rulings = told
        self.session.commit(meetings.hold(self.store, self.meeting(one.key)))
        if not one.series:
            self._call_the_roll(one)
        meeting = self.meeting(one.key)
        item = next(
            i for i in self.store.linked(AgendaItem, AgendaItem.meeting, meeting.id) if i.kind is ItemKind.TOPIC
        )
        drafts = [self._draft(promise) for promise in promises]
        drafts += [EntryDraft(EntryType.DECISION, f"Decided {number}.") for number in range(rulings)]
        made = minutes.add_block(self.store, meeting, item, drafts, self.today)
        actions = [id for table, id in made.created if table == Action.TABLE]
        self.given |= dict(zip((promise.key for promise in promises), actions, strict=True))
        self.session.commit(made)

    def _call_the_roll(self, one: Gathering) -> None:
        meeting, by_id = self.meeting(one.key), {id: key for key, id in self.bodies.items()}
        called = [(line, one.roll.get(by_id[line.organization])) for line in roll(self.store, meeting)]
        marks = [mark(self.store, meeting, line, Presence(state)) for line, state in called if state]
        if marks:
            self.session.commit(together(marks, "the roll"))

    def _draft(self, promise: Promise) -> EntryDraft:
        due = DueWord.NEXT_MEETING if promise.due == NEXT_MEETING else promise.due
        owners = tuple(self.bodies[key] for key in promise.owners)
        text = f"Promise {promise.key}."
        return EntryDraft(EntryType.ACTION, text, owners=owners, everybody=promise.everybody, due=due)  # type: ignore[arg-type]

    def _event(self, told: tuple[Promise, str, Any]) -> None:
        promise, what, value = told
        action = self.action(promise.key)
        if what == "moved":
            later, by = value
            self.session.commit(followup.change_due(self.store, action, later, ShiftedBy(by), self.today))
        else:
            numbers = ReferenceNumbers(self.store)
            self.session.commit(
                followup.set_status(self.store, action, ActionStatus(what), self.today, numbers=numbers)
            )


def _happenings(told: Chronicle) -> Iterator[Happening]:
    decided: dict[int, int] = {}
    for ruling in told.rulings:
        decided[ruling.meeting] = decided.get(ruling.meeting, 0) + 1
    promised: dict[int, list[Promise]] = {}
    for promise in told.promises:
        promised.setdefault(promise.meeting, []).append(promise)
        for on, what, value in promise.events:
            yield Happening(on, 3 + promise.key, "event", (promise, what, value))
    for one in told.gatherings:
        yield Happening(one.day - PLANNED_BEFORE, -1 - one.key, "plan", one)
        if not one.cancelled:
            yield Happening(one.day, 1, "hold", (one, promised.get(one.key, []), decided.get(one.key, 0)))


def _register(edit: Edit, store: Store, id: str, body: Body) -> None:
    now = body.names[-1][0]
    settings: list[Setting] = [Organization.acronym(now), Organization.name(f"The {now}")]
    settings += [Organization.type(OrganizationType(body.type)), Organization.exempt_from_quorum(body.exempt)]
    edit.create(Organization, id, *settings)
    for name, since, until in body.names if len(body.names) > 1 else ():
        dated = (OrganizationName.since(since), OrganizationName.until(until))
        named = (OrganizationName.name(f"The {name}"), OrganizationName.acronym(name))
        edit.create(OrganizationName, store.new_id(), OrganizationName.organization(id), *named, *dated)
    for status, since, until in body.spans:
        period = (Membership.status(MembershipStatus(status)), Membership.since(since), Membership.until(until))
        edit.create(Membership, store.new_id(), Membership.organization(id), *period)
