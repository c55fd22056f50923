"""The forms about what the whole group shares: its settings, templates of agendas, and its checklist."""

from __future__ import annotations

from dataclasses import replace

from ictwg.app.forms.choices import Choice
from ictwg.app.forms.declared import fields_for, meaning, refusal
from ictwg.app.forms.fields import YES, FormField, flag
from ictwg.app.next_meeting.standing_items import keep_template, template_of
from ictwg.domain.agenda import agenda_of
from ictwg.domain.changes import Changes
from ictwg.domain.records import AgendaItem, Group, Meeting
from ictwg.domain.schema import form_fields
from ictwg.domain.state import State
from ictwg.domain.text import fold_words
from ictwg.domain.values import ItemKind, MeetingKind
from ictwg.locales import LANGUAGES, known, t
from ictwg.records.group import known_districts, usually_spelled, zone_meant, zones
from ictwg.records.lookup import Lookup
from ictwg.records.reference_data import KnownDistrict
from ictwg.tasks.checklists import keep_checklist, read_step, steps, typed_step


def template_form(state: State, meeting: Meeting) -> tuple[FormField, ...]:
    """Yes for what the template has, or, where there is none, for what stands on every agenda; else no.

    A label has no room for a long title: it stands in the help too.
    """
    known = {fold_words(item.title) for item in template_of(state, meeting.series, meeting.kind)}
    told = t("preparing.template.item")
    return tuple(
        flag(one.id, f"{line.printed} {one.title}".strip(), f"{one.title} · {told}", on=_is_usual(one, known))
        for line in agenda_of(state, meeting)
        for one in (line.item,)
    )


def kept_template(state: State, meeting: Meeting, values: dict[str, str]) -> Changes:
    return keep_template(state, meeting, [id for id, answer in values.items() if answer == YES])


def _is_usual(item: AgendaItem, known: set[str]) -> bool:
    return fold_words(item.title) in known if known else item.kind is not ItemKind.TOPIC


NEW = ("*new*1", "*new*2", "*new*3")
"""Names of the empty lines."""


def checklist_form(state: State, kind: MeetingKind) -> tuple[FormField, ...]:
    known = tuple((step.key, str(number), typed_step(step)) for number, step in enumerate(steps(state, kind), 1))
    new = tuple((name, t("keys.record_new"), "") for name in NEW)
    told = t("tasks.own.help")
    return tuple(
        FormField(name, label, help=told, value=value, validate=refusal(read_step))
        for name, label, value in (*known, *new)
    )


def keep(state: State, kind: MeetingKind, values: dict[str, str]) -> Changes:
    typed = {name: text for name, text in values.items() if name not in NEW}
    return keep_checklist(state, kind, typed, [values[name] for name in NEW])


ZONE, DISTRICTS, LANGUAGE = Group.time_zone.name, Group.districts.name, Group.language.name


def settings_form(lookup: Lookup, group: Group) -> tuple[FormField, ...]:
    """Time zones, districts and languages are chosen by name."""
    fields = {field.name: field for field in fields_for(lookup, Group, group)}
    fields[ZONE] = zone_field(fields[ZONE])
    fields[DISTRICTS] = _districts_field(fields[DISTRICTS], known_districts(lookup.state))
    spoken = tuple(Choice(code, t(f"ui.language_{code}")) for code in LANGUAGES)
    fields[LANGUAGE] = replace(fields[LANGUAGE], kind="choice", value=group.spoken, options=spoken)
    return tuple(fields.values())


def settings_fields() -> tuple[tuple[str, str, str], ...]:
    """Every field of the form with its label and its help, for who looks for one of them in the palette."""
    fields = form_fields(Group)
    return tuple((one.name, t(one.label_id), t(one.help_id) if known(one.help_id) else "") for one in fields)


def zone_field(field: FormField) -> FormField:
    """A field of a time zone: completes names, and takes the place alone."""
    return replace(
        field,
        kind="link",
        required=True,
        options=lambda: tuple(Choice(name, name) for name in zones()),
        validate=refusal(zone_meant),
        echo=meaning(zone_meant),
    )


def _districts_field(field: FormField, known: tuple[KnownDistrict, ...]) -> FormField:
    """Completes the country's districts, in any of their spellings, and says which are meant."""
    options = tuple(Choice(district.name, district.name, ", ".join(district.also)) for district in known)
    return replace(field, options=options, echo=lambda text: usually_spelled(text, known))
