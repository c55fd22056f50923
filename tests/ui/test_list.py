"""The virtual list: cursor, selection, mouse, widths; positions against a naive model."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from tests.ui.looking import strips_of, text_of
from tests.ui.stage import Set, staged
from textual.color import Color
from textual.containers import Vertical

from ictwg.ui.widgets.columns import CellPiece, Column, GroupHeading, fitted, shared_out, snug, with_something
from ictwg.ui.widgets.virtual_list import ListView, VirtualList


class Row(NamedTuple):
    id: str
    text: str = ""
    late: bool = False


def state_of(row: Row) -> tuple[CellPiece, ...]:
    return (CellPiece("▲ overdue", "bad") if row.late else CellPiece("○ open"),)


COLUMNS = (
    Column[Row]("id", "Reference", lambda row: row.id, width=10),
    Column[Row]("text", "Text", lambda row: row.text),
    Column[Row]("state", "State", state_of, width=10, drop=1),
)
ROWS = tuple(Row(f"A-{n:03}", f"text {n}", late=n % 2 == 0) for n in range(100))


def make() -> VirtualList[Row]:
    return VirtualList(COLUMNS, empty="Nothing here.")


def the_list(stage: Set) -> VirtualList[Row]:
    widget: VirtualList[Row] = stage.app.query_one(VirtualList)
    return widget


async def shown(stage: Set, rows: tuple[Row | GroupHeading, ...] = ROWS) -> VirtualList[Row]:
    rows_list = the_list(stage)
    rows_list.show(rows)
    rows_list.focus()
    await stage.pilot.pause()
    return rows_list


def told(stage: Set, kind: type[object]) -> list[object]:
    return [message for message in stage.app.told if type(message) is kind]


async def test_keys_move_the_cursor_and_keep_it_in_view() -> None:
    async with staged(make) as stage:
        rows = await shown(stage)
        await stage.pilot.press("down", "pagedown")
        assert rows.cursor_id == "A-023"
        assert "A-023" in stage.text
        await stage.pilot.press("end")
        assert rows.cursor_id == "A-099"
        await stage.pilot.press("down", "pageup", "up")
        assert rows.cursor_id == "A-076"
        await stage.pilot.press("home")
        assert (rows.cursor_id, "A-000" in stage.text) == ("A-000", True)


async def test_enter_and_a_double_click_choose() -> None:
    async with staged(make) as stage:
        await shown(stage)
        await stage.pilot.press("enter")
        await stage.pilot.click(VirtualList, offset=(5, 3), times=2)
        chosen = told(stage, VirtualList.Chosen)
        assert [message.row.id for message in chosen] == ["A-000", "A-002"]  # type: ignore[attr-defined]


async def test_space_and_shift_select_and_escape_clears() -> None:
    async with staged(make) as stage:
        rows = await shown(stage)
        await stage.pilot.press("space", "down", "space")
        assert rows.selected_ids == {"A-000", "A-002"}
        assert [row.id for row in rows.targets] == ["A-000", "A-002"]
        assert "✓A-000" in stage.text
        await stage.pilot.press("escape")
        assert rows.selected_ids == frozenset()
        await stage.pilot.press("shift+down", "shift+down", "shift+up")
        assert rows.selected_ids == {"A-003", "A-004"}
        await stage.pilot.press("ctrl+a")
        assert len(rows.selected_ids) == 100


async def test_the_selection_forgets_rows_that_are_gone() -> None:
    async with staged(make) as stage:
        rows = await shown(stage)
        await stage.pilot.press("space", "space")
        rows.show(ROWS[1:])
        assert rows.selected_ids == {"A-001"}


async def test_the_cursor_steps_over_headings_and_shows_the_first() -> None:
    async with staged(make, size=(60, 5)) as stage:
        rows = await shown(
            stage, (GroupHeading("h", "Ministry [/]", "2 open"), *ROWS[:3], GroupHeading("i", "PNTL"), *ROWS[3:9])
        )
        assert rows.cursor_id == "A-000"
        assert "Ministry [/]  2 open" in stage.text
        await stage.pilot.press("down", "down", "down")
        assert rows.cursor_id == "A-003"
        await stage.pilot.press("home")
        assert "Ministry [/]" in stage.text


async def test_rows_are_painted_in_the_colours_of_now() -> None:
    """The cursor's line, a word in alarm, and the same once more after the theme and the focus have changed."""
    async with staged(make) as stage:
        rows = await shown(stage)
        seen: list[tuple[object, ...]] = []
        for theme in ("evening", "day"):
            stage.app.theme = theme
            rows.focus()
            await stage.pilot.pause()
            in_front = painted(rows)
            stage.app.screen.set_focus(None)
            await stage.pilot.pause()
            variables = stage.app.theme_variables
            assert in_front["overdue"].color == Color.parse(variables["error"]).rich_color
            assert in_front["A-001"].bgcolor == Color.parse(variables["background"]).rich_color
            assert in_front["A-000"].bgcolor != painted(rows)["A-000"].bgcolor
            assert painted(rows)["A-000"].bgcolor == Color.parse(variables["panel"]).rich_color
            seen.append(tuple(in_front.values()))
        assert not set(seen[0]) & set(seen[1])


def painted(rows: VirtualList[Row]) -> dict[str, Style]:
    """How three words look on the screen as it was last painted."""
    segments = [segment for strip in strips_of(rows.app) for segment in strip if segment.style]
    words = ("A-000", "A-001", "overdue")
    return {word: next(s.style for s in segments if word in s.text and s.style) for word in words}


async def test_the_titles_follow_the_columns_of_the_rows_that_are_shown_now() -> None:
    columns = (
        Column[Row]("id", "Reference", lambda row: row.id),
        Column[Row]("text", "Text", lambda row: row.text, drop=1),
    )
    async with staged(lambda: VirtualList(columns)) as stage:
        rows_list = await shown(stage, (Row("A-001"),))
        assert "Text" not in text_of(stage.app)
        rows_list.show((Row("A-001", "said"),))
        await stage.pilot.pause()
        assert "Text" in text_of(stage.app)


async def test_the_wheel_scrolls_without_moving_the_cursor() -> None:
    async with staged(make) as stage:
        rows = await shown(stage)
        rows._show_from(30)
        await stage.pilot.pause()
        assert (rows.cursor_id, "A-030" in stage.text) == ("A-000", True)


async def test_rows_that_vanish_leave_the_cursor_at_its_height() -> None:
    async with staged(make) as stage:
        rows = await shown(stage)
        await stage.pilot.press("down", "down")
        rows.show(tuple(row for row in ROWS if row.id != "A-002"))
        assert rows.cursor_id == "A-003"
        rows.show(())
        await stage.pilot.pause()
        assert rows.current is None
        assert rows.targets == ()
        assert "Nothing here." in stage.text


async def test_narrow_screens_drop_columns_by_their_order() -> None:
    async with staged(make, size=(26, 10)) as stage:
        await shown(stage)
        assert "State" not in stage.text
        assert "Text" in stage.text


@given(text=st.text(max_size=20), width=st.integers(1, 12))
def test_a_fitted_text_has_exactly_its_width(text: str, width: int) -> None:
    assert cell_len(fitted(text, width)) == width


@given(room=st.integers(0, 200))
def test_columns_never_need_more_room_than_there_is_while_one_may_go(room: int) -> None:
    places = shared_out(COLUMNS, room)
    used = sum(place.width for place in places) + 2 * (len(places) - 1)
    assert used <= max(room, 20)
    if len(places) == len(COLUMNS):
        assert used == room


@given(
    total=st.integers(0, 60),
    height=st.integers(1, 20),
    moves=st.lists(st.integers(-70, 70), max_size=10),
    kept=st.sets(st.integers(0, 59)),
)
def test_the_cursor_is_always_a_row_and_always_in_view(
    total: int, height: int, moves: list[int], kept: set[int]
) -> None:
    view = ListView[Row]()
    view.show(ROWS[:total], None, None)
    for n, move in enumerate(moves):
        view.cursor = view.nearest(view.cursor + move)
        if n == 5:
            view.only(sorted(at for at in kept if at < total))
        view.follow(height)
        assert (view.cursor == -1) == (len(view) == 0)
        if view.cursor >= 0:
            assert view.top <= view.cursor < view.top + height
            assert 0 <= view.top <= max(0, len(view) - height)
        thumb = view.thumb(height)
        assert thumb is None or (0 <= thumb.start < thumb.stop <= height)


def test_a_column_that_is_empty_everywhere_gives_its_room_to_the_others() -> None:
    text = Column[Row]("id", "Reference", lambda row: row.id)
    who = Column[Row]("who", "Assignee", lambda row: row.text, width=10, drop=1)
    kept = Column[Row]("kept", "Kept", lambda _: "", width=4)
    rows = (Row("1", " "), GroupHeading("h", "who"), Row("2"))
    assert with_something((text, who, kept), rows) == (text, kept)
    assert with_something((text, who, kept), (*rows, Row("3", "Ana"))) == (text, who, kept)
    assert with_something((text, who), ()) == (text, who)


def test_a_snug_column_gives_what_it_does_not_need_to_the_others() -> None:
    text = Column[Row]("id", "Reference", lambda row: row.id)
    who = Column[Row]("who", "Who", lambda row: row.text, width=14, snug=True)
    rows = (Row("1", "MoJ"), GroupHeading("h", "a long heading"), Row("2", "PNTL"))
    assert [place.width for place in shared_out(snug((text, who), rows), 40)] == [34, 4]
    assert [place.width for place in shared_out(snug((text, who), ()), 40)] == [24, 14]
    assert [place.width for place in shared_out(snug((text, who), rows * 400), 40)] == [24, 14]


def test_what_one_does_not_need_the_other_has() -> None:
    columns = (
        Column[Row]("id", "Id", lambda row: row.id, minimum=8, most=8),
        Column[Row]("text", "", lambda row: row.text),
    )
    assert [place.width for place in shared_out(columns, 50)] == [8, 40]
    assert [place.width for place in shared_out(columns[::-1], 50)] == [40, 8]


def test_what_all_need_little_of_is_not_shared_out() -> None:
    columns = tuple(Column[Row](id, id, lambda row: row.id, minimum=8, most=most) for id, most in (("a", 9), ("b", 30)))
    assert [place.width for place in shared_out(columns, 60)] == [9, 30]
    assert [place.width for place in shared_out(columns, 30)] == [9, 19]


def test_a_text_has_what_the_columns_behind_it_leave() -> None:
    columns = (
        Column[Row]("text", "", lambda row: row.text, share=3, minimum=14),
        Column[Row]("who", "Who", lambda row: row.id, share=2, minimum=14, most=18),
        Column[Row]("on", "On", lambda row: row.id, minimum=8, most=10),
    )
    assert [place.width for place in shared_out(columns, 76)] == [44, 18, 10]
    assert [place.width for place in shared_out(columns[1:], 76)] == [18, 10]


def test_an_extra_column_gives_way_where_the_text_would_be_hard_to_read() -> None:
    text = Column[Row]("id", "Text", lambda row: row.id, minimum=20, good=30)
    state = Column[Row]("state", "State", lambda row: row.text, width=10, drop=3)
    extra = Column[Row]("extra", "Slips", lambda row: row.text, width=5, drop=4)
    assert [place.column.id for place in shared_out((text, state, extra), 49)] == ["id", "state", "extra"]
    assert [place.column.id for place in shared_out((text, state, extra), 48)] == ["id", "state"]
    assert [place.column.id for place in shared_out((text, state, extra), 32)] == ["id", "state"]


class Told(Vertical):
    """Tells of the row under the cursor."""

    def __init__(self) -> None:
        super().__init__(make())
        self.rows: list[str | None] = []

    def cursor_moved(self, moved: VirtualList[Row], /) -> None:
        self.rows.append(moved.cursor_id)


async def test_what_is_told_of_a_row_is_told_with_the_key_not_later() -> None:
    """Told by a message, it was painted two frames after the cursor."""
    async with staged(Told) as stage:
        rows_list = await shown(stage)
        told = stage.app.query_one(Told).rows
        assert told == ["A-000"]
        rows_list.action_cursor_down()
        assert told == ["A-000", "A-001"]
        rows_list.show(())
        assert told == ["A-000", "A-001", None]
