"""Mails that come back: by which address, thread and reference they are known, and what is new in them."""

from __future__ import annotations

import re
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import MemoryState, organization, person

from ictwg.contacts.circulation import MEMBERS, OutgoingPaper, draft, recipients
from ictwg.contacts.replies import Mail, found_in, parted, read_mail, written_by
from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, Letter, Meeting, Organization, Person
from ictwg.domain.schema import Record
from ictwg.domain.text import harmless
from ictwg.domain.values import Audience, Function, MembershipStatus
from ictwg.sources.formats import read

TODAY = date(2010, 3, 3)


@pytest.fixture
def state() -> MemoryState:
    state = MemoryState()
    home = organization(state, "MoJ", status=MembershipStatus.MEMBER, since=date(2009, 1, 1))
    ana = person(state, "Ana Silva", home, Function.FOCAL_POINT, since=date(2009, 1, 1))
    state.apply(Edit("").update(ana, Person.email("Ana@example.org")).done())
    state.apply(Edit("").update(home, Organization.mailbox("moj@example.org")).done())
    return state


def mail_of(text: str, **heads: str) -> Mail:
    made = EmailMessage()
    for name, said in heads.items():
        made[name.replace("_", "-")] = said
    made.set_content(text)
    return read_mail(read("a.eml", made.as_bytes()))


def test_an_answer_to_our_draft_is_known_by_its_thread(state: MemoryState, tmp_path: Path) -> None:
    """As another library reads the draft, whatever subject and text the answer has."""
    parser = pytest.importorskip("fast_mail_parser")
    path = tmp_path / "Ata n.º 2 – São.pdf"
    path.write_bytes(b"%PDF")
    meeting = state.add(Meeting, Meeting.title("Ordinary"), Meeting.reference("M-2010-03"))
    chosen = recipients(state, TODAY, MEMBERS)
    what = OutgoingPaper("action-points", Audience.MEMBERS, meeting, (path,))
    made = [draft(what, chosen, title, "Junto.") for title in ("Ata – São", "Ata – São", "Ata – versão 2")]
    sent = [parser.parse_email(one) for one in made]
    assert (sent[0].subject, sent[0].attachments[0].filename) == ("Ata – São", path.name)
    ids = [{name.lower(): said[0].strip() for name, said in one.headers.items()}["message-id"] for one in sent]
    assert ids[0] == ids[1] != ids[2]
    assert ids[0].encode() in made[0], "as it is: no server reads a name that is encoded"
    for heads in ({"In_Reply_To": ids[0]}, {"References": f"<x@y> {ids[2]} <z@y>"}):
        assert found_in(state, mail_of("Ok", Subject="Other", **heads), {}) == (meeting,)
    assert not found_in(
        state, mail_of("Ok", In_Reply_To="<meetings.0000.minutes.1@ictwg.invalid> <..@ictwg.invalid>"), {}
    )


def test_without_a_thread_a_reference_is_enough_the_subject_first(state: MemoryState) -> None:
    first = state.add(Action, Action.reference("A-2010-014"), Action.text("One"))
    second = state.add(Action, Action.reference("A-2010-015"), Action.text("Two"))
    meeting = state.add(Meeting, Meeting.title("Ordinary"), Meeting.reference("M-2010-03"))
    letter = state.add(Letter, Letter.subject("Nomination"), Letter.number("41/GM/2010"))
    printed: dict[str, Record] = {"Ata n.º 3/2010": meeting}
    for text, subject, found in (
        ("See A-2010-015.", "Re: a‑2010–014", (first, second)),
        ("Ref. 41/GM/2010, de hoje", "Fwd", (letter,)),
        ("N. 141/GM/2010", "XA-2010-014", ()),
        ("ok", "RE: ATA N.º 3/2010", (meeting,)),
        ("Thanks\n\nOn Monday, Ana wrote:\n> A-2010-014", "Re:", (first,)),
    ):
        assert found_in(state, mail_of(text, Subject=subject), printed) == found, text


def test_whoever_wrote_is_known_by_the_address(state: MemoryState) -> None:
    (moj,), (ana,) = state.all(Organization), state.all(Person)
    for address, found in (
        ('"Dra. Ana" <ANA@example.org>', (moj, ana)),
        ("moj@example.org", (moj, None)),
        ("Ana Silva <other@example.org>", (None, None)),
        ("", (None, None)),
    ):
        assert written_by(state, mail_of("x", From=address)) == found, address


QUOTES = (
    "On Mon, 1 Mar 2010 at 10:00, ICTWG <a@b.org> wrote:\n> Dear all",
    "On Mon, 1 Mar 2010 at 10:00, the secretariat of the group\n<a@b.org> wrote:\n> Dear all",
    "Em 1 de março de 2010 às 10:00, ICTWG <a@b.org> escreveu:\n> Caros",
    "-----Original Message-----\nFrom: ICTWG\nDear all",
    "________________________________\nDe: ICTWG\nEnviada: segunda\nCaros",
    "**From:** ICTWG <a@b.org>\n**Sent:** Monday\n**To:** all\nDear all",
    "Dari: ICTWG\nTerkirim: Senin\nKepada: semua\nYth.",
    "> Dear all",
    "-- \nAna Silva\nMinistry of Justice",
)


@pytest.mark.parametrize("quote", QUOTES)
@given(words=st.lists(st.sampled_from(["We agree.", "From: us, no comment.", "On Friday it is ready.", "- one", ""])))
def test_only_what_is_new_is_an_answer(quote: str, words: list[str]) -> None:
    new = "\n".join(words).strip()
    said = parted(f"{new}\n\n{quote}")[0] if new else "-"
    assert said == (re.sub(r"\n{3,}", "\n\n", new) or "-")


def test_an_answer_may_stand_below_what_it_repeats() -> None:
    assert parted("On 1 March 2010, ICTWG wrote:\n> Dear all\n> please\n\nWe agree.")[0] == "We agree."


@given(head=st.binary(max_size=200), body=st.binary(max_size=300))
def test_whatever_comes_is_read_and_harmless(head: bytes, body: bytes) -> None:
    heads = b"From: \x1b[31mA\x07 <a@b>\nSubject: " + head + b"\nDate: " + head
    mail = read_mail(read("a.eml", heads + b"\n\n" + body))
    said = f"{mail.name}\n{mail.address}\n{mail.subject}\n{mail.words}\n{mail.quoted}"
    assert harmless(said) == said
