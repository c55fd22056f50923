"""The prompt: pastes, completion, echo, what Escape and Up do."""

from __future__ import annotations

import pytest
from tests.ui.stage import Set, staged
from textual.events import Paste

from ictwg.app.forms.choices import Choice, Completions, list_completer, matching
from ictwg.ui.text import plain
from ictwg.ui.widgets.prompt import Prompt, PromptInput

ORGANIZATIONS = (
    Choice("MoJ", "Ministry of Justice"),
    Choice("MoFA", "Ministry of Foreign Affairs", "lead"),
    Choice("PNTL", "Polícia Nacional"),
)


def complete(text: str, cursor: int) -> Completions:
    return list_completer(lambda: ORGANIZATIONS, several=True)(text, cursor)


def make() -> Prompt:
    return Prompt(completer=complete, echo=lambda text: plain(f"understood {text}"), hint=plain("Type a note."))


def the_prompt(stage: Set) -> Prompt:
    prompt: Prompt = stage.app.query_one(Prompt)
    prompt.edit()
    return prompt


def told(stage: Set, kind: type[object]) -> list[object]:
    return [message for message in stage.app.told if type(message) is kind]


async def test_enter_submits_and_the_echo_follows_the_letters() -> None:
    async with staged(make) as stage:
        prompt = the_prompt(stage)
        assert "Type a note." in stage.text
        await stage.pilot.press("a", "[")
        assert "understood a[" in stage.text
        await stage.pilot.press("enter")
        (message,) = told(stage, PromptInput.Submitted)
        assert (message.text, message.burst) == ("a[", False)  # type: ignore[attr-defined]
        prompt.text = ""
        await stage.pilot.pause()
        assert "Type a note." in stage.text


@pytest.mark.parametrize("ends", ["\n", "\r", "\r\n"])
async def test_a_paste_of_several_lines_is_a_block(ends: str) -> None:
    async with staged(make) as stage:
        prompt = the_prompt(stage)
        prompt.text = "before "
        stage.app.post_message(Paste(ends.join(("/close", "two", "", "three")) + ends))
        await stage.pilot.pause()
        (message,) = told(stage, PromptInput.LinesPasted)
        assert message.lines == ("/close", "two", "", "three")  # type: ignore[attr-defined]
        assert message.before == "before "  # type: ignore[attr-defined]
        assert told(stage, PromptInput.Submitted) == []
        assert prompt.text == "before "


async def test_a_paste_of_one_line_is_typed() -> None:
    async with staged(make) as stage:
        prompt = the_prompt(stage)
        stage.app.post_message(Paste("draft\x1b the SOP\n"))
        await stage.pilot.pause()
        assert prompt.text == "draft the SOP"
        assert told(stage, PromptInput.Submitted) == []


async def test_tab_offers_arrows_choose_tab_inserts() -> None:
    async with staged(make) as stage:
        prompt = the_prompt(stage)
        prompt.text = "PNTL, mo"
        await stage.pilot.press("tab")
        assert "Ministry of Justice" in stage.text
        await stage.pilot.press("down", "enter")
        assert prompt.text == "PNTL, MoFA"
        assert told(stage, PromptInput.Submitted) == []
        assert "Ministry" not in stage.text


async def test_tab_inserts_the_only_completion_and_never_leaves() -> None:
    async with staged(make) as stage:
        prompt = the_prompt(stage)
        prompt.text = "polic"
        await stage.pilot.press("tab")
        assert prompt.text == "PNTL"
        prompt.text = "zzz"
        await stage.pilot.press("tab")
        assert prompt.input.has_focus


async def test_escape_closes_the_list_then_leaves_with_the_line_kept() -> None:
    async with staged(make) as stage:
        prompt = the_prompt(stage)
        prompt.text = "mo"
        await stage.pilot.press("tab", "escape")
        assert told(stage, PromptInput.Left) == []
        await stage.pilot.press("escape")
        assert len(told(stage, PromptInput.Left)) == 1
        assert prompt.text == "mo"


async def test_up_on_the_empty_line_edits_the_last() -> None:
    async with staged(make) as stage:
        prompt = the_prompt(stage)
        await stage.pilot.press("up")
        assert len(told(stage, PromptInput.EditLast)) == 1
        prompt.text = "x"
        await stage.pilot.press("up")
        assert len(told(stage, PromptInput.EditLast)) == 1


def test_matches_that_begin_with_the_query_come_first() -> None:
    assert [choice.value for choice in matching("mo", ORGANIZATIONS)] == ["MoJ", "MoFA"]
    assert [choice.value for choice in matching("policia", ORGANIZATIONS)] == ["PNTL"]
    assert [choice.value for choice in matching("foreign lead", ORGANIZATIONS)] == ["MoFA"]
    assert complete("PNTL, mo, x", 8).start == 6
