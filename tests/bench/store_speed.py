"""What the store costs beside the least that anybody could do with the same bytes, in interleaved runs.

    python -m tests.bench.store_speed [--records 1000,10000,100000] [--runs 20] [--log 200000]
        [--only edit,publish,open,merge] [--add] [--again 10] [--no-write]

Limits (STORE.md §9): an acknowledged edit 3 x (append + fsync), flat within 2 x in the size of the group; publishing
3 x (temp + fsync + rename + fsync of the folder); opening 1.1 x `orjson.loads`; bringing a colleague's file in 1.6 x
`git merge-file`. Each goes through the desk, as the program does it. CPU is user + system of
this process and of what it started.
"""

from __future__ import annotations

import argparse
import gc
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import NamedTuple

import orjson
from tests.bench.store_stage import Screens, Stage, colleague, stock
from tinydb import TinyDB

from ictwg.app.session import Session
from ictwg.domain.changes import Changes
from ictwg.store.format import codec

assert sys.platform != "win32"  # what a process has cost is not told there

RESULTS = Path(__file__).parent / "results" / "store_speed.md"
EDIT_LIMIT, FLAT_LIMIT, OPEN_LIMIT, MERGE_LIMIT = 3.0, 2.0, 1.1, 1.6
PUBLISH_LIMIT = 3.0
AGAIN = "## The ratio of one process after the other"
WARM_UP = 3
STOCK_RUNS = 5
ALL_CHANGED = 40  # of the 20 and the 30, few are the same

NOT_COMPARABLE = """\
Earlier figures of an edit are not comparable: until 2026-11-26 the bench read the journal's file between two edits,
which slowed the edit alone (the same program at 1,000 records: 2.19 with it, 1.77 without; the program since: 1.47).
Of publishing, the yardstick comes first in each round, its bytes fresh from being read; with the two in the other
order the ratio at 1,000 records is 0.01 to 0.03 less, so it stays as it was."""

Round = dict[str, "Cost"]


class Cost(NamedTuple):
    """Milliseconds of one run."""

    wall: float
    cpu: float


class Line(NamedTuple):
    """One row of the table: `beside` is the yardstick of the same rounds."""

    records: int
    what: str
    costs: Sequence[Cost]
    beside: Sequence[Cost]
    limit: float | None = None

    @property
    def ratio(self) -> float:
        return median(self.ratios)

    @property
    def ratios(self) -> list[float]:
        pairs = zip(self.costs, self.beside, strict=False)
        return sorted(own.wall / other.wall for own, other in pairs)

    @property
    def cpu_ratio(self) -> float:
        return median(cost.cpu for cost in self.costs) / median(cost.cpu for cost in self.beside)

    def __str__(self) -> str:
        walls = sorted(cost.wall for cost in self.costs)
        limit = "" if self.limit is None else f"≤ {self.limit:g}"
        verdict = "" if self.limit is None else "kept" if self.ratio <= self.limit else "MISSED"
        cells = (
            f"{self.records:,}", self.what, f"{median(walls):.2f}", f"{p95(walls):.2f}",
            f"{median(cost.cpu for cost in self.costs):.2f}", f"{self.ratio:.2f}", f"{p95(self.ratios):.2f}",
            f"{self.cpu_ratio:.2f}", limit, verdict,
        )  # fmt: skip
        return f"| {' | '.join(cells)} |"


def p95(ordered: Sequence[float]) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]


def cost_of(work: Callable[[], object]) -> Cost:
    cpu, start = cpu_now(), time.perf_counter()
    work()
    wall = time.perf_counter() - start
    return Cost(wall * 1000, (cpu_now() - cpu) * 1000)


def cpu_now() -> float:
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


def lines_of(records: int, rounds: Sequence[Round], limits: dict[str, float]) -> list[Line]:
    """The first name of a round is the yardstick."""
    beside = [next(iter(one.values())) for one in rounds]
    names = list(dict.fromkeys(name for one in rounds for name in one))
    columns = {name: [one[name] for one in rounds if name in one] for name in names}
    return [Line(records, name, costs, beside, limits.get(name)) for name, costs in columns.items()]


# One acknowledged edit


def append_and_sync(fd: int, data: bytes) -> None:
    os.write(fd, data)
    os.fsync(fd)


def edit_lines(stage: Stage, records: int, runs: int) -> list[Line]:
    """One edit after the other, then each after the screens were shown, when the processor has forgotten all of it."""
    session = stage.open()
    screens, edits, measure = Screens(session), stage.edits(session), Measure(stage, session)
    own = "edit: desk.commit, Today and Search open"
    rounds: list[Round] = []
    for number in range(runs + WARM_UP):
        one = {"append + fsync": measure.bare(), own: measure.edit(session, next(edits))}
        if number >= WARM_UP:
            rounds.append(one)
    cold: list[Round] = []
    for _ in range(runs):
        screens.show()
        one = {"append + fsync, after a screen was shown": measure.bare()}
        after = one["edit: desk.commit, after a screen was shown"] = measure.edit(session, next(edits))
        shown = cost_of(screens.show)
        one["the same, and Today and Search shown anew"] = Cost(after.wall + shown.wall, after.cpu + shown.cpu)
        cold.append(one)
    measure.close()
    session.store.close()
    for one, costs in zip(rounds, stock_edits(stage, min(runs, STOCK_RUNS)), strict=False):
        one["edit: stock TinyDB update"] = costs
    return [*lines_of(records, rounds, {own: EDIT_LIMIT}), *lines_of(records, cold, {})]


class Measure:
    """Edits, and appending as many bytes as the last one put into its journal.

    How many is asked of the journal itself: looking for its file and reading it would put out of the processor's
    memory what the next edit runs through, and only the edit would be the slower for it.
    """

    def __init__(self, stage: Stage, session: Session) -> None:
        self._store = session.store
        self._fd = os.open(stage.aside / "yardstick", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._size = 900

    def bare(self) -> Cost:
        line = b"x" * self._size
        return cost_of(lambda: append_and_sync(self._fd, line))

    def edit(self, session: Session, changes: Changes) -> Cost:
        before = self._written()
        cost = cost_of(lambda: session.commit(changes))
        written = self._written() - before
        self._size = written if written > 0 else self._size
        return cost

    def _written(self) -> int:
        """Without the room that was made in front of the journal."""
        journal = self._store.local.mint._journal
        return 0 if journal is None else journal.size

    def close(self) -> None:
        os.close(self._fd)


def stock_edits(stage: Stage, runs: int) -> Iterator[Cost]:
    with stock(stage) as db:
        actions = db.table("actions")
        ids = [document.doc_id for document in actions.all()]
        for number in range(runs):
            chosen = [ids[number * 37 % len(ids)]]
            yield cost_of(lambda chosen=chosen: actions.update({"text": "another wording"}, doc_ids=chosen))  # type: ignore[misc]


# Publishing


def bare_publish(target: Path, data: bytes) -> None:
    """A temp, synced, renamed over the target, and the folder synced."""
    temp = target.with_suffix(".tmp")
    fd = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]
    os.fsync(fd)
    os.close(fd)
    temp.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def publish_lines(stage: Stage, records: int, runs: int) -> list[Line]:
    session = stage.open()
    edits = stage.edits(session)
    gc.collect()
    gc.freeze()
    rounds: list[Round] = []
    own = "publish: desk.carry"
    for number in range(runs + WARM_UP):
        session.commit(next(edits))
        data = stage.shared.read_bytes()
        yardstick = cost_of(lambda data=data: bare_publish(stage.aside / "yardstick.json", data))  # type: ignore[misc]
        carried = cost_of(lambda: published(session))
        refreshed = cost_of(session.store.refresh)
        if number >= WARM_UP:
            rounds.append(
                {"temp + fsync + rename + fsync of the folder": yardstick, own: carried, "refresh after it": refreshed}
            )
    session.store.close()
    costs = stock_edits(stage, min(runs, STOCK_RUNS))
    for one, cost in zip(rounds, costs, strict=False):
        one["publish: stock TinyDB update"] = cost
    return lines_of(records, rounds, {own: PUBLISH_LIMIT})


def published(session: Session) -> None:
    assert session.carry().published


# Opening


def open_lines(stage: Stage, records: int, runs: int) -> list[Line]:
    """With the collector off; a copy of the computer's folder each time, so that every opening is a first one."""
    stage.open().store.close()
    data = stage.shared.read_bytes()
    rounds = []
    own = "open: open_group + catch_up"
    gc.disable()
    for _ in range(runs):
        home = stage.copied_home()
        opened: list[Session] = []
        one = {
            "orjson.loads": cost_of(lambda: orjson.loads(data)),
            own: cost_of(lambda opened=opened, home=home: opened.append(stage.open(home))),  # type: ignore[misc]
            "open, Today and Search shown": cost_of(lambda opened=opened: Screens(opened[0])),  # type: ignore[misc]
            "split": cost_of(lambda: codec.split(data)),
            "split, digest looked at": cost_of(lambda: codec.split(data, verify=True)),
            "open: stock TinyDB, all()": cost_of(lambda: stock_all(stage.shared)),
        }
        shown = one["open, Today and Search shown"]
        one["open, Today and Search shown"] = Cost(shown.wall + one[own].wall, shown.cpu + one[own].cpu)
        rounds.append(one)
        opened.pop().store.close()
        shutil.rmtree(home)
        gc.enable()
        gc.unfreeze()
        gc.collect()
        gc.disable()
    gc.enable()
    return lines_of(records, rounds, {own: OPEN_LIMIT})


def stock_all(shared: Path) -> None:
    with TinyDB(shared) as db:
        db.table("actions").all()


# Bringing a colleague's file in


def merge_lines(stage: Stage, records: int, runs: int) -> list[Line]:
    """Ours has another wording of twenty actions that the base does not have, theirs a remark at thirty.

    `git merge-file -p` reads all three files, and its result goes to /dev/null. Ours reads theirs (its own copy and
    the base are in memory, as in a program that has been open for a while), looks at its digest, and has the result
    synced on this disk before anybody sees it: so the least that git would need for the same stands below it.
    """
    stage.open().store.close()
    base = stage.shared.read_bytes()
    theirs = colleague(stage, stage.copied_home(), max(1, records // 30), "waiting_on")
    ours_home = stage.copied_home()
    ours = colleague(stage, ours_home, max(1, records // 20), "text")
    files = [stage.aside / name for name in ("mine", "base", "yours")]
    for path, data in zip(files, (ours, base, theirs), strict=True):
        path.write_bytes(data)
    result = stage.aside / "result"
    own = "merge: theirs in, synced on this computer"
    rounds = []
    for number in range(runs + 1):
        one: Round = {
            "git merge-file -p": cost_of(lambda: git_merge(files, subprocess.DEVNULL)),
            "the same, its result synced like ours": cost_of(lambda: bare_publish(result, git_merge(files))),
            own: merged(
                stage,
                ours_home,
                theirs,
                lambda session: session.store.sync.share,
                lambda session: session.store.sync.catch_up,
            ),
            "merge and publish: desk.carry": merged(
                stage, ours_home, theirs, lambda session: session.carry, lambda session: session.carry
            ),
        }
        if number:
            rounds.append(one)
    stage.shared.write_bytes(base)
    return lines_of(records, rounds, {own: MERGE_LIMIT} if records >= 10_000 else {})


def git_merge(files: Sequence[Path], to: int = subprocess.PIPE) -> bytes:
    """The result, where it is asked for; git finds some conflicts where both have appended to the log."""
    command = ["git", "merge-file", "-p", *map(str, files)]
    return subprocess.run(command, stdout=to, check=False).stdout or b""


def merged(
    stage: Stage,
    home: Path,
    theirs: bytes,
    before: Callable[[Session], Callable[[], object]],
    work: Callable[[Session], Callable[[], object]],
) -> Cost:
    """One merge in a program that has shared `before`; a conflict would be a false one."""
    stage.shared.write_bytes((stage.aside / "base").read_bytes())
    copy = shutil.copytree(home, stage.copied_home(), dirs_exist_ok=True)
    session = stage.open(copy)
    before(session)()
    stage.shared.write_bytes(theirs)
    cost = cost_of(work(session))
    session.store.refresh()
    lines = session.store.local.encoded().splitlines()
    assert not [line for line in lines if b'"_c":{' in line]
    assert sum(b"changed by a colleague" in line for line in lines) >= ALL_CHANGED
    session.store.close()
    shutil.rmtree(copy)
    return cost


# The table


def environment(folder: Path) -> str:
    system = subprocess.run(["df", "--output=fstype", str(folder)], capture_output=True, text=True, check=False)
    kind = system.stdout.split()[-1] if system.stdout else "?"
    git = subprocess.run(["git", "--version"], capture_output=True, text=True, check=True).stdout.split()[-1]
    return (
        f"{datetime.now(UTC):%Y-%m-%d} · Python {platform.python_version()} · {platform.system()} · {kind} · "
        f"fsync {sync_cost(folder):.2f} ms · TinyDB {version('tinydb')} · orjson {version('orjson')} · git {git}"
    )


def sync_cost(folder: Path) -> float:
    """Milliseconds of one append with its fsync."""
    fd = os.open(folder / "sync", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    costs = [cost_of(lambda: append_and_sync(fd, b"x" * 900)).wall for _ in range(50)]
    os.close(fd)
    return median(costs)


def measured(records: int, runs: int, log: int, only: str) -> list[Line]:
    found: list[Line] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain = Stage(folder / "plain", records)
        if "publish" in only:
            found += publish_lines(plain, records, runs)
        if "open" in only:
            found += open_lines(plain, records, runs)
        if "merge" in only and records <= 10_000:
            found += merge_lines(plain, records, runs)
        if "edit" in only:
            found += edit_lines(Stage(folder / "logged", records, log), records, runs)
    return found


def flatness(rows: Sequence[str]) -> str:
    edits = [cells_of(row) for row in rows if "desk.commit, Today" in row]
    if len(edits) < 2:
        return ""
    least, most = edits[0], edits[-1]
    wall, cpu = (float(most[n]) / float(least[n]) for n in (3, 5))
    verdict = "kept" if wall <= FLAT_LIMIT else "MISSED"
    sizes = f"{most[1]} beside {least[1]} records"
    return f"An edit at {sizes}: {wall:.2f} (≤ {FLAT_LIMIT:g}): {verdict}; by its CPU {cpu:.2f}."


def cells_of(row: str) -> list[str]:
    return [cell.strip() for cell in row.split("|")]


def with_others(lines: Sequence[Line]) -> list[str]:
    """The rows of these lines in their places among those of the results as they stand."""
    stood = [row for row in RESULTS.read_text(encoding="utf-8").splitlines() if row[2:3].isdigit()]
    rows = {tuple(cells_of(row)[1:3]): row for row in stood}
    rows |= {(f"{line.records:,}", line.what): str(line) for line in lines}
    return sorted(rows.values(), key=lambda row: int(cells_of(row)[1].replace(",", "")))


# The same figure, one process after the other


def told_again(times: int, records: str, runs: int, only: str) -> str:
    """What has a limit, measured by as many processes: how far the figure of one of them can be relied on."""
    asked = ("--records", records, "--runs", str(runs), "--only", only)
    command = [sys.executable, "-m", "tests.bench.store_speed", "--no-write", *asked]
    found: dict[tuple[str, str, str], list[float]] = {}
    for _ in range(times):
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        for cells in (cells_of(row) for row in said.splitlines() if row[2:3].isdigit()):
            if cells[9]:
                found.setdefault((cells[2], cells[1], cells[9]), []).append(float(cells[6]))
    rows = [
        f"| {what} | {size} | {min(all_):.2f} | {median(all_):.2f} | {max(all_):.2f} | {limit} | "
        f"{sum(one <= float(limit[2:]) for one in all_)} of {len(all_)} |"
        for (what, size, limit), all_ in found.items()
    ]
    how = " ".join(("python -m tests.bench.store_speed --again", str(times), *asked))
    said = f"`{how}` · {environment(Path(tempfile.gettempdir()))}"
    head = ["| what | records | least ratio | median | most | limit | kept |", "|---|---:|---:|---:|---:|---:|---:|"]
    return "\n".join([AGAIN, "", said, "", *head, *rows, ""])


def stood_again() -> str:
    """That part of the results as they stand."""
    _, heading, rest = RESULTS.read_text(encoding="utf-8").partition(AGAIN)
    return heading + rest


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--records", default="1000,10000,100000")
    asked.add_argument("--runs", type=int, default=20)
    asked.add_argument("--log", type=int, default=200_000, help="rows of the log while edits are measured")
    asked.add_argument("--only", default="edit,publish,open,merge")
    asked.add_argument("--no-write", action="store_true")
    asked.add_argument("--add", action="store_true", help="leave the other rows of the results as they are")
    asked.add_argument("--again", type=int, help="only how far the ratios of so many processes are apart")
    options = asked.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if options.again:
        told = told_again(options.again, options.records, options.runs, options.only)
        print(told)
        if not options.no_write:
            RESULTS.write_text(RESULTS.read_text(encoding="utf-8").partition(AGAIN)[0] + told, encoding="utf-8")
        return
    sizes = [int(word) for word in options.records.split(",")]
    lines = [line for size in sizes for line in measured(size, options.runs, options.log, options.only)]
    head = [
        "# The store beside the least that its work takes",
        "",
        f"`python -m tests.bench.store_speed --runs {options.runs} --log {options.log}{' --add' * options.add}` · "
        + environment(Path(tempfile.gettempdir())),
        "",
        "Interleaved runs; each ratio is to the yardstick (the first line of its block) of the same round.",
        f"Edits with Today and Search open and {options.log:,} rows in the log.",
        NOT_COMPARABLE,
        "",
        "| records | what | ms | p95 | CPU ms | ratio | p95 | CPU ratio | limit | |",
        "|---:|---|---:|---:|---:|---:|---:|---:|---:|---|",
    ]
    rows = with_others(lines) if options.add else list(map(str, lines))
    text = "\n".join([*head, *rows, "", flatness(rows), "", stood_again()])
    print(text)
    if not options.no_write:
        RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
