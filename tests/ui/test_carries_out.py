"""In the minutes one key says that an action carries out the decision above it."""

from __future__ import annotations

from pathlib import Path

from tests.builders import known
from tests.ui.meeting_room import OnMeetings, room

from ictwg.app.session import Session
from ictwg.decisions.decisions import EntryDraft
from ictwg.domain.records import Action, AgendaItem, Decision, Entry, Meeting
from ictwg.domain.values import EntryType
from ictwg.locales import t
from ictwg.minutes.entering import add_entry


def said(session: Session, type: EntryType, text: str) -> str:
    first = session.state.all(Entry)[0]
    meeting, item = session.state.get(Meeting, first.meeting), session.state.get(AgendaItem, first.item)
    assert meeting is not None
    changes = add_entry(session.state, meeting, item, EntryDraft(type, text), session.today)
    session.commit(changes)
    return changes.created[0][1]


async def test_one_key_links_an_action_with_the_decision_above_it(tmp_path: Path) -> None:
    app = OnMeetings(room(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        state = app.session.state
        (decided, done) = (
            said(app.session, type, t("errands.hand_over.yes")) for type in (EntryType.DECISION, EntryType.ACTION)
        )
        entry = known(state.get(Entry, done))
        await app.open_record(entry)
        await pilot.pause()
        linked = []
        for _ in range(2):
            await pilot.press("ctrl+k")
            linked.append(state.linked(Action, Action.entry, done)[0].decision)
        assert linked == [state.linked(Decision, Decision.entry, decided)[0].id, None]
