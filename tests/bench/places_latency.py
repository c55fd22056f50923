"""How fluid every place is over twenty years of a group, or over a large programme, through a real terminal.

    python -m tests.bench.places_latency [--programme] [--folder FOLDER] [--only WORDS] [--no-write]
    python -m tests.bench.places_latency --against CHECKOUT [--only WORDS]

From the key until the screen stands, 80×24: going there, then the cursor down, and pages. Milliseconds, and how many
frames of 16 ms that is. The place's own frame is what comes before the first silence of two frames, its heading with
it. The limits: a key one frame at the median and two at the 95th percentile; going somewhere three frames until its
frame stands, eight until all does. With --against the processor's time beside that of another version, both in turn on
one group.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import gettempdir
from typing import NamedTuple

from ictwg.app.opening import group_settings
from ictwg.domain.changes import Edit
from ictwg.domain.schema import Setting, declared
from ictwg.locales import t
from ictwg.ui.screens.reports import ReportsScreen

assert sys.platform != "win32"  # there are no pseudo-terminals to measure through

from tests.bench.search_speed import ROOT, TODAY, group_in, new_store  # noqa: E402 - not to be read on Windows
from tests.generated_plan import GeneratedPlan  # noqa: E402 - likewise
from tests.pty_driver import Arrival, Terminal  # noqa: E402 - not to be read on Windows

RESULTS = Path(__file__).parent / "results" / "places_latency.md"
OF_PROGRAMME = RESULTS.with_name("places_of_the_programme.md")
AGAINST = RESULTS.with_name("places_before_and_after.md")
FRAME, TURNS = 16.0, 3
HEADING = 1
"""The line of the screen, from 0, that says which place it is."""
STANDS, GOING, MIDDLE, MOST = 3, 8, 1, 2
"""Limits, in frames: of a place's own frame, of all of it, of a key at the median and at the 95th percentile."""
SETTLED, QUIET, AT_MOST = 0.5, 0.15, 5.0
"""Seconds of silence after which a place stands, and a key has done its work; and until a place shows itself."""


class Place(NamedTuple):
    """`before` leads to where the key `by` goes there; `back` leads out again."""

    name: str
    by: str
    before: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    keys: tuple[str, ...] = ("down",) * 8 + ("pagedown",) * 4


def _views(place: str, digit: str, *views: str) -> tuple[Place, ...]:
    first, *others = views
    return (Place(f"{place}: {first}", digit), *(Place(f"{place}: {view}", "right") for view in others))


def _from_palette(name: str, words: str) -> Place:
    return Place(name, "enter", before=("ctrl+p", *words), back=("escape",))


PLACES = (
    Place("Today", "1"),
    Place(t("keys.app_agenda"), "2"),
    Place("Preparing", "f5", back=("escape",)),
    Place("a meeting: agenda", "enter", before=("2", "home", "pagedown", "pagedown")),
    Place("a meeting: invitation", "right"),
    Place("a meeting: attendance", "right", keys=("down",) * 8),
    Place("a meeting: minutes", "right", back=("escape", "escape"), keys=("f7",) * 4 + tuple("moj: said")),
    *_views("Membership", "3", "organizations", "people", "attendance"),
    *_views(
        "Follow-up", "4", *["open", "overdue", "soon", "owner", "meeting", "waiting", "gaps", "closed", "decisions"]
    ),
    *_views("Tasks", "5", "mine", "all", "meetings", "recurring", "done"),
    Place("help", "f1", back=("escape",)),
    Place("palette", "ctrl+p", back=("escape",), keys=tuple("shelter")),
    Place("search", "ctrl+f", back=("escape", "escape"), keys=(*"shelter", *("down",) * 5)),
    _from_palette("Reports", "reports"),
    _from_palette("Sub-groups", "sub-groups"),
    _from_palette(t("mend.title"), t("mend.title").lower()),
    _from_palette("History", "history"),
    _from_palette("Trash", "trash"),
    _from_palette("Backups", "backups"),
    _from_palette(t("places.sharing"), "sync"),
)


OF_THE_PROGRAMME = (
    Place("Today", "1"),
    Place("Asked", "enter", before=("ctrl+p", *"waiting"), back=("escape",)),
    *_views("Programme", "6", "plans", "documents", "recommendations"),
    Place("a recommendation", "enter", keys=("down",) * 4, back=("escape",)),
    Place("Programme: plans", "6", keys=("down",)),
    Place("a plan: all", "enter", before=("6", "left", "left", "home")),
    *(Place(f"a plan: {view}", "right") for view in ("delayed", "no report", "without lead", "unfunded", "indicators")),
    Place("an indicator", "enter", back=("escape", "escape")),
    _from_palette("Rounds", "rounds"),
    _from_palette(t("records.outside_report.plural"), "reports to outside"),
    _from_palette(t("places.calendar"), "calendar of"),
    Place("Reports: followup", "enter", before=("ctrl+p", *"reports")),
    *(Place(f"Reports: {view}", "right") for view in ReportsScreen.VIEWS[1:]),
)
"""3 plans, 200 activities, 12 rounds, 2,000 activity reports, 40 indicators, 80 recommendations."""


def programme_in(folder: Path) -> Path:
    """The generated programme in a folder, made where it is not there yet."""
    path = folder / "group.json"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        state, edit = GeneratedPlan(1).state, Edit("verbs.imported")
        for record in (one for kind in declared() for one in state.all(kind)):
            fields = type(record).fields()
            edit.create(type(record), record.id, *(Setting(field, field.raw(record)) for field in fields))
        store = new_store(path)
        store.commit(group_settings(store.db, "Bench", "B"))
        store.commit(edit.done())
        store.sync.share()
        store.close()
    return path


class Figure(NamedTuple):
    """`processor`: the milliseconds that it took of it to go there, and for a key."""

    name: str
    stood: float
    went: float
    samples: Sequence[float]
    processor: tuple[float, float] = (0.0, 0.0)

    @property
    def limits(self) -> tuple[bool, ...]:
        middle, most = median(self.samples) / FRAME, p95(self.samples) / FRAME
        return self.stood / FRAME <= STANDS, self.went / FRAME <= GOING, middle <= MIDDLE, most <= MOST

    @property
    def row(self) -> str:
        shown = (self.stood, self.went, median(self.samples), p95(self.samples))
        cells = " | ".join(f"{ms:.1f} | {ms / FRAME:.2f}" for ms in shown)
        return f"| {self.name} | {cells} | {'kept' if all(self.limits) else 'MISSED'} |"


def p95(samples: Sequence[float]) -> float:
    return sorted(samples)[min(len(samples) - 1, int(len(samples) * 0.95))]


def own_frame(arrivals: Sequence[Arrival]) -> float:
    """When the last piece came before the first silence of two frames in which the heading stood."""
    heading = next((one.at for one in reversed(arrivals) if HEADING in one.lines), 0.0)
    gaps = pairwise((*(one.at for one in arrivals), float("inf")))
    return next((at for at, then in gaps if then - at > 2 * FRAME and at >= heading), 0.0)


def measured(terminal: Terminal, place: Place) -> Figure:
    for key in place.before:
        terminal.press(key)
    terminal.settle(SETTLED)
    start = terminal.processor()
    arrivals = terminal.arrivals(place.by, quiet=SETTLED, patience=AT_MOST)
    there = terminal.processor()
    pressed = [terminal.latency("space" if key == " " else key, quiet=QUIET) for key in place.keys]
    processor = there - start, (terminal.processor() - there) / len(place.keys)
    # A key at the end of a list, or in an empty one, changes nothing.
    samples = [ms for ms in pressed if ms] or [0.0]
    for key in place.back:
        terminal.press(key)
        terminal.settle(SETTLED)
    return Figure(place.name, own_frame(arrivals), max((one.at for one in arrivals), default=0.0), samples, processor)


def all_of(path: Path, places: Sequence[Place], only: Sequence[str], root: Path = ROOT) -> list[Figure]:
    read = f"{root / 'src'}{os.pathsep}{root}"
    environment = {"PYTHONPATH": read, "ICTWG_HOME": str(path.parent / "home"), "PYTHONDONTWRITEBYTECODE": ""}
    environment["ICTWG_USER"] = "bench"  # else it asks who works here, and takes every key for the answer
    command = [sys.executable, "-m", "ictwg", "--file", str(path), "--today", TODAY.isoformat(), "--no-share"]
    with Terminal(command, environment=environment) as terminal:
        terminal.wait_for(t("today.tasks"), timeout=120)
        terminal.settle(12.0)
        return [measured(terminal, place) for place in places if any(one in place.name for one in only)]


def importing() -> float:
    """Milliseconds that `import textual.app` takes in a fresh interpreter: how quick the computer is just now."""
    timed = "import time; t = time.perf_counter(); import textual.app; print((time.perf_counter() - t) * 1000)"
    command = [sys.executable, "-c", timed]
    return median(float(subprocess.run(command, capture_output=True, check=True).stdout) for _ in range(5))


def report(figures: Sequence[Figure], *, programme: bool = False) -> str:
    command = "python -m tests.bench.places_latency" + (" --programme" if programme else "")
    versions = f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores"
    lines = [
        "# Every new place, over a large programme" if programme else "# Every place, over twenty years",
        "",
        (
            f"{datetime.now().astimezone():%Y-%m-%d}, `{command}`, {versions}, load "
            f"{os.getloadavg()[0]:.1f}. From the key to the last byte of output, 80×24; beside the milliseconds stand "
            f"frames of {FRAME:g} ms; `import textual.app` took {importing():.0f} ms in the same run. "
            "Its frame is what comes before the first silence of two frames, its heading with it. Limits: going "
            f"there {STANDS} frames until the place's own stands and {GOING} for all, a key {MIDDLE} at the median and "
            f"{MOST} at the 95th percentile."
        ),
        "",
        "| place | its frame | | all of it | | key, median | | key, p95 | | |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---|",
        *(figure.row for figure in figures),
        "",
    ]
    return "\n".join(lines)


def compared(path: Path, places: Sequence[Place], only: Sequence[str], other: Path) -> str:
    """Each version opens a group of its own, so that neither reads what the other has kept."""
    taken: dict[tuple[str, Path], list[tuple[float, float]]] = {}
    roots = (other, ROOT)
    for root in roots * TURNS:
        own = path.parent / f"of-{roots.index(root)}" / path.name
        own.parent.mkdir(exist_ok=True)
        if not own.exists():
            shutil.copy(path, own)
        for figure in all_of(own, places, only, root):
            taken.setdefault((figure.name, root), []).append(figure.processor)
    lines = [
        "# Places before and after",
        "",
        (
            f"{datetime.now().astimezone():%Y-%m-%d}, `python -m tests.bench.places_latency --against CHECKOUT --only "
            f"{'|'.join(only)}`, load {os.getloadavg()[0]:.1f}: milliseconds of the processor, the least of {TURNS}."
        ),
        "",
        "| place | going there, before | now | a key, before | now |",
        "|---|---:|---:|---:|---:|",
    ]
    for name in dict.fromkeys(name for name, _ in taken):
        (went, key), (goes, keys) = (map(min, zip(*taken[name, root], strict=True)) for root in roots)
        lines.append(f"| {name} | {went:.1f} | {goes:.1f} | {key:.1f} | {keys:.1f} |")
    return "\n".join((*lines, ""))


TWENTY_YEARS = ("twenty-years", group_in, PLACES)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--programme", action="store_true", help="over the generated programme, in the places that it has"
    )
    parser.add_argument("--folder", type=Path, help="where the group is made and kept")
    parser.add_argument("--only", default="", help="places with these words in their names: Reports|palette")
    parser.add_argument("--against", type=Path, metavar="CHECKOUT", help="another version, measured in turn")
    parser.add_argument("--no-write", action="store_true", help="only print")
    options = parser.parse_args()
    named, made, places = ("programme", programme_in, OF_THE_PROGRAMME) if options.programme else TWENTY_YEARS
    path = made(options.folder or Path(gettempdir()) / "ictwg-bench" / named)
    only = options.only.split("|")
    if options.against:
        text, kept = compared(path, places, only, options.against), AGAINST
    else:
        text = report(all_of(path, places, only), programme=options.programme)
        kept = OF_PROGRAMME if options.programme else RESULTS
    print(text)
    if not options.no_write:
        kept.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
