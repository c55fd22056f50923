"""The working desk of a working group's secretariat.

`ictwg.open_db(path)` opens a group's file as a TinyDB, for scripts.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ictwg.__about__ import __version__
    from ictwg.store.tinydb_door import open_db

__all__ = ["__version__", "open_db"]


def __getattr__(name: str) -> object:
    """`open_db` costs the import of TinyDB and the store, which most commands do not need."""
    if name == "__version__":
        from ictwg.__about__ import __version__

        return __version__
    if name != "open_db":
        raise AttributeError(name)
    from ictwg.store.tinydb_door import open_db

    return open_db
