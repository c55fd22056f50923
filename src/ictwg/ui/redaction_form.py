"""Removing a text for good: which and why, what would go, and then that it has."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ictwg.app.forms.choices import Choice
from ictwg.app.forms.declared import form_field
from ictwg.app.forms.fields import FormField
from ictwg.app.redaction import foreseen, redact, redactable
from ictwg.domain.records import AcceptedText
from ictwg.domain.schema import Field, Record
from ictwg.locales import t
from ictwg.records.lookup import name_now
from ictwg.ui.modals.box import agreed
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.session_screen import complaining

if TYPE_CHECKING:
    from ictwg.ui.app import IctwgApp


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
