"""The sheets of a training, as pages to print: a sign-in sheet for each day, certificates, the payment sheet.

They name participants, so they are the secretariat's, and say so on the page and in the file's name. The visibility
text of the programmes that pay for the training is on each. Amounts are worked out for the page and kept nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import repeat

from ictwg.domain.periods import holds
from ictwg.domain.records import FundingLine, Organization, Participant, PaymentRate, Training
from ictwg.domain.seen import AudienceView
from ictwg.domain.state import State
from ictwg.domain.text import fold
from ictwg.domain.values import Audience, ParticipantState
from ictwg.errors import InvalidValueError
from ictwg.exports.sign_in import sheet_columns, signed_blocks, visibility_lines
from ictwg.locales import language, t
from ictwg.members.organizations import named_on
from ictwg.papers.blocks import (
    DASH,
    NOTHING,
    Block,
    Facts,
    HeadingBlock,
    PaperText,
    Paragraph,
    Signatures,
    TableBlock,
    cell,
    line,
    own,
    strong,
)
from ictwg.papers.catalogue import PaperRequest
from ictwg.papers.document import Document, setup_of
from ictwg.papers.files import code_name, told_apart
from ictwg.papers.words import day, label
from ictwg.programme.roll import attended_of, days, has_earned, on_the_list, sessions_of
from ictwg.programme.trainings import name_of, organization_of
from ictwg.records.group import group_of, spoken_in

Blocks = Callable[[State, Training, str, date | None], Iterator[Block]]
SIGN_IN, CERTIFICATES, PAYMENT = "training-sign-in", "certificates", "payment-sheet"


def sign_in(asked: PaperRequest) -> tuple[Document, ...]:
    """A sheet for each day of the training, or for those that are asked for."""
    training: Training = asked.about
    daily = days(asked.state, training)
    found = [one for one in daily if (asked.since or one) <= one <= (asked.until or one)]
    return tuple(_sheet(asked, SIGN_IN, _sign_in, one) for one in (found if daily else (None,)))


def certificates(asked: PaperRequest) -> tuple[Document, ...]:
    """One a page, for each who has earned it by the training's rule: it is given away, to be shown."""
    return (_sheet(asked, CERTIFICATES, _certificates),)


def payment_sheet(asked: PaperRequest) -> tuple[Document, ...]:
    """Amounts as the rates say, to be signed."""
    return (_sheet(asked, PAYMENT, _payment),)


def sheet_title(name: str, on: date | None, lang: str) -> str:
    """`Attendance list – 1 March 2010`."""
    said = t(f"sheets.{name}", lang=lang)
    return f"{said}{DASH}{day(on, lang)}" if on else said


def _sheet(asked: PaperRequest, name: str, says: Blocks, on: date | None = None) -> Document:
    """In the training's folder for the secretariat alone.

    Raises:
        InvalidValueError: It is asked for for somebody else; whoever is named, it names people.
    """
    if asked.audience is not Audience.SECRETARIAT:
        raise InvalidValueError(t("sheets.secretariat_only"), t("sheets.secretariat_only.hint"))
    state, training, lang = asked.state, asked.about, asked.language or spoken_in(asked.state) or ""
    blocks = tuple(says(state, training, lang, on))
    twin = told_apart(AudienceView(state, asked.audience), training, lambda one: (one.title, one.starts_on or ""))
    named = (name, training.title, twin, on or training.starts_on or "")
    alone = name == CERTIFICATES
    setup = setup_of(state, lang, one_a_page=alone, certificate=alone, large=alone, landscape=not alone)
    folder = f"Trainings/{code_name(training.starts_on or '', training.title)}/Secretariat only"
    return Document(name, lang or language(), asked.audience, blocks, named, folder, setup=setup)


def _sign_in(state: State, training: Training, lang: str, on: date | None) -> Iterator[Block]:
    topics = [one.topic for one in sessions_of(state, training) if one.date == on]
    yield from _head(training, SIGN_IN, on, lang, {"sheets.sessions": "; ".join(topics)})
    named = ((_name(state, row), _home(state, row), line(row.position)) for row in on_the_list(state, training))
    yield from signed_blocks(named, lang)
    yield from _foot(state, training, lang)


def _certificates(state: State, training: Training, lang: str, _day: date | None) -> Iterator[Block]:
    """One a page, for each who has earned it by the training's rule: it is given away, to be shown."""
    group = group_of(state)
    earned = [row for row in on_the_list(state, training) if has_earned(state, training, row)]
    if not earned:
        yield HeadingBlock(1, own(sheet_title(CERTIFICATES, None, lang)))
        yield Paragraph(own(t("sheets.no_certificate", lang=lang)))
    for row in earned:
        yield HeadingBlock(1, own(t("sheets.certificate", lang=lang)))
        yield Paragraph(line(group.name if group else ""))
        yield HeadingBlock(2, _name(state, row))
        home = named_on(state, state.get(Organization, organization_of(state, row)), training.starts_on)
        yield Paragraph(line(home.name or home.acronym) if home else NOTHING)
        was = attended_of(state, training, row)
        shared = t("sheets.of_sessions", lang=lang, sessions=was.sessions, of=was.of) if was else ""
        yield Paragraph(own(t("sheets.took_part", lang=lang)))
        yield Facts(tuple(_facts(training, lang, {"sheets.sessions": shared})))
        yield Signatures(((own(label("page.sign.chair", lang)),),), own(label("page.stamp", lang)))
        yield from visibility_lines(state, FundingLine.training, training.id, lang)


def _payment(state: State, training: Training, lang: str, _day: date | None) -> Iterator[Block]:
    yield from _head(training, PAYMENT, None, lang, {})
    came = [row for row in on_the_list(state, training) if row.state is ParticipantState.ATTENDED]
    person, money = ("number", "name", "organization", "duty_station"), ("days", "rate", "amount", "transport", "total")
    figures = (*repeat(False, len(person)), *repeat(True, len(money)), False)
    rows = tuple((own(str(number)), *_paid(state, training, row), *[NOTHING] * 3) for number, row in enumerate(came, 1))
    yield TableBlock(
        sheet_columns(lang, *person, *money, "signature"), rows, (4, 17, 11, 10, 6, 9, 9, 10, 9, 15), figures
    )
    yield from _signed(lang, "prepared", "certified", "approved")
    yield from _foot(state, training, lang)


def _paid(state: State, training: Training, row: Participant) -> tuple[PaperText, ...]:
    """Days only where the roll says them; what is not known is left to be written in by hand."""
    was, rate = attended_of(state, training, row), rate_of(state, training, row)
    per_day = rate.per_day if rate else None
    amount = per_day * was.days if per_day is not None and was else None
    currency = rate.currency if rate else ""
    days_there = cell(str(was.days), was.days) if was else NOTHING
    money = (
        cell(f"{one} {currency}".strip(), one, currency) if one is not None else NOTHING for one in (per_day, amount)
    )
    return (_name(state, row), _home(state, row), line(row.duty_district), days_there, *money)


def rate_of(state: State, training: Training, row: Participant) -> PaymentRate | None:
    """Of the participant's category, as it was when the training began."""
    on = training.starts_on
    named = (one for one in state.all(PaymentRate) if row.category and fold(one.category) == fold(row.category))
    rates = (one for one in named if on is None or holds(one, on))
    return max(rates, key=lambda one: str(one.since or ""), default=None)


def _head(training: Training, name: str, on: date | None, lang: str, more: dict[str, str]) -> Iterator[Block]:
    yield HeadingBlock(1, own(sheet_title(name, on, lang)))
    yield Paragraph(strong(own(t("sheets.personal", lang=lang))))
    yield Facts(tuple(_facts(training, lang, more)))


def _facts(training: Training, lang: str, more: dict[str, str]) -> Iterator[tuple[str, PaperText]]:
    first, last = training.starts_on, training.ends_on
    dates = DASH.join(dict.fromkeys(day(one, lang) for one in (first, last) if one))
    place = ", ".join(filter(None, (training.venue, training.district)))
    said = {"sheets.training": training.title, "sheets.dates": dates, "sheets.place": place, **more}
    yield from ((t(key, lang=lang), line(text)) for key, text in said.items() if text)


def _foot(state: State, training: Training, lang: str) -> Iterator[Block]:
    yield from visibility_lines(state, FundingLine.training, training.id, lang)
    yield Paragraph(strong(own(t("sheets.personal", lang=lang))))


def _signed(lang: str, *by: str) -> Iterator[Block]:
    heads = ("role", "name", "date", "signature")
    rows = tuple((own(t(f"sheets.{one}", lang=lang)), *[NOTHING] * 3) for one in by)
    yield TableBlock(sheet_columns(lang, *heads), rows, (25, 30, 15, 30))


def _name(state: State, row: Participant) -> PaperText:
    return line(name_of(state, row))


def _home(state: State, row: Participant) -> PaperText:
    home = state.get(Organization, organization_of(state, row))
    return line(home.acronym or home.name) if home else NOTHING
