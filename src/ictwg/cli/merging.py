"""`ictwg same`: two organizations or two people that are one, or that are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.cli.output import narrate, print_json, say
from ictwg.cli.parsing import Option, command
from ictwg.cli.session import trying
from ictwg.domain.records import Organization, Person
from ictwg.errors import UsageError
from ictwg.locales import t

if TYPE_CHECKING:
    from argparse import Namespace

    from ictwg.app.session import Session
    from ictwg.members.merging import Same


_KINDS: dict[str, type[Organization | Person]] = {kind.SINGULAR: kind for kind in (Organization, Person)}


@command(
    trying,
    Option("which KIND", "cli.same.kind", how={"choices": tuple(_KINDS)}),
    "kept KEEP",
    "other OTHER",
    "--take+ FIELD",
    "--different",
    Option("--dry-run", "cli.dry_run"),
)
def same(session: Session, args: Namespace) -> None:
    from ictwg.members.merging import told_apart, were_combined
    from ictwg.records.lookup import find

    kind = _KINDS[args.which]
    kept, other = find(session.state, kind, args.kept), find(session.state, kind, args.other)
    found = _found(session, kept, other, args.take)
    changes = told_apart(session.state, kept, other) if args.different else found.changes
    moved = args.different and were_combined(session.state, kept, other)
    if not args.dry_run:
        session.commit(changes)
    if args.json:
        told = [{**line._asdict(), "kind": str(line.kind)} for line in found.lines if not args.different]
        print_json({"kept": kept.id, "other": other.id, "dry_run": args.dry_run, "lines": told})
        return
    _print(found, different=args.different)
    if not args.dry_run:
        say(t(changes.verb, subject=changes.subject))
    if moved:
        narrate(t("same.apart.moved"))


def _found(session: Session, kept: Organization | Person, other: Organization | Person, take: list[str]) -> Same:
    from ictwg.members import merging
    from ictwg.members.merging import SameKind

    found = merging.same(session.lookup, kept, other, dict.fromkeys(take, True))
    asked = [line.id for line in found.lines if line.kind is SameKind.DIFFERS]
    unknown = [one for one in take if one not in asked]
    if unknown:
        hint = t("cli.same.take.hint", listed=", ".join(asked) or "–")
        raise UsageError(t("cli.same.not_asked", field=unknown[0]), hint)
    return found


def _print(found: Same, *, different: bool) -> None:
    """Line by line what happens; those with a choice say what it is called."""
    from ictwg.members.merging import SameKind, words_of

    for line in found.lines if not different else ():
        say(f"- {words_of(line)}")
        if line.kind is SameKind.DIFFERS and not line.takes:
            narrate(t("cli.same.take_it", field=line.id))
