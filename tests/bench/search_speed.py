"""What a keystroke in search costs over twenty years of a group, beside SQLite's FTS5 on the same texts.

    python -m tests.bench.search_speed [--folder FOLDER] [--terminal] [--no-write]

The limit: 16 ms a keystroke at the median. Ours is looking, ranking and working out the rows that are seen (place,
words around, marks); FTS5's is asking for the beginnings of all words, best first, and reading the texts: no places.
Milliseconds of the processor, both in one run, letter by letter in turn. With --terminal also from the key to the last
byte of output in the program itself.
"""

from __future__ import annotations

import argparse
import gc
import os
import platform
import re
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from statistics import median
from tempfile import gettempdir

from tests.bench.twenty_years import Size, twenty_years

from ictwg.app.opening import group_settings
from ictwg.app.search.search import SearchIndex
from ictwg.domain.author import Author
from ictwg.domain.clock import Clock
from ictwg.locales import t
from ictwg.store.local.home import Home
from ictwg.store.store import Store

assert sys.platform != "win32"  # there are no pseudo-terminals to measure through

ROOT = Path(__file__).parents[2]
RESULTS = Path(__file__).parent / "results" / "search_speed.md"
IN_A_TERMINAL = Path(__file__).parent / "results" / "search_in_a_terminal.md"
TODAY = date(2010, 1, 1)
QUERIES = (
    "shelter",
    "training ministry",
    "bana police",
    "sheltre",
    "what did we decide on shelters",
    "kind:decision shelter police",
    "in:minutes from:2005-01 border",
    "owner:org1 is:open report",
    "M-2005-03",
    "zzzz",
)
PLAIN = tuple(query for query in QUERIES if ":" not in query and "what" not in query)
SEEN = 18
"""Rows of a box on a screen of 36 lines."""
MOST = 100
LIMIT = 16.0


def group_in(folder: Path) -> Path:
    """The twenty years in a folder, made where they are not there yet."""
    path = folder / "group.json"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        store = new_store(path)
        store.commit(group_settings(store.db, "Bench", "B"))
        for changes in twenty_years(store.new_id):
            store.commit(changes)
        store.sync.share()
        store.close()
    return path


def new_store(path: Path) -> Store:
    return _store(Store.create, path)


def _store(how: Callable[..., Store], path: Path) -> Store:
    return how(str(path), home=Home.at(str(path.parent / "home")), clock=Clock(), author=Author("bench", "bench"))


def fts5(texts: Sequence[str]) -> sqlite3.Connection:
    """The same folded texts, with the prefix indexes that make beginnings quick."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE said USING fts5(text, tokenize='unicode61', prefix='1 2 3')")
    base.executemany("INSERT INTO said VALUES (?)", ((text,) for text in texts))
    base.execute("INSERT INTO said(said) VALUES('optimize')")
    return base


def ask(base: sqlite3.Connection, query: str) -> list[tuple[str]]:
    words = " ".join(f'"{word}"*' for word in re.findall(r"\w+", query))
    asked = "SELECT text FROM said WHERE said MATCH ? ORDER BY rank LIMIT ?"
    return base.execute(asked, (words, MOST)).fetchall() if words else []


def look(index: SearchIndex, query: str) -> int:
    hits = index.find(query, TODAY, MOST)
    return sum(len(found.where) + len(found.snippet.text) for found in hits.found[:SEEN])


def typed(step: Callable[[str], object], query: str) -> list[float]:
    """The milliseconds of each letter."""
    samples = []
    for length in range(1, len(query) + 1):
        start = time.process_time()
        step(query[:length])
        samples.append((time.process_time() - start) * 1000)
    return samples


def measured(
    index: SearchIndex, base: sqlite3.Connection, rounds: int = 3
) -> list[tuple[str, list[float], list[float]]]:
    """Of each query: ours, and FTS5's where it has no keyed word."""
    found = []
    for query in QUERIES:
        ours: list[float] = []
        theirs: list[float] = []
        for _ in range(rounds):
            ours += typed(lambda words: look(index, words), query)
            theirs += typed(lambda words: ask(base, words), query) if query in PLAIN else []
        found.append((query, ours, theirs))
    return found


def through_a_terminal(path: Path) -> list[float]:
    """From the key until the screen stands."""
    from tests.pty_driver import Terminal

    environment = {"PYTHONPATH": str(ROOT), "ICTWG_HOME": str(path.parent / "home"), "PYTHONDONTWRITEBYTECODE": ""}
    command = [sys.executable, "-m", "ictwg", "--file", str(path), "--no-share"]
    with Terminal(command, environment=environment) as terminal:
        terminal.wait_for(t("today.tasks"), timeout=120)
        terminal.settle(12.0)
        terminal.press("ctrl+f")
        terminal.settle(1.0)
        samples: list[float] = []
        for query in ("shelter", "training ministry", "kind:decision police"):
            samples += [terminal.latency("space" if letter == " " else letter) for letter in query]
            samples += [terminal.latency("backspace") for _ in query]
        return samples


def told(samples: Sequence[float]) -> str:
    """What was measured through the terminal."""
    return (
        "# A keystroke in search, over twenty years, through a terminal\n\n"
        f"{datetime.now().astimezone():%Y-%m-%d}, `python -m tests.bench.search_speed --terminal`, CPython "
        f"{platform.python_version()}, load {os.getloadavg()[0]:.1f}. From the key until "
        "the screen stands, 80×24.\n\n"
        "| keystrokes | median ms | p95 ms | worst ms | limit | |\n|---:|---:|---:|---:|---:|---|\n"
        f"| {len(samples)} | {median(samples):.1f} | {_p95(samples):.1f} | {max(samples):.1f} | ≤ {LIMIT:g} (p50) "
        f"| {'kept' if median(samples) <= LIMIT else 'MISSED'} |\n"
    )


def table(rows: Sequence[tuple[str, list[float], list[float]]], built: Sequence[float], docs: int, size: int) -> str:
    ours = [one for _, mine, _ in rows for one in mine]
    plain = [one for _, mine, theirs in rows if theirs for one in mine]
    fts = [one for _, _, theirs in rows for one in theirs]
    lines = [
        "# A keystroke in search, over twenty years",
        "",
        (
            f"{docs:,} records, {size / 1e6:.1f} MB of folded text ({Size().meetings} meetings, {Size().organizations} "
            f"organizations, {Size().actions:,} actions). Processor milliseconds a keystroke. "
            f"CPython {platform.python_version()}, SQLite {sqlite3.sqlite_version}, load {os.getloadavg()[0]:.1f}. "
            "Made by `python -m tests.bench.search_speed`."
        ),
        "",
        "| typed | median ms | p95 ms | worst ms | FTS5 median | FTS5 p95 |",
        "|---|---:|---:|---:|---:|---:|",
        *(_line(f"`{query}`", mine, theirs) for query, mine, theirs in rows),
        _line("plain words, all", plain, fts),
        _line("**all**", ours, []),
        "",
        (
            f"Limit: {LIMIT:g} ms at the median: {'kept' if median(ours) <= LIMIT else 'MISSED'}. Read once: "
            f"{built[0]:.2f} s, in steps of a few milliseconds after the first frame; FTS5's index {built[1]:.2f} s."
        ),
        "",
    ]
    return "\n".join(lines)


def _line(what: str, mine: Sequence[float], theirs: Sequence[float]) -> str:
    beside = f"{median(theirs):.1f} | {_p95(theirs):.1f}" if theirs else "– | –"
    return f"| {what} | {median(mine):.1f} | {_p95(mine):.1f} | {max(mine):.1f} | {beside} |"


def _p95(samples: Sequence[float]) -> float:
    return sorted(samples)[min(len(samples) - 1, int(len(samples) * 0.95))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path(gettempdir()) / "ictwg-bench" / "twenty-years")
    parser.add_argument("--terminal", action="store_true")
    parser.add_argument("--no-write", action="store_true", help="only print")
    options = parser.parse_args()
    path = group_in(options.folder)
    if options.terminal:
        text = told(through_a_terminal(path))
        print(text)
        if not options.no_write:
            IN_A_TERMINAL.write_text(text, encoding="utf-8")
        return
    store = _store(Store.open, path)
    start, index = time.process_time(), SearchIndex(store)
    while not index.prepare(250):
        pass
    read = time.process_time() - start
    texts = tuple(text for one in index._followed()._all() for n, text in enumerate(one.texts) if n not in one.gone)
    start = time.process_time()
    base = fts5(texts)
    built = (read, time.process_time() - start)
    gc.collect()
    gc.freeze()
    text = table(measured(index, base), built, len(texts), sum(map(len, texts)))
    print(text)
    if not options.no_write:
        RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
