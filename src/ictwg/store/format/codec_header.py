"""The `_sync` row: the header of a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ictwg.errors import NotReadyError, TooNewError
from ictwg.locales import t
from ictwg.merge.dots import N_MAX, Context
from ictwg.merge.values import from_json
from ictwg.store.format.lines import FORMAT, Header

# What this program writes, and the newest that it reads and writes.
SCHEMA = 1
READS = 1
WRITES = 1

HIGHEST_FLOOR = N_MAX // 2
"""Every new dot is above the floor: one higher than this would leave no number for what is still to be written."""

_OWN = frozenset({"digest", "floor", "ctx"})
_NUMBERS = ("schema", "min_reader", "min_writer")


def new_header(db: str) -> Header:
    """The header of an empty store."""
    return Header({"format": FORMAT, "schema": SCHEMA, "min_reader": READS, "min_writer": WRITES, "db": db}, Context())


def header_of(sync: Any) -> Header:
    """The header from the parsed table `_sync`.

    Raises:
        NotReadyError: It is not an ictwg file, or the row is damaged.
    """
    row = sync.get("1") if isinstance(sync, dict) and len(sync) == 1 else None
    if not isinstance(row, dict) or row.get("format") != FORMAT:
        raise NotReadyError(t("codec.not_ours"), t("codec.hint_other_file"))
    _check(row)
    meta = {name: from_json(value) for name, value in row.items() if name not in _OWN}
    return Header(meta, Context(row["ctx"], row["floor"]), row["digest"])


def require_readable(header: Header) -> None:
    """Raises TooNewError if the file needs a newer program."""
    asked = header.meta["min_reader"]
    if isinstance(asked, int) and asked > READS:
        raise TooNewError(t("codec.too_new", asked=asked, reads=READS), t("codec.hint_upgrade"))


def writable(header: Header) -> bool:
    """Whether this program may write the file."""
    asked = header.meta["min_writer"]
    return isinstance(asked, int) and asked <= WRITES


def _check(row: Mapping[str, Any]) -> None:
    if not isinstance(row.get("db"), str) or not row["db"]:
        raise _bad("db")
    if not isinstance(row.setdefault("digest", ""), str):  # type: ignore[attr-defined]
        raise _bad("digest")
    for name in _NUMBERS:
        if not _is_count(row.get(name)):
            raise _bad(name)
    if not (_is_count(row.setdefault("floor", 0)) and row["floor"] <= HIGHEST_FLOOR):  # type: ignore[attr-defined]
        raise _bad("floor")
    ctx = row.get("ctx")
    if not isinstance(ctx, dict) or not all(actor and _is_count(n) for actor, n in ctx.items()):
        raise _bad("ctx")


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 <= value <= N_MAX


def _bad(what: str) -> NotReadyError:
    return NotReadyError(t("codec.bad_header", what=what), t("codec.hint_wait"))
