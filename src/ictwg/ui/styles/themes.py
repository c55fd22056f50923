"""The colours of the program, by day and in the evening."""

from __future__ import annotations

import os
from typing import Any

from textual.app import App
from textual.theme import Theme

DAY = Theme(
    name="day",
    dark=False,
    primary="#25557e",
    secondary="#4f6d7a",
    accent="#7a4d0b",
    warning="#7a4d0b",
    error="#a32c25",
    success="#25613a",
    foreground="#23282d",
    background="#fbfaf7",
    surface="#f4f2ed",
    panel="#e9e6df",
    variables={"input-selection-background": "#25557e 25%"},
)

EVENING = Theme(
    name="evening",
    dark=True,
    primary="#8ab2d6",
    secondary="#8fa7b3",
    accent="#d8ad6a",
    warning="#d8ad6a",
    error="#ec9890",
    success="#8dc09a",
    foreground="#d8dce0",
    background="#15181c",
    surface="#1b1f24",
    panel="#252a31",
    variables={"input-selection-background": "#8ab2d6 30%"},
)

THEMES = (DAY, EVENING)


def first_theme(app: App[Any], wanted: str = "") -> str:
    """The person's own, once ours are known beside Textual's."""
    for theme in THEMES:
        app.register_theme(theme)
    return wanted if wanted in app.available_themes else THEMES[0].name


def ansi_color() -> bool | None:
    """For `App(ansi_color=...)`: with `NO_COLOR` Textual would show shades of grey; so it shows none (no-color.org)."""
    return True if os.environ.get("NO_COLOR") else None
