"""`ictwg report`: figures over a period, as markdown, a page or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.cli.export import STDOUT, tell_written
from ictwg.cli.output import print_json, put
from ictwg.cli.parsing import Option, audience_option, command
from ictwg.cli.session import day, reading, seen_by
from ictwg.domain.values import Audience, Looks
from ictwg.locales import language
from ictwg.reports import REPORTS, figures_of

if TYPE_CHECKING:
    from argparse import Namespace

    from ictwg.app.session import Session
    from ictwg.reports.period import ReportRequest

FORMATS = {"markdown": ".md", "html": ".html"}


KINDS = tuple(kind.name for kind in REPORTS)


@command(
    reading,
    Option("what WHAT", values={"kinds": ", ".join(KINDS)}, how={"choices": KINDS}),
    "--from DATE",
    "--until DATE",
    Option("--series CODE", how={"default": None}),
    Option("--to PATH", how={"default": STDOUT}),
    Option("--format FORM", how={"choices": tuple(FORMATS), "metavar": None, "default": "markdown"}),
    Option("--include-organizations", "cli.report.organizations"),
    audience_option(Audience.MEMBERS),
)
def report(session: Session, args: Namespace) -> None:
    from ictwg.reports.report import file_report, report_text

    asked = _asked(session, args)
    figures = figures_of(args.what, session.state, asked, session.today)
    if args.json and args.to == STDOUT:
        print_json({"report": args.what, **_of_period(asked), **figures.json(asked)})
        return
    text = report_text(figures.report(asked), FORMATS[args.format])
    if args.to == STDOUT:
        put(text)
    else:
        tell_written([file_report(args.to, args.what, asked, text, FORMATS[args.format])], as_json=args.json)


def _asked(session: Session, args: Namespace) -> ReportRequest:
    from ictwg.reports.period import EVERY_SERIES, asked_for, series_meant

    return asked_for(
        session.today,
        day(args.since, session.lookup, Looks.BACK),
        day(args.until, session.lookup, Looks.BACK),
        series=EVERY_SERIES if args.series is None else series_meant(seen_by(session, args).state, args.series),
        audience=Audience(args.audience),
        language=language(),
        organizations=args.include_organizations,
    )


def _of_period(asked: ReportRequest) -> dict[str, str]:
    return {"from": asked.since.isoformat(), "until": asked.until.isoformat(), "audience": str(asked.audience)}
