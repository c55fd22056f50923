"""Forms from declarations: a field added to a record is a line in its form."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from ictwg.domain.records import Organization
from ictwg.domain.schema import form_fields, title_of
from ictwg.domain.values import Looks
from ictwg.domain.when import next_year_instead
from ictwg.errors import IctwgError, NotFoundError
from ictwg.locales import known, t
from ictwg.records.group import calendar_of
from ictwg.records.lookup import shown_name
from ictwg.ui.widgets.form import Choice, FormField

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ictwg.domain.schema import Field, Record
    from ictwg.domain.state import State
    from ictwg.records.lookup import Lookup

ECHOED = frozenset({"date", "due"})


def fields_for(
    lookup: Lookup,
    kind: type[Record],
    record: Record | None = None,
    *,
    only: Iterable[Field[Any]] | None = None,
    values: Mapping[str, str] | None = None,
) -> tuple[FormField, ...]:
    """The form's fields: those of the record type in their order, or `only` these.

    Args:
        record: Whose values stand in the form; none for a new one.
        values: Typed values to start with, by field name.
    """
    fields = tuple(only) if only is not None else form_fields(kind)
    return tuple(form_field(lookup, field, record, (values or {}).get(field.name)) for field in fields)


def form_field(lookup: Lookup, field: Field[Any], record: Record | None = None, value: str | None = None) -> FormField:
    """One field as a form shows it."""
    if value is None:
        value = _typed(lookup, field, record)
    return FormField(
        name=field.name,
        label=t(field.screen_id),
        help=t(field.help_id) if known(field.help_id) else "",
        kind=field.kind if field.kind != "time" else "line",
        value=value,
        required=field.required,
        options=_options(lookup, field),
        validate=_validator(lookup, field),
        echo=_echo(lookup, field) if field.kind in ECHOED else None,
    )


def changed(fields: Iterable[FormField], values: Mapping[str, str]) -> dict[str, str]:
    """Only what the person changed: an untouched field is never written."""
    return {field.name: values[field.name] for field in fields if values.get(field.name, field.value) != field.value}


def filled(values: Mapping[str, str]) -> dict[str, str]:
    """What was filled in, for a new record."""
    return {name: text for name, text in values.items() if text.strip()}


def _typed(lookup: Lookup, field: Field[Any], record: Record | None) -> str:
    return field.type_text(field.decode(None) if record is None else field.of(record), lookup)


def _options(lookup: Lookup, field: Field[Any]) -> tuple[Choice, ...]:
    choices = getattr(field, "choices", None)
    if choices is not None:
        none = () if field.default is not None or field.is_set else (Choice("", t("ui.no_choice")),)
        return (*none, *(Choice(str(choice), field.label(choice)) for choice in choices))  # type: ignore[attr-defined]
    target = getattr(field, "target", None)
    if target is None:
        return ()
    return tuple(_link_choice(lookup.state, record) for record in lookup.state.all(target()))


def _link_choice(state: State, record: Record) -> Choice:
    name = shown_name(state, record)
    note = record.name if isinstance(record, Organization) else title_of(record)
    return Choice(name, name, note if note != name else "")


def _validator(lookup: Lookup, field: Field[Any]) -> Callable[[str], str | None]:
    def complaint(text: str) -> str | None:
        try:
            field.parse(text, lookup)
        except NotFoundError as error:
            listed = error.hint == t("lookup.none.plain_hint")  # what a command says: here the field itself offers
            return f"{error.message}. {t('ui.nobody_answers') if listed else error.hint}"
        except IctwgError as error:
            return error.hint or error.message
        return None

    return complaint


def _echo(lookup: Lookup, field: Field[Any]) -> Callable[[str], str]:
    """The day that is understood; of one to come also whether nobody works then, or it is of next year."""
    ahead = getattr(field, "looks", Looks.AHEAD) is Looks.AHEAD
    calendar = cache(lambda: calendar_of(lookup.state))

    def understood(text: str) -> str:
        try:
            value = field.parse(text, lookup)
        except IctwgError:
            return ""
        shown = field.show(value, lookup)
        if isinstance(value, date) and value >= lookup.today:
            shown = " · ".join(filter(None, (shown, calendar().why_closed(value))))
        return t("ui.next_year", day=shown) if ahead and next_year_instead(text, lookup.today) else shown

    return understood
