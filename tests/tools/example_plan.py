"""The plan of action of the example group: its document, its parts, what is reported of it, and what others ask.

The story's source tells of a training, of drafting sessions with technical support, and of a framework that was to be
presented in early 2010. Titles, figures, recommendations and who leads what are invented.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tests.tools.example_programme import CAMPAIGN, NPA, add, paid

from ictwg.domain.records import (
    Activity,
    ActivityReport,
    CalendarItem,
    Chapter,
    ClearanceStep,
    Contact,
    Contribution,
    Decision,
    Deliverable,
    Document,
    DocumentVersion,
    Indicator,
    IndicatorValue,
    OutsideQuestion,
    OutsideReport,
    Paper,
    Plan,
    Recommendation,
    Round,
    SignedInstrument,
    TechnicalSupport,
    TrackStep,
)
from ictwg.programme import rounds
from ictwg.records.editing import set_fields

if TYPE_CHECKING:
    from tests.tools.example_group import Story

    from ictwg.domain.schema import Record

DOCUMENT = "National Plan of Action against Trafficking (invented)"
LAW = "Draft law on trafficking in persons (invented)"
TREATY_BODY, TIP = "Committee of a treaty (invented)", "Report on trafficking in persons (invented)"
FINANCED, FIGURES = "45", "T-3"
RECOMMENDATIONS = (
    {
        "code": FINANCED, "source": "treaty_body", "body": TREATY_BODY, "symbol": "INV/C/2009/CO/1", "paragraph": "45",
        "date": "2009-08-07", "theme": "plan of action", "leads": "MFA, SEPI",
        "text": "Adopt a comprehensive plan of action against trafficking in persons, finance it, and report on it.",
    },
    {
        "code": FIGURES, "source": "tip_report", "body": TIP, "symbol": "INV/TIP/2009", "paragraph": "third",
        "date": "2009-06-16", "theme": "figures", "leads": "OPG",
        "text": "Make public each year how many investigations, charges and convictions there were.",
    },
)  # fmt: skip
"""The second has no activity yet."""

Part = tuple[str, str, str, str, str, dict[str, str]]
"""Number, title, lead, first and last day, and what else is known."""
PARTS: tuple[Part, ...] = (
    ("1", "Prevention", "", "", "", {}),
    ("1.1", "People know the risks and where to turn", "", "", "", {}),
    ("1.1.1", "Information campaign in all 13 districts", "NGO-B", "2009-06-01", "2010-03-31",
     {"co_leads": "SEPI", "partners": "NGO-D, IOM", "campaigns": CAMPAIGN, "recommendations": FINANCED}),
    ("1.1.2", "Radio spots in four local languages", "SEPI", "2009-09-01", "2010-01-31",
     {"partners": "NGO-B", "districts": "Díli, Baucau, Bobonaro, Cova Lima"}),
    ("1.1.3", "Film and discussion in secondary schools", "MoE", "2009-10-01", "2010-06-30",
     {"partners": "NGO-B", "districts": "Díli, Aileu, Ermera, Liquiçá"}),
    ("1.1.4", "Information for people who go abroad to work", "SES", "2010-03-01", "2011-06-30", {}),
    ("1.2", "Journalists report with care", "", "", "", {}),
    ("1.2.1", "Training for journalists", "IOM", "2009-09-01", "2009-12-31",
     {"trainings": "Reporting on trafficking in persons"}),
    ("1.2.2", "Guidelines for reporting on trafficking", "NGO-A", "2009-11-01", "2010-01-29", {}),
    ("1.2.3", "Training for radio stations in the districts", "IOM", "2010-07-01", "2010-12-17", {}),
    ("2", "Protection", "", "", "", {}),
    ("2.1", "Victims are recognized and find help", "", "", "", {}),
    ("2.1.1", "Standards for the care of victims", "MSS", "2009-12-09", "2010-02-12", {"co_leads": "NGO-C"}),
    ("2.1.2", "A shelter with staff by day and night", "MSS", "2010-01-04", "2011-06-30",
     {"co_leads": "NGO-C", "location_protected": "yes", "districts": "Díli"}),
    ("2.1.3", "List of contact points for referral", "PNTL", "2009-12-09", "2010-01-29",
     {"co_leads": "NGO-C", "actions": "A-2009-009"}),
    ("2.1.4", "Guidelines for referral between police, shelter and health", "", "2010-03-01", "2010-09-30", {}),
    ("2.2", "Victims return and live in safety", "", "", "", {}),
    ("2.2.1", "Help with return and reintegration", "IOM", "2009-07-01", "2011-12-30",
     {"partners": "NGO-D", "districts": "Díli, Bobonaro, Cova Lima, Oecusse"}),
    ("2.2.2", "Small grants for a new start", "NGO-A", "2010-09-01", "2011-12-30", {}),
    ("2.2.3", "Training of counsellors", "NGO-D", "2010-05-03", "2010-11-30", {"districts": "Baucau, Bobonaro"}),
    ("3", "Prosecution", "", "", "", {}),
    ("3.1", "The law is complete", "", "", "", {}),
    ("3.1.1", "Draft law with a definition of trafficking", "MoJ", "2009-12-09", "2010-06-30", {"co_leads": "OPG"}),
    ("3.1.2", "Protection of witnesses in the draft law", "OPG", "2010-02-01", "2010-06-30", {}),
    ("3.1.3", "Public consultation on the draft law", "MoJ", "2010-09-01", "2010-12-17", {}),
    ("3.2", "Police and prosecutors know how to investigate", "", "", "", {}),
    ("3.2.1", "Training for the Vulnerable Persons Units", "PNTL", "2009-10-26", "2009-10-30",
     {"partners": "UN-B, IOM", "trainings": "Investigating trafficking in persons"}),
    ("3.2.2", "Refresher for the Vulnerable Persons Units", "PNTL", "2010-04-19", "2010-04-20",
     {"partners": "UN-B"}),
    ("3.2.3", "Manual on evidence for police and prosecutors", "OPG", "2009-11-01", "2010-01-29", {"partners": "PNTL"}),
    ("3.2.4", "Exchange with police units of neighbouring countries", "PNTL", "2010-10-01", "2011-03-31", {}),
    ("4", "Partnership", "", "", "", {}),
    ("4.1", "The group works as one", "", "", "", {}),
    ("4.1.1", "National Plan of Action drafted and endorsed", "MFA", "2009-11-24", "2010-01-29",
     {"co_leads": "IOM", "trainings": NPA, "recommendations": FINANCED}),
    ("4.1.2", "Terms of reference signed by all members", "MFA", "2009-03-02", "2010-06-30", {}),
    ("4.1.3", "Yearly report on the plan", "MFA", "2010-11-01", "2011-02-28", {"recommendations": FINANCED}),
    ("4.2", "Partners abroad, and figures", "", "", "", {}),
    ("4.2.1", "Agreement with a neighbouring country on safe return", "MFA", "2010-06-01", "2011-06-30", {}),
    ("4.2.2", "Shared figures without names", "SES", "2010-03-01", "2010-12-17", {"co_leads": "PNTL"}),
)  # fmt: skip
LEVELS = ("pillar", "objective", "activity")
PAID = {
    "1.1.1": ("1.1", 60000, 31250), "1.1.2": ("1.1", 8000, 2100), "1.1.3": ("1.1", 5000, None),
    "1.2.1": ("1.2", 2400, 2310), "1.2.2": ("1.2", 1500, 400), "3.2.1": ("2.2", 6800, 6540),
    "3.2.2": ("2.2", 3200, None), "3.2.3": ("2.2", 4000, 900), "4.1.1": ("2.1", 22000, 13600),
}  # fmt: skip
"""By the fund; all else is unfunded."""

TOLD: tuple[tuple[str, str, str, str], ...] = (
    ("NGO-B", "1.1.1", "on_track", "12 of 13 districts reached; Oecusse waits for the boat."),
    ("SEPI", "1.1.2", "at_risk", "Spots in Tetum are on the air; three translations are missing."),
    ("IOM", "1.2.1", "completed", "18 journalists trained in September."),
    ("NGO-A", "1.2.2", "at_risk", "A first draft is with the editors."),
    ("IOM", "1.2.3", "not_started", ""),
    ("IOM", "2.2.1", "on_track", "Help is given as needed."),
    ("NGO-A", "2.2.2", "not_started", ""),
    ("PNTL", "2.1.3", "at_risk", "Contact points of 8 districts are known."),
    ("PNTL", "3.2.1", "completed", "24 officers trained in October."),
    ("PNTL", "3.2.2", "on_track", "Two officers are nominated so far."),
    ("PNTL", "3.2.4", "not_started", ""),
    ("MFA", "4.1.1", "on_track", "Two drafting sessions held; presentation in March instead of January."),
    ("MFA", "4.1.2", "on_track", "11 of 14 members have signed."),
    ("MFA", "4.1.3", "not_started", ""),
    ("MFA", "4.2.1", "not_started", ""),
)
"""In the first round; of the others nobody has reported yet."""
REMINDED = ("MoE", "OPG", "MoJ")

INDICATORS = (
    ("1.1.1", "Districts reached by the campaign", "outputs", "districts", "0", "13",
     (("2009-06-01", "2009-12-31", "11", "Campaign records"),)),
    ("1.2.1", "Journalists trained", "people", "people", "0", "40",
     (("2009-07-01", "2009-12-31", "18", "Training list"),)),
    ("3.2.1", "Police officers trained", "people", "people", "12", "60",
     (("2009-07-01", "2009-12-31", "24", "Training list"),)),
    ("4.1.2", "Members that signed the terms of reference", "outputs", "members", "0", "14",
     (("2009-01-01", "2009-12-31", "11", "Signed copies"),)),
    ("2.2.1", "Victims who were helped to return", "victims_or_cases", "persons", "", "",
     (("2009-01-01", "2009-12-31", "6", "Yearly total of the service"),)),
)  # fmt: skip
"""Part, title, what it counts, unit, baseline, target, and its values. The last is the secretariat's alone."""

COMMENTS = (
    ("OPG", "comments", "Chapter 3: the protection of witnesses needs a paragraph of its own."),
    ("NGO-D", "no_comments", ""),
)
"""On the draft, by the eighth of February."""

SIGNED = ("OPG", "MFA", "MoJ", "MSS", "SEPI", "SES", "PNTL", "IOM", "UN-A", "NGO-A", "NGO-B")


def autumn(story: Story) -> None:
    """Until the meeting of October: who signed what, what others recommend, and what comes every year."""
    for acronym in SIGNED:
        said = {"version": "2008", "signed_on": "2009-03-02"}
        add(story, SignedInstrument, kind="terms_of_reference", organization=acronym, **said)
    for acronym in ("SES", "PNTL"):
        said = {"version": "1", "signed_on": "2009-05-18"}
        add(story, SignedInstrument, kind="information_sharing", organization=acronym, **said)
    for recommendation in RECOMMENDATIONS:
        add(story, Recommendation, **recommendation)
    for title, day, lead, responsible, paragraph, done in (
        ("Budget call for the year to come", "2009-06-15", "20", "MFA", "4.2", "2009-06-12"),
        ("Day against slavery: stand at the market", "2009-12-02", "15", "SEPI", "", ""),
    ):
        said = {"date": day, "lead_days": lead, "responsible": responsible, "paragraph": paragraph, "done_on": done}
        add(story, CalendarItem, title=title, yearly="yes", **said)


def outline(story: Story) -> None:
    """December: the document with its track and chapters, the adviser, and the plan itself."""
    document = add(story, Document, title=DOCUMENT, kind="plan", lead="MFA")
    for stage, planned, done, with_whom in (
        ("drafting", "2009-12-09", "2009-12-09", ""),
        ("consultation", "2010-01-15", "", "IOM"),
        ("presented", "2010-01-29", "", "MFA"),
        ("endorsed", "2010-01-29", "", "MFA"),
        ("submitted", "2010-02-26", "", "MFA"),
        ("approved", "2010-05-28", "", "Council of Ministers"),
        ("published", "2010-07-30", "", "Official gazette"),
    ):
        step(story, stage, planned=planned, done_on=done, lies_with=with_whom)
    version(story, "Outline", "2009-12-09")
    stand = next(one.id for one in story.session.state.all(CalendarItem) if not one.done_on)
    _change(story, CalendarItem, stand, done_on="2009-12-02")
    until_then = next(one.id for one in story.session.state.all(Decision) if one.text.startswith("Until then"))
    _change(story, Decision, until_then, review_on="2010-02-26")
    for title, acronym, due in (
        ("1 Prevention", "SEPI", "2010-02-26"),
        ("2 Protection", "MSS", "2010-02-12"),
        ("3 Prosecution", "MoJ", "2010-02-12"),
        ("4 Partnership", "MFA", "2010-03-12"),
    ):
        add(story, Chapter, document=DOCUMENT, title=title, organization=acronym, due=due)
    support = add(
        story, TechnicalSupport, title="Drafting of the plan", provider="UN-A", adviser="Adviser on plans of action",
        terms_of_reference="Training, drafting sessions, one consolidated draft", starts_on="2009-11-16",
        ends_on="2010-04-30", days="30", funder="EMB", amount="14000", documents=DOCUMENT,
    )  # fmt: skip
    for title, due, received in (
        ("Report on the training", "2009-12-04", "2009-12-03"),
        ("Outline with comments", "2009-12-08", "2009-12-07"),
        ("Consolidated draft", "2010-03-05", ""),
        ("Matrix with indicators and costs", "2010-03-26", ""),
    ):
        add(story, Deliverable, support=support, title=title, due=due, received_on=received)
    _plan(story, document)


def _plan(story: Story, document: str) -> None:
    days = {"starts_on": "2009-07-01", "ends_on": "2011-12-31"}
    named = {"title": "National Plan of Action (invented)", "version": "first version"}
    plan = add(story, Plan, document=document, **named, **days)
    made: dict[str, str] = {}
    for code, title, lead, starts_on, ends_on, more in PARTS:
        level, above = LEVELS[code.count(".")], made.get(code.rpartition(".")[0], "")
        said = {"level": level, "part_of": above, "lead": lead, "starts_on": starts_on, "ends_on": ends_on}
        made[code] = add(story, Activity, plan=plan, code=code, title=title, **said, **more)
    for code, (output, planned, spent) in PAID.items():
        paid(story, output, planned, spent, activity=made[code])
    for code, title, counts, unit, baseline, target, values in INDICATORS:
        said = {
            "counts": counts,
            "unit": unit,
            "baseline": baseline,
            "target_value": target,
            "frequency": "half_yearly",
        }
        indicator = add(story, Indicator, plan=plan, activity=made[code], title=title, **said)
        for since, until, value, source in values:
            kept = {"from": since, "to": until, "value": value, "source": source}
            add(story, IndicatorValue, indicator=indicator, **kept)


def after_the_first_session(story: Story) -> None:
    """January: what the first session wrote, a presentation that slips, and a round that opens."""
    version(story, "Draft 0.1", "2010-01-15", "M-DS-2010-01")
    for title, points in (("1 Prevention", "Schools are missing"), ("4 Partnership", "Who reports to whom")):
        _change(story, Chapter, _chapter(story, title), sessions="M-DS-2010-01", open_points=points)
    for stage in ("presented", "endorsed"):
        step(story, stage, planned="2010-03-12")
    step(story, "submitted", planned="2010-04-16")
    (plan,) = story.session.state.all(Plan)
    add(
        story, Round, title="Progress until December 2009", plan=plan.id, opens_on="2010-01-18", closes_on="2010-02-19",
        outside_deadline="2010-02-26", recurrence="every 6 months", **{"from": "2009-07-01", "to": "2009-12-31"},
    )  # fmt: skip
    (about,) = story.session.state.all(Round)
    story.do(rounds.asked(story.session.state, about, date(2010, 1, 18)))
    _change(story, Activity, _part(story, "4.1.1"), ends_on="2010-03-31")


def answers(story: Story) -> None:
    """February: half of those who were asked have reported, and the draft goes out for comments."""
    (about,) = story.session.state.all(Round)
    for acronym, code, status, progress in TOLD:
        days = {"from": "2009-07-01", "to": "2009-12-31", "reported_on": "2010-02-03"}
        said = {"organization": acronym, "status": status, "progress": progress, "round": about.id}
        add(story, ActivityReport, activity=_part(story, code), **said, **days)
    for code, checked, question in (("1.1.1", "accepted", ""), ("2.1.3", "question", "Which districts are left?")):
        (report,) = story.session.state.linked(ActivityReport, ActivityReport.activity, _part(story, code))
        _change(story, ActivityReport, report.id, checked=checked, question=question)
    _change(story, Activity, _part(story, "2.1.1"), ends_on="2010-04-30")
    recommendation = next(one.id for one in story.session.state.all(Recommendation) if one.code == FINANCED)
    evidence = "Outline adopted in December; chapters in draft; the campaign is financed by the joint programme."
    said = {"implementation": "in_progress", "assessed_on": "2010-02-05", "evidence": evidence}
    _change(story, Recommendation, recommendation, **said)
    version(story, "Draft 0.2", "2010-01-29", "M-DS-2010-02")
    step(story, "consultation", done_on="2010-02-05")
    (document,) = (one.id for one in story.session.state.all(Document) if one.title == DOCUMENT)
    _change(story, Document, document, comments_until="2010-02-26")
    for title, received, points in (
        ("2 Protection", "2010-01-27", "Costs are missing"),
        ("3 Prosecution", "", "Evidence is missing"),
    ):
        said = {"received_on": received, "open_points": points}
        _change(story, Chapter, _chapter(story, title), sessions="M-DS-2010-02", **said)


def reminders(story: Story) -> None:
    """The eighth of February: three are reminded; what is planned until summer."""
    (about,) = story.session.state.all(Round)
    asking = rounds.RoundAsking(story.session.state, about, date(2010, 2, 8))
    story.do(asking.remind(one for one in asking.respondents if one.acronym in REMINDED))
    _change(story, Activity, _part(story, "3.2.2"), trainings="Refresher for the Vulnerable Persons Units")
    for acronym, comments, text in COMMENTS:
        said = {"date": "2010-02-08", "direction": "in", "channel": "letter", "comments": comments, "text": text}
        add(story, Contact, organization=acronym, documents=DOCUMENT, audience="members", **said)
    for title, day, lead, responsible, paragraph in (
        ("Women's day: stand at the market", "2010-03-08", "15", "SEPI", ""),
        ("Budget call for the year to come", "2010-06-15", "20", "MFA", "4.2"),
        ("Yearly look at the terms of reference", "2010-06-11", "10", "MFA", "7"),
    ):
        said = {"date": day, "lead_days": lead, "responsible": responsible, "paragraph": paragraph}
        add(story, CalendarItem, title=title, yearly="yes", **said)
    add(
        story, Round, title="Contacts confirmed for 2010", kind="contacts", opens_on="2010-05-03",
        closes_on="2010-05-21", recurrence="every year",
    )  # fmt: skip
    add(story, Document, title=LAW, kind="law", lead="MoJ")
    _report_to_the_committee(story)


def _report_to_the_committee(story: Story) -> None:
    report = add(
        story, OutsideReport, title="Follow-up to the recommendations of 2009", body=TREATY_BODY, cycle="first",
        coordinator="SEPI", outside_deadline="2010-07-30", due="2010-06-30", session_on="2010-10-18",
    )  # fmt: skip
    for code, text, asked, due in (
        ("1", "Has the plan of action been adopted and financed?", "MFA", "2010-05-14"),
        ("2", "What is done so that people in the districts know the risks?", "SEPI, NGO-B", "2010-05-14"),
        ("3", "Which training do police and prosecutors receive?", "PNTL, OPG", "2010-05-14"),
    ):
        said = {"code": code, "text": text, "asked_of": asked, "due": due}
        question = add(story, OutsideQuestion, report=report, **said)
        if asked.startswith("SEPI"):
            given = "The campaign has reached 12 of 13 districts; a radio spot is on the air."
            add(story, Contribution, question=question, organization="NGO-B", text=given, received_on="2010-02-05")
    for by, planned in (("Chair of the group", "2010-06-16"), ("Minister", "2010-06-25")):
        add(story, ClearanceStep, report=report, by=by, planned=planned)


def papers(story: Story, framework: str, budget: str) -> None:
    """For the meeting of March."""
    for item, title, asked, due, received in (
        (framework, "Draft 0.3 of the plan, with the comments", "IOM", "2010-03-05", ""),
        (framework, "Costs of chapter 2", "MSS", "2010-03-05", ""),
        (budget, "Budget of the campaign until June", "NGO-B", "2010-03-05", "2010-02-08"),
    ):
        said = {"asked_of": asked, "asked_on": "2010-02-08", "due": due, "received_on": received}
        document = {"document": DOCUMENT} if title.startswith("Draft") else {}
        add(story, Paper, item=item, title=title, **said, **document)


def step(story: Story, stage: str, **values: str) -> None:
    """Another day, or with whom it lies."""
    found = (one.id for one in story.session.state.all(TrackStep) if one.stage == stage)
    _change(story, TrackStep, next(found), **values)


def version(story: Story, label: str, day: str, meeting: str = "") -> None:
    link = f"https://example.org/plan/{label.lower().replace(' ', '-')}"
    add(story, DocumentVersion, document=DOCUMENT, label=label, date=day, link=link, meeting=meeting)


def _part(story: Story, code: str) -> str:
    return next(one.id for one in story.session.state.all(Activity) if one.code == code)


def _chapter(story: Story, title: str) -> str:
    return next(one.id for one in story.session.state.all(Chapter) if one.title == title)


def _change(story: Story, kind: type[Record], id: str, **values: str) -> None:
    record = story.session.state.get(kind, id)
    assert record is not None
    story.do(set_fields(story.session.lookup, record, {name: text for name, text in values.items() if text}))
