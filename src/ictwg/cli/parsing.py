"""Reading the command line: a command is a function, and its options are declared above it.

    @command(writing, "references+ REF", "--note TEXT", "--on DATE", "--by ORG")
    def done(session: Session, args: Namespace) -> None:

`ictwg done A-2010-014 --on today` opens the group's file with `writing`, calls the function with the session and with
`args.references`, `args.note`, `args.on` and `args.by`, and shares what it changed. The help of `--note` is the message
`cli.done.note`. `Option` says how an argument is written, and `cli.session` which ways there are to open the file.
"""

from __future__ import annotations

import os
import re
from argparse import Action, ArgumentParser, ArgumentTypeError, HelpFormatter, Namespace, RawDescriptionHelpFormatter
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from ictwg.domain.text import fold
from ictwg.domain.values import Audience
from ictwg.errors import UsageError
from ictwg.locales import known, t

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager

    from ictwg.app.session import Session
    from ictwg.domain.schema import Field, Record

    Opens = Callable[[Namespace], AbstractContextManager[Session]]


HELP = "cli"
"""The area of the messages about commands."""


class Option(NamedTuple):
    """One argument of a command.

    Attributes:
        told: `reference REF` for a word, `--note TEXT` for an option with a value, `--yes` for one without. `+`, `*` or
            `?` behind the name of a word mean what they mean to argparse; an option with `+` may be given several
            times. What is not given is empty; a single `N` is a number, and None where it is not given. The value of
            `--from` is `args.since`.
        help: Its message, where that is not `cli.COMMAND.NAME`.
        values: What the message says besides.
        how: What argparse is told besides.
    """

    told: str
    help: str = ""
    values: Mapping[str, str] = {}
    how: Mapping[str, Any] = {}

    @property
    def name(self) -> str:
        """`--note`, `reference`."""
        return self.told.partition(" ")[0].rstrip("+*?")

    def message(self, command: str) -> str:
        """The id of its help."""
        return self.help or f"{HELP}.{command}.{self.name.removeprefix('--').replace('-', '_')}"

    def declare(self, parser: ArgumentParser, command: str) -> None:
        """Adds it to the parser of a command, under whose name its help is looked for."""
        name, (named, _, metavar) = self.name, self.told.partition(" ")
        how: dict[str, Any] = {"metavar": metavar, "default": ""} if metavar else {"action": "store_true"}
        many = named[len(name) :]
        if many and name.startswith("--"):
            how |= {"action": "append", "default": []}
        elif many:
            how["nargs"] = many
        elif metavar == "N":
            how |= {"type": int, "default": None}
        if name == "--from":  # a word of Python
            how["dest"] = "since"
        parser.add_argument(name, help=t(self.message(command), **self.values), **how | dict(self.how))


class Command(NamedTuple):
    """What runs under a name of the command line.

    Attributes:
        run: Takes the session, where one is opened for it, and what was typed; returns the exit code, if not 0.
        opens: How the group's file is opened.
        options: Its own arguments.
        more: Declares those that depend on the kind behind the name, and is given both.
        kinds: What may stand behind the name where each kind has options of its own.
    """

    run: Callable[..., int | None]
    opens: Opens | None
    options: tuple[Option, ...]
    more: Callable[[ArgumentParser, str], None] | None
    kinds: Callable[[], Collection[str]]

    def carry_out(self, args: Namespace) -> int:
        """Runs it in a session of its own; returns the exit code, see `ictwg.cli`."""
        if self.opens is None:
            return self.run(args) or 0
        from ictwg.cli.session import letting_out

        with self.opens(args) as session, letting_out(session, args):
            return self.run(session, args) or 0


def command(
    opens: Opens | None,
    *options: str | Option,
    more: Callable[[ArgumentParser, str], None] | None = None,
    kinds: Callable[[], Collection[str]] = tuple,
) -> Callable[[Callable[..., int | None]], Command]:
    """Makes a command of the function below; `args.command` is the name in `COMMANDS` under which it was typed.

    Args:
        opens: How the group's file is opened: `reading`, `writing`, `trying` or `alone`. The function then takes the
            session and what was typed; with None it takes what was typed alone, and opens what it needs.
        options: Its own arguments, in the order of the help; those of every command are added.
        more: Declares further arguments, which depend on the kind behind the name.
        kinds: What may stand behind the name where each kind has arguments of its own, as in `add action`.
    """
    declared = tuple(Option(one) if isinstance(one, str) else one for one in options)
    return lambda run: Command(run, opens, declared, more, kinds)


PROGRAM = "program:program"
"""What runs where no command is named."""

COMMANDS = {
    "demo": PROGRAM,
    "new": "upkeep:new",
    "import": "importing:import_",
    "replies": "replies:replies",
    "export": "export_commands:export",
    "project": "program:project",
    "prepare": "preparing:prepare",
    "agenda": "export_commands:agenda",
    "members": "lists:listed",
    "people": "lists:listed",
    "meetings": "lists:listed",
    "actions": "lists:listed",
    "decisions": "lists:listed",
    "tasks": "lists:listed",
    "list": "lists:list_",
    "search": "searching:search",
    "show": "record:show",
    "history": "history:history",
    "report": "export_commands:report",
    "add": "adding:add",
    "set": "changing:set_",
    "done": "record:done",
    "risk": "changing:risk",
    "answer": "meetings:answer",
    "conclude": "meetings:conclude",
    "undo": "history:undo",
    "redact": "changing:redact",
    "same": "conflicts:same",
    "renumber": "upkeep:renumber",
    "circulate": "meetings:circulate",
    "send": "sending:send",
    "letters": "letters:letters",
    "comment": "meetings:comment",
    "adopt": "meetings:adopt",
    "correct": "meetings:correct",
    "conflicts": "conflicts:conflicts",
    "resolve": "conflicts:resolve_conflict",
    "share": "sharing:share",
    "merge": "sharing:merge",
    "carry": "backups:carry_",
    "backups": "backups:backups",
    "restore": "backups:restore",
    "trash": "history:trash",
    "leave": "sharing:leave",
    "handover": "sharing:handover",
    "encrypt": "encryption:encrypt",
    "decrypt": "encryption:decrypt",
    "passphrase": "encryption:encrypt",
    "check": "upkeep:check",
    "repair": "upkeep:repair",
    "upgrade": "upkeep:upgrade",
    "compact": "upkeep:compact",
    "manual": "reference:manual",
    "help": PROGRAM,
}
"""Each command, and the function of this package that runs it: its module is imported once it is asked for."""

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


class Once(Action):
    """Takes one value: of two, one would be dropped without a word."""

    def __call__(self, parser: ArgumentParser, namespace: Namespace, values: Any, option: str | None = None) -> None:
        if option and getattr(namespace, self.dest, self.default) != self.default:
            parser.error(t("cli.twice", option=option))
        setattr(namespace, self.dest, values)


class Parser(ArgumentParser):
    """Says what is wrong, and what may be meant, in the reader's language."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**how)
        for name in (None, "store"):
            self.register("action", name, Once)

    def _parse_optional(self, arg_string: str) -> Any:
        """No option of argparse has a colon: `-is:open` lets all others through a filter."""
        return None if re.match(r"-[^\W\d_]\S*:", arg_string) else super()._parse_optional(arg_string)

    def error(self, message: str) -> NoReturn:
        known = self._option_string_actions
        misspelt = (flag for flag in re.findall(r"(?<!\S)--[\w-]+", message) if flag not in known)
        near = next(filter(None, (nearest(flag, known) for flag in misspelt)), "")
        hint = t("cli.usage_error.nearest" if near else "cli.usage_error.hint", nearest=near, command=self.prog)
        raise UsageError(message, hint)


def command_of(name: str) -> Command:
    """What runs `add action`; the program itself where there is no name."""
    first = name.partition(" ")[0]
    module, _, function = (COMMANDS[first] if first else PROGRAM).partition(":")
    found: Command = getattr(import_module(f"ictwg.cli.{module}"), function)
    return found


def make_parser(name: str) -> Parser:
    """The parser of one command: the options that every command takes, and its own."""
    first, _, kind = name.partition(" ")
    area = f"cli.{name.replace(' ', '.') or 'program'}"
    area = area if known(f"{area}.does") else f"cli.{first}.any"
    parser = Parser(
        prog=f"ictwg {name}".strip(),
        description=t(f"{area}.does", name=kind),
        epilog=t("cli.examples", examples=t(f"{area}.examples", name=kind)),
        formatter_class=_formatter,
        allow_abbrev=False,
    )
    _general(parser)
    declared = command_of(name)
    for option in declared.options:
        option.declare(parser, first)
        if option.name == "--audience":
            ACCEPT_MARKS.declare(parser, first)
    if declared.more is not None:
        declared.more(parser, name)
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
    # `add` and `action …` as `add action` and the rest
    at = first_word(rest)
    kind = _kind_meant(rest[at], kinds_of(name)) if at is not None else ""
    name, rest = (f"{name} {kind}", _without(rest, at)) if kind else (name, list(rest))
    args = make_parser(name).parse_intermixed_args(rest, Namespace(kind=""))
    args.command, _, behind = name.partition(" ")
    args.kind = behind or args.kind
    return args


def kinds_of(name: str) -> Collection[str]:
    """What the first word of a command may be, where each has options of its own."""
    return command_of(name).kinds()


def _kind_meant(word: str, kinds: Collection[str]) -> str:
    """As it is called in the file or by people, one or many: `activity_report`, `activities`, `activity reports`."""
    if word in kinds or not kinds:
        return word if kinds else ""
    from ictwg.domain.schema import declared

    wanted = fold(re.sub(r"[-_\s]+", " ", word))
    for kind in declared():
        area = f"records.{kind.SINGULAR}"
        names = (kind.SINGULAR, kind.TABLE, t(area), t(f"{area}.plural"))
        if kind.SINGULAR in kinds and wanted in {fold(name.replace("_", " ")) for name in names}:
            return kind.SINGULAR
    return ""


def kind_option(parser: ArgumentParser, kinds: Collection[str], message: str, **how: Any) -> None:
    """Adds the argument KIND, which refuses an unknown type and names the nearest: known ones are read before."""

    def unknown(word: str) -> NoReturn:
        near = nearest(word, kinds)
        hint = t("cli.no_kind.nearest", nearest=near) if near else t("cli.no_kind.hint")
        raise ArgumentTypeError(f"{t('cli.no_kind', word=word)} {hint}")

    parser.add_argument("kind", type=unknown, metavar="KIND", help=message, **how)


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


def audience_option(audience: Audience | None, told: str = "cli.audience") -> Option:
    """`--audience`: who will read what is printed; without it, `audience`, or whom the paper is for."""
    choices = [str(one) for one in Audience]
    return Option("--audience WHO", told, how={"choices": choices, "metavar": None, "default": str(audience or "")})


ACCEPT_MARKS = Option("--accept-marks REASON", "cli.accept_marks")


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
    """The hint for a word that is no command: which one it may be, or where they are listed."""
    near = nearest(word, COMMANDS)
    return t("cli.unknown.hint", nearest=near) if near else t("cli.unknown.plain_hint")


def nearest(word: str, known: Iterable[str]) -> str:
    """The one that a misspelt word or option probably means; empty where none is like it."""
    import difflib

    return next(iter(difflib.get_close_matches(word, list(known), 1)), "")
