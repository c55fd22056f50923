"""What others do to the shared file meanwhile: a colleague adds to it, copies it, a script takes out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ictwg.domain.author import Author
from ictwg.domain.changes import Edit
from ictwg.domain.clock import Clock
from ictwg.domain.records import Action
from ictwg.store.local.home import Home
from ictwg.store.store import Store


def rui_adds(folder: Path, path: Path) -> None:
    """A colleague adds an action on another computer, and shares it."""
    rui = Store.open(str(path), home=Home.at(str(folder / "rui")), clock=Clock(), author=Author("Rui", "desk"))
    rui.commit(Edit("verbs.created", "by Rui").create(Action, rui.new_id(), Action.text("by Rui")).done())
    rui.sync.share()
    rui.close()


def leave_copy(folder: Path, path: Path, copy: Path) -> None:
    """What Rui added stands in a second copy beside the file alone."""
    before = path.read_bytes()
    rui_adds(folder, path)
    path.rename(copy)
    path.write_bytes(before)


def take_out(path: Path, text: str) -> str:
    """A script takes an action out of the file; its key."""
    document: dict[str, Any] = json.loads(path.read_bytes())
    gone: str = next(key for key, row in document["actions"].items() if row.get("text") == text)
    del document["actions"][gone]
    path.write_text(json.dumps(document), encoding="utf-8")
    return gone
