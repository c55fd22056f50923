"""Rows of an encrypted group's file that are not sealed: whoever can write to the folder may have put them there.

The digest has no key and proves nothing. So what such a row removes or tells for the log is never obeyed; what else it
says is taken only once a person has said so. Until then our own lines stand in its place.
"""

from __future__ import annotations

from collections.abc import Iterator

from ictwg.domain.ids import id_of
from ictwg.domain.schema import RECORDS
from ictwg.errors import AskFirstError
from ictwg.locales import t
from ictwg.merge.encryption import key_in_use
from ictwg.merge.join import join_meta
from ictwg.merge.redactions import TABLE as REDACTIONS
from ictwg.merge.values import canonical
from ictwg.store.encryption.attesting import require_proven
from ictwg.store.encryption.sealing import unsealed
from ictwg.store.format.codec_rows import decode_row, find_row
from ictwg.store.format.lines import LOG, TRASH, Lines, Place
from ictwg.store.local.local import Local
from ictwg.store.local.views import LineRow
from ictwg.store.sync.answers import Held

_NEVER = frozenset({LOG, REDACTIONS, TRASH})


def strange_rows(ours: Lines, theirs: Lines, kept: bytes) -> frozenset[Place]:
    """Those that say something else than ours, where the group is encrypted.

    Args:
        ours: This computer's copy.
        theirs: The file, in its plain form.
        kept: The same as it was kept.
    """
    if not key_in_use(join_meta(ours.header.meta, theirs.header.meta)):
        return frozenset()
    doubled = {(table, key) for table, key, _ in theirs.duplicates}
    return frozenset(place for place in unsealed(kept) if place in doubled or _at(theirs, place) != _at(ours, place))


def asked_about(strange: frozenset[Place]) -> frozenset[Place]:
    """Those that are not simply passed over."""
    return frozenset(place for place in strange if place[0] not in _NEVER)


def admitted(local: Local, theirs: Lines, kept: bytes, *, taken: bool | None) -> Lines:
    """Their file without what nobody of an encrypted group has written.

    Args:
        local: This computer's copy.
        theirs: The file, in its plain form.
        kept: Its bytes as they are on the disk.
        taken: Whether a person has said that rows that are asked about are to be taken; None where nobody has.

    Raises:
        AskFirstError: Somebody must say.
        NotReadyError: It says of the group's encryption what it does not prove.
    """
    ours = local.memory.lines
    strange = strange_rows(ours, theirs, kept)
    own = _without(theirs, ours, strange, taken=taken) if strange else theirs
    if own.digest_ok and ours.header.was_encrypted:
        require_proven(ours.header.meta, theirs.header.meta, local.replica.disk.keys)
    return own


def _without(theirs: Lines, ours: Lines, strange: frozenset[Place], *, taken: bool | None) -> Lines:
    """Their file as if it held at these places what is ours."""
    asked = asked_about(strange)
    if asked and taken is None:
        message, hint = t("encryption.strangers", count=len(asked)), t("encryption.strangers.hint")
        raise AskFirstError(message, hint, unsealed=len(asked))
    passed = strange - asked if taken else strange
    kept = theirs.copy()
    kept.duplicates = theirs.duplicates if taken else ()
    for _, key in passed:
        for rows in kept.tables.values():
            rows.pop(key, None)
        for table, rows in ours.tables.items():
            if key in rows:
                kept.table(table)[key] = rows[key]
    return kept


def held(ours: Lines, theirs: Lines, strange: frozenset[Place]) -> Iterator[Held]:
    """Those of kinds that this version knows, with the registers that say something else than ours."""
    for table, key in sorted(asked_about(strange)):
        kind, line = RECORDS.get(table), theirs.tables.get(table, {}).get(key)
        if kind is not None and line is not None:
            row, here = decode_row(table, key, line), find_row(ours, table, id_of(key))
            names = sorted(row.registers) if here is not None else ()
            apart = tuple(n for n in names if here and canonical(here.get(n)) != canonical(row.get(n)))
            yield Held(kind(LineRow(table, row.id, line)), apart)


def _at(lines: Lines, place: Place) -> bytes | None:
    return lines.tables.get(place[0], {}).get(place[1])
