"""The settings of the group, for everybody who shares its file: shown and changed in one form, from the palette."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ictwg.domain.records import Group
from ictwg.domain.schema import form_fields
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.members.districts import districts_of, usually_spelled
from ictwg.records.editing import set_fields
from ictwg.records.group import group_of, zone_meant, zones
from ictwg.ui.widgets.form import Choice, FormField

if TYPE_CHECKING:
    from ictwg.domain.changes import Changes
    from ictwg.records.reference_data import District
    from ictwg.ui.app import IctwgApp

ZONE, DISTRICTS = Group.time_zone.name, Group.districts.name


def settings_words(program: IctwgApp) -> str:
    """What stands in the palette: which group, and its zone."""
    group = group_of(program.desk.state)
    return t("opening.settings_tip", name=group.name, zone=group.time_zone) if group is not None else ""


def settings_fields() -> tuple[tuple[str, str], ...]:
    """Every field of the form with its label, for who looks for one of them in the palette."""
    return tuple((field.name, t(field.label_id)) for field in form_fields(Group))


def edit_settings(program: IctwgApp, field: str = "") -> None:
    """Opens the form at that field; a group without a name yet has none."""
    from ictwg.ui.desk_screen import DeskScreen
    from ictwg.ui.forms import changed, fields_for
    from ictwg.ui.modals.form_screen import FormScreen

    group, lookup = group_of(program.desk.state), program.desk.lookup
    screen = next((one for one in reversed(program.screen_stack) if isinstance(one, DeskScreen)), None)
    if group is None or screen is None:
        return
    known = districts_of(group)
    fields = {field.name: field for field in fields_for(lookup, Group, group)}
    fields[ZONE] = zone_field(fields[ZONE])
    fields[DISTRICTS] = _districts_field(fields[DISTRICTS], known)
    form = tuple(fields.values())

    def save(values: dict[str, str]) -> Changes:
        given = changed(form, values)
        if ZONE in given:
            given[ZONE] = zone_meant(given[ZONE], ZONE)
        if DISTRICTS in given:
            given[DISTRICTS] = usually_spelled(given[DISTRICTS], known)
        return set_fields(lookup, group, given)

    program.push_screen(
        FormScreen(t("opening.settings"), form, save=lambda values: screen.save(lambda: save(values)), edit=field)
    )


def zone_field(field: FormField) -> FormField:
    """A field of a time zone: completes names, and takes the place alone."""
    return replace(
        field,
        kind="link",
        required=True,
        options=lambda: tuple(Choice(name, name) for name in zones()),
        validate=_complaint,
        echo=lambda text: zone_meant(text) if not _complaint(text) else "",
    )


def _districts_field(field: FormField, known: tuple[District, ...]) -> FormField:
    """Completes the country's districts, in any of their spellings, and says which are meant."""
    options = tuple(Choice(district.name, district.name, ", ".join(district.also)) for district in known)
    return replace(field, options=options, echo=lambda text: usually_spelled(text, known))


def _complaint(text: str) -> str | None:
    try:
        zone_meant(text)
    except InvalidValueError as error:
        return error.hint
    return None
