"""I11: joining reads no clock, locale, disk or chance, and does not depend on the order of dictionaries."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import ictwg.merge

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "format-1.json"
MODULES = sorted(Path(ictwg.merge.__file__).parent.glob("*.py"))
ALLOWED = {"__future__", "collections.abc", "functools", "hashlib", "itertools", "json", "json.encoder", "typing"}

# Takes the example apart, changes both halves at once, joins them either way and prints what comes out.
SCRIPT = """
import hashlib, sys
from ictwg.merge.dots import Dot
from ictwg.merge.rows import written
from ictwg.store.format.codec import encode_file, split
from ictwg.store.format.codec_rows import put_row
from ictwg.store.format.lines_join import join_lines
from tests.merge.whole_copies import dataset_of, lines_of

def edited(actor):
    lines = lines_of(dataset_of(split(open(sys.argv[1], "rb").read())))
    for at, row in enumerate(dataset_of(lines).rows.values()):
        dot = Dot(1300000000000 + at, actor)
        writes = [("text", (f"by {actor}",), row.seen("text")), (f"owners/{actor}", (True,), ())]
        put_row(lines, written(row, row.table, row.id, dot, writes))
        lines.header = lines.header.with_context(lines.context.with_dot(dot))
    return lines

ana, rui = edited("ana"), edited("rui")
for joined in (join_lines(ana, rui), join_lines(rui, ana)):
    print(hashlib.sha256(encode_file(joined.lines)).hexdigest())
"""


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_merge_imports_nothing_that_could_differ_between_computers(module: Path) -> None:
    imported = set[str]()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module or "")
    assert not {name for name in imported - ALLOWED if not name.startswith("ictwg.")}


def test_two_interpreters_write_the_same_bytes() -> None:
    outputs = set[str]()
    for seed, locale, zone in (("0", "C", "UTC"), ("1", "C.UTF-8", "Asia/Dili"), ("4242", "POSIX", "America/Lima")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone}
        command = [sys.executable, "-c", SCRIPT, str(GOLDEN)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, cwd=ROOT)
        outputs |= set(done.stdout.split())
    assert len(outputs) == 1
