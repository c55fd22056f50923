"""The picture in the README, made from the program itself: minutes of the example group being taken.

python -m tests.tools.readme_picture [data/picture.svg]
"""

from __future__ import annotations

import argparse
import asyncio
import re
from datetime import date, time
from pathlib import Path
from tempfile import TemporaryDirectory

from ictwg.app.opening import open_group
from ictwg.app.session import Session
from ictwg.decisions.decisions import EntryDraft
from ictwg.domain.agenda import agenda_of
from ictwg.domain.records import AgendaItem, Meeting
from ictwg.domain.values import EntryType
from ictwg.minutes import entering as minutes
from ictwg.store.local.home import Home
from ictwg.ui.app import IctwgApp
from ictwg.ui.screens.meeting.minutes import MinutesPane
from ictwg.ui.screens.meeting.screen import MeetingScreen

ROOT = Path(__file__).parents[2]
TARGET = ROOT / "data" / "picture.svg"
SIZE = (100, 24)
MEETS_ON = date(2010, 1, 29)
NOW = time(10, 25)
"""The same whenever the picture is made: the clock of the item stands in it."""
ITEM = "Chapters"
TYPED = "/a MoJ, PNTL draft the chapter on evidence by 26 Feb"
FONT_FACES = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
NAME = re.compile(r"terminal-\d+")


def topic(session: Session) -> AgendaItem:
    """The item under discussion in the picture."""
    meeting = next(one for one in session.state.all(Meeting) if one.date == MEETS_ON)
    return next(line.item for line in agenda_of(session.state, meeting) if line.item.title.startswith(ITEM))


def said_before(session: Session) -> None:
    """What was entered a moment ago, so that the picture shows each kind of line."""
    item = topic(session)
    meeting = session.state.get(Meeting, item.meeting or "")
    assert meeting is not None
    for draft in (
        EntryDraft(EntryType.DECISION, "Both chapters go to the plenary of 12 March, with the costs."),
        EntryDraft(EntryType.NOTE, "evidence by video would spare witnesses the journey to Dili.", "PNTL"),
    ):
        session.commit(minutes.add_entry(session.state, meeting, item, draft, MEETS_ON))
    session.store.sync.share()


async def drawn(session: Session) -> str:
    app = IctwgApp(session)
    async with app.run_test(size=SIZE) as pilot:
        await app.switch_mode("agenda")
        item = topic(session)
        app.push_screen(MeetingScreen(item.meeting or "", item.id))
        await pilot.pause(0.2)
        prompt = app.screen.query_one(MinutesPane).prompt
        prompt.text = TYPED
        prompt.input.cursor_blink = False
        await pilot.pause(0.2)
        return app.export_screenshot(title="ictwg")


def self_contained(svg: str) -> str:
    """Without fonts from elsewhere, under one name, so that the same program draws the same file."""
    svg = NAME.sub("ictwg", FONT_FACES.sub("", svg)).replace("font-family: Fira Code", 'font-family: "Fira Code"')
    return svg.replace("<text ", '<text xml:space="preserve" ')


def picture() -> str:
    """The SVG, from a copy of the example group that is thrown away."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "example.json")
        path.write_bytes((ROOT / "data" / "example.json").read_bytes())
        session = open_group(str(path), home=Home.at(str(Path(folder, "home"))), writer=False, today=MEETS_ON)
        session._time_of_day = lambda: NOW
        try:
            said_before(session)
            return self_contained(asyncio.run(drawn(session)))
        finally:
            session.store.close()


def main() -> None:
    parser = argparse.ArgumentParser(description="Draws the picture of the README from the program itself.")
    parser.add_argument("target", nargs="?", type=Path, default=TARGET, help="the SVG file (default: the README's)")
    parser.parse_args().target.write_text(picture(), encoding="utf-8")


if __name__ == "__main__":
    main()
