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


@pytest.mark.parametrize(("change", "device"), [(every_field_wrong, "new"), (every_record_wrong, "old")])
def test_every_screen_is_shown(tmp_path: Path, change: Callable[[Document], None], device: str) -> None:
    bad = Bad(tmp_path, good_group(tmp_path) if change is every_field_wrong else EXAMPLE.read_bytes())
    bad.put(change)
    session = bad.session(device)
    try:
        assert asyncio.run(show_all(session)) >= own_screens()
    finally:
        session.store.close()
