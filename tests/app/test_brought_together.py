"""What came in, in plain words."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from tests.store.office import Office, action, set_action

from ictwg.app.saving import brought_words, came_in, changes_of, copies_told, from_copies, problem_words, question_about
from ictwg.domain.changes import Edit
from ictwg.domain.records import Action
from ictwg.locales import t
from ictwg.records.lookup import Lookup
from ictwg.store.sync.copy_names import Client
from ictwg.store.sync.reports import Copies, Doubt, DoubtfulCopy, Outcome, ShareReport, Unready

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
    ana.sync.share()
    before = office.shared.read_bytes()
    rui = office.open("Rui")
    for id, verb in zip(ids, ("verbs.closed", "verbs.closed", "verbs.edited", "verbs.noted"), strict=True):
        edit = Edit(verb, action(rui, id).reference).update(action(rui, id), Action.evidence("seen"))
        rui.commit(edit.done())
    rui.sync.share()
    shutil.copy(office.shared, office.shared.with_name("ictwg-ANA-PC.json"))
    office.shared.write_bytes(before)
    set_action(ana, ids[0], Action.evidence("heard"))
    report = ana.sync.share()
    brought = t(
        "saving.copy.brought",
        changes=t("saving.changes_from", count=4, user="Rui"),
        copies=t("saving.copy.made_by", client="OneDrive", count=1),
    )
    assert came_in(ana, lookup_of(ana, office), report) == (
        f"{brought}: {t('verbs.noted', subject='A-2010-003')}; {t('verbs.edited', subject='A-2010-002')}; "
        f"{t('verbs.closed', subject='A-2010-001')}; …; "
        f"{t('saving.to_decide', count=1, fields='Evidence · A-2010-000')}"
    )
    assert brought_words(ana.sync.status()) == (brought,)
    office.clock.wait(86_400)
    assert brought_words(office.open().sync.status()) == ()


def test_what_stood_in_the_shared_file_is_told_without_a_copy(office: Office) -> None:
    ana = office.create()
    id = numbered(ana, "A-2010-001")
    ana.sync.share()
    for user, times in (("Maria", 1), ("Rui", 2)):
        colleague = office.open(user)
        for n in range(times):
            edit = Edit("verbs.edited", "A-2010-001").update(action(colleague, id), Action.evidence(f"{user} {n}"))
            colleague.commit(edit.done())
        colleague.sync.share()
    report = ana.sync.share()
    assert came_in(ana, lookup_of(ana, office), report) == (
        f"{t('saving.changes_from', count=2, user='Rui')}, {t('saving.more_from', count=1, user='Maria')}: "
        f"{t('verbs.edited', subject='A-2010-001')}"
    )
    assert brought_words(ana.sync.status()) == ()
    assert came_in(ana, lookup_of(ana, office), ana.sync.share()) == ""


def test_several_copies_are_counted_by_program() -> None:
    told = from_copies([Client.DROPBOX, Client.DROPBOX, Client.UNKNOWN], [("Rui", 1)])
    assert told == t(
        "saving.copy.brought",
        changes=t("saving.changes_from", count=1, user="Rui"),
        copies=t("saving.copy.made_by", count=2, client=f"Dropbox and {t('saving.copy.plain', count=1)}"),
    )
    assert from_copies([Client.RCLONE], []) == t(
        "saving.copy.brought",
        changes=t("saving.copy.changes"),
        copies=t("saving.copy.made_by", client="rclone", count=1),
    )
    assert changes_of([("Rui\u202e", 2), ("Ana", 1)]) == (
        f"{t('saving.changes_from', count=2, user='Rui')}, {t('saving.more_from', count=1, user='Ana')}"
    )


def test_what_needs_a_person_is_said_in_their_words() -> None:
    copies = Copies(
        asked=("my\ncopy.json",),
        refused=("ictwg (1).json",),
        unready=(Unready("ictwg 2.json", "icloud", "The file is empty"),),
        left=450,
    )
    assert copies_told(ShareReport(Outcome.SHARED, copies=copies)) == (
        t("saving.copy.asked", name="my copy.json"),
        t("saving.copy.refused", name="ictwg (1).json"),
        t(
            "saving.copy.unready",
            name="ictwg 2.json",
            copy=t("saving.copy.made_by", client="iCloud", count=1),
            reason="The file is empty",
        ),
        t("saving.copy.left", count=450),
    )
    asked = DoubtfulCopy("my copy.json", "unknown", Doubt.NAME, 2, 3, (("Rui", 1),))
    of = t("saving.copy.of", fields=t("saving.copy.fields", count=3), records=t("saving.copy.records", count=2))
    what = f"{t('saving.changes_from', count=1, user='Rui')}: {of}"
    assert question_about(asked) == (
        f"{t('saving.copy.would', name='my copy.json', what=what)} {t('saving.copy.doubt.name')}"
    )


def test_a_question_that_waits_stands_among_what_needs_a_person(office: Office) -> None:
    ana = office.create()
    ana.sync.share()
    before = office.shared.read_bytes()
    rui = office.open("rui")
    numbered(rui, "A-2010-001")
    rui.sync.share()
    shutil.copy(office.shared, office.shared.with_name("from Rui.json"))
    office.shared.write_bytes(before)
    office.clock.wait(20)
    ana.sync.share()
    assert problem_words(ana.sync.status()) == (t("saving.asked", count=1),)


@pytest.mark.parametrize("client", [client for client in Client if client is not Client.UNKNOWN])
def test_every_program_has_a_name_and_no_word_of_ours_reaches_the_screen(client: Client) -> None:
    told = from_copies([client], [("Rui", 1)])
    assert t(f"saving.client.{client}") in told
    plain = told.casefold().replace("conflict cop", "")
    assert not any(word in plain for word in ("conflict", "merge", "replica", "dot"))
