"""The table of the public groups' scores says how they were chosen, as its script does."""

from __future__ import annotations

from tests.bench.public_minutes import RESULTS, report


def test_the_table_is_introduced_by_its_script() -> None:
    assert RESULTS.read_text(encoding="utf-8").startswith(report({}).partition("\n## ")[0])
