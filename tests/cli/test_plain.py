"""The plain reader of the command line answers as argparse does, or leaves it to argparse."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ictwg.cli import COMMANDS
from ictwg.cli.careful import read
from ictwg.cli.parsing import declare, with_kind
from ictwg.cli.plain import Given, PlainParser
from ictwg.cli.reference import with_kinds
from ictwg.errors import UsageError

if TYPE_CHECKING:
    from ictwg.cli.parsing import Command

WORDS = (
    "", "-", "--", "-h", "--help", "-1", "5", "007", "٣", "1_0", " 5", "MoJ", "a b", "-a b", "--lim", "--limit=3",
    "--owner=", "--owner=PNTL", "--open=yes", "action", "task", "minutes", "A-2010-014", "text=new", "members", "@file",
)  # fmt: skip


def command(name: str) -> Command:
    module: Command = import_module(f"ictwg.cli.{COMMANDS[name.partition(' ')[0]]}")
    return module


def plainly(name: str, words: list[str]) -> Given | None:
    parser = PlainParser()
    declare(command(name), name, parser)
    return parser.read(words)


@st.composite
def command_lines(draw: st.DrawFn) -> tuple[str, list[str]]:
    name = draw(st.sampled_from(with_kinds()))
    parser = PlainParser()
    declare(command(name), name, parser)
    flags = sorted(parser._options)
    return name, draw(st.lists(st.sampled_from(flags) | st.sampled_from(WORDS), max_size=7))


@given(command_lines())
def test_what_is_read_plainly_is_what_argparse_reads(line: tuple[str, list[str]]) -> None:
    name, words = line
    found = plainly(name, words)
    if found is not None:
        try:
            expected = read(command(name), name, words)
        except UsageError as error:
            pytest.fail(f"argparse refuses {words}: {error.message}")
        assert vars(found) == vars(expected)


@pytest.mark.parametrize(
    "line",
    [
        "actions --open --owner ORG3 --limit 20",
        "actions --overdue --json --file group.json",
        "members --status=member",
        "add action TEXT --owner MoJ --owner PNTL --due fri --no-share",
        "add organization NAME --acronym N",
        "add --today 2010-02-15 --json person NAME --function chair",
        "add person NAME --due fri",
        "add --owner MoJ action TEXT",
        "set A-2010-014 due=fri owners+=MoJ",
        "done A-2010-014 A-2010-015 --note said",
        "undo",
        "history",
        "show A-2010-014 --json",
        "export minutes all --to -folder",
        "redact A-2010-014 text",
        "actions --limit five",
        "actions --nothing",
        "add",
    ],
)
def test_everyday_lines_are_read_plainly_and_doubtful_ones_are_not(line: str) -> None:
    command, *rest = line.split()
    name, words = with_kind(command, rest)
    doubtful = (
        {"--to", "text", "five", "--nothing"} & set(words)
        or line == "add"
        or "NAME --due" in line
        or "add --owner" in line
    )
    assert (plainly(name, words) is None) == bool(doubtful)
