"""What a second window shows the room: the item under discussion, or what is read back; only what members may see.

Everything is read through `Seen`, so that what is restricted, the chair's notes and contacts are never there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.agenda import agenda_of
from ictwg.domain.records import AgendaItem, Meeting
from ictwg.domain.seen import Seen
from ictwg.domain.values import Audience, EntryType
from ictwg.locales import t
from ictwg.meetings import meetings
from ictwg.minutes.lines import minute_lines
from ictwg.minutes.read_back import ReadLine, read_back
from ictwg.records.lookup import shown_name
from ictwg.store.this_computer.discussed import CLOSED, READING_BACK

if TYPE_CHECKING:
    from datetime import date

    from ictwg.domain.state import State
    from ictwg.minutes.lines import MinuteLine
    from ictwg.store.this_computer.discussed import Discussion


class Projected(NamedTuple):
    """Attributes:
    head: The meeting.
    title: The item, or that the meeting is read back or over; empty where nothing is shown yet.
    facts: Who presents, what is proposed.
    lines: What was said under the item.
    read: What is read back.
    """

    head: str
    title: str
    facts: tuple[str, ...] = ()
    lines: tuple[MinuteLine, ...] = ()
    read: tuple[ReadLine, ...] = ()


def projected(state: State, discussion: Discussion | None, today: date, meeting: str = "") -> Projected:
    """Args: meeting: The id of the one that is followed; empty for whichever is under discussion."""
    seen = Seen(state, Audience.MEMBERS)
    follows = discussion is not None and meeting in ("", discussion.meeting)
    found = seen.get(Meeting, discussion.meeting if follows and discussion else meeting)
    if found is None:
        return Projected("", t("projecting.nothing"))
    head = shown_name(seen, found)
    if follows and discussion is not None and discussion.doing in (READING_BACK, CLOSED):
        title = t("projecting.closed" if discussion.doing == CLOSED else "projecting.reading_back")
        return Projected(head, title, read=read_back(seen, found, today, projector=True).lines)
    item = state.get(AgendaItem, discussion.item) if follows and discussion else meetings.current_item(seen, found)
    return _item(seen, found, head, item)


def _item(seen: Seen, meeting: Meeting, head: str, item: AgendaItem | None) -> Projected:
    shown = seen.get(AgendaItem, item.id) if item is not None else None
    if shown is None:
        return Projected(head, t("minutes_screen.minutes.restricted") if item is not None else "")
    number = next((line.number for line in agenda_of(seen, meeting) if line.item.id == shown.id), "")
    title = t("minutes_screen.minutes.item", number=number, title=shown.title)
    presents = t("minutes_screen.minutes.presents", name=shown.presenter) if shown.presenter else ""
    lines = minute_lines(seen, meeting, shown)
    taken = any(line.type is EntryType.DECISION for line in lines)
    proposed = "" if taken else " ".join(shown.proposed_decision.split())
    proposal = t("minutes_screen.minutes.proposed", text=proposed) if proposed else ""
    return Projected(head, title, tuple(filter(None, (presents, proposal))), lines)
