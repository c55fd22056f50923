"""The only doors through which text reaches the screen.

Textual reads a `str` as markup: `[/]` crashes, `[INGO]` vanishes, `[@click=app.quit]` runs, and escaping does not
cure it. So widgets get `Content` made here, from cleaned text.
"""

from __future__ import annotations

import re

from rich.text import Text
from textual.content import Content

from ictwg.domain.text import clean

_BOLD = re.compile(r"\*\*(?=[^\s*])([^*\n]*[^\s*])\*\*")


def plain(text: str, *, style: str = "") -> Content:
    """User text, or a message of the catalogue, as it is; line breaks stay.

    Args:
        text: Anything; control and direction characters are dropped.
        style: A Textual style such as "b $accent"; never made of user text.
    """
    shown = clean(text, multiline=True)
    return Content.styled(shown, style) if style else Content(shown)


def emphasized(text: str, *, style: str = "") -> Content:
    """The same with `**bold**` as print has it: bold, and without its stars."""
    parts = _BOLD.split(clean(text, multiline=True))
    bold = f"{style} b".strip()
    return Content.assemble(*(plain(part, style=bold if at % 2 else style) for at, part in enumerate(parts)))


def lines(text: str) -> Text:
    """Rich text of several lines without markup: for the terminal, once the program has ended."""
    return Text(clean(text, multiline=True))


def line(text: str) -> str:
    """One clean line for widgets that build their own segments (which know no markup)."""
    return clean(text)


def typed(text: str) -> str:
    """The same where spaces at the ends stay, as in an input or before an indented row; line ends become spaces."""
    return clean(text, multiline=True).replace("\n", " ").replace("\t", " ")
