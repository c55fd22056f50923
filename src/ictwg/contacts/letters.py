"""Letters that go out: draft, with the signatory, signed, dispatched, received (DOMAIN.md §2, *Letter*).

A letter has no number before it is signed. Signing keeps it as it is (`contacts.signed`); dispatching makes a contact
with each addressee, on which its delivery and its answer are written down.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from ictwg.contacts.addressing import EXCELLENCIES, person_of
from ictwg.contacts.calls import ABOUT, of_contact
from ictwg.contacts.incoming import answered
from ictwg.contacts.signed import edition_id, frozen
from ictwg.domain.changes import Changes, Edit, together
from ictwg.domain.ids import derived_id
from ictwg.domain.records import (
    Contact,
    IncomingLetter,
    Letter,
    LetterAddressee,
    LetterEdition,
    Meeting,
    Organization,
    Person,
)
from ictwg.domain.roster import in_protocol_order, roster
from ictwg.domain.schema import Setting
from ictwg.domain.state import State
from ictwg.domain.text import fold
from ictwg.domain.values import (
    AddresseeRole,
    Channel,
    Direction,
    LetterKind,
    LetterStage,
    MembershipStatus,
    OrganizationType,
)
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.records.editing import add
from ictwg.records.lookup import Lookup, shown_name

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_COUNT = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d+")
"""The first digits that are no year: `12` of `12/MNEC/2010`, of `2010/12` and of `2012/12`."""
INVITES = (LetterKind.INVITATION, LetterKind.CONVENING)
MAY_BE: dict[str, frozenset[LetterStage]] = {
    "to_many": frozenset({LetterStage.DRAFT, LetterStage.WITH_SIGNATORY, LetterStage.RETURNED}),
    "to_signatory": frozenset({LetterStage.DRAFT, LetterStage.RETURNED}),
    "returned": frozenset({LetterStage.WITH_SIGNATORY}),
    "signed": frozenset({LetterStage.DRAFT, LetterStage.WITH_SIGNATORY, LetterStage.RETURNED}),
    "sent": frozenset({LetterStage.SIGNED, LetterStage.DISPATCHED}),
    "received": frozenset({LetterStage.DISPATCHED}),
    "void": frozenset({LetterStage.SIGNED, LetterStage.DISPATCHED, LetterStage.RECEIVED}),
}
"""From which stages each step is taken."""


def addressees(
    state: State, letter: Letter, *roles: AddresseeRole, on: date | None = None
) -> tuple[LetterAddressee, ...]:
    """Those with one of these roles, or all; in each role in protocol order as of its signature, before it of a day."""
    rows = state.linked(LetterAddressee, LetterAddressee.letter, letter.id)
    homes = {row.organization or "" for row in rows}
    places = {one.id: at for at, one in enumerate(in_protocol_order(state, homes, letter.signed_on or on))}
    kept = (row for row in rows if not roles or row.role in roles)
    order = list(AddresseeRole)
    return tuple(sorted(kept, key=lambda row: (order.index(row.role), places.get(row.organization or "", 0), row.id)))


def contact_of(state: State, addressee: LetterAddressee) -> Contact | None:
    """What became of the letter to this addressee; None until it is dispatched."""
    return state.get(Contact, _contact_id(state, addressee))


def stage_of(state: State, letter: Letter) -> LetterStage:
    """By its days: received is what everybody to whom it is written has."""
    if letter.spoiled_on is not None:
        return LetterStage.SPOILED
    if letter.signed_on is None:
        if letter.returned_on is not None:
            return LetterStage.RETURNED
        return LetterStage.WITH_SIGNATORY if letter.with_signatory_on is not None else LetterStage.DRAFT
    sent = [contact_of(state, one) for one in to_whom(state, letter)]
    if sent and all(one is not None and one.delivered_on is not None for one in sent):
        return LetterStage.RECEIVED
    return LetterStage.DISPATCHED if any(sent) else LetterStage.SIGNED


def is_unanswered(state: State, letter: Letter) -> bool:
    """It asks for an answer until a day, and somebody who got it has not given one."""
    return letter.answer_by is not None and any(_waits(state, letter, one) for one in to_whom(state, letter))


def is_unsent(state: State, letter: Letter) -> bool:
    """Signed, and not with everybody yet."""
    if letter.signed_on is None or letter.spoiled_on is not None:
        return False
    return any(contact_of(state, one) is None for one in addressees(state, letter))


def to_whom(state: State, letter: Letter, on: date | None = None) -> tuple[LetterAddressee, ...]:
    return addressees(state, letter, AddresseeRole.TO, on=on)


def _waits(state: State, letter: Letter, one: LetterAddressee) -> bool:
    sent = contact_of(state, one)
    answers = state.linked(IncomingLetter, IncomingLetter.answers, letter.id)
    came = any(answer.organization == one.organization for answer in answers)
    return sent is not None and sent.answered_by is None and not came


def to_signatory(state: State, letter: Letter, on: date) -> Changes:
    """It lies with who signs it; that it was returned before is in its history."""
    settings = (Letter.with_signatory_on(on), Letter.returned_on.clear)
    return Edit("verbs.letter_to_signatory", shown_name(state, letter)).update(letter, *settings).done()


def returned(state: State, letter: Letter, note: str, on: date) -> Changes:
    settings = (Letter.returned_on(on), Letter.returned_note(note))
    return Edit("verbs.letter_returned", shown_name(state, letter)).update(letter, *settings).done()


def next_number(state: State, letter: Letter, on: date) -> str:
    """What follows the last number of the same signatory in that year, written in the same way: `12/MNEC/2010`.

    The first of a year is 1; where nobody has signed before, `1/2010`. Numbers that were spoiled are not used again.
    """
    signed = [one for one in state.all(Letter) if one.number and one.signed_on and one.signatory == letter.signatory]
    if not signed:
        return f"1/{on.year}"
    last = max(signed, key=lambda one: (str(one.signed_on), one.id))
    counts = [
        _counted(number)
        for one in signed
        if one.signed_on is not None and one.signed_on.year == on.year
        for number in numbers_of(state, one)
    ]
    written = _YEAR.sub(str(on.year), last.number)
    return _with_count(written, max(counts, default=0) + 1)


def numbers_of(state: State, letter: Letter) -> tuple[str, ...]:
    """Its own, or those of its addressees."""
    each = tuple(one.number for one in addressees(state, letter) if one.number)
    return each or tuple(filter(None, (letter.number,)))


def _counted(number: str) -> int:
    found = _COUNT.search(number)
    return int(found[0]) if found is not None else 0


def _with_count(number: str, count: int) -> str:
    if _COUNT.search(number) is None:
        return f"{number}/{count}"
    return _COUNT.sub(lambda found: str(count).zfill(len(found[0])), number, count=1)


def with_same_number(state: State, letter: Letter) -> tuple[Letter, ...]:
    """Others that were signed with one of its numbers: both stay, and both are shown."""
    own = set(numbers_of(state, letter))
    others = (one for one in state.all(Letter) if one.id != letter.id and one.signatory == letter.signatory)
    return tuple(one for one in others if not own.isdisjoint(numbers_of(state, one)))


def is_signed_below(state: State, letter: Letter, on: date) -> bool:
    """Whether it goes to a minister, and nobody says in whose place somebody below signs it (DOMAIN.md §2)."""
    signs = state.get(Person, letter.signatory)
    if signs is None or letter.signs_for or signs.level in EXCELLENCIES:
        return False
    written_to = (person_of(state, one, on) for one in to_whom(state, letter, on))
    return any(one is not None and one.level in EXCELLENCIES for one in written_to)


def sign(state: State, letter: Letter, number: str, on: date) -> Changes:
    """It was signed on that day under that number, or each addressee's copy under one of its own, counted from there.

    A registry may give the number later: without one it is signed, and not sent.

    Raises:
        InvalidValueError: Nobody is written to, or it is signed already.
    """
    written_to = to_whom(state, letter, on)
    if not written_to:
        raise InvalidValueError(t("letters.nobody"), t("letters.nobody.hint"))
    if letter.signed_on is not None:
        raise InvalidValueError(t("letters.signed_already", letter=shown_name(state, letter)))
    told = Edit("verbs.letter_signed", shown_name(state, letter), letter)
    told.update(letter, Letter.signed_on(on), Letter.returned_on.clear)
    if number.strip():
        told.update(letter, Letter.number(number))
    for at, one in enumerate(written_to if letter.own_numbers and number.strip() else ()):
        told.update(one, LetterAddressee.number(_with_count(number, _counted(number) + at)))
    changes = told.done()
    version = 1
    while state.get(LetterEdition, id := edition_id(state, letter, version)) or state.trashed(LetterEdition, id):
        version += 1
    settings = (LetterEdition.letter(letter.id), LetterEdition.version(version), LetterEdition.on(on))
    content = LetterEdition.content(frozen(state, letter, changes))
    return changes.and_then(Edit("").create(LetterEdition, id, *settings, content).done())


def sign_all(state: State, signed: Sequence[Letter], number: str, on: date) -> Changes:
    """Several, each under the number that follows: the first one's under this, of another signatory in their series."""
    each: list[Changes] = []
    numbers = {signed[0].signatory: number} if signed else {}
    for one in signed:
        own = numbers.get(one.signatory) or (number and next_number(state, one, on))
        each.append(sign(state, one, own, on))
        taken = len(to_whom(state, one)) if one.own_numbers else 1
        numbers[one.signatory] = own and _with_count(own, _counted(own) + taken)
    return together(each, ", ".join(one.subject for one in each))


def spoil(state: State, letter: Letter, on: date) -> Changes:
    """The number is void: it stands in the register and is never used again."""
    return Edit("verbs.letter_spoiled", shown_name(state, letter)).update(letter, Letter.spoiled_on(on)).done()


def dispatch(
    state: State,
    letter: Letter,
    on: date,
    channel: Channel = Channel.LETTER,
    only: Sequence[LetterAddressee] = (),
    by_mail: Collection[str] = (),
) -> Changes:
    """It went out to its addressees, or to some of them, to those of these ids by mail: a contact with each.

    An invitation that goes out says so of its meeting.

    Raises:
        InvalidValueError: It is not signed, or has no number yet.
    """
    if letter.signed_on is None:
        raise InvalidValueError(t("letters.not_signed", letter=shown_name(state, letter)), t("letters.not_signed.hint"))
    if not numbers_of(state, letter):
        raise InvalidValueError(t("letters.no_number"), t("letters.no_number.hint"), field=Letter.number.name)
    told = Edit("verbs.letter_dispatched", shown_name(state, letter), letter)
    for one in only or addressees(state, letter):
        if contact_of(state, one) is None and one.organization:
            how = Channel.EMAIL if one.id in by_mail else channel
            told.create(Contact, _contact_id(state, one), *_sent(letter, one, on, how))
    changes = told.done()
    if (theirs := state.get(IncomingLetter, letter.answers)) is not None:
        changes = changes.and_then(answered(state, theirs, letter, on))
    for meeting in (state.get(Meeting, id) for id in letter.meetings):
        if letter.kind in INVITES and meeting is not None and meeting.invitation_circulated is None:
            from ictwg.meetings.invitation import circulate_invitation

            changes = changes.and_then(circulate_invitation(state, meeting, on))
    return changes


def _sent(letter: Letter, one: LetterAddressee, on: date, channel: Channel) -> Iterable[Setting]:
    yield from of_contact(on, Direction.OUT, channel, one.organization, one.person, one.name)
    yield from (Contact.text(letter.subject), Contact.letter(one.number or letter.number), Contact.page(one.id))
    if one.role is AddresseeRole.TO:
        yield Contact.answer_by(letter.answer_by)
    yield from (link(getattr(letter, link.name)) for link in ABOUT)


def on_the_way(state: State, letter: Letter, only: Sequence[LetterAddressee] = ()) -> tuple[Contact, ...]:
    """What went out to its addressees, or to some, and nobody has said that it arrived."""
    sent = (contact_of(state, one) for one in only or addressees(state, letter))
    return tuple(one for one in sent if one is not None and one.delivered_on is None)


def delivered(contacts: Iterable[Contact], by: str, on: date) -> Changes:
    settings = (Contact.delivered_on(on), Contact.received_by(by))
    each = [Edit("verbs.letter_delivered", one.letter, one).update(one, *settings).done() for one in contacts]
    return together(each, ", ".join(dict.fromkeys(one.subject for one in each))) if each else Changes("")


def _contact_id(state: State, addressee: LetterAddressee) -> str:
    return derived_id(state.db, Contact.TABLE, ("letter", addressee.id))


def begin(lookup: Lookup, values: dict[str, str], organizations: Iterable[Organization]) -> tuple[str, Changes]:
    """A new letter with these values, as typed, to these organizations; an answer to who wrote there."""
    id, changes = add(lookup, Letter, {name: text for name, text in values.items() if text.strip()})
    theirs = lookup.state.get(IncomingLetter, Letter.answers.parse(values.get(Letter.answers.name, ""), lookup))
    return id, changes.and_then(addressed_to(lookup.state, id, organizations, theirs.name if theirs else ""))


def addressed_to(state: State, letter: str, organizations: Iterable[Organization], name: str = "") -> Changes:
    """Further addressees of a letter that may only now be written, somebody of this name there; none twice."""
    there = {
        one.organization
        for one in state.linked(LetterAddressee, LetterAddressee.letter, letter)
        if one.role is AddresseeRole.TO
    }
    found = state.get(Letter, letter)
    told = Edit("verbs.letter_addressed", shown_name(state, found) if found is not None else "")
    for one in organizations:
        if one.id not in there:
            of = (LetterAddressee.letter(letter), LetterAddressee.organization(one.id))
            people = state.linked(Person, Person.organization, one.id)
            known = next((who for who in people if name and fold(who.name) == fold(name)), None)
            whom = LetterAddressee.person(known.id) if known is not None else LetterAddressee.name(name)
            told.create(LetterAddressee, state.new_id(), *of, LetterAddressee.role(AddresseeRole.TO), whom)
    return told.done()


def many(state: State, which: str, on: date) -> tuple[Organization, ...]:
    """To whom one letter may go at once: the members, those of the government, or all on the roster."""
    lines = roster(state, on)
    if which != "all":
        lines = tuple(line for line in lines if line.status is MembershipStatus.MEMBER)
    found = tuple(dict.fromkeys(line.organization for line in lines))
    return found if which != "government" else tuple(one for one in found if one.type is OrganizationType.GOVERNMENT)
