from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ictwg.papers.files import file_name, safe, versioned


@pytest.mark.parametrize(
    ("part", "named"),
    [
        ("M-2010-03", "M-2010-03"),
        ("../../etc/passwd", "etc-passwd"),
        ("..\\..\\x", "x"),
        ("CON", "CON_"),
        ("nul", "nul_"),
        ("a\u202egpj.exe", "agpj-exe"),
        ("trailing... ", "trailing"),
        ("C:evil", "C-evil"),
        ("Díli", "Dili"),
        ("\u0000", ""),
        ("/", ""),
    ],
)
def test_a_part_is_safe(part: str, named: str) -> None:
    assert safe(part) == named


@given(st.lists(st.text(max_size=80), max_size=4))
def test_every_name_is_one_plain_name(parts: list[str]) -> None:
    name = file_name(*parts, suffix=".md")
    assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_-]*\.md", name)
    assert name.partition(".")[0].lower() not in {"con", "prn", "aux", "nul", "com1", "lpt1"}


def test_versions_stand_before_the_suffix() -> None:
    assert [versioned("minutes.md", turn) for turn in (1, 2, 3)] == ["minutes.md", "minutes-v2.md", "minutes-v3.md"]
