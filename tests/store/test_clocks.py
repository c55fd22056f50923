"""Clocks that are wrong: nothing rests on them, and it is said (STORE.md §8)."""

from __future__ import annotations

import pytest
from tests.store.office import Office, action, add_action, set_action, texts

from ictwg.app.saving import problem_words
from ictwg.domain.author import Author
from ictwg.domain.records import Action
from ictwg.store.store import Store

DAY = 86_400
YEAR = 365 * DAY


def _together(*stores: Store) -> None:
    for _ in range(2):
        for store in stores:
            store.sync.share()


@pytest.mark.parametrize("seconds", [-YEAR, 70 * YEAR, 0, 3600, -3600], ids=lambda s: f"{s} s")
def test_wrong_clocks_change_nothing_about_what_comes_together(office: Office, seconds: int) -> None:
    """Edits that follow each other replace each other, whatever the clocks say; true rivals both stay."""
    ana = office.create()
    followed, both = add_action(ana, "first"), add_action(ana, "both")
    ana.sync.share()
    rui = office.open("rui")
    office.clock.jump(seconds)
    set_action(rui, followed, Action.text("second, by a wrong clock"))
    set_action(rui, both, Action.text("Rui's"))
    rui.sync.share()
    office.clock.jump(-seconds)
    set_action(ana, both, Action.text("Ana's"))
    ana.sync.share()
    set_action(ana, followed, Action.text("third, by a right clock"))
    _together(ana, rui)
    for store in (ana, rui, office.open("new")):
        assert action(store, followed).text == "third, by a right clock"
        assert action(store, followed).row.rivals("text") == ()
        answers = {action(store, both).text, *action(store, both).row.rivals("text")}
        assert answers == {"Rui's", "Ana's"}
        assert store.maintenance.check() == ()
    assert ana.local.encoded() == rui.local.encoded() == office.shared.read_bytes()


def test_edits_of_the_same_millisecond_are_two(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = office.create()
    id = add_action(ana, "first")
    ana.sync.share()
    rui = office.open("rui")
    monkeypatch.setattr(office.clock, "now_ms", lambda: 1_265_000_900_000)
    for store, text in ((ana, "Ana's"), (rui, "Rui's")):
        set_action(store, id, Action.text(text))
        add_action(store, f"also {text}")
    monkeypatch.undo()
    _together(ana, rui)
    for store in (ana, rui):
        assert {action(store, id).text, *action(store, id).row.rivals("text")} == {"Ana's", "Rui's"}
        assert {"also Ana's", "also Rui's"} <= set(texts(store))
        assert store.maintenance.check() == ()


def test_a_colleagues_clock_that_is_ahead_is_said_for_a_day(office: Office) -> None:
    ana = office.create()
    ana.sync.share()
    rui = office.open("rui")
    rui.sign_as(Author("rui", "laptop"))
    office.clock.jump(70 * YEAR)
    add_action(rui, "in seventy years")
    rui.sync.share()
    office.clock.jump(-70 * YEAR)
    ana.sync.share()
    (word,) = problem_words(ana.sync.status())
    assert "rui are dated 2080-" in word
    assert problem_words(office.open().sync.status()) == (word,), "a command of a second knows it too"
    assert ana.sync.status().colleagues == (), "nobody was heard at a time to come"
    add_action(rui, "with the right clock again")
    rui.sync.share()
    ana.sync.share()
    assert [heard.user for heard in ana.sync.status().colleagues] == ["rui"]
    assert ana.sync.status().colleagues[0].at <= office.clock.now()
    office.clock.wait(2 * DAY)
    ana.sync.share()
    assert problem_words(ana.sync.status()) == ()


def test_ones_own_clock_that_goes_back_is_said(office: Office) -> None:
    ana = office.create()
    add_action(ana, "now")
    ana.sync.share()
    assert problem_words(ana.sync.status()) == ()
    office.clock.jump(-YEAR)
    ana.sync.share()
    (word,) = problem_words(ana.sync.status())
    assert "changes of yours are dated 2010-" in word
    office.clock.jump(YEAR)
    ana.sync.share()
    assert problem_words(ana.sync.status()) == ()


def test_clocks_that_differ_by_minutes_are_not_spoken_of(office: Office) -> None:
    ana = office.create()
    rui = office.open("rui")
    office.clock.jump(300)
    add_action(rui, "five minutes ahead")
    rui.sync.share()
    office.clock.jump(-300)
    ana.sync.share()
    assert problem_words(ana.sync.status()) == ()
