"""Undo and redo: one's own, across restarts, never over a colleague's edit."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.store.office import Office, action, add_action, set_action, texts

from ictwg.domain.author import Author
from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, Person
from ictwg.errors import NotFoundError
from ictwg.store.store import Store


def test_undo_takes_back_step_by_step_down_to_nothing(office: Office) -> None:
    store = office.create()
    id = add_action(store, "A")
    set_action(store, id, Action.text("B"))
    set_action(store, id, Action.text("C"), Action.waiting_on("Rui"))
    assert store.history.undo().undone == "verbs.changed"
    assert (action(store, id).text, action(store, id).waiting_on) == ("B", "")
    store.history.undo()
    assert action(store, id).text == "A"
    assert store.history.undo().undone == "verbs.added"
    assert store.get(Action, id) is None
    with pytest.raises(NotFoundError):
        store.history.undo()


def test_redo_puts_back_and_an_edit_ends_it(office: Office) -> None:
    store = office.create()
    id = add_action(store, "A")
    set_action(store, id, Action.text("B"))
    store.history.undo(), store.history.undo()
    assert [store.history.redo().undone for _ in range(2)] == ["verbs.added", "verbs.changed"]
    assert store.history.undo().undone == store.history.redo().undone == "verbs.changed"
    assert action(store, id).text == "B"
    store.history.undo()
    set_action(store, id, Action.text("C"))
    with pytest.raises(NotFoundError):
        store.history.redo()
    store.history.undo()
    assert action(store, id).text == "A"


def test_undo_reaches_over_a_restart_and_into_commands(office: Office) -> None:
    app = office.create()
    id = add_action(app, "A")
    command = office.open()
    set_action(command, id, Action.text("B"))
    command.close()
    app.history.undo()
    assert action(app, id).text == "A"
    assert office.open().history.redo().about == ((Action.TABLE, id),)
    app.refresh()
    assert action(app, id).text == "B"


def test_undo_keeps_what_a_colleague_has_changed_since_and_names_it(office: Office) -> None:
    ana = office.create()
    id = add_action(ana, "A")
    set_action(ana, id, Action.text("B"), Action.waiting_on("Rui"))
    ana.sync.share()
    rui = office.open("rui")
    set_action(rui, id, Action.text("Rui's"))
    rui.sync.share(), ana.sync.share()
    kept = ana.history.undo().kept
    assert [change.field for change in kept] == ["text"]
    assert (action(ana, id).text, action(ana, id).waiting_on) == ("Rui's", "")


def test_a_record_that_a_colleague_has_edited_is_not_taken_away(office: Office) -> None:
    ana = office.create()
    id = add_action(ana, "A")
    ana.sync.share()
    rui = office.open("rui")
    set_action(rui, id, Action.waiting_on("x"))
    rui.sync.share(), ana.sync.share()
    assert ana.history.undo().kept
    assert action(ana, id).text == "A"


def test_a_record_that_was_redone_and_edited_by_a_colleague_stays(office: Office) -> None:
    ana = office.create()
    id = add_action(ana, "A")
    ana.history.undo(), ana.history.redo()
    ana.sync.share()
    rui = office.open("rui")
    set_action(rui, id, Action.text("Rui's"))
    rui.sync.share(), ana.sync.share()
    set_action(ana, id, Action.waiting_on("x"))
    ana.history.undo()
    assert ana.history.undo().kept
    assert action(ana, id).text == "Rui's"


def test_nobody_undoes_what_a_colleague_did(office: Office) -> None:
    ana = office.create()
    add_action(ana, "A")
    ana.sync.share()
    with pytest.raises(NotFoundError):
        office.open("rui").history.undo()


def test_a_colleagues_edit_that_names_its_reader_is_not_the_readers(office: Office) -> None:
    """The log is searched for lines that hold one's name: a colleague's may hold it as the text that stood before."""
    ana, rui = office.create(), office.open("rui")
    set_action(rui, add_action(rui, "ana"), Action.text("ask the schools"))
    rui.sync.share(), ana.sync.share()
    with pytest.raises(NotFoundError):
        ana.history.undo()
    assert texts(ana) == ["ask the schools"]


def test_a_group_is_one_step(office: Office) -> None:
    store = office.create()
    add_action(store, "before")
    for text in "abc":
        add_action(store, text, group="import-1")
    store.history.undo()
    assert texts(store) == ["before"]
    store.history.redo()
    assert texts(store) == ["a", "b", "before", "c"]
    store.history.undo(), store.history.undo()
    assert texts(store) == []


def test_undoing_a_decision_between_two_answers_brings_both_back(office: Office) -> None:
    ana = office.create()
    id = add_action(ana, "A")
    ana.sync.share()
    rui = office.open("rui")
    set_action(rui, id, Action.text("R"))
    set_action(ana, id, Action.text("N"))
    rui.sync.share(), ana.sync.share()
    set_action(ana, id, Action.text("Agreed"))
    ana.history.undo()
    assert {action(ana, id).text, *action(ana, id).row.rivals("text")} == {"R", "N"}


def test_sets_come_back_element_by_element(office: Office) -> None:
    store = office.create()
    id = add_action(store, "A", Action.owners(("x", "y")))
    set_action(store, id, Action.owners(("y", "z")))
    store.history.undo()
    assert action(store, id).owners == ("x", "y")
    store.history.redo()
    assert action(store, id).owners == ("y", "z")


def test_the_log_names_a_personal_field_without_its_value(office: Office) -> None:
    store = office.create()
    id = store.new_id()
    store.commit(Edit("verbs.added", "P").create(Person, id, Person.name("P"), Person.phone("777 1234")).done())
    person = store.get(Person, id)
    assert person is not None
    store.commit(Edit("verbs.changed", "P").update(person, Person.phone("777 9999")).done())
    entry = store.history.of(Person.TABLE, id)[0]
    assert entry.changes[0].field == "phone"
    assert not entry.changes[0].known
    store.sync.share()
    assert not office.shared.read_text().count("777 1234")
    assert [change.field for change in office.open().history.undo().kept] == ["phone"]


def _phoned(store: Store, phone: str | None) -> None:
    (person,) = store.all(Person)
    store.commit(Edit("verbs.changed", "P").update(person, Person.phone(phone or "")).done())


def _phone(store: Store) -> str:
    (person,) = store.all(Person)
    return person.phone or ""


def test_the_program_that_changed_a_personal_field_can_put_it_back(office: Office) -> None:
    store = office.create()
    store.commit(Edit("verbs.added", "P").create(Person, store.new_id(), Person.name("P"), Person.phone("1")).done())
    for phone in ("2", "3"):
        _phoned(store, phone)
    assert [(store.history.undo().kept, _phone(store)) for _ in "ab"] == [((), "2"), ((), "1")]
    assert [(store.history.redo().kept, _phone(store)) for _ in "ab"] == [((), "2"), ((), "3")]
    (person,) = store.all(Person)
    shown = [change for entry in store.history.of(Person.TABLE, person.id) for change in entry.changes if change.field]
    assert [change.known for change in shown] == [False] * 6


def test_a_personal_field_that_was_empty_is_empty_again_after_a_restart(office: Office) -> None:
    store = office.create()
    store.commit(Edit("verbs.added", "P").create(Person, store.new_id(), Person.name("P")).done())
    _phoned(store, "777 1234")
    store.close()
    again = office.open()
    assert again.history.undo().kept == ()
    assert _phone(again) == ""


STEPS = st.lists(st.sampled_from(["add", "text", "wait", "owners", "delete", "undo", "redo"]), max_size=14)


@given(STEPS)
def test_undoing_everything_gives_back_every_state_in_turn(steps: list[str]) -> None:
    """Whatever was done, undone and redone before: undo retraces it to the empty store, redo comes back."""
    with tempfile.TemporaryDirectory() as folder:
        store = Office(Path(folder)).create()
        for number, step in enumerate(steps):
            _do(store, step, number)
        trail = [_seen(store)]
        while _can(store.history.undo):
            trail.append(_seen(store))
        assert trail[-1] == {}
        back = [trail[-1]]
        while _can(store.history.redo):
            back.append(_seen(store))
        assert back[: len(trail)] == trail[::-1]


def _do(store: Store, step: str, number: int) -> None:
    records = store.all(Action)
    if step == "add":
        add_action(store, f"text {number}")
    elif step in {"undo", "redo"}:
        _can(store.history.undo if step == "undo" else store.history.redo)
    elif records and step == "delete":
        store.commit(Edit("verbs.deleted").remove(records[0]).done())
    elif records:
        setting = {"text": Action.text(f"t{number}"), "wait": Action.waiting_on(f"w{number}")}.get(step)
        set_action(store, records[0].id, setting or Action.owners((f"o{number}",)))


def _can(step: object) -> bool:
    try:
        step()  # type: ignore[operator]
    except NotFoundError:
        return False
    return True


def _seen(store: Store) -> dict[str, tuple[str, str, tuple[str, ...]]]:
    return {a.id: (a.text, a.waiting_on, a.owners) for a in store.all(Action)}


def test_undo_takes_back_what_was_done_on_this_computer_alone(office: Office) -> None:
    """Two computers of one name, at which people of one name work: undo asked one for the other's last change."""
    here = office.create()
    id = add_action(here, "Ours")
    here.sync.share()
    other = Store.open(str(office.shared), home=office.home("twin"), clock=office.clock, author=Author("ana", "desk"))
    add_action(other, "Theirs")
    set_action(other, id, Action.waiting_on("Rui"))
    other.sync.share()
    here.sync.share()
    with pytest.raises(NotFoundError):
        Store.open(
            str(office.shared), home=office.home("third"), clock=office.clock, author=Author("ana", "desk")
        ).history.undo()
    receipt = here.history.undo()
    assert receipt.undone == "verbs.added"
    assert texts(here) == ["Ours", "Theirs"], "somebody else has edited it since"
    assert other.history.undo().undone == "verbs.changed"
    assert other.history.undo().undone == "verbs.added"


def test_rows_of_before_are_undone_by_the_name_of_the_computer(office: Office) -> None:
    store = office.create()
    store.local.author = store.local.author._replace(home="")
    add_action(store, "Before")
    again = office.open()
    assert again.history.undo().undone == "verbs.added"


def test_nobody_is_a_colleague_of_their_own_computer(office: Office) -> None:
    """Whoever worked here as “user” before they said their name was told of for ever."""
    store = office.create("user")
    add_action(store, "One")
    store.sign_as(Author("Ana", "desk"))
    add_action(store, "Two")
    status = store.sync.status()
    assert (status.here, status.colleagues) == (("user",), ())
