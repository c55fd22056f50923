"""Amounts as offices write them: `1 030,5`, `15.000,- €`, `5 mil euros`, and what a heading says of all below it."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import prod
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.text import fold
from ictwg.errors import IctwgError
from ictwg.locales.typed_words import typed_words

if TYPE_CHECKING:
    from decimal import Decimal

_BESIDE = re.compile(r"[^\W\d_]+\$?|[$€]")
"""What stands beside the figures of an amount: `USD`, `mil euros`."""

_SAID = typed_words("amounts")
_CURRENCIES = {sign: code for code, signs in _SAID["currencies"].items() for sign in signs}
_SCALES = {word: int(scale) for scale, words in _SAID["scales"].items() for word in words}
_THOUSANDS = re.compile(r"\b(?:thousands?|milhares|ribu|rihun)\b|\bem mil\b|\bmil (?:usd|eur|us\$|€|\$)|\b000s?\b")


class Amount(NamedTuple):
    """Args: scale: By what it is to be multiplied, as it says."""

    amount: Decimal
    scale: int
    currencies: set[str]

    @classmethod
    def read(cls, text: str, parse: Callable[[str], Decimal | None]) -> Amount | None:
        """None for anything but an amount; a word that is no currency makes it one of a strange one."""
        words = [fold(one) for one in _BESIDE.findall(text)]
        named = {_CURRENCIES.get(one, one) for one in words if one not in _SCALES and one != "$"}
        try:
            amount = parse(figures_of(_BESIDE.sub("", text)))
        except IctwgError:
            return None
        return None if amount is None else cls(amount, prod(_SCALES.get(one, 1) for one in words), named)


def figures_of(text: str) -> str:
    """As a field of money reads it: `1 030,5`, `15.000,-`, and what a spreadsheet leaves of 36.60."""
    figures = re.sub(r"(?<=\d)\s+(?=\d)", "", text.strip()).removesuffix(",-").removesuffix(".-")
    return re.sub(r"([.,]\d)$", r"\g<1>0", figures)


def currencies(text: str) -> set[str]:
    """Those that a heading names, by their codes."""
    said = _BESIDE.findall(text)
    return {_CURRENCIES.get(fold(one), one) for one in said if fold(one) in _CURRENCIES or _is_code(one)}


def speaks_of_thousands(heading: str) -> bool:
    return _THOUSANDS.search(fold(heading)) is not None


def _is_code(word: str) -> bool:
    return word.isupper() and len(word) == len("USD")
