"""Corrections of adopted minutes, and what arrives after adoption."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.adopting import adopted
from tests.builders import known
from tests.papers_made import minutes
from tests.rich_meeting import Rich, rich_meeting, say

from ictwg.domain.changes import Edit
from ictwg.domain.records import Attendance, Correction, Decision, Entry, Meeting
from ictwg.domain.schema import Record, Setting
from ictwg.domain.values import Audience, MinutesState, Presence
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.minutes import approval as minutes_way
from ictwg.minutes.approval import guard_adopted
from ictwg.minutes.corrections import LateEdit, LateEdits, accept, correct, corrections_of, decline, proposals, words_of
from ictwg.records.lookup import Lookup

ADOPTED_ON = date(2010, 4, 6)
LATER = date(2010, 5, 3)


@pytest.fixture
def rich() -> Rich:
    made = rich_meeting()
    return made._replace(meeting=adopted(made.state, made.meeting, ADOPTED_ON))


@pytest.fixture
def first(rich: Rich) -> Entry:
    return next(one for one in rich.state.all(Entry) if one.text.startswith("The chair opened"))


def edited(rich: Rich, record: Record, *settings: Setting) -> None:
    rich.state.apply(Edit("verbs.edited").update(record, *settings).done())


def proposed(rich: Rich) -> LateEdit:
    (found,) = proposals(rich.state, rich.meeting)
    return found


def told(rich: Rich) -> str:
    return words_of(Lookup(rich.state, LATER), proposed(rich))


def exported(rich: Rich) -> str:
    return minutes(rich.state, rich.meeting, Audience.SECRETARIAT, LATER, "en").markdown()


def test_a_correction_stands_at_its_item_and_in_the_annex(rich: Rich) -> None:
    item = rich.items["Opening"].id
    rich.state.apply(correct(rich.state, rich.meeting, "Four new members.", LATER, item=item, asked_by="MoJ"))
    text = exported(rich)
    assert "- **Correction 3 May 2010 – MoJ:** Four new members." in text.partition("## Annex A")[0]
    assert "- **Correction 3 May 2010 – MoJ (item 1):** Four new members." in text.partition("## Annex D")[2]
    assert "The chair opened the meeting and welcomed the new members." in text


def test_only_adopted_minutes_are_corrected_and_with_words() -> None:
    draft = rich_meeting()
    with pytest.raises(InvalidValueError):
        correct(draft.state, draft.meeting, "Four.", LATER)
    meeting = adopted(draft.state, draft.meeting, ADOPTED_ON)
    with pytest.raises(InvalidValueError):
        correct(draft.state, meeting, "  ", LATER)


def test_a_new_line_and_a_lost_one_are_proposed(rich: Rich, first: Entry) -> None:
    say(rich, "Opening", "Said offline.")
    assert told(rich) == "Added: “Said offline.”"
    rich.state.apply(decline(rich.state, rich.meeting, proposed(rich)))
    rich.state.apply(Edit("verbs.removed").remove(first).done())
    assert told(rich).startswith("Struck: “The chair opened")


def test_who_was_there_may_be_proposed_who_was_only_asked_not(rich: Rich) -> None:
    place = Attendance.meeting(rich.meeting.id)
    rich.state.add(Attendance, place, Attendance.name("Only asked"))
    assert proposals(rich.state, rich.meeting) == ()
    rich.state.add(Attendance, place, Attendance.name("Late entry"), Attendance.state(Presence.PRESENT))
    assert told(rich) == "Added: “Late entry, present”"


def test_a_decision_and_its_line_are_one_proposal(rich: Rich) -> None:
    (decision,) = (one for one in rich.state.all(Decision) if one.reference == "D-2010-03")
    entry = known(rich.state.get(Entry, decision.entry))
    edited(rich, decision, Decision.text("Otherwise"))
    edited(rich, entry, Entry.text("Otherwise"))
    assert proposed(rich).entry == entry.id
    rich.state.apply(decline(rich.state, rich.meeting, proposed(rich)))
    assert proposals(rich.state, rich.meeting) == ()


def test_the_votes_of_a_decision_are_asked_about_by_themselves(rich: Rich) -> None:
    decision = next(one for one in rich.state.all(Decision) if one.entry)
    entry = known(rich.state.get(Entry, decision.entry))
    edited(rich, decision, Decision.votes_for(9))
    edited(rich, entry, Entry.text("Otherwise"))
    rich.state.apply(decline(rich.state, rich.meeting, proposed(rich)))
    assert told(rich).startswith(t(Decision.votes_for.label_id))


def _rewritten(rich: Rich, first: Entry) -> None:
    edited(rich, first, Entry.text("Otherwise"))


def _added(rich: Rich, _: Entry) -> None:
    say(rich, "Opening", "Said offline.")


def _struck(rich: Rich, first: Entry) -> None:
    rich.state.apply(Edit("verbs.removed").remove(first).done())


def _moved(rich: Rich, first: Entry) -> None:
    edited(rich, first, Entry.item(rich.items["Closure"].id))


def _of_the_meeting(rich: Rich, _: Entry) -> None:
    edited(rich, rich.meeting, Meeting.venue("Elsewhere"), Meeting.summary("Otherwise"))


LATE = [_rewritten, _added, _struck, _moved, _of_the_meeting]


@pytest.mark.parametrize("late", LATE)
def test_declined_it_is_as_adopted_again(late: Any, rich: Rich, first: Entry) -> None:
    before = exported(rich)
    late(rich, first)
    changes = decline(rich.state, rich.meeting, proposed(rich))
    guard_adopted(rich.state, changes)
    rich.state.apply(changes)
    assert proposals(rich.state, rich.meeting) == ()
    assert exported(rich) == before
    assert not corrections_of(rich.state, rich.meeting)


@pytest.mark.parametrize("late", LATE)
def test_accepted_it_is_a_correction(late: Any, rich: Rich, first: Entry) -> None:
    late(rich, first)
    words = told(rich)
    changes = accept(Lookup(rich.state, LATER), rich.meeting, proposed(rich), asked_by="MoJ")
    guard_adopted(rich.state, changes)
    rich.state.apply(changes)
    (correction,) = corrections_of(rich.state, rich.meeting)
    assert (correction.text, correction.asked_by, correction.on) == (words, "MoJ", LATER)
    assert proposals(rich.state, rich.meeting) == ()
    assert "**Correction 3 May 2010 – MoJ" in exported(rich)


def test_late_edits_are_followed(rich: Rich, first: Entry) -> None:
    late = LateEdits(rich.state)
    assert late.by_meeting() == {}
    edited(rich, first, Entry.text("Otherwise"))
    assert set(late.by_meeting()) == {rich.meeting.id}
    rich.state.apply(decline(rich.state, rich.meeting, proposed(rich)))
    assert late.by_meeting() == {}
    say(rich, "Opening", "Said offline.")
    assert set(late.by_meeting()) == {rich.meeting.id}
    rich.state.apply(minutes_way.take_back(rich.meeting))
    assert late.by_meeting() == {}


def test_corrections_of_an_adoption_that_was_taken_back_are_not_lost(rich: Rich) -> None:
    rich.state.apply(correct(rich.state, rich.meeting, "Four new members.", LATER))
    rich.state.apply(minutes_way.take_back(rich.meeting))
    meeting = known(rich.state.get(Meeting, rich.meeting.id))
    assert meeting.minutes_state is MinutesState.DRAFT
    assert [one.text for one in rich.state.all(Correction)] == ["Four new members."]
