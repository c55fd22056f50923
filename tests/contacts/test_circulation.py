"""To whom a paper goes, what the mail is, and what is on record once it went."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from tests.builders import MemoryState, organization, person

from ictwg.contacts.circulation import (
    MEMBERS,
    ROSTER,
    SHORT,
    OutgoingPaper,
    Unreached,
    addresses,
    draft,
    recipients,
    sent,
    short_text,
    subject,
)
from ictwg.domain.changes import Edit
from ictwg.domain.records import Contact, Meeting, Organization, Person
from ictwg.domain.values import Audience, Channel, Function, MembershipStatus

TODAY = date(2010, 3, 3)


@pytest.fixture
def state() -> MemoryState:
    state = MemoryState()
    for acronym, status in (
        ("MoJ", MembershipStatus.MEMBER),
        ("NGO", MembershipStatus.MEMBER),
        ("EMB", MembershipStatus.OBSERVER),
    ):
        home = organization(state, acronym, status=status, since=date(2009, 1, 1))
        who = person(state, f"Ana {acronym}", home, Function.FOCAL_POINT, since=date(2009, 1, 1))
        state.apply(Edit("").update(who, Person.email(f"{acronym.lower()}@example.org")).done())
    alone = organization(state, "MSS", status=MembershipStatus.MEMBER, since=date(2009, 1, 1))
    state.apply(Edit("").update(alone, Organization.mailbox("mss@example.org")).done())
    organization(state, "MoE", status=MembershipStatus.MEMBER, since=date(2009, 1, 1))
    return state


def test_everybody_on_a_list_is_there_with_what_keeps_a_mail_from_them(state: MemoryState) -> None:
    members = recipients(state, TODAY, MEMBERS)
    assert {one.acronym: one.gap for one in members} == {"MoJ": None, "NGO": None, "MSS": None, "MoE": Unreached.NOBODY}
    assert [one.acronym for one in recipients(state, TODAY, ROSTER) if one.outside] == ["EMB"]
    (ana,) = [one for one in state.all(Person) if one.name == "Ana MoJ"]
    state.apply(Edit("").update(ana, Person.channel(Channel.LETTER), Person.lists(("press",))).done())
    assert [(one.name, one.gap) for one in recipients(state, TODAY, "press")] == [("Ana MoJ", Unreached.PAPER)]


def test_members_do_not_see_the_addresses_of_others_in_a_draft(state: MemoryState, tmp_path: Path) -> None:
    path = tmp_path / "Ata n.º 2 – São.pdf"
    path.write_bytes(b"%PDF")
    chosen = recipients(state, TODAY, ROSTER)
    what = OutgoingPaper("minutes", Audience.MEMBERS, None, (path,))
    mail = message_from_bytes(draft(what, chosen, "Ata – São", "Junto se envia.\n"), policy=policy.default)
    assert (mail["To"], mail["Bcc"]) == (addresses(chosen, outside=False).replace(";", ","), "emb@example.org")
    assert "emb" not in mail["To"]
    assert (mail["Subject"], mail["X-Unsent"]) == ("Ata – São", "1")
    assert [one.get_filename() for one in mail.iter_attachments()] == [path.name]


def test_only_sent_makes_contacts_one_with_each_organization(state: MemoryState) -> None:
    meeting = state.add(Meeting, Meeting.title("Ordinary"), Meeting.date(TODAY), Meeting.venue("Room 1"))
    what = OutgoingPaper("minutes", Audience.MEMBERS, meeting, ())
    chosen = recipients(state, TODAY, MEMBERS)
    title = subject(state, what, "en")
    assert not state.all(Contact)
    state.apply(sent(state, what, chosen, title, TODAY))
    made = state.all(Contact)
    assert {one.organization: one.channel for one in made} == {
        one.organization: Channel.EMAIL if one.gap is None else Channel.LETTER for one in chosen
    }
    assert all(one.minutes == (meeting.id,) and one.text == title for one in made)


def test_a_telephone_is_told_what_everybody_may_see(state: MemoryState) -> None:
    for audience, shown in ((Audience.EVERYONE, True), (Audience.MEMBERS, False)):
        where = (Meeting.title("Secret title"), Meeting.date(TODAY), Meeting.venue("Room 1"))
        meeting = state.add(Meeting, *where, Meeting.audience(audience))
        text = short_text(state, OutgoingPaper("agenda", Audience.MEMBERS, meeting, ()), "en")
        assert ("Room 1" in text) is shown, audience
        assert "Secret" not in text
        assert len(text) <= SHORT
