"""The lines that changed with each version, so that caches need to update only these."""

from __future__ import annotations

from collections.abc import Iterable

from ictwg.store.format.lines import Place

KEPT = 20_000
# So many are looked through sooner than found by halving.
_LAST = 8


class Recent:
    """Remembers at least the last `KEPT` changes of lines."""

    __slots__ = ("_known_from", "_places", "_versions")

    def __init__(self) -> None:
        self._known_from = 0
        self._places: list[Place] = []
        self._versions: list[int] = []

    def note(self, version: int, places: Iterable[Place]) -> None:
        """Args: version: The first version with these lines."""
        self._places += places
        self._versions += [version] * (len(self._places) - len(self._versions))
        if len(self._places) > 2 * KEPT:
            gone = len(self._places) - KEPT
            self._known_from = self._versions[gone - 1]
            del self._places[:gone], self._versions[:gone]

    def since(self, version: int) -> tuple[Place, ...] | None:
        """The places that changed after this version, each once; None if that was too long ago."""
        if version < self._known_from:
            return None
        last = self._versions[-_LAST:]
        if last and last[0] > version:
            from bisect import bisect_right

            at = bisect_right(self._versions, version)
        else:
            at = len(self._versions) - sum([after > version for after in last])
        return tuple(dict.fromkeys(self._places[at:]))
