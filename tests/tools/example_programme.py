"""What the example group does beside its meetings: a joint programme, its trainings, and a campaign in all districts.

The story's source tells of each of them in a sentence; figures, names and titles are invented.
"""

from __future__ import annotations

from datetime import date
from itertools import cycle
from typing import TYPE_CHECKING

from ictwg.domain.records import (
    Campaign,
    CampaignMaterial,
    FieldAction,
    Funder,
    FundingLine,
    Participant,
    ParticipantCount,
    Programme,
    ProgrammeReport,
    Result,
    Trainer,
    Training,
    TrainingMaterial,
    TrainingSession,
    VisibilityText,
)
from ictwg.domain.values import Presence
from ictwg.programme.roll import days, mark, on_the_list
from ictwg.records import editing

if TYPE_CHECKING:
    from tests.tools.example_group import Story

    from ictwg.domain.schema import Record

FUND, JOINT = "Achievement fund (invented)", "Joint programme against trafficking (invented)"
RESULTS = (
    ("1", "", "People know the risks and where to turn", "", "", ""),
    ("1.1", "1", "A campaign in all districts", "actions in the field", "actions_in_field", "30"),
    ("1.2", "1", "Journalists report with care", "people trained", "people_trained", "40"),
    ("2", "", "The state has a plan and people who carry it out", "", "", ""),
    ("2.1", "2", "The National Plan of Action is drafted", "trainings held", "trainings_held", "3"),
    ("2.2", "2", "Police and prosecutors know how to investigate", "people trained", "people_trained", "60"),
)
"""Code, what it is part of, title, indicator, what is counted, target."""

NPA = "How to formulate a National Plan of Action"
SESSIONS = (
    ("2009-11-24", "09:00", "12:30", "What a plan of action is, and who needs it"),
    ("2009-11-24", "14:00", "17:00", "Examples from four neighbouring countries"),
    ("2009-11-25", "09:00", "12:30", "What exists here, and what is missing"),
    ("2009-11-25", "14:00", "17:00", "An outline in four pillars"),
)
WHO_CAME = {
    "OPG": "fm", "MFA": "ffm", "MoJ": "fmm", "MoE": "fm", "MSS": "ffm", "SEPI": "ff", "SES": "mm", "PNTL": "fmm",
    "IOM": "fm", "UN-A": "ff", "NGO-A": "ff", "NGO-B": "fm", "NGO-C": "fm", "NGO-D": "m",
}  # fmt: skip
"""31 of 14 organizations, as the minutes say."""
WOMEN = (
    "Adelina",
    "Beatriz",
    "Celestina",
    "Domingas",
    "Ermelinda",
    "Felismina",
    "Guilhermina",
    "Helena",
    "Isabel",
    "Joana",
    "Laurinda",
    "Madalena",
    "Natália",
    "Olandina",
    "Paulina",
    "Rosalina",
    "Silvina",
)
MEN = (
    "Abel",
    "Benedito",
    "Cipriano",
    "Duarte",
    "Estêvão",
    "Francisco",
    "Gaspar",
    "Hermenegildo",
    "Inácio",
    "Januário",
    "Leonel",
    "Marcelino",
    "Nélio",
    "Octávio",
)
SURNAMES = ("Example", "Sample", "Specimen", "Fictional", "Invented")
LEFT_EARLY = ("MoE", "SES")
"""Whose people were there on the first day only."""

CAMPAIGN = "Know before you go (invented)"
REACHED = (
    ("2009-06-15", "Aileu", "Market day", 180, "counted"),
    ("2009-06-17", "Ainaro", "Market day", 140, "counted"),
    ("2009-06-29", "Manufahi", "Film evening", 320, "estimated"),
    ("2009-07-06", "Baucau", "Film evening", 450, "estimated"),
    ("2009-07-08", "Viqueque", "Market day", 210, "counted"),
    ("2009-07-10", "Manatuto", "School visit", 96, "counted"),
    ("2009-08-03", "Díli", "Concert at the port", 1200, "estimated"),
    ("2009-08-17", "Liquiçá", "School visit", 118, "counted"),
    ("2009-08-19", "Ermera", "Film evening", 260, "estimated"),
    ("2009-09-21", "Bobonaro", "At the border post", 175, "counted"),
    ("2009-09-23", "Cova Lima", "Market day", 150, "counted"),
)
"""Eleven of thirteen districts until the meeting of October."""


def autumn(story: Story) -> None:
    """Until the meeting of October: the programme, the campaign in eleven districts, two trainings of which only
    figures are known.
    """
    story.clock.go_to(date(2009, 10, 8))
    _joint_programme(story)
    _campaign(story)
    media = _training(story, "Reporting on trafficking in persons", "2009-09-17", "2009-09-17", "Díli", "media")
    for sex, count in (("female", "7"), ("male", "11")):
        add(story, ParticipantCount, training=media, audience_group="media", sex=sex, count=count)
    paid(story, "1.2", 2400, 2310, training=media)


def after_the_training(story: Story) -> None:
    """The end of November: the police in October, and the training on the plan with everybody by name."""
    story.clock.go_to(date(2009, 11, 27))
    police = _training(
        story, "Investigating trafficking in persons", "2009-10-26", "2009-10-30", "Baucau", "law_enforcement"
    )
    for sex, count in (("female", "4"), ("male", "20")):
        said = {"organization": "PNTL", "audience_group": "law_enforcement", "sex": sex, "count": count}
        add(story, ParticipantCount, training=police, **said)
    paid(story, "2.2", 6800, 6540, training=police)
    _plan_training(story)


def winter(story: Story) -> None:
    """Until the middle of February: Lautém reached, Oecusse planned, the police to be trained again in April."""
    story.clock.go_to(date(2010, 2, 8))
    for day, district, how, reached, basis in (("2010-01-14", "Lautém", "Market day", 165, "counted"),):
        _in_the_field(story, day, district, how, str(reached), basis)
    _in_the_field(story, "2010-02-19", "Oecusse", "Market day", "", "not_known")
    young = _training(
        story, "Safe journeys: young people of the border", "2010-01-21", "2010-01-21", "Cova Lima", "other",
        people_at_risk="yes",
    )  # fmt: skip
    for sex, count in (("female", "9"), ("male", "3")):
        add(story, ParticipantCount, training=young, organization="NGO-B", audience_group="other", sex=sex, count=count)
    again = _training(
        story, "Refresher for the Vulnerable Persons Units", "2010-04-19", "2010-04-20", "Díli", "law_enforcement"
    )
    for name, sex in (("Marcelino Specimen", "male"), ("Silvina Fictional", "female")):
        said = {"organization": "PNTL", "sex": sex, "audience_group": "law_enforcement", "state": "nominated"}
        add(story, Participant, training=again, name=name, **said)
    paid(story, "2.2", 3200, None, training=again)


def _joint_programme(story: Story) -> None:
    add(
        story, Programme, title=JOINT, agreement_number="JP-2009/1", starts_on="2009-01-01", ends_on="2011-12-31",
        organizations="IOM, UN-A, MFA, SEPI",
    )  # fmt: skip
    add(story, Funder, programme=JOINT, name=FUND, amount="450000", currency="USD")
    add(story, Funder, programme=JOINT, organization="EMB", amount="60000", currency="USD")
    made: dict[str, str] = {}
    for code, part_of, title, indicator, measure, target in RESULTS:
        under = {"part_of": made[part_of]} if part_of else {}
        said = {"indicator": indicator, "measure": measure, "target_value": target}
        made[code] = add(story, Result, programme=JOINT, title=title, code=code, **under, **said)
    for kind, since, until, due, sent in (
        ("narrative", "2009-01-01", "2009-06-30", "2009-08-31", "2009-08-28"),
        ("narrative", "2009-07-01", "2009-12-31", "2010-02-26", ""),
        ("financial", "2009-01-01", "2009-12-31", "2010-03-31", ""),
    ):
        said = {"from": since, "to": until, "due": due, "recipient": "EMB", "sent_on": sent}
        add(story, ProgrammeReport, programme=JOINT, kind=kind, **said)
    add(story, VisibilityText, programme=JOINT, language="en", text=f"With the support of the {FUND}.")
    add(story, VisibilityText, programme=JOINT, language="pt", text="Com o apoio do fundo (inventado).")


def _campaign(story: Story) -> None:
    days = {"starts_on": "2009-06-01", "ends_on": "2010-03-31"}
    add(story, Campaign, title=CAMPAIGN, partners="NGO-B, NGO-D, SEPI, IOM", **days)
    for title, language, printed, distributed in (
        ("Leaflet", "tet", "12000", "9400"),
        ("Poster", "tet", "2000", "1650"),
        ("Film of twelve minutes", "tet", "", ""),
        ("Radio spot", "tet, mambai, fataluku", "", ""),
    ):
        stock = str(int(printed) - int(distributed)) if printed else ""
        approved = {"approved_by": "MFA", "approved_on": "2009-05-25", "language": language}
        said = {"printed": printed, "distributed": distributed, "in_stock": stock}
        add(story, CampaignMaterial, campaign=CAMPAIGN, title=title, **approved, **said)
    for day, district, how, reached, basis in REACHED:
        _in_the_field(story, day, district, how, str(reached), basis)
    said = {"kind": "broadcast", "date": "2009-09-01", "language": "tet", "basis": "not_known", "people_at_risk": "no"}
    add(story, FieldAction, campaign=CAMPAIGN, title="Radio spot, national station", **said)
    paid(story, "1.1", 60000, 31250, campaign=CAMPAIGN)


def _plan_training(story: Story) -> None:
    npa = _training(
        story, NPA, "2009-11-24", "2009-11-25", "Díli", "government, law_enforcement, judiciary, civil_society",
        language="English", interpreter="Tetum", venue="Meeting hall, Ministry of Foreign Affairs",
    )  # fmt: skip
    for country in ("first", "second", "third", "fourth"):
        title = f"Action plan of a {country} neighbouring country"
        add(story, TrainingMaterial, training=npa, title=title, language="English")
    add(story, Trainer, training=npa, name="Trainer for plans of action", organization="IOM")
    add(story, Trainer, training=npa, name="Adviser on law", organization="UN-A")
    for day, start, end, topic in SESSIONS:
        add(story, TrainingSession, training=npa, date=day, start=start, end=end, topic=topic)
    women, men, surnames = iter(WOMEN), iter(MEN), cycle(SURNAMES)
    for acronym, came in WHO_CAME.items():
        for sex in came:
            name = f"{next(women if sex == 'f' else men)} {next(surnames)}"
            said = {"organization": acronym, "sex": "female" if sex == "f" else "male", "duty_district": "Díli"}
            add(story, Participant, training=npa, name=name, audience_group=_group(acronym), state="confirmed", **said)
    _call_the_roll(story, npa)
    paid(story, "2.1", 9000, 8640, training=npa)


def _group(acronym: str) -> str:
    told = {"OPG": "judiciary", "PNTL": "law_enforcement", "IOM": "other", "UN-A": "other"}
    return told.get(acronym, "civil_society" if acronym.startswith("NGO") else "government")


def _call_the_roll(story: Story, id: str) -> None:
    state = story.session.state
    training = state.get(Training, id)
    assert training is not None
    early = {one.id for one in on_the_list(state, training) if story.acronym(one.organization) in LEFT_EARLY}
    for number, day in enumerate(days(state, training)):
        for row in on_the_list(state, training):
            presence = Presence.ABSENT if number and row.id in early else Presence.PRESENT
            story.do(mark(state, training, day, row, presence))


def _training(
    story: Story, title: str, starts_on: str, ends_on: str, district: str, audience_groups: str, **more: str
) -> str:
    said = {"starts_on": starts_on, "ends_on": ends_on, "district": district, "audience_groups": audience_groups}
    return add(story, Training, title=title, **said, **{"people_at_risk": "no"} | more)


def _in_the_field(story: Story, day: str, district: str, how: str, reached: str, basis: str) -> None:
    said = {"date": day, "district": district, "reached": reached, "basis": basis, "language": "tet"}
    said |= {"people_at_risk": "yes"}
    add(story, FieldAction, campaign=CAMPAIGN, title=f"{how}, {district}", **said)


def paid(story: Story, output: str, planned: int, spent: int | None, **what: str) -> None:
    """By the fund, for an output of the programme."""
    (result,) = (one for one in story.session.state.all(Result) if one.code == output)
    (funder,) = (one for one in story.session.state.all(Funder) if one.name == FUND)
    said = {"planned": str(planned), "committed": str(planned), "spent": "" if spent is None else str(spent)}
    add(story, FundingLine, output=result.id, funder=funder.id, **said, **what)


def add(story: Story, kind: type[Record], /, **values: str) -> str:
    """As somebody types it into a form; the id."""
    id, changes = editing.add(story.session.lookup, kind, {name: text for name, text in values.items() if text})
    story.do(changes)
    return id
