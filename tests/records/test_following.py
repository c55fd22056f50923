"""What follows changes says the same as what is made anew: rows of actions, search, references carried twice."""

from __future__ import annotations

import random
import tempfile
from datetime import date
from inspect import unwrap
from pathlib import Path
from unittest.mock import Mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.store.office import Office

from ictwg.actions.action_rows import ActionTable
from ictwg.app.search import search
from ictwg.app.search.index import laid_out
from ictwg.app.search.search import SearchIndex
from ictwg.app.today import today_view
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import Action, DueChange, Organization
from ictwg.domain.state import State
from ictwg.domain.values import ShiftedBy
from ictwg.domain.worked_out import per_version
from ictwg.locales import speaking, t
from ictwg.store.history import own_steps
from ictwg.store.store import Store

TODAY = date(2010, 2, 20)
STEPS = ("add", "add", "word", "due", "slip", "number", "delete", "undo", "rename", "colleague")


def change(store: Store, step: str, chance: random.Random) -> Changes | None:
    actions = store.all(Action)
    word = chance.choice(("police", "budget", "radio"))
    if step == "add" or not actions:
        return Edit("verbs.created").create(Action, store.new_id(), Action.text(word), Action.reference("A-1")).done()
    action = chance.choice(actions)
    due = date(2010, 2, chance.randint(1, 28))
    changed = {
        "word": (Action.text(word),),
        "due": (Action.due(due),),
        "number": (Action.reference(f"A-{chance.randint(1, 3)}"),),
    }
    if step in changed:
        return Edit("verbs.changed").update(action, *changed[step]).done()
    if step == "slip":
        moved = (DueChange.action(action.id), DueChange.after(due), DueChange.by(ShiftedBy.OWNER))
        return Edit("verbs.changed").create(DueChange, store.new_id(), DueChange.before(TODAY), *moved).done()
    if step == "rename":
        found = store.all(Organization)
        edit = Edit("verbs.changed")
        return (edit.update(found[0], Organization.acronym(word)) if found else _made(edit, store)).done()
    return Edit("verbs.deleted").remove(action).done() if step == "delete" else None


def _made(edit: Edit, store: Store) -> Edit:
    return edit.create(Organization, store.new_id(), Organization.acronym("MoJ"))


def told(index: SearchIndex, words: str) -> list[tuple[str, str]]:
    """What is found; new and old texts stand in two strings, so that their order may differ."""
    return sorted((hit.record.id, hit.text) for hit in index.find(words, TODAY).found)


@settings(max_examples=60)
@given(st.integers(0, 2**32), st.lists(st.sampled_from(STEPS), min_size=3, max_size=14))
def test_law_what_follows_says_what_is_made_anew(seed: int, steps: list[str]) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        office = Office(Path(folder))
        store, colleague = office.create(), office.open("rui")
        table, index = ActionTable(store), SearchIndex(store)
        for step in steps:
            if step == "undo" and own_steps(store.local.memory.log, store.local.author).undo:
                store.history.undo()
            elif step == "colleague":
                store.sync.share(), colleague.sync.share()
                made = change(colleague, "word", chance)
                colleague.commit(made) if made else None
                colleague.sync.share(), store.sync.share()
            elif (made := change(store, step, chance)) is not None and made:
                store.commit(made)
            fresh = ActionTable(store)
            assert table.rows(TODAY) == fresh.rows(TODAY)
            assert table.shared_references() == fresh.shared_references()
            assert told(index, "police") == told(SearchIndex(store), "police")
            assert today_view(store, TODAY, "bench") == unwrap(today_view)(store, TODAY, "bench")


def test_what_is_worked_out_once_is_so_for_each_language_and_version(tmp_path: Path) -> None:
    store, asked = Office(tmp_path).create(), []

    @per_version
    def words(state: State, day: date, *, short: bool = False) -> str:
        asked.append((day, short))
        return f"{t('places.trash')} {len(state.all(Action))}"

    assert words(store, TODAY) == words(store, TODAY)
    assert asked == [(TODAY, False)]
    words(store, TODAY, short=True)
    with speaking("pt"):
        assert words(store, TODAY) == f"{t('places.trash')} 0"
    store.commit(Edit("verbs.created").create(Action, store.new_id(), Action.text("radio")).done())
    assert words(store, TODAY) == f"{t('places.trash')} 1"
    assert len(asked) == 4


def test_an_edit_makes_one_row_and_folds_one_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Office(tmp_path).create()
    for number in range(30):
        text = Action.text(f"police {number}")
        store.commit(Edit("verbs.created").create(Action, store.new_id(), text).done())
    table, index = ActionTable(store), SearchIndex(store)
    table.rows(TODAY), index.find("police", TODAY)
    rows, texts = Mock(side_effect=table._made._worked_out), Mock(side_effect=laid_out)
    monkeypatch.setattr(table._made, "_worked_out", rows)
    monkeypatch.setattr(search, "laid_out", texts)
    store.commit(Edit("verbs.changed").update(store.all(Action)[7], Action.text("radio")).done())
    table.rows(TODAY)
    assert [hit.text for hit in index.find("radio", TODAY).found] == ["radio"]
    assert (rows.call_count, texts.call_count) == (1, 1)
