"""One line of a form: its label, its kind, what may be filled in, and what is wrong with what was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ictwg.app.forms.choices import Choice, Completer
from ictwg.locales import t

Values = dict[str, str]
"""What was filled in, by the names of the fields."""
YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class FormField:
    """One line of a form.

    Attributes:
        kind: One of line, text, choice, date, due, number, flag, link, links, words; a secret is a line that is not
            seen; any other is a line.
        value: As a person types it; a choice has the choice's value, a flag "yes" or "no".
        options: What may be chosen, or what completes the text.
        validate: How to mend what is typed, or None where it is right.
        echo: What was understood of it.
        completer: What completes a line where its options are not all known beforehand.
        unfinished: Whether a text says nothing yet; then going on takes the only option that is offered.
        in_steps: Whether Tab completes as far as all options agree, as a path in a shell.
    """

    name: str
    label: str
    help: str = ""
    kind: str = "line"
    value: str = ""
    required: bool = False
    options: tuple[Choice, ...] | Callable[[], tuple[Choice, ...]] = ()
    validate: Callable[[str], str | None] | None = None
    echo: Callable[[str], str] | None = None
    completer: Completer | None = None
    unfinished: Callable[[str], bool] | None = None
    in_steps: bool = False

    def choices(self) -> tuple[Choice, ...]:
        if self.kind == "flag" and not self.options:
            return (Choice("yes", t("choices.flag.yes")), Choice("no", t("choices.flag.no")))
        return self.options() if callable(self.options) else self.options

    def complaint(self, value: str) -> str | None:
        """How to mend the value, or None."""
        if not value.strip():
            return t("ui.field_needed", label=self.label) if self.required else None
        return self.validate(value) if self.validate else None


def flag(name: str, label: str, help: str, *, on: bool, **how: Any) -> FormField:
    return FormField(name, label, help, "flag", "yes" if on else "no", **how)
