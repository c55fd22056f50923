"""`ictwg export | agenda | report`: what goes out, for one audience."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.cli.output import narrate, print_json, put, say
from ictwg.cli.parsing import Option, audience_option, command
from ictwg.cli.session import day, let_out, reading, seen_by, span_in
from ictwg.domain.schema import declared
from ictwg.domain.values import Audience, Looks
from ictwg.errors import AmbiguousError, InvalidValueError, NotFoundError, UsageError
from ictwg.locales import language, t
from ictwg.reports import OF_YEAR, REPORTS, figures_of

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from ictwg.app.session import Session
    from ictwg.domain.records import Meeting, Round
    from ictwg.exports.exports import Exporter
    from ictwg.papers.files import PlannedFile, WrittenFile
    from ictwg.reports.period import ReportRequest


MINUTES, BOOK, CONTACTS, LIST, MATRIX = "minutes", "book", "contacts", "list", "matrix"


SHEETS = ("training-sign-in", "certificates", "payment-sheet")


WHAT = (
    "minutes",
    "minutes-today",
    "action-points",
    "agenda",
    "sign-in",
    "chair-copy",
    "session-note",
    CONTACTS,
    BOOK,
    LIST,
    MATRIX,
    *SHEETS,
)


OF_NO_MEETING = (BOOK, CONTACTS)


ALL = "all"


ENDINGS = {"markdown": ".md", "md": ".md", "html": ".html"}
"""How a file of each form ends, as in `minutes.printed.files`, which a command loads only when it writes one."""


CSV = "csv"


FORMS = {BOOK: ("markdown", "md"), LIST: (CSV,), MATRIX: (CSV, "html"), **dict.fromkeys(SHEETS, ("html",))}
"""Of the papers that have not each of ENDINGS."""


TAKES = {"owner": (LIST,), "plain": ("action-points",), "since": (BOOK, *SHEETS), "until": (BOOK, *SHEETS)}
"""Which papers an option changes that others have not."""


STDOUT = "-"


AGENDA = "agenda"


TO = Option("--to PATH", "cli.export.to")


def _format(*more: str) -> Option:
    return Option("--format FORM", "cli.export.format", how={"choices": (*ENDINGS, *more), "metavar": None})


@command(reading, "reference? REF", TO, _format(), audience_option(Audience.MEMBERS))
def agenda(session: Session, args: Namespace) -> None:
    args.what, args.plain, args.organization = AGENDA, False, ""
    _meetings_out(session, args)


@command(
    reading,
    Option("what WHAT", values={"kinds": ", ".join(WHAT)}, how={"choices": WHAT}),
    "--from DATE",
    "--until DATE",
    "reference? REF",
    TO,
    _format(CSV),
    audience_option(None, "cli.export.audience"),
    "--plain",
    "--organization NAME",
    "--owner+ ORG",
)
def export(session: Session, args: Namespace) -> None:
    if bool(args.reference) is (args.what in OF_NO_MEETING):
        raise UsageError(t("cli.export.which"), t("cli.export.which.hint"))
    _expect_taken(args)
    if args.what == LIST:
        _list(session, args)
    elif args.what == MATRIX:
        _matrix(session, args)
    elif args.what in SHEETS:
        _sheets(session, args)
    elif args.what == BOOK:
        _book(session, _audience(session, args), args)
    elif args.what == CONTACTS:
        _contacts(session, _audience(session, args), args)
    else:
        _meetings_out(session, args)


def _expect_taken(args: Namespace) -> None:
    """A form or an option that this paper has not is no other paper's.

    Raises:
        UsageError: One was given.
    """
    forms = FORMS.get(args.what, tuple(ENDINGS))
    if args.format and args.format not in forms:
        hint = t("cli.export.no_form.hint", forms=", ".join(forms))
        raise UsageError(t("cli.export.no_form", what=args.what, form=args.format), hint)
    if args.plain and args.format:
        raise UsageError(t("cli.export.one_form"), t("cli.export.no_form.hint", forms=", ".join(forms)))
    for option, papers in TAKES.items():
        if getattr(args, option) and args.what not in papers:
            flag = f"--{option}".replace("since", "from")
            hint = t("cli.export.not_taken.hint", papers=", ".join(papers))
            raise UsageError(t("cli.export.not_taken", what=args.what, option=flag), hint)


def _meetings_out(session: Session, args: Namespace) -> None:
    audience = _audience(session, args)
    args.reference = args.reference or _next(session, args)
    try:
        papers = [_paper(session, meeting, audience, args) for meeting in _meetings(session, args, audience)]
    except InvalidValueError as refused:
        if not args.unsigned:
            raise
        raise InvalidValueError(
            t("cli.export.unsigned", organization=args.unsigned), t("cli.export.unsigned.hint")
        ) from refused
    _put(session, args, papers)


def _audience(session: Session, args: Namespace) -> Audience:
    """Who was named, or whom this kind of paper is for; of an organization, what it may be told.

    Raises:
        UsageError: The organization would be told more than members are.
    """
    from ictwg.domain.records import Organization
    from ictwg.domain.seen import audience_for
    from ictwg.exports.exports import exporter_named
    from ictwg.records.lookup import find

    home = find(session.state, Organization, args.organization).id if args.organization else None
    if args.what == LIST:
        usual = Audience.MEMBERS if home else Audience.SECRETARIAT
    else:
        usual = exporter_named(MINUTES if args.what in OF_NO_MEETING else args.what).audience
    asked = Audience(args.audience or usual)
    if home and asked not in (Audience.EVERYONE, Audience.MEMBERS):
        raise UsageError(t("cli.export.not_theirs", audience=asked), t("cli.export.not_theirs.hint"))
    args.audience = str(found := audience_for(session.state, home, asked))
    args.unsigned = args.organization if found is not asked else ""
    return found


def _book(session: Session, audience: Audience, args: Namespace) -> None:
    """The minutes of a period in one file, beside the shared one where no other place is named."""
    from ictwg.exports.exports import book_name, minutes_book
    from ictwg.papers.files import PlannedFile, export_folder

    since, until = span_in(args.since, args.until, session.lookup, Looks.BACK)
    text = minutes_book(session.state, since, until, audience, session.today, _spoken(session, args))
    _put(session, args, [PlannedFile(export_folder(session.store.path), book_name(since, until, audience), text)])


def _contacts(session: Session, audience: Audience, args: Namespace) -> None:
    """Who is in the group today, as a page where no other form is named."""
    from ictwg.exports.messages import contact_page, contact_page_name
    from ictwg.papers.files import HTML, PlannedFile, export_folder

    form = ENDINGS.get(args.format, HTML)
    text = contact_page(session.state, session.today, audience, _spoken(session, args), form)
    place = (export_folder(session.store.path), contact_page_name(session.today, audience, form))
    _put(session, args, [PlannedFile(*place, text)])


def _list(session: Session, args: Namespace) -> None:
    """All records of a kind as a file for Excel; the secretariat's, where nobody is named.

    Raises:
        UsageError: There is no such list.
    """
    from ictwg.app.csv_lists import list_place, sheet_text
    from ictwg.papers.files import PlannedFile
    from ictwg.records.selection import LISTINGS, Criteria, listings, select

    listing = listings().get(args.reference)
    if listing is None:
        kinds = dict.fromkeys((*LISTINGS, *(kind.TABLE for kind in declared() if kind.VIEWS)))
        known = t("cli.export.no_list.hint", kinds=", ".join(kinds))
        raise UsageError(t("cli.export.no_list", kind=args.reference), known)
    audience = _audience(session, args)
    lookup = seen_by(session, args)
    if args.owner and not listing.kind.OWNERS:
        raise UsageError(t("cli.export.not_taken", what=args.reference, option="--owner"))
    if args.organization and listing.kind.OWNERS and not args.owner:
        narrate(t("cli.export.whose", organization=args.organization))
    found = select(lookup, listing.kind, Criteria(owners=tuple(args.owner)), listing.action_kind)
    text = sheet_text(lookup, listing.kind, found, language() if args.lang else "")
    _put(session, args, [PlannedFile(*list_place(session, "-".join((args.reference, *args.owner)), audience), text)])


def _matrix(session: Session, args: Namespace) -> None:
    """The matrix of a round, of one organization or of all: as a file for Excel and a page, or in the form named.

    Raises:
        NotFoundError: There is no such round, or none is open on the plan of that name.
    """
    from ictwg.domain.records import Organization
    from ictwg.exports.plan_matrix import CSV as CSV_FILE
    from ictwg.exports.plan_matrix import Matrix
    from ictwg.papers.files import HTML
    from ictwg.programme.rounds import to_be_asked
    from ictwg.records.lookup import find

    args.audience = args.audience or str(Audience.MEMBERS)
    audience, spoken = Audience(args.audience), _spoken(session, args)
    state, about = session.state, _round(session, args.reference)
    homes: tuple[Organization | None, ...] = (None,)
    if args.organization == ALL:
        homes = to_be_asked(state, about, session.today)
    elif args.organization:
        homes = (find(state, Organization, args.organization),)
    forms = {CSV: (CSV_FILE,), "html": (HTML,)}.get(args.format, (CSV_FILE, HTML))
    forms = forms[:1] if args.to == STDOUT else forms
    matrices = [Matrix(state, about, home, audience, session.today, spoken) for home in homes]
    _put(session, args, [one.paper(session.store.path, form) for one in matrices for form in forms])


def _round(session: Session, reference: str) -> Round:
    from ictwg.domain.records import Plan, Round
    from ictwg.programme.plan_matrix import open_round
    from ictwg.records.lookup import find, found_or_none

    found = found_or_none(session.state, Round, reference)
    found = found or open_round(session.state, find(session.state, Plan, reference))
    if found is None:
        raise NotFoundError(t("matrix.no_round", plan=reference), t("matrix.no_round.hint"))
    return found


def _sheets(session: Session, args: Namespace) -> None:
    """The sheets of a training, which name people: the secretariat's, whoever is named.

    Raises:
        InvalidValueError: They are asked for for somebody else.
    """
    from ictwg.domain.records import Training
    from ictwg.exports.training_sheets import sheet_paper, sheets_of
    from ictwg.records.lookup import find

    if args.organization or args.audience not in ("", Audience.SECRETARIAT):
        raise InvalidValueError(t("sheets.secretariat_only"), t("sheets.secretariat_only.hint"))
    args.audience = str(Audience.SECRETARIAT)
    state, spoken = session.state, _spoken(session, args)
    training = find(state, Training, args.reference)
    since, until = span_in(args.since, args.until, session.lookup, Looks.AROUND)
    named = (sheet for sheet in sheets_of(state, training) if sheet.name == args.what)
    sheets = [one for one in named if one.day is None or (since or one.day) <= one.day <= (until or one.day)]
    _put(session, args, [sheet_paper(state, training, one, session.store.path, spoken) for one in sheets])


def _put(session: Session, args: Namespace, papers: Sequence[PlannedFile]) -> None:
    """To standard output, to the place that was named, or each where it belongs; nothing with marks that are open."""
    from ictwg.papers.files import write_export

    let_out(session, args, "\n".join(paper.text for paper in papers))
    if args.to == STDOUT:
        put("\n".join(paper.text for paper in papers))
        return
    single = len(papers) == 1
    places = (_named(args.to, one.name, single=single) if args.to else one[:2] for one in papers)
    written = [write_export(*place, one.text) for place, one in zip(places, papers, strict=True)]
    tell_written(written, as_json=args.json)


def _next(session: Session, args: Namespace) -> str:
    """The id of the next meeting, of those that the audience may see.

    Raises:
        UsageError: None is planned.
    """
    from ictwg.tasks.checklists import next_meeting

    meeting = next_meeting(seen_by(session, args).state, session.today)
    if meeting is None:
        raise UsageError(t("cli.agenda.none"), t("cli.agenda.none.hint"))
    return meeting.id


def _meetings(session: Session, args: Namespace, audience: Audience) -> tuple[Meeting, ...]:
    from ictwg.exports.exports import exportable

    return exportable(session.state, audience) if args.reference == ALL else (_meeting(session, args, audience),)


def _meeting(session: Session, args: Namespace, audience: Audience) -> Meeting:
    """Looked for among what the audience may see, so that no error names anything else.

    Raises:
        InvalidValueError: The meeting is there, but not for this audience.
    """
    from contextlib import suppress

    from ictwg.domain.records import Meeting
    from ictwg.minutes.printed.making import require_visible
    from ictwg.records.lookup import find

    what = args.what.replace("-", "_")
    try:
        seen = find(seen_by(session, args).state, Meeting, args.reference)
    except NotFoundError:
        with suppress(AmbiguousError, NotFoundError):
            require_visible(session.state, find(session.state, Meeting, args.reference), audience, what)
        raise
    return find(session.state, Meeting, seen.id)


def _spoken(session: Session, args: Namespace) -> str:
    """The language that was asked for, else the group's."""
    from ictwg.records.group import spoken_in

    return language() if args.lang else spoken_in(session.state) or ""


def _exporter(args: Namespace) -> Exporter:
    from ictwg.exports.exports import exporter_named
    from ictwg.papers.files import MARKDOWN, PLAIN

    return exporter_named(args.what, PLAIN if args.plain else ENDINGS.get(args.format, MARKDOWN))


def _paper(session: Session, meeting: Meeting, audience: Audience, args: Namespace) -> PlannedFile:
    from ictwg.exports.exports import meeting_paper

    spoken = _spoken(session, args)
    return meeting_paper(session.state, meeting, session.store.path, audience, session.today, _exporter(args), spoken)


def _named(to: str, name: str, *, single: bool) -> tuple[str, str]:
    """The folder and file that `--to` means: a path that ends like a file is one, for a single meeting."""
    from pathlib import Path

    path = Path(to)
    is_file = single and not path.is_dir() and path.suffix != ""
    return (str(path.parent), path.name) if is_file else (to, name)


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
    Option("--format FORM", how={"choices": tuple(ENDINGS), "metavar": None, "default": "markdown"}),
    Option("--include-organizations", "cli.report.organizations"),
    Option("--only CODE", "cli.report.only", how={"default": ""}),
    Option("--recipient NAME", "cli.report.recipient", how={"default": ""}),
    Option("--cleared-by NAME", "cli.report.cleared_by", how={"default": ""}),
    "--cleared-on DATE",
    audience_option(Audience.MEMBERS),
)
def report(session: Session, args: Namespace) -> None:
    from ictwg.papers.files import PlannedFile
    from ictwg.reports.report import report_name, report_text

    asked = _asked(session, args)
    figures = figures_of(args.what, session.state, asked, session.today)
    if args.json and args.to == STDOUT:
        print_json({"report": args.what, **_of_period(asked), **figures.json(asked)})
        return
    form = ENDINGS[args.format]
    name, text = report_name(args.what, asked, form), report_text(figures.report(asked), form)
    _put(session, args, [PlannedFile("", name, text)])


def _asked(session: Session, args: Namespace) -> ReportRequest:
    from ictwg.reports.period import EVERY_SERIES, asked_for, for_its_recipient, series_meant

    asked = asked_for(
        session.today,
        *span_in(args.since, args.until, session.lookup, Looks.BACK),
        of_year=args.what in OF_YEAR,
        series=EVERY_SERIES if args.series is None else series_meant(seen_by(session, args).state, args.series),
        audience=Audience(args.audience),
        language=_spoken(session, args) or language(),
        organizations=args.include_organizations,
        recipient=args.recipient.strip(),
        only=args.only.strip(),
        cleared_by=args.cleared_by.strip(),
        cleared_on=day(args.cleared_on, session.lookup, Looks.BACK),
    )
    return for_its_recipient(session.state, asked)


def _of_period(asked: ReportRequest) -> dict[str, str]:
    return {"from": asked.since.isoformat(), "until": asked.until.isoformat(), "audience": str(asked.audience)}
