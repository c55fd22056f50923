"""What a long command says while it works, and that nothing of it stays or gets into data."""

from __future__ import annotations

import io

from ictwg.cli.output import ProgressLine


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def said(stream: io.StringIO) -> list[str]:
    return [part for part in stream.getvalue().replace("\x1b[K", "").split("\r") if part]


def test_a_quick_command_says_nothing() -> None:
    stream, clock = Terminal(), Clock()
    progress = ProgressLine(stream, clock)
    clock.now = 0.2
    progress.tell("1 of 2")
    progress.done()
    assert stream.getvalue() == ""


def test_a_long_one_tells_now_and_then_and_leaves_no_line() -> None:
    stream, clock = Terminal(), Clock()
    progress = ProgressLine(stream, clock)
    for tick in range(10):
        clock.now = tick * 0.06
        progress.tell(f"{tick} of 10")
    assert said(stream) == ["5 of 10", "7 of 10", "9 of 10"]
    progress.tell("Saving", at_once=True)
    progress.done()
    assert said(stream)[-1] == "Saving"
    assert stream.getvalue().endswith("\r\x1b[K")
