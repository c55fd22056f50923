"""Papers that are sent to many: which there are, to whom each goes, its files, and what is on record once it went.

    kinds_for(record) → outgoing(session, kind, record) → those_meant(…), files_of(…) → went(…) → Changes

What a record names as its file goes as it lies there: papers of a meeting, a document, a signed copy. Everything else
is made, into *For members* or *Secretariat only*.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from ictwg.app.catalogue import asked_for_paper, paper_named, usual_form
from ictwg.app.packs import OURS
from ictwg.app.session import Session
from ictwg.contacts import letters
from ictwg.contacts.addressing import person_of
from ictwg.contacts.circulation import (
    CONCERNED,
    OutgoingPaper,
    Recipient,
    Unreached,
    covering,
    draft,
    is_final,
    lists,
    reached,
    recipients,
    sent,
    subject,
)
from ictwg.contacts.templates import concerned, pending_with, promise
from ictwg.documents.papers import papers_of
from ictwg.documents.track import version_on
from ictwg.domain.access import is_on, visible, within
from ictwg.domain.agenda import agenda_of
from ictwg.domain.calendar import say_date
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import (
    Action,
    AgendaItem,
    Decision,
    Document,
    Entry,
    Group,
    Letter,
    LetterAddressee,
    Meeting,
    Organization,
    Round,
)
from ictwg.domain.roster import in_protocol_order, is_invited
from ictwg.domain.schema import Record
from ictwg.domain.seen import AudienceView, audience_for
from ictwg.domain.state import State
from ictwg.domain.text import clean
from ictwg.domain.values import CLOSED, Audience, SentAs
from ictwg.errors import InvalidValueError
from ictwg.exports.papers import MATRIX
from ictwg.locales import language, t
from ictwg.meetings.meetings import numbering
from ictwg.minutes.steps import STEPS, step_of
from ictwg.papers.catalogue import PaperKind
from ictwg.papers.files import PlannedFile, in_name, planned, write_export
from ictwg.papers.forms import FORMS
from ictwg.programme.rounds import RoundAsking, asked, silent, to_be_asked
from ictwg.records.group import calendar_of, spoken_in
from ictwg.records.lookup import shown_name
from ictwg.records.named_files import FileProblemError, named_file
from ictwg.records.planned_state import StateAfterChanges

FOR_MEMBERS = "For members"


class SendingKind(NamedTuple):
    """What can be sent of records of some types, of none of the group; `paper` is its entry in the catalogue."""

    name: str
    of: tuple[type[Record], ...]
    paper: str = ""


REMINDER, ROUND, PAPERS, LETTER, CALL = "reminder", "round", "papers", "letter", "call"
ACTION_LIST = "action-list"
ANSWER_DAYS = 5
"""Working days that are given to answer a reminder."""
KINDS = (
    SendingKind("agenda", (Meeting,), "agenda"),
    SendingKind("addendum", (Meeting,), "addendum"),
    SendingKind(PAPERS, (Meeting,)),
    SendingKind("minutes", (Meeting,), "minutes"),
    SendingKind("document", (Document,)),
    SendingKind(ROUND, (Round,), MATRIX),
    SendingKind(REMINDER, (Action, Round)),
    SendingKind(ACTION_LIST, (), ACTION_LIST),
    SendingKind(LETTER, (Letter,), "letter"),
    SendingKind("extract", (Decision, Action), "extract"),
)


def kinds_for(record: Record | None) -> tuple[SendingKind, ...]:
    """What can be sent of this record; of none what is of the whole group."""
    return tuple(kind for kind in KINDS if (type(record) in kind.of if record is not None else not kind.of))


def outgoing(
    session: Session, kind: SendingKind, about: Record | None, audience: Audience | None = None
) -> OutgoingPaper:
    """For the members, or for the chairs where those alone may see it.

    Raises:
        InvalidValueError: It is the secretariat's alone, or it is a letter that is not signed.
    """
    state = session.state
    if isinstance(about, Letter):
        if about.signed_on is None:
            told = t("letters.not_signed", letter=shown_name(state, about))
            raise InvalidValueError(told, t("letters.not_signed.hint"))
        return OutgoingPaper(kind.name, None, about)
    open_to = (one for one in (Audience.MEMBERS, Audience.CORE) if about is None or visible(state, about, one))
    readers = audience or next(open_to, None)
    if readers is None or (about is not None and not visible(state, about, readers)):
        raise InvalidValueError(t("sending.ours", what=shown_name(state, about) if about is not None else ""))
    if isinstance(about, Meeting):
        about = _once_sent(session, kind.name, about, readers).get(Meeting, about.id) or about
    if kind.name == REMINDER and isinstance(about, Action):
        return _reminding(session, readers, (about,))
    what = OutgoingPaper(kind.name, readers, about, until=_answers_by(session) if kind.name == ACTION_LIST else None)
    return what._replace(text=_reminder(session, what)) if kind.name == REMINDER else what


def _reminding(session: Session, readers: Audience, actions: tuple[Action, ...]) -> OutgoingPaper:
    about = actions[0] if len(actions) == 1 else None
    what = OutgoingPaper(REMINDER, readers, about, actions=actions, until=_answers_by(session))
    return what._replace(text=_reminder(session, what))


def _answers_by(session: Session) -> date:
    """Until when an answer is asked for, where nobody says another day."""
    return calendar_of(session.state).shift(session.today, ANSWER_DAYS)


def _once_sent(session: Session, paper: str, about: Record | None, readers: Audience | None) -> State:
    """Where it has gone out: minutes tell until when comments are welcome and their version, an agenda its number."""
    state, now = session.state, session.state.get(Meeting, about.id) if isinstance(about, Meeting) else None
    step = step_of(state, now, session.today, paper, readers) if now is not None and readers is not None else ""
    if now is None or step not in ("agenda", "circulated"):
        return state
    numbered = Edit("").update(now, *numbering(state, now)).done()
    return StateAfterChanges(state, numbered if step == "agenda" else STEPS[step](session.lookup, now), (Meeting,))


def call_for_items(session: Session, about: Round) -> OutgoingPaper:
    """The mail that asks the members for items of an agenda."""
    lang = spoken_in(session.state) or language()
    day = say_date(about.closes_on, lang, weekday=False) if about.closes_on is not None else ""
    return OutgoingPaper(
        CALL, Audience.MEMBERS, about, text=t("agenda_call.text", lang=lang, what=about.title, day=day)
    )


def reminder_of(session: Session, actions: Sequence[Action]) -> OutgoingPaper:
    """Of the open ones among several actions: one mail for each organization.

    Raises:
        InvalidValueError: The members may not see one of them.
    """
    meant = tuple(one for one in actions if one.status not in CLOSED) or tuple(actions)
    for one in meant:
        if not visible(session.state, one, Audience.MEMBERS):
            raise InvalidValueError(t("sending.not_for_members", what=shown_name(session.state, one)))
    return _reminding(session, Audience.MEMBERS, meant)


def told_to(session: Session, what: OutgoingPaper, home: str) -> OutgoingPaper:
    """What this organization is told of it: of several actions its own."""
    if not (what.actions and home):
        return what
    state, on = session.state, session.today
    own = tuple(one for one in what.actions if home in (to.id for to in concerned(state, one, on)))
    what = what._replace(actions=own, about=own[0] if len(own) == 1 else None)
    return what._replace(text=_reminder(session, what, home))


def mail_to(
    session: Session, what: OutgoingPaper, home: str, whom: Sequence[Recipient]
) -> tuple[OutgoingPaper, tuple[str, str]]:
    """What these are told, who are all of one organization or of any; and the subject and the text of the mail."""
    state, told, lang = session.state, told_to(session, what, home), spoken_in(session.state) or language()
    return told, (subject(state, told, lang), covering(state, told, lang, whom))


def _reminder(session: Session, what: OutgoingPaper, home: str = "") -> str:
    """What is asked for again, and until when."""
    state, about = session.state, what.about
    lang = spoken_in(state) or language()
    if isinstance(about, Round):
        name = RoundAsking(state, about, session.today).subject(lang)
        return t("sending.reminder.round", lang=lang, what=name)
    assert what.audience is not None  # noqa: S101 - of no letter
    seen = (AudienceView(state, what.audience).get(Action, one.id) for one in what.actions)
    said = "\n".join(promise(one, lang) for one in seen if one is not None)
    asked = all(is_invited(state, one, home) for one in what.actions)
    return t(f"sending.reminder.{'invited' if asked else 'action'}", lang=lang, action=said)


# To whom


def lists_for(state: State, what: OutgoingPaper) -> tuple[str, ...]:
    """The lists that it may go to, the usual one first: those whom it concerns, where it is not for all."""
    if what.actions:
        return (CONCERNED,)
    concerns = {REMINDER: (CONCERNED,), LETTER: (CONCERNED,), ROUND: (CONCERNED,), "extract": (CONCERNED,)}
    return (*concerns.get(what.paper, ()), *(lists(state, what.audience) if what.paper != LETTER else ()))


def those_meant(session: Session, what: OutgoingPaper, which: str) -> tuple[Recipient, ...]:
    """Everybody on a list, in protocol order; whose organization may not be told of it is marked.

    Of a meeting to come also whoever takes over until its day.
    """
    state, on, about = session.state, session.today, what.about
    if which == CONCERNED and isinstance(about, Letter):
        return tuple(_addressed(state, one, about) for one in letters.addressees(state, about))
    series = about.series if isinstance(about, Meeting) else ""
    found = recipients(state, on, which, series, tuple(_concerned(session, what)) if which == CONCERNED else ())
    if isinstance(about, Meeting) and about.date is not None and about.date > on and which != CONCERNED:
        known, places = {one.id for one in found}, {one.organization: at for at, one in enumerate(found)}
        later = (one for one in recipients(state, about.date, which, series) if one.id not in known)
        found = tuple(sorted((*found, *later), key=lambda one: places.get(one.organization, len(places))))
    return tuple(one._replace(not_theirs=_is_kept_from(state, what, one.organization)) for one in found)


def _is_kept_from(state: State, what: OutgoingPaper, home: str) -> bool:
    return what.audience is not None and audience_for(state, home, what.audience) is not what.audience


def _concerned(session: Session, what: OutgoingPaper) -> Iterable[Organization]:
    state, about = session.state, what.about
    if isinstance(about, Round) and what.paper == REMINDER:
        found = (state.get(Organization, one.organization) for one in silent(state, about))
        return (one for one in found if one is not None)
    if isinstance(about, Round):
        return to_be_asked(state, about, session.today)
    homes = (home.id for one in what.actions or (about,) for home in concerned(state, one, session.today))
    return in_protocol_order(state, dict.fromkeys(homes), session.today)


def _addressed(state: State, one: LetterAddressee, letter: Letter) -> Recipient:
    """At the mailbox of the institution, else at that of whoever is written to, else with its focal point."""
    on = letter.signed_on or date.min
    home, person = state.get(Organization, one.organization), person_of(state, one, on)
    name = clean(person.name if person is not None else one.name)
    address = clean(home.mailbox if home is not None else "") or clean(person.email if person is not None else "")
    acronym = clean(home.acronym if home is not None else "")
    if not address and home is not None:
        speaking = (who for who in recipients(state, on, CONCERNED, homes=(home,)) if who.gap is None)
        name, address = next(((who.name, who.address) for who in speaking), (name, address))
    return Recipient(one.id, one.organization or "", acronym, one.person or "", name, address, outside=False)


# Its files


def waits_for_signature(session: Session, what: OutgoingPaper) -> bool:
    """What goes as it was signed, and of which no signed copy is there to be sent."""
    return goes_signed(session.state, what) and not on_record(session, what)


def goes_signed(state: State, what: OutgoingPaper) -> bool:
    """A letter, adopted minutes, and every minutes of a group that signs them before they are sent."""
    minutes = isinstance(what.about, Meeting) and what.paper == "minutes" and is_on(state, Group.signed_first)
    return isinstance(what.about, Letter) or minutes or is_final(what)


def on_record(session: Session, what: OutgoingPaper) -> tuple[Path, ...]:
    """The files that are there already: a signed copy, a document, papers that came in for a meeting."""
    return tuple(path for name in _names(session, what) if (path := _there(session, what, name)) is not None)


def _names(session: Session, what: OutgoingPaper) -> Iterator[str]:
    state, about = session.state, what.about
    if isinstance(about, Letter):
        yield about.scan
    elif goes_signed(state, what) and isinstance(about, Meeting) and _is_whole(state, what, about):
        yield about.signed_copy
    elif isinstance(about, Document) and (version := version_on(state, about, session.today)) is not None:
        yield version.path
    elif isinstance(about, Round) and what.paper == ROUND and not has_each_its_own(session, what):
        yield about.template
    elif isinstance(about, Meeting) and what.paper == PAPERS:
        seen = AudienceView(state, what.audience or Audience.EVERYONE)
        yield from (paper.path for line in agenda_of(seen, about) for paper in papers_of(seen, line.item.id))


def _is_whole(state: State, what: OutgoingPaper, meeting: Meeting) -> bool:
    """Whether these readers may see all that the signed minutes say."""
    items, entries = AgendaItem.meeting, Entry.meeting
    parts = (*state.linked(AgendaItem, items, meeting.id), *state.linked(Entry, entries, meeting.id))
    return what.audience is not None and all(visible(state, one, what.audience) for one in parts)


def _there(session: Session, what: OutgoingPaper, name: str) -> Path | None:
    """The file of this name; not one of the secretariat's own, unless it is what was signed."""
    ours = OURS[0] in PurePath(name).parts or PurePath(name).name.startswith(OURS[1])
    if not name or (ours and not goes_signed(session.state, what)):
        return None
    try:
        return Path(named_file(session.lookup.folder, name).path)
    except FileProblemError:
        return None


def has_each_its_own(session: Session, what: OutgoingPaper) -> bool:
    """Whether every organization gets a mail of its own: its part of a matrix, its letter, its actions of several."""
    if what.actions:
        return True
    if isinstance(what.about, Round) and what.paper == ROUND:
        return RoundAsking(session.state, what.about, session.today).is_on_activities
    return isinstance(what.about, Letter) and not on_record(session, what)


def lacks_files(session: Session, what: OutgoingPaper) -> bool:
    """Nobody has named a file that could be attached."""
    return what.paper not in (REMINDER, CALL) and not (what.files or is_made_here(what) or on_record(session, what))


def is_made_here(what: OutgoingPaper) -> bool:
    """Whether it is a paper of the catalogue that is made as it is sent."""
    return any(kind.paper for kind in KINDS if kind.name == what.paper)


def paper_of(what: OutgoingPaper) -> PaperKind:
    return paper_named(next(kind.paper for kind in KINDS if kind.name == what.paper))


def files_of(session: Session, what: OutgoingPaper, form: SentAs | None = None, home: str = "") -> list[PlannedFile]:
    """What is made of it, where its readers look for it.

    Raises:
        InvalidValueError: Its readers may not see it.
    """
    if not is_made_here(what):
        return []
    paper, state = paper_of(what), session.state
    wanted = FORMS.get(form or "")
    wanted = wanted if wanted in paper.forms else usual_form(session, paper)
    more: dict[str, Any] = {"organization": state.get(Organization, home)} if "organization" in paper.takes else {}
    request = asked_for_paper(session, paper, what.audience or paper.readers[0], what.about, wanted, **more)
    request = request._replace(state=_once_sent(session, what.paper, what.about, what.audience))
    documents = list(paper.documents(request))
    if isinstance(what.about, Letter) and home:
        to = [one.organization for one in letters.to_whom(state, what.about)]
        documents = [documents[to.index(home) if home in to else 0]]
    inside = FOR_MEMBERS if what.audience is None or within(what.audience, Audience.MEMBERS) else OURS[0]
    return [_into(planned(one, wanted, session.store.path), inside) for one in documents]


def _into(file: PlannedFile, inside: str) -> PlannedFile:
    folder = Path(file.folder)
    folder = folder.parent if folder.name in (FOR_MEMBERS, OURS[0]) else folder
    return file._replace(folder=str(folder / inside))


def mails(
    session: Session, what: OutgoingPaper, chosen: Iterable[Recipient]
) -> dict[tuple[SentAs | None, str], list[Recipient]]:
    """Who gets one mail together: those who get the same files, in the same form."""
    found: dict[tuple[SentAs | None, str], list[Recipient]] = {}
    each = has_each_its_own(session, what)
    choice = is_made_here(what) and what.paper != ROUND and not on_record(session, what)
    for one in chosen:
        found.setdefault((one.sent_as if choice else None, one.organization if each else ""), []).append(one)
    return found


def draft_folder(session: Session, files: Sequence[Path]) -> Path:
    """Where no member looks: a draft names everybody's address."""
    beside = files[0].parent if files else Path(session.store.path).parent
    return (beside.parent if beside.name in (FOR_MEMBERS, OURS[0]) else beside) / OURS[0]


def write_draft(
    session: Session,
    what: OutgoingPaper,
    files: tuple[Path, ...],
    whom: Sequence[Recipient],
    mail: tuple[str, str],
    name: str,
) -> Path:
    """The mail to these, with these files, its subject and its text; never over a draft that says something else.

    Raises:
        StorageError: It cannot be written there.
    """
    content = draft(what._replace(files=files), whom, *mail)
    return Path(write_export(str(draft_folder(session, files)), name, content).path)


def draft_name(title: str, only: Recipient | None, form: SentAs | None) -> str:
    """What its mail is called: for one organization with its name, in another form than the usual with that."""
    told = " – ".join(filter(None, (in_name(title), in_name(only.acronym) if only is not None else "")))
    return f"{told} {t(f'choices.sent_as.{form}')}.eml" if form is not None else f"{told}.eml"


def form_words(one: Recipient) -> str:
    return t(f"choices.sent_as.{one.sent_as}" if one.sent_as is not None else "circulation.usual")


def reached_by(one: Recipient) -> str:
    """Their address, or why no mail reaches them."""
    return one.address if one.gap is None else t(f"circulation.gap.{one.gap}")


def tally(chosen: Sequence[Recipient]) -> str:
    """To how many it goes: `To 15: 12 by mail, 3 on paper; 1 has no e-mail address`."""
    counts = {"mail": len(reached(chosen)), "paper": sum(one.on_paper for one in chosen)}
    gaps = {
        "no_address": sum(one.gap in (Unreached.NOBODY, Unreached.NO_ADDRESS) for one in chosen),
        "not_theirs": sum(not one.gets_it for one in chosen),
    }
    how, lacking = (
        joint.join(t(f"sending.tally.{name}", count=count) for name, count in found.items() if count)
        for joint, found in ((", ", counts), ("; ", gaps))
    )
    return t("sending.tally", count=sum(counts.values()), how="; ".join(filter(None, (how, lacking))))


# That it went


def went(session: Session, what: OutgoingPaper, chosen: Sequence[Recipient], title: str) -> Changes:
    """A contact with each organization, and the step of the record by which it went."""
    state, on, about = session.state, session.today, what.about
    homes = {one.organization for one in chosen if one.gets_it}
    if what.until is not None:
        changes = Changes("verbs.circulated", title)
        for home in dict.fromkeys(one.organization for one in chosen if one.gets_it):
            theirs = [one for one in chosen if one.organization == home]
            changes = changes.and_then(sent(state, _asked_of(session, what, home), theirs, title, on))
        return changes
    if isinstance(about, Letter):
        got = {one.id for one in chosen if one.gets_it}
        only = [one for one in letters.addressees(state, about) if one.id in got]
        return letters.dispatch(state, about, on, only=only, by_mail=[one.id for one in reached(chosen)])
    changes = sent(state, what, chosen, title, on)
    if isinstance(about, Round):
        asking = RoundAsking(state, about, on)
        late = [one for one in asking.waiting if one.organization in homes]
        return changes.and_then(asking.remind(late) if what.paper == REMINDER else asked(state, about, on, homes))
    now = state.get(Meeting, about.id) if isinstance(about, Meeting) else None
    step = step_of(state, now, on, what.paper, what.audience) if now is not None and what.audience is not None else ""
    return changes.and_then(STEPS[step](session.lookup, now)) if step and now is not None else changes


def _asked_of(session: Session, what: OutgoingPaper, home: str) -> OutgoingPaper:
    """Of which actions it waits for an answer of this organization: of a list of all actions its own."""
    found = session.state.get(Organization, home)
    if what.actions or found is None:
        return told_to(session, what, home)
    return what._replace(actions=tuple(pending_with(session.state, found)))


@dataclass
class SendingChoice:
    """To which list it goes, who of it is left out, in which forms some get it, and by which day they answer."""

    list: str = ""
    out: frozenset[str] = frozenset()
    forms: dict[str, SentAs | None] = field(default_factory=dict)
    until: date | None = None
