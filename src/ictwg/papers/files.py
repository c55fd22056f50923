"""Exported files on disk: names safe on every system, written whole or not at all, never over somebody's work.

Pages and messages are called as an office calls them, in their language: `Ata 2-2009 (9-12-2009) projeto.docx`. What
is read again, by us or by other programs, keeps its name in code words: `minutes-M-2009-02-2009-12-09-members.md`.
A page that an earlier version wrote under its code words stays as it is: somebody may have sent it, or linked to it,
under that name, and its foot says version and readers. No later paper is written over it, or looked for there.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from itertools import chain, groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from ictwg.domain.schema import Record
from ictwg.domain.text import clean, one_line
from ictwg.domain.values import Audience
from ictwg.errors import StorageError
from ictwg.locales import language, t
from ictwg.papers.forms import CALENDAR, CARDS, FileForm, form_of
from ictwg.papers.letterhead import with_files
from ictwg.papers.markdown import lines_of
from ictwg.papers.words import day_in_name, label
from ictwg.store.local.atomic import replace_file, written_temp
from ictwg.store.local.disk import Disk
from ictwg.store.local.home import PRIVATE, PRIVATE_FOLDER, mode_in

if TYPE_CHECKING:
    from ictwg.domain.seen import AudienceView
    from ictwg.papers.document import Document

    Parts = tuple[str | date, ...]


class WrittenFile(NamedTuple):
    """Where the text is now.

    Attributes:
        kept: A file that somebody edited, and that was left as it is; empty where there was none.
        how: It was `written`, `replaced` what the program wrote there before, or was there already, the `same`.
    """

    path: str
    kept: str = ""
    how: str = "written"


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


def planned(document: Document, form: FileForm, shared_file: str) -> PlannedFile:
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
    return PlannedFile(folder, file_name(document, form), data, text, document.language, told)


def notices(papers: Iterable[PlannedFile]) -> tuple[str, ...]:
    """What is not in them as it should be, each once."""
    return tuple(dict.fromkeys(chain.from_iterable(paper.notices for paper in papers)))


def write_exports(papers: Iterable[PlannedFile]) -> list[WrittenFile]:
    """Writes each into its folder under its name, none over another of them that has the same name."""
    written: list[WrittenFile] = []
    for paper in papers:
        written.append(write_export(*paper[:3], {one.path.casefold() for one in written}))
    return written


def write_export(folder: str, name: str, data: bytes, others: Collection[str] = ()) -> WrittenFile:
    """Writes the file into the folder under the name, or the next version of it that is free.

    Args:
        others: The paths of other papers, in lower case.

    Raises:
        StorageError: The folder cannot be made, or the file not be written.
    """
    kept, turn = "", 0
    is_ours = form_of(name).is_ours
    try:
        make_folder(folder)
        while True:
            turn += 1
            path = os.path.join(folder, versioned(name, turn))  # noqa: PTH118 - likewise
            if path.casefold() in others:
                continue
            found = _bytes_of(path)
            if found == data:
                return WrittenFile(path, kept, "same")
            if found is None and _create(path, data):
                return WrittenFile(path, kept)
            if found is not None and is_ours(found):
                replace_file(Disk(), path, data)
                return WrittenFile(path, kept, "replaced")
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


def make_folder(folder: str) -> None:
    """One that the group of the folder above it can work in as in that."""
    if not os.path.isdir(folder):  # noqa: PTH112 - a plain path in, a plain path out
        above = os.path.dirname(os.path.abspath(folder))  # noqa: PTH100, PTH120 - likewise
        make_folder(above)
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
_NO_LETTER = re.compile(r'\s*[<>:"|?*~/\\]+\s*')
_BETWEEN = " - "
_LONGEST = 60

_TELLING = 4
"""Characters of an id that tell two records of one name apart."""

_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"), "conin", "conout"}
)


def file_name(document: Document, form: FileForm) -> str:
    """As an office calls it, with readers but for members and addressees; in code words where a program reads it."""
    if form.comes_back or form in (CALENDAR, CARDS):
        return code_name(*document.name, document.audience, suffix=form.suffix)
    lang, audience = document.language, document.audience
    named_readers = audience is Audience.MEMBERS or document.addressed
    readers = "" if named_readers else t(f"choices.audience.{audience}", lang=lang)
    said = " ".join(_said(document.called or (document.word, *document.name[1:]), lang)) or "file"
    named = _BETWEEN.join(filter(None, (said, readers)))
    return f"{named}_{form.suffix}" if named.partition(".")[0].lower() in _DEVICES else f"{named}{form.suffix}"


def code_name(*parts: str | date, suffix: str = "") -> str:
    """The parts in one name in ASCII; `suffix` is ours (`.md`)."""
    named = "-".join(filter(None, (safe(str(part)) for part in parts)))
    return f"{named or 'file'}{suffix}"


def told_apart(seen: AudienceView, record: Record, named: Callable[[Any], Parts]) -> str:
    """The end of the record's id, the same on every device, where these readers may see another of the same name.

    Args:
        named: The parts of a name, a day or nothing last.
    """
    kind, mine = type(record), named(record)
    same = (one.id for one in seen.whole.all(kind) if one.id != record.id and named(one)[-1] == mine[-1])
    is_twin = any(_plain(mine) & _plain(named(one)) for id in same if (one := seen.get(kind, id)))
    return record.id[-_TELLING:].lower() if is_twin else ""


def _plain(parts: Parts) -> set[str]:
    """The names that files with these parts have; letters are no other ones for being large."""
    return {code_name(*parts).casefold(), " ".join(_said(parts, "")).casefold()}


def _said(parts: Parts, lang: str) -> Iterator[str]:
    """As words; days that follow each other are a period."""
    for are_days, group in groupby(filter(None, parts), lambda part: isinstance(part, date)):
        if are_days:
            yield f"({_BETWEEN.join(day_in_name(one, lang) for one in group if isinstance(one, date))})"
        elif said := _BETWEEN.join(filter(None, (in_name(str(part)) for part in group))):
            yield said


def in_name(part: str) -> str:
    """Without what a system takes for something else than a letter of a name."""
    words = _NO_LETTER.sub("-", one_line(clean(part))).encode(errors="ignore")
    return words[:_LONGEST].decode(errors="ignore").strip(" .-")


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
    """The name of the next version: `minutes.md`, `minutes-v2.md`; as an office counts, `Ata (2).pdf`."""
    stem, dot, suffix = name.rpartition(".")
    nth = f" ({turn})" if " " in stem else f"-v{turn}"
    return name if turn == 1 else f"{stem}{nth}{dot}{suffix}"
