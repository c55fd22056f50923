"""Blocks as a PDF to print: tagged (PDF/UA-1), in fonts that come with the writer, the same on every computer.

> Every text reaches typst as data. `page.typ` is the only source that it reads, and evaluates none of it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from ictwg.domain.figures import DARK, LIGHT
from ictwg.domain.text import one_line
from ictwg.papers.blocks import (
    Facts,
    HeadingBlock,
    Items,
    Leaf,
    ListItem,
    PaperText,
    Paragraph,
    Quote,
    Signatures,
    Style,
    Styled,
    TableBlock,
    TextKind,
    plain_text,
)
from ictwg.papers.document import Document
from ictwg.papers.markdown import PROGRAM, lines_of
from ictwg.papers.runs import NO_ITEM, parts_of, unbroken, words_of
from ictwg.papers.runs import Run as TextRun
from ictwg.papers.words import label

Run = str | list[Any]
"""A string, or the kind of a part and what belongs to it, as `words` of `page.typ` takes them."""


def write(document: Document) -> bytes:
    """The whole file, with its digest; dated as the paper is, since the same paper gives the same bytes."""
    said = next(filter(None, map(document.head.get, ("status_date", "date"))), _UNDATED)
    with TemporaryDirectory() as nothing:
        compiler = typst.Compiler(
            _template(),
            root=nothing,
            package_path=nothing,
            package_cache_path=nothing,
            ignore_system_fonts=True,
            sys_inputs={"paper": json.dumps(_paper(document))},
        )
        day = datetime.fromisoformat(said).replace(tzinfo=UTC)
        made: Any = compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=day)
    return _with_digest(made, _digest(made))


def is_ours(data: bytes) -> bool:
    """Whether this is a PDF of ours exactly as it was written."""
    said = {data[start:end] for start, end in _slots(data)}
    return said == {_digest(_with_digest(data, _NO_DIGEST))}


def unprintable(document: Document) -> tuple[str, ...]:
    """The signs of the paper that no font of ours has, in order; each is printed as its number, as `[U+4F1A]`."""
    return tuple(dict.fromkeys(_missing().findall("\n".join(lines_of(document.blocks)))))


_UNDATED = "2000-01-01"
_NO_DIGEST = b"0" * 64

_SLOT = re.compile(rb"(?:/Keywords\(|<pdf:Keywords>)[a-z_ -]+, sha256-([0-9a-f]{64})")
"""In the document's properties and again in its metadata, which come last; neither is compressed."""


def _slots(data: bytes) -> list[tuple[int, int]]:
    return [found.span(1) for found in _SLOT.finditer(data)][-2:]


def _with_digest(data: bytes, digest: bytes) -> bytes:
    for start, end in _slots(data):
        data = data[:start] + digest + data[end:]
    return data


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()


@cache
def _template() -> bytes:
    return Path(__file__).with_name("page.typ").read_bytes()


@cache
def _signs() -> tuple[str, str]:
    """Those that a font of the template has in each style, and those that it has upright alone: classes of a pattern.

    `tests/tools/printable_signs.py` writes the table.
    """
    every, upright = Path(__file__).with_name("page.signs").read_text(encoding="ascii").split("\n\n")
    return _class(every), _class(upright)


def _class(spans: str) -> str:
    ends = (span.split(":") for span in spans.split())
    return "".join(f"\\U{int(first, 16):08x}-\\U{int(last, 16):08x}" for first, last in ends)


@cache
def _missing() -> re.Pattern[str]:
    return re.compile(f"[^{''.join(_signs())}\\n\\t]")


@cache
def _apart(room: int) -> re.Pattern[str]:
    """What is not simply printed in a line of this room: a shade, signs that are always upright, a word too long."""
    return re.compile(f"([{DARK}{LIGHT}]|[{_signs()[1]}]+|[^ {DARK}{LIGHT}{_signs()[1]}]{{{room},}})")


def _shown(text: str) -> str:
    return _missing().sub(lambda found: f"[U+{ord(found[0]):04X}]", text).replace("\t", "    ")


def _paper(document: Document) -> dict[str, Any]:
    """What the template prints, and how."""
    lang, setup, head = document.language, document.setup, document.head
    group, kind = (head.get(name, "") for name in ("group", "kind"))
    foot = _shown(document.foot)
    title = _shown(document.title.strip()) or document.kind or "–"
    return {
        "title": title,
        "running": _running(title),
        "author": _shown(group or setup.author or PROGRAM),
        "about": foot,
        "keywords": [document.kind or kind or "minutes", f"sha256-{_NO_DIGEST.decode()}"],
        "lang": lang,
        "wide": setup.landscape,
        "large": setup.large,
        "breaks": setup.one_a_page,
        "example": label("example", lang) if setup.example else "",
        "initials": label("sign.initials", lang) if setup.initials else "",
        "foot": _running(foot),
        "letterhead": [list(_lines(line)) for line in setup.letterhead],
        "footer": _running(setup.footer),
        "cover": setup.cover,
        "logo": list(setup.picture),
        "logo-named": label("logo", lang),
        "certificate": setup.certificate,
        "page": label("foot.page", lang, page="\n", pages="\n").split("\n"),
        "blocks": list(_blocks(document)),
    }


_RUNNING = 100


def _running(text: str) -> list[Run]:
    """What stands on each page, on one line or two."""
    short = one_line(text)
    return list(_lines(short if len(short) <= _RUNNING else f"{short[:_RUNNING]}…"))


def _blocks(document: Document) -> Iterator[Mapping[str, Any]]:
    """No heading is empty or lies more than a level below the one before it: the standard forbids both."""
    level = 0
    for block in document.blocks:
        match block:
            case HeadingBlock(wanted, text):
                if said := one_line(plain_text(text)):
                    level = min(wanted, level + 1)
                    yield {"kind": "heading", "level": level, "said": list(_lines(said))}
            case TableBlock():
                yield _table(block, _WIDE if document.setup.landscape else _UPRIGHT)
            case _:
                yield _block(block)


def _block(block: Facts | Items | Paragraph | Quote | Signatures) -> Mapping[str, Any]:
    match block:
        case Items(items):
            return {"kind": "list", "items": _nested((one.depth, _item(one)) for one in items)}
        case Facts(rows):
            return {"kind": "facts", "rows": [[list(_lines(name, _NAME)), _runs(value)] for name, value in rows]}
        case Quote(text):
            return {"kind": "quote", "said": _runs(text)}
        case Signatures(people, stamp):
            told = [[_runs(one, _NAME) for one in person] for person in people]
            return {"kind": "signatures", "people": told, "stamp": _runs(stamp, _NAME)}
        case Paragraph(text, boxed):
            said = _runs(text) + [["below", _runs(one)] for one in block.below]
            more = {"number": _shown(block.number), "right": _runs(block.at_right)}
            return {"kind": "boxed" if boxed else "paragraph", "said": said} | (more if any(more.values()) else {})


def _item(item: ListItem) -> list[Run]:
    return [*_runs(item.text), *(["below", _runs(detail)] for detail in item.details)]


_DEEPEST = 4


def _nested(items: Iterable[tuple[int, list[Run]]]) -> list[list[Run]]:
    """Lists in lists; an item that stands too deep stands as deep as it can."""
    levels: list[list[list[Run]]] = [[]]
    for depth, said in items:
        above = levels[: min(depth, _DEEPEST) + 1]
        if len(above) > 1 and not above[-1]:
            above[-2][-1].append(["list", above[-1]])
        above[-1].append(said)
        levels = [*above, []]
    return levels[0]


_LINE, _NAME, _UPRIGHT, _WIDE = 60, 20, 100, 165
"""Signs that surely have room in a line, in a name of facts, and, small, across an upright page and a wide one."""


def _runs(text: PaperText, room: int = _LINE) -> list[Run]:
    return [run for part in text.parts for run in _part(part, room)]


def _part(part: Leaf | Styled, room: int) -> Iterable[Run]:
    if isinstance(part, Leaf):
        return _long(part, room) if part.said is TextKind.LONG else _lines(part.text, room)
    inner = _runs(part.inner, room)
    return inner if part.style is Style.OPENING else [[str(part.style), inner]]


def _long(leaf: Leaf, room: int) -> Iterator[Run]:
    for is_list, parts in groupby(parts_of(PaperText((leaf,))), lambda part: part.depth != NO_ITEM):
        told = [(part.depth, list(_set(part.runs, room))) for part in parts]
        if is_list:
            yield ["list", _nested(told)]
        else:
            yield from (run for at, (_, said) in enumerate(told) for run in ([["apart", ""]] if at else []) + said)


def _set(runs: Iterable[TextRun], room: int) -> Iterator[Run]:
    for run in runs:
        yield from [["strong", list(_lines(run.text, room))]] if run.strong else _lines(run.text, room)


def _lines(text: str, room: int = _LINE) -> Iterator[Run]:
    for at, piece in enumerate(re.split(" *\n", unbroken(_shown(text)))):
        yield from [["break", ""]] if at else []
        yield from _line(piece, room)


def _line(text: str, room: int) -> Iterator[Run]:
    """A word that has no room may break anywhere; the signs of a legend have the shades of its bars."""
    for at, piece in enumerate(_apart(room).split(text)):
        if piece in _SHADES:
            yield ["shade", _SHADES[piece]]
        elif at % 2 and re.match(f"[{_signs()[1]}]", piece):
            yield ["upright", piece]
        elif at % 2:
            yield ["narrow", [piece[start : start + _CUT] for start in range(0, len(piece), _CUT)]]
        elif piece:
            yield piece


_SHADES, _CUT = {DARK: "dark", LIGHT: "light"}, 3

_MANY, _SHORT, _LONGEST_WORD, _WISH, _LONG, _BAR, _BOLD, _PAD = 8, 16, 24, 60, 300, 19, 1.15, 2.6
"""Columns of the usual size; signs of a day, a word, a wished line, a long cell, a bar; breadth of bold, of a gap."""

_NEXT = 1.01
"""A word is too long where it has a sign more than there is room for."""


def _table(block: TableBlock, across: int) -> Mapping[str, Any]:
    columns = [[plain_text(cell) for cell in column] for column in zip(block.head, *block.rows, strict=True)]
    figures = [*block.figures, *[False] * (len(columns) - len(block.figures))]
    bar = _BAR if block.bars else 0
    many = not block.widths and (len(columns) > _MANY or sum(_least(columns)) > across - bar)
    across = int(across * 1.25 - bar / 2) if many else across - bar
    widths = block.widths or _widths(columns, across)
    wide = [width * across / sum(widths) for width in widths]
    rooms = [max(_CUT, int(width) - 1) for width in wide]
    of_heads = [max(_CUT, int((width - _PAD) / _BOLD + _NEXT)) for width in wide]
    rows = [[_runs(cell, room) for cell, room in zip(row, rooms, strict=True)] for row in block.rows]
    return {
        "kind": "table",
        "head": [_runs(cell, room) for cell, room in zip(block.head, of_heads, strict=True)],
        "rows": rows,
        "bands": [{"at": band.at, "level": band.level + 1, "said": _runs(band.text)} for band in block.bands],
        "repeats": all(len(plain_text(band.text)) <= _LONG for band in block.bands),
        "widths": widths,
        "figures": figures,
        "bars": [[*bar] if bar else None for bar in block.bars],
        "many": many,
        "by-hand": bool(block.widths),
        "long": any(len(text) + _LINE * text.count("\n") > _LONG for column in columns for text in column),
    }


def _widths(columns: list[list[str]], across: int) -> list[float]:
    """As a browser sets them: each column has room for its longest word, and a share of the rest by its longest line
    or half its head.

    Where there is no room for that, the words of the heads are broken first.
    """
    longest = [_longest(texts) for _, *texts in columns]
    least = _spread(_least([["", *texts] for _, *texts in columns]), _least(columns), across)
    lines = [max(wide, _breadth(head) * _BOLD / 2) for wide, (head, *_) in zip(longest, columns, strict=True)]
    return _spread(least, [min(wide, _WISH) + _PAD for wide in lines], across)


def _least(columns: Iterable[list[str]]) -> list[float]:
    """Room for the longest word of each, and for a short text as a whole."""
    told = ((head, texts if _longest(texts) <= _SHORT else _words(texts)) for head, *texts in columns)
    return [max(min(_longest(words), _LONGEST_WORD), _longest(_words([head])) * _BOLD) + _PAD for head, words in told]


def _longest(texts: Iterable[str]) -> float:
    return max(map(_breadth, texts), default=0)


def _spread(least: list[float], wish: list[float], across: int) -> list[float]:
    """Each as wide as it must be, and a share of what it wishes beyond that."""
    more = [max(0, wanted - one) for one, wanted in zip(least, wish, strict=True)]
    share = max(0, min(1, (across - sum(least)) / (sum(more) or 1)))
    return [one + beyond * share for one, beyond in zip(least, more, strict=True)]


def _words(texts: Iterable[str]) -> Iterator[str]:
    return (word for text in texts for word in words_of(text))


def _breadth(text: str) -> float:
    """About how many small letters would take as much room."""
    return len(text) + 0.5 * sum(map(str.isupper, text))
