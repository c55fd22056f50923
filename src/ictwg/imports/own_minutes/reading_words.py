"""Small pieces of our own files: cells, labels, days, and parts between signs that stand unescaped."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from ictwg.domain.when import parse_due
from ictwg.errors import InvalidValueError
from ictwg.locales import LANGUAGES
from ictwg.minutes.printed.blocks import template
from ictwg.minutes.printed.markdown import unescaped

if TYPE_CHECKING:
    from collections.abc import Iterator


_CELL = re.compile(r"((?:\\.|[^\\|])*)(?:\||$)")


_DETAIL = re.compile(r"\*((?:\\.|[^*\\])+):\*(?: (.*))?$")


_MARK = re.compile(r"\*((?:\\.|[^*\\])+)\*")


_BRACKETED = re.compile(r"(.*?)(?: \(((?:\\.|[^()\\])*)\))?$")


_LONGEST_DUE = 40


def cells(line: str) -> tuple[str, ...]:
    """The cells of a table row, still escaped."""
    inner = line.strip(" ").removeprefix("|").removesuffix("|")
    return tuple(found[1].strip(" ") for found in _CELL.finditer(inner) if found.start() < len(inner) or not inner)


def is_rule(line: str) -> bool:
    """The line under a table's head."""
    return bool(re.fullmatch(r"\|[\s:|-]+\|?", line.strip(" "))) and "-" in line


def parts(text: str, sign: str) -> list[str]:
    """The pieces between unescaped signs (`,` or `;`), each behind a space."""
    return re.findall(rf"(?:\\.|[^\\{sign}]|{sign}(?! ))+|(?<=^)(?={sign} )", text) if text else []


def bracketed(text: str) -> tuple[str, str]:
    """`Ministry of Justice (MoJ)` → both, unescaped."""
    found = _BRACKETED.fullmatch(text)
    return (unescaped(found[1]), unescaped(found[2] or "")) if found else (unescaped(text), "")


def detail(line: str) -> tuple[str, str] | None:
    """The label and the rest of a line such as `*Basis:* vote`."""
    found = _DETAIL.match(line)
    return (found[1], found[2] or "") if found else None


def mark(text: str) -> str:
    """The word of `*no owner*`; empty if it is none."""
    found = _MARK.fullmatch(text)
    return found[1] if found else ""


def details(line: str) -> Iterator[tuple[str, str]]:
    """All labels in one line, each with its value: `*Presenter:* Ana · *Papers:* a; b`."""
    pieces = re.split(r"\*((?:\\.|[^*\\])+):\* ", line)
    for at in range(1, len(pieces), 2):
        last = at + 2 >= len(pieces)
        yield pieces[at], pieces[at + 1] if last else pieces[at + 1].removesuffix(" · ")


def day_of(said: str) -> date | None:
    """The day that we wrote in words, or in another unmistakable way, with its year."""
    if len(said) > _LONGEST_DUE or not re.search(r"\d{4}", said):
        return None
    try:
        found = parse_due(said, date(2000, 1, 1))
    except InvalidValueError:
        return None
    return found if isinstance(found, date) else None


def filled(key: str, said: str, lang: str) -> dict[str, str]:
    """The values in a sentence made from a message; nothing where it is none."""
    for code in dict.fromkeys((lang, *LANGUAGES)):
        found = _sentence(key, code).fullmatch(said)
        if found:
            return found.groupdict()
    return {}


@cache
def _sentence(key: str, lang: str) -> re.Pattern[str]:
    sentence = re.escape(template(f"minutes.{key}", lang)).replace(r"\{", "{").replace(r"\}", "}")
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>.+)", sentence))
