"""`add action` with one sentence: owners and due date are understood as at the prompt, and said."""

from __future__ import annotations

import pytest
from tests.cli.conftest import Commands

from ictwg.locales import t


@pytest.mark.parametrize(
    ("sentence", "said", "lacking"),
    [
        ("PNTL call the embassy by 15 May", "call the embassy · PNTL · Sat 15 May 2010", ""),
        ("moj, PNTL: call them", "call them · MoJ, PNTL", t("prompt.hint.no_due")),
        ("PNTL to call the embassy até sexta", "call the embassy · PNTL · Fri 19 February 2010", ""),
        ("all to report at the next meeting", "report · next meeting", ""),
        (
            "Unknown, MoJ to call them",
            "call them · MoJ",
            f"{t('prompt.hint.nobody', name='Unknown')}, {t('prompt.hint.no_due')}",
        ),
        ("MoJ,PNTL to call them;by 15 May", "call them · MoJ, PNTL · Sat 15 May 2010", ""),
        ("Call them selambat-lambatnya 15 Mei", "Call them · Sat 15 May 2010", t("prompt.hint.no_owner")),
        ("Call the embassy", "Call the embassy", f"{t('prompt.hint.no_owner')}, {t('prompt.hint.no_due')}"),
        ("Call PNTL before lunch", "Call PNTL before lunch", f"{t('prompt.hint.no_owner')}, {t('prompt.hint.no_due')}"),
    ],
)
def test_a_sentence_is_understood_as_at_the_prompt(group: Commands, sentence: str, said: str, lacking: str) -> None:
    ran = group.ok("add", "action", sentence)
    assert ran.out == f"Added A-2010-002: {said}\n"
    assert ran.err.strip() == lacking


def test_a_sentence_beside_an_owner_or_a_day_stays_as_it_is(group: Commands) -> None:
    said = group.ok("add", "action", "PNTL call the embassy by 15 May", "--owner", "MoJ").out
    assert said == "Added A-2010-002: PNTL call the embassy by 15 May · MoJ\n"
    group.ok("add", "task", "PNTL call the embassy by 15 May")
    assert group.ok("tasks", "--json").json[-1]["text"] == "PNTL call the embassy by 15 May"


def test_days_are_read_as_from_the_meeting(group: Commands) -> None:
    group.ok("add", "action", "PNTL call them by friday", "--meeting", "M-2010-03-12")
    assert group.ok("show", "A-2010-002", "--json").json["due"] == "2010-03-19"
