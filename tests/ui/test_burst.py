"""A paste without brackets against typing, by the times of the keys."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ictwg.ui.key_order import Burst

lines_of_text = st.lists(st.text(alphabet="ab /x", min_size=1, max_size=6).filter(str.strip), min_size=2, max_size=5)


def fed(burst: Burst, text: str, *, gap: float, start: float = 1.0) -> tuple[str, float]:
    """What reaches the input, and the time after."""
    reached, time = "", start
    for character in text:
        key = {"\r": "enter", "\n": "ctrl+j", "\t": "tab"}.get(character, character)
        if not burst.takes(time, key, character):
            reached += character
        time += gap
    return reached, time


@given(lines=lines_of_text, end=st.sampled_from(["\r", "\n", "\r\n"]), ended=st.booleans())
def test_no_line_of_a_paste_is_lost_or_entered(lines: list[str], end: str, ended: bool) -> None:
    burst = Burst()
    reached, _ = fed(burst, end.join(lines) + (end if ended else ""), gap=0.0005)
    assert reached == lines[0]
    assert burst.released() == tuple(lines[1:])


@given(lines=lines_of_text)
def test_typing_is_never_held(lines: list[str]) -> None:
    burst = Burst()
    text = "\r".join(lines)
    assert fed(burst, text, gap=0.03)[0] == text


def test_one_pasted_line_with_its_end_is_held_until_the_keys_rest() -> None:
    burst = Burst()
    reached, time = fed(burst, "draft the SOP\r", gap=0.001)
    assert reached == "draft the SOP"
    assert burst.holding
    assert not burst.rests(time)
    assert burst.rests(time + 0.2)
    assert burst.released() == ()
    assert not burst.holding


def test_what_was_taken_back_while_the_program_stood_still_is_not_there() -> None:
    burst = Burst()
    for key in ("a", "enter", "b", "x", "backspace", "c", "enter"):
        burst.takes(1.0, key, {"enter": "\r", "backspace": "\x7f"}.get(key, key))
    assert burst.released() == ("bc",)


def test_a_tab_in_a_paste_completes_nothing() -> None:
    burst = Burst()
    assert fed(burst, "a\tb", gap=0.001)[0] == "ab"


def test_a_program_that_reads_late_still_sees_a_paste() -> None:
    burst = Burst()
    reached, time = fed(burst, "/close", gap=0.001)
    assert burst.takes(time + 0.06, "enter", "\r")
    assert burst.takes(time + 0.11, "x", "x")
    assert (reached, burst.released()) == ("/close", ("x",))
