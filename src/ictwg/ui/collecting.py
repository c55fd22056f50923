"""Keeping the garbage collector out of the way of a hundred thousand rows.

Looking through all of them for cycles takes longer than a frame, and finds none: rows and records are freed when
nothing refers to them any more.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def many_made() -> Iterator[None]:
    """While many lasting objects are made; afterwards no collection looks at them again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        keep_for_good()
        if was_on:
            gc.enable()


def keep_for_good() -> None:
    """What was made until now stays until the end: no collection looks at it in the middle of keystrokes."""
    gc.freeze()


def collect_again() -> None:
    gc.collect()
    keep_for_good()
    gc.enable()
