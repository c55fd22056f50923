"""The lists of actions and tasks on a stage: what they say where nothing stands in them."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from tests.ui.followup_group import group

from ictwg.ui.app import IctwgApp
from ictwg.ui.widgets.action_list import ActionList

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from textual.pilot import Pilot


@asynccontextmanager
async def opened(folder: Path, mode: str) -> AsyncIterator[tuple[IctwgApp, Pilot[Any]]]:
    desk = group(folder)
    app = IctwgApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await app.switch_mode(mode)
        await pilot.pause()
        yield app, pilot
    desk.store.close()


def text(app: IctwgApp) -> str:
    strips = app.screen._compositor.render_strips(app.size)
    return "\n".join(strip.text.rstrip() for strip in strips)


@pytest.mark.parametrize("mode", ["followup", "tasks"])
async def test_an_owner_whom_nobody_knows_is_said_to_be_unknown(tmp_path: Path, mode: str) -> None:
    async with opened(tmp_path, mode) as (app, pilot):
        shown = app.screen.query_one(ActionList)
        for query, said in (
            ("owner:Zzyzx", "Nobody on the register is called “Zzyzx”"),
            ("owner:PNTLL", "did you mean PNTL?"),
            ("owner:pnt walrus", "Nothing has “owner:pnt walrus”"),
            ("owner:all_mem walrus", "Nothing has “owner:all_mem walrus”"),
        ):
            shown.filter_by(query)
            await pilot.pause()
            assert said in text(app), text(app)
