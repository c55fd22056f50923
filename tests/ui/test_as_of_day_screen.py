"""The golden table "as of that day" on the Attendance screen: the roll is called with its keys, and its words are read.

The program starts once; each case puts its own group behind the same desk.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from tests.as_of_day import Told, begun, say
from tests.ui.looking import lines_of
from tests.ui.meeting_room import OnMeetings, room
from textual.pilot import Pilot

from ictwg.app.session import Session
from ictwg.domain.changes import Changes
from ictwg.domain.values import MeetingState, Presence
from ictwg.locales import t
from ictwg.ui.screens.meeting.attendance import AttendancePane
from ictwg.ui.screens.meeting.screen import MeetingScreen
from ictwg.ui.widgets.virtual_list import VirtualList

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "golden" / "as-of-day.toml").read_text(encoding="utf-8")
)["case"]
SIZE = (170, 30)
KEYS = {"present": "p", "remote": "r", "absent": "x", "apologies": "a", "leaves": "l", "arrives": "i"}
MARK = re.compile(r"(?P<who>.+) (?:is (?P<key>present|remote|absent)|sends (?P<excused>apologies))")
CAME_OR_WENT = re.compile(r"(?P<who>.+) (?P<key>leaves|arrives) at item (?P<item>\d)")
SENT = re.compile(r"(?P<home>\w+) sends (?P<who>.+)")


class OtherGroups:
    """A store whose group is the one of the case at hand."""

    def __init__(self, real: Any) -> None:
        self._real = real
        self.told: Told = begun(CASES[0]["day"])

    def __getattr__(self, name: str) -> Any:
        state = self.told.state
        return getattr(state if hasattr(state, name) else self._real, name)

    def commit(self, changes: Changes) -> Changes:
        return self.told.state.apply(changes)


class Roll:
    """The Attendance screen of one case."""

    def __init__(self, pilot: Pilot[Any], screen: MeetingScreen, told: Told) -> None:
        self.pilot, self.screen, self.told = pilot, screen, told
        self._stale = False

    @property
    def roster(self) -> VirtualList[Any]:
        return self.screen.query_one(AttendancePane).query_one(VirtualList)

    async def hear(self, sentence: str) -> None:
        """Does with keys what the sentence says of the roll; anything else happens elsewhere in the program."""
        mark, moved, sent = (pattern.fullmatch(sentence) for pattern in (MARK, CAME_OR_WENT, SENT))
        if mark:
            await self._press(mark["who"], KEYS[mark["key"] or mark["excused"]])
        elif moved:
            self.reload()
            self.screen.turn_to(self.told.item(moved["item"]))
            await self._press(moved["who"], KEYS[moved["key"]])
        elif sent:
            await self._press(sent["home"], "s", *sent["who"], "ctrl+s")
        else:
            say(self.told, sentence)
            self._stale = True

    def reload(self) -> None:
        """What happened elsewhere since the last look is on the screen from here on."""
        if self._stale:
            self._stale = False
            self.screen.reload()

    async def _press(self, who: str, *keys: str) -> None:
        self.reload()
        rows: list[Any] = [*self.roster.rows]
        row = next(row for row in rows if who in (row.line.name, row.line.acronym))
        self.roster.move_to(row.id)
        await self.pilot.press(*keys)
        app = self.pilot.app
        assert isinstance(app, OnMeetings)
        while app._keys._task is not None or app.screen is not self.screen:
            await self.pilot.pause()

    @property
    def lines(self) -> list[str]:
        return lines_of(self.pilot.app)

    def rows(self) -> list[dict[str, str]]:
        """The cells of the list under the headings of their columns, as they stand on the screen."""
        lines = self.lines
        top = next(n for n, line in enumerate(lines) if line.strip().startswith("Organization"))
        places = [(match.group().strip(), match.start()) for match in re.finditer(r"\S+ *", lines[top])]
        ends = [start for _, start in places[1:]] + [SIZE[0]]
        found: list[dict[str, str]] = []
        for line in lines[top + 1 : top + 1 + len(self.roster.rows)]:
            row = {name: line[start:end].strip(" ▌┃│") for (name, start), end in zip(places, ends, strict=True)}
            row["Organization"] = row["Organization"] or (found[-1]["Organization"] if found else "")
            found.append(row)
        return found

    def is_painted(self) -> bool:
        """A busy computer paints some moments after the key."""
        headed = any(line.strip().startswith("Organization") for line in self.lines)
        return headed and all(" " in row["State"] for row in self.rows())

    def came(self) -> list[str]:
        """`MoJ Ana member present` of everybody who is marked."""
        said = []
        for row in self.rows():
            word = row["State"].split(" ", 1)[1]
            name = row["Name"].replace(t("minutes_screen.attendance.nobody_named"), "")
            if word in set(Presence):
                said.append(f"{row['Organization']} {name} {row['Capacity']} {word}")
        return said

    def represented(self, number: str = "") -> str:
        """The sentence on the right of the meeting's line, as under that item."""
        if number:
            self.screen.turn_to(self.told.item(number))
        return self.lines[1].strip().rsplit("   ", 1)[-1].strip()


def differences(case: dict[str, Any], roll: Roll) -> list[str]:
    """Where the screen says anything else than the case."""
    wrong: list[str] = []

    def compare(what: str, shown: object, expected: object) -> None:
        if shown != expected:
            wrong.append(f"{case['name']}: {what}: {shown!r}, not {expected!r}")

    came = roll.came()
    compare("came", came, case.get("came", came))
    on_roll = {row["Organization"] for row in roll.rows()} if roll.roster.rows else set()
    names = {row["Name"] for row in roll.rows()} if roll.roster.rows else set()
    for said in case["roster"]:
        home, _, people = said.partition(":")
        compare("on the roll", home.split()[0] in on_roll, expected=True)
        missing = {name.strip() for name in people.split(",") if name.strip()} - names
        compare("people on the roll", missing, expected=set())
    if case.get("state", MeetingState.HELD) == MeetingState.HELD and "at" not in case:
        shown = roll.represented()
        compare("represented", shown, case.get("represented", shown))
    for number, expected in case.get("at", {}).items():
        compare(f"at item {number}", roll.represented(number), expected)
    return wrong


async def test_the_attendance_screen_says_what_the_table_says(tmp_path: Path) -> None:
    real = room(tmp_path)
    groups = OtherGroups(real.store)
    session = Session(groups, lambda: groups.told.day)  # type: ignore[arg-type]
    app = OnMeetings(session)
    app.sync_scheduler.start = lambda: None  # type: ignore[method-assign]
    wrong: list[str] = []
    async with app.run_test(size=SIZE) as pilot:
        for case in CASES:
            groups.told = begun(case["day"])
            screen = MeetingScreen(groups.told.meeting.id)
            app.push_screen(screen)
            await pilot.pause()
            screen.go_to("attendance")
            roll = Roll(pilot, screen, groups.told)
            for sentence in case["given"]:
                await roll.hear(sentence)
            roll.reload()
            await pilot.pause()
            while not roll.is_painted():
                await pilot.pause(0.01)
            wrong += differences(case, roll)
            app.pop_screen()
            await pilot.pause()
    real.store.close()
    assert wrong == []
