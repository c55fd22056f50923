"""The Membership screen on a stage: hostile text, jumps from elsewhere, and errors that stay in their form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.builders import MemoryState, known, organization
from tests.ui.looking import text_of
from tests.ui.members_room import TODAY, OnMembership
from tests.ui.open_members import opened, screen
from textual.widgets import Input

from ictwg.app.forms.members import edit_organization_form
from ictwg.domain.changes import Edit
from ictwg.domain.periods import status_on
from ictwg.domain.records import Organization, Person
from ictwg.domain.values import MembershipStatus, OrganizationType
from ictwg.locales import t
from ictwg.records.lookup import Lookup
from ictwg.ui.modals.box import MemberCard
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.widgets.completing_input import CompletingInput


def state_get(app: OnMembership, kind: Any, id: str) -> Any:
    return known(app.session.state.get(kind, id))


async def test_a_jump_from_elsewhere_brings_the_record_into_view(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        maria = next(person for person in app.session.state.all(Person) if person.name == "Maria Alves")
        await app.open_record(maria)
        await pilot.pause()
        assert screen(app).current == maria
        home = state_get(app, Organization, maria.organization or "")
        await app.open_record(home)
        await pilot.pause()
        assert screen(app).current == home


async def test_an_error_stays_in_the_form_at_its_field(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        moj = next(o for o in app.session.state.all(Organization) if o.acronym == "MoJ")
        screen(app).show_record(moj)
        await pilot.press("f2")
        form = app.screen
        assert isinstance(form, FormScreen)
        acronym = form.form.rows[0].editor
        assert isinstance(acronym, CompletingInput)
        acronym.value = ""
        await pilot.press("ctrl+s")
        assert app.screen is form
        assert "Acronym" in text_of(app)


async def test_a_name_that_is_there_already_is_told_once(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        await pilot.press("right", "ctrl+n")
        form = app.screen
        assert isinstance(form, FormScreen)
        named = {row.field.name: row.editor for row in form.form.rows}
        for field, value in ((Person.name, "Ana Soares"), (Person.organization, "MoJ")):
            editor = named[field.name]
            assert isinstance(editor, CompletingInput)
            editor.value = value
        await pilot.press("ctrl+s")
        assert app.screen is form
        assert "already on the list of MoJ" in text_of(app)
        assert "save again" in text_of(app)
        await pilot.press("ctrl+s")
        assert len([one for one in app.session.state.all(Person) if one.name == "Ana Soares"]) == 2
        added = screen(app).current
        assert isinstance(added, Person)
        assert added.name == "Ana Soares"


async def test_an_organization_that_is_there_already_is_named_before_it_is_saved(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        before = len(app.session.state.all(Organization))
        await pilot.press("ctrl+n")
        form = app.screen
        assert isinstance(form, FormScreen)
        editors = {row.field.name: row.editor for row in form.form.rows}
        for field, value in ((Organization.acronym, "MOJ"), (Organization.name, "Justice")):
            editor = editors[field.name]
            assert isinstance(editor, Input)
            editor.value = value
        await pilot.press("ctrl+s")
        assert app.screen is form
        assert "already on the register: MoJ" in text_of(app)
        assert "save again" in text_of(app)
        assert len(app.session.state.all(Organization)) == before
        await pilot.press("ctrl+s")
        assert len(app.session.state.all(Organization)) == before + 1


async def test_enter_opens_a_card_and_enter_goes_on_to_the_organization(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        await pilot.press("right")
        await pilot.press("enter")
        assert isinstance(app.screen, MemberCard)
        await pilot.press("enter")
        found = screen(app).current
        assert isinstance(found, Organization)
        assert found.acronym == "MoFA"


async def test_deleting_is_undone(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        before = {organization.acronym for organization in app.session.state.all(Organization)}
        await pilot.press("delete")
        assert {organization.acronym for organization in app.session.state.all(Organization)} == before - {"MoFA"}
        await pilot.press("ctrl+z")
        assert {organization.acronym for organization in app.session.state.all(Organization)} == before


async def test_all_of_it_fits_in_a_longer_language(tmp_path: Path) -> None:
    from ictwg.locales import set_language

    set_language("xx")
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        for _ in range(3):
            await pilot.press("right")
            assert "MoFA" in text_of(app)


async def test_a_new_person_is_of_no_organization_until_one_is_named(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        await pilot.press("right", "ctrl+n")
        form = app.screen
        assert isinstance(form, FormScreen)
        assert form.form.values["organization"] == ""
        assert form.form.values["function"] == ""


async def test_the_first_person_of_an_organization_says_where_that_comes_from(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        screen(app).show_record(next(o for o in app.session.state.all(Organization) if o.acronym == "IOM"))
        await pilot.pause()
        await pilot.press("ctrl+o")
        form = app.screen
        assert isinstance(form, FormScreen)
        assert (form.form.values["organization"], form.form.values["function"]) == ("IOM", "focal_point")
        assert f"→ {t('ui.from_the_row', value='IOM')}" in text_of(app)


async def test_what_became_of_an_organization_is_one_form_and_one_undo(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        await pilot.press("f9", "tab", *"PNTL,UNPOL")
        assert t("membership.new_organization", name="→ UNPOL") in text_of(app)
        await pilot.press("ctrl+s")
        assert {o.acronym for o in app.session.state.all(Organization)} >= {"PNTL", "UNPOL", "MoFA"}
        mofa = next(o for o in app.session.state.all(Organization) if o.acronym == "MoFA")
        assert status_on(app.session.state, mofa, TODAY) is None
        await pilot.press("ctrl+z")
        assert status_on(app.session.state, mofa, TODAY) is MembershipStatus.MEMBER
        assert "UNPOL" not in {o.acronym for o in app.session.state.all(Organization)}


async def test_what_only_minutes_name_says_how_it_becomes_a_member(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        state = app.session.state
        named = (Organization.acronym("UTO"), Organization.name("Embassy of Utopia"))
        app.session.commit(Edit("verbs.created").create(Organization, state.new_id(), *named).done())
        screen(app).reload()
        await pilot.pause()
        heading = next(line for line in text_of(app).splitlines() if t("membership.never") in line)
        assert t("membership.never.way") in heading


async def test_status_function_and_deletion_are_for_the_ticked_rows(tmp_path: Path) -> None:
    """One form, one change, one undo; afterwards nothing is ticked."""
    async with opened(tmp_path) as (app, pilot):
        people = [one for one in app.session.state.all(Person) if one.name != "Carlos Belo"]
        screen(app).show_record(people[0])
        listed = screen(app).listed.list
        for person in people:
            listed.move_to(person.id)
            listed.action_toggle_selected()
        assert {one.id for one in screen(app).targets} == {one.id for one in people}
        await pilot.press("f8")
        assert isinstance(app.screen, FormScreen)
        await pilot.press("right", "ctrl+s")
        homes = [state_get(app, Organization, str(one.organization)) for one in people]
        assert [status_on(app.session.state, home, TODAY) for home in homes] == [MembershipStatus.OBSERVER] * 2
        assert not listed.selected_ids
        app.session.undo()
        assert [status_on(app.session.state, home, TODAY) for home in homes] == [MembershipStatus.MEMBER] * 2
        for person in people:
            listed.move_to(person.id)
            listed.action_toggle_selected()
        await pilot.press("delete")
        assert [one.name for one in app.session.state.all(Person)] == ["Carlos Belo"]
        app.session.undo()
        assert len(app.session.state.all(Person)) == 3


async def test_an_organization_goes_up_in_the_order_of_the_protocol(tmp_path: Path) -> None:
    async with opened(tmp_path) as (app, pilot):
        first, second = (row.record for row in screen(app).listed.shown_rows()[:2])
        screen(app).show_record(second)
        await pilot.press("ctrl+up")
        assert [row.record.id for row in screen(app).listed.shown_rows()[:2]] == [second.id, first.id]
        assert screen(app).current == state_get(app, Organization, second.id)


@pytest.mark.parametrize("type", OrganizationType)
def test_only_of_an_embassy_the_form_asks_for_its_credentials(type: OrganizationType) -> None:
    state = MemoryState()
    home = organization(state, "EMB", Organization.type(type))
    asked = {field.name for field in edit_organization_form(Lookup(state, TODAY), home)}
    assert (Organization.credentials_on.name in asked) is (type is OrganizationType.DONOR)
