"""Any steps, by two who share a file, in any order: what is adopted stays, and nothing is lost or numbered twice.

> No sequence of steps reaches a state in which adopted text changes, an open action is in no list, or a reference is
> used twice. No step but the one that says so, or an undo, takes an adoption back, and none edits what is adopted.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.papers_made import minutes as exported

from ictwg.actions.action_rows import ActionTable
from ictwg.actions.actions import close
from ictwg.app.opening import open_group, start_group
from ictwg.app.redaction import redact
from ictwg.app.session import SETTLED, Session
from ictwg.decisions.decisions import EntryDraft
from ictwg.documents.comments import add_comment, open_comments, settle
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import Action, AgendaItem, Contact, Decision, Edition, Entry, Meeting, Organization
from ictwg.domain.values import CLOSED, ActionKind, Audience, Commented, EntryType, MeetingState, MinutesState, Settled
from ictwg.errors import IctwgError
from ictwg.imports.minutes_comparison.apply_sheets import bring_in_files
from ictwg.imports.minutes_comparison.copies import OwnFile
from ictwg.meetings.editions import edition_of
from ictwg.minutes import approval as minutes_way
from ictwg.minutes import entering as minutes
from ictwg.minutes.corrections import accept, correct, decline, proposals
from ictwg.minutes.printed.making import minutes_sheet
from ictwg.minutes.printed.sheet import MinutesSheet
from ictwg.records.editing import assign, read_assignment
from ictwg.records.lookup import shown_reference
from ictwg.store.local.home import Home

SHORT = 50
HELD_ON, TODAY = date(2010, 3, 12), date(2010, 4, 6)
who = st.sampled_from(("ana", "rui"))
words = st.sampled_from(("The plan is late.", "Nine members came.", "The SOP is drafted.", "It was agreed."))
kinds = st.sampled_from(tuple(EntryType))
place = st.integers(0, 9)


class Life(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.sessions: dict[str, Session] = {}
        self.printed: dict[tuple[str, str], MinutesSheet] = {}

    @initialize()
    def begin(self) -> None:
        path = str(Path(self.folder.name, "group.json"))
        first = start_group(path, "Working group", "WG", home=self._home("ana"))
        first.act_as("founder")
        state, edit = first.state, Edit("verbs.created")
        meeting, item = state.new_id(), state.new_id()
        held = (Meeting.state(MeetingState.HELD), Meeting.minutes_state(MinutesState.DRAFT))
        edit.create(Meeting, meeting, Meeting.date(HELD_ON), Meeting.reference("M-2010-03"), Meeting.number(3), *held)
        edit.create(AgendaItem, item, AgendaItem.meeting(meeting), AgendaItem.order("a0"), AgendaItem.title("Reports"))
        edit.create(Organization, state.new_id(), Organization.acronym("MoJ"), Organization.name("Ministry of Justice"))
        for order, text in (("a0", "The chair opened."), ("a1", "The minutes were read.")):
            place = (Entry.meeting(meeting), Entry.item(item), Entry.order(order))
            edit.create(Entry, state.new_id(), *place, Entry.text(text))
        first.commit(edit.done())
        first.store.sync.share()
        first.store.close()
        for name in ("ana", "rui"):
            self.sessions[name] = open_group(path, home=self._home(name), writer=True, today=TODAY)
            self.sessions[name].act_as(name)

    def _home(self, name: str) -> Home:
        return Home.at(str(Path(self.folder.name, name)))

    def teardown(self) -> None:
        try:
            if self.sessions:
                self._converges()
        finally:
            for session in self.sessions.values():
                session.store.close()
            self.folder.cleanup()

    # What the two do

    def _does(
        self, name: str, use_case: Callable[[Session, Meeting], Changes | None], *, takes_back: bool = False
    ) -> None:
        """A refusal is an answer too."""
        session = self.sessions[name]
        meeting = session.state.all(Meeting)[0]
        before, late = self._edition(session), self._late(session)
        with suppress(IctwgError):
            changes = use_case(session, meeting)
            if changes is not None:
                session.commit(changes)
        after = self._edition(session)
        assert before is None or before == after or (takes_back and after is None), "the adoption has changed"
        assert before is None or self._late(session) <= late, "adopted minutes were edited here"

    def _late(self, session: Session) -> set[str]:
        """The edits of adopted minutes that wait for an answer."""
        return {one.id for one in proposals(session.state, session.state.all(Meeting)[0])}

    def _edition(self, session: Session) -> tuple[str, str] | None:
        edition = edition_of(session.state, session.state.all(Meeting)[0])
        return (edition.id, edition.content) if edition is not None else None

    @rule(name=who, text=words, kind=kinds)
    def say(self, name: str, text: str, kind: EntryType) -> None:
        self._does(name, lambda session, meeting: minutes.add_entry(
            session.state, meeting, session.state.all(AgendaItem)[0], EntryDraft(kind, text), TODAY
        ))  # fmt: skip

    @rule(name=who, text=words, at=place)
    def rewrite(self, name: str, text: str, at: int) -> None:
        self._does(
            name,
            lambda session, _: _of(session, Entry, at, lambda one: minutes.edit_text(session.state, one, text, TODAY)),
        )

    @rule(name=who, at=place)
    def strike(self, name: str, at: int) -> None:
        self._does(
            name, lambda session, _: _of(session, Entry, at, lambda one: minutes.delete_entry(session.state, one))
        )

    @rule(name=who)
    def to_the_chair(self, name: str) -> None:
        self._does(name, lambda _, meeting: minutes_way.send_to_chair(meeting, TODAY))

    @rule(name=who)
    def circulate(self, name: str) -> None:
        self._does(name, lambda session, meeting: minutes_way.circulate(session.state, meeting, TODAY))

    @rule(name=who)
    def adopt(self, name: str) -> None:
        self._does(name, lambda _, meeting: minutes_way.adopt_by_silence(meeting, TODAY))

    @rule(name=who, text=words, at=place)
    def adopt_while_the_other_writes(self, name: str, text: str, at: int) -> None:
        """What the other wrote offline arrives after adoption."""
        other = next(one for one in self.sessions if one != name)
        self.rewrite(other, text, at)
        self.adopt(name)
        for one in (other, name):
            self.share(one)

    @rule(name=who)
    def take_back(self, name: str) -> None:
        self._does(name, lambda _, meeting: minutes_way.take_back(meeting), takes_back=True)

    @rule(name=who, state=st.sampled_from(tuple(MinutesState)), text=words, both=st.booleans())
    def set_by_a_command(self, name: str, state: MinutesState, text: str, both: bool) -> None:
        told = (f"minutes_state={state}", f"venue={text}") if both else (f"minutes_state={state}",)
        given = tuple(map(read_assignment, told))
        self._does(name, lambda session, meeting: assign(session.lookup, meeting, given))

    @rule(name=who, text=words)
    def correct(self, name: str, text: str) -> None:
        self._does(name, lambda session, meeting: correct(session.state, meeting, text, TODAY))

    @rule(name=who, taken=st.booleans())
    def decide_on_late_edits(self, name: str, taken: bool) -> None:
        def use_case(session: Session, meeting: Meeting) -> Changes | None:
            late = proposals(session.state, meeting)
            if not late:
                return None
            return accept(session.lookup, meeting, late[0]) if taken else decline(session.state, meeting, late[0])

        self._does(name, use_case)

    @rule(name=who)
    def comment(self, name: str) -> None:
        def use_case(session: Session, meeting: Meeting) -> Changes:
            (open_one, *_) = open_comments(session.state, meeting) or (None,)
            if open_one is not None:
                return settle(open_one, Settled.DECLINED, TODAY)
            (home, *_) = session.state.all(Organization)
            return add_comment(session.state, meeting, home, TODAY, Commented.COMMENTS, Contact.text("One more thing"))

        self._does(name, use_case)

    @rule(name=who, at=place)
    def close(self, name: str, at: int) -> None:
        self._does(name, lambda session, _: _of(session, Action, at, lambda one: close(session.state, one, TODAY)))

    @rule(name=who)
    def bring_own_file_in(self, name: str) -> None:
        def use_case(session: Session, meeting: Meeting) -> Changes:
            file = OwnFile("minutes.md", exported(session.state, meeting, Audience.SECRETARIAT, TODAY, "en").markdown())
            changes = bring_in_files(session.state, [file], TODAY).changes
            assert not changes, "its own file tells it nothing new"
            return changes

        self._does(name, use_case)

    @rule(name=who, back=st.booleans())
    def undo(self, name: str, back: bool) -> None:
        session = self.sessions[name]
        before, late = self._edition(session), self._late(session)
        with suppress(IctwgError):
            receipt = session.redo() if back else session.undo()
            edited = before == self._edition(session) is not None and not self._late(session) <= late
            assert not edited or receipt.undone in SETTLED, "adopted minutes were edited by an undo"

    @rule(name=who)
    def share(self, name: str) -> None:
        self.sessions[name].store.sync.share()

    @rule(name=who, at=place)
    def remove_for_good(self, name: str, at: int) -> None:
        """The one exception: what is removed leaves editions too."""
        session, entries = self.sessions[name], self.sessions[name].state.all(Entry)
        if entries and entries[at % len(entries)].text:
            redact(session, entries[at % len(entries)], Entry.text, "tried")

    # What holds

    @invariant()
    def adopted_text_stays(self) -> None:
        """What is printed of an edition is a function of what it holds, whatever happens to the records."""
        for session in self.sessions.values():
            edition = self._edition(session)
            if edition is not None:
                sheet = minutes_sheet(session.state, session.state.all(Meeting)[0], Audience.SECRETARIAT, TODAY, "en")
                text = replace(sheet, corrections=())
                assert self.printed.setdefault(edition, text) == text

    @invariant()
    def open_actions_are_listed(self) -> None:
        for session in self.sessions.values():
            listed = {row.action for row in ActionTable(session.state).rows(TODAY) if row.open}
            actions = (one for one in session.state.all(Action) if one.kind is ActionKind.ACTION)
            assert {one.id for one in actions if one.status not in CLOSED} <= listed

    @invariant()
    def no_reference_is_used_twice(self) -> None:
        for session in self.sessions.values():
            numbered: tuple[Any, ...] = (*session.state.all(Action), *session.state.all(Decision))
            shown = [shown_reference(session.state, one) for one in numbered if one.reference]
            assert len(shown) == len(set(shown))

    def _converges(self) -> None:
        for _ in range(2):
            for session in self.sessions.values():
                session.store.sync.share()
        ana, rui = (
            minutes_sheet(d.state, d.state.all(Meeting)[0], Audience.SECRETARIAT, TODAY, "en")
            for d in self.sessions.values()
        )
        assert ana == rui
        assert len({self._edition(session) for session in self.sessions.values()}) == 1
        assert len({len(session.state.all(Edition)) for session in self.sessions.values()}) == 1


def _of(session: Session, kind: Any, at: int, use_case: Callable[[Any], Changes]) -> Changes | None:
    found = session.state.all(kind)
    return use_case(found[at % len(found)]) if found else None


def test_no_steps_change_what_is_adopted_or_lose_anything() -> None:
    """A few dozen steps in the suite, many in the long profile."""
    long = settings().max_examples > SHORT
    run_state_machine_as_test(
        Life, settings=settings(max_examples=100 if long else 6, stateful_step_count=40 if long else 14, deadline=None)
    )
