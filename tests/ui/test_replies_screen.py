"""Replies in the program: from Today to what they answer; and a matter that is referred, of which no byte stays."""

from __future__ import annotations

import os
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path

from tests.builders import known
from tests.ui.open_group import opened
from tests.ui.open_meeting import Room
from textual.worker import WorkerCancelled

from ictwg.app.confidential import CHOICE, EVERY
from ictwg.app.replies import plan_of_words
from ictwg.cli.output import ProgressLine
from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, Contact, Organization, Person, Progress, Referral
from ictwg.domain.values import ActionStatus, Channel
from ictwg.imports.doubts import LEFT_OUT, REFERRED
from ictwg.locales import t
from ictwg.ui.modals.box import Confirm
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.screens.import_preview import ImportScreen
from ictwg.ui.screens.replies import RepliesScreen
from ictwg.ui.widgets.filtered_list import FilteredList

CANARY = "Zulmira"
MATTER = f"The victim {CANARY} Soares was heard in Dili."


LISTED = f"Victim;Age\n{CANARY};16\n"


def drop(folder: Path, name: str, text: str, subject: str, listed: str = LISTED) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "ana@moj.example", subject
    mail.set_content(text)
    mail.add_attachment(listed.encode(), maintype="text", subtype="csv", filename="list.csv")
    (folder / name).write_bytes(mail.as_bytes())


def prepared(there: Room, folder: Path) -> Action:
    session = there.app.session
    session.settings.replies = str(folder)
    folder.mkdir()
    home = session.state.all(Organization)[0]
    edit, id = Edit("verbs.created"), session.state.new_id()
    edit.create(
        Person,
        session.state.new_id(),
        Person.name("Ana Reply"),
        Person.email("ana@moj.example"),
        Person.organization(home.id),
    )
    edit.create(Action, id, Action.reference("A-2010-777"), Action.text("Draft it"), Action.owners((home.id,)))
    session.commit(edit.done())
    return known(session.state.get(Action, id))


async def test_a_reply_is_shown_filed_and_deleted_and_a_matter_is_referred(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as there:
        session, folder = there.app.session, tmp_path / "dropped"
        action = prepared(there, folder)
        drop(folder, "a.eml", "Half is done.", "Re: A-2010-777")
        drop(folder, "b.eml", MATTER, f"Re: A-2010-777 {CANARY}")
        there.app.changed()
        await there.shows(t("today.replies", count=2))
        await there.app.push_screen(RepliesScreen())
        await there.shows("Half is done.")
        marked = t("replies.may_be_confidential")
        assert there.text.count(marked) == 4, "a mail, and which of its files it is"
        await there.press("enter", to=Choose)
        await there.press("enter", to=ImportScreen)
        assert not session.state.all(Contact)
        await there.press("ctrl+s", to=Confirm)
        assert "OneDrive" in there.text
        await there.press("tab", "enter")
        await there.until(lambda: not (folder / "a.eml").exists())
        (said,) = session.state.linked(Progress, Progress.action, action.id)
        assert (said.text, said.channel, said.by) == ("Half is done.", Channel.EMAIL, "Ana Reply")
        await there.shows(MATTER)
        await there.press("enter", to=Choose)
        await there.press("enter", to=ImportScreen, shows="Zulmira")
        await there.press("ctrl+s")
        assert not isinstance(there.app.screen, RepliesScreen), "the import waits for what is to become of it"
        assert len(session.state.all(Progress)) == 1
        await there.press("escape", to=RepliesScreen)
        (row, _) = there.app.screen.rows()  # type: ignore[attr-defined]
        for choice, tables in ((LEFT_OUT, set()), (REFERRED, {Referral.TABLE})):
            plan = plan_of_words(
                session,
                ProgressLine().tell,
                {EVERY: {CHOICE: choice}},
                read=row.reply,
                about={row.reply.answers[0]: ""},
            )
            assert {one.table for one in plan.changes.writes} == tables, "neither who wrote, nor about what"
        await there.press("f8", to=FormScreen)
        await there.press(*"Police", "ctrl+s", to=Confirm)
        await there.press("tab", "enter")
        await there.until(lambda: not (folder / "b.eml").exists())
        (referral,) = session.state.all(Referral)
        assert (referral.body, referral.organization) == ("Police", action.owners[0])
        assert len(session.state.all(Contact)) == 1
        files = (Path(at, name) for at, _, names in os.walk(tmp_path) for name in names)
        assert [one for one in files if CANARY.encode() in one.read_bytes()] == []


async def test_a_file_of_a_mail_has_a_tick_once_it_was_filed_and_the_mail_says_as_what(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as there:
        session, folder = there.app.session, tmp_path / "dropped"
        prepared(there, folder)
        drop(folder, "a.eml", "Half is done.", "Re: A-2010-777", "Acronym;Name\nZZZ;A new body\n")
        await there.app.push_screen(RepliesScreen())
        await there.shows("Half is done.")
        await there.press("down", "enter", to=ImportScreen)
        await there.press("ctrl+s", to=RepliesScreen)
        assert any(one.acronym == "ZZZ" for one in session.state.all(Organization))
        await there.shows("✓ list.csv")
        await there.press("up", "enter", to=Choose)
        await there.press("enter", to=ImportScreen)
        await there.press("ctrl+s", to=Confirm)
        await there.press("escape", shows=f"✓ {t('replies.filed.update')}")


async def test_the_screen_may_be_closed_before_its_words_are_folded(tmp_path: Path) -> None:
    """Found on a busy computer: the thread that folds what a row says asked a closed screen for its session."""
    async with opened(tmp_path, (80, 24)) as there:
        prepared(there, tmp_path / "dropped")
        drop(tmp_path / "dropped", "a.eml", "Half is done.", "Re: A-2010-777")
        screen = RepliesScreen()
        await there.app.push_screen(screen)
        await there.shows("Half is done.")
        shown = screen.query_one(FilteredList)
        there.app.pop_screen()
        await there.until(lambda: not screen.is_running)
        shown._fold_early(shown._over(screen.rows(), "", there.app.session.today))
        with suppress(WorkerCancelled):  # of the screen that is closed
            await there.app.workers.wait_for_complete([one for one in there.app.workers if one.group == "fold"])
        assert there.app.is_running


async def passed(there: Room, *keys: str) -> None:
    """Until what was asked is answered."""
    asked = there.app.screen
    await there.press(*keys)
    await there.until(lambda: there.app.screen is not asked)


async def test_a_reply_about_several_actions_is_filed_once_each_with_what_becomes_of_it(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as there:
        session, folder = there.app.session, tmp_path / "dropped"
        first = prepared(there, folder)
        ids = [session.state.new_id() for _ in range(2)]
        edit = Edit("verbs.created")
        for id, name in zip(ids, ("A-2010-778", "A-2010-779"), strict=True):
            edit.create(Action, id, Action.reference(name), Action.text("Print it"), Action.owners(first.owners))
        session.commit(edit.done())
        drop(folder, "a.eml", "Both are done, but for A-2010-779.", "Re: A-2010-777, A-2010-778")
        await there.app.push_screen(RepliesScreen())
        await there.shows("Both are done")
        await there.press("enter")
        for keys in (("down", "down"), (), ("down", "down", "down")):  # done, an update, not about the third
            await there.until(lambda: isinstance(there.app.screen, Choose))
            await passed(there, *keys, "enter")
        await there.until(lambda: isinstance(there.app.screen, ImportScreen))
        await there.press("ctrl+s", to=Confirm)
        (said,) = session.state.all(Contact)
        assert set(said.actions) == {first.id, ids[0]}
        assert {one.action for one in session.state.all(Progress) if one.text == said.text} == set(said.actions)
        now = [session.state.get(Action, id) for id in (first.id, *ids)]
        assert [one.status for one in now if one] == [ActionStatus.DONE, ActionStatus.OPEN, ActionStatus.OPEN]
