"""Indicators in every form that goes out: small numbers, and victims or cases (DOMAIN.md §4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from tests.cli.conftest import Commands
from tests.cli.plain_numbers import with_plain_numbers

from ictwg.app.opening import open_group
from ictwg.domain.changes import Edit
from ictwg.domain.records import IndicatorValue
from ictwg.domain.values import Audience
from ictwg.locales import t
from ictwg.store.local.home import Home

YEAR = ("--from", "2009-01-01", "--to", "2009-12-31")
REPORT = ("--from", "2009-01-01", "--until", "2009-12-31")
FORMS = ((), ("--json",), ("--csv",))
TIP = "TIP report"


@pytest.fixture
def counted(group: Commands) -> Commands:
    """People trained, of whom four are women, and victims who were assisted."""
    group.ok("add", "plan", "NPA", "--starts-on", "2009-01-01", "--ends-on", "2012-12-31")
    of = ("--plan", "NPA", "--baseline", "10", "--target-value", "9000")
    group.ok("add", "indicator", "Officers trained", *of, "--counts", "people")
    group.ok("add", "indicator", "Victims assisted", *of, "--counts", "victims_or_cases")
    for words in (
        ("4325", "--source", "Training registers"),
        ("4", "--sex", "female"),
        ("4321", "--sex", "male"),
        ("3", "--district", "Baucau"),
        ("4322", "--district", "Ermera"),
    ):
        group.ok("add", "indicator_value", "--indicator", "Officers trained", *YEAR, "--value", *words)
    group.ok("add", "indicator_value", "--indicator", "Victims assisted", *YEAR, "--value", "7777")
    return group


def test_an_indicator_without_baseline_and_target_says_neither(counted: Commands) -> None:
    counted.ok("add", "indicator", "Calls answered", "--plan", "NPA")
    counted.ok("add", "indicator_value", "--indicator", "Calls answered", *YEAR, "--value", "61")
    said = counted.ok("show", "Calls answered").out
    assert "2009: 61" in said
    assert "baseline –" not in said


def value_id(group: Commands, value: int) -> str:
    rows = group.ok("list", "indicator_value", "--json").json
    return str(next(one["id"] for one in rows if one["value"] == value))


def out_of(group: Commands, audience: Audience) -> Iterator[str]:
    """All that says anything of indicators, as text; without digests, in which any number may stand."""
    yield from (re.sub(r"sha256-[0-9a-f]{64}", "", out) for out in _out_of(group, audience))


def _out_of(group: Commands, audience: Audience) -> Iterator[str]:
    to = ("--audience", str(audience))
    for kind in ("indicator", "indicator_value", "plan"):
        yield from (group.ok("list", kind, *form, *to).out for form in FORMS)
    for form in ((), ("--json",)):
        yield from (group("show", one, *form, *to).out for one in ("Officers trained", "Victims assisted", "NPA"))
    for report in ("plan", "annual"):
        for page in ("markdown", "html"):
            yield with_plain_numbers(group.ok("report", report, *REPORT, *to, "--format", page).out)
        yield group.ok("report", report, *REPORT, *to, "--json").out
    yield from (group.ok("search", word, *to).out for word in ("trained", "Victims", "Baucau"))


@pytest.mark.parametrize("audience", [Audience.EVERYONE, Audience.MEMBERS, Audience.CORE])
def test_nothing_gives_a_small_number_of_people_back(counted: Commands, audience: Audience) -> None:
    said = "\n".join(out_of(counted, audience))
    assert ("4325" in said) is (audience is not Audience.EVERYONE)  # a plan is the members'
    assert not [number for number in ("4321", "4322") if number in said]
    if audience is not Audience.EVERYONE:
        page = counted.ok("report", "plan", *REPORT, "--audience", str(audience)).out
        assert page.count("Not shown | 4,325") == 2
        assert t("programme.why_hidden", number=5).replace("<", "\\<") in page
        rows = counted.ok("report", "plan", *REPORT, "--audience", str(audience), "--json").json
        assert [(row["sex"], row["people"]) for row in rows["by_sex"]] == [("not_shown", 4325)]


def test_the_secretariat_reads_every_number(counted: Commands) -> None:
    rows = counted.ok("report", "plan", *REPORT, "--audience", "secretariat", "--json").json
    assert [(row["sex"], row["people"]) for row in rows["by_sex"]] == [("female", 4), ("male", 4321)]
    assert [(row["district"], row["people"]) for row in rows["by_district"]] == [("Baucau", 3), ("Ermera", 4322)]
    (row,) = rows["indicators"]
    assert (row["baseline"], row["value"], row["target"], row["source"]) == (10, 4325, 9000, "Training registers")
    assert value_id(counted, 4325) in row["behind"]


REFUSED = (("--sex", "female"), ("--audience-group", "media"), ("--district", "Baucau"))


@pytest.mark.parametrize("part", REFUSED)
def test_victims_are_never_told_apart(counted: Commands, part: tuple[str, str]) -> None:
    sentence = t("programme.national_total")
    of = ("add", "indicator_value", "--indicator", "Victims assisted", "--from", "2008-01-01", "--to", "2008-12-31")
    assert sentence in counted(*of, "--value", "12", *part).err
    field = part[0].removeprefix("--").replace("-", "_")
    assert sentence in counted("set", value_id(counted, 7777), f"{field}={part[1]}").err
    assert sentence in counted("set", "Officers trained", "counts=victims_or_cases").err
    Path("values.csv").write_text(
        f"indicator,from,to,value,{field}\nVictims assisted,2007-01-01,2007-12-31,5,{part[1]}\n", encoding="utf-8"
    )
    brought = counted("import", "values.csv", "--kind", "indicator_value", "--of", "Victims assisted", "--dry-run")
    assert sentence in " ".join(brought.out.split())
    assert len(counted.ok("list", "indicator_value", "--json").json) == 6


@pytest.mark.parametrize(("since", "until"), [("2008-01-01", "2008-06-30"), ("2008-07-01", "2009-06-30")])
def test_victims_are_counted_once_a_year(counted: Commands, since: str, until: str) -> None:
    of = ("add", "indicator_value", "--indicator", "Victims assisted", "--from", since, "--to", until)
    assert t("programme.national_total") in counted(*of, "--value", "12").err


def test_what_a_file_holds_all_the_same_is_not_shown_or_counted(counted: Commands) -> None:
    indicator = next(
        one["id"] for one in counted.ok("list", "indicator", "--json").json if one["title"] == "Victims assisted"
    )
    session = open_group(str(counted.path), home=Home.find(), writer=True, today=date(2010, 2, 15))
    with closing(session.store):
        id, edit = session.state.new_id(), Edit("verbs.created")
        template = next(one for one in session.state.all(IndicatorValue) if one.value == 7777)
        period = (IndicatorValue.since(template.since), IndicatorValue.until(template.until))
        where = (IndicatorValue.indicator(indicator), *period, IndicatorValue.value(8888))
        session.commit(edit.create(IndicatorValue, id, *where, IndicatorValue.district("Nowhere")).done())
    said = "\n".join(out for audience in Audience for out in out_of(counted, audience))
    assert "8888" not in said
    assert "Nowhere" not in said
    shown = counted("show", id)
    assert t("programme.national_total") in shown.err
    assert "8888" not in shown.out + shown.err
    counted.ok("set", id, "district=", "from=2008-01-01", "to=2008-12-31")
    assert "8888" in counted.ok("show", "Victims assisted").out


def test_victims_enter_a_page_only_once_cleared_for_its_recipient(counted: Commands) -> None:
    for audience in (Audience.EVERYONE, Audience.MEMBERS, Audience.CORE):
        assert "7777" not in "\n".join(out_of(counted, audience))
    page = ("report", "plan", *REPORT, "--recipient")
    assert "7777" not in with_plain_numbers(counted.ok(*page, TIP).out)
    counted.ok("set", value_id(counted, 7777), "cleared_by=Dr Example", f"cleared_for={TIP}", "cleared_on=2010-01-20")
    for asked in ((*page, "Newspaper"), ("report", "plan", *REPORT, "--audience", "secretariat")):
        assert "7777" not in with_plain_numbers(counted.ok(*asked).out)
    for form in ("markdown", "html"):
        told = with_plain_numbers(counted.ok(*page, "tip report", "--format", form).out)
        assert "7777" in told
        assert "Dr Example" in told
        assert TIP in told
        assert "20 Jan 2010" in told
    drawn = with_plain_numbers(counted.ok(*page, TIP, "--format", "html").out)
    assert "7777" not in "".join(re.findall("<svg.*?</svg>", drawn))
    assert re.search("Officers trained.*48 [+] 52</title>.*</svg></td></tr>", drawn)
