"""The net holds: see `tests.net`. Where something changed on purpose, `python -m tests.net` makes it anew."""

from __future__ import annotations

import sys

import pytest
from tests.net.parts import KEPT, PARTS, kept, made
from tests.ui.patience import be_patient

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(sys.platform == "win32", reason="it was kept on a system that writes paths with a slash"),
]
be_patient()


@pytest.mark.parametrize("name", PARTS)
def test_it_is_as_it_was(name: str) -> None:
    assert made(name).splitlines() == kept(name).read_text(encoding="utf-8").splitlines()


def test_nothing_is_kept_that_is_not_made() -> None:
    assert {path.stem for path in KEPT.iterdir()} == set(PARTS)
