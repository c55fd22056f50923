"""A group in which every declared text field of every record type holds a text of its own that may be confidential."""

from __future__ import annotations

from pathlib import Path

from tests.ui.hostile_group import HOSTILE, every_text

from ictwg.app.opening import start_group
from ictwg.app.session import Session
from ictwg.domain.changes import Changes
from ictwg.domain.confidential import finds_in, is_scanned, own_names
from ictwg.domain.schema import RECORDS
from ictwg.store.local.home import Home


def marked_text(table: str, field: str) -> str:
    """`The victim Actionstext was heard`."""
    return f"The victim {(table + field).replace('_', '').capitalize()} was heard"


def marked_group(folder: Path, home: Path) -> Session:
    """A record of every declared type, all linked with each other."""
    session = start_group(str(folder / "group.json"), "Working group", "WG", home=Home.at(str(home)))
    writes = []
    for write in every_text(session.store):
        name, _, element = write.field.partition("/")
        text = marked_text(write.table, name)
        if element == HOSTILE:
            writes.append(write._replace(field=f"{name}/{text}"))
        else:
            writes.append(write._replace(value=text) if write.value == HOSTILE else write)
    session.commit(Changes("verbs.imported", "all", tuple(writes)))
    return session


def marked_texts(session: Session) -> frozenset[str]:
    """Those that are marked: how the group and its people are called is not, nor what stands in contact fields."""
    own = own_names(session.state)
    fields = ((kind, field) for kind in RECORDS.values() for field in kind.fields() if is_scanned(field))
    fields = ((kind, field) for kind, field in fields if not hasattr(field, "choices"))
    texts = {marked_text(kind.TABLE, field.name) for kind, field in fields}
    return frozenset(text for text in texts if finds_in(text, own))
