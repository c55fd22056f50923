"""Minutes of other groups as records: once, as one undo, and without touching what a person has changed."""

from __future__ import annotations

from datetime import date

import pytest
from tests.adopting import adopted
from tests.all_of import some
from tests.builders import MemoryState, organization, person

from ictwg.app.confidential import with_words
from ictwg.app.problems.named_like import _alike, named_like, settled
from ictwg.app.problems.problems import NAMED_LIKE, to_mend
from ictwg.domain.changes import Edit
from ictwg.domain.records import (
    Action,
    AgendaItem,
    Attendance,
    Decision,
    Entry,
    Meeting,
    Membership,
    Organization,
    Person,
)
from ictwg.domain.tree import in_order
from ictwg.domain.values import ActionStatus, Audience, Capacity, EntryType, ItemKind, MembershipStatus, Presence
from ictwg.imports.doubts import NO_DAY
from ictwg.imports.foreign_minutes.reader import read_minutes
from ictwg.imports.minutes import import_minutes
from ictwg.imports.report import ImportPlan, RowState
from ictwg.locales import t
from ictwg.minutes.approval import guard_adopted
from ictwg.minutes.printed.making import minutes_sheet
from ictwg.minutes.printed.minutes import minutes_markdown
from ictwg.minutes.prompt.parsing import parse_line

DAY = date(2009, 11, 3)
TEXT = """# Board 2009-11-03

Present: Ana Dias, UNHCR, Rui Sá (observer)
Apologies: Kim Lee

## Budget

They talked about it.

- ACTION: Ana Dias to send the list by 30 November
- DECISION: the budget is adopted
"""


def plan_of(state: MemoryState, *texts: str) -> ImportPlan:
    return import_minutes(state, [read_minutes(text, f"{at}.md") for at, text in enumerate(texts)])


def brought_in(*texts: str) -> MemoryState:
    state = MemoryState()
    state.apply(plan_of(state, *texts).changes)
    return state


def test_a_meeting_comes_in_whole() -> None:
    state = brought_in(TEXT)
    (meeting,) = state.all(Meeting)
    assert (meeting.date, meeting.title) == (date(2009, 11, 3), "Board 2009-11-03")
    rolls = {row.name: (row.state, row.capacity, row.printed_organization) for row in state.all(Attendance)}
    assert rolls == {
        "Ana Dias": (Presence.PRESENT, Capacity.MEMBER, "UNHCR"),
        "Rui Sá": (Presence.PRESENT, Capacity.OBSERVER, ""),
        "Kim Lee": (Presence.APOLOGIES, Capacity.MEMBER, ""),
    }
    assert {one.name for one in state.all(Organization)} == {"UNHCR"}
    (action,) = state.all(Action)
    (ana,) = [one for one in state.all(Person) if one.name == "Ana Dias"]
    assert (action.person, action.due, action.status) == (ana.id, date(2009, 11, 30), ActionStatus.OPEN)
    assert [one.text for one in state.all(Decision)] == ["the budget is adopted"]
    assert [one.text for one in state.all(Entry) if one.type is EntryType.NOTE] == ["They talked about it."]


def test_a_changed_file_says_nothing_more_in_minutes_that_are_adopted_and_holds_nothing_else_up() -> None:
    state = brought_in(TEXT)
    adopted(state, state.all(Meeting)[0], date(2009, 12, 1))
    plan = plan_of(state, TEXT + "- DECISION: the list is kept\n", TEXT.replace("2009-11-03", "2009-12-04"))
    guard_adopted(state, plan.changes)
    assert [(row.what, row.state) for row in plan.rows] == [
        ("2009-11-03 Board 2009-11-03", RowState.DOUBTFUL),
        ("2009-12-04 Board 2009-12-04", RowState.NEW),
    ]
    assert plan.rows[0].why == t("minutes.brought.adopted", meeting="M-2009-11-03")


def test_the_same_file_changes_nothing_and_two_devices_make_one_meeting() -> None:
    state = brought_in(TEXT)
    again = plan_of(state, TEXT)
    assert [row.state for row in again.rows if not row.doubts] == [RowState.SAME]
    assert not again.changes
    assert {one.id for one in brought_in(TEXT).all(Entry)} == {one.id for one in state.all(Entry)}


def test_a_file_that_has_grown_adds_what_is_new_and_keeps_what_a_person_wrote() -> None:
    state = brought_in(TEXT)
    (decision,) = state.all(Decision)
    state.apply(Edit("verbs.edited").update(decision, Decision.text("the budget is adopted as amended")).done())
    plan = plan_of(state, TEXT + "- DECISION: meet again\n")
    assert [row.state for row in plan.rows] == [RowState.UPDATED]
    state.apply(plan.changes)
    assert {one.text for one in state.all(Decision)} == {"the budget is adopted as amended", "meet again"}


def test_people_and_organizations_on_the_register_are_found() -> None:
    state = MemoryState()
    body = organization(state, "UNHCR", status=MembershipStatus.MEMBER)
    ana = person(state, "Ana Dias", body)
    state.apply(plan_of(state, TEXT).changes)
    assert {one.name for one in state.all(Person)} == {"Ana Dias", "Rui Sá", "Kim Lee"}
    assert [row.person for row in state.all(Attendance) if row.name == "Ana Dias"] == [ana.id]
    assert [one.person for one in state.all(Action)] == [ana.id]


def test_whoever_is_on_old_rolls_alone_stays_with_the_meetings() -> None:
    """A representative of the day; who is in the register, or on a roll of the last year, is a person."""
    text = "# Board, {day}\n\nPresent: {who}\n\n## Money\n\n- Action: Rui Melo to send the list\n"
    old = text.format(day="4 May 2005", who="Rui Melo (MoJ), Ana Dias (MoJ), Eva Reis (PNTL)")
    new = text.format(day="4 March 2010", who="Ana Dias (MoJ)")
    state = MemoryState()
    person(state, "Eva Reis")
    files = [read_minutes(one, f"{at}.md") for at, one in enumerate((old, new))]
    state.apply(import_minutes(state, files, today=date(2010, 4, 1)).changes)
    assert {one.name for one in state.all(Person)} == {"Eva Reis", "Ana Dias"}
    roll = {(one.name, bool(one.person), one.organization) for one in state.all(Attendance)}
    homes = {one.acronym: one.id for one in state.all(Organization)}
    assert roll == {
        ("Rui Melo", False, homes["MoJ"]),
        ("Ana Dias", True, homes["MoJ"]),
        ("Eva Reis", True, homes["PNTL"]),
    }
    moj = homes["MoJ"]
    promised = min(state.all(Action), key=lambda one: str(one.given_on))
    assert (promised.owners, promised.person, promised.owner_text) == ((moj,), None, "Rui Melo")
    assert not import_minutes(state, files, today=date(2010, 4, 1)).changes


def items(*headings: str) -> list[tuple[str, ItemKind]]:
    sections = "".join(f"## {heading}\n\nIt was told.\n\n" for heading in headings)
    state = brought_in(f"# Board 2009-11-03\n\nPresent: Ana Dias, Rui Sá\n\n{sections}")
    return [(item.title, item.kind) for item in in_order(state.all(AgendaItem))]


@pytest.mark.parametrize(
    ("titles", "kind"),
    [
        ("Welcome; Opening; Welcome and introductions; Abertura; Loke enkontru; Pembukaan", ItemKind.OPENING),
        (
            "Adoption of the agenda; Aprovação da agenda; Aprovasaun ajenda; Pengesahan agenda",
            ItemKind.ADOPTION_OF_AGENDA,
        ),
        ("Minutes of the last meeting; Aprovação da ata; Aprovasaun minuta", ItemKind.PREVIOUS_MINUTES),
        ("Matters arising; Assuntos pendentes; Asuntu pendente", ItemKind.MATTERS_ARISING),
        ("AOB; A.O.B.; Any other business; Diversos; Asuntu seluk; Lain-lain", ItemKind.ANY_OTHER_BUSINESS),
        ("Next meeting; Próxima reunião; Enkontru tuir mai; Rapat berikutnya", ItemKind.NEXT_MEETING),
        ("Closing; Closure; Encerramento; Enserramentu; Penutup", ItemKind.CLOSING),
        ("Opening of the shelter; Other shelters; Welcome and budget", ItemKind.TOPIC),
    ],
)
def test_standing_items_take_their_kind_in_four_languages(titles: str, kind: ItemKind) -> None:
    for title in some(titles.split("; ")):
        assert [one for _, one in items(f"1. {title}", "2. Budget")] == [kind, ItemKind.TOPIC], title


@pytest.mark.parametrize(
    ("lines", "summary"),
    [
        ("Date: Tuesday, 3 November 2009\nVenue: MNEC, Dili\nTime: 10:00 – 12:15", ""),
        ("Data: 3 de novembro de 2009\nLocal: MNEC\nHora: das 10h00 às 12h15", ""),
        ("Date: 3 November 2009, 2:00 to 4:00 pm\nVenue: MNEC\nChair: Ana Dias", ""),
        ("Date: 3 November 2009 (moved from Friday)\nVenue: MNEC", "Date: 3 November 2009 (moved from Friday)"),
        ("Date: 3 November 2009\nTime: 10:00 sharp, doors open 9:30", "Time: 10:00 sharp, doors open 9:30"),
        ("Date: 3 November 2009\nVenue: MNEC\nVenue: Zoom", "Venue: Zoom"),
        ("Date: 03.11.2009", ""),
    ],
)
def test_what_date_venue_and_times_say_is_not_said_again_in_the_summary(lines: str, summary: str) -> None:
    (meeting,) = brought_in(f"# Board\n\n{lines}\n\nPresent: Ana Dias, Rui Sá\n\n## Beds\n\nTold.\n").all(Meeting)
    assert meeting.date == date(2009, 11, 3)
    assert meeting.summary == summary


def test_a_date_with_points_is_no_time() -> None:
    (meeting,) = brought_in("# Board\n\nDate: 03.11.2009\n\nPresent: Ana Dias\n").all(Meeting)
    assert (meeting.date, meeting.start) == (DAY, None)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("ACTION: MoJ to comment on the draft by 30 November 2009", "comment on the draft"),
        ("ACTION: MoJ and IOM will comment by 30 Nov", "comment"),
        ("ACTION: Ana Dias to comment", "comment"),
        ("ACTION: Somebody New to comment by 30 Nov", "Somebody New to comment"),
        ("ACTION: MoJ to comment by the end of the rains", "comment by the end of the rains"),
        ("ACTION: comment by 30 Nov (MoJ)", "comment"),
        ("ACTION: MoJ commented", "commented"),
    ],
)
def test_an_action_says_neither_owner_nor_day_twice(line: str, text: str) -> None:
    state = MemoryState()
    for acronym in ("MoJ", "IOM"):
        organization(state, acronym)
    state.apply(plan_of(state, f"# Board 2009-11-03\n\nPresent: Ana Dias, Rui Sá\n\n## Law\n\n- {line}\n").changes)
    (action,) = state.all(Action)
    (entry,) = [one for one in state.all(Entry) if one.type is EntryType.ACTION]
    assert (action.text, entry.text) == (text, text)
    assert action.due == (date(2009, 11, 30) if "30 Nov" in line else None)


@pytest.mark.parametrize("sentence", ["MoJ to comment on the draft by 30 November 2009", "MoJ and IOM will meet"])
def test_the_prompt_makes_the_same_of_the_sentence(sentence: str) -> None:
    state = MemoryState()
    for acronym in ("MoJ", "IOM"):
        organization(state, acronym)
    state.apply(plan_of(state, f"# Board 2009-11-03\n\nPresent: Ana Dias, Rui Sá\n\nACTION: {sentence}\n").changes)
    ((action,), (meeting,)) = state.all(Action), state.all(Meeting)
    typed = parse_line(f"/a {sentence}", state, meeting, DAY)
    assert (action.text, set(action.owners), action.due) == (typed.text, set(typed.owners), typed.due)


def apologies(text: str, *known: str) -> tuple[MemoryState, list[tuple[str, str, str | None]]]:
    """Name, organization and person of each row that is absent with apologies."""
    state = MemoryState()
    for acronym in known:
        organization(state, acronym)
    state.apply(plan_of(state, f"# Board 2009-11-03\n\n{text}\n").changes)
    acronyms = {one.id: one.acronym for one in state.all(Organization)}
    rows = [row for row in state.all(Attendance) if row.state is Presence.APOLOGIES]
    return state, [(row.name, acronyms.get(row.organization or "", ""), row.person) for row in rows]


def test_an_acronym_like_the_others_of_the_roll_is_a_new_organization() -> None:
    assert ("", "PNTL", None) in apologies("Present: Ana Dias (MoJ)\nApologies: PNTL, Rui Sá")[1]
    assert apologies("Present: MoJ, UNHCR\nApologies: PNTL")[1] == [("", "PNTL", None)]


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ("12 June 2011", []),
        ("Sunday 12 June 2011", []),
        ("- 12 June 2011\n- Bring the papers", ["Bring the papers"]),
        ("- 12 June 2011\n  - at 10:00, in Dili", ["12 June 2011\n- at 10:00, in Dili"]),
        ("12 June 2011 in Dili", ["12 June 2011 in Dili"]),
        ("12 June 2011, 10:00", ["12 June 2011, 10:00"]),
    ],
)
def test_the_day_of_the_next_meeting_is_said_once(lines: str, kept: list[str]) -> None:
    text = f"# Board 5 May 2011\n\nPresent: Ana Dias, UNHCR\n\n## Next meeting\n\n{lines}\n"
    state = brought_in(text)
    (meeting,) = state.all(Meeting)
    assert meeting.next_meeting == date(2011, 6, 12)
    assert [entry.text for entry in sorted(state.all(Entry), key=lambda entry: entry.order)] == kept
    printed = minutes_markdown(minutes_sheet(state, meeting, Audience.SECRETARIAT, DAY))
    assert printed.count("12 June 2011") == 1 + sum("12 June 2011" in line for line in kept)
    assert not plan_of(state, text).changes


def test_spellings_that_look_alike_are_proposed() -> None:
    first = "# Board 2009-11-03\n\nPresent:\n\n- Ana Dias, Weta Digital Group\n"
    second = "# Board 2009-12-03\n\nPresent:\n\n- Rui Sá, Weta Digital Grup\n"
    plan = plan_of(MemoryState(), first, second)
    (row,) = [row for row in plan.rows if row.state is RowState.DOUBTFUL]
    assert [one.choices[0] for one in row.doubts if one.about == "Weta Digital Grup"] == ["Weta Digital Group"]


def test_a_name_that_was_left_open_waits_in_to_check_with_its_organization() -> None:
    state = MemoryState()
    justice = organization(state, "MoJ", Organization.name("Ministry of Justice"))
    text = "# Board 2009-11-03\n\nPresent: Ana Dias, Ministry of Jutsice\n\n- DECISION: the budget is adopted\n"
    state.apply(plan_of(state, text, text.replace("11-03", "12-03").replace("Ana Dias", "Rui Sá")).changes)

    def lines() -> list[str]:
        return [one.where for one in to_mend(state, DAY) if one.id.startswith(NAMED_LIKE)]

    assert lines() == ["Ministry of Jutsice · Ministry of Justice"]
    compared = _alike.cache_info().misses
    assert (lines(), _alike.cache_info().misses) == (lines(), compared), "names are compared once"
    (one,) = named_like(state)
    assert {write.value for write in settled(state, one, another=True).writes} >= {"Ministry of Jutsice"}
    state.apply(settled(state, one))
    homes = {row.organization for row in state.all(Attendance)} | {who.organization for who in state.all(Person)}
    assert (homes, lines()) == ({justice.id}, [])
    assert not [row for row in plan_of(state, text.replace("11-03", "12-13")).rows if row.doubts]


def test_a_meeting_made_by_hand_is_left_alone() -> None:
    state = MemoryState()
    state.add(Meeting, Meeting.date(date(2009, 11, 3)))
    plan = plan_of(state, TEXT)
    assert [row.state for row in plan.rows] == [RowState.DOUBTFUL]
    assert not plan.changes


def test_a_roll_that_has_grown_is_told() -> None:
    state = MemoryState()
    for acronym in ("UNHCR", "WFP"):
        organization(state, acronym, status=MembershipStatus.MEMBER)
    state.apply(plan_of(state, TEXT).changes)
    plan = with_words(state, plan_of(state, TEXT.replace("Rui Sá (observer)", "Rui Sá (observer), Lia Cruz, WFP")))
    (told,) = [row for row in plan.rows if row.state is RowState.DOUBTFUL]
    assert "2 of 2" in told.why


@pytest.mark.parametrize(("since", "told"), [(date(2010, 1, 1), 1), (date(2009, 11, 3), 0), (None, 0)])
def test_attendance_before_the_membership_is_told_once(since: date | None, told: int) -> None:
    state = MemoryState()
    moj = organization(state, "MoJ", status=None)
    settings = (Membership.organization(moj.id), Membership.status(MembershipStatus.MEMBER), Membership.since(since))
    state.add(Membership, *settings)
    texts = [f"# Board 2009-{month}-03\n\nPresent: Ana Dias (MoJ), Rui Sá (MoJ)\n" for month in (11, 12)]
    plan = plan_of(state, *texts)
    whys = [row.why for row in plan.rows if row.state is RowState.DOUBTFUL]
    assert whys == [t("importing.before_membership", organization="MoJ", since="2010-01-01")] * told


def test_several_people_who_do_one_thing_are_all_kept() -> None:
    state = brought_in(
        "# Board 2009-11-03\n\nPresent: Ana Dias, Rui Sá\n\n- ACTION: Ana Dias, Rui Sá: write the list\n"
    )
    (action,) = state.all(Action)
    ana = state.get(Person, action.person)
    assert ana is not None
    assert (ana.name, action.owner_text) == ("Ana Dias", "Rui Sá")


def away(text: str, *known: str) -> tuple[set[str], list[tuple[str, str, bool]], list[str]]:
    """The organizations on record, the roll of those away, and what the report says is doubtful."""
    state = MemoryState()
    for acronym in known:
        organization(state, acronym)
    plan = plan_of(state, *(f"# Board {day}\n\n{said}\n" for day, said in zip(DAYS, text.split(" / "), strict=False)))
    state.apply(plan.changes)
    rows = [row for row in state.all(Attendance) if row.state is Presence.APOLOGIES]
    told = [one.about for row in plan.rows for one in row.doubts if one.safe]
    return (
        {one.acronym for one in state.all(Organization)},
        [(row.name, row.printed_organization, bool(row.organization)) for row in rows],
        told,
    )


DAYS = ("2009-11-03", "2009-12-03")


def test_the_organization_of_somebody_away_that_nobody_knows_is_no_absent_one() -> None:
    text = "Present: Ana Dias (MoJ), Rui Sá (MoJ)\nApologies: Kim Lee (Habitat Office)"
    assert away(text) == ({"MoJ"}, [("Kim Lee", "Habitat Office", False)], ["Habitat Office"])
    there = "Present: Ana Dias (MoJ), Kim Lee (Habitat Office)"
    found, rows, told = away(f"{text} / {there}")
    assert ("MoJ" in found, len(found), rows, told) == (True, 2, [("Kim Lee", "Habitat Office", True)], [])


def test_a_first_name_as_chair_is_the_person_on_the_roll() -> None:
    said = "Chair: João\nMinute taker: R. Sá\nPresent: João Pinto (MoJ), Rui Sá (MoJ)"
    (meeting,) = brought_in(f"# Board 2009-11-03\n\n{said}\n").all(Meeting)
    assert (meeting.chair, meeting.minute_taker, meeting.summary) == ("João Pinto", "Rui Sá", "")
    (unknown,) = brought_in("# Board 2009-11-03\n\nChair: Zeca\nPresent: João Pinto (MoJ)\n").all(Meeting)
    assert unknown.chair == "Zeca"


def test_a_guessed_day_that_a_person_takes_away_does_not_come_back() -> None:
    text = (
        "Minutes of 3 November 2009\n\nPresent: Ana Dias, Rui Sá\n\nAction points\n- Ana to send it by mid-December.\n"
    )
    (doubt,) = read_minutes(text, "a.txt").meetings[0].doubts
    for choice, due in ((doubt.default, date(2009, 12, 15)), (NO_DAY, None)):
        state = MemoryState()
        state.apply(import_minutes(state, [read_minutes(text, "a.txt", {doubt.key: choice})]).changes)
        assert [action.due for action in state.all(Action)] == [due]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("# Board 5 March 2008\n\n## Present\n\n- Ana Dias\n\n## Budget\n\n- DECISION: wells are free\n", ""),
        ("# Board 5 March 2008\n\n## Present\n\n- Ana Dias\n\n## Budget\n\nWe talked.\n", "no decision or action"),
        ("# Board 5 March 2008\n\n## Budget\n\n- DECISION: wells are free\n", "nobody found as present"),
        ("# Board 5 March 2008\n\nAbsent: Ana Dias\n\n## Budget\n\nWe talked.\n", "nobody present, no decision"),
    ],
)
def test_minutes_without_what_minutes_have_are_pointed_out(text: str, why: str) -> None:
    (row,) = plan_of(MemoryState(), text).rows
    assert row.why.startswith(why)
    assert bool(row.why) is bool(why)
