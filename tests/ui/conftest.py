"""Pilot waits patiently; on Windows the tests through a pseudo-terminal are left out."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.ui.patience import be_patient

collect_ignore_glob = ["test_real_terminal.py", "*_journey.py", "*_journeys.py"] if sys.platform == "win32" else []
be_patient()

HERE = Path(__file__).parent
ON_EVERY_PYTHON = frozenset({
    "test_start", "test_opening", "test_real_terminal", "test_session_journeys", "test_key_order_journeys",
    "test_key_order", "test_burst", "test_bad_values_on_screens", "test_list", "test_palette", "test_forms_and_boxes",
    "test_environment", "test_refusing_disk",
})  # fmt: skip
"""What a Python may decide of the interface: whether each module is read and each screen opens, in which order tasks,
threads and keys take turns, and what the system says of a terminal or a disk. What happens then on a screen, what it
says and which record it changes, is decided by our own code and by Textual, which is the same one on each of them.
"""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All other tests of screens are tried on one Python: see `.ci/run`."""
    for item in items:
        if item.path.parent == HERE and item.path.stem not in ON_EVERY_PYTHON:
            item.add_marker(pytest.mark.once)
