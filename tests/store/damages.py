"""Ways in which the lines of a file can be wrong."""

from __future__ import annotations

from ictwg.store.format import codec_rows
from ictwg.store.format.lines import Lines


def uncovered(lines: Lines) -> None:
    lines.header = lines.header.with_context(type(lines.context)())


def spaced(lines: Lines) -> None:
    key, line = next(iter(lines.tables["actions"].items()))
    lines.tables["actions"][key] = line.replace(b'"id":', b'"id": ')


def broken(lines: Lines) -> None:
    key, line = next(iter(lines.tables["actions"].items()))
    lines.tables["actions"][key] = line.replace(b'"_v":{', b'"_v":[{').replace(b"}}", b"}]}")


def doubled(lines: Lines) -> None:
    rows = lines.tables["_log"]
    key, line = next(iter(rows.items()))
    row = codec_rows.decode_row("_log", key, line)
    other = type(row)("_log", "7ZZZZZZZZZZZZZZZZZZZZZZZZZ", row.registers)
    codec_rows.put_row(lines, other)
