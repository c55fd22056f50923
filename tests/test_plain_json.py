"""Reading and writing JSON without the import of `json` gives what `json` gives."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ictwg import plain_json

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
    assert plain_json.dumps(value) == json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@given(TEXTS)
def test_law_read_as_json_reads(text: str) -> None:
    assert _read(plain_json.reader(), text) == _read(json.JSONDecoder().decode, text)


def test_own_readings_of_numbers_are_asked() -> None:
    read = plain_json.reader(parse_float=str, parse_constant=str.lower)
    assert read("[1.50,NaN,-Infinity,1]") == ["1.50", "nan", "-infinity", 1]


@pytest.mark.parametrize("text", ['{"a" 1}', '"ab', "[1,]", "", "1 2"])
def test_what_is_no_json_is_told_in_a_process_that_has_not_loaded_json(text: str) -> None:
    """Python 3.11's scanner raises nothing that one could catch by its name there."""
    code = f"from ictwg import plain_json\ntry: plain_json.loads({text.encode()!r})\nexcept ValueError as e: print(e)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    with pytest.raises(ValueError, match=r".") as error:
        json.loads(text)
    assert told.strip() == str(error.value)
