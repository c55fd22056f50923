"""For the secretariat of a working group: members, agendas, minutes, decisions, actions, trainings.

`ictwg.open_db(path)` opens a group's file as a TinyDB, for scripts.

    cli            commands
    manual         what `ictwg manual` prints
    ui             screens
    app            one person at one open group: session, sharing, Today, search, what to check
    imports        minutes and lists that come in      exports   what goes out      reports   figures over a period
    minutes        from the first line to adoption, and as they are printed
    programme, tasks, actions, decisions, meetings, members      what is special about each
    papers         a document, and its forms: PDF, Word, web page, spreadsheet, message, markdown, calendar, cards
    records        the engine: add, edit, list, filter, show, history, for any declared type
    store          the shared file, and this computer's copy of it
    merge          two copies of a group brought together
    sentences      who is to do what, until when, in the words of people
    domain         record types, closed lists, rules
    locales        every message, one file a language

Each imports only from the rows below it (`[tool.importlinter]` in pyproject.toml holds it). A new record type is a
declaration in `domain/records` and its labels in `locales/en.json`: list, form, filters, commands, CSV, JSON, history,
trash and the manual follow. What is special about a type, its area registers in `<area>/hooks.py`. A new key is one
line in `ui/key_table.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ictwg.__about__ import __version__
    from ictwg.app.opening import open_db

__all__ = ["__version__", "open_db"]


def __getattr__(name: str) -> object:
    """`open_db` costs the import of much that most commands do not need."""
    if name == "__version__":
        from ictwg.__about__ import __version__

        return __version__
    if name != "open_db":
        raise AttributeError(name)
    from ictwg.app.opening import open_db

    return open_db
