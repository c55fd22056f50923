"""The one question about a conflict copy that is not brought together unasked, and its answer (STORE.md §5)."""

from __future__ import annotations

from contextlib import suppress

from ictwg.errors import BusyError
from ictwg.store.local.locks import FOR_AN_ANSWER
from ictwg.store.sync.reports import DoubtfulCopy
from ictwg.store.sync.synchronizer import Synchronizer


def doubtful(sync: Synchronizer) -> tuple[DoubtfulCopy, ...]:
    """See `Store.doubtful_copies`; what has come in from elsewhere meanwhile is not asked about any more."""
    found = sync.beside.doubtful()
    empty = [copy.name for copy in found if not copy.records]
    if empty:
        with suppress(BusyError), sync.exclusively(0):
            for name in empty:
                sync.beside.let_be(name, sync.file.known)
            sync.file.remember()
    return tuple(copy for copy in found if copy.records)


def answered(sync: Synchronizer, name: str, *, bring_in: bool) -> None:
    """See `Store.answer_copy`.

    Raises:
        NotFoundError: Nobody asked about it, or it has changed since.
        BusyError: Another process of this computer is at the shared file.
    """
    with sync.exclusively(FOR_AN_ANSWER):
        sync.beside.answer(name, sync.file.known, bring_in=bring_in)
        sync.file.remember()
