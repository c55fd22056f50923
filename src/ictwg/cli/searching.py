"""`ictwg search WORDS`: search hits, best first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.cli.output import narrate, print_json, print_table
from ictwg.cli.parsing import Option, audience_option, command
from ictwg.cli.session import limit_in, reading, seen_by
from ictwg.domain.values import Audience
from ictwg.locales import t

if TYPE_CHECKING:
    from argparse import Namespace

    from ictwg.app.search.search import Hits
    from ictwg.app.session import Session

USUAL = 20
SHOWN = 100
"""Characters of the text in a table; the whole stands in the JSON."""


@command(
    reading,
    Option("typed+ WORD", "cli.search.words"),
    Option("--limit N", "cli.list.limit"),
    audience_option(Audience.SECRETARIAT),
)
def search(session: Session, args: Namespace) -> None:
    from ictwg.actions.action_rows import READERS
    from ictwg.app.search.place import placed
    from ictwg.app.search.search import SearchIndex
    from ictwg.cli.listing import refuse_unknown

    lookup = seen_by(session, args)
    limit = limit_in(args)
    query = _query(args.typed)
    hits = SearchIndex(lookup.state).find(query, lookup.today, USUAL if limit is None else limit)
    refuse_unknown(lookup, query, hits.unknown, t("cli.search.words"), READERS)
    for word, meant in hits.meant:
        narrate(t("search.meant", word=word, meant=meant))
    if args.json:
        print_json([placed(found) for found in hits.found])
    else:
        _print(hits)


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
