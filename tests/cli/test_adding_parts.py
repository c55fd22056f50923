"""What belongs to another record is added by a command too: what was said of an action, an item, a note."""

from __future__ import annotations

import pytest
from tests.cli.conftest import Commands

from ictwg.cli.adding import added
from ictwg.cli.parsing import make_parser
from ictwg.domain.schema import declared

BY_OTHER_COMMANDS = {
    "membership": "add organization --status; set MoJ status=observer",
    "organization_name": "set MoJ name=…",
    "succession": "same",
    "role": "add person --function",
    "body_member": "a form of the sub-group",
    "template_item": "a form of the group",
    "attendance": "one key each on the roll",
    "group": "new",
    "series": "new sub-groups come with their first meeting",
    "checklist_line": "a form of the group",
    "saved_filter": "F3 in a list",
    "position": "answer",
    "letter_edition": "set LETTER signed_on=…",
    "translation": "set MoJ name_pt=…",
    "wording": "set D-2010-03 text=…",
    "due_change": "set A-2010-014 due=…",
    "status_change": "done; set A-2010-014 status=…",
    "edition": "adopt",
    "correction": "correct",
    "accepted_text": "--accept-marks",
    "activity_date": "set ACTIVITY ends_on=…",
}
WORDS = {
    "progress": ("The first half is drafted", "--action", "A-2010-001", "--channel", "phone"),
    "contact": ("Asked for figures", "--organization", "MoJ", "--channel", "letter"),
    "agenda_item": ("Shelters", "--meeting", "2010-03-12", "--minutes-allotted", "20"),
    "entry": ("MoJ presented the outline", "--meeting", "2010-03-12", "--item", "1", "--audience", "core"),
    "report_text": ("trainings", "--from", "2010-01-01", "--to", "2010-12-31", "--text", "More than planned."),
}


def test_every_type_is_added_by_a_command() -> None:
    assert {kind.SINGULAR for kind in declared()} - set(added()) == set(BY_OTHER_COMMANDS)


@pytest.mark.parametrize("kind", WORDS)
def test_it_is_added_and_shown(group: Commands, kind: str) -> None:
    made = group.ok("add", kind, *WORDS[kind], "--json").json
    text = WORDS[kind][0]
    (listed,) = (one for one in group.ok("list", kind, "--json").json if text in one.values())
    assert listed["id"] == made["id"]
    assert "20" in str(listed) if kind == "agenda_item" else True
    assert listed.get("audience") == "core" if kind == "entry" else True
    assert f"ictwg add {kind}" in make_parser(f"add {kind}").format_help()
    group.ok("undo")
    assert [one for one in group.ok("list", kind, "--json").json if text in one.values()] == []


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("progress", "Said"), "--action"),
        (("entry", "Said"), "--meeting"),
        (("entry", "Said", "--meeting", "2010-03-12", "--item", "99"), "99"),
        (("agenda_item", "Said", "--meeting", "1999-01-01"), "1999"),
    ],
)
def test_what_it_needs_is_named(group: Commands, words: tuple[str, ...], named: str) -> None:
    ran = group("add", *words)
    assert ran.code in (3, 4)
    assert named in ran.err


def test_a_line_that_decides_or_promises_is_entered_as_on_the_screen(group: Commands) -> None:
    meeting = ("--meeting", "2010-03-12", "--json")
    decided = group.ok("add", "entry", "The SOP is adopted", "--type", "decision", *meeting).json
    promised = group.ok("add", "entry", "MoJ to print the SOP by 30 March", "--type", "action", *meeting).json
    (decision,) = group.ok("list", "decision", "--json").json
    (action,) = (one for one in group.ok("list", "action", "--json").json if "print" in one["text"])
    assert (decided["reference"], promised["reference"]) == (decision["reference"], action["reference"])
    assert decision["text"] == "The SOP is adopted"
    assert (action["owners"], action["due"]) == (["MoJ"], "2010-03-30")
    assert decided["type"] == "decision"
    assert promised["type"] == "action"
