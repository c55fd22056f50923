"""Minutes in the manner of governments and the United Nations are read as a careful person reads them."""

from __future__ import annotations

from functools import cache

import pytest
from tests.all_of import some
from tests.bench.government_score import FOLDER, KINDS, Scores, documents

NAMES = sorted(path.name.removesuffix(".truth.json") for path in FOLDER.glob("*.truth.json"))


@cache
def scored() -> dict[str, Scores]:
    return dict(documents(FOLDER))


@pytest.mark.parametrize("kind", KINDS)
def test_the_ten_together(kind: str) -> None:
    total = Scores()
    for scores in scored().values():
        total.add(scores)
    tally = total.tallies[kind]
    assert tally.recall >= 0.9
    assert tally.precision >= 0.9


@pytest.mark.parametrize("name", NAMES)
def test_each_document(name: str) -> None:
    for kind, tally in some(scored()[name].tallies.items()):
        floor = 0.65 if kind == "dates" else 0.75
        assert tally.recall >= floor, (kind, tally.missed)
        assert tally.precision >= 0.75, (kind, tally.missed)


def test_there_are_ten() -> None:
    assert len(NAMES) == 10
