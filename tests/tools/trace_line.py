"""The modules of the program that one line of the minutes passes, from its Enter key to `Store.commit`.

    python -m tests.tools.trace_line            prints the figures, and the modules in the order of their first call
    python -m tests.tools.trace_line --write    keeps them in `tests/bench/results/trace_line.md` too

The line is typed in the open program, at the meeting of 12 March 2010 of the example group, once to warm up and taken
back: a module's own body, and what is kept from then on, are passed no more. A module is passed where a function that
stands in it is called. Sharing rests meanwhile; what else comes by the clock may fall in between: what counts is what
each of several trials has passed. `ictwg.store` and `ictwg.merge` do not count.
"""

from __future__ import annotations

import argparse
import asyncio
import platform
import sys
from datetime import UTC, datetime
from functools import reduce
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from tests.tools.show import MEETS_ON, Show, example
from tests.ui.patience import be_patient

from ictwg.domain.records import Action
from ictwg.store.store import Store
from ictwg.ui.app import IctwgApp
from ictwg.ui.key_order import REST

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import FrameType

    from textual.app import App

LINE = "/a MoJ draft the SOP by 30 May"
ITEM = "Framework"
"""How the item begins at which it is typed."""
TRIALS = 5
BESIDE = ("ictwg.store", "ictwg.merge")
LANGUAGE = "ictwg.locales"
RESULTS = Path(__file__).parents[1] / "bench" / "results" / "trace_line.md"


class Passed:
    """Notes whose functions are called, until the line is committed; the order is that of the first call."""

    def __init__(self) -> None:
        self.typing: dict[str, None] = {}
        self.entering: dict[str, None] = {}
        self.committed = False
        self._now = self.typing

    def enter(self) -> None:
        """What comes now follows from the Enter key."""
        self._now = self.entering

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        if event == "call" and not self.committed:
            self.committed = frame.f_code is Store.commit.__code__
            name = frame.f_globals.get("__name__", "")
            if within(name, "ictwg") and not any(within(name, package) for package in BESIDE):
                self._now[name] = None


class Figure(NamedTuple):
    """Modules, in the order of their first call."""

    what: str
    at_first: int
    """How many there were on 28 November 2026, before anything was moved."""
    modules: Sequence[str]

    @property
    def row(self) -> str:
        language = sum(within(name, LANGUAGE) for name in self.modules)
        return f"| {self.what} | {self.at_first} | {len(self.modules)} | {language} |"


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


async def trials() -> list[Passed]:
    """The line typed, kept and taken back so many times, after once to warm up."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        app = example(Path(folder), MEETS_ON)
        assert isinstance(app, IctwgApp)
        async with app.run_test(size=(80, 24)) as pilot:
            there = Show(app, pilot, _no_picture)
            await there.meeting(MEETS_ON, ITEM)
            await app.sync_scheduler.rest()
            found = [await _typed(there) for _ in range(1 + TRIALS)]
        app.session.store.close()
        return found[1:]


async def _typed(there: Show) -> Passed:
    passed, before = Passed(), len(there.session.state.all(Action))
    sys.setprofile(passed)
    try:
        await there.pilot.press(*LINE)
        await there.pilot.pause(2 * REST)  # Enter right behind a key would be a paste
        passed.enter()
        await there.pilot.press("enter")
        await there.pilot.pause()
    finally:
        sys.setprofile(None)
    assert passed.committed
    assert len(there.session.state.all(Action)) == before + 1
    await there.keys("ctrl+z")
    assert len(there.session.state.all(Action)) == before
    return passed


def _no_picture(app: App[object], name: str) -> None:
    """Nobody looks."""


def in_each(trials: Sequence[Iterable[str]]) -> list[str]:
    """What every trial has passed, in the order of the first."""
    everywhere = reduce(set[str].intersection, map(set, trials))
    return [name for name in trials[0] if name in everywhere]


def figures(found: Sequence[Passed]) -> tuple[Figure, Figure]:
    return (
        Figure("from Enter to the commit", 53, in_each([one.entering for one in found])),
        Figure("from the first letter to the commit", 67, in_each([{**one.typing, **one.entering} for one in found])),
    )


def report(entering: Figure, typing: Figure) -> str:
    """As markdown."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    measured = f"{datetime.now(UTC):%Y-%m-%d}, `python -m tests.tools.trace_line --write`, {python}. `{LINE}`, "
    measured += "typed in the open program on the example group, at 80×24; distinct modules of `ictwg` outside "
    measured += "`ictwg.store` and `ictwg.merge` in which a function is called."
    besides = sorted(set(typing.modules) - set(entering.modules))
    return "\n".join([
        "# The modules that one line of the minutes passes",
        "",
        measured,
        "",
        "| what | at first | modules | of them `ictwg.locales` |",
        "|---|---:|---:|---:|",
        entering.row,
        typing.row,
        "",
        "From Enter to the commit, in the order of the first call:",
        "",
        *(f"{number}. `{name}`" for number, name in enumerate(entering.modules, 1)),
        "",
        "While the line is typed, besides:",
        "",
        *(f"- `{name}`" for name in besides),
        "",
    ])  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description="See the module's first lines.")
    parser.add_argument("--write", action="store_true", help="keep it among the results")
    args = parser.parse_args()
    be_patient()
    told = report(*figures(asyncio.run(trials())))
    print(told, end="")
    if args.write:
        RESULTS.write_text(told, encoding="utf-8")


if __name__ == "__main__":
    main()
