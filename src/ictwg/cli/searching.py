"""`ictwg search`: what is found anywhere, by what was typed."""

from __future__ import annotations

from argparse import Namespace

from ictwg.app.search.place import placed
from ictwg.app.search.search import SearchIndex
from ictwg.app.session import Session
from ictwg.cli.lists import refuse_unknown
from ictwg.cli.output import narrate, print_json, print_table
from ictwg.cli.parsing import Option, audience_option, command
from ictwg.cli.session import let_out, limit_in, reading, seen_by
from ictwg.domain.values import Audience
from ictwg.locales import t
from ictwg.records.lookup import kind_words, shortened

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
    lookup = seen_by(session, args)
    limit = limit_in(args)
    query = _query(args.typed)
    hits = SearchIndex(lookup.state, lookup.me).find(query, lookup.today, USUAL if limit is None else limit)
    refuse_unknown(hits, t("cli.search.words"))
    for word, meant in hits.meant:
        narrate(t("search.meant", word=word, meant=meant))
    let_out(session, args, "\n".join(found.said.whole for found in hits.found), Audience(args.audience))
    if args.json:
        print_json([placed(found) for found in hits.found])
    else:
        headings = [t("records.kind"), t("ui.where"), t("search.day"), t("records.text")]
        rows = [[kind_words(one.record), one.where, one.day, shortened(one.said.text, SHOWN)] for one in hits.found]
        print_table(headings, rows, empty=t("cli.list.empty"))


def _query(typed: list[str]) -> str:
    """One word on the command line is a whole query; of several, one with spaces in it stands together."""
    return typed[0] if len(typed) == 1 else " ".join(f'"{word}"' if " " in word else word for word in typed)
