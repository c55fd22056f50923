"""`ictwg add`: one new record."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from ictwg.app.session import Session
from ictwg.cli.output import narrate
from ictwg.cli.parsing import (
    ACCEPT_MARKS,
    Option,
    add_field_flags,
    command,
    field_help,
    field_values,
    kind_option,
    placeholder,
)
from ictwg.cli.record import tell_changed
from ictwg.cli.session import day, let_out_said, writing
from ictwg.domain.fields import Day
from ictwg.domain.records import Action, AgendaItem, Contact, Entry, Organization, Progress, ReportText
from ictwg.domain.schema import Field, Record, declared, form_fields
from ictwg.domain.values import ActionKind, Looks
from ictwg.errors import ThereAlreadyError
from ictwg.locales import t
from ictwg.minutes.prompt.parsing import promised
from ictwg.records import editing
from ictwg.records.editing import options_of
from ictwg.records.lookup import Lookup

PARTS = (Progress, Contact, AgendaItem, Entry, ReportText)
"""What an option says to which other record it belongs, or nothing does."""


def added() -> dict[str, type[Record]]:
    """What `add` adds: what stands on its own, and what says to which of these it belongs."""
    kinds = (kind for kind in declared() if kind.AREA or (kind.PARENT is not None and not kind.PARENT.inner))
    named = {kind.SINGULAR: kind for kind in kinds if not any(field.inner for field in kind.KEY)}
    return named | {kind.SINGULAR: kind for kind in PARTS} | {str(kind): Action for kind in ActionKind}


def _kind_of_new(parser: ArgumentParser, name: str) -> None:
    """What is added, or what may be said of it."""
    _, _, named = name.partition(" ")
    if not named:
        kinds = added()
        kind_option(parser, kinds, t("cli.add.kind", kinds=", ".join(kinds)))
        return
    kind = added()[named]
    title = title_field(kind)
    if title is not None:
        parser.add_argument("text", nargs="?", metavar=title.name.upper(), help=field_help(title))
    fields = form_fields(kind)
    if kind is Action:
        parser.add_argument("--owner", "--owners", action="append", metavar="ORG", help=t("cli.add.owner"))
        fields = tuple(field for field in fields if field is not Action.owners)
    for beside, told, field in options_of(kind):
        flag = f"--{beside} {placeholder(field)}" if field else f"--{beside}"
        Option(flag, told, how={"dest": beside}).declare(parser, name)
    if kind.GOES_OUT:
        ACCEPT_MARKS.declare(parser, name)
    add_field_flags(parser, kind, fields)


@command(writing, more=_kind_of_new, kinds=added)
def add(session: Session, args: Namespace) -> None:
    kind, title = added()[args.kind], title_field(added()[args.kind])
    values = field_values(args, kind.fields())
    for field in form_fields(kind):  # as in a form
        if field.required and getattr(field, "looks", None) is Looks.BACK:
            values.setdefault(field.name, session.today.isoformat())
    if title is not None and args.text:
        values[title.name] = args.text
    if owners := getattr(args, "owner", None):
        values[Action.owners.name] = ", ".join(owners)
    values, lacking = promised(session.lookup, values) if args.kind == "action" else (values, "")
    try:
        id, changes = editing.add(session.lookup, kind, values | _beside(args, kind, session.lookup))
    except ThereAlreadyError as error:
        if hasattr(args, "another"):
            error.hint = t("cli.add.another.hint")
        raise
    let_out_said(session, changes, args)
    session.commit_typed(changes)
    tell_changed(session, kind, id, changes, as_json=args.json)
    if lacking:
        narrate(lacking)


def _beside(args: Namespace, kind: type[Record], lookup: Lookup) -> dict[str, str]:
    """What some kinds take beside their own fields."""
    if args.kind == "task":
        return {Action.kind.name: args.kind}
    given: dict[str, Any] = {}
    for name, _, field in options_of(kind):
        typed = getattr(args, name)
        given[name] = day(typed, lookup, field.looks) if isinstance(field, Day) else typed
    return {name: str(value) for name, value in given.items() if value}


def title_field(kind: type[Record]) -> Field[Any] | None:
    """What the text after `add KIND` fills: an organization's name, not its acronym."""
    return Organization.name if kind is Organization else kind.TITLE
