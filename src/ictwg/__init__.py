"""The working desk of a working group's secretariat.

`ictwg.open_db(path)` opens a group's file as a TinyDB, for scripts.

    cli, ui        commands and screens
    services       what they do: one use case, one undo
    store          the shared file, and this computer's copy of it         exchange   minutes and lists out and in
    merge          bringing copies together
    sentences      who is to do what, until when, in the words of people
    domain         records, closed lists, rules
    locales        every word that a user reads                            manual     what `ictwg manual` prints

Each imports only from the rows below it. A new field is one line in `domain/records` and its label in
`locales/en.json`: filters, flags, CSV, JSON, history and the manual follow, and every form that does not name
the fields it asks for (`ui/screens/*_forms.py`). A new key is one line in `ui/key_table.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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
