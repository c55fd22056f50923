"""In a group without records every report, calendar and list says what belongs there and which key begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.all_of import some
from tests.tools.show import TODAY, empty
from tests.ui.looking import lines_of

from ictwg.locales import t
from ictwg.ui.keys import first_key
from ictwg.ui.screens.programme import ProgrammeScreen
from ictwg.ui.screens.reports import CalendarScreen, ReportsScreen

if TYPE_CHECKING:
    from pathlib import Path


async def test_empty_reports_and_calendars_show_no_zeros_and_name_a_key(tmp_path: Path) -> None:
    app: Any = empty(tmp_path, TODAY)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.3)
        for screen in (ReportsScreen(), CalendarScreen()):
            await app.push_screen(screen)
            for view in some(screen.views):
                screen.go_to(view)
                await pilot.pause()
                body = " ".join(lines_of(app)[3:-1])
                assert first_key("reports.period") in body, (view, body)
                assert " 0 " not in f" {body} ".replace("0 rows", ""), (view, body)
            app.pop_screen()
    app.session.store.close()


async def test_empty_lists_of_the_programme_say_what_belongs_there(tmp_path: Path) -> None:
    app: Any = empty(tmp_path, TODAY)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause(0.3)
        await app.switch_mode("programme")
        for kind in ProgrammeScreen.KINDS:
            app.screen.go_to(kind.TABLE)
            await pilot.pause()
            assert t(f"records.{kind.SINGULAR}.belongs")[:40] in " ".join(lines_of(app))
    app.session.store.close()
