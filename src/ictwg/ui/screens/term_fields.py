"""What forms about the past have in common: from which day, until when, by which letter, and that it never was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ictwg.domain.changes import Edit
from ictwg.domain.records import Membership
from ictwg.locales import t
from ictwg.ui.forms import form_field
from ictwg.ui.widgets.form import FormField

if TYPE_CHECKING:
    from datetime import date

    from ictwg.domain.changes import Changes
    from ictwg.domain.schema import Record
    from ictwg.records.lookup import Lookup

SINCE, UNTIL, LETTER = Membership.since.name, Membership.until.name, Membership.letter.name
NEVER = "never"
YES, NO = "yes", "no"


def since_field(lookup: Lookup, label: str, *, today: bool = False) -> FormField:
    start = lookup.today.isoformat() if today else ""
    return renamed(form_field(lookup, Membership.since, value=start), label=t(label))


def letter_field(lookup: Lookup) -> FormField:
    return renamed(form_field(lookup, Membership.letter), label=t("membership.form.letter"))


def never_field() -> FormField:
    """For a row that was written by mistake."""
    return FormField(NEVER, t("membership.form.never"), help=t("membership.form.never.help"), kind="flag", value=NO)


def day_in(lookup: Lookup, values: dict[str, str]) -> date | None:
    return Membership.since.parse(values.get(SINCE, ""), lookup)


def taken_back(values: dict[str, str], record: Record, subject: str) -> Changes | None:
    """The removal of a row that never was; None where it stays."""
    return Edit("verbs.edited", subject).remove(record).done() if values.get(NEVER) == YES else None


def renamed(field: FormField, **values: Any) -> FormField:
    return replace(field, **values)
