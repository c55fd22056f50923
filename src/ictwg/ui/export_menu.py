"""Sending something out about a meeting: what, for whom, and where it now is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ictwg.domain.values import Audience
from ictwg.locales import t
from ictwg.papers.files import HTML, MARKDOWN, PLAIN
from ictwg.records.lookup import shown_name
from ictwg.ui.disclosure import let_out, show_written, write_out
from ictwg.ui.modals.choose import Choose
from ictwg.ui.widgets.columns import record_in
from ictwg.ui.widgets.completing_input import Choice

if TYPE_CHECKING:
    from collections.abc import Callable

    from ictwg.domain.records import Meeting
    from ictwg.domain.schema import Record
    from ictwg.papers.files import PlannedFile, WrittenFile
    from ictwg.ui.session_screen import SessionScreen
    from ictwg.ui.widgets.filtered_list import FilteredList


class OutgoingFile(NamedTuple):
    """One thing that can go out."""

    name: str
    audience: Audience
    form: str = MARKDOWN

    @property
    def plain(self) -> bool:
        return self.form == PLAIN

    @property
    def key(self) -> str:
        return f"{self.name}/{self.audience}/{self.form}"

    @property
    def label(self) -> str:
        what = t(f"exporting.{self.name}.message" if self.plain else f"exporting.{self.name}")
        what = t("exporting.page", what=what) if self.form == HTML else what
        return t("exporting.for", what=what, audience=t(f"choices.audience.{self.audience}"))


_POINTS = "action-points"


CHAIR_COPY = "chair-copy"


NOTE = "session-note"
OF_MINUTES = ("minutes", "minutes-today")


LIST = "list"


OUTGOING = (
    OutgoingFile(NOTE, Audience.MEMBERS),
    OutgoingFile(NOTE, Audience.MEMBERS, HTML),
    OutgoingFile("minutes", Audience.MEMBERS),
    OutgoingFile("action-points", Audience.MEMBERS),
    OutgoingFile("action-points", Audience.MEMBERS, PLAIN),
    OutgoingFile("agenda", Audience.MEMBERS),
    OutgoingFile("sign-in", Audience.MEMBERS),
    OutgoingFile(CHAIR_COPY, Audience.CORE),
    OutgoingFile("agenda", Audience.CORE),
    OutgoingFile("minutes-today", Audience.MEMBERS),
    OutgoingFile("minutes", Audience.EVERYONE),
    OutgoingFile("minutes", Audience.CORE),
    OutgoingFile("minutes", Audience.SECRETARIAT),
    *(OutgoingFile(name, Audience.MEMBERS, HTML) for name in ("minutes", "action-points", "agenda", "sign-in")),
    OutgoingFile(CHAIR_COPY, Audience.CORE, HTML),
)


async def export(screen: SessionScreen[None], meeting: Meeting, listed: FilteredList[Any] | None = None) -> None:
    """Asks what and for whom, writes the file and says where it is; the message goes to the clipboard.

    `listed` is the list of meetings, which may go out too.
    """
    beside = OF_MINUTES if meeting.is_drafting else (NOTE,)
    choices = tuple(Choice(one.key, one.label, "") for one in OUTGOING if one.name not in beside)
    also = (Choice(LIST, t("exporting.list"), ""),) if listed is not None else ()
    chosen = await screen.app.push_screen_wait(Choose(t("exporting.title"), (*choices, *also)))
    if chosen == LIST and listed is not None:
        await export_list(screen, "meetings", listed, type(meeting))
    outgoing = next((one for one in OUTGOING if one.key == chosen), None)
    if outgoing is not None:
        await _send(screen, meeting, outgoing)


async def export_list(screen: SessionScreen[None], name: str, rows: FilteredList[Any], kind: type[Record]) -> None:
    """Writes the selected rows, or else all that the list shows, as a spreadsheet and says where it is."""
    from ictwg.app.csv_lists import list_file

    told = rows.list.selected or rows.shown_rows()
    ids = dict.fromkeys(map(record_in, told))  # one may stand under several headings
    found = [record for id in ids if (record := screen.session.state.get(kind, id)) is not None]
    await show_written(screen, lambda: (list_file(screen.session, name, kind, found),), Audience.SECRETARIAT)


async def send(screen: SessionScreen[None], meeting: Meeting, name: str) -> None:
    """One thing without a question, for those whom it is for first of all."""
    await _send(screen, meeting, next(one for one in OUTGOING if one.name == name))


async def write_action_points(screen: SessionScreen[Any], meeting: Meeting) -> list[WrittenFile]:
    """Of a closed meeting, for the members: as files, the message on the clipboard too; nothing where it failed."""
    made = [_paper(screen, meeting, OutgoingFile(_POINTS, Audience.MEMBERS, form)) for form in (MARKDOWN, PLAIN)]
    written = await write_out(screen, lambda: [make() for make in made], Audience.MEMBERS)
    if written:
        closed = t("verbs.closed_meeting", subject=shown_name(screen.session.state, meeting))
        screen.program.copy(made[1]().text, f"{closed} · {t(f'exporting.{_POINTS}')}")
    return written


async def _send(screen: SessionScreen[None], meeting: Meeting, outgoing: OutgoingFile) -> None:
    """Writes it, or copies the message."""
    make = _paper(screen, meeting, outgoing)
    if not outgoing.plain:
        await show_written(screen, lambda: (make(),), outgoing.audience)
        return
    for paper in await let_out(screen, lambda: (make(),), outgoing.audience):
        screen.program.copy(paper.text, outgoing.label)


async def let_out_paper(screen: SessionScreen[Any], meeting: Meeting, name: str, audience: Audience) -> bool:
    """Whether nothing in it is open, so that it can be said that it went to these readers."""
    make = _paper(screen, meeting, OutgoingFile(name, audience))
    return bool(await let_out(screen, lambda: (make(),), audience))


def _paper(screen: SessionScreen[Any], meeting: Meeting, outgoing: OutgoingFile) -> Callable[[], PlannedFile]:
    from ictwg.exports.exports import exporter_named, meeting_paper

    session, exporter = screen.session, exporter_named(outgoing.name, outgoing.form)

    def make() -> PlannedFile:
        now = session.state.get(type(meeting), meeting.id) or meeting
        return meeting_paper(session.state, now, session.store.path, outgoing.audience, session.today, exporter)

    return make
