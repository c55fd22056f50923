"""Letters as they are signed and sent, and the lists that go with them.

letter · signature folder · delivery sheet · correspondence register · slip for the chair's order
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from ictwg.contacts.addressing import addressed_as, named_organization
from ictwg.contacts.incoming import stage_of
from ictwg.contacts.letters import addressees, contact_of, to_whom
from ictwg.contacts.signed import as_signed
from ictwg.domain.in_language import InLanguage, in_language
from ictwg.domain.records import Contact, IncomingLetter, Letter, LetterAddressee, Organization, Person
from ictwg.domain.roster import in_protocol_order
from ictwg.domain.state import State
from ictwg.domain.text import clean
from ictwg.domain.values import AddresseeRole, Channel, Direction, LetterKind, Sex
from ictwg.locales import LANGUAGES, language
from ictwg.minutes.printed.minutes import facts
from ictwg.papers.blocks import (
    DASH,
    NOTHING,
    Block,
    HeadingBlock,
    PaperText,
    Paragraph,
    Signatures,
    TableBlock,
    chain,
    line,
    long,
    own,
    said,
    strong,
)
from ictwg.papers.catalogue import PaperRequest, as_of
from ictwg.papers.document import Document
from ictwg.papers.words import day, label, language_of_paper
from ictwg.records.group import group_of, spoken_in

WITHOUT_ENVELOPE = (LetterKind.MEMO, LetterKind.SUBMISSION)
"""Inside the own house: from, to and subject stand in lines."""
IN_THIRD_PERSON = LetterKind.NOTE_VERBALE
_ROOM = "_" * 6


def letter(asked: PaperRequest) -> tuple[Document, ...]:
    """A file for each addressee: as it was signed, or as it is to be."""
    state, about, lang = _in_its_language(asked)
    made: list[Document] = []
    for one in to_whom(state, about, asked.today) or (None,):
        whose = named_organization(state, one, about.signed_on or asked.today) if one is not None else ""
        blocks = _page(state, about, one, lang, asked.today)
        number, kind = _number(about, one), label(f"letter.kind.{about.kind}", lang)
        called = label("letter.title", lang, kind=kind, number=number) if number else f"{kind} – {about.subject}"
        name, look = ("letter", number or about.subject, whose), {"outside": True}
        made.append(as_of(asked, lang, blocks, name, called=(called, whose), addressed=True, look=look))
    return tuple(made)


def signature_folder(asked: PaperRequest) -> tuple[Document, ...]:
    """All pages of a letter to many in one file, below the list of whom they go to."""
    state, about, lang = _in_its_language(asked)
    on = about.signed_on or asked.today
    to = to_whom(state, about, on)
    rows = [
        (own(str(at)), line(_number(about, one)), line(named_organization(state, one, on)), _enclosures(about))
        for at, one in enumerate(to, 1)
    ]
    heads = tuple(own(label(f"letter.column.{name}", lang)) for name in ("no", "number", "addressee", "enclosures"))
    blocks: list[Block] = [
        HeadingBlock(1, own(label("letter.folder", lang))),
        facts((("letter.subject", line(about.subject)), _from(state, about)), lang),
        TableBlock(heads, tuple(rows), (6, 24, 46, 24)),
    ]
    for one in to:
        blocks += _page(state, about, one, lang, asked.today)
    look = {"outside": True, "one_a_page": True}
    return (as_of(asked, lang, blocks, ("signature-folder", about.subject), look=look),)


def _in_its_language(asked: PaperRequest) -> tuple[State, Letter, str]:
    """A letter is in its own language, whatever the screen's is; its labels in one in which it is whole."""
    whole = asked.state.whole if isinstance(asked.state, InLanguage) else asked.state
    own_language = asked.about.language if asked.about.language in LANGUAGES else ""
    lang = own_language or asked.language or spoken_in(whole) or language()
    state, about = as_signed(in_language(whole, lang), asked.about)
    return state, about, language_of_paper("letter", lang)


def _number(about: Letter, one: LetterAddressee | None) -> str:
    return clean((one.number if one is not None else "") or about.number)


def _page(state: State, about: Letter, one: LetterAddressee | None, lang: str, today: date) -> Iterator[Block]:
    """One letter, from its number down to its copies."""
    on = about.signed_on or today
    third = about.kind is IN_THIRD_PERSON
    address = addressed_as(state, one, lang, on, nobody=third) if one is not None else None
    kind = label(f"letter.kind.{about.kind}", lang)
    number = line(_number(about, one)) or own(f"{_ROOM}/{on.year}")
    yield HeadingBlock(1, said("letter.title", lang, kind=kind, number=number))
    if about.kind is LetterKind.SUBMISSION:
        yield _order_box(lang)
    if not third:
        yield Paragraph(NOTHING, at_right=_place_and_day(state, about, lang, today))
    if address is not None and about.kind not in (*WITHOUT_ENVELOPE, IN_THIRD_PERSON):
        yield Paragraph(chain("\n", map(line, address.envelope.split("\n"))))
        yield APART
    yield from _head(state, about, one, lang, on)
    yield APART
    greeted = about.kind not in (*WITHOUT_ENVELOPE, IN_THIRD_PERSON)
    if address is not None and greeted:
        yield from (Paragraph(line(address.salutation)), APART)
    text, _, slip = clean(about.text, multiline=True).partition(f"\n\n{SCISSORS}")
    yield from _paragraphs(text)
    if address is not None and greeted:
        yield from (APART, Paragraph(line(address.closing)))
    yield from _ending(state, about, lang, today)
    if third and address is not None:
        yield APART
        yield Paragraph(chain("\n", map(line, address.envelope.split("\n"))))
    copies = addressees(state, about, AddresseeRole.COPY, on=on)
    yield APART
    named = chain("; ", (line(named_organization(state, copy, on)) for copy in copies))
    yield from _told((("letter.enclosures", chain("; ", _enclosed(about))), ("letter.copies", named)), lang)
    yield from (APART, *_paragraphs(SCISSORS + slip)) if slip else ()


APART: Block = Paragraph(own("\u00a0"))
"""An empty line, as it stands between the parts of a letter in every form."""
SCISSORS = "✂"
"""Where a slip is cut off: what follows stands below the signature."""


def _order_box(lang: str) -> Block:
    """With room to write."""
    return Paragraph(own(label("letter.order_box", lang) + "\n\u00a0" * 5), boxed=True)


def _paragraphs(text: str) -> Iterator[Block]:
    return (Paragraph(long(part)) for part in text.split("\n\n") if part.strip())


def _told(rows: Iterable[tuple[str, PaperText]], lang: str) -> Iterator[Block]:
    return (Paragraph(chain(": ", (own(name), value))) for name, value in facts(rows, lang).rows)


def _head(state: State, about: Letter, one: LetterAddressee | None, lang: str, on: date) -> Iterator[Block]:
    """References and subject, as lines of a letter; inside the own house from whom and to whom, in a table."""
    answers = state.get(IncomingLetter, about.answers)
    inside = about.kind in WITHOUT_ENVELOPE
    to = line(named_organization(state, one, on)) if one is not None and inside else NOTHING
    through = (line(named_organization(state, by, on)) for by in addressees(state, about, AddresseeRole.THROUGH, on=on))
    ours = theirs = NOTHING
    if answers is not None:
        ours, theirs = line(_number(about, one)), line(answers.their_reference)
        if answers.their_date is not None:
            theirs = said("letter.dated", lang, reference=theirs, day=day(answers.their_date, lang))
    rows = (
        *((_from(state, about),) if inside else ()),
        ("letter.to", to),
        ("letter.through", chain("; ", through)),
        ("letter.your_reference", theirs),
        ("letter.our_reference", ours),
        ("letter.subject", strong(line(about.subject)) if about.kind is not IN_THIRD_PERSON else NOTHING),
    )
    yield from [facts(rows, lang)] if inside else _told(rows, lang)


def _from(state: State, about: Letter) -> tuple[str, PaperText]:
    return "letter.from", chain(", ", map(line, _signatory(state, about)))


def _enclosed(about: Letter) -> Iterator[PaperText]:
    return map(line, clean(about.enclosures, multiline=True).splitlines())


def _enclosures(about: Letter) -> PaperText:
    return chain("\n", _enclosed(about))


def _place_and_day(state: State, about: Letter, lang: str, today: date) -> PaperText:
    """`Díli, 3 de março de 2010`; before it is signed with room for the day."""
    when = day(about.signed_on, lang) if about.signed_on is not None else label("letter.no_day", lang, year=today.year)
    return dated(state, when)


def dated(state: State, when: str) -> PaperText:
    """In the town of the group."""
    group = group_of(state)
    return chain(", ", (line(clean(group.city) if group is not None else "") or own(_ROOM), own(when)))


def _signatory(state: State, about: Letter) -> tuple[str, ...]:
    person = state.get(Person, about.signatory)
    return tuple(filter(None, (clean(person.name), clean(person.position)))) if person is not None else ()


_SIGNS_AS: dict[Sex | None, str] = {Sex.FEMALE: "A ", Sex.MALE: "O "}
"""In Portuguese: `A Ministra da Justiça`."""


def _ending(state: State, about: Letter, lang: str, today: date) -> Iterator[Block]:
    """Room to sign and stamp; of a note verbale the day, and room for initials and seal."""
    if about.kind is IN_THIRD_PERSON:
        yield APART
        yield Paragraph(_place_and_day(state, about, lang, today), at_right=own(label("letter.initials", lang)))
        return
    name, position = (*_signatory(state, about), "", "")[:2]
    person = state.get(Person, about.signatory)
    article = _SIGNS_AS.get(person.sex, "") if person is not None and lang == "pt" and position else ""
    role = line(about.signs_for) or line(f"{article}{position}")
    beside = position if about.signs_for else ""
    yield Signatures(((role, line(name), *filter(None, (line(beside),))),), own(label("page.stamp", lang)))


def delivery_sheet(asked: PaperRequest) -> tuple[Document, ...]:
    """What a messenger takes along in these days (livro de protocolo), to be signed by who receives it."""
    lang = asked.language or language()
    names = ("number", "addressee", "enclosures", "received_by", "signature", "hour")
    heads = tuple(own(label(f"letter.column.{name}", lang)) for name in names)
    rows = [
        (
            line(_number(about, one)),
            line(named_organization(asked.state, one, asked.today)),
            _enclosures(about),
            *(NOTHING,) * 3,
        )
        for about in _sent_between(asked)
        for one in addressees(asked.state, about)
        if _is_on_the_way(asked, one)
    ]
    rows += [(NOTHING, line(_home_of(asked, one)), line(one.text), *(NOTHING,) * 3) for one in _on_paper(asked)]
    blocks = (
        HeadingBlock(1, own(label("letter.delivery", lang))),
        Paragraph(own(day(asked.today, lang))),
        TableBlock(heads, tuple(rows) or ((NOTHING,) * len(names),) * 8, (14, 28, 18, 16, 16, 8)),
    )
    look = {"landscape": True, "outside": True}
    return (as_of(asked, lang, blocks, ("delivery-sheet", asked.today), look=look),)


RECENT = timedelta(days=30)
"""So long what somebody gets on paper stays on the sheet, where nobody says that it was received."""


def _on_paper(asked: PaperRequest) -> list[Contact]:
    """What was sent to many, of those who get it on paper, and nobody has received; with days all of these days."""
    asked = asked if asked.since or asked.until else asked._replace(since=asked.today - RECENT)
    out = (one for one in asked.state.all(Contact) if one.direction is Direction.OUT and _within(one.on, asked))
    meant = [one for one in out if one.channel is Channel.LETTER and not (one.page or one.letter or one.delivered_on)]
    homes = in_protocol_order(asked.state, {one.organization or "" for one in meant}, asked.today)
    return [one for home in homes for one in meant if one.organization == home.id]


def _home_of(asked: PaperRequest, one: Contact) -> str:
    home, person = asked.state.get(Organization, one.organization), asked.state.get(Person, one.person)
    return ", ".join(filter(None, (clean(home.name) if home else "", clean(person.name) if person else "")))


def _sent_between(asked: PaperRequest) -> list[Letter]:
    """The letters signed in these days, by number; without days all that are not with everybody yet."""
    signed = [one for one in asked.state.all(Letter) if one.signed_on is not None and one.spoiled_on is None]
    within = [one for one in signed if _within(one.signed_on, asked)]
    return sorted(within, key=lambda one: (str(one.signed_on), one.number, one.id))


def _within(on: date | None, asked: PaperRequest) -> bool:
    return on is not None and (asked.since is None or asked.since <= on) and (asked.until is None or on <= asked.until)


def _is_on_the_way(asked: PaperRequest, one: LetterAddressee) -> bool:
    sent = contact_of(asked.state, one)
    return sent is None or sent.delivered_on is None or asked.since is not None


def correspondence(asked: PaperRequest) -> tuple[Document, ...]:
    """The register of letters out and in of a time, each by its number."""
    lang = asked.language or language()
    heads = {
        way: tuple(own(label(f"letter.column.{name}", lang)) for name in ("number", "day", whom, "subject", "became"))
        for way, whom in (("out", "addressee"), ("in", "sender"))
    }
    tables = {"out": list(_outgoing_rows(asked, lang)), "in": list(_incoming_rows(asked, lang))}
    blocks: list[Block] = [HeadingBlock(1, own(label("letter.register", lang)))]
    for way, rows in tables.items():
        blocks.append(HeadingBlock(2, own(label(f"letter.register.{way}", lang))))
        empty = Paragraph(own(label("letter.register.none", lang)))
        blocks.append(TableBlock(heads[way], tuple(rows), (12, 12, 24, 32, 20)) if rows else empty)
    return (as_of(asked, lang, blocks, ("correspondence", asked.today), look={"landscape": True}),)


def _outgoing_rows(asked: PaperRequest, lang: str) -> Iterator[tuple[PaperText, ...]]:
    """A spoiled number keeps its place, and says that it is void."""
    signed = [one for one in asked.state.all(Letter) if _within(one.signed_on, asked) and one.number]
    for about in sorted(signed, key=lambda one: (str(one.signed_on), one.number, one.id)):
        assert about.signed_on is not None  # noqa: S101 - within the time
        when = own(day(about.signed_on, lang))
        for one in to_whom(asked.state, about):
            whom = line(named_organization(asked.state, one, about.signed_on))
            became = _became(asked, about, one, lang)
            yield line(_number(about, one)), when, whom, line(about.subject), became


def _became(asked: PaperRequest, about: Letter, one: LetterAddressee, lang: str) -> PaperText:
    if about.spoiled_on is not None:
        return own(label("letter.void", lang))
    sent = contact_of(asked.state, one)
    if sent is None:
        return own(label("letter.not_sent", lang))
    if sent.delivered_on is None:
        return said("letter.sent", lang, day=day(sent.on, lang) if sent.on else "")
    return chain(", ", (line(sent.received_by), own(day(sent.delivered_on, lang))))


def _incoming_rows(asked: PaperRequest, lang: str) -> Iterator[tuple[PaperText, ...]]:
    came = [one for one in asked.state.all(IncomingLetter) if _within(one.received_on, asked)]
    for about in sorted(came, key=lambda one: (str(one.received_on), one.entry, one.id)):
        home = asked.state.get(Organization, about.organization)
        whom = chain(", ", (line(home.acronym) if home is not None else NOTHING, line(about.their_reference)))
        answer = asked.state.get(Letter, about.answered_by)
        became = line(answer.number) if answer is not None else own(label(f"letter.in.{stage_of(about)}", lang))
        when = own(day(about.received_on, lang)) if about.received_on is not None else NOTHING
        yield line(about.entry), when, whom, line(about.subject), became


def order_slip(asked: PaperRequest) -> tuple[Document, ...]:
    """The slip that goes to the chair with a letter, with an empty box for the order."""
    about, lang, theirs = asked.about, asked.language or language(), asked.about.their_reference
    home = asked.state.get(Organization, about.organization)
    rows = (
        ("letter.column.number", line(about.entry)),
        ("letter.column.day", own(day(about.received_on, lang)) if about.received_on else NOTHING),
        ("letter.column.sender", chain(DASH, (line(home.name if home else ""), line(about.name), line(theirs)))),
        ("letter.subject", line(about.subject)),
    )
    blocks: Sequence[Block] = (
        HeadingBlock(1, own(label("letter.slip", lang))),
        facts(rows, lang),
        Paragraph(long(about.order), boxed=True) if about.order else _order_box(lang),
        Signatures(((own(label("letter.chair", lang)), own(f"{label('column.date', lang)}:")),), own("")),
    )
    return (as_of(asked, lang, blocks, ("order-slip", about.entry or about.subject)),)
