"""`ictwg report`: figures over a period, as markdown, a page or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.cli.output import narrate, print_json, put, say
from ictwg.cli.parsing import add_audience
from ictwg.domain.values import Audience, Looks
from ictwg.locales import language, t

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from ictwg.app.session import Session
    from ictwg.reports.period import ReportRequest

STDOUT = "-"
FORMATS = {"markdown": ".md", "html": ".html"}


def configure(parser: ArgumentParser, name: str) -> None:  # noqa: ARG001 - the shared signature
    from ictwg.reports import REPORTS

    kinds = [kind.name for kind in REPORTS]
    parser.add_argument("what", choices=kinds, metavar="WHAT", help=t("cli.report.what", kinds=", ".join(kinds)))
    parser.add_argument("--from", dest="since", metavar="DATE", help=t("cli.report.from"))
    parser.add_argument("--until", metavar="DATE", help=t("cli.report.until"))
    parser.add_argument("--series", metavar="CODE", help=t("cli.report.series"))
    parser.add_argument("--to", metavar="PATH", default=STDOUT, help=t("cli.report.to"))
    parser.add_argument("--format", choices=tuple(FORMATS), default="markdown", help=t("cli.report.format"))
    parser.add_argument("--include-organizations", action="store_true", help=t("cli.report.organizations"))
    add_audience(parser, Audience.MEMBERS)


def run(args: Namespace) -> int:
    from ictwg.cli.session import reading
    from ictwg.reports import figures_of

    with reading(args) as session:
        asked = _asked(session, args)
        figures = figures_of(args.what, session.state, asked, session.today)
        if args.json and args.to == STDOUT:
            print_json({"report": args.what, **_of_period(asked), **figures.json(asked)})
            return 0
        from ictwg.reports.report import report_text

        text = report_text(figures.report(asked), FORMATS[args.format])
        if args.to == STDOUT:
            put(text)
        else:
            _write(args, asked, text)
    return 0


def _asked(session: Session, args: Namespace) -> ReportRequest:
    from ictwg.cli.session import day, seen_by
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


def _write(args: Namespace, asked: ReportRequest, text: str) -> None:
    """Into the folder or the file that was named; a file that somebody has edited stays."""
    from ictwg.reports.report import file_report

    written = file_report(args.to, args.what, asked, text, FORMATS[args.format])
    if args.json:
        print_json([{"path": written.path, "kept": written.kept or None}])
        return
    say(written.path)
    if written.kept:
        narrate(t("cli.export.kept", kept=written.kept, path=written.path))
