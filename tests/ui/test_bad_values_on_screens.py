"""Values that no field can hold: every screen passes over what it cannot show, and shows the rest."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from rich.cells import cell_len
from tests.bad_values import Bad, every_field_wrong, every_record_wrong, good_group
from tests.ui.every_screen import own_screens, show_all
from tests.ui.looking import strips_of

from ictwg.ui.widgets.bars import KeyBar
from ictwg.ui.widgets.columns import SPARES
from ictwg.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bad_values import Document

    from ictwg.ui.app import IctwgApp


def every_value_wrong(document: Document) -> None:
    every_field_wrong(document)
    every_record_wrong(document)


def looks_well(app: IctwgApp) -> None:
    strips_of(app)
    for rows in app.screen.query(VirtualList).results(VirtualList):
        places = rows._paint().places if rows._header and rows.region else ()
        cut = [place.column.title for place in places if cell_len(place.column.title) > place.width]
        roomy = [place for place in places if not place.column.width and place.width > SPARES + 2]
        assert not (cut and roomy), (app.screen, cut)
    enabled = {active.binding.id for active in app.screen.active_bindings.values() if active.enabled}
    for bar in app.screen.query(KeyBar):
        assert "record.new" not in enabled or "record.new" in {offer.id for offer in bar.offers()}, app.screen


def test_every_screen_is_shown(tmp_path: Path) -> None:
    """Each wrong value of each field, beside an example of which every record has one; met by who had the good file.

    On 80 columns no heading of a list is cut that another column has room for, and what begins a record is offered.
    """
    bad = Bad(tmp_path, good_group(tmp_path))
    bad.put(every_value_wrong)
    session = bad.session("old")
    try:
        assert asyncio.run(show_all(session, (80, 24), looks_well)) >= own_screens()
    finally:
        session.store.close()
