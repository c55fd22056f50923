"""Sending a paper to many: to whom it goes and by which address, what the mail says, and that it went.

    recipients(state, on, list) → addresses(…), covering(…) → sent(state, …) → Changes

Nothing here sends anything: a person copies what there is to copy, or opens a draft, and says afterwards that it went.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from email.message import EmailMessage
from enum import StrEnum
from hashlib import blake2s
from typing import TYPE_CHECKING, NamedTuple

from ictwg.contacts.addressing import greeting_of, of_name
from ictwg.contacts.calls import link_about, of_contact
from ictwg.domain.access import within
from ictwg.domain.calendar import say_date
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.in_language import in_language
from ictwg.domain.periods import roles_on
from ictwg.domain.records import Action, Contact, Decision, Document, Meeting, Organization, Person, Round
from ictwg.domain.roster import RosterLine, in_protocol_order, roster
from ictwg.domain.schema import Record
from ictwg.domain.state import State
from ictwg.domain.text import clean, fold
from ictwg.domain.values import Audience, Channel, Direction, Function, MembershipStatus, MinutesState, SentAs
from ictwg.locales import first_known, t
from ictwg.records.group import short_group_name
from ictwg.records.lookup import shown_name

if TYPE_CHECKING:
    from pathlib import Path


MEMBERS, ROSTER, CHAIRS, CONCERNED = "members", "roster", "chairs", "concerned"
"""The lists that every group has: of the members, of everybody who is invited, of the chairs and the secretariat; and
of those whom a paper concerns."""
_CHAIRS = (Function.CHAIR, Function.CO_CHAIR, Function.SECRETARIAT)
LARGE = 10 << 20
"""Bytes of attachments that many mail servers refuse."""
DOMAIN = "ictwg.invalid"
"""Of the names of our mails: no mail server has it (RFC 2606)."""
SHORT = 500
"""Characters of a message to a telephone."""


class Unreached(StrEnum):
    NOBODY = "nobody"
    NO_ADDRESS = "no_address"
    PAPER = "paper"
    NOT_THEIRS = "not_theirs"


class Recipient(NamedTuple):
    """Somebody on the list, or an organization for which nobody is.

    Attributes:
        id: Of the person, else of the organization.
        outside: They belong to no member, so that the members' addresses are not shown to them.
        sent_as: In which form they get it; None for the usual one.
        not_theirs: It is for readers that their organization is not among.
    """

    id: str
    organization: str
    acronym: str
    person: str
    name: str
    address: str
    outside: bool
    sent_as: SentAs | None = None
    not_theirs: bool = False

    @property
    def gap(self) -> Unreached | None:
        if self.not_theirs:
            return Unreached.NOT_THEIRS
        if self.sent_as is SentAs.PAPER:
            return Unreached.PAPER
        return None if self.address else Unreached.NO_ADDRESS if self.person else Unreached.NOBODY

    @property
    def gets_it(self) -> bool:
        """By mail, or on paper where no mail reaches them."""
        return self.gap is not Unreached.NOT_THEIRS

    @property
    def on_paper(self) -> bool:
        return self.gets_it and self.gap is not None

    @property
    def text(self) -> str:
        """What a filter looks in."""
        return f"{self.acronym} {self.name} {self.address}"


def lists(state: State, audience: Audience | None) -> tuple[str, ...]:
    """The names of the distribution lists of people, beside those that every group has; the chairs' papers have one."""
    named = {name for person in state.all(Person) for name in person.lists}
    whole = audience is None or within(audience, Audience.MEMBERS)
    return (MEMBERS, ROSTER, CHAIRS, *sorted(named, key=fold)) if whole else (CHAIRS,)


def recipients(
    state: State, on: date, which: str, series: str = "", homes: Sequence[Organization] = ()
) -> tuple[Recipient, ...]:
    """In protocol order; of those concerned the organizations are given."""
    if which == CONCERNED:
        seated = {line.organization.id: line for line in roster(state, on)}
        return tuple(
            one
            for home in homes
            for one in (_of_line(seated[home.id]) if home.id in seated else (_mailbox(home, outside=True),))
        )
    if which in (MEMBERS, ROSTER):
        lines = (line for line in roster(state, on, series) if which == ROSTER or _is_member(line.status))
        return tuple(one for line in lines for one in _of_line(line))
    if which == CHAIRS:
        held = (role.person for role in roles_on(state, on) if role.function in _CHAIRS)
        people = [one for id in dict.fromkeys(held) if (one := state.get(Person, id)) is not None]
    else:
        people = [one for one in state.all(Person) if which in one.lists]
    ids = {one.organization or "" for one in people}
    places = {home.id: at for at, home in enumerate(in_protocol_order(state, ids, on, series))}
    ordered = sorted(people, key=lambda one: (places.get(one.organization or "", len(places)), fold(one.name), one.id))
    members = {line.organization.id for line in roster(state, on) if _is_member(line.status)}
    return tuple(
        _person(state.get(Organization, one.organization), one, inside=one.organization in members) for one in ordered
    )


def _is_member(status: MembershipStatus) -> bool:
    return status is MembershipStatus.MEMBER


def _of_line(line: RosterLine) -> Iterator[Recipient]:
    """Whoever speaks for the organization; where nobody does, its mailbox."""
    home, inside = line.organization, _is_member(line.status)
    for one in line.people:
        yield _person(home, one.person, inside=inside)._replace(acronym=line.acronym)
    if not line.people:
        yield _mailbox(home, outside=not inside)._replace(acronym=line.acronym)


def _mailbox(home: Organization, *, outside: bool) -> Recipient:
    return Recipient(home.id, home.id, clean(home.acronym), "", "", clean(home.mailbox), outside, home.sent_as)


def _person(home: Organization | None, one: Person, *, inside: bool) -> Recipient:
    address = clean(one.email) or (clean(home.mailbox) if home is not None else "")
    named = home.acronym if home is not None else ""
    wanted = one.sent_as or (SentAs.PAPER if one.channel is Channel.LETTER else home.sent_as if home else None)
    return Recipient(one.id, one.organization or "", named, one.id, clean(one.name), address, not inside, wanted)


def reached(chosen: Iterable[Recipient]) -> tuple[Recipient, ...]:
    return tuple(one for one in chosen if one.gap is None)


def addresses(chosen: Iterable[Recipient], *, outside: bool | None = None) -> str:
    """As every mail program takes them; of the members, of others, or of all."""
    meant = (one for one in reached(chosen) if outside is None or one.outside is outside)
    return "; ".join(dict.fromkeys(one.address for one in meant))


class OutgoingPaper(NamedTuple):
    """A paper that goes out: what it is, for whom it was made, what it tells of, its files, and what the mail says.

    Attributes:
        audience: None where nobody knows who they are: those to whom a letter is written.
        text: What the mail says instead of the usual.
        actions: What it reminds of, each organization of its own alone.
        until: By which day they answer; None where nobody waits for it.
    """

    paper: str
    audience: Audience | None
    about: Record | None
    files: tuple[Path, ...] = ()
    text: str = ""
    actions: tuple[Action, ...] = ()
    until: date | None = None

    @property
    def size(self) -> int:
        return sum(path.stat().st_size for path in self.files if path.exists())


def is_final(what: OutgoingPaper) -> bool:
    """Adopted minutes: nobody is asked for comments, and the signed copy is what goes."""
    about = what.about
    return isinstance(about, Meeting) and what.paper == "minutes" and about.minutes_state is MinutesState.ADOPTED


def subject(state: State, what: OutgoingPaper, lang: str) -> str:
    """`ICTWG – Minutes M-2010-03`."""
    named = shown_name(state, what.about) if what.about is not None else ""
    stage = "final" if is_final(what) else "draft"
    ids = (f"sending.{what.paper}.{stage}", *(f"{area}.{what.paper}" for area in ("sending", "papers", "reports.kind")))
    paper = t(first_known(*ids), lang=lang)
    return " – ".join(filter(None, (clean(short_group_name(state)), f"{paper} {named}".strip())))


def covering(state: State, what: OutgoingPaper, lang: str, whom: Sequence[Recipient] = ()) -> str:
    """What the mail to these says; it is edited in the mail program."""
    lines = [
        greeting(state, whom, lang),
        what.text or t("circulation.enclosed", lang=lang, what=subject(state, what, lang)),
    ]
    until, about, asked = what.until, what.about, "circulation.answers"
    if isinstance(about, Document) or (isinstance(about, Meeting) and what.paper.startswith("minutes")):
        until, asked = None if is_final(what) else about.comments_until, "circulation.comments"
    elif isinstance(about, Round) and not what.text:
        until = about.closes_on
    if until is not None:
        lines.append(t(asked, lang=lang, day=say_date(until, lang, weekday=False)))
    return "\n\n".join((*lines, t("circulation.closing", lang=lang)))


def greeting(state: State, whom: Sequence[Recipient], lang: str) -> str:
    """To the members; where all are of one organization, to its person or to the colleagues there."""
    homes, people = {one.organization for one in whom}, [state.get(Person, one.person) for one in whom]
    home = state.get(Organization, next(iter(homes))) if len(homes) == 1 else None
    if len(people) == 1 and people[0] is not None:
        return greeting_of(state, people[0], lang)
    if home is None:
        return t("circulation.greeting", lang=lang)
    home = in_language(state, lang).get(Organization, home.id) or home
    named = of_name(clean(home.name), clean(home.article), lang)
    return t("circulation.greeting.colleagues", lang=lang, organization=named)


def short_text(state: State, what: OutgoingPaper, lang: str) -> str:
    """For a telephone: what everybody may see, else that it was sent, by its reference alone."""
    named = what.about
    open_ = isinstance(named, Meeting) and within(named.audience, Audience.EVERYONE)
    told = ""
    if isinstance(named, Meeting) and open_ and named.date is not None:
        told = ", ".join(filter(None, (say_date(named.date, lang), clean(named.venue))))
    if not (open_ or isinstance(named, (Meeting, Action, Decision))):
        what = what._replace(about=None)  # it has no reference, and its title is for those who get the mail
    said = t("circulation.short", lang=lang, what=subject(state, what, lang))
    return " ".join(filter(None, (said, told)))[:SHORT]


def thread_id(what: OutgoingPaper, *said: str) -> str:
    """By which an answer names the mail (RFC 5322 §3.6.4): what it is about, and which mail of it; kept nowhere."""
    about = f"{what.about.TABLE}.{what.about.id}" if what.about is not None else "group.0"
    which = blake2s("\0".join((*said, *(path.name for path in what.files))).encode(), digest_size=8).hexdigest()
    return f"<{about}.{what.paper}.{which}@{DOMAIN}>"


def draft(what: OutgoingPaper, chosen: Sequence[Recipient], title: str, text: str) -> bytes:
    """A mail that opens as a draft (RFC 5322; `X-Unsent` says so to Outlook): To in protocol order, others in Bcc."""
    made = EmailMessage()
    made["Subject"], made["X-Unsent"] = title, "1"
    made["Message-ID"] = thread_id(what, title, text, addresses(chosen))
    made["To"] = addresses(chosen, outside=False).replace("; ", ", ")
    if hidden := addresses(chosen, outside=True):
        made["Bcc"] = hidden.replace("; ", ", ")
    made.set_content(text)
    for path in what.files:
        made.add_attachment(path.read_bytes(), maintype="application", subtype="octet-stream", filename=path.name)
    return made.as_bytes()


def sent(
    state: State,
    what: OutgoingPaper,
    chosen: Iterable[Recipient],
    title: str,
    on: date,
    channel: Channel = Channel.EMAIL,
) -> Changes:
    """It went: a contact with each organization, whoever of it got it; with those who get it on paper another."""
    told = Edit("verbs.circulated", title, what.about)
    homes: dict[tuple[str, bool], list[Recipient]] = {}
    for one in chosen:
        if one.organization and one.gets_it:
            homes.setdefault((one.organization, one.on_paper), []).append(one)
    about = link_about(what.about)
    if isinstance(what.about, Meeting) and what.paper.startswith("minutes"):
        about = (Contact.minutes((what.about.id,)),)
    if what.actions:
        about = (Contact.actions(tuple(one.id for one in what.actions)),)
    for (home, by_paper), people in homes.items():
        person = people[0].person if len(people) == 1 else ""
        how = of_contact(on, Direction.OUT, Channel.LETTER if by_paper else channel, home, person or None)
        again = by_paper and (home, False) in homes
        asks = Contact.answer_by(what.until if what.actions and not again else None)
        told.create(Contact, state.new_id(), *how, Contact.text(title), *about, asks)
    return told.done()
