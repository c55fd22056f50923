"""`ictwg import`: minutes and members from files, told row by row before anything is written."""

from __future__ import annotations

from ictwg.cli.output import narrate, print_json
from ictwg.cli.progress import Progress
from ictwg.domain.text import clean
from ictwg.errors import NotFoundError
from ictwg.locales import t

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ictwg.cli.plain import Declared, Given
    from ictwg.domain.state import State
    from ictwg.hints import Any
    from ictwg.services.importing.report import ImportPlan, ImportRow
    from ictwg.services.sharing.desk import Desk

MINUTES = frozenset({".md", ".markdown"})
MEMBERS = frozenset({".csv", ".tsv", ".txt"})
GROUPS = frozenset({".json"})
MANY = 50
"""Files; with as many, matching and saving take a while too."""
NARROW = 80
"""Columns, where the terminal does not say."""
STATE = 10
"""Columns for the state of a row."""
LARGEST = 20 * 1024 * 1024
"""Bytes; minutes are a thousandth of it, and a larger file is no minutes."""
LARGEST_GROUP = 1 << 30
"""Bytes; of a whole group's file."""


def configure(parser: Declared, name: str) -> None:  # noqa: ARG001 - the shared signature
    parser.add_argument("paths", nargs="+", metavar="PATH", help="cli.import.paths")
    parser.add_argument("--series", default="", metavar="CODE", help="cli.import.series")
    parser.add_argument("--dry-run", action="store_true", help="cli.import.dry_run")


def run(args: Given) -> int:
    from ictwg.cli.session import reading, writing

    files = [file for path in args.paths for file in found_files(path)]
    progress = Progress()
    with (reading if args.dry_run else writing)(args) as desk:
        plan = make_plan(desk, files, args.series, progress)
        if not args.dry_run:
            progress.tell(t("cli.import.saving", count=len(plan.changes.created)), at_once=len(files) > MANY)
            desk.commit(plan.changes)
        progress.done()
        _print(plan, as_json=args.json, dry=args.dry_run)
    return 1 if plan.read_nothing else 0


def found_files(path: str) -> list[Path]:
    """The files that one argument means, folders with all that is in them.

    Raises:
        NotFoundError: There is nothing at that path.
    """
    from pathlib import Path

    place = Path(path)
    if place.is_dir():
        wanted = MINUTES | {".csv"}
        return sorted(file for file in place.rglob("*") if file.is_file() and file.suffix.lower() in wanted)
    if not place.is_file():
        raise NotFoundError(t("cli.import.not_there", path=path), t("cli.import.not_there.hint"))
    return [place]


def make_plan(desk: Desk, files: list[Path], series: str, progress: Progress) -> ImportPlan:
    """What these files would change, members and then minutes, as one undo: the minutes name the members."""
    from ictwg.exchange.reading import read_minutes
    from ictwg.exchange.reading.own import is_own
    from ictwg.services.bringing.bring_in_sheet import OwnFile, bring_in_files
    from ictwg.services.importing.members import together
    from ictwg.services.importing.minutes import import_minutes
    from ictwg.services.importing.words import with_words

    own, minutes, members, groups, others = [], [], [], [], []
    for file, data in _told(files, progress):
        where, suffix = str(file), file.suffix.lower()
        if data is not None and suffix in GROUPS:
            groups.append((data, where))
        elif data is None or suffix not in MEMBERS | MINUTES:
            others.append((where, "too_large" if data is None else "other_file"))
        elif suffix in MEMBERS:
            members.append((data, where))
        elif is_own(text := _text(data)):
            own.append(OwnFile(where, text))
        else:
            minutes.append(read_minutes(text, where))
    progress.tell(t("cli.import.matching"), at_once=len(files) > MANY)

    def tell(done: int, total: int) -> None:
        progress.tell(t("cli.import.matched", done=done, total=total))

    plans, state = _members(desk, members, tell)
    plans += [bring_in_files(state, own, desk.today)] if own else []
    plans += [import_minutes(state, minutes, series, tell)] if minutes else []
    plans += [_group(desk, data, where) for data, where in groups]
    return with_words(desk.state, together([*plans, _not_read(others)]))


def _members(
    desk: Desk, members: list[tuple[bytes, str]], tell: Callable[[int, int], None]
) -> tuple[list[ImportPlan], State]:
    """A plan for each list, and what is on record once they are in."""
    from ictwg.domain.records import Membership, Organization, Person, Role
    from ictwg.services.importing.members import import_members, together
    from ictwg.services.importing.planned import Planned
    from ictwg.services.records.lookup import Lookup

    plans: list[ImportPlan] = []
    state: State = desk.state
    for data, where in members:
        plans.append(import_members(Lookup(state, desk.today), data, where, tell))
        state = Planned(desk.state, together(plans).changes, (Membership, Organization, Person, Role))
    return plans, state


def _group(desk: Desk, data: bytes, where: str) -> ImportPlan:
    """Another group's file; a copy of this group's own is not imported but brought together."""
    from ictwg.errors import NotReadyError
    from ictwg.services.importing.other_group import import_group
    from ictwg.store.looking import records_in

    try:
        theirs = records_in(data)
    except NotReadyError:
        return _not_read([(where, "other_file")])
    if theirs.lines.db == desk.state.db:
        return _not_read([(where, "own_group")])
    return import_group(desk.state, theirs, theirs.lines.db, where, desk.today)


def _not_read(others: list[tuple[str, str]]) -> ImportPlan:
    """The files that are neither minutes nor members, each with the reason."""
    from ictwg.domain.changes import Changes
    from ictwg.services.importing.report import ImportPlan, ImportRow, RowState

    rows = tuple(ImportRow(RowState.SKIPPED, where, where, t(f"importing.{reason}")) for where, reason in others)
    return ImportPlan(rows, Changes("verbs.imported"))


def _told(files: list[Path], progress: Progress) -> Iterator[tuple[Path, bytes | None]]:
    """The files with their bytes, None for one too large; which one is being read is told where somebody sees it."""
    for number, file in enumerate(files, 1):
        progress.tell(t("cli.import.progress", done=number, total=len(files)))
        largest = LARGEST_GROUP if file.suffix.lower() in GROUPS else LARGEST
        yield file, file.read_bytes() if file.stat().st_size <= largest else None


def _text(data: bytes) -> str:
    """UTF-8, with or without its mark; else what Windows writes."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252", errors="replace")


def _as_json(row: ImportRow) -> dict[str, Any]:
    doubts = [{**doubt._asdict(), "kind": str(doubt.kind)} for doubt in row.doubts]
    return {
        "state": str(row.state),
        "what": row.what,
        "where": row.where,
        "why": row.why or None,
        "found": row.found._asdict() if row.found else None,
        "doubts": doubts,
    }


def _print_row(row: ImportRow) -> None:
    """The whole row; what is longer than the terminal is wide goes on in the next line."""
    from shutil import get_terminal_size
    from textwrap import wrap

    from ictwg.services.importing.report import row_lines

    width = get_terminal_size((NARROW, 24)).columns
    state = t(f"cli.import.row.{row.state}").ljust(STATE)
    for depth, text in row_lines(row):
        first = state if not depth else ""
        indent = " " * (STATE + 2 * max(depth - 1, 0))
        kept = clean(text)
        print("\n".join(wrap(kept, width, initial_indent=first or indent, subsequent_indent=indent + "  ") or [first]))


def _print(plan: ImportPlan, *, as_json: bool, dry: bool) -> None:
    from ictwg.services.importing.report import RowState

    counts = {str(state): plan.count(state) for state in RowState}
    if as_json:
        print_json({**counts, "unsure": plan.unsure, "dry_run": dry, "rows": list(map(_as_json, plan.rows))})
        return
    for row in plan.rows:
        _print_row(row)
    told: dict[str, Any] = counts
    narrate(t("cli.import.outcome", **told) if plan.rows else t("cli.import.nothing"))
    if plan.unsure:
        narrate(t("cli.import.unsure", count=plan.unsure))
    if dry:
        narrate(t("cli.import.dry"))
