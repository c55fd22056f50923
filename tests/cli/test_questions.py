"""What a screen asks before a deed, the command of that deed asks by an error that names a flag.

The questions are found by reflection: a new one needs its flag here, or the reason why no command does that deed.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from tests.cli.conftest import TODAY, Commands

import ictwg
from ictwg.cli.parsing import make_parser

UI = Path(ictwg.__path__[0], "ui")
FLAGS = {
    "screens/asking_pane.py: close_asking": ("conclude", "--early"),
    "screens/meeting_steps.py: _is_meant_unsent": ("adopt", "--anyway"),
    "screens/meeting_steps.py: _is_meant_early": ("adopt", "--early"),
    "screens/meeting_steps.py: is_meant": ("set", "--anyway"),
    "screens/errands.py: leave": ("leave", "--yes"),
    "disclosure.py: redact_field": ("redact", "--ground"),
    "screens/errands.py: hand_over": ("handover", "--accept-marks"),
    "encryption.py: _agreed": ("encrypt", "--yes"),
    "screens/history.py: action_purge": ("trash", "--purge"),
    "screens/replies.py: _ask_delete": ("replies", "--delete"),
    "screens/replies.py: _may_be_filed": ("replies", "--accept"),
    "screens/circulation.py: action_sent": ("send", "--sent"),
}
"""By the place of a question: the command that does what is asked about, and the flag that says yes."""
OF_NO_COMMAND = {
    "modals/box.py: agreed": "puts the questions of the errands",
    "first_run.py: _ask_about": "asks about a file that was found, which a command has from `--file`",
    "first_run.py: action_leave": "leaves a program that is not open yet",
    "modals/form_screen.py: ask_before_leaving": "keeps what was typed in a form",
    "screens/answers.py: _leaves": "keeps what was chosen in a box; `risk --accept` takes what is proposed",
    "screens/problems.py: _after_asking": "`resolve` and `set` name what they change",
    "screens/backups.py: put_back_yesterday": "shows what would change, which `restore yesterday --dry-run` does",
    "screens/sharing.py: answer_waiting": "proposes what `compact` is told to do",
    "screens/replies.py: _file_letter": "proposes another form once the letter is entered",
    "screens/tasks.py: _take_on": "proposes the checklist, which a planned meeting brings by itself",
}


def places() -> set[str]:
    """Where a box asks whether something is meant."""
    found = set()
    for path in sorted(UI.rglob("*.py")):
        for outer in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef):
                calls = (one.func for one in ast.walk(outer) if isinstance(one, ast.Call))
                if any(isinstance(call, ast.Name) and call.id in ("Confirm", "agreed") for call in calls):
                    found.add(f"{path.relative_to(UI).as_posix()}: {outer.name}")
    return found


def test_every_question_has_a_flag_or_a_reason() -> None:
    assert places() == {*FLAGS, *OF_NO_COMMAND}


@pytest.mark.parametrize(("command", "flag"), sorted(set(FLAGS.values())))
def test_the_command_has_the_flag(command: str, flag: str) -> None:
    assert flag in make_parser(command)._option_string_actions


OPEN, ASKED = "2010-04-30", "--anyway"
DEEDS: dict[str, tuple[tuple[str, ...], tuple[str, ...], str]] = {
    "a meeting of a day to come is held": (("meeting", "--date", OPEN), (), "state=held"),
    "a round is closed before its last day": (
        ("round", "Contacts", "--closes-on", OPEN),
        ("round_answer", "--round", "Contacts", "--organization", "MoJ", "--state", "asked"),
        f"closed_on={TODAY}",
    ),
    "a text that goes round is decided": (
        ("decision", "Adopt the rules", "--basis", "circulation", "--answers-until", OPEN),
        (),
        "status=not_taken",
    ),
    "minutes go out with a gap": (
        ("meeting", "--date", "2010-01-29", "--state", "held"),
        (),
        "minutes_state=circulated",
    ),
}
"""What is done by `set` alone, and that a screen asks about: the record, and the deed."""


@pytest.mark.parametrize("deed", DEEDS)
def test_set_asks_as_the_screens_do(deed: str, group: Commands) -> None:
    made, also, assignment = DEEDS[deed]
    for organization in ("MoJ", "PNTL"):
        group.ok("set", organization, "status=member")
    id = group.ok("add", *made, "--json").json["id"]
    if also:
        group.ok("add", *also)
    before = group.ok("show", id, "--json").json
    refused = group("set", id, assignment)
    assert refused.code
    assert ASKED in refused.err
    assert group.ok("show", id, "--json").json == before
    group.ok("set", id, assignment, ASKED)
    assert group.ok("show", id, "--json").json != before
