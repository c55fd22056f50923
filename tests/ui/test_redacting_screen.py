"""Redaction in the program: in the help, in the palette and while minutes are taken, with a look at what goes."""

from __future__ import annotations

from pathlib import Path

from tests.ui.open_meeting import opened

from ictwg.domain.records import Action, Entry
from ictwg.locales import t
from ictwg.ui.modals.box import Confirm
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.screens.meeting.screen import MeetingScreen

NAME = "Maria-do-Teste"


def holding(folder: Path) -> list[str]:
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [file.name for file in files if NAME.encode() in file.read_bytes()]


async def test_a_line_of_the_minutes_goes_with_its_action_after_a_look_at_what_goes(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.enters(f"/a MoJ talk to {NAME} by 30 May")
        exported = tmp_path / "minutes" / "told.md"
        exported.parent.mkdir(exist_ok=True)
        exported.write_text(f"| talk to {NAME.replace('-', chr(92) + '-')} |", encoding="utf-8")
        await there.press("alt+r", to=FormScreen)
        await there.press("tab", *"names a person", "ctrl+s", to=Confirm)
        for said in ("Text · A-2010-", "line 1", t("leaving.elsewhere"), "told.md", "Sent mails"):
            await there.shows(said)
        await there.press("left", "enter", to=MeetingScreen)
        state = there.app.session.state
        texts = [*(one.text for one in state.all(Entry)), *(one.text for one in state.all(Action))]
        assert not [text for text in texts if NAME in text]
        exported.unlink()
        there.app.session.store.sync.share()
        assert holding(tmp_path) == []


async def test_nothing_goes_where_the_answer_is_no(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.enters(f"Talked to {NAME}")
        await there.press("alt+r", to=FormScreen)
        await there.press("tab", *"named", "ctrl+s", to=Confirm)
        await there.press("enter", to=MeetingScreen)
        assert [one.text for one in there.app.session.state.all(Entry) if NAME in one.text]


async def test_it_stands_in_the_help_and_in_the_palette(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.enters(f"Talked to {NAME}")
        await there.press("f1", *"permanent", shows=t("keys.app_redact"))
        await there.press("enter", to=FormScreen)
        await there.press("escape", to=MeetingScreen)
        await there.press("ctrl+p", *"permanent", shows=t("keys.app_redact"))


async def test_the_words_of_a_record_are_offered_before_its_number(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await there.enters("/a MoJ talk to the schools by 30 May")
        await there.press("escape", "4", "alt+r", to=FormScreen, shows="‹ Text ›")
        await there.press("tab", *"names a person", "ctrl+s", to=Confirm)
        await there.press("left", "enter", shows=t("redacting.removed"))
        said = t("redacting.done", what=f"{t('records.text')} · A-2010-002")
        assert any(said in told.message for told in there.app._notifications)
