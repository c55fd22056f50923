"""Our JSON is that of `json`, compact and of limited depth."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ictwg.domain import text as json_text

VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(), st.just("\ud800")),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)),
    max_leaves=8,
)
TEXTS = st.one_of(VALUES.map(json.dumps), st.text(alphabet='{}[]":,\\ ntu0-1.eENaI\ufeff', max_size=12))


def _read(how: object, text: str) -> object:
    try:
        return repr(how(text))  # type: ignore[operator]  # either of the two readers
    except (ValueError, RecursionError) as error:
        return type(error), str(error)


@given(VALUES)
def test_law_written_as_json_writes(value: object) -> None:
    assert json_text.dumps(value) == json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@given(TEXTS)
def test_law_read_as_json_reads(text: str) -> None:
    assert _read(json_text.reader(), text) == _read(json.JSONDecoder().decode, text)


def test_own_readings_of_numbers_are_asked() -> None:
    read = json_text.reader(parse_float=str, parse_constant=str.lower)
    assert read("[1.50,NaN,-Infinity,1]") == ["1.50", "nan", "-infinity", 1]


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "[" * 201 + "]" * 201])
def test_what_is_nested_too_deep_is_refused_however_deep(text: str) -> None:
    with pytest.raises(ValueError, match="nested deeper than 200"):
        json_text.reader()(text)
