"""What is read out before a meeting closes: nothing is forgotten, and what is missing comes first."""

from __future__ import annotations

from datetime import date, timedelta

from tests.minutes.typed_minutes import DAY, Room

from ictwg.actions import actions as followup
from ictwg.domain.records import Action, Entry, Meeting
from ictwg.domain.values import Audience, MeetingState, ShiftedBy
from ictwg.locales import t
from ictwg.meetings import meetings
from ictwg.minutes import entering as minutes
from ictwg.minutes.item_outcomes import set_outcome
from ictwg.minutes.lines import ReadBack, ReadBackPart, read_back

EARLIER = date(2010, 2, 5)


def back(room: Room, *, projector: bool = False) -> ReadBack:
    return read_back(room.state, room.meeting, DAY, projector=projector)


def read(room: Room, part: ReadBackPart) -> list[tuple[str, str]]:
    return [(line.text, line.facts) for line in back(room).lines if line.part is part]


def test_every_decision_and_new_action_is_read_out_in_the_order_of_the_agenda() -> None:
    room = Room()
    room.enters("@6 /a MoJ seek beds by 30 May", "@6 /d Beds are sought.", "/d", "/a count them", "a note")
    assert [text for text, _ in read(room, ReadBackPart.DECISIONS)] == [
        "The framework is approved.",
        "Beds are sought.",
    ]
    assert read(room, ReadBackPart.NEW) == [
        ("count them", f"{t('prompt.hint.no_owner')} · {t('prompt.hint.no_due')}"),
        ("seek beds", "MoJ · due Sun 30 May 2010"),
    ]


def test_what_is_missing_comes_first_and_goes_when_it_is_mended() -> None:
    room = Room()
    room.enters("/a count them", "/d", "@6 said", "/p MoJ")

    def missing() -> list[tuple[str, str]]:
        return [(gap.table, gap.what) for gap in back(room).gaps]

    items = [("agenda_items", t("mend.no_outcome"))] * 2
    action, (following,) = (
        [("actions", t("mend.gap.no_owner")), ("actions", t("mend.gap.no_due"))],
        [("meetings", t("mend.no_next_meeting"))],
    )
    assert missing() == [*items, *action, following]
    for number in ("6", "7"):
        room.state.apply(set_outcome(room.item(number), room.item("5").outcome))
    (given,) = room.state.all(Action)
    room.state.apply(followup.change_due(room.state, given, DAY, ShiftedBy.GROUP, DAY))
    assert missing() == [action[0], following]
    room.state.apply(followup.reassign(room.state, given, [], everybody=True))
    room.state.apply(meetings.edit(room.meeting, Meeting.next_meeting(DAY + timedelta(days=30))))
    assert back(room).gaps == ()


def test_earlier_actions_are_read_out_where_something_became_of_them_here() -> None:
    room = Room()
    before = Meeting.state(MeetingState.HELD)
    earlier = room.state.add(Meeting, Meeting.date(EARLIER), before)
    for text in ("silent", "said", "moved", "done", "moved by phone", "done by letter"):
        room.state.apply(followup.add_action(room.state, text, [], EARLIER, earlier, EARLIER))
    actions = {action.text: action for action in room.state.all(Action)}
    room.enters(f"/u {actions['said'].reference} half done", f"/x {actions['done'].reference}")
    here = room.meeting
    room.state.apply(followup.change_due(room.state, actions["moved"], DAY, ShiftedBy.OWNER, DAY, at=here))
    room.state.apply(followup.change_due(room.state, actions["moved by phone"], DAY, ShiftedBy.OWNER, DAY))
    room.state.apply(followup.close(room.state, actions["done by letter"], DAY, note="Sent", by="MoJ"))
    told = dict(read(room, ReadBackPart.CHANGED))
    assert set(told) == {"said", "moved", "done"}
    assert told["said"].endswith("half done")
    assert told["done"].startswith("done")


def test_a_projector_hides_what_is_not_for_everybody_and_its_gaps() -> None:
    room = Room()
    room.enters("/a seek beds", "/d Beds are sought.")
    for entry in room.state.all(Entry):
        room.state.apply(minutes.restrict(room.state, entry, Audience.CORE))
    assert len(back(room).lines) == 2
    hidden = back(room, projector=True)
    assert hidden.lines == ()
    assert {gap.table for gap in hidden.gaps} == {"agenda_items", "meetings"}
