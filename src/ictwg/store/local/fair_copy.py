"""This computer's copy laid out as the file that says it: kept from one writing to the next, and noted in what changes.

Also what is known by it of a file most of whose lines are ours: neither its lines nor their hashes are made again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.store.local.trusted import stretches

if TYPE_CHECKING:
    from ictwg.store.format.image import Image, Written
    from ictwg.store.format.lines import Lines
    from ictwg.store.local.memory import Memory
    from ictwg.store.local.replica import Replica


class FairCopy:
    """Args:
    memory: What is laid out.
    replica: Where the hashes of its lines are kept.
    """

    def __init__(self, memory: Memory, replica: Replica) -> None:
        self._memory = memory
        self._replica = replica
        self._image: Image | None = None
        self._imaged = -1

    def image(self) -> Image:
        """As the copy is now."""
        memory = self._memory
        places = memory.recent.since(self._imaged) if self._image is not None else None
        if self._image is None or places is None:
            from ictwg.store.format.image import Image

            self._image = Image(memory.lines, self._hashes())
        else:
            self._image.note(memory.lines, places)
        self._imaged = memory.version
        return self._image

    def forget(self) -> None:
        """It is laid out from the beginning when it is next asked for."""
        self._image = None

    def keep(self, image: Image) -> None:
        """This is how the copy looks now."""
        self._image, self._imaged = image, self._memory.version

    def written(self, image: Image, lines: Lines) -> Written:
        """The file of these lines, which are laid out so; they get its digest."""
        written = image.written(lines.header)
        lines.header = lines.header._replace(digest=written.digest)
        lines.digest_ok = True
        return written

    def split(self, data: bytes) -> Lines:
        """See `Local.split`."""
        from ictwg.store.format.alike import split_alike
        from ictwg.store.format.codec import split

        alike = split_alike(data, self.image(), self._memory.lines)
        return split(data, verify=True) if alike is None else alike

    def _hashes(self) -> dict[str, bytes]:
        """Those of the lines that are still where they were read."""
        for stretch in stretches(self._memory.lines):
            if stretch.told is not None:
                from ictwg.store.local.hashes import by_table

                return by_table(self._replica.hashes(), stretch.told, stretch.view)
        return {}
