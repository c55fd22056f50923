"""Papers on their way to those whom they are for: in the group's form, offered after the step that tells of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.ui.open_meeting import opened

from ictwg.domain.changes import Edit
from ictwg.domain.records import Group
from ictwg.domain.values import PaperForm
from ictwg.papers.forms import FORMS
from ictwg.records.group import group_of
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.screens.group_forms import edit_settings
from ictwg.ui.widgets.editors import Picker

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.open_meeting import Room


def _group(there: Room) -> Group:
    group = group_of(there.app.session.state)
    assert group is not None
    return group


async def _choose_in_settings(there: Room, field: str, value: str) -> None:
    edit_settings(there.app, field)
    await there.until(lambda: isinstance(there.app.screen, FormScreen))
    form = there.app.screen
    assert isinstance(form, FormScreen)
    picker = form.form.row(field).editor
    assert isinstance(picker, Picker)
    picker.value = value
    await there.press("ctrl+s")
    await there.until(lambda: there.app.screen is not form)


@pytest.mark.parametrize("form", PaperForm)
def test_each_form_of_the_group_is_one_of_the_program(form: PaperForm) -> None:
    assert FORMS[form].name == form


async def test_papers_go_out_as_the_group_has_said_last(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        there.app.settings.papers["agenda"] = "members html"
        await _choose_in_settings(there, Group.paper_form.name, PaperForm.WORD)
        await there.exports()
        await there.shows("-members.docx")


async def test_what_was_chosen_last_goes_before_the_form_of_the_group(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        there.app.session.commit(Edit("verbs.edited").update(_group(there), Group.paper_form(PaperForm.WORD)).done())
        there.app.settings.papers["agenda"] = "members html"
        await there.exports()
        await there.shows("-members.html")


async def test_the_language_of_papers_is_chosen_by_its_name(tmp_path: Path) -> None:
    async with opened(tmp_path) as there:
        await _choose_in_settings(there, Group.language.name, "pt")
        assert _group(there).language == "pt"
