"""Which texts on a screen are hard to read: the contrast of their colours by WCAG 2.1, 1.4.3.

Text asks for 4.5 : 1; what is only an ornament (a line, an arrow, a scroll bar) for nothing. What lies under a box is
shaded on purpose and not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from rich.color import Color, ColorType
from rich.segment import Segment
from rich.style import Style
from tests.ui.looking import strips_of
from textual.app import App
from textual.screen import ModalScreen
from textual.strip import Strip

ENOUGH = 4.5
WORD = re.compile(r"\w")


def luminance(red: int, green: int, blue: int) -> float:
    """Relative luminance (WCAG 2.1), 0 to 1."""

    def part(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """From 1 (the same colour) to 21 (black on white)."""
    low, high = sorted((luminance(*one), luminance(*other)))
    return (high + 0.05) / (low + 0.05)


def hard_to_read(app: App[Any], enough: float = ENOUGH) -> tuple[str, ...]:
    """Each text with too little contrast once, with its figure; colours that the terminal chooses are not known."""
    found: dict[str, None] = {}
    for strip in _in_front(app):
        for segment in strip:
            figure = _contrast_of(segment)
            if figure is not None and figure < enough:
                found.setdefault(f"{figure:.2f} {segment.text.strip()!r}")
    return tuple(found)


def _in_front(app: App[Any]) -> Iterator[Strip]:
    """The lines of the screen, or of the box over it."""
    strips = strips_of(app)
    boxes = [*app.screen.query(".box, #--container")] if isinstance(app.screen, ModalScreen) else []
    place = boxes[0].region if boxes else app.screen.region
    for strip in strips[place.y : place.bottom]:
        yield strip.crop(place.x, place.right)


def _contrast_of(segment: Segment) -> float | None:
    style = segment.style
    if style is None or not WORD.search(segment.text):
        return None
    front, back = _rgb(style.color), _rgb(style.bgcolor)
    return contrast(front, back) if front and back and not _is_same(style) else None


def _is_same(style: Style) -> bool:
    return style.color == style.bgcolor


def _rgb(color: Color | None) -> tuple[int, int, int] | None:
    if color is None or color.type is not ColorType.TRUECOLOR or color.triplet is None:
        return None
    return color.triplet.red, color.triplet.green, color.triplet.blue
