"""What reads the words behind a command's name."""

from __future__ import annotations

from importlib import import_module

from ictwg.cli import COMMANDS
from ictwg.cli.careful import Parser, make_parser


def parser_of(name: str) -> Parser:
    return make_parser(import_module(f"ictwg.cli.{COMMANDS[name.partition(' ')[0]]}"), name)
