"""All that is kept, by name: how it is made now, and where it lies as it was."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from tests.net import commands
from tests.net.ids import spoken_in_ids
from tests.net.screens import played
from tests.tools.scenes import SCENES

KEPT = Path(__file__).parent / "kept"
KEPT_SCENES = frozenset({"today", "agenda", "followup"})
"""Each other scene plays a screen whose rows, keys and words a test of its own holds."""
HERE = {"ICTWG_USER": "Ana", "ICTWG_DEVICE": "desk", "COLUMNS": "80", "EDITOR": "", "VISUAL": ""}

PARTS: dict[str, Callable[[Path], str]] = {
    "commands": commands.of_the_example,
    **{f"screen-{scene.name}": partial(played, scene) for scene in SCENES if scene.name in KEPT_SCENES},
}


def made(name: str) -> str:
    """What one part is now."""
    here = mock.patch.dict(os.environ, HERE), mock.patch("os.urandom", _in_turn(count()))
    with here[0], here[1], spoken_in_ids(), TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        return PARTS[name](Path(folder))


def _in_turn(numbers: Iterator[int]) -> Callable[[int], bytes]:
    """In place of chance in new ids: they sort as they were made."""
    return lambda length: next(numbers).to_bytes(length, "big")


def kept(name: str) -> Path:
    """The file of what it was."""
    return KEPT / f"{name}.txt"
