"""What goes out: copies and files, once it is decided what becomes of all in them that may be confidential.

And how a text is removed for good.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from textual import work

from ictwg.app.doors import MarkedError, OpenMark, require_accepted
from ictwg.app.forms.choices import Choice
from ictwg.app.forms.declared import fields_for, form_field
from ictwg.app.forms.fields import FormField
from ictwg.app.redaction import foreseen, redact, redactable
from ictwg.domain.access import RANK
from ictwg.domain.confidential import accept
from ictwg.domain.records import AcceptedText, AgendaItem, Meeting
from ictwg.domain.schema import Field, Record
from ictwg.domain.state import State
from ictwg.domain.values import Audience
from ictwg.errors import IctwgError
from ictwg.exports.messages import Copy
from ictwg.locales import t
from ictwg.papers.files import PlannedFile, WrittenFile, notices, write_exports
from ictwg.records.editing import write
from ictwg.records.lookup import name_now
from ictwg.ui.app import IctwgApp
from ictwg.ui.modals.box import agreed
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.session_screen import SessionScreen, complaining

FIELD, GROUND = "field", "ground"

MOST = 5
"""Lines of a list for which a small terminal has room; `ictwg redact … --dry-run` names all."""


async def redact_record(program: IctwgApp, record: Record) -> None:
    """Asks which text and why, shows what would go, and removes it once that is agreed."""
    session = program.session
    fields = {field.name: (field, begins) for field, begins in redactable(session, record)}
    name = name_now(session.state, record.TABLE, record.id)
    if not fields:
        program.say(t("redacting.nothing", name=name))
        return
    options = tuple(Choice(key, t(field.label_id), begins) for key, (field, begins) in fields.items())
    why = form_field(session.lookup, AcceptedText.reason)
    usual = first.name if (first := type(record).TITLE) is not None and first.name in fields else options[0].value
    asked = (
        FormField(FIELD, t("records.text"), t("redacting.field.help"), "choice", usual, options=options),
        replace(why, name=GROUND, help=t("redacting.ground.help")),
    )
    title = t("redacting.title", name=name)
    values = await program.push_screen_wait(FormScreen(title, asked, verb="form.go_on"))
    if values is None:
        return
    field, _ = fields[values[FIELD]]
    await redact_field(program, record, field, values[GROUND])


async def redact_field(program: IctwgApp, record: Record, field: Field[Any], ground: str) -> None:
    """Shows what would go, and removes it once that is agreed."""
    session = program.session
    preview = foreseen(session, record, field)
    told = "\n\n".join((_listed("redacting.goes", preview.goes), _listed("leaving.elsewhere", preview.stays)))
    if not await agreed(program, told, t("redacting.yes"), stays=True):
        return
    with complaining(program):
        redact(session, record, field, ground)
        what = f"{t(field.label_id)} · {name_now(session.state, record.TABLE, record.id)}"
        program.say(t("redacting.done", what=what))
        program.changed()


def _listed(heading: str, lines: tuple[str, ...]) -> str:
    more = (t("redacting.more", count=len(lines) - MOST),) if len(lines) > MOST else ()
    return "\n- ".join((t(heading), *lines[:MOST], *more))


Screen = SessionScreen[Any]


class GoesOut(Protocol):
    """A copy, or a file that is still to be written."""

    @property
    def text(self) -> str: ...


Goes = TypeVar("Goes", bound=GoesOut)


async def let_out(screen: Screen, make: Callable[[], Sequence[Goes]], audience: Audience | None) -> Sequence[Goes]:
    """What goes to these readers, once it is decided what becomes of all in it that may be confidential.

    Nothing where a person goes no further, or where it cannot be made, which is told. For workers.

    Args:
        make: Called again after each decision.
        audience: None for a copy of which nobody knows who will read it.
    """
    while True:
        try:
            made = make()
            require_accepted(screen.session.state, "\n".join(one.text for one in made), audience)
        except MarkedError as found:
            if not await decide_on(screen, found.marks[0], audience):
                return ()
        except IctwgError as error:
            screen.complain(error)
            return ()
        else:
            return made


async def write_out(
    screen: Screen, make: Callable[[], Sequence[PlannedFile]], audience: Audience | None
) -> list[WrittenFile]:
    """Writes what is let out; a refusal is told. For workers."""
    try:
        papers = await let_out(screen, make, audience)
        for notice in notices(papers):
            screen.program.notify(notice, markup=False, severity="warning", timeout=8)
        return write_exports(papers)
    except IctwgError as error:
        screen.complain(error)
        return []


@work
async def hand_out(screen: Screen, make: Callable[[], Copy], what: str, audience: Audience | None) -> None:
    """To the clipboard, for these readers; how much is not for them, and was left out, is said."""
    for copied in await let_out(screen, lambda: (make(),), audience):
        told = [t("exporting.for", what=what, audience=t(f"choices.audience.{audience}")) if audience else what]
        told += [t("exporting.left_out", count=copied.left_out)] if copied.left_out else []
        screen.program.copy(copied.text, " ".join(told))


REWORD, REDACT, ACCEPTED = "reword", "redact", "accepted"


async def decide_on(screen: SessionScreen[Any], mark: OpenMark, audience: Audience | None) -> bool:
    """Whether something was chosen for the text; False where it is not to go out now. For workers."""
    state = screen.session.state
    hidden = _restricted_with(state, mark.record)
    stricter = [one for one in Audience if hidden and audience and RANK[one] > RANK[audience]]
    options = [
        Choice(REWORD, t("doors.reword")),
        *(Choice(str(one), t("doors.restrict", audience=t(f"choices.audience.{one}"))) for one in stricter),
        Choice(REDACT, t("doors.redact")),
        Choice(ACCEPTED, t("minutes_screen.minutes.not_confidential")),
    ]
    title = t("doors.title", what=mark.what, where=mark.where(state))
    chosen = await screen.app.push_screen_wait(Choose(title, options))
    if chosen == REWORD:
        form = fields_for(screen.session.lookup, type(mark.record), mark.record, only=(mark.field,))
        await screen.edit_in_form(mark.record, form=form)
    elif chosen == REDACT:
        await redact_record(screen.program, mark.record)
    elif chosen == ACCEPTED:
        await say_why(screen, mark.text)
    elif chosen is not None and hidden is not None:
        word: Any = type(hidden).field(AgendaItem.audience.name)
        screen.carry_out(lambda: write(state, hidden, word(Audience(chosen))))
    return chosen is not None


async def say_why(screen: SessionScreen[Any], text: str) -> None:
    why = form_field(screen.session.lookup, AcceptedText.reason)
    title = t("minutes_screen.minutes.not_confidential")
    await screen.fill_in(title, (why,), lambda values: accept(screen.session.state, text, values[why.name]))


def _restricted_with(state: State, record: Record) -> Record | None:
    """Whose word hides the text: its own, or that of the line or item that it was said in; no meeting for a word."""
    links: Any = reversed(type(record).VISIBLE_WITH)
    found = [record, *(state.get(link.target(), link.of(record)) for link in links if not link.is_set)]
    said = (one for one in found if one is not None and type(one).field(AgendaItem.audience.name))
    return next((one for one in said if not isinstance(one, Meeting)), None)
