"""The sheets of a training: who is on them, what is worked out, and for whom they are."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from tests.builders import MemoryState, organization
from tests.papers_made import documents

from ictwg.domain.changes import Edit
from ictwg.domain.records import (
    FundingLine,
    Group,
    Organization,
    Participant,
    PaymentRate,
    Programme,
    Result,
    Training,
    VisibilityText,
)
from ictwg.domain.values import Audience, Presence
from ictwg.exports.training_sheets import (
    CERTIFICATES,
    PAYMENT,
    SIGN_IN,
)
from ictwg.locales import LANGUAGES, t
from ictwg.papers.document import Document
from ictwg.papers.files import planned, write_export
from ictwg.papers.forms import WEB_PAGE
from ictwg.programme.roll import mark, roll

MONDAY, TUESDAY = date(2010, 3, 1), date(2010, 3, 2)


@pytest.fixture
def state() -> MemoryState:
    """Two days: Ana came to both, Rui to one, Zeca to none."""
    state = MemoryState()
    state.add(Group, Group.name("Working Group"), Group.language("pt"))
    home = organization(state, "PNTL", Organization.name("National Police"))
    state.add(PaymentRate, PaymentRate.category("Technical"), PaymentRate.per_day(Decimal(25)))
    old = (PaymentRate.category("technical"), PaymentRate.until(date(2009, 12, 31)))
    state.add(PaymentRate, *old, PaymentRate.per_day(Decimal(11)))
    held = state.add(Training, Training.title("Plans"), Training.starts_on(MONDAY), Training.ends_on(TUESDAY))
    for name in ("Ana Example", "Rui Example", "Zeca Example"):
        who = (Participant.name(name), Participant.organization(home.id), Participant.category("technical"))
        state.add(Participant, Participant.training(held.id), *who)
    for day, came in ((MONDAY, ("Ana Example", "Rui Example")), (TUESDAY, ("Ana Example",))):
        for line in roll(state, held, day):
            presence = Presence.PRESENT if line.name in came else Presence.ABSENT
            state.apply(mark(state, held, day, line.participant, presence))
    return state


def made(state: MemoryState, name: str, lang: str = "en") -> list[Document]:
    return documents(name, state, state.all(Training)[0], Audience.SECRETARIAT, MONDAY, lang)


def text(state: MemoryState, name: str, lang: str = "en") -> str:
    return WEB_PAGE.write(made(state, name, lang)[-1]).decode()


def rows(page: str) -> list[list[str]]:
    return [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"<tr>(.*?)</tr>", page)]


def test_a_sign_in_sheet_for_each_day_names_everybody(state: MemoryState) -> None:
    assert [one.name[-1] for one in made(state, SIGN_IN)] == [date(2010, 3, 1), date(2010, 3, 2)]
    page = text(state, SIGN_IN)
    assert all(name in page for name in ("Ana Example", "Rui Example", "Zeca Example", "PNTL", "2 March 2010"))


def test_certificates_follow_the_rule_of_the_training(state: MemoryState) -> None:
    page = text(state, CERTIFICATES)
    assert ("Ana Example" in page, "Rui Example" in page, "Zeca Example" in page) == (True, False, False)
    assert "<p>Working Group</p>" in page
    assert "<p>National Police</p>" in page
    training = state.all(Training)[0]
    state.apply(Edit("verbs.edited").update(training, Training.certificate_from(50)).done())
    assert "Rui Example" in text(state, CERTIFICATES)


def test_the_payment_sheet_takes_days_from_the_roll_and_the_rate_of_that_day(state: MemoryState) -> None:
    found = {row[1]: row[4:7] for row in rows(text(state, PAYMENT)) if len(row) == 10}
    assert found == {"Ana Example": ["2", "25", "50"], "Rui Example": ["1", "25", "25"]}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_sheet_says_who_pays_and_that_it_is_personal_but_for_certificates(state: MemoryState, lang: str) -> None:
    training = state.all(Training)[0]
    joint = state.add(Programme, Programme.title("Joint programme")).id
    output = state.add(Result, Result.programme(joint), Result.title("Trained people"))
    state.add(FundingLine, FundingLine.training(training.id), FundingLine.output(output.id))
    for code, said in (("en", "Paid by the fund"), ("pt", "Pago pelo fundo")):
        state.add(
            VisibilityText, VisibilityText.programme(joint), VisibilityText.language(code), VisibilityText.text(said)
        )
    for name in (SIGN_IN, CERTIFICATES, PAYMENT):
        page = text(state, name, lang)
        assert (t("sheets.personal", lang=lang) in page) is (name != CERTIFICATES)
        assert ("Paid by the fund" if lang == "en" else "Pago pelo fundo") in page


def test_they_are_written_where_only_the_secretariat_looks(state: MemoryState, tmp_path: object) -> None:
    written = write_export(*planned(made(state, SIGN_IN)[0], WEB_PAGE, f"{tmp_path}/group.json")[:3])
    assert written.path.endswith("/Secretariat only/Attendance list - Plans (1 March 2010) - secretariat.html")
