"""What stands on the screen of a program that runs in a test.

The one place that leans on Textual's compositor: Pilot can press keys, and has no way to look.
"""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.strip import Strip


def strips_of(app: App[Any]) -> list[Strip]:
    """The lines of the screen in front, with their styles."""
    return list(app.screen._compositor.render_strips(app.size))


def lines_of(app: App[Any]) -> list[str]:
    return [strip.text.rstrip() for strip in strips_of(app)]


def text_of(app: App[Any]) -> str:
    return "\n".join(lines_of(app))
