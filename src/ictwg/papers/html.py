"""Blocks as a page for people: HTML that every browser prints on A4 and Word opens; no front matter and no scripts.

> Every text passes through one escape. A page that somebody edited has another digest than it says.
"""

from __future__ import annotations

import hashlib
import html
import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, repeat
from pathlib import Path

from ictwg.domain.figures import DARK, LIGHT, Bar
from ictwg.papers.blocks import (
    Band,
    Block,
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
from ictwg.papers.runs import BOLD, BULLET
from ictwg.papers.words import label


@cache
def _style() -> str:
    """On paper the body leaves room at both ends of each page, where the mark of the example and the initials stand."""
    return "\n" + Path(__file__).with_name("page.css").read_text(encoding="utf-8")


_BREAKS = """
h1:not(:first-of-type) { break-before: page; page-break-before: always; }
"""

_WIDE = """
@page { size: A4 landscape; }
body { max-width: 261mm; }
"""

_LOGO = """
img.logo { height: 22mm; max-width: 120mm; object-fit: contain; margin-bottom: 4pt; }
"""

_LARGE = """
body { font-size: 13pt; }
h2 { font-size: 15pt; }
h3, h4, h5, h6 { font-size: 13.5pt; }
th, td { font-size: 12pt; }
"""

_COVER = """
section.cover > * { max-width: 185mm; text-wrap: balance; } section.cover > :is(h1, p) { margin-inline: auto; }
section.cover > p.boxed { width: fit-content; padding: 4pt 24pt; }
"""

_PHONE = '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
"""A telephone takes its own width for that of the page."""

_META = re.compile(r'<meta name="generator" content="ictwg (sha256-[0-9a-f]{64})">\n')


def write(document: Document) -> bytes:
    """The whole file, with its digest; that of the example group says on each of its pages that it is invented."""
    lang, setup = document.language, document.setup
    sign = f'<p class="initials">{escaped(label("sign.initials", lang))}: ________</p>\n' if setup.initials else ""
    mark = f'<p class="example">{escaped(label("example", lang))}</p>\n' if setup.example else ""
    lines = _logo(setup.picture, lang) + "".join(f"<p>{escaped(line)}</p>\n" for line in setup.letterhead)
    head_lines = f'<header class="letterhead">\n{lines}</header>\n' if lines else ""
    told = "".join(f'<p class="foot">{escaped(one)}</p>\n' for one in (document.foot, setup.footer) if one)
    foot = "" if setup.certificate else f'<footer class="paper">\n{told}</footer>\n'
    again = head_lines if setup.one_a_page else ""
    blocks = [(again if at and _is_title(one) else "") + _block(one) for at, one in enumerate(document.blocks)]
    cover = "\n".join(('<section class="cover">', *blocks[: setup.cover], "</section>\n")) if setup.cover else ""
    body = head_lines + cover + "\n".join(blocks[setup.cover :]) + f"\n{foot}".rstrip()
    before = f'<!DOCTYPE html>\n<html lang="{escaped(lang)}">\n<head>\n<meta charset="utf-8">\n{_PHONE}'
    style = (
        _style()
        + (_BREAKS if setup.one_a_page else "")
        + (_WIDE if setup.landscape else "")
        + (_LARGE if setup.large else "")
        + (_LOGO if setup.picture else "")
        + (_COVER if setup.cover else "")
    )
    head = f"<title>{escaped(document.title)}</title>\n<style>{style}</style>\n</head>\n"
    after = f"{head}<body>\n{mark}{sign}{body}\n</body>\n</html>\n"
    return f'{before}<meta name="generator" content="ictwg {_digest(before + after)}">\n{after}'.encode()


def is_ours(data: bytes) -> bool:
    """Whether this is a page of ours exactly as it was written."""
    text = data.decode(errors="replace")
    found = _META.search(text)
    return found is not None and found[1] == _digest(text[: found.start()] + text[found.end() :])


def _logo(picture: bytes, lang: str) -> str:
    if not picture:
        return ""
    kind = "png" if picture.startswith(b"\x89PNG") else "jpeg"
    source = f"data:image/{kind};base64,{b64encode(picture).decode()}"
    return f'<img class="logo" height="83" alt="{escaped(label("logo", lang))}" src="{source}">\n'


def escaped(text: str) -> str:
    return html.escape(text, quote=True)


def _digest(text: str) -> str:
    return "sha256-" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _text(text: PaperText) -> str:
    return "".join(map(_part, text.parts))


def _part(part: Leaf | Styled) -> str:
    if isinstance(part, Leaf):
        if part.said is TextKind.LONG:
            # Its lines, lists and bold words, as in markdown; nothing else in it means anything
            bulleted = BULLET.sub(r"\1• ", part.text)
            return BOLD.sub(r"<strong>\1</strong>", escaped(bulleted)).replace("\n", "<br>\n")
        return _SHADES.sub(_shade, escaped(part.text)).replace("\n", "<br>\n")
    inner = _text(part.inner)
    tag = {Style.STRONG: "strong", Style.EMPHASIS: "em"}.get(part.style)
    return f"<{tag}>{inner}</{tag}>" if tag else inner


_SHADES = re.compile(f"[{DARK}{LIGHT}]")


def _shade(sign: re.Match[str]) -> str:
    """What says what the halves of bars are has their colours."""
    return f'<span class="{"dark" if sign[0] == DARK else "light"}">{sign[0]}</span>'


def _is_title(block: Block) -> bool:
    return isinstance(block, HeadingBlock) and block.level == 1


def _block(block: Block) -> str:
    match block:
        case HeadingBlock(level, text):
            return f"<h{level}>{_text(text)}</h{level}>"
        case Paragraph() | Quote():
            return _paragraph(block)
        case Signatures(people, stamp):
            cells = "".join(f"<td>{_person(*map(_text, person))}</td>" for person in people)
            return f'<table class="signatures">\n<tbody>\n<tr>{cells}<td>{_text(stamp)}</td></tr>\n</tbody>\n</table>'
        case Items(items):
            return "".join(_list(items))
        case TableBlock():
            return _table(block)
        case Facts(facts):
            body = "\n".join(f"<tr><th>{escaped(name)}</th><td>{_text(value)}</td></tr>" for name, value in facts)
            return f'<table border="1" width="100%" class="facts">\n<tbody>\n{body}\n</tbody>\n</table>'


def _paragraph(said: Paragraph | Quote) -> str:
    if isinstance(said, Quote):
        return f"<blockquote><p>{_text(said.text)}</p></blockquote>"
    kind = "boxed" if said.boxed else "numbered" if said.number else ""
    looks = f' class="{kind}"' if kind else ""
    right = f'\n<p class="right">{_text(said.at_right)}</p>' if said.at_right else ""
    below = "".join(f"\n<p>{_text(one)}</p>" for one in said.below if one or said.number)
    if not said.number:
        return f"<p{looks}>{_text(said.text)}</p>{below}{right}" if said.text or not right else right[1:]
    return f"<div{looks}><p><span>{escaped(said.number)}</span> {_text(said.text)}</p>{below}{right}</div>"


def _person(role: str, *told: str) -> str:
    return f"<p>{role}</p><p>{'<br>'.join(told)}</p>"


_FEW, _MANY = 6, 8
"""Rows that stay together on a page, and columns that still have room in the usual size."""

_SHORT = 12
"""Signs of a day or a status: a column of nothing longer breaks no line."""

_RIGHT = ' class="figure" align="right"'
"""Both are needed: browsers use the class, Word the align attribute."""


def _table(block: TableBlock) -> str:
    figures = (*block.figures, *repeat(False, len(block.head) - len(block.figures)))
    heads = "".join(map(_head, block.head, chain(block.widths, repeat(0)), figures))
    looks = tuple(map(_look, zip(*block.rows, strict=True), figures, repeat(bool(block.widths))))
    many = len(block.head) > _MANY and not block.widths
    scale = _BAR / (3 if many else 1) / max((bar.length for bar in block.bars if bar and bar.length), default=1)
    bars = [f"<td>{_bar(bar, scale) if bar else ''}</td>" for bar in block.bars] or [""] * len(block.rows)
    cells = (
        "".join(f"<td{look}>{_text(cell)}</td>" for cell, look in zip(row, looks, strict=True)) for row in block.rows
    )
    rows = [f"<tr>{row}{bar}</tr>" for row, bar in zip(cells, bars, strict=True)]
    across = len(block.head) + bool(block.bars)

    def band(one: Band) -> str:
        return f'<tr class="band{one.level}"><th colspan="{across}" scope="rowgroup">{_text(one.text)}</th></tr>'

    body = "\n".join(block.with_bands(rows, band))
    kinds = {"room": block.widths, "few": len(block.rows) <= _FEW, "many": many}
    named = f' class="{" ".join(filter(kinds.get, kinds))}"' if any(kinds.values()) else ""
    start = (
        f'<table border="1" width="100%"{named}>\n<thead><tr>{heads}{"<th></th>" if block.bars else ""}</tr></thead>'
    )
    return f"{start}\n<tbody>\n{body}\n</tbody>\n</table>"


def _look(cells: Iterable[PaperText], figures: bool, by_hand: bool) -> str:  # noqa: FBT001 - of each column
    if figures:
        return _RIGHT
    return ' class="short"' if not by_hand and all(len(plain_text(cell)) <= _SHORT for cell in cells) else ""


def _head(cell: PaperText, width: int, figures: bool) -> str:  # noqa: FBT001 - of each column
    wide, right = f' width="{width}%"' if width else "", _RIGHT if figures else ""
    return f'<th scope="col"{wide}{right}>{_text(cell)}</th>'


_BAR = 120
"""The longest bar, in pixels; in a table of many columns a third of it."""

_FILL = {DARK: "#444", LIGHT: "#c8c8c8"}


def _bar(bar: Bar, scale: float) -> str:
    """Drawn, and in words for who cannot see it."""
    halves = (0, bar.dark, _FILL[DARK]), (bar.dark, bar.light, _FILL[LIGHT])
    rects = "".join(
        f'<rect x="{left * scale:.1f}" width="{count * scale:.1f}" height="11" fill="{fill}"/>'
        for left, count, fill in halves
        if count
    )
    told = f"<title>{bar.dark} + {bar.light}</title>"
    return f'<svg role="img" width="{bar.length * scale:.1f}" height="11">{told}{rects}</svg>'


def _list(items: Iterable[ListItem]) -> Iterator[str]:
    """Lists in lists, as deep as the items stand; one that stands too deep stands as deep as it can."""
    depth = -1
    for item in items:
        wanted = min(item.depth, depth + 1)
        yield "</li>\n" if wanted <= depth else ""
        yield "</ul></li>\n" * (depth - wanted)
        yield "<ul>\n" if wanted > depth else ""
        yield f"<li>{_text(item.text)}{''.join(f'<p>{_text(detail)}</p>' for detail in item.details)}"
        depth = wanted
    yield "</li>\n</ul>" * (depth + 1)
