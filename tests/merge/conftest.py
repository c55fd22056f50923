"""Tried on one Python: what becomes of two rows is decided by numbers and words that each of them compares alike.

Only that no order of dictionaries, locale or clock decides it is tried on each (`test_purity`).

`LAWS_UNSHRUNK=1` stops at the first example that breaks a law, as the runner of seeded bugs wants it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import Phase, settings

settings.register_profile(
    "unshrunk", max_examples=300, deadline=None, phases=(Phase.explicit, Phase.generate), database=None
)
if os.environ.get("LAWS_UNSHRUNK"):
    settings.load_profile("unshrunk")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == Path(__file__).parent and item.path.stem != "test_purity":
            item.add_marker(pytest.mark.once)
