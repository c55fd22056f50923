"""The import in the program: from the palette to one undo, with the lines in doubt decided on the way."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

import docx
from tests.builders import known
from tests.rich_meeting import rich_meeting
from tests.ui.open_group import fill_in, opened, start
from tests.ui.open_meeting import Room
from textual.widgets import Input

from ictwg.app.catalogue import paper_named
from ictwg.app.import_files import found_files, make_plan
from ictwg.cli.output import ProgressLine
from ictwg.domain.changes import Edit
from ictwg.domain.records import Activity, Attendance, Contact, Entry, Meeting, Membership, Organization, Person, Plan
from ictwg.domain.values import Audience, Find, Presence
from ictwg.imports.minutes_comparison.apply_sheets import bring_in_files
from ictwg.imports.minutes_comparison.copies import OwnFile
from ictwg.locales import t
from ictwg.minutes.printed.making import minutes_sheet
from ictwg.minutes.printed.minutes import minutes_markdown
from ictwg.papers.catalogue import PaperRequest
from ictwg.papers.docx import write
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.screens.import_preview import ImportScreen
from ictwg.ui.screens.new_bodies import NewBodiesScreen
from ictwg.ui.screens.returned_copy import CopyScreen

MINUTES = "# Board 5 March 2008\n\n## Attendance\n\nsee the sheet on the wall\n\n## Budget\n\n- ACTION: Ana to write\n"
MEMBERS = "Organization;Acronym;Type\nMinistry of Finance;MoF;government\n"


def old_files(folder: Path) -> Path:
    old = folder / "old"
    old.mkdir()
    (old / "members.csv").write_text(MEMBERS, encoding="utf-8")
    (old / "2008-03-05.md").write_text(MINUTES, encoding="utf-8")
    return old


def brought(there: Room) -> tuple[Meeting, ...]:
    return tuple(one for one in there.app.session.state.all(Meeting) if one.date == date(2008, 3, 5))


async def test_a_folder_is_shown_decided_brought_in_and_taken_back(tmp_path: Path) -> None:
    old = old_files(tmp_path)
    async with opened(tmp_path) as there:
        await start(there, t("errands.import"))
        await fill_in(there, old)
        await there.until(lambda: isinstance(there.app.screen, ImportScreen))
        await there.shows("2008-03-05 Board")
        await there.shows(f"nothing is saved yet · new: 2 · {t('errands.import.points', count=1)}")
        await there.press("f4", shows=t("errands.import.nothing_to_decide"))
        await there.press("slash", *"Board", "enter", "f4", shows=t("importing.choice.absent"))
        await there.press("down", "down", "enter", shows=t("importing.taken_as", choice=t("importing.choice.absent")))
        assert t("errands.import.points", count=1) not in there.text, "it is decided"
        assert not brought(there)
        await there.press("ctrl+s")
        await there.until(lambda: bool(brought(there)))
        (meeting,) = brought(there)
        roll = there.app.session.state.linked(Attendance, Attendance.meeting, meeting.id)
        assert [(row.name, row.state) for row in roll] == [("see the sheet on the wall", Presence.ABSENT)]
        assert "MoF" in {one.acronym for one in there.app.session.state.all(Organization)}
        await there.press("ctrl+z")
        await there.until(lambda: not brought(there))
        assert "MoF" not in {one.acronym for one in there.app.session.state.all(Organization)}


async def test_the_list_has_room_and_each_point_says_what_was_decided(tmp_path: Path) -> None:
    """Ctrl+S imports from the box of the points too."""
    file = tmp_path / "members.csv"
    rows = "".join(f"Office {n};O{n};goverment;membr;;\n" for n in "ABCDEFGH")
    file.write_text(f"Organization;Acronym;Type;Status;Name;Function\n{rows}", encoding="utf-8")
    async with opened(tmp_path, size=(80, 24)) as there:
        await start(there, t("errands.import"))
        await fill_in(there, file)
        await there.until(lambda: isinstance(there.app.screen, ImportScreen))
        await there.shows("OA")
        assert all(f"O{n}" in there.text for n in "ABCDEFGH")
        await there.press("f4", shows=t("errands.import.which"))
        await there.press("enter", "down", "enter", shows=t("errands.import.decided", choice="member"))
        assert t("keys.import_all") in there.text
        await there.press("ctrl+s")
        await there.until(lambda: "OA" in {one.acronym for one in there.app.session.state.all(Organization)})


async def test_everything_found_in_a_row_is_read_with_enter(tmp_path: Path) -> None:
    old = old_files(tmp_path)
    async with opened(tmp_path) as there:
        await start(there, t("errands.import"))
        await fill_in(there, old)
        await there.until(lambda: isinstance(there.app.screen, ImportScreen))
        await there.press("slash", *"Board", "enter", "enter")
        for words in ("Ana", "write", "see the sheet on the wall", t("importing.choice.note")):
            await there.shows(words)
        assert t("keys.card_origin") not in there.text, "it comes from nowhere in the group"
        await there.press("escape", "escape")
        assert not brought(there)


async def test_what_is_not_there_is_said_in_the_form(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await start(there, t("errands.import"))
        await fill_in(there, tmp_path / "nowhere")
        await there.shows(t("cli.import.not_there", path="").strip())


async def test_the_screen_and_the_command_show_the_same_plan(tmp_path: Path) -> None:
    old = old_files(tmp_path)
    async with opened(tmp_path) as there:
        plan = make_plan(there.app.session, found_files(str(old)), "", ProgressLine().tell)
        await start(there, t("errands.import"))
        await fill_in(there, old)
        await there.until(lambda: isinstance(there.app.screen, ImportScreen))
        screen = there.app.screen
        assert isinstance(screen, ImportScreen)
        assert tuple(row.row for row in screen.rows()) == plan.rows


async def test_nothing_confidential_comes_in_before_somebody_has_chosen(tmp_path: Path) -> None:
    old = old_files(tmp_path)
    with (old / "2008-03-05.md").open("a", encoding="utf-8") as minutes:
        minutes.write("- The victim Maria Soares was heard\n")
    (old / "same.csv").write_text(MEMBERS, encoding="utf-8")
    async with opened(tmp_path) as there:
        await start(there, t("errands.import"))
        await fill_in(there, old)
        await there.until(lambda: isinstance(there.app.screen, ImportScreen))
        await there.shows(f"{t('errands.import.title')} · new: ")
        await there.shows("The victim Maria Soares was heard")
        await there.press("ctrl+s", shows=t("errands.import.confidential", count=1))
        assert not brought(there)
        await there.press("f4", shows=f"{t(f'choices.find.{Find.NAME}')}: {t('importing.doubt.confidential')}")
        await there.press("down", "down", "enter", shows=t("importing.words.reworded"))
        await there.press("enter", shows=t("importing.still_confidential")[:30])
        await fill_in(there, Path("A victim was heard"))
        await there.shows(t("importing.taken_as", choice=t("importing.choice.reworded")))
        await there.press("ctrl+s")
        await there.until(lambda: bool(brought(there)))
        texts = [one.text for one in there.app.session.state.all(Entry)]
        assert "A victim was heard" in texts
        assert not any("Maria" in text for text in texts)


async def test_a_list_of_activities_in_the_list_of_plans_asks_for_which_plan(tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    file.write_text("Activity;Responsible;Timeframe\nPosters in markets;MoJ;Q5 2010\n", encoding="utf-8")
    async with opened(tmp_path) as there:
        session = there.app.session
        for title in ("First plan", "Second plan"):
            session.commit(Edit("verbs.edited").create(Plan, session.state.new_id(), Plan.title(title)).done())
        await there.app.open_list(Plan)
        await there.press("alt+i")
        await fill_in(there, file)
        await there.shows(t("errands.import.belongs_to", children="activities", kind="plan of action"))
        await there.press("down", "enter", to=ImportScreen, shows="Posters in markets")
        await there.shows(t("errands.import.list", plural=t("records.activity.plural")))
        await there.press("f4", "down", "down", "enter", shows=t("importing.words.typed"))
        await there.press("ctrl+s", shows=t("importing.typed_dates")[:30])
        await fill_in(there, Path("Q2 2010"))
        await there.shows(t("importing.taken_as", choice="Q2 2010"))
        await there.press("ctrl+s")
        await there.until(lambda: bool(session.state.all(Activity)))
        (made,) = session.state.all(Activity)
        plan = known(session.state.get(Plan, made.plan))
        assert (made.starts_on, made.ends_on) == (date(2010, 4, 1), date(2010, 6, 30))
        assert plan.title in ("First plan", "Second plan")


async def test_a_list_of_activities_goes_into_the_only_plan_without_a_question(tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    file.write_text("Activity;Responsible\nPosters in markets;MoJ\n", encoding="utf-8")
    async with opened(tmp_path) as there:
        session = there.app.session
        plan = session.state.new_id()
        session.commit(Edit("verbs.edited").create(Plan, plan, Plan.title("The plan")).done())
        await there.app.open_list(Plan)
        await there.press("alt+i")
        await fill_in(there, file)
        await there.until(lambda: isinstance(there.app.screen, ImportScreen))
        await there.shows("Posters in markets")
        await there.press("ctrl+s")
        await there.until(lambda: [one.plan for one in session.state.all(Activity)] == [plan])


async def test_a_misspelt_member_is_answered_by_one_key(tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text("Organization;Name\nMinistry of Justise;Rui Example\n", encoding="utf-8")
    async with opened(tmp_path) as there:
        state = there.app.session.state
        home = next(one for one in state.all(Organization) if one.acronym == "MoJ")
        there.app.session.commit(Edit("verbs.edited").update(home, Organization.name("Ministry of Justice")).done())
        await start(there, t("errands.import"))
        await fill_in(there, tmp_path / "old.csv")
        await there.until(lambda: isinstance(there.app.screen, ImportScreen))
        await there.shows(t("importing.doubt.unknown_organization"))
        await there.press("f4", "enter")
        await there.shows(t("importing.taken_as", choice=t("importing.choice.it_is", name="Ministry of Justice")))
        await there.press("ctrl+s")
        await there.until(lambda: any(one.name == "Rui Example" for one in there.app.session.state.all(Person)))
        rui = next(one for one in there.app.session.state.all(Person) if one.name == "Rui Example")
        assert rui.organization == home.id


async def test_new_organizations_are_one_table_with_a_key_for_each_answer(tmp_path: Path) -> None:
    folder = tmp_path / "old"
    folder.mkdir()
    roll = "Present: Ana Dias (Ministry of Roads), Rui Sá (Water Forum), Al Do (Ministry of Justice), Bo Fi (Red Cross)"
    for day in (5, 6):
        text = f"# Board {day} March 2008\n\n{roll}\n\nDECISION: it is late\n"
        (folder / f"{day}.md").write_text(text, encoding="utf-8")
    async with opened(tmp_path) as there:
        state = there.app.session.state
        await start(there, t("errands.import"))
        await fill_in(there, folder)
        await there.until(lambda: isinstance(there.app.screen, ImportScreen))
        await there.press("f5", to=NewBodiesScreen)
        for told in ("Ministry of Roads", "government?", t("importing.papers", count=2), "new?"):
            await there.shows(told)
        await there.press("f2", to=FormScreen)
        await there.press("down", "down", "enter", "ctrl+s", shows="✓ new")
        await there.press("f4", "f5", *"MoJ", "enter", shows="→ MoJ")
        await there.press("f6", shows="✓ text")
        await there.press("ctrl+s")
        await there.until(lambda: len([one for one in state.all(Meeting) if one.source]) == 2)
        made = {one.name: one for one in state.all(Organization)}
        assert not {"Red Cross", "Ministry of Justice"} & made.keys()
        periods = {one.organization: one for one in state.all(Membership)}
        told_of = [(made[name].type, periods[made[name].id].status) for name in ("Ministry of Roads", "Water Forum")]
        assert told_of == [("security", "member"), ("ngo", "member")]
        assert "Ministry of Justice" in next(one for one in state.all(Organization) if one.acronym == "MoJ").aliases


async def test_one_answer_may_hold_for_all_points_of_its_kind(tmp_path: Path) -> None:
    folder = tmp_path / "old"
    folder.mkdir()
    for day in (5, 6, 7):
        (folder / f"{day}.md").write_text(MINUTES.replace("5 March", f"{day} March"), encoding="utf-8")
    async with opened(tmp_path) as there:
        await start(there, t("errands.import"))
        await fill_in(there, folder)
        await there.until(lambda: isinstance(there.app.screen, ImportScreen))
        await there.shows(t("errands.import.points", count=4))
        await there.press("slash", *"Board", "enter", "f4", shows="(3)")
        await there.press(*["down"] * 3, "enter", shows=t("errands.import.points", count=1))


def many_papers(tmp_path: Path) -> Path:
    papers = tmp_path / "papers"
    for at in range(3):
        folder = papers / str(at)
        folder.mkdir(parents=True)
        final = (
            f"# Board {at + 1} March 2008\n\nPresent: Ana Dias, Rui Sá\n\n## Budget\n\n- ACTION: Ana Dias to write\n"
        )
        (folder / f"final {at}.md").write_text(final, encoding="utf-8")
        (folder / f"draft {at}.md").write_text(final + "- Nobody objected.\n", encoding="utf-8")
        agenda = f"# Agenda of the board\n\nDate: {at + 1} March 2008\n\n1. Budget\n"
        (folder / f"agenda {at}.md").write_text(agenda, encoding="utf-8")
    return papers


async def test_a_folder_asks_its_questions_and_the_next_start_goes_on(tmp_path: Path) -> None:
    papers = many_papers(tmp_path)
    async with opened(tmp_path) as there:
        session = there.app.session
        await start(there, t("errands.import"))
        await fill_in(there, papers)
        await there.shows(t("importing.doubt.which_text"))
        for name in ("final 0.md", "final 1.md", "final 2.md", t("errands.import.proposed", count=3)):
            await there.shows(name)
        await there.press("enter", shows=t("importing.doubt.history")[:40])
        await there.press("enter", shows=t("importing.doubt.paper")[:40])
        await there.press("escape", "escape", shows=t("errands.import.left")[:30])
        assert not [one for one in session.state.all(Meeting) if one.source], "nothing is saved yet"
        await start(there, t("errands.import"))
        await there.until(lambda: isinstance(there.app.screen, FormScreen))
        line = there.app.screen.query_one(Input)
        assert line.value == line.selected_text == str(papers), "another path that is typed takes its place"
        await there.press("ctrl+s", to=ImportScreen)
        assert t("importing.doubt.which_text") not in there.text, "it was answered"
        await there.press("f5", shows=t("importing.doubt.paper")[:40])
        await there.press("enter", shows=t("errands.import.asked", **{"key:import.all": "^S"})[:20])
        await there.press("ctrl+s")
        await there.until(lambda: len([one for one in session.state.all(Meeting) if one.source]) == 3)
        await there.shows(f"{t('importing.meetings', count=3)} ")
        assert all(len(one.other_files) == 2 for one in session.state.all(Meeting) if one.source)
        await start(there, t("errands.import"))
        await fill_in(there, papers)
        await there.shows(t("errands.import.all_here"))


async def test_a_copy_that_came_back_is_answered_by_one_key_each_and_taken_back_at_once(tmp_path: Path) -> None:
    """Whose it is, then take, comment; what is otherwise now is told, and one undo takes all of it back."""
    async with opened(tmp_path) as there:
        session, rich = there.app.session, rich_meeting()
        sheet = minutes_sheet(rich.state, rich.meeting, Audience.SECRETARIAT, session.today, "en")
        session.commit(bring_in_files(session.state, [OwnFile("x", minutes_markdown(sheet))], session.today).changes)
        meeting = next(one for one in session.state.all(Meeting) if one.reference == rich.meeting.reference)
        sheet = minutes_sheet(session.state, meeting, Audience.MEMBERS, session.today, "en")
        text = minutes_markdown(sheet)
        decision = next(line for line in sheet.lines if line.reference == "D-2010-03")
        note = next(line for line in sheet.lines if "new members" in line.text)
        file = tmp_path / "MoJ comments.docx"
        asked = PaperRequest(session.state, session.today, Audience.MEMBERS, meeting, "en")
        word = docx.Document(BytesIO(write(*paper_named("minutes").documents(asked))))
        for run in (run for paragraph in word.paragraphs for run in paragraph.runs):
            run.text = run.text.replace("is presented for", "awaits").replace("new members", "guests")
        word.save(str(file))
        await start(there, t("errands.import"))
        await fill_in(there, file)
        await there.until(lambda: isinstance(there.app.screen, ImportScreen))
        await there.press("f4", shows=t("importing.doubt.whose_copy"))
        await there.press("enter", to=CopyScreen, shows="[-new members.-] {+guests.+}")
        await there.press("f6", "f4", "ctrl+s", shows=t("errands.import.now_otherwise"))
        await there.shows("awaits")
        await there.press("escape")
        entry = known(session.state.get(Entry, decision.id))
        assert "awaits" in entry.text
        (comment,) = (one for one in session.state.all(Contact) if one.entry == note.id)
        assert "guests" in comment.text
        await there.press("ctrl+z")
        await there.until(lambda: session.state.get(Contact, comment.id) is None)
        assert minutes_markdown(minutes_sheet(session.state, meeting, Audience.MEMBERS, session.today, "en")) == text
