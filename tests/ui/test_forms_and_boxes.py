"""Forms say how to mend and what they understood; boxes return what was chosen, and Escape leaves with care."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.builders import MemoryState
from tests.ui.stage import Set, staged
from textual.screen import Screen

import ictwg.ui
from ictwg.app.forms.choices import Choice
from ictwg.app.forms.declared import fields_for, form_field
from ictwg.app.forms.fields import FormField
from ictwg.domain.fields import NameText
from ictwg.domain.records import Activity, Meeting, Person, Plan
from ictwg.domain.schema import declared, form_fields
from ictwg.domain.values import PlanLevel
from ictwg.errors import InvalidValueError
from ictwg.locales import known, t
from ictwg.records.lookup import Lookup
from ictwg.ui.keys import KEYS
from ictwg.ui.modals.box import Confirm
from ictwg.ui.modals.choose import Choose, offer_help
from ictwg.ui.modals.form_screen import FormScreen, PasteBlock, TextEditor
from ictwg.ui.text import plain
from ictwg.ui.widgets.bars import KeyBar
from ictwg.ui.widgets.columns import Column
from ictwg.ui.widgets.filtered_list import FilteredList
from ictwg.ui.widgets.form import FormRows

ORGANIZATIONS = (Choice("MoJ", "Ministry of Justice"), Choice("MoFA", "Ministry of Foreign Affairs"))


class Row(NamedTuple):
    id: str


COLUMNS = (Column[Row]("id", "Id", lambda row: row.id),)


def mend_date(text: str) -> str | None:
    return None if text[0].isdigit() else "Type a date such as 12 Feb."


FIELDS = (
    FormField("text", "Action", "What was promised.", kind="text", value="Draft it", required=True),
    FormField("owners", "Owners", kind="links", options=ORGANIZATIONS),
    FormField("due", "Due", "12 Feb, +2w", kind="due", validate=mend_date, echo=lambda _: "Friday 12 February 2010"),
    FormField(
        "status", "Status", kind="choice", value="open", options=(Choice("open", "open"), Choice("done", "done"))
    ),
    FormField("personal", "Personal", kind="flag", value="no"),
    FormField("name", "Name", required=True, value="x"),
)


def the_form() -> FormScreen:
    return FormScreen("Action A-2010-014", FIELDS)


async def opened(stage: Set, screen: Screen[Any]) -> list[Any]:
    results: list[Any] = []
    stage.app.push_screen(screen, results.append)
    await stage.pilot.pause()
    return results


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Ana", True),
        ("lobato", True),
        ("Ana Lobato", False),
        ("Rui", False),  # two are called so
        ("An", False),
        ("Teresa", False),
    ],
)
def test_where_one_person_is_called_so_the_form_says_that_it_saves_what_is_typed(typed: str, *, told: bool) -> None:
    state = MemoryState()
    for name in ("Ana Lobato", "Rui Alves", "Rui Brito"):
        state.add(Person, Person.name(name))
    fields = [(kind, field) for kind in declared() for field in form_fields(kind) if isinstance(field, NameText)]
    assert (Meeting, Meeting.chair) in fields
    words = t("ui.saves_as_typed", text=typed, name="Ana Lobato") if told else ""
    for _, field in fields:
        echo = form_field(Lookup(state, date(2010, 2, 15)), field).echo
        assert echo is not None, field.label_id
        assert echo(typed) == words


async def test_a_form_returns_what_was_typed() -> None:
    async with staged() as stage:
        results = await opened(stage, the_form())
        await stage.pilot.press("tab", "m", "o", "down", "down", "enter", "tab", "1", "2", "tab", "right", "tab", "y")
        await stage.pilot.press("ctrl+s")
        assert results == [
            {"text": "Draft it", "owners": "MoFA", "due": "12", "status": "done", "personal": "yes", "name": "x"}
        ]


async def test_arrows_go_from_line_to_line_and_stay_at_the_ends() -> None:
    fields = (FormField("name", "Name"), FormField("due", "Due", kind="due"), FormField("owner", "Owner"))
    async with staged() as stage:
        results = await opened(stage, FormScreen("Example", fields))
        for keys in (("up", "a"), ("down", "b"), ("down", "down", "c"), ("up", "up", "d")):
            await stage.pilot.press(*keys)
        await stage.pilot.press("ctrl+s")
        assert results == [{"name": "ad", "due": "b", "owner": "c"}]


async def test_it_says_how_to_mend_and_what_it_understood() -> None:
    async with staged() as stage:
        results = await opened(stage, the_form())
        await stage.pilot.press("tab", "tab", "f")
        assert "✗ Type a date such as 12 Feb." in stage.text
        await stage.pilot.press("ctrl+s")
        assert results == []
        await stage.pilot.press("home", "1")
        assert "→ Friday 12 February 2010" in stage.text
        assert "12 Feb, +2w" in stage.text


async def test_what_is_needed_is_asked_for_on_saving() -> None:
    async with staged() as stage:
        results = await opened(stage, FormScreen("New", (FormField("name", "Name", required=True),)))
        assert "Needed" not in stage.text
        await stage.pilot.press("enter")
        assert "✗ Required: Name." in stage.text
        await stage.pilot.press("I", "enter")
        assert results == [{"name": "I"}]


async def test_an_error_of_saving_stays_at_its_field() -> None:
    def save(_: dict[str, str]) -> None:
        raise InvalidValueError("No such [/] organization.", "Type its acronym.", field="owners")

    async with staged() as stage:
        results = await opened(stage, FormScreen("New", FIELDS, save=save, edit="name"))
        await stage.pilot.press("ctrl+s")
        assert "✗ No such [/] organization. Type its acronym." in stage.text
        assert stage.app.focused is stage.app.screen.query_one(FormRows).rows[1].editor
        assert results == []


async def test_what_is_wrong_with_the_lowest_field_is_seen_on_saving() -> None:
    fields = tuple(FormField(f"f{at}", f"Field {at}", kind="text", validate=mend_date, value="1") for at in range(9))
    async with staged(size=(80, 24)) as stage:
        await opened(stage, FormScreen("New", fields))
        await stage.pilot.press(*["tab"] * 6, "x", "ctrl+s")
        form = stage.app.screen.query_one(FormRows)
        assert form.row("f6")._below.region.bottom <= form.region.bottom


async def test_escape_asks_once_where_something_was_typed() -> None:
    async with staged() as stage:
        results = await opened(stage, the_form())
        await stage.pilot.press("escape")
        assert results == [None]
        results = await opened(stage, the_form())
        await stage.pilot.press("x", "escape")
        assert "Leave without saving" in stage.text
        await stage.pilot.press("escape")
        assert results == []
        await stage.pilot.press("escape", "enter")
        assert results == []
        await stage.pilot.press("escape", "left", "enter")
        assert results == [None]


@pytest.mark.parametrize("size", [(40, 20), (60, 15), (80, 24)])
async def test_the_last_field_and_the_keys_are_seen_on_every_screen(size: tuple[int, int]) -> None:
    async with staged(size=size) as stage:
        await opened(stage, the_form())
        await stage.pilot.press("shift+tab")
        assert "Name *" in stage.text
        assert "^S Save" in stage.text


async def test_confirm_is_yes_on_enter_and_no_on_escape() -> None:
    async with staged() as stage:
        make = lambda: Confirm(plain("Close [b]it?"), yes="Close", no="Keep")  # noqa: E731 - a factory in one line
        assert await stage.result_of(make, "enter") == [True]
        assert await stage.result_of(make, "right", "enter") == [False]
        assert await stage.result_of(make, "escape") == [False]


async def test_choose_finds_by_folded_words() -> None:
    async with staged() as stage:
        make = lambda: Choose("Owner", ORGANIZATIONS, current="MoFA")  # noqa: E731 - a factory in one line
        assert await stage.result_of(make, "enter") == ["MoFA"]
        assert await stage.result_of(make, *"just", "enter") == ["MoJ"]
        assert await stage.result_of(make, "up", "enter") == ["MoJ"]
        assert await stage.result_of(make, "escape") == [None]
        assert await stage.result_of(make, *"zzz", "enter") == []


PASTED = ("First", "still first", "", "  ", "Second [/]")


async def test_a_pasted_block_becomes_entries() -> None:
    async with staged() as stage:
        make = lambda: PasteBlock(PASTED)  # noqa: E731 - a factory in one line
        assert await stage.result_of(make, "enter") == [("First\nstill first\n\n  \nSecond [/]",)]
        assert await stage.result_of(make, "p") == [("First\nstill first", "Second [/]")]
        assert await stage.result_of(make, "l") == [("First", "still first", "Second [/]")]
        assert await stage.result_of(make, "escape") == []


async def test_a_pasted_line_shows_what_it_will_be() -> None:
    async with staged() as stage:
        stage.app.push_screen(PasteBlock(("A note", "AI: [b]draft"), ("", "Action · MoJ · [b]draft")))
        await stage.pilot.pause()
        assert "AI: [b]draft" in stage.text
        assert "→ Action · MoJ · [b]draft" in stage.text


async def test_a_long_text_is_written_in_a_box() -> None:
    async with staged() as stage:
        make = lambda: TextEditor("Note", "one\ntwo")  # noqa: E731 - a factory in one line
        assert await stage.result_of(make, "enter", "x", "ctrl+s") == ["one\ntwo\nx"]
        assert await stage.result_of(make, "escape") == [None]
        assert await stage.result_of(make, "x", "escape", "left", "enter") == [None]


async def test_help_lists_what_can_be_done_here_and_does_it() -> None:
    async with staged(KeyBar) as stage:
        offer_help(stage.app.screen)
        await stage.pilot.pause()
        assert "Go to Follow-up" in stage.text
        await stage.pilot.press(*"follow", "enter")
        assert stage.app.done == ["followup"]


async def test_the_key_bar_shows_the_way_to_the_help_and_presses_what_is_clicked() -> None:
    async with staged(KeyBar) as stage:
        assert stage.text.strip().split("  ", 1)[0] == "^Q Quit"
        await stage.pilot.click(KeyBar, offset=(stage.text.index("Help"), 0))
        await stage.pilot.pause()
        assert stage.app.done == ["help"]


async def test_a_completed_name_offers_no_longer_names_that_begin_alike() -> None:
    alike = (Choice("MoJ", "Ministry of Justice"), Choice("MoJS", "Ministry of Justice, Shelters"))
    async with staged() as stage:
        results = await opened(stage, FormScreen("New", (FormField("owner", "Owner", kind="link", options=alike),)))
        await stage.pilot.press("m", "o", "down", "enter")
        assert "Shelters" not in stage.text
        await stage.pilot.press("enter")
        assert results == [{"owner": "MoJ"}]


async def test_who_types_after_paging_on_sees_what_is_typed() -> None:
    many = tuple(FormField(f"field{n}", f"Field {n}") for n in range(40))
    async with staged(size=(80, 24)) as stage:
        await opened(stage, FormScreen("Many fields", many))
        await stage.pilot.press("pagedown", "pagedown")
        await stage.pilot.pause(0.4)
        assert "Field 0" not in stage.text
        await stage.pilot.press("T", "o", "R")
        assert "ToR" in stage.text


async def test_f1_in_a_form_tells_of_the_field_and_of_the_keys() -> None:
    async with staged() as stage:
        await opened(stage, the_form())
        await stage.pilot.press("tab", "tab", "f1")
        assert "Due: 12 Feb, +2w." in stage.text
        assert "Ctrl+S" in stage.text
        assert t("keys.form_cancel_tip") in stage.text
        await stage.pilot.press("escape", "x")
        assert isinstance(stage.app.screen, FormScreen)
        assert stage.app.screen.form.values["due"] == "x"


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (120, 36)])
async def test_no_sentence_of_the_help_is_cut(size: tuple[int, int]) -> None:
    async with staged(lambda: FilteredList(COLUMNS, text=lambda row: row.id), size=size) as stage:
        stage.app.query_one(FilteredList).list.focus()
        await stage.pilot.pause()
        offer_help(stage.app.screen)
        await stage.pilot.pause()
        seen = ""
        for _ in range(30):
            seen += stage.text
            await stage.pilot.press("down")
        assert "…" not in seen
        said = " ".join(seen.replace("▌", "").replace("┃", "").replace("│", "").split())
        assert t("keys.app_save_tip") in said


async def test_escape_shows_all_again_wherever_the_cursor_is() -> None:
    async with staged(lambda: FilteredList(COLUMNS, text=lambda row: row.id)) as stage:
        listed = stage.app.query_one(FilteredList)
        listed.show([Row("one"), Row("two")])
        listed.list.focus()
        for leaving in ((), ("enter",)):
            await stage.pilot.press("/", *"xyz", *leaving)
            assert "Escape shows all again" in stage.text
            await stage.pilot.press("escape")
            assert "2 rows" in stage.text
            assert stage.app.focused is listed.list


def test_under_which_a_part_of_a_plan_can_stand() -> None:
    state = MemoryState()
    plan, before = (state.add(Plan, Plan.title(name)) for name in ("Plan", "Plan before"))
    pillar, other, deed = (
        state.add(Activity, Activity.plan(whole.id), Activity.title(title), Activity.level(level))
        for whole, title, level in (
            (plan, "Pillar", PlanLevel.PILLAR),
            (before, "Pillar before", PlanLevel.PILLAR),
            (plan, "Deed", PlanLevel.ACTIVITY),
        )
    )
    aim = state.add(
        Activity,
        *(Activity.plan(plan.id), Activity.title("Aim"), Activity.level(PlanLevel.OBJECTIVE)),
        Activity.part_of(pillar.id),
    )
    lookup = Lookup(state, date(2010, 3, 12))

    def offered(record: Activity | None, of: Plan | None = None) -> list[str]:
        (field,) = fields_for(lookup, Activity, record, only=(Activity.part_of,), of=of)
        return sorted(choice.value for choice in field.choices())

    assert [offered(one) for one in (deed, aim, pillar, other)] == [["Aim", "Pillar"], ["Pillar"], [], []]
    assert offered(None, plan) == ["Aim", "Pillar"]
    assert offered(None) == ["Aim", "Pillar", "Pillar before"]


def test_a_form_that_saves_nothing_itself_says_what_its_key_does() -> None:
    """“Save” over a form that opens, shows or deletes is not true: who makes such a form names the verb."""
    silent = []
    for path in Path(ictwg.ui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"FormScreen", "LongForm"}:
                given = {word.arg for word in node.keywords}
                silent += [f"{path.name}:{node.lineno}"] if not given & {"save", "verb"} else []
                named = (word.value.value for word in node.keywords if isinstance(word.value, ast.Constant))
                assert all(str(one) in KEYS or known(f"keys.{str(one).replace('.', '_')}") for one in named)
    assert silent == []
