"""The manual's reference of commands and keys, written from where they are declared."""

from __future__ import annotations

from argparse import Namespace
from contextlib import closing
from tempfile import TemporaryDirectory

from ictwg.cli.output import json_text, page_through
from ictwg.cli.parsing import COMMANDS, Option, command, kinds_of, make_parser
from ictwg.cli.program import open_example
from ictwg.locales import known, t
from ictwg.manual import PAGES, manual_text
from ictwg.records.selection import LISTINGS, Criteria, select
from ictwg.records.tables import record_json
from ictwg.ui.keys import KEYS, tip, verb


def command_reference() -> str:
    """The help of every command, and of each kind where they have options of their own."""
    return "\n".join(_command(name) for name in with_kinds())


def with_kinds() -> tuple[str, ...]:
    """The names under which there is help of its own: `add`, `add action` and so on."""
    told = {name: [kind for kind in kinds_of(name) if known(f"cli.{name}.{kind}.does")] for name in COMMANDS}
    return tuple(one for name, kinds in told.items() for one in (name, *(f"{name} {kind}" for kind in kinds)))


def key_reference() -> str:
    """Every key with its name, as a table."""
    head = f"| {t('manual.key.keys')} | {t('manual.key.does')} | {t('manual.key.id')} |\n|---|---|---|"
    rows = [f"| {key.keys.replace(',', ', ')} | {tip(key.id) or verb(key.id)} | `{key.id}` |" for key in KEYS.values()]
    return "\n".join([head, *rows])


def json_reference() -> str:
    """For each list, what `--json` prints of the first record of the example group."""
    parts = []
    with TemporaryDirectory() as folder:
        session = open_example(folder, writer=False)
        with closing(session.store):
            for name, listing in LISTINGS.items():
                first = select(session.lookup, listing.kind, Criteria(), listing.action_kind, 1)[0]
                shown = json_text([record_json(session.lookup, first)], indent=2)
                parts.append(f"### ictwg {name} --json\n\n```json\n{shown}\n```\n")
    return "\n".join(parts)


def _command(name: str) -> str:
    return f"### ictwg {name}\n\n```\n{make_parser(name).format_help().rstrip()}\n```\n"


@command(None, Option("--page PAGE", how={"choices": PAGES, "metavar": None}))
def manual(args: Namespace) -> None:
    made = {"commands": command_reference, "keys": key_reference, "json": json_reference}
    page_through(manual_text(made, args.page))
