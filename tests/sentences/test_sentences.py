"""The table of sentences: the one grammar, and the four ways in which a sentence reaches the group."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from tests.builders import MemoryState, organization, person

from ictwg.app.pasted_lines import PastePlace, draft_of_all
from ictwg.decisions.decisions import EntryDraft
from ictwg.domain.records import Action, Group, Meeting, Organization, OrganizationName, Person, Role
from ictwg.domain.values import DueWord, Function, MembershipStatus
from ictwg.imports.foreign_minutes.reader import read_minutes
from ictwg.imports.minutes import import_minutes
from ictwg.locales import LANGUAGES
from ictwg.minutes.prompt.names import PromptNames
from ictwg.minutes.prompt.parsing import as_typed, parse_line, promised
from ictwg.records.lookup import Lookup
from ictwg.sentences.sentence import read_sentence

HERE = Path(__file__).parent
ROSTERS = tomllib.loads((HERE / "rosters.toml").read_text(encoding="utf-8"))


class Row(NamedTuple):
    language: str
    line: str
    roster: str
    day: date
    who: tuple[str, ...]
    what: str
    until: date | DueWord | None


def rows() -> list[Row]:
    found = []
    for language in LANGUAGES:
        table = tomllib.loads((HERE / f"{language}.toml").read_text(encoding="utf-8"))
        assert table["language"] == language
        for said in table["sentence"]:
            due = said.get("until")
            roster, day = said.get("roster", table["roster"]), said.get("day", table["day"])
            until = DueWord(due) if isinstance(due, str) else due
            found.append(Row(language, said["line"], roster, day, tuple(said["who"]), said["what"], until))
    return found


ROWS = rows()
every_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.language}-{row.line[:40]}")


class Room:
    """A group with a roster, in a language."""

    def __init__(self, roster: str, language: str) -> None:
        self.state = MemoryState()
        self.state.add(Group, Group.name("Group"), Group.language(language))
        said = ROSTERS[roster]
        self.ids = {one["acronym"]: self._organization(one).id for one in said["organizations"]}
        self.people = {one["name"]: self._person(one) for one in said["people"]}
        if "secretariat" in said:
            home = Role.organization(self.ids[said["secretariat"]])
            self.state.add(Role, Role.function(Function.SECRETARIAT), home)

    def _organization(self, said: dict[str, Any]) -> Organization:
        names = (Organization.name(said["name"]), Organization.aliases(tuple(said.get("other", ()))))
        found = organization(self.state, said["acronym"], *names, status=MembershipStatus.MEMBER)
        if "formerly" in said:
            old = (OrganizationName.name(said["formerly"]), OrganizationName.acronym(said["formerly"]))
            until = OrganizationName.until(said["until"])
            self.state.add(OrganizationName, OrganizationName.organization(found.id), *old, until)
        return found

    def _person(self, said: dict[str, Any]) -> Person:
        home = self.state.get(Organization, self.ids[said["from"]])
        found = person(self.state, said["name"], home)
        span = (Role.since(said.get("since")), Role.until(said.get("until")))
        self.state.add(Role, Role.function(Function(said["function"])), Role.person(found.id), *span)
        return found

    def said(self, action: EntryDraft | Action) -> tuple[Any, ...]:
        everybody = action.all if isinstance(action, Action) else action.everybody
        strangers = tuple(name for name in action.owner_text.split(", ") if name)
        return (set(action.owners), everybody, action.person, strangers, action.text, action.due)

    def meant(self, row: Row) -> tuple[Any, ...]:
        """What is on record of the row: a person alone stands for the organization that the person comes from."""
        people = [self.people[name] for name in row.who if name in self.people]
        homes = {self.ids[name] for name in row.who if name in self.ids} or {str(p.organization) for p in people}
        strangers = tuple(name.rstrip("?") for name in row.who if name.endswith("?"))
        who = (homes, "all" in row.who, people[0].id if people else None, strangers)
        return (*who, row.what, row.until)


@cache
def room_of(roster: str, language: str) -> Room:
    return Room(roster, language)


def test_there_are_thirty_sentences_a_language() -> None:
    assert {code: sum(row.language == code for row in ROWS) for code in LANGUAGES} == dict.fromkeys(LANGUAGES, 30)


@every_row
def test_a_sentence_says_who_what_and_until_when(row: Row) -> None:
    room = room_of(row.roster, row.language)
    read = read_sentence(row.line, PromptNames(room.state, row.day).roster, row.day, row.language)
    named = {one.organization: one for one in read.known}
    acronyms = {id: acronym for acronym, id in room.ids.items()} | {p.id: name for name, p in room.people.items()}
    shown = [
        next(acronyms.get(id, "all") for id in (one.named.organization or one.named.person,))
        if one.named
        else f"{one.name}?"
        for one in read.who
    ]
    assert (tuple(shown), read.what, read.until) == (row.who, row.what, row.until), named


@every_row
def test_the_prompt_a_paste_a_command_and_the_importer_make_the_same_of_it(row: Row) -> None:
    room = room_of(row.roster, row.language)
    meant = room.meant(row)
    meeting = room.state.add(Meeting, Meeting.date(row.day))
    typed = parse_line(f"/a {row.line}", room.state, meeting, row.day).draft
    assert typed is not None
    assert room.said(typed) == meant
    pasted = draft_of_all(
        f"Action: {row.line}", PastePlace(room.state, meeting, row.day, PromptNames(room.state, row.day))
    )
    assert room.said(pasted) == meant
    values = promised(Lookup(room.state, row.day), {Action.text.name: row.line}).values
    assert values[Action.text.name] == row.what
    owners = {one for one in values.get(Action.owners.name, "").split(", ") if one}
    strangers = values.get(Action.owner_text.name, "")
    person_id = values.get(Action.person.name) or None
    due = Action.due.parse(values.get(Action.due.name, ""), Lookup(room.state, row.day))
    assert (owners, bool(values.get(Action.all.name)), person_id, due) == (meant[0], meant[1], meant[2], meant[5])
    assert strangers == ", ".join(meant[3])


@every_row
def test_the_reader_of_minutes_makes_the_same_of_it(row: Row) -> None:
    room = Room(row.roster, row.language)
    text = f"# Board {row.day}\n\nPresent: Xavier Yen, Zeca Quim\n\n## Law\n\n- ACTION: {row.line}\n"
    room.state.apply(import_minutes(room.state, [read_minutes(text, "board.md")]).changes)
    (action,) = room.state.all(Action)
    assert room.said(action) == room.meant(row)


@every_row
def test_up_arrow_brings_it_back_as_it_was_read(row: Row) -> None:
    room = room_of(row.roster, row.language)
    meeting = room.state.add(Meeting, Meeting.date(row.day))
    draft = parse_line(f"/a {row.line}", room.state, meeting, row.day).draft
    assert draft is not None
    assert parse_line(as_typed(room.state, draft, row.day), room.state, meeting, row.day).draft == draft
