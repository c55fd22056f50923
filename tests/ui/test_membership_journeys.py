"""The three jobs of the Membership screen, each with the keyboard alone, at 80×24."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

import pytest
from tests.ui.members_room import TODAY, room

from ictwg.domain.periods import name_on, status_on
from ictwg.domain.records import Action, Organization, Person
from ictwg.domain.state import State
from ictwg.domain.text import in_sentence
from ictwg.domain.values import Function, MembershipStatus
from ictwg.locales import t
from ictwg.members.functions import holders

assert sys.platform != "win32"  # conftest.py leaves this file out there

from tests.pty_driver import Terminal  # noqa: E402 - not to be read on Windows
from tests.ui.journey import started, state_of  # noqa: E402 - not to be read on Windows

pytestmark = pytest.mark.pty


def opened(folder: Path, *, columns: int = 80, lines: int = 24) -> AbstractContextManager[Terminal]:
    return started("members_room.py", folder, shows=["MoFA"], columns=columns, lines=lines)


def stored(folder: Path) -> AbstractContextManager[State]:
    return state_of(room(folder))


def to(terminal: Terminal, acronym: str) -> None:
    """The cursor onto an organization, by way of the filter."""
    terminal.press("/")
    terminal.type(acronym)
    terminal.press("enter", shows="1 of")
    terminal.settle()


def fill(terminal: Terminal, *texts: str) -> None:
    """One field of a form after the other; what stood there goes."""
    for number, text in enumerate(texts):
        if number:
            terminal.press("enter")
        terminal.settle(0.4)
        terminal.press("ctrl+u")
        terminal.type(text)
    terminal.settle()


def named(state: State, acronym: str) -> Organization:
    return next(organization for organization in state.all(Organization) if organization.acronym == acronym)


def test_who_belonged_on_another_day(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        assert "UNW" in terminal.text
        assert "UN Women" in terminal.text
        terminal.press("ctrl+t", shows=t("membership.form.as_of"))
        terminal.settle()
        terminal.type("31/12/2009")
        terminal.wait_for("31 December 2009")
        terminal.press("ctrl+s", shows=t("membership.as_of", day="31 Dec 2009"))
        terminal.wait_for("UNIFEM")
        assert "UNW" not in terminal.text


def test_a_person_with_phone_and_terms_and_the_contact_list(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        terminal.press("right", shows="Ana Soares")
        to(terminal, "soares")
        assert "+670 7723 0001" in terminal.text
        terminal.press("enter", shows="focal point  MoJ  1 Jan 2009 – now")
        terminal.press("escape")
        terminal.wait_gone("1 Jan 2009 – now")
        terminal.press("ctrl+c", shows=t("errands.contact_list"))
        (copied,) = tmp_path.rglob("clipboard.md")
        assert copied.parent.name == "scratch", "on this computer, not in the shared folder"
        written = copied.read_text(encoding="utf-8")
        assert (
            written.index("**MoFA**") < written.index("**MoJ**") < written.index("- Ana Soares") < written.index("PNTL")
        )


def test_a_focal_point_is_replaced_with_what_moves_along_chosen(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        to(terminal, "MoJ")
        terminal.press("ctrl+r", shows=t("membership.form.replace", who="Ana Soares", name="MoJ"))
        terminal.settle()
        terminal.type("Zeca Nunes")
        terminal.press("enter", "enter")
        terminal.type("7700 0000")
        terminal.press("enter", "enter", "enter", "enter", "right", "tab", "tab", "tab", "right")
        terminal.settle()
        terminal.press("ctrl+s", shows=t("verbs.replaced_focal_point", subject="Zeca Nunes from 2010-"))
    with stored(tmp_path) as state:
        zeca = next(person for person in state.all(Person) if person.name == "Zeca Nunes")
        assert {action.text: action.person == zeca.id for action in state.all(Action)} == {
            "Draft the SOP": True,
            "Translate the leaflet": False,
        }
        assert (zeca.lists, zeca.phone) == (("all",), "7700 0000")
        moj = named(state, "MoJ")
        assert [role.person for role in holders(state, moj, Function.FOCAL_POINT, TODAY)] == [zeca.id]
        stays = holders(state, moj, Function.ALTERNATE, TODAY)
        before = holders(state, moj, Function.FOCAL_POINT, date(2010, 3, 11))
        assert [role.person for role in stays] == [role.person for role in before]
        assert [state.get(Person, role.person).name for role in before] == ["Ana Soares"]  # type: ignore[union-attr]


def test_a_replacement_is_one_undo(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        to(terminal, "MoJ")
        terminal.press("ctrl+r", shows=t("membership.form.replace", who="Ana Soares", name="MoJ"))
        terminal.settle()
        terminal.type("Zeca Nunes")
        terminal.press("ctrl+s", shows=t("verbs.replaced_focal_point", subject="Zeca Nunes from 2010-"))
        terminal.press("ctrl+z", shows="Undid")
    with stored(tmp_path) as state:
        assert "Zeca Nunes" not in {person.name for person in state.all(Person)}
        held = holders(state, named(state, "MoJ"), Function.FOCAL_POINT, TODAY)
        assert [(role.until, role.letter) for role in held] == [(None, "")]
        assert all(len(person.lists) == 1 for person in state.all(Person))


def test_nobody_takes_over_from_themselves(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        to(terminal, "MoJ")
        terminal.press("ctrl+r", shows=t("membership.form.replace", who="Ana Soares", name="MoJ"))
        terminal.settle()
        terminal.type("Ana Soares")
        terminal.press("ctrl+s", shows=t("membership.same_person", name="Ana Soares"))
        assert t("membership.form.comes") in terminal.text  # the form stays open with what was typed


def test_status_and_name_from_a_day_on(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        to(terminal, "PNTL")
        terminal.press("f8", shows=t("membership.choose.new"))
        terminal.settle()
        terminal.press("enter", shows="Letter")
        terminal.settle()
        terminal.press("right", "right", "right", "tab")
        terminal.type("1/2/2010")
        terminal.press("ctrl+s", shows="suspended")
        terminal.press("ctrl+k", shows=t("membership.form.rename", name="PNTL"))
        fill(terminal, "Timorese Police", "PT")
        terminal.press("ctrl+s", shows="Renamed")
    with stored(tmp_path) as state:
        police = named(state, "PT")
        assert status_on(state, police, date(2010, 1, 31)) is MembershipStatus.MEMBER
        assert status_on(state, police, date(2010, 2, 1)) is MembershipStatus.SUSPENDED
        assert name_on(state, police, date(2010, 3, 11)).acronym == "PNTL"


def test_a_new_organization_and_its_focal_point(tmp_path: Path) -> None:
    with opened(tmp_path) as terminal:
        terminal.press("ctrl+n", shows=t("record_screen.new", kind=in_sentence(t("records.organization"))))
        fill(terminal, "SEPI", "Secretary of State for Equality")
        terminal.press("ctrl+s", shows="Added SEPI")
        terminal.wait_for("▌ SEPI")
        terminal.press("right", shows="Carlos Belo")
        terminal.press("ctrl+n", shows=t("record_screen.new", kind=in_sentence(t("records.person"))))
        fill(terminal, "Idelta", "SEPI", "Director")
        terminal.press("enter", "f", "ctrl+s", shows="Added Idelta")
    with stored(tmp_path) as state:
        assert status_on(state, named(state, "SEPI"), TODAY) is MembershipStatus.MEMBER
        idelta = next(person for person in state.all(Person) if person.name == "Idelta")
        assert idelta.organization == named(state, "SEPI").id
        assert [role.person for role in holders(state, named(state, "SEPI"), Function.FOCAL_POINT, TODAY)] == [
            idelta.id
        ]
