"""No paper, page, list or message gives a small number of people, or of victims, to anybody but the secretariat.

Every command that reads the group out is tried, and every message. What counts as small is raised so far that each
number is known by its figures wherever it stands (DOMAIN.md §4, Small numbers).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date

import pytest
from tests.canary import OUTPUTS
from tests.cli.conftest import Commands
from tests.cli.plain_numbers import with_plain_numbers
from tests.papers_made import EXPORTERS

from ictwg.app.opening import open_group
from ictwg.domain.records import Meeting
from ictwg.domain.schema import declared
from ictwg.domain.values import Audience
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.reports import REPORTS
from ictwg.store.local.home import Home

OTHERS = (Audience.EVERYONE, Audience.MEMBERS, Audience.CORE)
SMALL = ("4019", "4027", "4033", "4057", "4073")
"""Trained, reached, of an indicator by sex, its baseline and tests."""
GIVES_BACK = ("6101", "8111")
"""What with the total would give a hidden one back."""
VICTIMS = "7777"
NUMBER = re.compile(rf"\b({'|'.join((*SMALL, *GIVES_BACK, VICTIMS))})\b")
PERIOD = ("--from", "2009-01-01", "--until", "2010-12-31")
DAYS = ("--from", "2009-01-01", "--to", "2009-12-31")


@pytest.fixture
def programme(group: Commands, monkeypatch: pytest.MonkeyPatch) -> Commands:
    """A training and a campaign that a programme pays for, their people, and indicators of the plan beside them."""
    for module in (
        "records.tables",
        "programme.small_numbers",
        "reports.figure_tables",
        "domain.fields",
        "domain.records.training",
    ):
        monkeypatch.setattr(f"ictwg.{module}.BELOW", 5000)

    def add(kind: str, *words: str) -> str:
        return str(group.ok("add", kind, *words, "--json").json["id"])

    add("plan", "NPA", "--starts-on", "2009-01-01", "--ends-on", "2012-12-31")
    add("activity", "Train the police", "--plan", "NPA", "--lead", "PNTL", "--code", "1")
    add("programme", "Joint programme", "--starts-on", "2009-01-01", "--ends-on", "2011-12-31")
    trained = add("result", "Trained", "--programme", "Joint programme", "--measure", "people_trained")
    reached = add("result", "Reached", "--programme", "Joint programme", "--measure", "people_reached")
    training = add("training", "Police training", "--starts-on", "2009-10-12", "--ends-on", "2009-10-13")
    group.ok("set", training, "district=Baucau", "tests_before=4073", "average_before=60")
    for sex, count in (("female", "4019"), ("male", "6101")):
        add("participant_count", "--training", training, "--organization", "PNTL", "--sex", sex, "--count", count)
    campaign = add("campaign", "Radio and markets", "--starts-on", "2009-06-01", "--ends-on", "2009-12-31")
    for district, people in (("Baucau", "4027"), ("Ermera", "9103")):
        where = ("--district", district, "--date", "2009-07-01", "--basis", "counted", "--kind", "event")
        add("field_action", f"Market in {district}", "--campaign", campaign, *where, "--reached", people)
    add("funding_line", "--training", training, "--output", trained)
    add("funding_line", "--campaign", campaign, "--output", reached)
    add("indicator", "Officers trained", "--plan", "NPA", "--counts", "people", "--baseline", "4057")
    for words in (("12144",), ("4033", "--sex", "female"), ("8111", "--sex", "male")):
        add("indicator_value", "--indicator", "Officers trained", *DAYS, "--value", *words)
    add("indicator", "Victims assisted", "--plan", "NPA", "--counts", "victims_or_cases")
    add("indicator_value", "--indicator", "Victims assisted", *DAYS, "--value", VICTIMS)
    return group


def said_to(group: Commands, audience: Audience) -> Iterator[tuple[str, str]]:
    """Every command that reads something out, every message and paper, with what it says."""
    to, out = ("--audience", str(audience)), ("--to", "-")
    commands: list[tuple[str, ...]] = []
    for kind in declared():
        commands += [("list", kind.SINGULAR, *form) for form in ((), ("--json",), ("--csv",))]
    for name in ("Police training", "Radio and markets", "Joint programme", "NPA", "Officers trained", "M-2010-03-12"):
        commands += [("show", name), ("show", name, "--json")]
    for report in REPORTS:
        commands += [("report", report.name, *PERIOD, "--format", form, *out) for form in ("markdown", "html")]
        commands += [("report", report.name, *PERIOD, "--json"), ("report", report.name, *PERIOD, "--recipient", "X")]
    for one in EXPORTERS:
        plain = ("--plain",) if one.suffix == ".txt" else ()
        commands += [("export", one.name, "M-2010-03-12", *plain, *out)]
        commands += [("export", one.name, "M-2010-03-12", "--format", "html", *out)]
    commands += [("export", "book", *out), ("export", "contacts", *out), ("agenda", "M-2010-03-12", *out)]
    commands += [("search", word) for word in ("Police", "Market", "Victims", "trained", "Baucau")]
    for words in commands:
        yield " ".join(words), with_plain_numbers(group(*words, *to).out)
    session = open_group(str(group.path), home=Home.find(), writer=True, today=date(2010, 2, 15))
    with closing(session.store):
        (meeting,) = session.state.all(Meeting)
        for output in (one for one in OUTPUTS if one.name.startswith("copy_")):  # commands make the others
            with suppress(InvalidValueError):  # not for these readers at all
                yield output.name, with_plain_numbers(output.render(session.state, meeting, audience, session.today))


@pytest.mark.parametrize("audience", OTHERS)
def test_nothing_says_or_gives_back_a_small_number(programme: Commands, audience: Audience) -> None:
    leaks = [(command, found) for command, out in said_to(programme, audience) for found in NUMBER.findall(out)]
    assert leaks == []


def test_what_is_not_shown_changes_nothing_that_anybody_else_reads(programme: Commands) -> None:
    """One woman more and one man less, one more reached: every output is the same, letter by letter."""
    before = list(said_to(programme, Audience.CORE))
    for kind, field, numbers in (
        ("participant_count", "count", {4019: 4020, 6101: 6100}),
        ("field_action", "reached", {4027: 4028}),
        ("indicator_value", "value", {4033: 4034, 8111: 8110}),
        ("indicator", "baseline", {4057: 4058}),
        ("training", "tests_before", {4073: 4074}),
    ):
        for one in programme.ok("list", kind, "--json").json:
            if one[field] in numbers:
                programme.ok("set", one["id"], f"{field}={numbers[one[field]]}")
    assert list(said_to(programme, Audience.CORE)) == before


def test_a_sum_does_not_give_it_back_either(programme: Commands) -> None:
    """What was reached at the one place is told; no sum with the other is."""
    said = "\n".join(out for _, out in said_to(programme, Audience.MEMBERS))
    assert "9103" in said
    assert "13130" not in said


def test_the_secretariat_reads_them_all(programme: Commands) -> None:
    said = "\n".join(out for _, out in said_to(programme, Audience.SECRETARIAT))
    assert [number for number in (*SMALL, *GIVES_BACK, VICTIMS, "13130") if number not in said] == []


def test_a_page_cleared_for_its_recipient_is_whole_and_says_so(programme: Commands) -> None:
    page = ("report", "trainings", *PERIOD, "--audience", "members", "--recipient", "Donor fund")
    cleared = ("--cleared-by", "Dr Example", "--cleared-on", "2010-02-01")
    assert not NUMBER.search(with_plain_numbers(programme.ok(*page).out))
    for form in ("markdown", "html"):
        told = with_plain_numbers(programme.ok(*page, *cleared, "--format", form).out)
        assert {"4019", "6101"} <= set(NUMBER.findall(told))
        assert t("reports.recipient_cleared", recipient="Donor fund", name="Dr Example", day="1 Feb 2010") in told
    reached = programme.ok("report", "campaigns", *PERIOD, "--recipient", "Donor fund", *cleared, "--json").json
    assert [row["counted"] for row in reached["campaigns"]] == [13130]
    assert programme(*page, "--cleared-by", "Dr Example").code == 4
    assert programme("report", "trainings", *PERIOD, *cleared).code == 4
