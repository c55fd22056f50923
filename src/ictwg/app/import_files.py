"""What an import means: the files of the named paths, and what they would change together.

Members come before minutes, which name them; minutes of our own before those of others; last, another group's file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Protocol

from ictwg.app.confidential import scanned, with_words
from ictwg.app.session import Session
from ictwg.domain.changes import Changes
from ictwg.domain.records import Activity, Membership, Organization, Participant, Person, Role
from ictwg.domain.schema import Record, declared, parent_kind
from ictwg.domain.state import State
from ictwg.domain.values import EntryType
from ictwg.errors import NotFoundError, NotReadyError
from ictwg.imports.doubts import DoubtKind, Key
from ictwg.imports.filled_matrix import FilledRows, is_matrix
from ictwg.imports.foreign_minutes.model import NotMinutes, ReadFile
from ictwg.imports.foreign_minutes.reader import read_minutes
from ictwg.imports.list_rows import ListFile
from ictwg.imports.members import names_people, read_members
from ictwg.imports.minutes import import_minutes
from ictwg.imports.minutes_comparison.apply_sheets import bring_in_files
from ictwg.imports.minutes_comparison.copies import CopyLikeness, OwnFile, is_ours
from ictwg.imports.other_group import import_group
from ictwg.imports.plan_lists import is_pillar
from ictwg.imports.record_lists import (
    PEOPLE,
    headings_of,
    import_records,
    likely_kinds,
    own_list,
    read_as,
    speaks_of_training,
)
from ictwg.imports.report import NOTHING_CHOSEN, Chosen, ImportPlan, ImportRow, RowState, together
from ictwg.imports.which_meeting import is_paper
from ictwg.locales import t
from ictwg.locales.former_words import words_in_every_language
from ictwg.minutes.read_back.reading import is_own
from ictwg.papers import zipped
from ictwg.records.csv_format import decoded, written
from ictwg.records.lookup import Lookup
from ictwg.records.planned_state import StateAfterChanges
from ictwg.sources.formats import READERS, SHEETS
from ictwg.sources.lines import left_over, lines_of
from ictwg.sources.model import BlockKind, Source, SourceBlock, Unreadable
from ictwg.sources.old_formats import NEW_FORMATS
from ictwg.sources.reading import SourceReader
from ictwg.store.opening import records_in

FileContent = bytes | str | Source
"""What a file holds; a word where it holds nothing that is read."""


class Tell(Protocol):
    def __call__(self, text: str, *, at_once: bool = False) -> None: ...


MINUTES = frozenset({".md", ".markdown"})

TEXTS = frozenset({".txt"})
"""Minutes in plain text, or a list of members."""

MEMBERS = frozenset({".csv", ".tsv"})
LISTS = MEMBERS | SHEETS
GROUPS = frozenset({".json"})
DOCUMENTS = READERS.keys() | NEW_FORMATS.keys()
READ = MINUTES | TEXTS | MEMBERS | GROUPS | DOCUMENTS

OURS = "ictwg "
"""So the comments in the properties of our own papers begin."""

HEADINGS_OF_A_LIST = 3

TITLES = 3
"""So many paragraphs above a table may say what it is."""

MANY = 50
"""Files; with as many, matching and saving take a while too."""

TOLD_EVERY = 0.1
"""Seconds; a screen is drawn for each."""

LARGEST = 20 * 1024 * 1024
"""Bytes; minutes are a thousandth of it, and a larger file is no minutes."""

LARGEST_GROUP = 1 << 30
"""Bytes; of a whole group's file."""


def found_files(path: str) -> list[Path]:
    """The files that one argument means, folders with all that is in them.

    Raises:
        NotFoundError: There is nothing at that path.
    """
    place = Path(path)
    if place.is_dir():
        wanted = MINUTES | TEXTS | {".csv"} | DOCUMENTS
        return sorted(file for file in place.rglob("*") if file.suffix.lower() in wanted and _is_paper(file))
    if not place.is_file():
        raise NotFoundError(t("cli.import.not_there", path=path), t("cli.import.not_there.hint"))
    return [place]


def _is_paper(file: Path) -> bool:
    """No file that an office program keeps beside an open document, nor one of the system's."""
    return file.is_file() and not file.name.startswith(("~$", "._", ".~lock"))


def make_plan(
    session: Session,
    files: Sequence[Path],
    series: str,
    tell: Tell,
    chosen: Chosen = NOTHING_CHOSEN,
    kept: KeptFiles | None = None,
) -> ImportPlan:
    """What these files would change, as one undo; nothing is written.

    Args:
        session: The group.
        files: See `found_files`.
        series: The code of the series that the meetings belong to.
        tell: Told in words how far it is.
        chosen: For each file, what a person has chosen for its doubts.
        kept: What was read before of files that are as they were then; it is kept up.
    """
    kept = kept or KeptFiles()
    found = _FoundFiles(session.state, chosen, session.today, kept)
    for file, content in contents_of(files, kept, tell):
        found.take(file, content)
    tell(t("cli.import.matching"), at_once=len(files) > MANY)
    matched = _matched(tell)
    members, others = _by_kind(session, found.lists)
    plans, state = _lists(session, members, chosen, matched)
    plans += [bring_in_files(state, found.own, session.today, chosen)] if found.own else []
    plans += [import_minutes(state, found.minutes, series, matched, chosen, session.today)] if found.minutes else []
    plans += _other_lists(session, others, plans, chosen, matched)
    plans += [_group(session, data, where) for data, where in found.groups]
    plans += [_matrix(session, data, where, chosen) for data, where in found.matrices]
    whole = with_words(session.state, together([*plans, _not_read(found.others)]))
    return scanned(session.state, whole, chosen, session.today)


def _matched(tell: Tell) -> Callable[[int, int], None]:
    """Says how many rows or meetings are done, as often as a person can read it."""
    said = 0.0

    def matched(done: int, total: int) -> None:
        nonlocal said
        if (now := monotonic()) >= said + TOLD_EVERY:
            said = now
            tell(t("cli.import.matched", done=done, total=total))

    return matched


class KeptFiles:
    """What was read of files, so that an answer reads nothing again that it is not about.

    Attributes:
        contents: Of each file what it holds, with its size and when it was saved then.
        minutes: What was read in it, with what it held and what was chosen for it then.
    """

    def __init__(self) -> None:
        self.contents: dict[Path, tuple[tuple[int, int] | None, FileContent]] = {}
        self.minutes: dict[str, tuple[object, Mapping[Key, str], ReadFile]] = {}


class _FoundFiles:
    """The files by what they hold; of the others each with the reason why it is not read."""

    def __init__(self, state: State, chosen: Chosen, today: date, kept: KeptFiles) -> None:
        self._chosen = chosen
        self._kept = kept.minutes
        self._like = CopyLikeness(state, today)
        self.own: list[OwnFile] = []
        self.minutes: list[ReadFile] = []
        self.lists: list[tuple[bytes, str]] = []
        self.groups: list[tuple[bytes, str]] = []
        self.matrices: list[tuple[bytes, str]] = []
        self.others: list[tuple[str, str]] = []

    def take(self, file: Path, data: FileContent) -> None:
        where, suffix = str(file), file.suffix.lower()
        if isinstance(data, str):
            self.others.append((where, data))
        elif isinstance(data, Source):
            self._take_document(where, data)
        elif suffix in GROUPS:
            self.groups.append((data, where))
        elif suffix in MEMBERS:
            self._take_list(where, data)
        elif suffix in MINUTES | TEXTS:
            self._take_text(where, suffix, data)
        else:
            self.others.append((where, "other_file"))

    def _take_document(self, where: str, source: Source) -> None:
        if source.problem is Unreadable.PICTURE:
            self.minutes.append(ReadFile(where, not_minutes=NotMinutes.PICTURE))
        elif source.problem is not None:
            self.others.append((where, source.problem))
        elif self._is_own(where, source):
            pass
        elif where.lower().endswith(tuple(SHEETS)):
            for data, name in _sheets(where, source):
                self._take_list(name, data)
        else:
            read = self._minutes_in(where, source)
            if lists := _lists_instead(read, where, source):
                self.lists += lists
                self.others.append((where, "only_lists"))
                return
            if source.inside and all(map(is_paper, read.meetings)):
                self.others.append((where, "only_attachments"))
            else:
                self.minutes.append(
                    replace(read, left_over=(*read.left_over, *left_over(source.blocks)), modified=_modified(where))
                )
        for attached in source.inside:
            self._take_document(f"{where} · {Path(attached.name).name}", attached)

    def _minutes_in(self, where: str, held: bytes | Source) -> ReadFile:
        chosen = self._chosen.get(where, {})
        before, then, read = self._kept.get(where, (None, {}, ReadFile()))
        if before is not held or then != chosen:
            if isinstance(held, Source):
                lines = lines_of(held.blocks)
                text, places = "\n".join(line.text for line in lines), [line.place for line in lines]
                read = read_minutes(text, where, chosen, places)
            else:
                read = read_minutes(decoded(held), where, chosen)
            self._kept[where] = (held, {**chosen}, read)
        return read

    def _is_own(self, where: str, source: Source) -> bool:
        """Whether it is taken as a paper of ours: it says so of itself, or is like the minutes of a meeting here."""
        about = dict(source.about)
        meeting = None if is_ours(source) else self._like.meeting([line.text for line in lines_of(source.blocks)])
        if is_ours(source) or meeting is not None:
            self.own.append(OwnFile(where, source=source, meeting=meeting, untouched=_is_untouched(where)))
        elif about.get("comments", "").startswith(OURS):
            self.others.append((where, "no_meeting_of_it"))
        else:
            return False
        return True

    def _take_list(self, where: str, data: bytes) -> None:
        (self.matrices if is_matrix(data) else self.lists).append((data, where))

    def _take_text(self, where: str, suffix: str, data: bytes) -> None:
        if is_own(text := decoded(data)):
            self.own.append(OwnFile(where, text))
            return
        if self._is_own(where, Source(tuple(SourceBlock(BlockKind.PARAGRAPH, line) for line in text.splitlines()))):
            return
        read = self._minutes_in(where, data)
        if suffix in TEXTS and read.not_minutes and read_members(data):
            self.lists.append((data, where))
        else:
            self.minutes.append(replace(read, modified=_modified(where)))


def _is_untouched(where: str) -> bool:
    """Whether a document is as we wrote it: then it says nothing new, whatever changed here since."""
    with suppress(OSError):
        return zipped.is_ours(Path(where).read_bytes())
    return False


def make_list_plan(
    session: Session,
    path: str,
    kind: type[Record],
    of: Record | None,
    chosen: Chosen = NOTHING_CHOSEN,
    tell: Tell = lambda text, **_: None,  # noqa: ARG005 - nobody listens
) -> ImportPlan:
    """What one list of records of a type would change; a matrix of a round is known wherever it is chosen.

    Args:
        session: The group.
        path: A CSV file or a workbook.
        kind: What its rows are.
        of: What they belong to.
        chosen: Of each row, what a person has chosen for its doubts.
        tell: Told in words how far it is.

    Raises:
        NotFoundError: There is no such file.
    """
    found, problem = _lists_in(_there(path), kind)
    if problem:
        return _not_read([(path, problem)])
    columns, plans = session.settings.columns, []
    for data, where in found:
        if is_matrix(data):
            plans.append(_matrix(session, data, where, chosen))
        else:
            meant, told = _meant(chosen, where), _matched(tell)
            plans.append(import_records(ListFile(session.lookup, data, where, meant, told, columns), kind, of))
    return scanned(session.state, together(plans), chosen, session.today)


def remember_columns(session: Session, plan: ImportPlan, chosen: Chosen) -> None:
    """What somebody has chosen for a column is proposed under its heading in the next list."""
    doubts = ((chosen.get(row.where, {}).get(one.key), one) for row in plan.rows for one in row.doubts)
    told = {one.about: said for said, one in doubts if said and one.kind is DoubtKind.UNKNOWN_COLUMN}
    if told := {heading: said for heading, said in told.items() if "/" in heading}:
        session.settings.columns.update(told)
        with suppress(OSError):  # then it is asked again next time
            session.keep_settings()


def listed_kind(path: str, kind: type[Record]) -> type[Record]:
    """The record type that the headings fit best: this type, or one of its children.

    Raises:
        NotFoundError: There is no such file.
    """
    file = _there(path)
    kinds = (kind, *(one for one in kind.CHILDREN if parent_kind(one) is kind))
    lists = _lists_in(file, kind)[0] if len(kinds) > 1 else []
    return max(kinds, key=lambda one: sum(len(headings_of(data, one)) for data, _ in lists))


def _lists_in(file: Path, kind: type[Record]) -> tuple[list[tuple[bytes, str]], str]:
    """The list of a text file, or those of a workbook, each with its name; or why there are none."""
    if file.stat().st_size > LARGEST:
        return [], "too_large"
    if file.suffix.lower() not in DOCUMENTS:
        return [(file.read_bytes(), str(file))], ""
    with SourceReader([file]) as reader:
        source = reader.read(file)
    found = _sheets(str(file), source) if file.suffix.lower() in SHEETS else _lists_of(str(file), source, kind)
    return [*found] or [(b"", str(file))], source.problem or ""


def _sheets(where: str, source: Source) -> Iterator[tuple[bytes, str]]:
    words = words_in_every_language("forms.words")  # a sheet of ours with what cells may say
    tables = [one for one in source.blocks if one.kind is BlockKind.TABLE and one.place not in words]
    for table in tables:
        yield written(table.rows).encode(), f"{where}, {table.place}" if len(tables) > 1 else where


def _lists_instead(read: ReadFile, where: str, source: Source) -> list[tuple[bytes, str]]:
    """The lists of a document that is no minutes; a roll of which nothing was said may be that of a training."""
    entries = [one for meeting in read.meetings for one in meeting.entries()]
    if any(one.type is not EntryType.NOTE for one in entries) or any(one.items[1:] for one in read.meetings):
        return []
    lists = [*_lists_of(where, source)]
    return lists if read.not_minutes else [one for one in lists if likely_kinds(one[0])[0] is Participant]


def _lists_of(where: str, source: Source, kind: type[Record] | None = None) -> Iterator[tuple[bytes, str]]:
    """The tables of a document with the headings of a list; those of one plan, each below its pillar, are one."""
    enough = HEADINGS_OF_A_LIST if kind is None else 1
    tables: list[SourceBlock] = []
    texts: list[str] = []
    for block in source.blocks:
        if block.kind is not BlockKind.TABLE:
            texts += filter(None, (block.text.strip("* "),))
            continue
        above, texts = texts[-TITLES:], []
        pillars = tuple((one,) for one in above if is_pillar(one))[-1:]
        if pillars and likely_kinds(_unmarked(block))[0] is Activity:
            first = tables.pop() if tables and block.rows[0] in tables[-1].rows else block._replace(rows=())
            tables.append(first._replace(rows=first.rows + pillars + block.rows))
        else:
            titles = tuple((one,) for one in above if any(map(speaks_of_training, above)))
            tables.append(block._replace(rows=titles + block.rows))
    for table, (_, name) in zip(tables, _sheets(where, source._replace(blocks=tuple(tables))), strict=True):
        data = _unmarked(table)
        if len(headings_of(data, kind or likely_kinds(data)[0], guess=True)) >= enough:
            yield data, name


def _unmarked(table: SourceBlock) -> bytes:
    return written(table.rows).encode().replace(b"**", b"").replace(b"~~", b"")


def _there(path: str) -> Path:
    file = Path(path)
    if not file.is_file():
        raise NotFoundError(t("cli.import.not_there", path=path), t("cli.import.not_there.hint"))
    return file


def _meant(chosen: Chosen, path: str) -> dict[Key, str]:
    """What a person has chosen for the rows of one file."""
    rows = (one for where, one in chosen.items() if where.rpartition(":")[0] == path)
    return {key: choice for one in rows for key, choice in one.items()}


def _matrix(session: Session, data: bytes, where: str, chosen: Chosen) -> ImportPlan:
    meant, columns = _meant(chosen, where), session.settings.columns
    return FilledRows(ListFile(session.lookup, data, where, meant, remembered=columns)).plan()


def _lists(
    session: Session, lists: list[tuple[bytes, str]], chosen: Chosen, tell: Callable[[int, int], None]
) -> tuple[list[ImportPlan], State]:
    """A plan for each list, and what is on record once they are in; organizations come before their people."""
    plans: list[ImportPlan] = []
    state: State = session.state
    for data, where in sorted(lists, key=lambda one: names_people(one[0])):
        plans.append(_list(session, state, data, where, chosen, tell))
        state = StateAfterChanges(session.state, together(plans).changes, (Membership, Organization, Person, Role))
    return plans, state


def _by_kind(session: Session, lists: list[tuple[bytes, str]]) -> tuple[list[tuple[bytes, str]], ...]:
    """The lists of members, and the others, which name these and the meetings of minutes."""
    kinds = [own_list(session.lookup, data) or likely_kinds(data)[0] for data, _ in lists]
    pairs = [*zip(lists, kinds, strict=True)]
    return [one for one, kind in pairs if kind in PEOPLE], [one for one, kind in pairs if kind not in PEOPLE]


def _other_lists(
    session: Session,
    lists: list[tuple[bytes, str]],
    plans: list[ImportPlan],
    chosen: Chosen,
    tell: Callable[[int, int], None],
) -> Iterator[ImportPlan]:
    """A plan for each list of anything but members, once all else is in."""
    before = [*plans]
    for data, where in lists:
        changes = together(before).changes
        state = StateAfterChanges(session.state, changes, declared()) if changes else session.state
        before.append(_list(session, state, data, where, chosen, tell))
        yield before[-1]


def _list(
    session: Session, state: State, data: bytes, where: str, chosen: Chosen, tell: Callable[[int, int], None]
) -> ImportPlan:
    lookup = Lookup(state, session.today)
    return read_as(ListFile(lookup, data, where, _meant(chosen, where), tell, session.settings.columns))


def _group(session: Session, data: bytes, where: str) -> ImportPlan:
    """Another group's file; a copy of this group's own is not imported but brought together."""
    try:
        theirs = records_in(data)
    except NotReadyError:
        return _not_read([(where, "other_file")])
    if theirs.lines.db == session.state.db:
        return _not_read([(where, "own_group")])
    return import_group(session.state, theirs, theirs.lines.db, where, session.today)


def _not_read(others: list[tuple[str, str]]) -> ImportPlan:
    """The files that are neither minutes nor members, each with the reason."""
    rows = tuple(
        ImportRow(_LEFT.get(reason, RowState.UNREAD), Path(where).name, where, t(f"importing.{reason}"))
        for where, reason in others
    )
    return ImportPlan(rows, Changes("verbs.imported"))


_LEFT = dict.fromkeys(("only_lists", "only_attachments", "own_group"), RowState.SKIPPED)
"""What is read elsewhere."""


def contents_of(files: Sequence[Path], kept: KeptFiles, tell: Tell) -> Iterator[tuple[Path, FileContent]]:
    """The files with what they hold; which one is being read is told where somebody sees it."""
    stamps = {file: _stamp(file) for file in files}
    new = [file for file in files if not _is_known(kept.contents.get(file), stamps[file])]
    with SourceReader(new) as reader:
        for number, file in enumerate(files, 1):
            if file in new:
                tell(t("cli.import.progress", done=number, total=len(files)))
                kept.contents[file] = (stamps[file], _content(file, reader))
            yield file, kept.contents[file][1]


def _is_known(kept: tuple[tuple[int, int] | None, FileContent] | None, stamp: tuple[int, int] | None) -> bool:
    """Whether it was read, and is as it was then; what is no file of its own is known by what was put there."""
    return kept is not None and kept[0] == stamp and (stamp is not None or not isinstance(kept[1], str))


def _stamp(file: Path) -> tuple[int, int] | None:
    """Whether a file is as it was: its size, and when it was last saved."""
    with suppress(OSError):
        found = file.stat()
        return found.st_size, found.st_mtime_ns
    return None


def _content(file: Path, reader: SourceReader) -> FileContent:
    suffix = file.suffix.lower()
    try:
        if file.stat().st_size > (LARGEST_GROUP if suffix in GROUPS else LARGEST):
            return "too_large"
        with file.open("rb") as opened:
            return reader.read(file) if suffix in DOCUMENTS else opened.read()
    except OSError:
        return "not_opened"


def _modified(where: str) -> float:
    """When; long ago where it is gone since it was read."""
    with suppress(OSError):
        return Path(where).stat().st_mtime
    return 0.0
