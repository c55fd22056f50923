"""A copy of the group to carry to a colleague who does not reach the shared folder, on a stick or by mail."""

from __future__ import annotations

from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ictwg.errors import UsageError
from ictwg.locales import t
from ictwg.services.sharing.opening import SUFFIX, is_folder

if TYPE_CHECKING:
    from ictwg.store.store import Store


class Carried(NamedTuple):
    """Where the copy lies, and how many of its changes are not in the shared folder yet."""

    path: str
    pending: int


def copy_path(store: Store, text: str) -> Path:
    """The file that is meant: `~` is the home folder; in a folder it has the name of the shared file, or the next free
    one: who carries a copy every week need not think of names.
    """
    path = Path(text.strip()).expanduser().absolute()
    if is_folder(text):
        return _free(path / Path(store.path).name)
    return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)


def _free(path: Path) -> Path:
    numbered = (path.with_stem(f"{path.stem}-{n}") for n in count(2))
    return next(one for one in chain((path,), numbered) if not one.exists())


def problem_of_copy(store: Store, text: str) -> str:
    """Why no copy can be written there; empty where it can."""
    path = copy_path(store, text)
    if path.exists():
        return t("carrying.exists", path=str(path))
    return "" if path.parent.is_dir() else t("first_run.no_folder", path=str(path.parent))


def carry(store: Store, text: str) -> Carried:
    """Writes everything as it is now, never over another file.

    Raises:
        UsageError: There is a file already, or no such folder.
        StorageError: The disk there takes nothing.
    """
    if problem := problem_of_copy(store, text):
        raise UsageError(problem, t("carrying.hint"))
    path = str(copy_path(store, text))
    store.write_copy(path)
    return Carried(path, store.status().pending)


def carried_words(carried: Carried) -> str:
    told = t("carrying.done", path=carried.path)
    return " ".join(filter(None, (told, t("carrying.pending", count=carried.pending) if carried.pending else "")))
