"""`ictwg encrypt | decrypt | passphrase`: the group's file sealed, and who can open it."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from getpass import getpass

from ictwg.app import encryption
from ictwg.app.session import Session
from ictwg.cli.output import agreed, answered, narrate, print_json, say
from ictwg.cli.parsing import Option, command
from ictwg.cli.session import alone
from ictwg.domain.text import sentences
from ictwg.errors import InvalidValueError, UsageError
from ictwg.locales import t
from ictwg.store.encryption.keys import VARIABLE
from ictwg.store.maintenance.encrypting import Turned

NEW = "ICTWG_NEW_PASSPHRASE"


@command(alone, Option("--yes", "cli.yes"))
def decrypt(session: Session, args: Namespace) -> int:
    return _turn(session, args, "")


@command(alone, "--sheet PATH", Option("--yes", "cli.yes"))
def encrypt(session: Session, args: Namespace) -> int:
    return _turn(session, args, _sheet(session, args))


def _turn(session: Session, args: Namespace, sheet: str) -> int:
    narrate(t(f"encryption.will.{args.command}"))
    if not agreed(t("encryption.go_on"), yes=args.yes):
        narrate(t("encryption.not_done"))
        return 1
    turned = _turned(session, args, sheet)
    _tell(args, turned, sheet)
    return 0 if turned.published and not turned.standing else 1


def _sheet(session: Session, args: Namespace) -> str:
    """The path of the sheet, looked at before anything else is asked; nothing where none is made."""
    text = str(args.sheet)
    if not text and (args.command == "passphrase") is session.store.encrypted:
        text = answered(t("encryption.ask_sheet"))
        if not text:
            raise UsageError(t("encryption.no_sheet"), t("encryption.no_sheet.hint"))
    return str(encryption.sheet_place(text, session.store.path)) if text else ""


def _turned(session: Session, args: Namespace, sheet: str) -> Turned:
    if args.command == "decrypt":
        return session.store.encryption.decrypt()
    if args.command == "encrypt":
        return encryption.encrypt(session.store, _new_passphrase(VARIABLE), sheet, session.today)
    return encryption.change_passphrase(session.store, _new_passphrase(NEW), sheet, session.today)


def _new_passphrase(variable: str) -> str:
    """From the environment, or typed twice.

    Raises:
        UsageError: Neither.
    """
    given = os.environ.get(variable, "")
    if given:
        return given
    if not sys.stdin.isatty():
        raise UsageError(t("encryption.no_passphrase"), t("encryption.no_passphrase.hint", variable=variable))
    while True:
        typed = _typed_twice()
        if typed:
            return typed


def _typed_twice() -> str:
    """Empty where it is too short, or the two are not the same; that is said."""
    typed = getpass(t("encryption.ask_new"), sys.stderr)
    try:
        encryption.good(typed)
    except InvalidValueError as error:
        narrate(sentences(error.message, error.hint))
        return ""
    if getpass(t("encryption.ask_again"), sys.stderr) == typed:
        return typed
    narrate(t("encryption.not_the_same"))
    return ""


def _tell(args: Namespace, turned: Turned, sheet: str) -> None:
    beyond = [t(f"encryption.beyond.{args.command}.{what}") for what in encryption.BEYOND[args.command]]
    if args.json:
        print_json({**turned._asdict(), "sheet": sheet or None, "out_of_reach": beyond})
        return
    say(t(f"encryption.done.{args.command}"))
    if sheet:
        say(t("encryption.sheet_written", path=sheet))
    if not turned.published:
        narrate(t("encryption.not_published", why=turned.problem))
    if turned.standing:
        narrate("\n  ".join((t("encryption.standing"), *turned.standing)))
    say("\n- ".join((t("encryption.out_of_reach"), *beyond)))
