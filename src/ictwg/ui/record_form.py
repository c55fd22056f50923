"""The forms of any declared record type, and from what was typed in them to the change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ictwg.domain.schema import form_fields, link_to
from ictwg.locales import t
from ictwg.records.editing import add, set_fields
from ictwg.ui.forms import changed, fields_for, filled
from ictwg.ui.widgets.completing_input import Choice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ictwg.domain.changes import Changes
    from ictwg.domain.schema import Field, Record
    from ictwg.records.lookup import Lookup
    from ictwg.ui.widgets.form import FormField

    Values = Mapping[str, str]
    Fields = tuple[Field[Any], ...]


def new_form(lookup: Lookup, kind: type[Record], of: Record | None = None) -> tuple[FormField, ...]:
    """What is asked of a new record; not what it belongs to where that is known."""
    return fields_for(lookup, kind, only=_asked(kind.FORM.new or form_fields(kind), of, kind))


def new_record(lookup: Lookup, kind: type[Record], values: Values, of: Record | None = None) -> Changes:
    link = _link_of(kind, of)
    return add(lookup, kind, filled(values) | ({link.name: of.id} if of is not None and link is not None else {}))[1]


def edit_form(lookup: Lookup, record: Record, of: Record | None = None) -> tuple[FormField, ...]:
    kind = type(record)
    return fields_for(lookup, kind, record, only=_asked(form_fields(kind), of, kind))


def edit_record(lookup: Lookup, record: Record, form: Sequence[FormField], values: Values) -> Changes:
    """Only what was changed, each field in its own sense."""
    return set_fields(lookup, record, changed(form, values))


def several_form(lookup: Lookup, kind: type[Record]) -> tuple[FormField, ...]:
    """For all selected rows: what stays empty stays as it is."""
    fields = kind.FORM.several or tuple(field for field in form_fields(kind) if field.kind != "text")
    form = fields_for(lookup, kind, only=fields, values=dict.fromkeys((field.name for field in fields), ""))
    return tuple(map(_maybe, form))


def edit_filled(lookup: Lookup, record: Record, values: Values) -> Changes:
    """One of several: only what was filled in."""
    return set_fields(lookup, record, filled(values))


def _asked(fields: Fields, of: Record | None, kind: type[Record]) -> Fields:
    link = _link_of(kind, of)
    return tuple(field for field in fields if field is not link)


def _link_of(kind: type[Record], of: Record | None) -> Field[Any] | None:
    return link_to(kind, type(of)) if of is not None else None


def _maybe(field: FormField) -> FormField:
    """As a field that may stay empty, which leaves each record its own: of choices none of them stands first."""
    choices = field.choices() if field.kind in ("choice", "flag") else ()
    none = (Choice("", t("ui.no_choice")),) if choices and choices[0].value else ()
    return replace(field, options=(*none, *choices) or field.options, required=False)
