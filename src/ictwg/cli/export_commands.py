"""`ictwg export | agenda | report`: what goes out, for one audience."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from ictwg.app.catalogue import PAPERS, made, paper_named, said_otherwise
from ictwg.app.csv_lists import RecordList, listed
from ictwg.app.made_papers import note_made
from ictwg.app.session import Session
from ictwg.cli.output import narrate, print_json, put, put_bytes, say
from ictwg.cli.parsing import Option, audience_option, command
from ictwg.cli.session import day, let_out, reading, seen_by, span_in
from ictwg.domain.records import Meeting, Organization, Plan, Round
from ictwg.domain.schema import declared
from ictwg.domain.seen import audience_for
from ictwg.domain.values import Audience, Looks
from ictwg.errors import AmbiguousError, InvalidValueError, NotFoundError, UsageError
from ictwg.exports.papers import MATRIX
from ictwg.locales import LANGUAGES, language, t
from ictwg.papers.catalogue import PaperKind
from ictwg.papers.files import PlannedFile, WrittenFile, notices, write_exports
from ictwg.papers.forms import FORMS, MARKDOWN, MESSAGE, SPREADSHEET, ZIP, FileForm, form_of
from ictwg.records.group import spoken_in
from ictwg.records.lookup import find, found_or_none
from ictwg.records.reference_data import load_packs
from ictwg.records.selection import LISTINGS, listings
from ictwg.reports import OF_YEAR, REPORT, REPORTS, figures_of
from ictwg.reports import PAPERS as REPORT_PAPERS
from ictwg.reports.period import EVERY_SERIES, ReportRequest, asked_for, for_its_recipient, series_meant
from ictwg.tasks.checklists import next_meeting

ALL = "all"
STDOUT = "-"
AGENDA, MINUTES = "agenda", "minutes"
MD = "md"
"""Markdown by its short name."""

PACK = "pack"
WHAT = tuple(paper.name for paper in PAPERS if paper.of != REPORT)
TO = Option("--to PATH", "cli.export.to")
FORMAT = Option("--format FORM", "cli.export.format", how={"choices": (*FORMS, MD), "metavar": None})


@command(reading, "reference? REF", TO, FORMAT, audience_option(Audience.MEMBERS))
def agenda(session: Session, args: Namespace) -> None:
    args.what, args.plain, args.organization, args.also = AGENDA, False, "", ""
    args.reference = args.reference or _next(session, args)
    _write(session, args)


@command(
    reading,
    Option("what WHAT", values={"kinds": ", ".join((*WHAT, PACK))}, how={"choices": (*WHAT, PACK)}),
    "--from DATE",
    "--until DATE",
    "reference? REF",
    TO,
    FORMAT,
    audience_option(None, "cli.export.audience"),
    "--plain",
    "--organization NAME",
    "--owner+ ORG",
    "--about REF",
    Option("--also LANG", how={"choices": LANGUAGES, "default": ""}),
)
def export(session: Session, args: Namespace) -> None:
    if args.what == PACK:
        _write_pack(session, args)
        return
    paper = paper_named(args.what)
    if args.reference and not paper.of:
        raise UsageError(t("cli.export.whole", what=args.what, name=args.reference), t("cli.export.whole.hint"))
    for option in ("since", "until", "owner", "also", "about"):
        if getattr(args, option) and option not in paper.takes:
            papers = ", ".join(one.name for one in PAPERS if option in one.takes) or PACK
            told = t("cli.export.not_taken", what=args.what, option=f"--{option}".replace("since", "from"))
            raise UsageError(told, t("cli.export.not_taken.hint", papers=papers))
    _write(session, args)


def _write_pack(session: Session, args: Namespace) -> None:
    """All papers of a pack: in one zip, or in the folder that `--to` names.

    Raises:
        UsageError: There is none of this name, or what it is about is not named.
    """
    from ictwg.app.packs import PackRequest, pack_files, zipped

    packs = load_packs()
    if (pack := packs.get(args.reference)) is None:
        raise UsageError(
            t("cli.export.no_pack", name=args.reference), t("cli.export.no_pack.hint", names=", ".join(packs))
        )
    args.audience = args.audience or pack.readers[0]
    form = FORMS.get({MD: MARKDOWN.name}.get(args.format, args.format))
    home = find(session.state, Organization, args.organization) if args.organization else None
    since, until = span_in(args.since, args.until, session.lookup, Looks.BACK)
    about = _named_record(session, pack.of.split(), args.about, args) if args.about else None
    asked = PackRequest(
        pack.name, Audience(args.audience), about, since, until, home, form, language() if args.lang else ""
    )
    files = pack_files(session, asked)
    let_out(session, args, "\n".join(one.text for one in files), asked.audience)
    for notice in notices(files):
        narrate(notice)
    if args.to == STDOUT:
        _pour([zipped(files)], ZIP)
        return
    whole = _form_by_name(args.to or "") is ZIP or not args.to
    files = [_named(args.to, zipped(files), single=True)] if whole else [one._replace(folder=args.to) for one in files]
    tell_written(write_exports(files), as_json=args.json)


def _named_record(session: Session, words: Sequence[str], reference: str, args: Namespace) -> Any:
    """Of one of these types, of those that the audience may see.

    Raises:
        NotFoundError: There is none.
    """
    kinds = [kind for kind in declared() if kind.SINGULAR in words]
    if not kinds:
        raise UsageError(t("cli.export.not_taken", what=args.reference, option="--about"))
    seen = seen_by(session, args).state
    named = filter(None, (found_or_none(seen, kind, reference) for kind in kinds))
    one = next(named, None) or find(seen, kinds[0], reference)
    return session.state.get(type(one), one.id)


def _write(session: Session, args: Namespace) -> None:
    """Each paper that is meant, in the form that is meant."""
    paper = paper_named(args.what)
    form = _form(paper, args)
    homes = _homes(session, paper, args) if "organization" in paper.takes else ()
    audience = Audience(args.audience or paper.readers[0]) if homes else _audience(session, paper, args)
    args.audience = str(audience)
    more: list[dict[str, Any]] = [{"organization": home} for home in homes]
    if "since" in paper.takes:
        looks = Looks.AROUND if paper.of else Looks.BACK
        more = [dict(zip(("since", "until"), span_in(args.since, args.until, session.lookup, looks), strict=True))]
    lang = language() if args.lang else ""
    try:
        found = _about(session, paper, audience, args)
        papers = [
            file
            for about in found
            for one in more or [{}]
            for file in made(session, paper, audience, about, form, lang, also=args.also, **one)
        ]
    except InvalidValueError as refused:
        if homes or not args.unsigned:
            raise
        raise InvalidValueError(
            t("cli.export.unsigned", organization=args.unsigned), t("cli.export.unsigned.hint")
        ) from refused
    about = found[0] if len(found) == 1 else None
    _say_language(session, paper, papers, about, lang)
    if counted := getattr(about, "counted", ""):
        narrate(counted)
    _put(session, args, papers, form, (paper, audience, about))


def _form(paper: PaperKind, args: Namespace) -> FileForm:
    """The form that was named, or that the name of the file says, or the plain one of the paper.

    Raises:
        UsageError: The paper has no such form, or the file would be called as one of another.
    """
    named = {MD: MARKDOWN.name}.get(args.format, args.format) or (MESSAGE.name if args.plain else "")
    hint = t("cli.export.no_form.hint", forms=", ".join(form.name for form in paper.forms))
    if args.plain and args.format:
        raise UsageError(t("cli.export.one_form"), hint)
    by_name = _form_by_name(args.to or "")
    to_fill_in = paper.name == MATRIX and args.to != STDOUT and SPREADSHEET.is_there  # with what its cells may say
    form = FORMS[named] if named else by_name or (SPREADSHEET if to_fill_in else paper.plain)
    if form not in paper.forms:
        raise UsageError(t("cli.export.no_form", what=args.what, form=form.name), hint)
    if by_name not in (None, form):
        told = t("cli.export.other_name", path=args.to, form=form.name)
        raise UsageError(told, t("cli.export.other_name.hint", suffix=form.suffix))
    return form


def _form_by_name(to: str) -> FileForm | None:
    """That of a file with this name; a folder has none, and what ends in `.txt` may be any text."""
    form = form_of(to)
    return None if form is MESSAGE or Path(to).is_dir() else form


def _about(session: Session, paper: PaperKind, audience: Audience, args: Namespace) -> Sequence[Any]:
    """What the papers tell of: the group, a meeting or all of them, a list, a round, a training.

    Raises:
        NotFoundError: There is none of this name.
        UsageError: There is no such list, or none of these was named.
    """
    plan = _only_plan(session) if paper.of == Plan.SINGULAR and not args.reference else None
    if paper.of and not args.reference and plan is None:
        raise UsageError(t(f"cli.export.which.{paper.of.split()[0]}", what=args.what), t("cli.export.which.hint"))
    match paper.of:
        case Meeting.SINGULAR:
            return _meetings(session, args, audience)
        case Round.SINGULAR:
            return (_round(session, args.reference),)
        case Plan.SINGULAR:
            return (plan or find(seen_by(session, args).state, Plan, args.reference),)
        case "list":
            return (_list(session, args),)
        case "":
            return (None,)
        case _:
            return (_named_record(session, paper.of.split(), args.reference, args),)


def _audience(session: Session, paper: PaperKind, args: Namespace) -> Audience:
    """Who was named, or whom this kind of paper is for; of an organization, what it may be told.

    Raises:
        UsageError: The organization would be told more than members are.
    """
    home = find(session.state, Organization, args.organization).id if args.organization else None
    theirs = (Audience.EVERYONE, Audience.MEMBERS)
    usual = next((one for one in paper.readers if one in theirs), paper.readers[0]) if home else paper.readers[0]
    asked = Audience(args.audience or usual)
    if home and asked not in theirs:
        raise UsageError(t("cli.export.not_theirs", audience=asked), t("cli.export.not_theirs.hint"))
    args.unsigned = args.organization if (found := audience_for(session.state, home, asked)) is not asked else ""
    return found


def _homes(session: Session, paper: PaperKind, args: Namespace) -> Sequence[Organization | None]:
    """Whose part of a paper: one organization's, of a matrix that of each that is asked, or all in one."""
    from ictwg.programme.rounds import to_be_asked

    if args.organization == ALL and paper.of == Round.SINGULAR:
        return to_be_asked(session.state, _round(session, args.reference), session.today)
    return (find(session.state, Organization, args.organization) if args.organization else None,)


def _list(session: Session, args: Namespace) -> RecordList:
    """All records of a kind.

    Raises:
        UsageError: There is no such list, or nobody owns what it lists.
    """
    listing = listings().get(args.reference)
    if listing is None:
        kinds = dict.fromkeys((*LISTINGS, *(kind.TABLE for kind in declared() if kind.VIEWS)))
        known = t("cli.export.no_list.hint", kinds=", ".join(kinds))
        raise UsageError(t("cli.export.no_list", kind=args.reference), known)
    if args.owner and not listing.kind.OWNERS:
        raise UsageError(t("cli.export.not_taken", what=args.reference, option="--owner"))
    if args.organization and listing.kind.OWNERS and not args.owner:
        narrate(t("cli.export.whose", organization=args.organization))
    return listed(seen_by(session, args), args.reference, args.owner)


def _only_plan(session: Session) -> Plan | None:
    """The plan that holds today, where there is one."""
    from ictwg.programme.plan import is_current

    plans = [plan for plan in session.state.all(Plan) if is_current(session.state, plan)]
    return plans[0] if len(plans) == 1 else None


def _round(session: Session, reference: str) -> Round:
    """Of this name, or that is open on the plan of this name.

    Raises:
        NotFoundError: There is none.
    """
    from ictwg.programme.plan_matrix import open_round

    found = found_or_none(session.state, Round, reference)
    found = found or open_round(session.state, find(session.state, Plan, reference))
    if found is None:
        raise NotFoundError(t("matrix.no_round", plan=reference), t("matrix.no_round.hint"))
    return found


def _put(
    session: Session,
    args: Namespace,
    papers: Sequence[PlannedFile],
    form: FileForm,
    what: tuple[PaperKind, Audience, Any],
) -> None:
    """To standard output, to the place that was named, or each where it belongs; nothing with marks that are open."""
    if not papers:
        narrate(t("exporting.nothing"))
    let_out(session, args, "\n".join(one.text for one in papers), what[0].asked_about(what[1]))
    for notice in notices(papers):
        narrate(notice)
    if args.to == STDOUT:
        _pour(papers, form)
        return
    written = write_exports(_named(args.to, one, single=len(papers) == 1) for one in papers)
    note_made(session, *what, written)
    tell_written(written, as_json=args.json)


def _pour(papers: Sequence[PlannedFile], form: FileForm) -> None:
    """Texts one after the other; of other files one alone, and never on a terminal.

    Raises:
        UsageError: It would fill a terminal, or there are several.
    """
    if not form.binary:
        put("\n".join(paper.text for paper in papers))
    elif len(papers) != 1 or sys.stdout.isatty():
        raise UsageError(t("cli.export.not_here", count=len(papers)), t("cli.export.not_here.hint"))
    else:
        put_bytes(papers[0].data)


def _next(session: Session, args: Namespace) -> str:
    """The id of the next meeting, of those that the audience may see.

    Raises:
        UsageError: None is planned.
    """
    meeting = next_meeting(seen_by(session, args).state, session.today)
    if meeting is None:
        raise UsageError(t("cli.agenda.none"), t("cli.agenda.none.hint"))
    return meeting.id


def _meetings(session: Session, args: Namespace, audience: Audience) -> tuple[Meeting, ...]:
    from ictwg.exports.meeting_papers import exportable

    return exportable(session.state, audience) if args.reference == ALL else (_meeting(session, args, audience),)


def _meeting(session: Session, args: Namespace, audience: Audience) -> Meeting:
    """Looked for among what the audience may see, so that no error names anything else.

    Raises:
        InvalidValueError: The meeting is there, but not for this audience.
    """
    from ictwg.minutes.printed.making import require_visible

    what = args.what.replace("-", "_")
    try:
        seen = find(seen_by(session, args).state, Meeting, args.reference)
    except NotFoundError:
        with suppress(AmbiguousError, NotFoundError):
            require_visible(session.state, find(session.state, Meeting, args.reference), audience, what)
        raise
    return find(session.state, Meeting, seen.id)


def _named(to: str, paper: PlannedFile, *, single: bool) -> PlannedFile:
    """In the folder and file that `--to` means: a path that ends like a file is one, for a single paper."""
    path = Path(to)
    is_file = single and not path.is_dir() and path.suffix != ""
    folder, name = (str(path.parent), path.name) if is_file else (to or paper.folder, paper.name)
    return paper._replace(folder=folder, name=name)


def tell_written(written: list[WrittenFile], *, as_json: bool) -> None:
    """The paths of the files that were written, and of files that somebody edited and that were left as they are."""
    if as_json:
        print_json([{"path": one.path, "kept": one.kept or None} for one in written])
        return
    for one in written:
        say(one.path)
        if one.kept:
            narrate(t("cli.export.kept", kept=one.kept, path=one.path))


KINDS = tuple(kind.name for kind in REPORTS)


@command(
    reading,
    Option("what WHAT", values={"kinds": ", ".join(KINDS)}, how={"choices": KINDS}),
    "--from DATE",
    "--until DATE",
    Option("--series CODE", how={"default": None}),
    Option("--to PATH", how={"default": STDOUT}),
    Option("--format FORM", how={"choices": (*FORMS, MD), "metavar": None}),
    Option("--include-organizations", "cli.report.organizations"),
    Option("--only CODE", "cli.report.only", how={"default": ""}),
    Option("--recipient NAME", "cli.report.recipient", how={"default": ""}),
    Option("--cleared-by NAME", "cli.report.cleared_by", how={"default": ""}),
    "--cleared-on DATE",
    audience_option(Audience.MEMBERS),
)
def report(session: Session, args: Namespace) -> None:
    asked = _asked(session, args)
    if args.json and args.to == STDOUT:
        figures = figures_of(args.what, session.state, asked, session.today)
        print_json({"report": args.what, **_of_period(asked), **figures.json(asked)})
        return
    paper, args.plain = paper_named(args.what, REPORT_PAPERS), False
    form = _form(paper, args)
    papers = made(session, paper, asked.audience, asked, form)
    _say_language(session, paper, papers, asked)
    _put(session, args, papers, form, (paper, asked.audience, asked))


def _say_language(session: Session, paper: PaperKind, made: Sequence[PlannedFile], about: Any, lang: str = "") -> None:
    if made and (told := said_otherwise(session, paper, about, made[0].language, lang)):
        narrate(told)


def _asked(session: Session, args: Namespace) -> ReportRequest:
    asked = asked_for(
        session.today,
        *span_in(args.since, args.until, session.lookup, Looks.BACK),
        of_year=args.what in OF_YEAR,
        series=EVERY_SERIES if args.series is None else series_meant(seen_by(session, args).state, args.series),
        audience=Audience(args.audience),
        language=language() if args.lang else spoken_in(session.state) or language(),
        organizations=args.include_organizations,
        recipient=args.recipient.strip(),
        only=args.only.strip(),
        cleared_by=args.cleared_by.strip(),
        cleared_on=day(args.cleared_on, session.lookup, Looks.BACK),
    )
    return for_its_recipient(session.state, asked)


def _of_period(asked: ReportRequest) -> dict[str, str]:
    return {"from": asked.since.isoformat(), "until": asked.until.isoformat(), "audience": str(asked.audience)}
