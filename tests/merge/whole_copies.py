"""Whole copies as the laws see them: what bringing two together means, without lines, files or short ways."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ictwg.merge.dots import Context, Dot
from ictwg.merge.join import join_meta
from ictwg.merge.redactions import TABLE as REDACTIONS
from ictwg.merge.redactions import Redactions
from ictwg.merge.rows import GONE, KEPT_BY_STUBS, LIVE, Row, join_rows
from ictwg.merge.values import Raw
from ictwg.store.format.codec_rows import decode_row, put_row
from ictwg.store.format.lines import Header, Lines

Key = tuple[str, str]


class Dataset(NamedTuple):
    """A copy in memory: what stands in `_sync` besides the context, the context, and the records by (table, id)."""

    meta: Mapping[str, Raw]
    context: Context
    rows: Mapping[Key, Row]


def join(a: Dataset, b: Dataset) -> Dataset:
    joined = (join_rows(a.rows.get(key), a.context, b.rows.get(key), b.context) for key in {**a.rows, **b.rows})
    rows = {(row.table, row.id): row for row in joined if row}
    return redacted(Dataset(join_meta(a.meta, b.meta), a.context.joined(b.context), rows))


def redacted(dataset: Dataset) -> Dataset:
    """All redactions in the copy applied to all of it."""
    redactions = Redactions.of(row for (table, _), row in dataset.rows.items() if table == REDACTIONS)
    if not redactions:
        return dataset
    cleaned = {key: redactions.apply(row) for key, row in dataset.rows.items()}
    return dataset._replace(rows={key: row for key, row in cleaned.items() if not row.empty})


def purged(row: Row, dot: Dot) -> Row:
    """The stub that is left; `dot` is the purging transaction's."""
    kept = {name: register for name, register in row.registers.items() if name.partition("/")[0] in KEPT_BY_STUBS}
    return Row(row.table, row.id, {**kept, LIVE: {dot: (False,)}, GONE: {dot: (True,)}})


def dataset_of(lines: Lines) -> Dataset:
    """The copy decoded as a whole."""
    rows = [decode_row(table, key, line) for table, held in lines.tables.items() for key, line in held.items()]
    return Dataset(lines.header.meta, lines.context, {(row.table, row.id): row for row in rows})


def lines_of(dataset: Dataset) -> Lines:
    lines = Lines(Header(dataset.meta, dataset.context), {})
    for row in dataset.rows.values():
        put_row(lines, row)
    return lines
