"""Two texts beside each other, each from where they begin to differ: cut at the end, both would read the same."""

from __future__ import annotations

from itertools import takewhile

LEAST = 12
"""Letters that must be alike before any are left out."""


def told_apart(one: str, other: str) -> tuple[str, str]:
    """`… , with its costs`: the words in which they differ, and the one before; whole where they differ early."""
    alike = one[: sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))]
    word = alike.rfind(" ")
    start = alike.rfind(" ", 0, max(word, 0)) + 1
    if len(alike) < LEAST or not start or one == other:
        return one, other
    return f"… {one[start:]}", f"… {other[start:]}"
