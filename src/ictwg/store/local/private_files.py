"""Small local files about a group that are never shared, such as drafts.

They are encrypted if the group's file is; `rewrite` follows a change of that.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping

from ictwg.merge.encryption import key_in_use
from ictwg.merge.values import Raw
from ictwg.store.local.atomic import replace_file
from ictwg.store.local.disk import Disk

SEALED = b'{"_e":'


class PrivateFiles:
    """Args:
    folder: Their folder; made with the first file.
    meta: Returns the group's current `_sync`; without it nothing is encrypted.
    durable: Whether to sync each write.
    """

    def __init__(
        self, disk: Disk, folder: str, meta: Callable[[], Mapping[str, Raw]] = dict, *, durable: bool = True
    ) -> None:
        self._disk = disk
        self._folder = folder
        self._meta = meta
        self._durable = durable

    def read(self, name: str) -> bytes:
        """Raises OSError if there is no such file, or the disk fails."""
        data = self._disk.read(os.path.join(self._folder, name))
        if not data.startswith(SEALED):
            return data
        from ictwg.store.encryption.sealing import opened_text

        return opened_text(data, self._disk.keys)

    def write(self, name: str, data: bytes) -> None:
        """Raises OSError if the disk fails."""
        if key_in_use(self._meta()):
            from ictwg.store.encryption.sealing import sealed_text

            data = sealed_text(data, self._meta(), self._disk.keys)
        self._disk.make_folder(self._folder)
        replace_file(self._disk, os.path.join(self._folder, name), data, durable=self._durable, private=True)

    def remove(self, name: str) -> None:
        """Raises OSError if it cannot be removed."""
        self._disk.remove(os.path.join(self._folder, name))

    def rewrite(self) -> None:
        """Encrypts or decrypts all files, as the group's file is now."""
        with contextlib.suppress(FileNotFoundError):
            for name in self._disk.names(self._folder):
                if data := self.read(name):
                    self.write(name, data)
