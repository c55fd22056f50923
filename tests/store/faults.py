"""A disk on which any call can fail, stop the program, or write short: for k = 1 .. n."""

from __future__ import annotations

import os
from typing import Any

from ictwg.store.local.disk import Disk


class Killed(BaseException):
    """The power went: nothing that would follow happens."""


WRITING = (
    "make_folder", "create", "open_in_place", "write", "sync", "sync_data",
    "sync_folder", "truncate", "close", "chmod", "replace", "link", "remove",
)  # fmt: skip
READING = ("stat", "lstat", "read", "read_plain", "read_from", "holds", "names")


class FaultyDisk(Disk):
    """Args:
    at: The writing call that fails, counted from 1; 0 for none.
    error: What it raises; an errno becomes an OSError.
    forever: All later calls fail too.
    half: A failing write first writes half of its bytes.
    reading: Calls that only read are counted, and fail, too.
    """

    def __init__(
        self,
        at: int = 0,
        error: int | type[BaseException] = Killed,
        *,
        forever: bool = True,
        half: bool = True,
        reading: bool = False,
    ) -> None:
        self.at = at
        self.error = error
        self.forever = forever
        self.half = half
        self.reading = reading
        self.calls = 0
        self.armed = True
        self.trace: list[str] = []

    def step(self, name: str, args: tuple[Any, ...]) -> None:
        if not self.armed or (name in READING and not self.reading):
            return
        self.calls += 1
        self.trace.append(name)
        if self.at and (self.calls == self.at or (self.forever and self.calls > self.at)):
            if name == "write" and self.half and self.calls == self.at:
                os.write(args[0], args[1][: len(args[1]) // 2])
            if isinstance(self.error, int):
                if name == "close":  # the system lets a file go even where it reports that its data are lost
                    os.close(args[0])
                raise OSError(self.error, os.strerror(self.error))
            raise self.error


class ShortWrites(Disk):
    """Writes at most seven bytes at a time."""

    def write(self, fd: int, data: bytes) -> int:
        return super().write(fd, data[:7])


def _failing(name: str) -> Any:
    real = getattr(Disk, name)

    def call(self: FaultyDisk, *args: Any, **words: Any) -> Any:
        self.step(name, args)
        return real(self, *args, **words)

    return call


for _name in (*WRITING, *READING):
    setattr(FaultyDisk, _name, _failing(_name))
