"""Two people who change one field at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.builders import known
from tests.store.office import Office

from ictwg.app.problems.two_answers import Question, questions
from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, Organization
from ictwg.domain.schema import Setting
from ictwg.records.lookup import Lookup
from ictwg.store.store import Store

TODAY = date(2010, 2, 15)
TEXT = "Draft the chapter on shelters by March"


class Two:
    """Ana and Rui at one file, each with the same action before them."""

    def __init__(self, folder: Path) -> None:
        office = Office(folder)
        self.ana = office.create("ana")
        edit = Edit("verbs.created", "A-2010-014")
        self.moj, self.id = self.ana.new_id(), self.ana.new_id()
        edit.create(Organization, self.moj, Organization.name("Ministry of Justice"), Organization.acronym("MoJ"))
        edit.create(Action, self.id, Action.text(TEXT), Action.reference("A-2010-014"))
        self.ana.commit(edit.done())
        self.ana.sync.share()
        self.rui = office.open("rui")

    def action(self, store: Store) -> Action:
        return known(store.get(Action, self.id))

    def change(self, store: Store, *settings: Setting) -> None:
        store.commit(Edit("verbs.edited", "A-2010-014").update(self.action(store), *settings).done())

    def meet(self) -> None:
        for store in (self.ana, self.rui, self.ana, self.rui):
            store.sync.share()

    def asked(self, store: Store) -> tuple[Question, ...]:
        return questions(store, Lookup(store, TODAY))


def apart(two: Two, of_ana: Setting, of_rui: Setting) -> Question:
    two.change(two.ana, of_ana)
    two.change(two.rui, of_rui)
    two.meet()
    (question,) = two.asked(two.ana)
    return question
