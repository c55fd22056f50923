"""A small JSON file in the replica: read when first needed, replaced as a whole."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from ictwg.domain.text import dumps, loads
from ictwg.store.local.atomic import replace_file
from ictwg.store.local.disk import found
from ictwg.store.local.saving import answering, saving

if TYPE_CHECKING:
    from collections.abc import Callable

    from ictwg.store.local.replica import Replica

T = TypeVar("T")


class StateFile(Generic[T]):
    """Args:
    replica: The replica.
    name: The name of the file.
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
