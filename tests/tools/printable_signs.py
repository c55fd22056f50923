"""Writes the table of signs that a PDF can print: those of the fonts inside typst that `page.typ` names, in each style.

It needs fonttools: .venv/bin/pip install fonttools && .venv/bin/python -m tests.tools.printable_signs
"""

from __future__ import annotations

import io
import re
from importlib import import_module
from pathlib import Path
from textwrap import wrap
from typing import Any
from unicodedata import category

import ictwg.papers

FAMILIES = {"Libertinus Serif", "NewComputerModern", "DejaVu Sans Mono"}
STYLES = [(weight, slanted) for weight in (400, 700) for slanted in (False, True)]
INVISIBLE = {0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFE0E, 0xFE0F}
"""What only says how its neighbours are set: nothing is lost where it prints nothing."""

FONT = re.compile(
    rb"(?:OTTO|\x00\x01\x00\x00)\x00[\x05-\x20].{6}(?=BASE|CFF |DSIG|FFTM|GDEF|GPOS|GSUB|OS/2)", re.DOTALL
)
LARGEST = 3_000_000
OTHERS = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}


def covered() -> tuple[set[int], set[int]]:
    """The signs that some family has in whichever style, and those that some family has upright."""
    fonts: Any = import_module("fontTools.ttLib")
    library = Path(str(import_module("typst._typst").__file__)).read_bytes()
    found: dict[tuple[int, bool], set[int]] = {}
    for start in (match.start() for match in FONT.finditer(library)):
        font = fonts.TTFont(io.BytesIO(library[start : start + LARGEST]), lazy=True)
        names, look = font["name"], font["OS/2"]
        if (names.getDebugName(16) or names.getDebugName(1)) in FAMILIES:
            found.setdefault((look.usWeightClass, bool(look.fsSelection & 1)), set()).update(font.getBestCmap())
    return set.intersection(*(found[style] for style in STYLES)), found[STYLES[0]]


def spans(signs: set[int]) -> str:
    """Runs of neighbours, as `20:7e`, on lines of a usual width."""
    firsts = sorted(sign for sign in signs if sign - 1 not in signs)
    lasts = sorted(sign for sign in signs if sign + 1 not in signs)
    return "\n".join(wrap(" ".join(f"{first:x}:{last:x}" for first, last in zip(firsts, lasts, strict=True)), 118))


def table() -> str:
    """The signs of every style, an empty line, and those that are printed upright wherever they stand."""
    every, upright = ({sign for sign in signs if category(chr(sign)) not in OTHERS} for signs in covered())
    return f"{spans(every | INVISIBLE)}\n\n{spans(upright - every - INVISIBLE)}\n"


if __name__ == "__main__":
    Path(ictwg.papers.__file__).with_name("page.signs").write_text(table(), encoding="ascii")
