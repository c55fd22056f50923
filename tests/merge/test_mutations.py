"""The list of seeded bugs does not rot; `tests.bench.mutations` runs it, and `.ci/run` ten of them."""

from __future__ import annotations

from pathlib import Path

from tests.all_of import all_of
from tests.bench.mutations import TEN
from tests.merge.mutations import MUTATIONS, Mutation
from tests.store.mutations import STORE_MUTATIONS

import ictwg

SOURCE = Path(ictwg.__file__).parent
ROOT = Path(__file__).parents[2]


def test_each_seeded_bug_has_its_place_and_its_law() -> None:
    def check(bug: Mutation) -> None:
        bug.seeded((SOURCE / bug.module).read_text("utf-8"))
        path, _, law = bug.law.partition("::")
        assert f"def {law}(" in (ROOT / path).read_text("utf-8"), bug.law

    names = [bug.what for bug in (*MUTATIONS, *STORE_MUTATIONS)]
    assert len(set(names)) == len(names)
    assert set(names) >= TEN
    all_of((*MUTATIONS, *STORE_MUTATIONS), check)
