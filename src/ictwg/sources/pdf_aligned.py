"""The tables of a page without standing rules: lines of which the words stand in the same columns."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from ictwg.sources.pdf_lines import CLEAR, Line, marker
from ictwg.sources.pdf_tables import NEAR, Table, whole
from ictwg.sources.pdf_words import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ictwg.sources.pdf_page import Page, Rule
    from ictwg.sources.pdf_tables import Say
    from ictwg.sources.pdf_words import Word


def aligned(lines: Sequence[Line], page: Page, say: Say) -> Iterator[Line | Table]:
    """The lines, and as a table those that stand in the same columns: with flat rules two rows or more, else three."""
    flat = whole(page.rules, flat=True)[:_MOST_RUNGS]
    ruled_off = [any(_parts(rule, last, line) for rule in flat) for last, line in pairwise(lines)] + [False]
    at = 0
    while at < len(lines):
        near = any(ruled_off[at : at + _NEXT])
        end = _run(lines, at, ruled_off, near=near)
        run, parted = lines[at:end], ruled_off[at : end - 1]
        gutters = _gutters(run)
        if gutters and _is_table(run, gutters, has_rules=any(parted)):
            yield _table(page.number, run, gutters, parted, say)
            at = end
        else:
            yield lines[at]
            at += 1


_MOST_RUNGS, _NEXT = 1_000, 3
_NARROW, _ROOM = 0.5, 0.6


def _parts(rule: Rule, last: Line, line: Line) -> bool:
    """Whether the rule lies between the lines, close above the second, and is as wide as both."""
    is_close = last.middle < rule.at < line.middle and line.top - rule.at < line.size
    return is_close and rule.start - NEAR <= last.left and line.right <= rule.end + NEAR


def _table(page: int, lines: Sequence[Line], gutters: list[float], parted: list[bool], say: Say) -> Table:
    rows: list[list[list[Word]]] = []
    for line, begins in zip(lines, [True, *_beginnings(lines, gutters, parted)], strict=True):
        if begins:
            rows.append([[] for _ in range(len(gutters) + 1)])
        for word in line.words:
            rows[-1][bisect_right(gutters, word.left)].append(word)
    end, room = max(line.right for line in lines), _ROOM * lines[0].size
    columns = ([word.right for cell in column for word in cell] for column in zip(*rows, strict=True))
    limits = [max(rights, default=0.0) + room for rights in columns]
    said = [[say(cell, limit) if cell else "" for cell, limit in zip(row, limits, strict=True)] for row in rows]
    box = Box(min(line.left for line in lines), lines[0].top, end, lines[-1].bottom)
    return Table(page, page, box, (*gutters, end), tuple(map(tuple, said)))


def _beginnings(lines: Sequence[Line], gutters: list[float], parted: list[bool]) -> list[bool]:
    """Which lines after the first begin rows: below rules, or where rows stand apart, or by their first column."""
    if any(parted):
        return parted
    pitches = [line.middle - last.middle for last, line in pairwise(lines)]
    if max(pitches) > 1.25 * min(pitches):
        return [pitch > 1.15 * min(pitches) for pitch in pitches]
    return [_leads(line, gutters) for line in lines[1:]]


def _leads(line: Line, gutters: list[float]) -> bool:
    """Whether it has words in the first column that are not the rest of others."""
    return line.left < gutters[0] and (line.right > gutters[0] or not line.words[0].text[0].islower())


def _run(lines: Sequence[Line], start: int, ruled_off: list[bool], *, near: bool) -> int:
    """Up to which line the gaps of this one stay free; next to rules narrower ones are gaps."""
    gaps = _gaps(lines[start], near=near)
    for at in range(start, len(lines)):
        free = [gap for gap in (_still_free(gap, lines[at]) for gap in gaps) if gap]
        if not free or len(free) < len(gaps) or lines[at].limit != lines[start].limit:
            return at
        if at > start:
            several = _columns(lines[at], [left for left, _ in free]) > 1 and not near
            furthest = 4 if ruled_off[at - 1] else 2.5 if several else 1.5
            if not 0 < lines[at].middle - lines[at - 1].middle < furthest * lines[at].size:
                return at
        gaps = free
    return len(lines)


def _columns(line: Line, gutters: list[float]) -> int:
    """In how many columns it has words."""
    return len({bisect_right(gutters, word.left) for word in line.words})


def _pieces(line: Line, gap: float) -> list[tuple[float, float]]:
    """From where to where it has words, with no gap so wide, in sizes of its type, between them."""
    pieces: list[tuple[float, float]] = []
    for word in line.words:
        if pieces and word.left - pieces[-1][1] < gap * line.size:
            pieces[-1] = pieces[-1][0], max(pieces[-1][1], word.right)
        else:
            pieces.append((word.left, word.right))
    return pieces


def _gutters(lines: Sequence[Line]) -> list[float]:
    """The middles of the gaps that go through all lines."""
    gutters: list[float] = []
    reached = min((line.left for line in lines), default=0.0)
    for left, right in sorted(piece for line in lines for piece in _pieces(line, _NARROW)):
        if left - reached > _NARROW * lines[0].size:
            gutters.append((reached + left) / 2)
        reached = max(reached, right)
    return gutters


def _gaps(line: Line, *, near: bool) -> list[tuple[float, float]]:
    pieces = _pieces(line, _NARROW if near else CLEAR)
    gaps = [(last[1], piece[0]) for last, piece in pairwise(pieces)]
    return [] if len(gaps) == 1 and marker(line.words) else gaps


def _still_free(gap: tuple[float, float], line: Line) -> tuple[float, float] | None:
    """What the words of the line leave of the gap."""
    left, right = gap
    for start, end in _pieces(line, _NARROW):
        if start < right and end > left:
            left, right = (max(left, end), right) if start <= left else (left, min(right, start))
    return (left, right) if right - left > _NARROW * line.size else None


def _is_table(lines: Sequence[Line], gutters: list[float], *, has_rules: bool) -> bool:
    """Whether enough lines have several columns, and without rules each of these begins or ends at one place."""
    several = [line for line in lines if _columns(line, gutters) > 1]
    if has_rules or len(several) < _LEAST_ROWS or _are_labels(several, gutters):
        return has_rules and len(several) > 1
    is_signed = any(set(line.text) <= {"_", ".", " "} for line in lines)
    return not is_signed and not any(_is_crooked(several, *ends) for ends in pairwise((*gutters, float("inf"))))


_LEAST_ROWS = 3


def _are_labels(lines: list[Line], gutters: list[float]) -> bool:
    """Whether most lines say behind a colon and a gap what something is."""
    if len(gutters) > 1:
        return False
    first = [[word for word in line.words if word.left < gutters[0]] for line in lines]
    named = [
        ":" in words[-1].text[-1] + line.words[len(words)].text[0] for words, line in zip(first, lines, strict=True)
    ]
    return sum(named) > len(lines) / 2


def _is_crooked(lines: list[Line], start: float, end: float) -> bool:
    """Whether what stands between these begins and ends now here, now there, or but once."""
    inside = [words for line in lines if (words := [word for word in line.words if start < word.left < end])]
    if len(inside) == 1:
        return True
    ends = (words[0].left for words in inside), (words[-1].right for words in inside)
    return all(max(Counter(round(at / 4) for at in places).values(), default=0) < 0.6 * len(inside) for places in ends)
