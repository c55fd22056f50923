"""Reading the command line: the options of each command are declared once, by its module, to argparse."""

from __future__ import annotations

import os
import re
from argparse import ArgumentParser, HelpFormatter, Namespace, RawDescriptionHelpFormatter
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

from ictwg.errors import UsageError
from ictwg.locales import known, t

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from typing import Any, Protocol

    from ictwg.domain.schema import Field, Record
    from ictwg.domain.values import Audience

    class Command(Protocol):
        def configure(self, parser: ArgumentParser, name: str) -> None:
            """Its own options; the name is that of the command, with the kind after it where it has kinds."""

        def run(self, args: Namespace) -> int: ...


COMMANDS = {
    "demo": "program",
    "new": "files",
    "import": "importing",
    "export": "export",
    "project": "projecting",
    "prepare": "preparing",
    "agenda": "export",
    "members": "listing",
    "people": "listing",
    "meetings": "listing",
    "actions": "listing",
    "decisions": "listing",
    "tasks": "listing",
    "list": "listing",
    "search": "searching",
    "show": "showing",
    "history": "showing",
    "report": "reporting",
    "add": "changing",
    "set": "changing",
    "done": "changing",
    "answer": "circulating",
    "conclude": "circulating",
    "undo": "changing",
    "redact": "changing",
    "same": "merging",
    "circulate": "approval",
    "comment": "approval",
    "adopt": "approval",
    "correct": "approval",
    "conflicts": "deciding",
    "resolve": "deciding",
    "share": "sharing",
    "merge": "sharing",
    "carry": "sharing",
    "backups": "restoring",
    "restore": "restoring",
    "trash": "trash",
    "leave": "parting",
    "handover": "parting",
    "encrypt": "encrypting",
    "decrypt": "encrypting",
    "passphrase": "encrypting",
    "check": "files",
    "repair": "upkeep",
    "upgrade": "upkeep",
    "compact": "upkeep",
    "manual": "files",
    "help": "files",
}
"""Each command, and the module of this package that runs it."""


_TAKES_VALUE = frozenset({"--file", "--today", "--lang"})


def first_word(words: Sequence[str]) -> int | None:
    """Where the first word stands that is neither an option nor the value of one that every command takes."""
    skip = False
    for at, word in enumerate(words):
        if not skip and not word.startswith("-"):
            return at
        skip = not skip and word in _TAKES_VALUE
    return None


WIDTH = 100
"""Of help that goes into a file or the manual."""


_SHOWN_CHOICES = 4


_RECORDS = {"organization": "ORG"}


_KINDS = {"line": "TEXT", "words": "TEXT"}


class Parser(ArgumentParser):
    """Says what is wrong, and what may be meant, in the reader's language."""

    def error(self, message: str) -> NoReturn:
        misspelt = re.findall(r"(?<!\S)--[\w-]+", message)
        near = next(filter(None, (nearest(flag, self._option_string_actions) for flag in misspelt)), "")
        hint = t("cli.usage_error.nearest" if near else "cli.usage_error.hint", nearest=near, command=self.prog)
        raise UsageError(message, hint)


def command_of(name: str) -> Command:
    """The module that runs `add action`; of the program itself where there is no name."""
    command: Command = import_module(f"ictwg.cli.{COMMANDS[name.partition(' ')[0]] if name else 'program'}")
    return command


def make_parser(name: str) -> Parser:
    """The parser of one command: the options that every command takes, and its own."""
    command, _, kind = name.partition(" ")
    area = f"cli.{name.replace(' ', '.') or 'program'}"
    area = area if known(f"{area}.does") else f"cli.{command}.any"
    parser = Parser(
        prog=f"ictwg {name}".strip(),
        description=t(f"{area}.does", name=kind),
        epilog=t("cli.examples", examples=t(f"{area}.examples", name=kind)),
        formatter_class=_formatter,
        allow_abbrev=False,
    )
    _general(parser)
    command_of(name).configure(parser, name)
    return parser


def _formatter(prog: str) -> HelpFormatter:
    """At the terminal's width, and as wide as the manual where there is none."""
    try:
        width = os.get_terminal_size().columns
    except OSError:
        width = WIDTH
    return RawDescriptionHelpFormatter(prog, width=width - 2)


def parse(name: str, words: Sequence[str]) -> Namespace:
    """What was given to one command; the general options stand before or after its name.

    Raises:
        UsageError: It does not fit.
    """
    rest = _without(words, first_word(words)) if name else list(words)
    name, rest = with_kind(name, rest)
    args = make_parser(name).parse_intermixed_args(rest)
    args.command, _, behind = name.partition(" ")
    args.kind = behind or getattr(args, "kind", "")
    return args


def kinds_of(name: str) -> Collection[str]:
    """What the first word of a command may be, where each has options of its own."""
    return getattr(command_of(name), "kinds", lambda _: ())(name)


def with_kind(name: str, words: Sequence[str]) -> tuple[str, list[str]]:
    """`add` and `action …` as `add action` and the rest."""
    at = first_word(words)
    if at is None or words[at] not in kinds_of(name):
        return name, list(words)
    return f"{name} {words[at]}", _without(words, at)


def _without(words: Sequence[str], at: int | None) -> list[str]:
    return [word for place, word in enumerate(words) if place != at]


def _general(parser: ArgumentParser) -> None:
    group = parser.add_argument_group(t("cli.general"))
    group.add_argument("--file", metavar="PATH", help=t("cli.file"))
    group.add_argument("--today", metavar="DATE", help=t("cli.today"))
    group.add_argument("--lang", metavar="CODE", help=t("cli.language"))
    group.add_argument("--json", action="store_true", help=t("cli.json"))
    group.add_argument("--no-share", action="store_true", help=t("cli.no_share"))
    group.add_argument("--moved", action="store_true", help=t("cli.moved"))
    group.add_argument("--separate", action="store_true", help=t("cli.separate"))


def add_audience(parser: ArgumentParser, audience: Audience | None, told: str = "cli.audience") -> None:
    """`--audience`: who will read what is printed; without it, `audience`, or whom the paper is for."""
    from ictwg.domain.values import Audience

    default = "" if audience is None else str(audience)
    parser.add_argument("--audience", choices=[str(one) for one in Audience], default=default, help=t(told))


def add_field_flags(parser: ArgumentParser, kind: type[Record], fields: Sequence[Field[Any]]) -> None:
    """`--its-name` for every field; sets may be given several times."""
    group = parser.add_argument_group(t(f"records.{kind.SINGULAR}"))
    for field in fields:
        dest, shown, stands = f"field_{field.name}", field_help(field), placeholder(field)
        if field.kind == "flag":
            group.add_argument(field.flag, dest=dest, action="store_const", const="yes", help=shown)
        else:
            action = "append" if field.is_set else "store"
            group.add_argument(field.flag, dest=dest, action=action, metavar=stands, help=shown)


def placeholder(field: Field[Any]) -> str:
    """What stands for a field's value: its choices, or the first of many; `ORG`, `MEETING`, `NAME`, `DATE`."""
    from ictwg.domain.fields import NameText

    choices = [str(choice) for choice in getattr(field, "choices", ())]
    if choices:
        shown = choices if len(choices) <= _SHOWN_CHOICES else [*choices[: _SHOWN_CHOICES - 1], "…"]
        return "{" + ",".join(shown) + "}"
    target = getattr(field, "target", None)
    if target is not None:
        kind: str = target().SINGULAR
        return _RECORDS.get(kind, kind.upper())
    return "NAME" if isinstance(field, NameText) else _KINDS.get(field.kind, field.kind.upper())


def field_help(field: Field[Any]) -> str:
    """What is said of a field: its label, the values it may have, its help."""
    label = t(field.label_id)
    choices = getattr(field, "choices", ())
    listed = f" ({', '.join(choices)})" if choices else ""
    return (label + listed + (": " + t(field.help_id) if known(field.help_id) else "")).replace("%", "%%")


def field_values(args: Namespace, fields: Iterable[Field[Any]]) -> dict[str, str]:
    """What was given for the fields of a record type."""
    found = {field.name: getattr(args, f"field_{field.name}", None) for field in fields}
    return {name: ", ".join(v) if isinstance(v, list) else v for name, v in found.items() if v is not None}


def overview() -> str:
    """The help of `ictwg` itself."""
    rows = [f"  {name:<11} {t(f'cli.{name}.does')}" for name in COMMANDS]
    return t("cli.overview", commands="\n".join(rows))


def nearest_command(word: str) -> str:
    near = nearest(word, COMMANDS)
    return t("cli.unknown.hint", nearest=near) if near else t("cli.unknown.plain_hint")


def nearest(word: str, known: Iterable[str]) -> str:
    """The one that a misspelt word or option probably means; empty where none is like it."""
    import difflib

    return next(iter(difflib.get_close_matches(word, list(known), 1)), "")
