"""What is sent to many: to whom, as what, with which files, and what is on record once it went."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.canary import TOKEN, group_with_all
from tests.example_group import TODAY

from ictwg.app import sending
from ictwg.app.opening import start_group
from ictwg.cli.program import open_example
from ictwg.contacts.circulation import (
    CHAIRS,
    CONCERNED,
    MEMBERS,
    OutgoingPaper,
    Recipient,
    covering,
    reached,
    short_text,
    subject,
)
from ictwg.contacts.letters import addressed_to, sign
from ictwg.domain.access import visible
from ictwg.domain.calendar import say_date
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.in_language import translation_id
from ictwg.domain.records import (
    Action,
    Contact,
    Document,
    DocumentVersion,
    Entry,
    Group,
    Letter,
    Meeting,
    Organization,
    Person,
    Role,
    Round,
    RoundAnswer,
    SignedInstrument,
    Translation,
)
from ictwg.domain.values import (
    CLOSED,
    ActionKind,
    Audience,
    Channel,
    Function,
    MeetingState,
    MinutesState,
    RoundState,
    SentAs,
    Sex,
)
from ictwg.errors import InvalidValueError
from ictwg.exports.letters import delivery_sheet
from ictwg.locales import t
from ictwg.members.functions import Replacement, replace_focal_point
from ictwg.minutes.steps import step_of
from ictwg.papers.catalogue import PaperRequest
from ictwg.papers.files import write_exports
from ictwg.papers.markdown import lines_of
from ictwg.store.local.home import Home

if TYPE_CHECKING:
    from tests.builders import MemoryState

    from ictwg.app.session import Session
    from ictwg.domain.schema import Record, Setting

GOES = ("minutes", Audience.MEMBERS)
READERS = (Audience.MEMBERS, Audience.CORE)


def session_of(folder: Path, state: MemoryState) -> Session:
    folder.mkdir()
    session = start_group(str(folder / "group.json"), "Group", "ICTWG", home=Home.at(str(folder / "home")), today=TODAY)
    session.commit(Changes("verbs.imported", "all", state.writes(without=Group)))
    return session


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """Of the group that travels with the program."""
    (tmp_path / "group").mkdir()
    return open_example(str(tmp_path / "group"))


def kind(name: str) -> sending.SendingKind:
    return next(one for one in sending.KINDS if one.name == name)


def one_of(session: Session, name: str, of: type[Record] | None = None) -> OutgoingPaper:
    """Of the first record of which it can be sent."""
    for about in (one for each in kind(name).of if of in (None, each) for one in session.state.all(each)):
        try:
            return sending.outgoing(session, kind(name), about)
        except InvalidValueError:
            continue
    return sending.outgoing(session, kind(name), None)


def adopted(session: Session) -> Meeting:
    return next(one for one in session.state.all(Meeting) if one.minutes_state is MinutesState.ADOPTED)


def said_in(session: Session, what: OutgoingPaper) -> str:
    """All that its readers get, or could read in the name of a file."""
    texts = [
        subject(session.state, what, "en"),
        covering(session.state, what, "en"),
        short_text(session.state, what, "en"),
    ]
    homes = (
        [one.organization for one in sending.those_meant(session, what, CONCERNED)] if what.paper == "round" else [""]
    )
    files = [one for home in homes for one in sending.files_of(session, what, home=home)]
    return "\n".join(
        (*texts, *map(str, sending.on_record(session, what)), *(f"{one.name}\n{one.text}" for one in files))
    )


@pytest.mark.parametrize("audience", READERS)
def test_nothing_is_sent_that_its_readers_may_not_see(audience: Audience, tmp_path: Path) -> None:
    hidden_from = Audience.SECRETARIAT if audience is Audience.CORE else Audience.CORE
    session, tried = session_of(tmp_path / "rich", group_with_all(hidden_from, times=2).state), 0
    for each in sending.KINDS:
        found: list[Record | None] = [one for of in each.of if of is not Letter for one in session.state.all(of)]
        for about in found or [None]:
            if bool(each.of) is not (about is not None):
                continue
            try:
                what = sending.outgoing(session, each, about, audience)
            except InvalidValueError:
                continue
            try:
                said = said_in(session, what)
            except InvalidValueError:  # the paper says so itself
                continue
            tried += 1
            assert TOKEN not in said, (each.name, about)
    assert tried > len(sending.KINDS)


def test_every_kind_can_be_sent_to_whom_it_concerns(session: Session) -> None:
    for each in sending.KINDS:
        if Letter in each.of:
            continue
        what = one_of(session, each.name)
        which = sending.lists_for(session.state, what)[0]
        assert which == (CONCERNED if each.name in ("round", "reminder", "extract") else MEMBERS)
        assert sending.those_meant(session, what, which), each.name
        for file in sending.files_of(session, what, home=""):
            assert Path(file.folder).name == sending.FOR_MEMBERS, each.name


def test_what_is_for_the_chairs_goes_to_nobody_else(session: Session) -> None:
    what = sending.outgoing(session, kind("minutes"), adopted(session), Audience.CORE)
    assert sending.lists_for(session.state, what) == (CHAIRS,)
    (file,) = sending.files_of(session, what)
    assert Path(file.folder).name == "Secretariat only"
    functions = {Function.CHAIR, Function.CO_CHAIR, Function.SECRETARIAT}
    held = {role.person for role in session.state.all(Role) if role.function in functions}
    meant = {one.person for one in sending.those_meant(session, what, CHAIRS)}
    assert meant
    assert meant <= held


def test_each_gets_the_form_that_they_want(session: Session) -> None:
    what = one_of(session, "action-list")
    first, second, third, *_ = reached(sending.those_meant(session, what, MEMBERS))
    edit = Edit("verbs.edited")
    for one, form in ((first, SentAs.WORD), (third, SentAs.PAPER)):
        (found,) = [each for each in session.state.all(Person) if each.id == one.person]
        edit.update(found, Person.sent_as(form))
    (home,) = [each for each in session.state.all(Organization) if each.id == second.organization]
    edit.update(home, Organization.sent_as(SentAs.PDF))
    session.commit(edit.done())
    chosen = sending.those_meant(session, what, MEMBERS)
    mails = sending.mails(session, what, reached(chosen))
    assert [one.name for one in mails[SentAs.WORD, ""]] == [first.name]
    assert second.name in [one.name for one in mails[SentAs.PDF, ""]]
    assert third.name not in [one.name for these in mails.values() for one in these]
    assert {Path(one.name).suffix for one in sending.files_of(session, what, SentAs.WORD)} == {".docx"}
    session.commit(sending.went(session, what, chosen, "Open actions"))
    by_hand = [
        one for one in session.state.all(Contact) if one.channel is Channel.LETTER and one.text == "Open actions"
    ]
    unreached = [one.person or None for one in chosen if one.gap]
    assert third.person in unreached
    assert {one.person for one in by_hand} == set(unreached)
    (sheet,) = delivery_sheet(PaperRequest(session.state, session.today, Audience.SECRETARIAT, language="en"))
    assert third.name in "\n".join(lines_of(sheet.blocks))


def test_who_has_no_address_gets_it_on_paper_and_it_is_said_of_how_many(session: Session) -> None:
    """The sheet that is carried to them names them, and says nothing of who may read it."""
    what = one_of(session, "action-list")
    first, second, *_ = chosen = reached(sending.those_meant(session, what, MEMBERS))
    chosen = tuple(one._replace(address="") if one is second else one for one in chosen)
    chosen = (first._replace(sent_as=SentAs.PAPER), *chosen[1:])
    told = sending.tally(chosen)
    counts = {"mail": len(chosen) - 2, "paper": 2, "no_address": 1}
    mail, paper, none = (t(f"sending.tally.{name}", count=count) for name, count in counts.items())
    assert told == t("sending.tally", count=len(chosen), how=f"{mail}, {paper}; {none}")
    session.commit(sending.went(session, what, chosen, "Open actions"))
    by_hand = {
        one.person for one in session.state.all(Contact) if one.channel is Channel.LETTER and one.text == "Open actions"
    }
    assert by_hand == {first.person, second.person}
    (sheet,) = delivery_sheet(PaperRequest(session.state, session.today, Audience.SECRETARIAT, language="en"))
    page = "\n".join(lines_of(sheet.blocks))
    assert first.name in page
    assert second.name in page
    assert sheet.foot == ""


def test_the_signed_copy_is_what_goes(session: Session, tmp_path: Path) -> None:
    what = sending.outgoing(session, kind("minutes"), adopted(session))
    assert sending.waits_for_signature(session, what)
    scan = tmp_path / "group" / "Secretariat only" / "signed.pdf"
    scan.parent.mkdir()
    scan.write_bytes(b"%PDF")
    session.commit(
        Edit("verbs.edited").update(adopted(session), Meeting.signed_copy("Secretariat only/signed.pdf")).done()
    )
    what = sending.outgoing(session, kind("minutes"), adopted(session))
    assert not sending.waits_for_signature(session, what)
    assert sending.on_record(session, what) == (scan,)
    kept = (Entry.meeting(adopted(session).id), Entry.text("x"), Entry.audience(Audience.SECRETARIAT))
    hidden = Edit("verbs.edited").create(Entry, session.state.new_id(), *kept)
    session.store.commit(hidden.done())
    assert sending.on_record(session, what) == (), "it says what these readers may not see"


def test_a_document_of_the_secretariat_alone_is_not_attached(session: Session, tmp_path: Path) -> None:
    document = session.state.all(Document)[0]
    for name in ("plan.docx", "Secretariat only/plan.docx", "SECRETARIAT-plan.docx"):
        path = tmp_path / "group" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
        settings = (
            DocumentVersion.document(document.id),
            DocumentVersion.label(name),
            DocumentVersion.date(session.today),
        )
        edit = Edit("verbs.created").create(
            DocumentVersion, session.state.new_id(), *settings, DocumentVersion.path(name)
        )
        session.commit(edit.done())
        what = sending.outgoing(session, kind("document"), document)
        assert [one.name for one in sending.on_record(session, what)] == (["plan.docx"] if name == "plan.docx" else [])
        session.undo()


def test_the_papers_of_a_meeting_go_to_whoever_takes_over_until_its_day_too(session: Session) -> None:
    planned = next(one for one in session.state.all(Meeting) if one.state is MeetingState.PLANNED)
    leaves = next(one for one in session.state.all(Role) if one.function is Function.FOCAL_POINT)
    assert planned.date is not None
    replaced = Replacement(leaves, "Zeca Nunes", planned.date, known=(Person.email("zeca@example.org"),))
    session.commit(replace_focal_point(session.state, replaced))
    meant = sending.those_meant(session, sending.outgoing(session, kind("agenda"), planned), MEMBERS)
    at = next(at for at, one in enumerate(meant) if one.address == "zeca@example.org")
    assert meant[at - 1].person == leaves.person, "beside those of its organization"
    held = next(one for one in session.state.all(Meeting) if one.state is MeetingState.HELD)
    earlier = sending.those_meant(session, sending.outgoing(session, kind("agenda"), held), MEMBERS)
    assert "zeca@example.org" not in {one.address for one in earlier}


def test_that_it_went_takes_the_step_in_one_undo(session: Session) -> None:
    planned = next(one for one in session.state.all(Meeting) if one.state is MeetingState.PLANNED)
    before = len(session.state.all(Contact))
    what = sending.outgoing(session, kind("agenda"), planned)
    session.commit(sending.went(session, what, sending.those_meant(session, what, MEMBERS), "Agenda"))
    now = session.state.get(Meeting, planned.id)
    assert now is not None
    assert now.agenda_circulated == session.today
    assert len(session.state.all(Contact)) > before
    session.undo()
    now = session.state.get(Meeting, planned.id)
    assert now is not None
    assert now.agenda_circulated is None
    assert len(session.state.all(Contact)) == before


def test_a_round_asks_those_to_whom_it_went(session: Session) -> None:
    old = session.state.all(Round)[0]
    settings = (Round.title("New"), Round.kind(old.kind), Round.plan(old.plan), Round.closes_on(session.today))
    session.commit(Edit("verbs.created").create(Round, id := session.state.new_id(), *settings).done())
    what = sending.outgoing(session, kind("round"), session.state.get(Round, id))
    first, *others = sending.those_meant(session, what, CONCERNED)
    assert others
    session.commit(sending.went(session, what, [first], "New"))
    asked = [one for one in session.state.all(RoundAnswer) if one.round == id]
    assert [(one.organization, one.state) for one in asked] == [(first.organization, RoundState.ASKED)]


def test_a_letter_goes_to_the_mailbox_of_the_institution_each_with_its_own(session: Session) -> None:
    state = session.state
    homes = state.all(Organization)[:2]
    edit = Edit("verbs.created").create(
        Letter, id := state.new_id(), Letter.subject("Invitation"), Letter.text("Come.")
    )
    session.commit(edit.update(homes[0], Organization.mailbox("office@example.org")).done())
    letter = state.get(Letter, id)
    assert letter is not None
    with pytest.raises(InvalidValueError):
        sending.outgoing(session, kind("letter"), letter)
    session.commit(addressed_to(state, id, homes))
    session.commit(sign(state, letter, "12/2010", session.today))
    what = sending.outgoing(session, kind("letter"), state.get(Letter, id))
    chosen = sending.those_meant(session, what, CONCERNED)
    assert {one.address for one in chosen if one.organization == homes[0].id} == {"office@example.org"}
    assert sending.waits_for_signature(session, what)
    mails = sending.mails(session, what, reached(chosen))
    assert {home for _, home in mails} <= {one.id for one in homes}
    names = {one.name for home in homes for one in sending.files_of(session, what, home=home.id)}
    assert len(names) == len(homes)
    session.commit(sending.went(session, what, chosen, "Letter"))
    assert {one.letter for one in state.all(Contact) if one.page} == {"12/2010"}
    mailed = {one.organization for one in state.all(Contact) if one.page and one.channel is Channel.EMAIL}
    assert mailed == {one.organization for one in reached(chosen)}


def test_a_letter_to_an_institution_without_a_mailbox_goes_to_its_focal_point(session: Session) -> None:
    state, edit = session.state, Edit("verbs.created")
    homes = [one for one in state.all(Organization) if any(role.organization == one.id for role in state.all(Role))][:1]
    edit.update(homes[0], Organization.mailbox(""))
    session.commit(edit.create(Letter, id := state.new_id(), Letter.subject("Invitation")).done())
    session.commit(addressed_to(state, id, homes))
    letter = state.get(Letter, id)
    assert letter is not None
    session.commit(sign(state, letter, "12/2010", session.today))
    what = sending.outgoing(session, kind("letter"), state.get(Letter, id))
    (one,) = sending.those_meant(session, what, CONCERNED)
    assert one.gap is None
    assert one.address in {person.email for person in state.all(Person) if person.organization == homes[0].id}


def test_minutes_say_until_when_as_it_stands_once_they_went(session: Session) -> None:
    """Also when they go out again after its day: the mail and the paper name the day that is then on record."""
    held = next(one for one in session.state.all(Meeting) if step_of(session.state, one, TODAY, *GOES))
    for _ in range(2):
        what = sending.outgoing(session, kind("minutes"), session.state.get(Meeting, held.id))
        said, (page,) = covering(session.state, what, "en"), sending.files_of(session, what)
        session.commit(sending.went(session, what, (), "Minutes"))
        now = session.state.get(Meeting, held.id)
        assert now is not None
        assert now.comments_until is not None
        day = say_date(now.comments_until, "en", weekday=False)
        assert day in said
        assert day in page.text
        session.commit(Edit("verbs.edited").update(now, Meeting.comments_until(TODAY - timedelta(days=40))).done())


@pytest.mark.parametrize("days", [0, 3])
def test_the_day_for_comments_stays_when_minutes_go_out_again_before_it_is_over(session: Session, days: int) -> None:
    held = next(one for one in session.state.all(Meeting) if step_of(session.state, one, TODAY, *GOES))
    until = TODAY + timedelta(days=days)
    for _ in range(2):
        what = sending.outgoing(session, kind("minutes"), session.state.get(Meeting, held.id))
        session.commit(sending.went(session, what, (), "Minutes"))
        now = session.state.get(Meeting, held.id)
        assert now is not None
        session.commit(Edit("verbs.edited").update(now, Meeting.comments_until(until)).done())
    assert say_date(until, "en", weekday=False) in covering(session.state, what, "en")


def test_the_mail_with_an_agenda_names_the_number_that_it_then_has(session: Session) -> None:
    planned = next(one for one in session.state.all(Meeting) if one.state is MeetingState.PLANNED)
    assert not planned.reference
    what = sending.outgoing(session, kind("agenda"), planned)
    title = subject(session.state, what, "en")
    session.commit(sending.went(session, what, (), title))
    now = session.state.get(Meeting, planned.id)
    assert now is not None
    assert now.reference
    assert now.reference in title


def test_no_system_refuses_the_name_of_a_draft() -> None:
    assert not set(sending.draft_name('Call: "items" / why?', None, None)) & set('<>:"|?*/\\')


def test_drafts_lie_where_no_member_looks(session: Session) -> None:
    what = one_of(session, "agenda")
    chosen = reached(sending.those_meant(session, what, MEMBERS))
    files = tuple(Path(one.path) for one in write_exports(sending.files_of(session, what)))
    path = sending.write_draft(
        session, what, files, chosen, ("Agenda", "Text"), sending.draft_name("Agenda", None, None)
    )
    assert (files[0].parent.name, path.parent.name) == (sending.FOR_MEMBERS, "Secretariat only")
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert [one.get_filename() for one in mail.iter_attachments()] == [files[0].name]


def test_who_has_not_signed_is_told_nothing_that_is_for_members(session: Session) -> None:
    group = session.state.all(Group)[0]
    session.commit(Edit("verbs.edited").update(group, Group.members_sign(True)).done())
    what = one_of(session, "action-list")
    signed = {one.organization for one in session.state.all(SignedInstrument) if one.signed_on}
    meant = sending.those_meant(session, what, MEMBERS)
    assert {one.organization for one in reached(meant)} <= signed
    assert {one.organization for one in meant} - signed


def test_a_telephone_is_not_told_the_title_of_a_document(session: Session) -> None:
    what = one_of(session, "document")
    assert isinstance(what.about, Document)
    assert what.about.title in subject(session.state, what, "en")
    assert what.about.title not in short_text(session.state, what, "en")


def test_each_organization_is_reminded_of_its_own_of_several_actions(session: Session) -> None:
    """One mail and one contact each; what only the chairs may see makes it a mail for them alone."""
    open_ = [one for one in session.state.all(Action) if one.status not in CLOSED and one.kind is ActionKind.ACTION]
    shared = [one for one in open_ if one.owners and visible(session.state, one, Audience.MEMBERS)]
    what = sending.reminder_of(session, shared)
    assert sending.lists_for(session.state, what) == (CONCERNED,)
    chosen = sending.those_meant(session, what, CONCERNED)
    own = {home: [one for one in shared if home in one.owners] for home in {one.organization for one in chosen}}
    assert len(own) > 2
    assert {id for one in shared for id in one.owners} <= set(own)
    assert {len(theirs) > 1 for theirs in own.values()} == {True, False}
    for home, theirs in own.items():
        said = covering(session.state, sending.told_to(session, what, home), "en")
        assert [one for one in shared if one.reference in said] == theirs
    mails = sending.mails(session, what, reached(chosen))
    assert all({one.organization for one in these} == {home} for (_, home), these in mails.items())
    before = {one.id for one in session.state.all(Contact)}
    session.commit(sending.went(session, what, chosen, "Reminder"))
    made = [one for one in session.state.all(Contact) if one.id not in before]
    told = {(one.organization, frozenset(one.actions)) for one in made}
    assert told == {(home, frozenset(each.id for each in theirs)) for home, theirs in own.items()}
    assert {one.answer_by for one in made if one.channel is Channel.EMAIL} == {what.until}
    assert what.until is not None
    assert say_date(what.until, "en", weekday=False) in said
    session.undo()
    assert {one.id for one in session.state.all(Contact)} == before


def test_an_organization_that_gets_a_reminder_twice_is_asked_once(session: Session) -> None:
    """One of its people by mail, another on paper."""
    (action, *_) = [one for one in session.state.all(Action) if one.status not in CLOSED and one.owners]
    what = sending.reminder_of(session, (action,))
    first, *_ = [one for one in sending.those_meant(session, what, CONCERNED) if one.gap is None]
    session.commit(sending.went(session, what, (first, first._replace(address="")), "Reminder"))
    made = [one for one in session.state.all(Contact) if one.text == "Reminder"]
    assert {one.channel: one.answer_by for one in made} == {Channel.EMAIL: what.until, Channel.LETTER: None}


def test_what_the_members_may_not_see_is_in_no_reminder_of_several(session: Session) -> None:
    """It goes on its own, to whom it concerns."""
    first, second, *_ = [one for one in session.state.all(Action) if one.status not in CLOSED and one.owners]
    session.commit(Edit("verbs.edited").update(first, Action.audience(Audience.CORE)).done())
    hidden = session.state.get(Action, first.id)
    assert hidden is not None
    with pytest.raises(InvalidValueError, match=hidden.reference):
        sending.reminder_of(session, (second, hidden))


def test_who_has_nothing_open_gets_the_list_of_actions_and_is_asked_nothing(session: Session) -> None:
    what = one_of(session, "action-list")
    chosen = sending.those_meant(session, what, MEMBERS)
    session.commit(sending.went(session, what, chosen, "Open actions"))
    made = [one for one in session.state.all(Contact) if one.text == "Open actions"]
    open_ = [one for one in session.state.all(Action) if one.status not in CLOSED and one.kind is ActionKind.ACTION]
    owing = {id for one in open_ for id in one.owners}
    asked = {one.organization for one in made if one.answer_by == what.until}
    assert asked == {one.organization for one in chosen} & owing
    assert {one.organization for one in made} - asked == {one.organization for one in chosen} - owing


@pytest.mark.parametrize(("lang", "called"), [("en", "Justice"), ("pt", "da Justiça"), ("id", "Justice")])
def test_a_mail_to_one_organization_greets_it(session: Session, lang: str, called: str) -> None:
    members = t("circulation.greeting", lang=lang)
    person = t("circulation.greeting.female", lang=lang, name="Ana")
    colleagues = t("circulation.greeting.colleagues", lang=lang, organization=called)
    what = one_of(session, "action-list")
    (home, other), edit = session.state.all(Organization)[:2], Edit("verbs.edited")
    edit.update(home, Organization.name("Justice"), Organization.article("a"))
    edit.create(Translation, translation_id(session.state, home, Organization.name, "pt"), *_said(home, "Justiça"))
    of = (Person.name("Ana"), Person.sex(Sex.FEMALE), Person.organization(home.id))
    session.commit(edit.create(Person, ana := session.state.new_id(), *of).done())
    one = Recipient(ana, home.id, "", ana, "Ana", "", outside=False)
    mailbox = one._replace(person="", id=home.id)
    for whom, greeting in (((), members), ((one,), person), ((mailbox,), colleagues), ((one, mailbox), colleagues)):
        assert covering(session.state, what, lang, whom).splitlines()[0] == greeting
    assert covering(session.state, what, lang, (one, one._replace(organization=other.id))).startswith(members)


def _said(home: Organization, name: str) -> tuple[Setting, ...]:
    return (Translation.of(home.id), Translation.said("name"), Translation.language("pt"), Translation.text(name))
