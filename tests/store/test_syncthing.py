"""Two real Syncthing nodes between two programs; `python -m tests.bench.syncthing_pair` does so for two minutes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.store.syncthing_nodes import Pair
from tests.store.together import Told, live, together


def test_the_judge_knows_what_is_live() -> None:
    first, second = Told("1", "text", "a", ()), Told("1", "text", "b", ())
    assert live([first, second]) == {("1", "text"): {"a", "b"}}
    assert live([first, second, Told("1", "text", "c", ("a",))]) == {("1", "text"): {"b", "c"}}
    assert live([first, second, Told("1", "text", "d", ("a", "b"))]) == {("1", "text"): {"d"}}


@pytest.mark.faults
@pytest.mark.skipif(shutil.which("syncthing") is None, reason="no syncthing here")
def test_two_programs_with_syncthing_between_them_lose_nothing(memory_folder: Path) -> None:
    pair = Pair(memory_folder)
    with pair:
        judged = together(pair, memory_folder, seconds=4.5, every=0.2, settles_within=60)
    assert judged.wrong == ()
    assert judged.edits > 20
    assert judged.same > 5
