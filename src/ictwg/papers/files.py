"""Exported files on disk: names safe on every system, written whole or not at all, never over somebody's work."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.text import clean
from ictwg.errors import StorageError
from ictwg.locales import language
from ictwg.papers.forms import form_of
from ictwg.papers.letterhead import with_files
from ictwg.papers.markdown import lines_of
from ictwg.papers.words import label
from ictwg.store.modes import PRIVATE, PRIVATE_FOLDER, mode_in
from ictwg.store.this_computer.atomic import replace_file, written_temp
from ictwg.store.this_computer.disk import Disk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ictwg.papers.document import Document
    from ictwg.papers.forms import Form


class WrittenFile(NamedTuple):
    """Where the text is now.

    Attributes:
        kept: A file that somebody edited, and that was left as it is; empty where there was none.
        changed: False where exactly this text was there already.
    """

    path: str
    kept: str = ""
    changed: bool = True


class PlannedFile(NamedTuple):
    """A paper in one form, and where it is written unless somebody names another place.

    Attributes:
        text: All its words, as they are compared with what may be confidential.
        notices: What is not in it as it should be.
    """

    folder: str
    name: str
    data: bytes
    text: str
    language: str
    notices: tuple[str, ...] = ()


def planned(document: Document, form: Form, shared_file: str) -> PlannedFile:
    """The paper where it belongs, beside the shared file.

    Raises:
        UnavailableError: What writes this form is not installed.
    """
    folder = export_folder(shared_file, document.folder)
    document, told = with_files(document, form, os.path.dirname(os.path.abspath(shared_file)))  # noqa: PTH100, PTH120 - likewise
    data = form.write(document)
    setup = document.setup
    said = (*setup.letterhead, *lines_of(document.blocks), setup.footer)
    text = "\n".join(said) if form.binary else data.decode()
    name = file_name(*document.name, suffix=form.suffix)
    return PlannedFile(folder, name, data, text, document.language, told)


def notices(papers: Iterable[PlannedFile]) -> tuple[str, ...]:
    """What is not in them as it should be, each once."""
    return tuple(dict.fromkeys(chain.from_iterable(paper.notices for paper in papers)))


def write_export(folder: str, name: str, data: bytes) -> WrittenFile:
    """Writes the file into the folder under the name, or the next version of it that is free.

    Raises:
        StorageError: The folder cannot be made, or the file not be written.
    """
    kept, turn = "", 0
    is_ours = form_of(name).is_ours
    try:
        _make_folder(folder)
        while True:
            turn += 1
            path = os.path.join(folder, versioned(name, turn))  # noqa: PTH118 - likewise
            found = _bytes_of(path)
            if found == data:
                return WrittenFile(path, kept, changed=False)
            if found is None and _create(path, data):
                return WrittenFile(path, kept)
            if found is not None and is_ours(found):
                replace_file(Disk(), path, data)
                return WrittenFile(path, kept)
            kept = kept or path
    except OSError as failed:
        where, reason = failed.filename or folder, failed.strerror or str(failed)
        message = label("unwritable", language(), path=where, reason=reason)
        raise StorageError(message, label("unwritable.hint", language())) from failed


def export_folder(shared_file: str, meeting_folder: str = "") -> str:
    """The meeting's own folder, beside the shared file; else `minutes` there.

    A colleague's data names the folder, so one that would lead anywhere else is not followed.
    """
    beside = os.path.dirname(os.path.abspath(shared_file))  # noqa: PTH100, PTH120 - likewise
    named = os.path.join(beside, *folder_parts(meeting_folder))  # noqa: PTH118 - likewise
    within = os.path.realpath(named).startswith(os.path.join(os.path.realpath(beside), ""))  # noqa: PTH118 - likewise
    return named if within else os.path.join(beside, "minutes")  # noqa: PTH118 - likewise


def _make_folder(folder: str) -> None:
    """One that the group of the folder above it can work in as in that."""
    if not os.path.isdir(folder):  # noqa: PTH112 - a plain path in, a plain path out
        above = os.path.dirname(os.path.abspath(folder))  # noqa: PTH100, PTH120 - likewise
        _make_folder(above)
        os.mkdir(folder, PRIVATE_FOLDER)  # noqa: PTH102 - likewise
        if mode_in(os.stat(above).st_mode) != PRIVATE:  # noqa: PTH116 - likewise
            mode = stat.S_IMODE(os.stat(folder).st_mode) | stat.S_IRWXG  # noqa: PTH116 - likewise
            os.chmod(folder, mode)  # noqa: PTH101 - likewise


def _bytes_of(path: str) -> bytes | None:
    """What the file holds; None where there is none. A folder, or what cannot be read, is somebody's too."""
    if not os.path.lexists(path):
        return None
    try:
        return Disk().read_raw(path)
    except OSError:
        return b""


def _create(path: str, data: bytes) -> bool:
    """A new file; False where another program made one just now."""
    temporary = written_temp(Disk(), path, data)
    try:
        os.link(temporary, path)
    except FileExistsError:
        return False
    except OSError:
        if os.path.lexists(path):
            return False
        os.replace(temporary, path)  # noqa: PTH105 - likewise
    finally:
        if os.path.lexists(temporary):
            os.unlink(temporary)  # noqa: PTH108 - likewise
    return True


_UNSAFE = re.compile(r"[^A-Za-z0-9_]+")


_FORBIDDEN = re.compile(r'[<>:"|?*~]')


_LONGEST = 60


_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10)), "conin", "conout"}
)


def file_name(*parts: str, suffix: str) -> str:
    """The parts in one name; `suffix` is ours (`.md`)."""
    named = "-".join(filter(None, (safe(part) for part in parts)))
    return f"{named or 'file'}{suffix}"


def safe(part: str) -> str:
    """One part of a name, in ASCII; empty where nothing of it can be in a name."""
    ascii_only = unicodedata.normalize("NFKD", part).encode("ascii", "ignore").decode("ascii")
    named = _UNSAFE.sub("-", ascii_only)[:_LONGEST].strip("-")
    return f"{named}_" if named.lower() in _DEVICES else named


def folder_parts(folder: str) -> tuple[str, ...]:
    """The names in a relative path; none where it climbs, is absolute, or no system would take a name in it."""
    parts = tuple(part for part in re.split(r"[\\/]+", folder) if part != ".")
    return parts if parts and all(map(_is_folder_name, parts)) else ()


def _is_folder_name(part: str) -> bool:
    plain = part == clean(part) and not _FORBIDDEN.search(part) and not part.endswith(".")
    return bool(part) and plain and part.partition(".")[0].lower() not in _DEVICES


def versioned(name: str, turn: int) -> str:
    """The name of the next version: `minutes.md`, `minutes-v2.md`, `minutes-v3.md`."""
    stem, dot, suffix = name.rpartition(".")
    return name if turn == 1 else f"{stem}-v{turn}{dot}{suffix}"
