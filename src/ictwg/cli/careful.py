"""The command line by argparse: help, and what is wrong with it, in the reader's language."""

from __future__ import annotations

import argparse
import os
import re
from typing import TYPE_CHECKING, NoReturn

from ictwg.cli.parsing import declare, nearest
from ictwg.cli.plain import Given
from ictwg.errors import UsageError
from ictwg.locales import t

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ictwg.cli.parsing import Command


WIDTH = 100
"""Of help that goes into a file or the manual."""


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        misspelt = re.findall(r"(?<!\S)--[\w-]+", message)
        near = next(filter(None, (nearest(flag, self._option_string_actions) for flag in misspelt)), "")
        hint = t("cli.usage_error.nearest" if near else "cli.usage_error.hint", nearest=near, command=self.prog)
        raise UsageError(t("cli.usage_error", message=message), hint)


class Explained:
    """Hands what is declared on to argparse, with the help in words.

    Args:
        container: A parser or a group.
    """

    def __init__(self, container: argparse._ActionsContainer) -> None:
        self._container = container

    def add_argument(self, *flags: str, **said: Any) -> None:
        told, stands = said.pop("help"), said.pop("metavar", None)
        said["help"] = told() if callable(told) else t(told)
        if stands is not None:
            said["metavar"] = stands() if callable(stands) else stands
        self._container.add_argument(*flags, **said)

    def add_argument_group(self, title: str) -> Explained:
        return Explained(self._container.add_argument_group(t(title)))


def read(command: Command, name: str, words: Sequence[str]) -> Given:
    """What was given.

    Raises:
        UsageError: It does not fit.
    """
    return make_parser(command, name).parse_intermixed_args(words, namespace=Given())


def make_parser(command: Command, name: str) -> Parser:
    prog = f"ictwg {name}".strip()
    area = f"cli.{name.replace(' ', '.') or 'program'}"
    described = t(f"{area}.does")
    examples = t("cli.examples", examples=t(f"{area}.examples"))
    parser = Parser(
        prog=prog,
        description=described,
        epilog=examples,
        formatter_class=_formatter,
        allow_abbrev=False,
    )
    declare(command, name, Explained(parser))
    return parser


def _formatter(prog: str) -> argparse.HelpFormatter:
    """At the terminal's width, without the import of `shutil` (3 ms) that argparse would do for it."""
    try:
        width = os.get_terminal_size().columns
    except OSError:
        width = WIDTH
    return argparse.RawDescriptionHelpFormatter(prog, width=width - 2)
