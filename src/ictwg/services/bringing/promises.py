"""Actions and decisions of a sheet as settings of their records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.records import Action, Decision
from ictwg.domain.values import Basis
from ictwg.exchange.labels import label

if TYPE_CHECKING:
    from ictwg.domain.schema import Setting
    from ictwg.exchange.sheet import Promise, Ruling
    from ictwg.services.bringing.making import Making
    from ictwg.services.bringing.register import Register


def due_settings(promise: Promise) -> tuple[Setting, ...]:
    return (Action.due(promise.due), Action.review_on(promise.review_on))


def owner_settings(register: Register, promise: Promise, lang: str) -> tuple[Setting, ...]:
    """Organizations; a person beside them; one alone who is on no register stays as it is written."""
    known = [(owner, register.organization(owner)) for owner in promise.owners]
    alone = len(known) == 1 and not promise.who and not promise.everybody
    owners = [id or register.make(owner) for owner, id in known if id or not alone]
    settings = [Action.owners(tuple(owners))]
    if promise.everybody:
        settings.append(Action.all(True))
    who = promise.who or (known[0][0] if alone and not owners else "")
    if promise.withheld:
        who = label("owner.person", lang)
    strangers = [Action.owner_text(", ".join(promise.strangers))] if promise.strangers else []
    beside = bool(owners or strangers) or promise.everybody
    return (*settings, *_person(register, who, owners, beside=beside), *strangers)


def ruling_settings(making: Making, ruling: Ruling) -> tuple[Setting, ...]:
    known = {ref: id for ref in ruling.supersedes if (id := making.referred(Decision, ref))}
    unknown = tuple(reference for reference in ruling.supersedes if reference not in known)
    return (
        *((Decision.basis(ruling.basis),) if ruling.basis is not Basis.CONSENSUS else ()),
        Decision.votes_for(ruling.votes_for),
        Decision.votes_against(ruling.votes_against),
        Decision.abstentions(ruling.abstentions),
        Decision.represented(ruling.represented),
        Decision.represented_of(ruling.represented_of),
        Decision.quorum_needed(ruling.needed),
        Decision.supersedes(tuple(known.values())),
        Decision.supersedes_text(unknown),
        Decision.effect(ruling.effect),
        Decision.rationale(ruling.rationale),
        Decision.opposing(ruling.opposing),
    )


def _person(register: Register, who: str, owners: list[str], *, beside: bool) -> tuple[Setting, ...]:
    if not who:
        return ()
    home = owners[-1] if owners else None
    if beside:
        return (Action.person(register.make_person(who, home)),)
    known = register.person(who, None)
    return (Action.person(known),) if known else (Action.owner_text(who),)
