from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ictwg.domain.text import clean, fold

any_text = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  plain  ", "plain"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("a\r\nb\rc", "a b c"),
        ("bell\x07, escape\x1b]52;c;x\x07", "bell, escape]52;c;x"),
        ("C1 \x9b31m", "C1 31m"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("a\u200eb\u200fc\u061cd\u2066e\u2069", "abcde"),
        ("soft\x0bbreak", "soft break"),
        ("e\u0301", "é"),
        ("👩\u200d🔬", "👩\u200d🔬"),
        ("\ud83d\ude00 \ud83d", "😀 \ufffd"),
        ("del\x7fete", "delete"),
    ],
)
def test_one_line_is_cleaned(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_several_lines_keep_their_breaks_and_margins() -> None:
    assert clean("  a\r\n\tb\rc\u2028d\n", multiline=True) == "  a\n\tb\nc\nd\n"


@given(any_text, st.booleans())
def test_cleaning_twice_changes_nothing(text: str, multiline: bool) -> None:
    once = clean(text, multiline=multiline)
    assert clean(once, multiline=multiline) == once


@given(any_text, st.booleans())
def test_clean_text_can_be_written_and_shown(text: str, multiline: bool) -> None:
    cleaned = clean(text, multiline=multiline)
    cleaned.encode("utf-8")
    allowed = "\n\t" if multiline else ""
    assert all(c in allowed or unicodedata.category(c) != "Cc" for c in cleaned)
    assert unicodedata.is_normalized("NFC", cleaned)


@pytest.mark.parametrize(
    "forms",
    [
        ("ne'ebé", "ne’ebé", "neʻebé", "NE'EBE", "ne´ebé", "neebe\u0301"),
        ("Liquiçá", "liquica", "LIQUIÇÁ"),
        ("Díli", "dili", "DI\u0301LI"),
        ("Łódź", "lodz"),
        ("Straße", "STRASSE", "strasse"),
        ("Ærø", "aero"),
        ("foti'ona", "fotiona", "foti’ona"),
        ("ıI", "ii"),
        ("ﬁle", "file"),
    ],
)
def test_spellings_fold_to_one(forms: tuple[str, ...]) -> None:
    assert len({fold(form) for form in forms}) == 1


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_case_never_matters(text: str, other: str) -> None:
    assert fold(text + other) == fold((text + other).swapcase().swapcase()) or not text.isascii()
