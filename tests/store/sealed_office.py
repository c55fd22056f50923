"""An office in which each computer has a passphrase, or none, and turning costs no time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from tests.store.office import Office

from ictwg.store.encryption import keys
from ictwg.store.encryption.keys import Ring
from ictwg.store.local.disk import Disk
from ictwg.store.store import Store

CANARY = "Kanarienvogel"
SHEET = "abcd efgh ijkm npqr stuv wxyz 2345 6789"


def disk_with(passphrase: str = "") -> Disk:
    """A disk whose process has just this passphrase."""
    disk = Disk()
    disk.ring = Ring(environ={"ICTWG_PASSPHRASE": passphrase} if passphrase else {})
    return disk


@contextmanager
def cheap() -> Iterator[None]:
    """Keys that are quickly derived; what they are wrapped by is as in earnest."""
    with mock.patch.object(keys, "COST", (1 << 4, 8, 1)):
        yield


class SealedOffice(Office):
    """Args as for an office; `at` is a computer with a passphrase."""

    def at(self, user: str, passphrase: str = "", path: str = "", binding: str = "") -> Store:
        return self.open(user, disk=disk_with(passphrase), path=path, binding=binding)

    def plain(self) -> list[str]:
        """The files that hold the word in the plain."""
        return [str(path.relative_to(self.folder)) for path in self.holding(CANARY)]
