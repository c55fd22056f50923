"""Values that no field can hold: every screen passes over what it cannot show, and shows the rest."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from tests.bad_values import EXAMPLE, Bad, every_field_wrong, every_record_wrong, good_group
from tests.ui.every_screen import own_screens, show_all

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.bad_values import Document


@pytest.mark.parametrize(
    ("change", "device"),
    [(every_field_wrong, "new"), pytest.param(every_record_wrong, "old", marks=pytest.mark.once)],
)
def test_every_screen_is_shown(tmp_path: Path, change: Callable[[Document], None], device: str) -> None:
    """Each wrong value of each field on every Python; where every record has one, on the oldest."""
    bad = Bad(tmp_path, good_group(tmp_path) if change is every_field_wrong else EXAMPLE.read_bytes())
    bad.put(change)
    session = bad.session(device)
    try:
        assert asyncio.run(show_all(session)) >= own_screens()
    finally:
        session.store.close()
