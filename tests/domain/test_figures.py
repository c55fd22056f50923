"""Figures are rounded as people do it, and in one place."""

from __future__ import annotations

import ast
import statistics
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ictwg.domain.figures import middle, percent

SOURCE = Path(__file__).parents[2] / "src" / "ictwg"
OF_PAGES = ("pdf", "pdf_tagged", "pdf_layout", "pdf_lines", "pdf_page")
DRAWN = (
    *("ui/widgets/virtual_list.py", "domain/figures.py", "store/local/leases.py"),
    *(f"sources/{name}.py" for name in OF_PAGES),
)
"""Where things other than figures are rounded: cells of a screen, signs of a bar, seconds, places on a page."""
COUNTS = st.integers(0, 10_000)


@given(st.lists(COUNTS, min_size=1))
def test_law_a_median_is_at_most_half_above_and_never_below_what_it_rounds(values: list[int]) -> None:
    exact = Fraction(statistics.median(values))
    found = middle(values)
    assert found is not None
    assert Fraction(0) <= found - exact <= Fraction(1, 2)


@given(COUNTS, st.integers(1, 10_000))
def test_law_a_half_of_a_hundredth_goes_up(part: int, whole: int) -> None:
    assert -Fraction(1, 2) < percent(part, whole) - Fraction(100 * part, whole) <= Fraction(1, 2)


def test_examples() -> None:
    assert (middle([]), middle([182, 183]), percent(1, 8), percent(1, 200)) == (None, 183, 13, 1)


@pytest.mark.once
def test_nothing_else_rounds_or_takes_a_median() -> None:
    found = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "round")
        or (isinstance(node, ast.ImportFrom) and node.module == "statistics")
    }
    assert found == set(DRAWN)
