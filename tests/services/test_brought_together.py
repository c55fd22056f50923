"""What came in, in plain words."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from tests.store.office import Office, action, set_action

from ictwg.domain.changes import Edit
from ictwg.domain.records import Action
from ictwg.locales import t
from ictwg.services.records.lookup import Lookup
from ictwg.services.sharing.brought_together import came_in, changes_of, copies_told, from_copies, question_about
from ictwg.services.sharing.saving import brought_words, problem_words
from ictwg.store.second_copies.copy_names import Client
from ictwg.store.shared.reports import Copies, Doubt, DoubtfulCopy, Outcome, ShareReport, Unready

if TYPE_CHECKING:
    from pathlib import Path

    from ictwg.store.store import Store


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def lookup_of(store: Store, office: Office) -> Lookup:
    return Lookup(store, office.clock.today)


def numbered(store: Store, reference: str) -> str:
    id = store.new_id()
    named = (Action.reference(reference), Action.text("Draft"))
    store.commit(Edit("verbs.created", reference).create(Action, id, *named).done())
    return id


def test_what_a_second_copy_brought_is_told_with_who_what_and_through_which_program(office: Office) -> None:
    ana = office.create()
    ids = [numbered(ana, f"A-2010-{n:03}") for n in range(4)]
    ana.share()
    before = office.shared.read_bytes()
    rui = office.open("Rui")
    for id, verb in zip(ids, ("verbs.closed", "verbs.closed", "verbs.edited", "verbs.noted"), strict=True):
        edit = Edit(verb, action(rui, id).reference).update(action(rui, id), Action.evidence("seen"))
        rui.commit(edit.done())
    rui.share()
    shutil.copy(office.shared, office.shared.with_name("ictwg-ANA-PC.json"))
    office.shared.write_bytes(before)
    set_action(ana, ids[0], Action.evidence("heard"))
    report = ana.share()
    assert came_in(ana, lookup_of(ana, office), report) == (
        "4 changes from Rui brought together from a second copy made by OneDrive: "
        "Noted progress on A-2010-003; Changed A-2010-002; Closed A-2010-001; …; "
        "1 to decide: evidence of A-2010-000"
    )
    assert brought_words(ana.status()) == ("4 changes from Rui brought together from a second copy made by OneDrive",)
    office.clock.wait(86_400)
    assert brought_words(office.open().status()) == ()


def test_what_stood_in_the_shared_file_is_told_without_a_copy(office: Office) -> None:
    ana = office.create()
    id = numbered(ana, "A-2010-001")
    ana.share()
    for user, times in (("Maria", 1), ("Rui", 2)):
        colleague = office.open(user)
        for n in range(times):
            edit = Edit("verbs.edited", "A-2010-001").update(action(colleague, id), Action.evidence(f"{user} {n}"))
            colleague.commit(edit.done())
        colleague.share()
    report = ana.share()
    assert came_in(ana, lookup_of(ana, office), report) == "2 changes from Rui, 1 from Maria: Changed A-2010-001"
    assert brought_words(ana.status()) == ()
    assert came_in(ana, lookup_of(ana, office), ana.share()) == ""


def test_several_copies_are_counted_by_program() -> None:
    told = from_copies([Client.DROPBOX, Client.DROPBOX, Client.UNKNOWN], [("Rui", 1)])
    assert told == "1 change from Rui brought together from 2 second copies made by Dropbox and a second copy"
    assert from_copies([Client.RCLONE], []) == "Changes brought together from a second copy made by rclone"
    assert changes_of([("Rui\u202e", 2), ("Ana", 1)]) == "2 changes from Rui, 1 from Ana"


def test_what_needs_a_person_is_said_in_their_words() -> None:
    copies = Copies(
        asked=("my\ncopy.json",),
        refused=("ictwg (1).json",),
        unready=(Unready("ictwg 2.json", "icloud", "The file is empty"),),
        left=450,
    )
    assert copies_told(ShareReport(Outcome.SHARED, copies=copies)) == (
        "“my copy.json” in the shared folder may belong to this group: see To mend on Today",
        "“ictwg (1).json” has been brought together, but the folder does not let it go: it may be deleted",
        "“ictwg 2.json”, a second copy made by iCloud, cannot be read yet: The file is empty",
        "450 more second copies follow",
    )
    asked = DoubtfulCopy("my copy.json", "unknown", Doubt.NAME, 2, 3, (("Rui", 1),))
    assert question_about(asked) == (
        "“my copy.json” would add or change 2 records, 3 fields, 1 change from Rui. No sync program gives such a name, "
        "so the file itself stays, whatever you answer."
    )


def test_a_question_that_waits_stands_among_what_needs_a_person(office: Office) -> None:
    ana = office.create()
    ana.share()
    before = office.shared.read_bytes()
    rui = office.open("rui")
    numbered(rui, "A-2010-001")
    rui.share()
    shutil.copy(office.shared, office.shared.with_name("from Rui.json"))
    office.shared.write_bytes(before)
    office.clock.wait(20)
    ana.share()
    assert problem_words(ana.status()) == ("1 second copy in the shared folder waits for your answer",)


@pytest.mark.parametrize("client", [client for client in Client if client is not Client.UNKNOWN])
def test_every_program_has_a_name_and_no_word_of_ours_reaches_the_screen(client: Client) -> None:
    told = from_copies([client], [("Rui", 1)])
    assert t(f"saving.client.{client}") in told
    assert not any(word in told.casefold() for word in ("conflict", "merge", "replica", "dot"))
