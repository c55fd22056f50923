"""Rows of an encrypted group's file that are not sealed: anybody who can write to the folder may have added them.

The digest has no key and proves nothing. So such redactions and log rows are always ignored; other rows are merged only
after a person has agreed. Until then our own lines are used instead.
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
from ictwg.store.encryption.keys import require_proven
from ictwg.store.encryption.sealing import unsealed
from ictwg.store.format.codec_rows import decode_row, find_row
from ictwg.store.format.lines import LOG, TRASH, Lines, Place
from ictwg.store.local.local import Local
from ictwg.store.local.views import LineRow
from ictwg.store.sync.held import Held

_NEVER = frozenset({LOG, REDACTIONS, TRASH})


def strange_rows(ours: Lines, theirs: Lines, kept: bytes) -> frozenset[Place]:
    """The unsealed rows of an encrypted group's file that differ from ours.

    Args:
        theirs: The file, in its plain form.
        kept: The bytes of the file on the disk.
    """
    if not key_in_use(join_meta(ours.header.meta, theirs.header.meta)):
        return frozenset()
    doubled = {(table, key) for table, key, _ in theirs.duplicates}
    return frozenset(place for place in unsealed(kept) if place in doubled or theirs.line(*place) != ours.line(*place))


def asked_about(strange: frozenset[Place]) -> frozenset[Place]:
    """The rows that a person is asked about; the others are ignored."""
    return frozenset(place for place in strange if place[0] not in _NEVER)


def admitted(local: Local, theirs: Lines, kept: bytes, *, taken: bool | None) -> Lines:
    """Their file without rows that nobody of an encrypted group has encrypted.

    Args:
        theirs: The file, in its plain form.
        kept: Its bytes as they are on the disk.
        taken: The answer of a person: whether to merge such rows; None if there is no answer.

    Raises:
        AskFirstError: A person has to answer first.
        NotReadyError: It changes the group's encryption without a proof.
    """
    ours = local.memory.lines
    strange = strange_rows(ours, theirs, kept)
    own = _without(theirs, ours, strange, taken=taken) if strange else theirs
    if own.digest_ok and ours.header.was_encrypted:
        require_proven(ours.header.meta, theirs.header.meta, local.replica.disk.keys)
    return own


def _without(theirs: Lines, ours: Lines, strange: frozenset[Place], *, taken: bool | None) -> Lines:
    """Their file with our lines at these places."""
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
    """The records of known types among them, with the registers that differ from ours."""
    for table, key in sorted(asked_about(strange)):
        kind, line = RECORDS.get(table), theirs.line(table, key)
        if kind is not None and line is not None:
            row, here = decode_row(table, key, line), find_row(ours, table, id_of(key))
            names = sorted(row.registers) if here is not None else ()
            apart = tuple(n for n in names if here and canonical(here.get(n)) != canonical(row.get(n)))
            yield Held(kind(LineRow(table, row.id, line)), apart)
