"""Without a terminal the program says so in one sentence and ends: nobody could end it."""

from __future__ import annotations

import pytest
from tests.cli.conftest import Commands
from textual.app import App

from ictwg.locales import t


@pytest.mark.parametrize("words", [(), ("demo",), ("project",)], ids=["program", "demo", "project"])
@pytest.mark.parametrize("typed", [True, False], ids=["typed", "not_typed"])
def test_without_a_terminal_the_program_ends_with_a_sentence(
    group: Commands, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], *, typed: bool
) -> None:
    def started(_: object, **_how: object) -> None:
        raise AssertionError

    monkeypatch.setattr(App, "run", started)
    monkeypatch.setattr("sys.stdin.isatty", lambda: typed)
    monkeypatch.setattr("sys.stdout.isatty", lambda: not typed)
    ran = group(*words)
    assert ran.code == 2
    assert not ran.out
    assert ran.err.splitlines()[0] == f"ictwg: {t('cli.no_terminal')}"
