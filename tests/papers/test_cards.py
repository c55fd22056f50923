"""Cards for an address book: another library reads what was written, whatever the words are, and only who is listed."""

from __future__ import annotations

from datetime import date

import pytest
import vobject
from hypothesis import example, given
from hypothesis import strategies as st
from tests.example_group import example_group

from ictwg.domain.changes import Edit
from ictwg.domain.records import Person
from ictwg.domain.text import clean
from ictwg.domain.values import Audience, Listing
from ictwg.exports.contacts import contacts
from ictwg.papers.catalogue import PaperRequest
from ictwg.papers.document import Document
from ictwg.papers.entries import Card
from ictwg.papers.forms import CARDS
from ictwg.papers.vcf import folded, is_ours

words = st.text(st.sampled_from("\\,;:=\"' aé😀\r\n\t\u2028\u202e\ud800") | st.characters(), max_size=90)
cards = st.builds(Card, st.just("a@b"), words, words, words, words, words)


def written(*people: Card) -> bytes:
    head = {"date": "2010-03-12"}
    return CARDS.write(Document("contacts", "en", Audience.MEMBERS, (), head=head, entries=people))


def read(data: bytes) -> list[dict[str, str]]:
    """Each card by the names of its lines."""
    found = (one.contents.items() for one in vobject.readComponents(data.decode()))
    return [{name: _text(lines[0].value) for name, lines in card if name not in ("n", "x-sha256")} for card in found]


def _text(value: object) -> str:
    return value[0] if isinstance(value, list) else str(value)


@given(st.lists(cards, max_size=3))
def test_every_word_comes_back(people: list[Card]) -> None:
    data = written(*people)
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert is_ours(data) is bool(people)
    said = (
        {"fn": one.name, "org": one.organization, "title": one.position, "tel": one.phone, "email": one.email}
        for one in people
    )
    told = ({name: clean(text, multiline=True).replace("\t", " ") for name, text in one.items()} for one in said)
    fixed = {"version": "3.0", "uid": "a@b", "rev": "2010-03-12"}
    assert read(data) == [fixed | {name: text for name, text in one.items() if text} for one in told]


@given(words.map(clean))
@example("x" * 5000)
@example("xé😀" * 100)
def test_a_line_is_folded_between_signs(text: str) -> None:
    pieces = folded(text).split("\r\n ")
    assert "".join(pieces) == text
    assert max(len(piece.encode()) + (at > 0) for at, piece in enumerate(pieces)) <= 75


def test_only_who_is_listed_to_its_readers() -> None:
    state = example_group().state
    (public,) = state.all(Person)
    state.apply(Edit("verbs.edited").update(public, Person.listing(Listing.PUBLIC), Person.phone("+670 7")).done())
    for listing in (Listing.MEMBERS, Listing.NOBODY):
        state.add(Person, Person.name(listing), Person.organization(public.organization), Person.listing(listing))
    told: dict[Audience, set[str]] = {}
    for audience in Audience:
        (document,) = contacts(PaperRequest(state, date(2010, 3, 12), audience))
        told[audience] = {one["fn"] for one in read(CARDS.write(document))}
    everyone, members = {public.name}, {public.name, "members"}
    assert told == dict(zip(Audience, (everyone, members, members, {*members, "nobody"}), strict=True))


@pytest.mark.parametrize("change", [(b"Ana", b"Eva"), (b"END:VCARD\r\n", b""), (b"X-SHA256:", b"X-SHA256:0")])
def test_whoever_changes_a_card_has_made_it_theirs(change: tuple[bytes, bytes]) -> None:
    data = written(Card("1@g", "Ana"), Card("2@g", "Rui"))
    assert is_ours(data)
    assert not is_ours(data.replace(*change))
