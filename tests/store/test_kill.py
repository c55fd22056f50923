"""Killed on entering a call to the system, the real program loses nothing that it said was saved (STORE.md §8).

Here at the calls that change something on the disk; `python -m tests.bench.faults --only kill` tries every call.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from tests.store.killing import CHANGING, Nursery, Tried

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(sys.platform != "linux", reason="strace is a program of Linux"),
    pytest.mark.skipif(shutil.which("strace") is None, reason="no strace here"),
]


# Scene, the least number of such calls in it, and every how-manieth is tried here.
SCENES = (
    ("edit", 15, 1),
    ("fold", 4, 1),
    ("publish", 30, 3),
    ("publish in place", 40, 8),
    ("merge of a copy", 15, 3),
    ("second copy", 20, 5),
    ("redaction", 20, 5),
    ("compaction", 30, 8),
    ("encryption", 30, 9),
    ("a colleague's redaction", 20, 6),
    ("migration", 40, 10),
    ("repair", 20, 5),
)


def test_killed_at_calls_that_change_the_disk_nothing_is_lost(memory_folder: Path) -> None:
    tried: list[Tried] = []
    with Nursery(memory_folder) as nursery:
        for scene, least, step in SCENES:
            points = [point for point in nursery.points(scene) if point.call in CHANGING]
            assert len(points) >= least, scene
            tried += [nursery.killed(scene, point) for point in points[::step]]
    assert [one for one in tried if one.wrong or not one.hit] == []
