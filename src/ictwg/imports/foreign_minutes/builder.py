"""A meeting while its parts are being read, in the order of the source."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, cast

from ictwg.domain.text import fold
from ictwg.domain.values import EntryType, ItemKind
from ictwg.imports.doubts import ABSENT, ACTION, DECISION, NO_DAY, NOT_SAID, NOTE, PRESENT, DoubtKind, Doubts
from ictwg.imports.foreign_minutes.actions import read_action, read_decision, repeated
from ictwg.imports.foreign_minutes.markers import Mark, is_carried, is_moved, is_result, mark_of, proposal_in
from ictwg.imports.foreign_minutes.model import ReadAttendee, ReadEntry, ReadFact, ReadItem, ReadMeeting, ReadPresence
from ictwg.imports.foreign_minutes.names import read_people
from ictwg.imports.foreign_minutes.page import SourcePage, labelled, sense_of
from ictwg.imports.foreign_minutes.people import (
    Roll,
    is_body,
    is_office,
    is_person,
    read_person,
    representative_in,
    without_titles,
)
from ictwg.imports.foreign_minutes.prose import (
    KnownNames,
    assigned,
    may_act,
    names_joined,
    next_day,
    sentences,
    subject_of,
    told_in,
    unnumbered,
)
from ictwg.imports.foreign_minutes.words import EVERYONE, NOBODY, Sense, pattern, says_present
from ictwg.meetings.item_titles import kind_of
from ictwg.sentences.dates import date_in, date_spelled, impossible_day
from ictwg.sentences.sentence import find_until, is_guessed
from ictwg.sentences.who import names_in
from ictwg.sources.inline import plain

_NOTHING = pattern("nothing", r"~(?:\s*[-–—.,;:]|\n|$)")

_MORE_OF_A_PERSON = ReadAttendee._fields[1:10]
_OFFICERS = (Sense.CHAIR, Sense.SCRIBE)
_STRONGER = (ReadPresence.PRESENT, ReadPresence.APOLOGIES, ReadPresence.ABSENT, ReadPresence.LISTED)


class Builder:
    """Collects what the readers of the parts find."""

    def __init__(self, page: SourcePage, near: date | None, doubts: Doubts, named: KnownNames) -> None:
        self.page = page
        self.doubts = doubts
        self.date = near
        self.attendees: dict[str, ReadAttendee] = {}
        self.items: list[ReadItem] = [ReadItem()]
        self.facts: list[ReadFact] = []
        self.labels: list[str] = []
        self.agenda_depth = 0
        self.roles: list[ReadAttendee] = []
        """With a role on the roll ("Chair: Ana"): by a first name often one who stands there in full."""
        self._before = 0
        self._people = (-1, named)
        self._named = named
        self._first_asked: int | None = None
        self.next: date | None = None
        """The day of the next meeting."""

    def so_far(self) -> ReadMeeting:
        """What was found, as the model has it."""
        return ReadMeeting(
            attendees=tuple(self.attendees.values()),
            items=tuple(item for item in self.items if item.title or item.entries),
            facts=tuple(self.facts),
            labels=tuple(filter(None, self.labels)),
        )

    # Items and entries.

    def open_item(self, title: str, number: str = "", depth: int = 0, outcome: str = "", line: int = 0) -> None:
        self.items.append(ReadItem(title, number, depth, outcome, line=line or self.item.line))
        self.begin_list()

    def begin_list(self) -> None:
        """What follows is one list: only what was said before it may be said in it again in other words."""
        self._before = sum(len(item.entries) for item in self.items)

    @property
    def item(self) -> ReadItem:
        return self.items[-1]

    def note(self, text: str, depth: int = 0) -> None:
        if text.strip():
            self.item.entries.append(ReadEntry(text.strip("\n"), depth=depth))

    def marked(self, mark: Mark, raw: str, depth: int = 0) -> None:
        """A line that its mark makes an action or decision; an empty one stays what it was."""
        if mark.type is EntryType.ACTION and self._hand_over(mark, raw):
            return
        self.typed(mark.type, mark.text, raw, label=mark.label, owner=mark.owner, depth=depth)

    def typed(
        self,
        kind: EntryType,
        text: str,
        raw: str,
        *,
        label: str = "",
        owner: str = "",
        who: tuple[str, ...] = (),
        depth: int = 0,
    ) -> None:
        if kind is EntryType.ACTION and (said := labelled(text)) and sense_of(said[0].label) is Sense.NEXT:
            self.note(raw, depth)
            self.next_meeting(text)
            return
        if kind is EntryType.ACTION and kind_of(plain(text)) is not ItemKind.TOPIC:
            self.note(raw, depth)  # "5. Penutup :" below a list of actions
            return
        if kind is EntryType.ACTION:
            entry, labels = read_action(text, self.date, owner=owner, known=self.people().words)
            entry = entry._replace(owners=who or entry.owners or self.doers(text))
        else:
            entry, labels = read_decision(text, self.date)
        self.add(entry, [label, *labels], raw, depth)

    def _hand_over(self, mark: Mark, raw: str) -> bool:
        """As in "Action: Ministry of Health" below the sentence that says what it is to do."""
        who = self.only_names(f"{mark.owner} {mark.text}")
        entries = self.item.entries
        if not who or not entries or entries[-1].type is EntryType.DECISION:
            return False
        before = entries[-1]
        self.labels.append(raw)
        if before.type is EntryType.ACTION:
            entries[-1] = before._replace(owners=before.owners or who)
            return True
        number, said = unnumbered(before.text)
        *told, last = sentences(said)
        entries.pop()
        self.note(f"{number} {' '.join(told)}".strip() if told else "", before.depth)
        self.labels.append("" if told else number)
        self.typed(EntryType.ACTION, last, last, who=who, depth=before.depth)
        return True

    def only_names(self, text: str) -> tuple[str, ...]:
        """The names where a text is nothing but people and bodies who may do something; else nobody."""
        said = plain(text).strip(" .;:–—-")
        names, known = names_joined(said, self.people()), self.people().names | EVERYONE
        return names if names_in(said) and all(fold(name) in known or may_act(name) for name in names) else ()

    def doers(self, text: str) -> tuple[str, ...]:
        """Who is to do what the text of an action or an element of a list of outcomes says."""
        return assigned(text, self.people()) or (subject_of(plain(text), self.people()) if self.page.formal else ())

    def people(self) -> KnownNames:
        """The words and the whole names of everybody on the roll."""
        if self._first_asked is None:
            self._first_asked = len(self.attendees)
        if self._people[0] != len(self.attendees):
            told = ((one.name, one.organization, one.handle, one.position, one.role) for one in self.attendees.values())
            said = [text for texts in told for text in texts if text]
            bare = {fold(re.sub(r"\s*\([^)]*\)", "", text)) for text in said}
            initials = ["".join(word[0] for word in text.split()) for text in said]
            words = frozenset(re.findall(r"\w[\w'’-]*", fold(" ".join([*said, *initials]))))
            known = KnownNames(words | self._named.words, self._named.names | bare)
            self._people = (len(self.attendees), known)
        return self._people[1]

    @property
    def named_later(self) -> bool:
        """Whether people are named after the sentences that tell what they will do."""
        return self._first_asked is not None and self._first_asked < len(self.attendees)

    def prose(self, text: str, depth: int = 0) -> None:
        """A paragraph: what in it decides or promises is an entry of its own, all else notes; numbers stay in these."""
        if (is_result(text) and self._carry(text)) or self._decide_proposal(text, depth):
            return
        number, said = unnumbered(text)
        told = list(told_in(said, self.people(), self._is_chosen, formal=self.page.formal))
        for sentence in sentences(said) if self.next is None else ():
            if next_day(sentence, self.date):
                self.next_meeting(sentence)
        if not any(one.kind for one in told):
            self.note(text, depth)
            return
        for one in told:
            if one.kind is None:
                self.note(f"{number} {one.text}".strip(), depth)
                number = ""
                continue
            mark = Mark(one.kind, one.label, "", one.text)
            if mark.label and mark.type is EntryType.ACTION and self._hand_over(mark, one.text):
                continue
            self.typed(one.kind, one.text, one.text, label=one.label, who=one.who, depth=depth)
        self.labels.append(number)

    def _carry(self, result: str) -> bool:
        """The last motion of the item that nobody has voted on is a decision, where it was carried."""
        entries = self.item.entries
        found = reversed(list(enumerate(entries)))
        at = next((at for at, one in found if is_moved(one.text) or proposal_in(one.text)), None)
        if at is None or not is_carried(result) or any(is_result(one.text) for one in entries[at:]):
            return False
        moved, later = entries[at], entries[at + 1 :]
        del entries[at:]
        mark = mark_of(" ".join(f"{moved.text} {plain(result)}".split()))
        if self._decide_proposal(f"{moved.text} {plain(result)}", moved.depth):
            self.labels.append(result)
        elif mark is None:
            self.note(moved.text, moved.depth)
        else:
            self.marked(mark, moved.text, moved.depth)
        entries += later
        return True

    def _decide_proposal(self, text: str, depth: int) -> bool:
        """A proposal and the vote on it are a decision, where it was carried."""
        found = proposal_in(text)
        told = sentences(found["text"].replace("\n", " ")) if found else []
        results = (" ".join(told[-count:]) for count in (1, 2) if count < len(told))
        if found is None or not any(is_result(one) for one in results) or not is_carried(found["text"]):
            return False
        self.note(found["before"].strip(), depth)
        self.typed(EntryType.DECISION, plain(" ".join(told)), text, label=found["label"], depth=depth)
        return True

    def _is_chosen(self, kind: EntryType, sentence: str) -> bool:
        """Whether a sentence that may be one is taken for a decision or action; unless a person says so it is not."""
        decision = (DoubtKind.LIKE_A_DECISION, DECISION)
        asked, choice = decision if kind is EntryType.DECISION else (DoubtKind.LIKE_AN_ACTION, ACTION)
        return self.doubts.ask(asked, self.page.line_of(sentence), plain(sentence), NOTE, choice) == choice

    def add(self, entry: ReadEntry, labels: list[str], raw: str, depth: int = 0) -> None:
        """The entry, unless it says nothing; said again in a closing summary it is marked as a repeat."""
        words = fold(plain(entry.text))
        if words.strip(" .:") in NOBODY or not any(map(str.isalnum, words)) or _NOTHING.match(words):  # "None: waiting"
            self.note(raw, depth)
            return
        said = plain(f"{entry.text} {entry.due_text}")
        if entry.due is None and entry.type is EntryType.ACTION and impossible_day(said):
            self.doubts.ask(DoubtKind.NO_SUCH_DAY, self.page.line_of(entry.text), said, NO_DAY)
        entry = self._with_sure_day(entry)
        entry = entry._replace(repeats=self._is_repeat(entry))
        self.labels += labels
        self.item.entries.append(entry._replace(depth=depth))

    def _is_repeat(self, entry: ReadEntry) -> bool:
        """Whether it was said before; what the first time left open is added there."""
        if entry.type is EntryType.NOTE:
            return False
        said = [one for item in self.items for one in item.entries]
        known, sure = repeated(entry, said[: self._before], self.date)
        if known is None:
            same = (one for one in said[self._before :] if one.text == entry.text)
            known, sure = repeated(entry, same, self.date)
        if known is None or (not sure and self._is_chosen(entry.type, entry.text)):
            return False
        for item in self.items if sure else ():
            for at, one in enumerate(item.entries):
                if one is known:
                    item.entries[at] = one._replace(
                        owners=one.owners or entry.owners,
                        due=one.due or entry.due,
                        due_text=one.due_text or entry.due_text,
                        status=one.status or entry.status,
                        status_text=one.status_text or entry.status_text,
                    )
        return True

    def _with_sure_day(self, entry: ReadEntry) -> ReadEntry:
        """The entry; of a due date that names only a part of a month a person may say that it is none."""
        said = plain(entry.due_text or entry.text)
        if not isinstance(entry.due, date) or not is_guessed(said, self.date):
            return entry
        day, line = entry.due.isoformat(), self.page.line_of(entry.due_text or entry.text)
        if self.doubts.ask(DoubtKind.GUESSED_DAY, line, said, day, NO_DAY) == day:
            return entry
        until = find_until(said, self.date)
        return entry._replace(due=None, due_text=entry.due_text or (said[until.start : until.end] if until else ""))

    def attach(self, **values: str) -> None:
        """Rationale, effect or opposing views of the decision read last."""
        last = self.item.entries[-1]
        both = ((name, getattr(last, name), value) for name, value in values.items())
        merged = {name: f"{before}; {value}" if before else value for name, before, value in both}
        self.item.entries[-1] = last._replace(**cast("dict[str, Any]", merged))

    # People.

    def attend(self, *people: ReadAttendee, own_line: bool = False) -> None:
        """The people; a second mention in a list of names adds what the first left open."""
        for person in people:
            self._attend(person, own_line=own_line)

    def _attend(self, person: ReadAttendee, *, own_line: bool) -> None:
        if other := representative_in(person.remark):
            came = read_person(other, Roll(organization=person.organization))
            if came is not None:
                self.attend(came._replace(stands_in_for=person.name))
        if person.mark and not person.boxed and person.state is ReadPresence.LISTED:  # nobody knows what it means
            state = self.presence_asked(person.name, f"{person.name} | {person.mark}")
            person = person._replace(state=state)
        key = fold(person.name) or fold(person.organization)
        known = self.attendees.get(key)
        if known is None:
            self.attendees[key] = person
        elif own_line:
            self.attendees[f"{key} {len(self.attendees)}"] = person._replace(again=True)
            if known.state is ReadPresence.ABSENT and person.state is ReadPresence.APOLOGIES:
                self.attendees[key] = known._replace(state=ReadPresence.APOLOGIES)
        else:
            self.labels.append(person.name)
            self.attendees[key] = self._merged(known, person)

    def presence_asked(self, name: str, told: str) -> ReadPresence:
        """Of somebody without a mark, where others have one: not said, unless a person says more."""
        line = self.page.line_of(told.partition(" | ")[0])
        asked = self.doubts.ask(DoubtKind.NO_MARK, line, told, NOT_SAID, PRESENT, ABSENT, about=name)
        return {PRESENT: ReadPresence.PRESENT, ABSENT: ReadPresence.ABSENT}.get(asked, ReadPresence.LISTED)

    def ask_unmarked(self, before: int) -> None:
        """Asks of those read since whose lines do not say that they came, where those of most others do."""
        read = list(self.attendees.items())[before:]
        told = [one for _, one in read if one.state is not ReadPresence.PRESENT or says_present(one.remark)]
        if len(told) * 2 <= len(read) or not any(one.state is ReadPresence.PRESENT for one in told):
            return
        for key, one in read:
            if one not in told and not one.stands_in_for:
                state = self.presence_asked(one.name or one.organization, one.name or one.organization)
                self.attendees[key] = one._replace(state=state)

    def _merged(self, known: ReadAttendee, person: ReadAttendee) -> ReadAttendee:
        values: dict[str, str] = {}
        for name in _MORE_OF_A_PERSON:
            before, more = getattr(known, name), getattr(person, name)
            if more and not before:
                values[name] = more
            elif more:
                self.labels.append(more)
        state = min(known.state, person.state, key=_STRONGER.index)
        return known._replace(state=state, **cast("dict[str, Any]", values))

    def finish_roles(self) -> None:
        """The role goes to the person on the roll, or the person to it where it names people, and not only bodies."""
        bodies = sum(
            not one.name or is_body(one.name) or is_office(one.name) or (" " not in one.name and one.name.isupper())
            for one in self.attendees.values()
        )
        of_people = bodies * 2 < len(self.attendees)
        told = [(one, True) for one in self.roles]
        for fact in self.facts:
            people = read_people(fact.text, Roll(role=fact.label))[0] if fact.sense in _OFFICERS else []
            told += [(one, of_people and is_person(one.name)) for one in people]
        for one, may_come in told:
            if key := self._attendee_named(one.name):
                self.labels.append(one.name if one in self.roles else "")
                self.attendees[key] = self.attendees[key]._replace(role=self.attendees[key].role or one.role)
            elif may_come:
                self.attend(one)

    def _attendee_named(self, name: str) -> str:
        wanted = fold(without_titles(plain(name))).strip(" .@")
        if wanted in self.attendees:
            return wanted
        longer = [key for key in self.attendees if " " in wanted and key.startswith(f"{wanted} ")]
        if len(longer) == 1:
            return longer[0]
        short = re.fullmatch(r"(?P<initial>\w)\. ?(?:\w\. ?)*(?P<last>\w[\w'’-]+)", wanted)
        people = self.attendees.items()
        found = {key for key, one in people if wanted and wanted in {key.split()[0], fold(one.handle)}}
        found |= {key for key, _ in people if short and (key[:1], key.split()[-1]) == short.group("initial", "last")}
        return found.pop() if len(found) == 1 else ""

    # Facts.

    def fact(self, sense: Sense, label: str, text: str) -> None:
        self.facts.append(ReadFact(sense.value, label, text))
        if sense is Sense.NEXT:
            self.next_meeting(text)

    def next_meeting(self, text: str) -> None:
        said = plain(text)
        if self.next is None:
            self.next = date_in(said, self.date) or date_spelled(said, self.date)

    def named_in(self, sense: Sense) -> str:
        """Who a fact names: the whole name of one who stands on the roll, else the words as they are."""
        said = self.fact_text(sense)
        key = self._attendee_named(said) or self._attendee_named(re.sub(r"\s*\([^)]*\)", "", said))
        return self.attendees[key].name or said if key else said

    def fact_text(self, sense: Sense) -> str:
        return next((plain(fact.text) for fact in self.facts if fact.sense == sense), "")
