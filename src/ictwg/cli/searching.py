"""`ictwg search WORDS`: search hits, best first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.cli.output import narrate, print_json, print_table
from ictwg.cli.parsing import add_audience
from ictwg.domain.values import Audience
from ictwg.locales import t

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from typing import Any

    from ictwg.app.search.place import FoundPlace
    from ictwg.app.search.search import Hits

USUAL = 20
SHOWN = 100
"""Characters of the text in a table; the whole stands in the JSON."""


def configure(parser: ArgumentParser, name: str) -> None:  # noqa: ARG001 - the shared signature
    parser.add_argument("typed", nargs="+", metavar="WORD", help=t("cli.search.words"))
    parser.add_argument("--limit", metavar="N", type=int, help=t("cli.list.limit"))
    add_audience(parser, Audience.SECRETARIAT)


def run(args: Namespace) -> int:
    from ictwg.actions.action_rows import READERS
    from ictwg.app.search.search import SearchIndex
    from ictwg.cli.listing import refuse_unknown
    from ictwg.cli.session import limit_in, reading, seen_by

    with reading(args) as session:
        lookup = seen_by(session, args)
        limit = limit_in(args)
        query = _query(args.typed)
        hits = SearchIndex(lookup.state).find(query, lookup.today, USUAL if limit is None else limit)
        refuse_unknown(lookup, query, hits.unknown, t("cli.search.words"), READERS)
        for word, meant in hits.meant:
            narrate(t("search.meant", word=word, meant=meant))
        if args.json:
            print_json([_json(found) for found in hits.found])
        else:
            _print(hits)
    return 0


def _query(typed: list[str]) -> str:
    """One word on the command line is a whole query; of several, one with spaces in it stands together."""
    return typed[0] if len(typed) == 1 else " ".join(f'"{word}"' if " " in word else word for word in typed)


def _print(hits: Hits) -> None:
    from ictwg.records.lookup import kind_words

    headings = [t("records.kind"), t("ui.where"), t("search.day"), t("records.text")]
    rows = [[kind_words(one.record), one.where, one.day, _short(one.said.text)] for one in hits.found]
    print_table(headings, rows, empty=t("cli.list.empty"))


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def _json(found: FoundPlace) -> dict[str, Any]:
    from ictwg.app.search.place import placed

    return placed(found)
