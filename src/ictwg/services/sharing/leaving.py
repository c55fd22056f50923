"""Leaving a group: everything is in the shared folder first, then nothing of it is left on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.errors import IctwgError
from ictwg.locales import t
from ictwg.store.shared.reports import Outcome
from ictwg.store.upkeep.forgetting import forget

if TYPE_CHECKING:
    from ictwg.store.store import Store
    from ictwg.store.this_computer.disk import Disk
    from ictwg.store.this_computer.home import Home


class Left(NamedTuple):
    """What is still there: files that this computer would not remove, and what nobody here can reach."""

    files: tuple[str, ...]
    elsewhere: tuple[str, ...]


def leave(store: Store, home: Home, disk: Disk) -> Left:
    """Shares what waits, closes the store, and removes all that this computer holds of the group.

    Raises:
        IctwgError: Not everything is in the shared folder, or another program has the group open; nothing was removed.
    """
    report = store.share()
    status = store.status()
    if report.outcome is not Outcome.SHARED or status.pending:
        why = report.problem or t("leaving.pending", count=status.pending)
        raise IctwgError(t("leaving.not_shared", why=why), t("leaving.not_shared.hint"))
    if waiting := status.held + status.restored:
        raise IctwgError(t("leaving.held", count=waiting), t("leaving.held.hint"))
    store.close()
    files = forget(home, disk, store.path)
    elsewhere = (*ELSEWHERE, "passphrase") if store.encrypted else ELSEWHERE
    return Left(files, tuple(t(f"leaving.elsewhere.{where}", path=store.path) for where in elsewhere))


ELSEWHERE = ("shared", "exports", "mails", "versions")
