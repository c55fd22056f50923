"""Values that no field can hold: every screen passes over what it cannot show, and shows the rest."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tests.bad_values import Bad, every_field_wrong, every_record_wrong, good_group
from tests.ui.every_screen import own_screens, show_all

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bad_values import Document


def every_value_wrong(document: Document) -> None:
    every_field_wrong(document)
    every_record_wrong(document)


def test_every_screen_is_shown(tmp_path: Path) -> None:
    """Each wrong value of each field, beside an example of which every record has one; met by who had the good file."""
    bad = Bad(tmp_path, good_group(tmp_path))
    bad.put(every_value_wrong)
    session = bad.session("old")
    try:
        assert asyncio.run(show_all(session)) >= own_screens()
    finally:
        session.store.close()
