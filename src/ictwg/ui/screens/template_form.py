"""Which items of an agenda are kept as the template of its kind: one question each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.app.next_meeting.proposal import title_key
from ictwg.app.next_meeting.templates import keep_template, template_of
from ictwg.domain.agenda import agenda_of
from ictwg.domain.values import ItemKind
from ictwg.locales import t
from ictwg.ui.widgets.form import FormField

if TYPE_CHECKING:
    from ictwg.domain.agenda import NumberedItem
    from ictwg.domain.changes import Changes
    from ictwg.domain.records import Meeting
    from ictwg.domain.state import State

YES, NO = "yes", "no"


def template_form(state: State, meeting: Meeting) -> tuple[FormField, ...]:
    """Yes for what the template has, or, where there is none, for what stands on every agenda; else no.

    A label has no room for a long title: it stands in the help too.
    """
    known = {title_key(item.title) for item in template_of(state, meeting.series, meeting.kind)}
    told = t("preparing.template.item")
    return tuple(
        FormField(
            line.item.id,
            f"{line.number} {line.item.title}",
            help=f"{line.item.title} · {told}",
            kind="flag",
            value=YES if _is_usual(line, known) else NO,
        )
        for line in agenda_of(state, meeting)
    )


def kept_template(state: State, meeting: Meeting, values: dict[str, str]) -> Changes:
    return keep_template(state, meeting, [id for id, answer in values.items() if answer == YES])


def _is_usual(line: NumberedItem, known: set[str]) -> bool:
    return title_key(line.item.title) in known if known else line.item.kind is not ItemKind.TOPIC
