"""Blocks as a page for people: HTML that every browser prints on A4 and Word opens; no front matter and no scripts.

> Every text passes through one escape. A page that somebody edited has another digest than it says.
"""

from __future__ import annotations

import hashlib
import html
import re
from itertools import chain, repeat
from typing import TYPE_CHECKING

from ictwg.domain.bars import DARK, LIGHT
from ictwg.domain.text import clean
from ictwg.minutes.printed.blocks import (
    Chart,
    Facts,
    HeadingBlock,
    Items,
    Leaf,
    Paragraph,
    Quote,
    Style,
    TableBlock,
    TextKind,
    label,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ictwg.minutes.printed.blocks import Block, ListItem, PaperText, Styled


STYLE = """
@page { size: A4; margin: 20mm 18mm 22mm; @bottom-right { content: counter(page) " / " counter(pages); } }
body, h1, h2, h3, h4, h5, h6, p, li, th, td { font-family: "Liberation Sans", Arial, Helvetica, sans-serif; }
body { font-size: 10.5pt; line-height: 1.35; color: #111; max-width: 174mm; margin: 1em auto; }
h1, h2, h3, h4, h5, h6 { margin-left: 0; break-after: avoid; page-break-after: avoid; }
h1 { font-size: 16pt; margin: 0 0 6pt; }
h2 { font-size: 12.5pt; margin: 14pt 0 4pt; border-bottom: 1px solid #999; }
h3, h4, h5, h6 { font-size: 11pt; margin: 10pt 0 3pt; }
p { margin: 4pt 0; }
ul { margin: 3pt 0; padding-left: 16pt; }
li { margin: 2pt 0; }
blockquote { margin: 4pt 0; padding-left: 10pt; border-left: 2px solid #999; }
table { border-collapse: collapse; width: 100%; margin: 4pt 0 8pt; }
th, td { border: 1px solid #999; padding: 2pt 4pt; text-align: left; vertical-align: top; font-size: 9.5pt; }
thead { display: table-header-group; }
.figure { text-align: right; } td.figure { white-space: nowrap; }
tr { break-inside: avoid; page-break-inside: avoid; }
table.facts th { width: 26%; font-weight: normal; color: #444; }
table.room { table-layout: fixed; }
table.room td { height: 22pt; }
p.initials { position: fixed; bottom: 0; right: 0; font-size: 9pt; color: #444; }
@media screen { p.initials { display: none; } }
"""


_EXAMPLE = """
p.example { position: fixed; top: 0; right: 0; margin: 0; font-size: 9pt; font-weight: bold; color: #a00; }
@media screen { p.example { position: static; } }
"""


_BREAKS = """
h1:not(:first-of-type) { break-before: page; page-break-before: always; }
"""


_WIDE = """
@page { size: A4 landscape; }
body { max-width: 261mm; }
"""


_META = re.compile(r'<meta name="generator" content="ictwg (sha256-[0-9a-f]{64})">\n')


_BOLD = re.compile(r"\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*")


_BULLET = re.compile(r"^(\s*)[-*+] ", re.MULTILINE)


def page(
    blocks: Iterable[Block],
    lang: str,
    *,
    example: bool,
    initials: bool = False,
    breaks: bool = False,
    wide: bool = False,
) -> str:
    """The whole file, with its digest; that of the example group says on each of its pages that it is invented.

    With `breaks` each title begins a page; a `wide` one is printed across.
    """
    told = list(blocks)
    named = next((_bare(block.text) for block in told if isinstance(block, HeadingBlock)), "")
    sign = f'<p class="initials">{escaped(label("sign.initials", lang))}: ________</p>\n' if initials else ""
    mark = f'<p class="example">{escaped(label("example", lang))}</p>\n' if example else ""
    body = "\n".join(map(_block, told))
    before = f'<!DOCTYPE html>\n<html lang="{escaped(lang)}">\n<head>\n<meta charset="utf-8">\n'
    style = STYLE + (_EXAMPLE if example else "") + (_BREAKS if breaks else "") + (_WIDE if wide else "")
    head = f"<title>{escaped(named)}</title>\n<style>{style}</style>\n</head>\n"
    after = f"{head}<body>\n{mark}{sign}{body}\n</body>\n</html>\n"
    return f'{before}<meta name="generator" content="ictwg {_digest(before + after)}">\n{after}'


def is_unedited(text: str) -> bool:
    """Whether this is a page of ours exactly as it was written."""
    found = _META.search(text)
    return found is not None and found[1] == _digest(text[: found.start()] + text[found.end() :])


def escaped(text: str) -> str:
    return html.escape(text, quote=True)


def _digest(text: str) -> str:
    return "sha256-" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _bare(text: PaperText) -> str:
    return "".join(part.text if isinstance(part, Leaf) else _bare(part.inner) for part in text.parts)


def _text(text: PaperText) -> str:
    return "".join(map(_part, text.parts))


def _part(part: Leaf | Styled) -> str:
    if isinstance(part, Leaf):
        return _long(part.text) if part.said is TextKind.LONG else escaped(part.text).replace("\n", "<br>\n")
    inner = _text(part.inner)
    tag = {Style.STRONG: "strong", Style.EMPHASIS: "em"}.get(part.style)
    return f"<{tag}>{inner}</{tag}>" if tag else inner


def _long(text: str) -> str:
    """Its lines, lists and bold words, as in markdown; nothing else in it means anything."""
    bulleted = _BULLET.sub(r"\1• ", text)
    return _BOLD.sub(r"<strong>\1</strong>", escaped(bulleted)).replace("\n", "<br>\n")


def _block(block: Block) -> str:  # noqa: PLR0911 - one for each kind of block
    match block:
        case HeadingBlock(level, text):
            return f"<h{level}>{_text(text)}</h{level}>"
        case Paragraph(text):
            return f"<p>{_text(text)}</p>"
        case Quote(text):
            return f"<blockquote><p>{_text(text)}</p></blockquote>"
        case Items(items):
            return "".join(_list(items))
        case TableBlock(head, rows, widths, figures):
            heads = "".join(map(_head, head, chain(widths, repeat(0)), chain(figures, repeat(False))))
            body = "\n".join(f"<tr>{''.join(map(_cell, row, chain(figures, repeat(False))))}</tr>" for row in rows)
            start = '<table border="1" width="100%" class="room">' if widths else '<table border="1" width="100%">'
            return f"{start}\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
        case Facts(facts):
            body = "\n".join(f"<tr><th>{escaped(name)}</th><td>{_text(value)}</td></tr>" for name, value in facts)
            return f'<table border="1" width="100%" class="facts">\n<tbody>\n{body}\n</tbody>\n</table>'
        case Chart():
            return _svg(block)


_RIGHT = ' class="figure" align="right"'
"""Said twice: a browser goes by the style, a word processor by the attribute."""

_CHART_WIDTH, _NAME_WIDTH, _FIGURE_WIDTH, _LINE = 640, 220, 60, 20
_NAME = 36
"""Signs of a name beside a bar; the table has all of it."""

_FILL = {DARK: "#444", LIGHT: "#c8c8c8"}


def _svg(chart: Chart) -> str:
    """Its bars with their names and figures, and all of it in words for who cannot see it."""
    room = _CHART_WIDTH - _NAME_WIDTH - _FIGURE_WIDTH
    longest = max((bar.length for _, bar in chart.bars), default=0) or 1
    lines, told = [], []
    for at, (name, bar) in enumerate(chart.bars):
        called, figures, top = clean(name), f"{bar.dark} + {bar.light}", at * _LINE
        short = called if len(called) <= _NAME else called[: _NAME - 1] + "…"
        lines.append(f'<text x="0" y="{top + 14}">{escaped(short)}</text>')
        left = float(_NAME_WIDTH)
        for count, fill in ((bar.dark, _FILL[DARK]), (bar.light, _FILL[LIGHT])):
            width = count * room / longest
            if count:
                lines.append(f'<rect x="{left:.1f}" y="{top + 3}" width="{width:.1f}" height="14" fill="{fill}"/>')
            left += width
        lines.append(f'<text x="{left + 4:.1f}" y="{top + 14}">{figures}</text>')
        told.append(f"{escaped(called)}: {figures}")
    under = escaped(chart.legend)
    height = (len(chart.bars) + 1) * _LINE
    lines.append(f'<text x="0" y="{height - 6}">{under}</text>')
    body = "\n".join(lines)
    return (
        f'<svg role="img" width="{_CHART_WIDTH}" height="{height}" viewBox="0 0 {_CHART_WIDTH} {height}"'
        f' font-family="Liberation Sans, Arial, sans-serif" font-size="11" xmlns="http://www.w3.org/2000/svg">\n'
        f"<title>{escaped(clean(chart.title))}</title>\n<desc>{under}. {'; '.join(told)}</desc>\n{body}\n</svg>"
    )


def _head(cell: PaperText, width: int, figures: bool) -> str:  # noqa: FBT001 - of each column
    wide, right = f' width="{width}%"' if width else "", _RIGHT if figures else ""
    return f"<th{wide}{right}>{_text(cell)}</th>"


def _cell(cell: PaperText, figures: bool) -> str:  # noqa: FBT001 - of each column
    return f"<td{_RIGHT if figures else ''}>{_text(cell)}</td>"


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
