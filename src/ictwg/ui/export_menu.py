"""Sending something out about a meeting: what, for whom, and where it now is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ictwg.domain.values import Audience
from ictwg.errors import IctwgError
from ictwg.locales import t
from ictwg.minutes.printed.files import HTML, MARKDOWN, PLAIN
from ictwg.records.lookup import shown_name
from ictwg.ui.modals.box import WrittenBox
from ictwg.ui.modals.choose import Choose
from ictwg.ui.widgets.columns import record_in
from ictwg.ui.widgets.completing_input import Choice

if TYPE_CHECKING:
    from ictwg.domain.records import Meeting
    from ictwg.domain.schema import Record
    from ictwg.minutes.printed.files import WrittenFile
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
        await _try(screen, meeting, outgoing)


async def export_list(screen: SessionScreen[None], name: str, rows: FilteredList[Any], kind: type[Record]) -> None:
    """Writes the selected rows, or else all that the list shows, as a spreadsheet and says where it is."""
    from ictwg.app.csv_lists import write_list

    told = rows.list.selected or rows.shown_rows()
    ids = dict.fromkeys(map(record_in, told))  # one may stand under several headings
    found = [record for id in ids if (record := screen.session.state.get(kind, id)) is not None]
    await screen.show_written(lambda: write_list(screen.session, name, kind, found))


async def send(screen: SessionScreen[None], meeting: Meeting, name: str) -> None:
    """One thing without a question, for those whom it is for first of all."""
    await _try(screen, meeting, next(one for one in OUTGOING if one.name == name))


async def _try(screen: SessionScreen[None], meeting: Meeting, outgoing: OutgoingFile) -> None:
    """Writes it; a refusal is told."""
    try:
        await _send(screen, meeting, outgoing)
    except IctwgError as error:
        screen.complain(error)


class ActionPoints(NamedTuple):
    """The page, and the message with the same words."""

    page: WrittenFile
    message: WrittenFile


def write_action_points(screen: SessionScreen[Any], meeting: Meeting) -> ActionPoints | None:
    """Of a closed meeting, for the members: as files, the message on the clipboard too; None where it failed."""
    from ictwg.exports.exports import export_meeting, exporter_named
    from ictwg.minutes.printed.files import export_folder

    session = screen.session
    folder = export_folder(session.store.path, meeting.folder)
    try:
        page, message = (
            export_meeting(session.state, meeting, folder, today=session.today, exporter=exporter_named(_POINTS, form))
            for form in (MARKDOWN, PLAIN)
        )
    except IctwgError as error:
        screen.complain(error)
        return None
    text = exporter_named(_POINTS, PLAIN).render(session.state, meeting, Audience.MEMBERS, session.today, "")
    closed = t("verbs.closed_meeting", subject=shown_name(session.state, meeting))
    screen.program.copy(text, f"{closed} · {t(f'exporting.{_POINTS}')}")
    return ActionPoints(page, message)


async def _send(screen: SessionScreen[None], meeting: Meeting, outgoing: OutgoingFile) -> None:
    from ictwg.exports.exports import export_meeting, exporter_named
    from ictwg.minutes.printed.files import export_folder

    session = screen.session
    exporter = exporter_named(outgoing.name, outgoing.form)
    if outgoing.plain:
        text = exporter.render(session.state, meeting, outgoing.audience, session.today, "")
        screen.program.copy(text, outgoing.label)
        return
    folder = export_folder(session.store.path, meeting.folder)
    written = export_meeting(
        session.state, meeting, folder, audience=outgoing.audience, today=session.today, exporter=exporter
    )
    await screen.app.push_screen_wait(WrittenBox(written))
