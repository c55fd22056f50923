"""People as cards for an address book: vCard 3.0 (RFC 2426), which every telephone reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ictwg.domain.text import clean
from ictwg.papers.document import Document
from ictwg.papers.entries import SEAL, UNSEALED, Card, is_ours, sealed

__all__ = ["is_ours", "write"]

_SPECIAL = re.compile(r"[\\,;]")
_WIDTH = 75
"""Bytes in a line (RFC 2426 §2.6)."""


def write(document: Document) -> bytes:
    """The whole file, with its digest in the first card."""
    cards = [one for one in document.entries if isinstance(one, Card)]
    revised = document.head.get("date", "")
    lines = (line for at, card in enumerate(cards) for line in _lines(card, revised, first=not at))
    return sealed("".join(f"{folded(line)}\r\n" for line in lines).encode())


def _lines(card: Card, revised: str, *, first: bool) -> Iterator[str]:
    """Nobody says which part of a name is the family's: it is one."""
    yield from ("BEGIN:VCARD", "VERSION:3.0")
    if first:
        yield f"{SEAL}:{UNSEALED}"
    values = {
        "UID": card.uid,
        "FN": card.name,
        "ORG": card.organization,
        "TITLE": card.position,
        "TEL;TYPE=WORK,VOICE": card.phone,
        "EMAIL;TYPE=INTERNET": card.email,
        "REV": revised,
    }
    yield f"N:{_escaped(card.name)};;;;"
    yield from (f"{name}:{text}" for name, value in values.items() if (text := _escaped(value)))
    yield "END:VCARD"


def _escaped(text: str) -> str:
    """RFC 2426 §4."""
    return _SPECIAL.sub(r"\\\g<0>", clean(text, multiline=True)).replace("\n", "\\n").replace("\t", " ")


def folded(line: str) -> str:
    """In pieces of 75 bytes, each but the first behind a space; no sign is cut in two."""
    pieces, room = [""], _WIDTH
    for sign in line:
        room -= len(sign.encode())
        if room < 0:
            pieces.append("")
            room = _WIDTH - 1 - len(sign.encode())
        pieces[-1] += sign
    return "\r\n ".join(pieces)
