"""Reading the command line: one parser at a time, and every message in the reader's language."""

from __future__ import annotations

import argparse
import os

from ictwg.cli import COMMANDS
from ictwg.errors import UsageError
from ictwg.hints import Any, NoReturn, Protocol
from ictwg.locales import known, t

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ictwg.domain.schema import Field, Record


WIDTH = 100
"""Of help that goes into a file or the manual."""


class Command(Protocol):
    def configure(self, parser: argparse.ArgumentParser, name: str) -> None: ...
    def run(self, args: argparse.Namespace) -> int: ...


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(t("cli.usage_error", message=message), t("cli.usage_error.hint", command=self.prog))


def parse(command: Command, name: str, words: Sequence[str]) -> argparse.Namespace:
    """The options of one command; the general ones stand before or after its name."""
    rest = list(words)
    if name:
        rest.remove(name)
    args = make_parser(command, name).parse_intermixed_args(rest)
    args.command = name
    return args


def make_parser(command: Command, name: str) -> Parser:
    prog = f"ictwg {name}".strip()
    described = t(f"cli.{name or 'program'}.does")
    examples = t("cli.examples", examples=t(f"cli.{name or 'program'}.examples"))
    parser = Parser(
        prog=prog,
        description=described,
        epilog=examples,
        formatter_class=_formatter,
        allow_abbrev=False,
    )
    _general(parser)
    command.configure(parser, name)
    return parser


def _formatter(prog: str) -> argparse.HelpFormatter:
    """At the terminal's width, without the import of `shutil` (3 ms) that argparse would do for it."""
    try:
        width = os.get_terminal_size().columns
    except OSError:
        width = WIDTH
    return argparse.RawDescriptionHelpFormatter(prog, width=width - 2)


def _general(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group(t("cli.general"))
    group.add_argument("--file", metavar="PATH", help=t("cli.file"))
    group.add_argument("--today", metavar="DATE", help=t("cli.today"))
    group.add_argument("--lang", metavar="CODE", help=t("cli.language"))
    group.add_argument("--json", action="store_true", help=t("cli.json"))
    group.add_argument("--no-share", action="store_true", help=t("cli.no_share"))
    group.add_argument("--moved", action="store_true", help=t("cli.moved"))
    group.add_argument("--separate", action="store_true", help=t("cli.separate"))


def add_field_flags(parser: argparse.ArgumentParser, kind: type[Record], fields: Sequence[Field[Any]]) -> None:
    """`--its-name` for every field; sets may be given several times."""
    group = parser.add_argument_group(t(f"records.{kind.SINGULAR}"))
    for field in fields:
        dest, shown = f"field_{field.name}", _field_help(field)
        if field.kind == "flag":
            group.add_argument(field.flag, dest=dest, action="store_const", const="yes", help=shown)
        else:
            action = "append" if field.is_set else "store"
            group.add_argument(field.flag, dest=dest, action=action, metavar=field.kind.upper(), help=shown)


def _field_help(field: Field[Any]) -> str:
    label = t(field.label_id)
    choices = getattr(field, "choices", ())
    listed = f" ({', '.join(choices)})" if choices else ""
    return (label + listed + (": " + t(field.help_id) if known(field.help_id) else "")).replace("%", "%%")


def field_values(args: argparse.Namespace, kind: type[Record]) -> dict[str, str]:
    """What was given for the fields of a record type."""
    found = {field.name: getattr(args, f"field_{field.name}", None) for field in kind.fields()}
    return {name: ", ".join(v) if isinstance(v, list) else v for name, v in found.items() if v is not None}


def overview() -> str:
    """The help of `ictwg` itself."""
    rows = [f"  {name:<11} {t(f'cli.{name}.does')}" for name in COMMANDS]
    return t("cli.overview", commands="\n".join(rows))


def nearest_command(word: str) -> str:
    import difflib

    near = difflib.get_close_matches(word, COMMANDS, 1)
    return t("cli.unknown.hint", nearest=near[0]) if near else t("cli.unknown.plain_hint")
