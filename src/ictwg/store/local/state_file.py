"""Small local files: the state of one part of the program, and private texts about a group, such as drafts.

None is ever shared. The private ones are encrypted if the group's file is; `rewrite` follows a change of that.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ictwg.domain.text import dumps, loads
from ictwg.merge.encryption import key_in_use
from ictwg.merge.values import Raw
from ictwg.store.local.atomic import replace_file
from ictwg.store.local.disk import Disk, answering, found, saving

if TYPE_CHECKING:
    from ictwg.store.local.replica import Replica


T = TypeVar("T")


class StateFile(Generic[T]):
    """A JSON file in the replica, read when first needed and replaced as a whole.

    Args:
        read: Makes the value from parsed JSON.
        out: Makes JSON from the value.
        nothing: The value of a missing or damaged file.
    """

    def __init__(
        self, replica: Replica, name: str, read: Callable[[Any], T], out: Callable[[T], Any], nothing: T
    ) -> None:
        self._disk = replica.disk
        self._path = os.path.join(replica.folder, name)
        self._read, self._out, self._nothing = read, out, nothing
        self._value: T | None = None

    def forget(self) -> None:
        """Drops the cached value: another process may have written the file."""
        self._value = None

    @property
    def value(self) -> T:
        """Raises StorageError if this computer's disk fails."""
        if self._value is None:
            with answering():
                content = found(self._disk.read, self._path)
            try:
                self._value = self._read(loads(content)) if content else self._nothing
            except (ValueError, TypeError, AttributeError):
                self._value = self._nothing
        return self._value

    def save(self, value: T) -> None:
        """Raises StorageError if it could not be written."""
        self._value = value
        with saving():
            replace_file(self._disk, self._path, dumps(self._out(value)).encode("utf-8", "surrogatepass"))


SEALED = b'{"_e":'


class PrivateFiles:
    """Texts about a group.

    Args:
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
