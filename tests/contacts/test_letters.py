"""A letter from draft to receipt: what may happen to it when, what it prints, and what of it is a contact."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

import pytest
from tests.builders import MemoryState, organization, person

from ictwg.contacts import incoming, letters
from ictwg.contacts.addressing import addressed_as, language_of
from ictwg.contacts.signed import as_signed, changed_since, guard_signed
from ictwg.contacts.templates import TEMPLATES, Template, begun
from ictwg.domain.changes import Edit
from ictwg.domain.records import (
    Action,
    AgendaItem,
    Contact,
    Decision,
    Group,
    IncomingLetter,
    Letter,
    LetterAddressee,
    Meeting,
    Organization,
    Person,
    Role,
)
from ictwg.domain.values import (
    ActionStatus,
    Audience,
    Function,
    IncomingStage,
    ItemKind,
    LetterKind,
    LetterStage,
    Level,
    OrganizationType,
    Sex,
)
from ictwg.errors import InvalidValueError
from ictwg.exports.letters import letter as paper
from ictwg.exports.letters import order_slip, signature_folder
from ictwg.locales import t
from ictwg.minutes.sent_agenda import keep_agenda
from ictwg.papers.blocks import Facts, HeadingBlock, Paragraph, Signatures, plain_text
from ictwg.papers.catalogue import PaperRequest
from ictwg.papers.document import Document
from ictwg.papers.files import file_name
from ictwg.papers.forms import WORD
from ictwg.records.editing import add
from ictwg.records.lookup import Lookup
from ictwg.records.tables import cells, known_facts

TODAY = date(2010, 3, 3)


@pytest.fixture
def state() -> MemoryState:
    state = MemoryState()
    government = Organization.type(OrganizationType.GOVERNMENT)
    article = Organization.article("o")
    moj = organization(state, "MoJ", Organization.name("Ministério da Justiça"), government, article)
    organization(
        state, "SEPI", Organization.name("Secretaria de Estado da Igualdade"), government, Organization.article("a")
    )
    head = person(state, "Lúcia Exemplo", moj)
    settings = (Person.position("Ministra da Justiça"), Person.level(Level.MINISTER), Person.sex(Sex.FEMALE))
    state.apply(Edit("").update(head, *settings).done())
    role = (Role.function(Function.HEAD), Role.person(head.id), Role.organization(moj.id))
    state.apply(Edit("").create(Role, state.new_id(), *role, Role.since(date(2009, 1, 1))).done())
    state.apply(Edit("").create(Group, "group", Group.key("group"), Group.name("Grupo"), Group.city("Díli")).done())
    return state


def written(state: MemoryState, *to: str, **values: str) -> Letter:
    lookup = Lookup(state, TODAY)
    id, changes = add(lookup, Letter, {"subject": "Convite", "language": "pt", "text": "Temos a honra.", **values})
    state.apply(changes)
    homes = [one for one in state.all(Organization) if one.acronym in to]
    state.apply(letters.addressed_to(state, id, homes))
    return now(state, id)


def now(state: MemoryState, id: str) -> Letter:
    found = state.get(Letter, id)
    assert found is not None
    return found


def said(document: Document) -> list[str]:
    """All texts of a paper, block by block."""
    texts: list[str] = []
    for block in document.blocks:
        match block:
            case HeadingBlock(_, text) | Paragraph(text):
                texts.append(plain_text(text))
                texts += [plain_text(block.at_right)] if isinstance(block, Paragraph) and block.at_right else []
            case Facts(rows):
                texts += [f"{name}: {plain_text(value)}" for name, value in rows]
            case _:
                pass
    return texts


def test_a_letter_goes_from_draft_to_receipt(state: MemoryState) -> None:
    letter = written(state, "MoJ", "SEPI")
    assert letters.stage_of(state, letter) is LetterStage.DRAFT
    with pytest.raises(InvalidValueError, match="not signed"):
        letters.dispatch(state, letter, TODAY)
    state.apply(letters.to_signatory(state, letter, TODAY))
    assert letters.stage_of(state, now(state, letter.id)) is LetterStage.WITH_SIGNATORY
    state.apply(letters.returned(state, now(state, letter.id), "O local mudou.", TODAY))
    assert letters.stage_of(state, now(state, letter.id)) is LetterStage.RETURNED
    state.apply(letters.sign(state, now(state, letter.id), "7/2010", TODAY))
    assert letters.stage_of(state, now(state, letter.id)) is LetterStage.SIGNED
    state.apply(letters.dispatch(state, now(state, letter.id), TODAY))
    assert letters.stage_of(state, now(state, letter.id)) is LetterStage.DISPATCHED
    sent = state.all(Contact)
    assert {one.letter for one in sent} == {"7/2010"}
    assert len(sent) == len(letters.to_whom(state, letter))
    state.apply(letters.delivered(sent[:1], "Rosa", TODAY))
    assert letters.stage_of(state, now(state, letter.id)) is LetterStage.DISPATCHED
    state.apply(letters.delivered(state.all(Contact), "Rosa", TODAY))
    assert letters.stage_of(state, now(state, letter.id)) is LetterStage.RECEIVED
    assert not letters.dispatch(state, now(state, letter.id), TODAY).writes


def test_a_number_is_taken_at_signature_and_follows_the_last_of_its_signatory(state: MemoryState) -> None:
    first = written(state, "MoJ")
    assert first.number == ""
    assert letters.next_number(state, first, TODAY) == "1/2010"
    state.apply(letters.sign(state, first, "012/MNEC/2010", TODAY))
    second = written(state, "SEPI", own_numbers="yes")
    assert letters.next_number(state, second, TODAY) == "013/MNEC/2010"
    assert letters.next_number(state, second, date(2011, 1, 5)) == "001/MNEC/2011"
    state.apply(letters.spoil(state, now(state, first.id), TODAY))
    assert letters.next_number(state, second, TODAY) == "013/MNEC/2010"


def test_several_that_are_signed_together_are_numbered_in_the_series_of_each_signatory(state: MemoryState) -> None:
    (minister,) = state.all(Person)
    secretary = person(state, "Rui Segundo", state.all(Organization)[1])
    before = written(state, "MoJ", signatory=secretary.id)
    state.apply(letters.sign(state, before, "40/SEPI/2010", TODAY))
    each = [written(state, "MoJ", signatory=one.id) for one in (minister, secretary, minister, secretary)]
    state.apply(letters.sign_all(state, each, "7/MoJ/2010", TODAY))
    assert [now(state, one.id).number for one in each] == ["7/MoJ/2010", "41/SEPI/2010", "8/MoJ/2010", "42/SEPI/2010"]
    later = [written(state, "MoJ", signatory=one.id) for one in (minister, secretary)]
    state.apply(letters.sign_all(state, later, "", TODAY))
    assert [now(state, one.id).number for one in later] == ["", ""], "the registry gives them later"


@pytest.mark.parametrize("name", ["lucia exemplo", "Somebody else", ""])
def test_an_answer_is_addressed_to_who_wrote(state: MemoryState, name: str) -> None:
    lookup = Lookup(state, TODAY)
    id, changes = add(lookup, IncomingLetter, {"organization": "MoJ", "subject": "Rádios", "name": name})
    state.apply(changes)
    homes = [one for one in state.all(Organization) if one.acronym == "MoJ"]
    answer, changes = letters.begin(lookup, {"subject": "Rádios", "answers": id}, homes)
    state.apply(changes)
    (to,) = letters.to_whom(state, now(state, answer))
    known = next((one.id for one in state.all(Person) if name.startswith("lucia")), None)
    assert (to.organization, to.person, to.name) == (homes[0].id, known, "" if known else name)


def test_each_addressee_may_have_a_number_of_its_own(state: MemoryState) -> None:
    letter = written(state, "MoJ", "SEPI", own_numbers="yes")
    state.apply(letters.sign(state, letter, "2010/7", TODAY))
    assert set(letters.numbers_of(state, now(state, letter.id))) == {"2010/7", "2010/8"}
    assert letters.next_number(state, written(state, "MoJ"), TODAY) == "2010/9"


@pytest.mark.parametrize("number", ["2010/10", "2010-MNEC-20", "20/2010"])
def test_a_count_that_stands_in_its_year_moves_alone(state: MemoryState, number: str) -> None:
    state.apply(letters.sign(state, written(state, "MoJ"), number, TODAY))
    following = number.replace("-20", "-21").replace("/10", "/11").replace("20/2010", "21/2010")
    assert letters.next_number(state, written(state, "SEPI"), TODAY) == following


def test_two_letters_signed_with_one_number_both_say_so(state: MemoryState) -> None:
    one, other = written(state, "MoJ"), written(state, "SEPI")
    state.apply(letters.sign(state, one, "7/2010", TODAY))
    state.apply(letters.sign(state, other, "7/2010", TODAY))
    assert letters.with_same_number(state, now(state, one.id)) == (now(state, other.id),)
    assert letters.with_same_number(state, now(state, other.id)) == (now(state, one.id),)


def test_nobody_changes_what_was_signed(state: MemoryState) -> None:
    """An edit that was made elsewhere meanwhile is shown, and does not print."""
    letter = written(state, "MoJ")
    state.apply(letters.sign(state, letter, "7/2010", TODAY))
    signed = now(state, letter.id)
    late = Edit("").update(signed, Letter.text("Outra coisa.")).done()
    with pytest.raises(InvalidValueError, match="is signed"):
        guard_signed(state, late)
    (to,) = letters.to_whom(state, signed)
    with pytest.raises(InvalidValueError, match="is signed"):
        guard_signed(state, Edit("").remove(to).done())
    guard_signed(state, Edit("").update(signed, Letter.number("8/2010"), Letter.scan("a.pdf")).done())
    state.apply(late)
    home = state.get(Organization, to.organization)
    assert home is not None
    state.apply(Edit("").update(home, Organization.name("Ministério Novo")).done())
    assert changed_since(state, now(state, letter.id)) == (Letter.text,)
    (page,) = paper(PaperRequest(state, TODAY, Audience.SECRETARIAT, now(state, letter.id)))
    assert "Temos a honra." in said(page)
    assert not any("Outra" in text or "Novo" in text for text in said(page))


def test_the_page_of_a_draft_has_neither_number_nor_day(state: MemoryState) -> None:
    letter = written(state, "MoJ", enclosures="Ordem de trabalhos")
    (page,) = paper(PaperRequest(state, TODAY, Audience.SECRETARIAT, letter))
    texts = said(page)
    assert texts[0] == "Ofício n.º ______/2010"
    assert "Díli, ___ de ______________ de 2010" in texts
    assert "A Sua Excelência a Senhora Ministra da Justiça\nLúcia Exemplo\nMinistério da Justiça" in texts
    assert texts.index("Excelentíssima Senhora Ministra da Justiça,") < texts.index("Temos a honra.")
    assert "Anexos: Ordem de trabalhos" in texts
    state.apply(letters.sign(state, letter, "7/2010", TODAY))
    (page,) = paper(PaperRequest(state, TODAY, Audience.SECRETARIAT, now(state, letter.id)))
    assert said(page)[0] == "Ofício n.º 7/2010"
    assert "Díli, 3 de março de 2010" in said(page)
    assert file_name(page, WORD) == "Ofício n.º 7-2010 - Ministério da Justiça.docx", "named by whom it is addressed to"


def test_a_slip_to_cut_off_stands_below_the_signature(state: MemoryState) -> None:
    letter = written(state, "MoJ", text="Temos a honra.\n\n✂ - - -\n\nResposta")
    (page,) = paper(PaperRequest(state, TODAY, Audience.SECRETARIAT, letter))
    signed = next(at for at, one in enumerate(page.blocks) if isinstance(one, Signatures))
    shown = [plain_text(one.text) for one in page.blocks[signed:] if isinstance(one, Paragraph)]
    assert shown[-2:] == ["✂ - - -", "Resposta"]


def test_each_is_written_to_in_their_own_way(state: MemoryState) -> None:
    """The head by office and level; an institution without one by its article; a name that is typed as it is."""
    letter = written(state, "MoJ", "SEPI")
    moj, sepi = letters.to_whom(state, letter)
    assert addressed_as(state, moj, "pt", TODAY).salutation == "Excelentíssima Senhora Ministra da Justiça,"
    assert addressed_as(state, moj, "en", TODAY).envelope.startswith("Her Excellency\n")
    assert addressed_as(state, moj, "pt", date(2008, 1, 1)).envelope == "Ao Ministério da Justiça"
    assert addressed_as(state, sepi, "pt", TODAY).envelope == "À Secretaria de Estado da Igualdade"
    assert addressed_as(state, sepi, "pt", TODAY).salutation == "Exmos. Senhores,"
    name = LetterAddressee.COLUMNS.index(LetterAddressee.name)
    assert [cells(Lookup(state, TODAY), one)[name] for one in (moj, sepi)] == ["Lúcia Exemplo", ""], (
        "no acronym for nobody"
    )
    rui = person(state, "Rui Exemplo", state.all(Organization)[1])
    state.apply(Edit("").update(rui, Person.position("Director"), Person.sex(Sex.MALE)).done())
    state.apply(Edit("").update(sepi, LetterAddressee.person(rui.id)).done())
    (_, named) = letters.to_whom(state, letter)
    assert addressed_as(state, named, "pt", TODAY).envelope.startswith("Exmo. Senhor\nRui Exemplo\nDirector\n")
    assert addressed_as(state, named, "en", TODAY).envelope.startswith("Mr Rui Exemplo\nDirector\n")
    head = next(one for one in state.all(Person) if one.name == "Lúcia Exemplo")
    for typed, printed in (("Dear Minister", "Dear Minister,"), ("Your Excellency:", "Your Excellency:")):
        state.apply(Edit("verbs.edited").update(head, Person.form_of_address(typed)).done())
        assert addressed_as(state, moj, "en", TODAY).salutation == printed


@pytest.mark.parametrize("article", ["o", "a"])
@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.name)
def test_portuguese_joins_names_and_one_person_speaks(state: MemoryState, template: Template, article: str) -> None:
    """A letter is signed by one person: *tenho a honra*; a name stands with its article, *do Ministério*."""
    name = "Grupo de Trabalho" if article == "o" else "Comissão Nacional"
    moj = next(one for one in state.all(Organization) if one.acronym == "MoJ")
    group = next(iter(state.all(Group)))
    state.apply(Edit("").update(group, Group.name(name)).done())
    meeting = state.add(Meeting, Meeting.date(TODAY), Meeting.start(time(9)), Meeting.venue("sala de reuniões"))
    settings = (
        Action.text("redigir"),
        Action.reference("A-2010-001"),
        Action.owners((moj.id,)),
        Action.meeting(meeting.id),
    )
    about = {
        Meeting: meeting,
        Organization: moj,
        Decision: state.add(Decision, Decision.text("aprovar"), Decision.reference("D-2010-01")),
        Action: state.add(Action, *settings),
        IncomingLetter: state.add(IncomingLetter, IncomingLetter.subject("Rádios"), IncomingLetter.received_on(TODAY)),
    }
    begun_with = begun(state, template, about[template.about] if template.about else None, "pt", TODAY)
    text = " ".join((begun_with.get("subject", ""), begun_with.get("text", "")))
    assert name not in text.replace(f"d{article} {name}", "")
    assert "Ministério" not in text.replace("do Ministério da Justiça", "")
    assert not re.search(r"  |\{|\bem sala|09:00|[Tt]emos|gradecemos|\bnos(?:so|sa)\b", text), text


def test_an_addendum_begins_with_what_is_new_since_the_agenda_was_sent(state: MemoryState) -> None:
    meeting = state.add(Meeting, Meeting.date(TODAY + timedelta(days=9)), Meeting.title("Plano"))
    place = (AgendaItem.meeting(meeting.id), AgendaItem.kind(ItemKind.TOPIC))
    state.add(AgendaItem, *place, AgendaItem.title("Rádios"), AgendaItem.order("m"))
    sent = Edit("").update(meeting, Meeting.agenda_circulated(TODAY)).done()
    kept = keep_agenda(state, sent)
    state.apply(sent)
    assert kept is not None
    state.apply(kept)
    state.add(AgendaItem, *place, AgendaItem.title("Abrigos"), AgendaItem.order("n"))
    now = state.get(Meeting, meeting.id)
    addendum, convening = (next(one for one in TEMPLATES if one.name == name) for name in ("addendum", "convening"))
    texts = [begun(state, one, now, "pt", TODAY)["text"] for one in (addendum, convening)]
    assert [("Rádios" in text, "Abrigos" in text) for text in texts] == [(False, True), (True, True)]


def test_a_letter_begins_in_the_language_of_those_who_get_it(state: MemoryState) -> None:
    lucia, homes = next(iter(state.all(Person))), state.all(Organization)
    group = next(iter(state.all(Group)))
    state.apply(Edit("").update(lucia, Person.language("pt")).update(group, Group.language("id")).done())
    assert language_of(state, homes[:1], TODAY) == "pt"
    person(state, "Rui Exemplo", homes[1], Function.FOCAL_POINT, since=date(2009, 1, 1))
    assert [language_of(state, some, TODAY) for some in (homes, homes[1:], ())] == ["id"] * 3


def test_the_chair_signs_and_then_who_signed_last(state: MemoryState) -> None:
    (empty,) = (one for one in TEMPLATES if one.name == "empty")
    assert "signatory" not in begun(state, empty, None, "pt", TODAY), "the group has no chair"
    chair = person(state, "Ana Exemplo", state.all(Organization)[0], Function.CHAIR, since=date(2009, 1, 1))
    assert begun(state, empty, None, "pt", TODAY)["signatory"] == chair.id
    lucia = next(iter(state.all(Person)))
    written(state, "MoJ", signatory=lucia.name)
    assert begun(state, empty, None, "pt", TODAY)["signatory"] == lucia.id


def test_the_signature_folder_holds_every_page_below_the_list(state: MemoryState) -> None:
    letter = written(state, "MoJ", "SEPI")
    (folder,) = signature_folder(PaperRequest(state, TODAY, Audience.SECRETARIAT, letter))
    titles = [text for text in said(folder) if text.startswith(("Para assinatura", "Ofício"))]
    assert titles == ["Para assinatura", *["Ofício n.º ______/2010"] * 2]
    assert folder.setup.one_a_page


def test_what_is_written_by_hand_has_room(state: MemoryState) -> None:
    """The day and, where the group has named none, the place; the order of who decides."""
    group = next(iter(state.all(Group)))
    state.apply(Edit("").update(group, Group.city.clear).done())
    letter = written(state, "MoJ", kind=str(LetterKind.SUBMISSION))
    (page,) = paper(PaperRequest(state, TODAY, Audience.SECRETARIAT, letter))
    (box,) = (one for one in page.blocks if isinstance(one, Paragraph) and one.boxed)
    assert plain_text(box.text).count("\n") > 3
    assert "______, ___ de ______________ de 2010" in said(page)


def test_an_answer_names_their_letter_by_its_number_and_day(state: MemoryState) -> None:
    typed = {"organization": "MoJ", "subject": "Rádios", "their_reference": "45/GM", "their_date": "2010-02-11"}
    id, changes = add(Lookup(state, TODAY), IncomingLetter, typed)
    state.apply(changes)
    (page,) = paper(PaperRequest(state, TODAY, Audience.SECRETARIAT, written(state, "MoJ", answers=id)))
    assert "V. ref.ª: 45/GM, de 11 de fevereiro de 2010" in said(page)
    (slip,) = order_slip(PaperRequest(state, TODAY, Audience.SECRETARIAT, state.get(IncomingLetter, id), "pt"))
    assert "Remetente: Ministério da Justiça – 45/GM" in said(slip), "it is theirs, and not that of who reads the slip"


def test_a_note_verbale_is_in_the_third_person(state: MemoryState) -> None:
    letter = written(state, "MoJ", kind=str(LetterKind.NOTE_VERBALE))
    (page,) = paper(PaperRequest(state, TODAY, Audience.SECRETARIAT, letter))
    assert not [text for text in said(page) if "Excelência" in text or text.startswith("Assunto")]
    assert "Ao Ministério da Justiça" in said(page), "from house to house"
    assert "(rubrica e selo)" in said(page)


def test_an_incoming_letter_finds_its_way_to_its_answer(state: MemoryState) -> None:
    ours = written(state, "MoJ", answer_by="2010-03-20")
    state.apply(letters.sign(state, ours, "7/2010", TODAY))
    state.apply(letters.dispatch(state, now(state, ours.id), TODAY))
    assert letters.is_unanswered(state, now(state, ours.id))
    typed = {"organization": "MoJ", "subject": "Resposta", "answers": ours.id}
    id, changes = add(Lookup(state, TODAY), IncomingLetter, typed)
    state.apply(changes)
    assert not letters.is_unanswered(state, now(state, ours.id))

    def came() -> IncomingLetter:
        found = state.get(IncomingLetter, id)
        assert found is not None
        return found

    assert (came().entry, came().received_on, incoming.stage_of(came())) == ("1/2010", TODAY, IncomingStage.NEW)
    assert incoming.unanswered(state) == (came(),)
    state.apply(incoming.to_chair(state, came(), TODAY))
    assert incoming.stage_of(came()) is IncomingStage.WITH_CHAIR
    order = dict(
        zip((one.name for one in incoming.ORDER), ("Responder.", "Presidente", "Rui", "10 March"), strict=True)
    )
    state.apply(incoming.ordered(Lookup(state, TODAY), came(), order))
    (task,) = state.all(Action)
    assert (task.assignee, task.due, incoming.stage_of(came())) == ("Rui", date(2010, 3, 10), IncomingStage.TO_ANSWER)
    answer = written(state, "MoJ", answers=id)
    state.apply(letters.sign(state, answer, "8/2010", TODAY))
    state.apply(letters.dispatch(state, now(state, answer.id), TODAY))
    assert incoming.stage_of(came()) is IncomingStage.ANSWERED
    assert state.all(Action)[0].status is ActionStatus.DONE
    assert not incoming.unanswered(state)
    assert isinstance(letters.to_whom(state, answer)[0], LetterAddressee)
    assert as_signed(state, ours)[0] is state


@pytest.mark.parametrize(
    ("to", "level", "signs_for", "asked"),
    [
        ("MoJ", Level.DIRECTOR, "", True),
        ("MoJ", None, "", True),
        ("MoJ", Level.MINISTER, "", False),
        ("MoJ", Level.DIRECTOR, "Pel’O Ministro", False),
        ("SEPI", Level.DIRECTOR, "", False),
    ],
)
def test_who_signs_below_a_minister_to_one_is_asked_for_whom(
    state: MemoryState, to: str, level: Level | None, signs_for: str, *, asked: bool
) -> None:
    signs = person(state, "Rui Exemplo", organization(state, "MNEC"))
    state.apply(Edit("").update(signs, Person.level(level)).done())
    letter = written(state, to, signatory=signs.id, signs_for=signs_for)
    told = t("letters.who_signs", field=t(Letter.signs_for.screen_id))
    assert (told in known_facts(Lookup(state, TODAY), letter)) is asked
