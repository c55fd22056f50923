"""A field for a rule of recurrence: it understands words, and says what it understood."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ictwg.domain.recurrence import parse_recurrence, say_recurrence
from ictwg.errors import IctwgError

if TYPE_CHECKING:
    from ictwg.ui.widgets.form import FormField


def with_rule(fields: tuple[FormField, ...], name: str) -> tuple[FormField, ...]:
    """The fields, the one of this name as a rule."""
    return tuple(replace(f, validate=_complaint, echo=_said) if f.name == name else f for f in fields)


def _complaint(text: str) -> str | None:
    try:
        parse_recurrence(text)
    except IctwgError as error:
        return error.hint or error.message
    return None


def _said(text: str) -> str:
    try:
        rule = parse_recurrence(text)
    except IctwgError:
        return ""
    return say_recurrence(rule) if rule else ""
