"""Letters: what goes out signed and numbered to the head of an institution, and what comes in (DOMAIN.md §2, *Letter*).

A letter that went out, or came in, is a contact with each of its addressees; delivery and answer stand there.
"""

from __future__ import annotations

from typing import ClassVar

from ictwg.domain.fields import (
    Choice,
    Day,
    FilePath,
    Flag,
    Language,
    Line,
    Link,
    Links,
    MaybeChoice,
    NameText,
    Number,
    OrderKey,
    Text,
)
from ictwg.domain.records.action import Action, Decision
from ictwg.domain.records.adoption import PrintedContent
from ictwg.domain.records.document import Document
from ictwg.domain.records.meeting import Meeting
from ictwg.domain.records.people import Organization, Person
from ictwg.domain.records.round import Round
from ictwg.domain.schema import Form, Record
from ictwg.domain.values import AddresseeRole, Audience, IncomingStage, LetterKind, LetterStage, Level, Looks, Sex


class LetterAddressee(Record):
    """To whom a letter goes, through whom, or who gets a copy; with a number of its own where each letter has one."""

    letter = Link(lambda: Letter, required=True)
    role = Choice(AddresseeRole, default=AddresseeRole.TO)
    organization = Link(lambda: Organization)
    person = Link(lambda: Person)
    name = NameText()
    office = Line()
    """As the envelope says it: `Minister of Justice`; empty: that of the person, or of the head."""
    number = Line(inner=True)
    delivery = Line(inner=True)
    """How far it came: worked out, and never written."""
    salutation = Line(inner=True)
    """How the letter to them begins: worked out too."""
    order = OrderKey()

    PARENT, NAMED_AS, TITLE, ORDER = letter, organization, name, (role, order, organization)
    SAME_BY = (letter, role, organization, person, name)
    COLUMNS = (organization, number, role, person, name, office, salutation, delivery, letter)
    FORM = Form(new=(letter, organization, role, person, name, office), several=(role,))
    OWNERS = (organization,)


class Letter(Record):
    """A letter of the secretariat: without number and date until it is signed, and locked from then on."""

    AREA = "contacts"

    kind = Choice(LetterKind, default=LetterKind.LETTER)
    subject = Line(required=True)
    language = Language()
    text = Text()
    signatory = Link(lambda: Person)
    signs_for = Line()
    """`Pel'O Ministro`, `Por delegação`: in whose place the signatory signs."""
    enclosures = Text()
    """One a line."""
    answer_by = Day()
    answers = Link(lambda: IncomingLetter)
    own_numbers = Flag()
    """Each addressee gets a number; else it is one circular with a list."""
    meetings = Links(lambda: Meeting)
    documents = Links(lambda: Document)
    decisions = Links(lambda: Decision)
    actions = Links(lambda: Action)
    rounds = Links(lambda: Round)
    with_signatory_on = Day(looks=Looks.BACK)
    returned_on = Day(looks=Looks.BACK)
    returned_note = Text()
    number = Line()
    signed_on = Day(looks=Looks.BACK)
    spoiled_on = Day(looks=Looks.BACK)
    """The number was taken and the letter never went: printed as void, and not used again."""
    scan = FilePath()
    stage = MaybeChoice(LetterStage, inner=True)

    TITLE, DAY, DISAMBIGUATED_BY, WEIGHT = subject, signed_on, number, 0.6
    ORDER, SAME_BY = (signed_on, number, subject), (number, signed_on, subject)
    COLUMNS = (number, stage, subject, signed_on, signatory)
    FORM = Form(
        new=(kind, subject, language, text, signatory, signs_for, enclosures, answer_by, answers, meetings),
        several=(signatory, signs_for, answer_by),
    )
    VIEWS: ClassVar = {
        "draft": "signed_on:none spoiled_on:none",
        "unsent": "is:unsent",
        "unanswered": "is:unanswered",
        "all": "",
    }
    GROUP_BY = (signatory, kind, stage)
    CHILDREN = (LetterAddressee,)
    AUDIENCE = Audience.SECRETARIAT


class LetterEdition(Record):
    """A letter as it was signed: it prints from here, whatever is typed into it later."""

    letter = Link(lambda: Letter, required=True, inner=True)
    version = Number(inner=True)
    on = Day(looks=Looks.BACK)
    content = PrintedContent(hidden=True, personal=True)

    KEY, PARENT, NESTED, DAY = (letter, version), letter, "", on
    SEARCHED_UNDER = ()
    COLUMNS = (version, on)


class IncomingLetter(Record):
    """A letter that came in, and its way: to the chair, the chair's order, the answer, or filed."""

    AREA = "contacts"

    subject = Line(required=True)
    organization = Link(lambda: Organization, required=True)
    name = NameText()
    entry = Line()
    """The number in the book of entries; the next one where none is typed."""
    received_on = Day(required=True, looks=Looks.BACK)
    their_reference = Line()
    their_date = Day(looks=Looks.BACK)
    answer_by = Day()
    answers = Link(lambda: Letter)
    scan = FilePath()
    meetings = Links(lambda: Meeting)
    documents = Links(lambda: Document)
    decisions = Links(lambda: Decision)
    actions = Links(lambda: Action)
    rounds = Links(lambda: Round)
    with_chair_on = Day(looks=Looks.BACK)
    order = Text()
    """What the chair wrote on it (despacho)."""
    ordered_on = Day(looks=Looks.BACK)
    ordered_by = NameText()
    assigned_to = NameText()
    task = Link(lambda: Action, inner=True)
    answered_by = Link(lambda: Letter)
    answered_on = Day(looks=Looks.BACK)
    filed_on = Day(looks=Looks.BACK)
    """For information: nobody answers it."""
    notes = Text()
    stage = MaybeChoice(IncomingStage, inner=True)

    TITLE, DAY, DISAMBIGUATED_BY, WEIGHT = subject, received_on, entry, 0.6
    ORDER, SAME_BY = (received_on, entry), (organization, their_reference, received_on, subject)
    COLUMNS = (entry, organization, stage, subject, answer_by, received_on)
    FORM = Form(
        new=(organization, subject, received_on, entry, name, their_reference, their_date, answer_by, answers, scan),
        several=(with_chair_on, assigned_to, answer_by, filed_on),
    )
    VIEWS: ClassVar = {"unanswered": "is:unanswered", "with_chair": "is:with_chair", "all": ""}
    GROUP_BY = (organization, stage)
    OWNERS = (organization,)
    AUDIENCE = Audience.SECRETARIAT


class AddressForm(Record):
    """How somebody of a level is written to, where the group does not do it as the program proposes."""

    AREA = "contacts"

    level = Choice(Level, default=Level.MINISTER, required=True)
    sex = MaybeChoice(Sex)
    language = Language(required=True)
    envelope = Line()
    salutation = Line()
    closing = Line()

    KEY, TITLE, WEIGHT = (level, sex, language), salutation, 0
    COLUMNS = (level, sex, language, envelope, salutation, closing)
    FORM = Form(several=(closing,))
    VIEWS: ClassVar = {"all": ""}
    GOES_ALONG = True
    AUDIENCE = Audience.SECRETARIAT
