"""Two calm themes: ink on paper by day, paper on ink by evening. The `ansi-*` themes of Textual work beside them."""

from __future__ import annotations

import os

from textual.theme import Theme

DAY = Theme(
    name="day",
    dark=False,
    primary="#2b5f8a",
    secondary="#4f6d7a",
    accent="#8a5a10",
    warning="#8a5a10",
    error="#b0352d",
    success="#2c6e43",
    foreground="#23282d",
    background="#fbfaf7",
    surface="#f4f2ed",
    panel="#e9e6df",
    variables={"input-selection-background": "#2b5f8a 25%"},
)
EVENING = Theme(
    name="evening",
    dark=True,
    primary="#7fa9cf",
    secondary="#8fa7b3",
    accent="#d8ad6a",
    warning="#d8ad6a",
    error="#e2837b",
    success="#86b992",
    foreground="#d8dce0",
    background="#15181c",
    surface="#1b1f24",
    panel="#252a31",
    variables={"input-selection-background": "#7fa9cf 30%"},
)
THEMES = (DAY, EVENING)


def ansi_color() -> bool | None:
    """For `App(ansi_color=...)`: with `NO_COLOR` Textual would show shades of grey; so it shows none (no-color.org)."""
    return True if os.environ.get("NO_COLOR") else None
