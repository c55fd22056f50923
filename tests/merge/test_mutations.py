"""The list of seeded bugs does not rot; `tests/bench/mutations.py` runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.merge.mutations import MUTATIONS, Mutation
from tests.store.mutations import STORE_MUTATIONS

import ictwg

SOURCE = Path(ictwg.__file__).parent
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("mutation", [*MUTATIONS, *STORE_MUTATIONS], ids=lambda mutation: mutation.what)
def test_each_seeded_bug_has_its_place_and_its_law(mutation: Mutation) -> None:
    text = (SOURCE / mutation.module).read_text("utf-8")
    assert text.count(mutation.old) == 1
    compile(text.replace(mutation.old, mutation.new), mutation.module, "exec")
    path, _, law = mutation.law.partition("::")
    assert f"def {law}(" in (ROOT / path).read_text("utf-8")


def test_there_are_enough() -> None:
    assert len({mutation.what for mutation in MUTATIONS}) == len(MUTATIONS) >= 30
    assert len({mutation.what for mutation in STORE_MUTATIONS}) == len(STORE_MUTATIONS) >= 44
