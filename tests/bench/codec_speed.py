"""Splitting, encoding and joining beside what parses and merges the same bytes elsewhere (STORE.md §9).

Run as a script: `python tests/bench/codec_speed.py [ROWS…]`; writes results/codec_speed.md. Runs are interleaved; each
figure is the ratio to the yardstick of the same round, median and 95th percentile.
"""

from __future__ import annotations

import gc
import json
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from ictwg.domain.ids import new_id
from ictwg.merge.dots import Context, Dot
from ictwg.merge.rows import written
from ictwg.store.format.codec import encode_file, new_lines, split
from ictwg.store.format.codec_rows import decode_row, encode_row, find_row, put_row
from ictwg.store.format.image import Image
from ictwg.store.format.lines_join import join_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from ictwg.merge.values import Raw
    from ictwg.store.format.lines import Lines

RESULTS = Path(__file__).parent / "results" / "codec_speed.md"
ROUNDS = 20
DB = "01J9ZK3F5Q7XW2M8T4R6V1C0BD"
START = 1_294_000_000_000


def store_of(rows: int) -> Lines:
    """Records of about 300 bytes, half of them actions, by seven actors."""
    chance = random.Random(rows)
    lines, ctx = new_lines(DB), dict[str, int]()
    for at in range(rows):
        dot = Dot(START + at, f"ana~k3f9x2qa7b{at % 7}")
        ctx[dot.actor] = dot.n
        fields: dict[str, Raw] = {
            "text": f"Draft the standard operating procedure of chapter {at} and send it to all members",
            "due": "2010-02-12",
            "status": "open",
            "reference": f"A-2010-{at:05}",
            f"owners/{DB}": True,
        }
        writes: list[tuple[str, tuple[Raw, ...], tuple[str, ...]]] = [(n, (v,), ()) for n, v in fields.items()]
        id = new_id(START + at * 1000, chance.randbytes)
        put_row(lines, written(None, "actions" if at % 2 else "entries", id, dot, writes))
    lines.header = lines.header.with_context(Context(ctx))
    return lines


def edited(lines: Lines, actor: str, every: int, field: str) -> Lines:
    """A copy in which some records have another value."""
    copy = lines.copy()
    for at, key in enumerate(list(copy.tables["actions"])[::every]):
        row = decode_row("actions", key, copy.tables["actions"][key])
        dot = Dot(START * 2 + at, actor)
        put_row(copy, written(row, row.table, row.id, dot, [(field, (f"new {at}",), row.seen(field))]))
        copy.header = copy.header.with_context(copy.context.with_dot(dot))
    return copy


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def compared(yardstick: Callable[[], object], works: dict[str, Callable[[], object]]) -> dict[str, list[float]]:
    """Milliseconds of each, with the yardstick first, round by round."""
    found: dict[str, list[float]] = {name: [] for name in ("", *works)}
    for _ in range(ROUNDS):
        found[""].append(timed(yardstick))
        for name, work in works.items():
            found[name].append(timed(work))
    return found


def table_of(rows: int, name: str, found: dict[str, list[float]]) -> list[str]:
    base = found.pop("")
    out = [f"| {rows:,} | {name} | {statistics.median(base):.2f} | 1 | |"]
    for what, times in found.items():
        ratios = sorted(own / other for own, other in zip(times, base, strict=True))
        p95 = ratios[int(len(ratios) * 0.95) - 1]
        out.append(
            f"| {rows:,} | {what} | {statistics.median(times):.2f} | {statistics.median(ratios):.2f} | {p95:.2f} |"
        )
    return out


def merge_files(folder: Path, texts: tuple[bytes, bytes, bytes]) -> Callable[[], object]:
    paths = [folder / name for name in ("mine.json", "base.json", "yours.json")]
    for path, text in zip(paths, texts, strict=True):
        path.write_bytes(text)
    command = ["git", "merge-file", "-p", *map(str, paths)]
    return lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=False)


def measured(rows: int, folder: Path) -> list[str]:
    lines = store_of(rows)
    data = encode_file(lines)
    image = Image(lines)
    mine, yours = edited(lines, "ana~z", max(rows // 20, 1), "due"), edited(lines, "rui~z", max(rows // 30, 1), "text")
    theirs = encode_file(yours)
    git = merge_files(folder, (encode_file(mine), data, theirs))
    some = list(lines.tables["actions"].items())[:1000]
    decoded = [decode_row("actions", key, line) for key, line in some]
    reading = {
        "orjson.loads": lambda: orjson.loads(data),
        "split": lambda: split(data),
        "split, digest looked at": lambda: split(data, verify=True),
        "encode_file": lambda: encode_file(lines),
        "written by the image": lambda: image.written(lines.header),
        "decode 1,000 rows": lambda: [decode_row("actions", key, line) for key, line in some],
        "encode 1,000 rows": lambda: [encode_row(row) for row in decoded],
    }
    joining = {
        "join_lines, some 25 rows differ": lambda: join_lines(mine, yours),
        "the same with reading and writing the bytes": lambda: encode_file(
            join_lines(mine, split(theirs, verify=True)).lines
        ),
    }
    assert find_row(join_lines(mine, yours).lines, "actions", decoded[0].id) is not None
    return [
        *table_of(rows, "json.loads", compared(lambda: json.loads(data), dict(reading))),
        *table_of(rows, "git merge-file", compared(git, dict(joining))),
    ]


def main() -> None:
    gc.disable()
    sizes = [int(word) for word in sys.argv[1:]] or [1_000, 10_000, 100_000]
    out = [
        "# Codec and join",
        "",
        f"Python {platform.python_version()}, {platform.system()}; {ROUNDS} rounds, collector off.",
        "",
    ]
    out += ["| rows | what | ms (median) | ratio | p95 |", "|---|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as folder:
        for rows in sizes:
            out += measured(rows, Path(folder))
    print("\n".join(out))
    if not sys.argv[1:]:
        RESULTS.write_text("\n".join([*out, ""]), "utf-8")


if __name__ == "__main__":
    main()
