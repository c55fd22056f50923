"""All screens in a language of longer words with accents on every one: nothing breaks, and nothing is left English.

What stands on the screen without an accent is data, a number or the name of a key; all else was not taken from the
catalogue, or was taken before the language was known.
"""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from tests.ui.looking import text_of
from tests.ui.meeting_room import room

from ictwg.app.session import Session
from ictwg.domain.records import Meeting, Organization, Plan
from ictwg.domain.schema import RECORDS
from ictwg.domain.values import MeetingState
from ictwg.locales import set_language
from ictwg.locales.typed_words import MONTHS
from ictwg.ui.app import IctwgApp
from ictwg.ui.modals.choose import Help
from ictwg.ui.screens.meeting.screen import MeetingScreen
from ictwg.ui.screens.problems import ProblemsScreen

WORD = re.compile(r"[^\W\d_]{4,}")
ACCENTED = re.compile(r"[^\x00-\x7f]")
KEYS = ("Enter", "Space", "Home", "PgUp", "PgDn", "ctrl", "shift", "F1", *MONTHS["en"])
"""How keyboards call their keys; the months, because the pseudo-language has no calendar of its own."""
HINTED = (field.name for kind in (Organization, Plan) for field in kind.COLUMNS)
COLUMNS = ("words", "owner", "overdue", "meeting", *HINTED)
"""What the filters understand, in every language; the empty filter names the first."""


def data_of(session: Session) -> frozenset[str]:
    """The words of all that the records hold, and of the program's name."""
    records = (record for kind in RECORDS.values() for record in session.state.all(kind))
    texts = [str(field.of(record)) for record in records for field in record.fields() if field.kind in ("line", "text")]
    named = (*texts, *KEYS, *COLUMNS, "ictwg", session.settings.user_name)
    return frozenset(word.casefold() for text in named for word in WORD.findall(text))


def left_english(text: str, known: frozenset[str]) -> set[str]:
    """The words of four letters and more without an accent that are not data; an edge may cut a word of the data."""
    words = {word.casefold() for word in WORD.findall(text) if not ACCENTED.search(word)}
    return {word for word in words if not any(one.startswith(word) or one.endswith(word) for one in known)}


async def shown(session: Session, size: tuple[int, int]) -> dict[str, str]:
    """What stands on each screen."""
    app = IctwgApp(session)
    seen: dict[str, str] = {}
    async with app.run_test(size=size) as pilot:

        async def look(name: str) -> None:
            await pilot.pause(0.05)
            seen[name] = text_of(app)

        for mode in ("today", "membership", "followup", "tasks", "programme", "agenda"):
            await app.switch_mode(mode)
            await look(mode)
        meeting = next(one for one in session.state.all(Meeting) if one.state is MeetingState.PLANNED)
        app.push_screen(MeetingScreen(meeting.id))
        await pilot.pause()
        for view in MeetingScreen.VIEWS:
            screen = app.screen
            assert isinstance(screen, MeetingScreen)
            screen.go_to(view)
            await look(f"meeting, {view}")
        app.action_help()
        await look("help")
        assert isinstance(app.screen, Help)
        app.pop_screen()
        app.pop_screen()
        app.push_screen(ProblemsScreen())
        await look("mend")
        app.pop_screen()
        await pilot.press("ctrl+n")
        await look("form")
    return seen


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
def test_nothing_is_left_english(tmp_path: Path, size: tuple[int, int]) -> None:
    session = room(tmp_path)
    set_language("xx")
    screens = asyncio.run(shown(session, size))
    assert len(screens) == 14
    known = data_of(session)
    left = [f"{name}: {sorted(found)}" for name, text in screens.items() if (found := left_english(text, known))]
    assert left == []
    for name, text in screens.items():
        assert ACCENTED.search(text), f"{name} says nothing of the catalogue"


def test_the_search_for_english_sees_what_it_is_for() -> None:
    assert left_english("Šávéd ëxtrâ · Delete it · MoFA", frozenset({"mofa"})) == {"delete"}
