"""What a typed line of the minutes may be, the slash words that say so, and the item for which it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from ictwg.decisions.decisions import EntryDraft, decision_at, read_votes, too_many_votes
from ictwg.domain.access import is_on
from ictwg.domain.agenda import agenda_of
from ictwg.domain.calendar import short_day
from ictwg.domain.periods import name_on
from ictwg.domain.records import Action, AgendaItem, Decision, Group, Meeting, Organization, Person
from ictwg.domain.references import parse_reference
from ictwg.domain.state import State
from ictwg.domain.text import clean, fold
from ictwg.domain.values import CLOSED, DueWord, EntryType, Outcome
from ictwg.locales import LANGUAGES, catalogue, t
from ictwg.minutes.prompt.names import PromptNames
from ictwg.records.lookup import Lookup
from ictwg.sentences.sentence import Sentence, read_sentence
from ictwg.sentences.who import RosterName, names_first

if TYPE_CHECKING:
    from ictwg.minutes.item_outcomes import AgreedDay

    Marked: TypeAlias = Callable[[str, AgendaItem | None], EntryDraft | None]


class LineKind(StrEnum):
    NOTE = "note"
    DECISION = "decision"
    ACTION = "action"
    UPDATE = "update"
    DONE = "done"
    PRESENT = "present"
    SPEAKERS = "speakers"
    FINISH = "finish"
    ITEM = "item"
    VOTE = "vote"
    NOTED = "noted"
    DECIDED = "decided"
    DEFERRED = "deferred"
    NOT_REACHED = "not_reached"
    WITHDRAWN = "withdrawn"


ENTRY_TYPES = {LineKind.NOTE: EntryType.NOTE, LineKind.DECISION: EntryType.DECISION, LineKind.ACTION: EntryType.ACTION}

OUTCOMES = {LineKind(outcome.value): outcome for outcome in Outcome}
"""What an item came to, by the word that says so."""


class ParsedLine(NamedTuple):
    """A line as it is understood.

    Attributes:
        kind: What Enter will do.
        text: The words that are kept, without command, speaker, owners and due date.
        speaker: The acronym or name of who says it.
        owners: Ids of organizations, in the order typed.
        person: The id of a person among the owners.
        action: The id of the action that an update or a closing means; empty where none answers.
        present: Who is marked as present.
        item: The id of the agenda item that it is for; empty for the one under discussion.
        decision: The id of the decision that a vote is about.
        votes: For, against, abstaining, as many of them as were typed.
        meets: The day and hour of the next meeting that a note under that item names.
        proposed: Whether the words are those of the item's proposed decision.
        unknown: Names that nobody answers to.
        doubt: A question about the due date, in words.
        hint: What else a person should know before Enter, in words.
    """

    kind: LineKind
    text: str
    speaker: str = ""
    owners: tuple[str, ...] = ()
    everybody: bool = False
    person: str | None = None
    due: date | DueWord | None = None
    action: str = ""
    present: tuple[RosterName, ...] = ()
    unknown: str = ""
    doubt: str = ""
    hint: str = ""
    item: str = ""
    decision: str = ""
    votes: tuple[int, ...] = ()
    proposed: bool = False
    meets: AgreedDay | None = None

    @property
    def is_complete(self) -> bool:
        """Whether Enter may run it; an action may lack owner and date, an update may not lack its action."""
        match self.kind:
            case LineKind.UPDATE:
                return bool(self.action and self.text)
            case LineKind.DONE:
                return bool(self.action)
            case LineKind.PRESENT | LineKind.SPEAKERS:
                return bool(self.present) or (self.kind is LineKind.SPEAKERS and not self.text)
            case LineKind.VOTE:
                return bool(self.decision and self.votes)
            case LineKind.ITEM:
                return bool(self.item)
        return bool(self.text) or self.kind not in ENTRY_TYPES

    @property
    def draft(self) -> EntryDraft | None:
        """The line of the minutes that it makes; None for a command that makes none."""
        if self.kind not in ENTRY_TYPES:
            return None
        owned = (self.owners, self.everybody, self.person, self.due, self.unknown)
        return EntryDraft(ENTRY_TYPES[self.kind], self.text, self.speaker, *owned)


@cache
def slash_words() -> dict[str, LineKind]:
    """Every slash word of the four languages, folded."""
    return {word: kind for kind in reversed(LineKind) for word in words_of(f"words.{kind}")}


def slash_word(kind: LineKind) -> str:
    """The shortest that says this kind, as the person's language has it: `/d`."""
    return f"/{t(f'prompt.words.{kind}').split()[0]}"


_NUMBER = re.compile(r"\s*(?P<number>\d+(?:\.\d+)*)\.?(?=\s|$)\s*")
_SIGN = "@"

OFF = "-"
"""Before a name it takes somebody off the list of speakers."""


class AtItem(NamedTuple):
    """Attributes:
    number: As it was typed; empty where none was.
    item: The item; None where the agenda has no such number.
    rest: What is to stand under it.
    by_word: Whether a slash word asked for it, which is no text of a note.
    """

    number: str
    item: AgendaItem | None
    rest: str
    by_word: bool = False


def at_item(text: str, state: State, meeting: Meeting) -> AtItem | None:
    """Where the line is to stand; None for one that names no other item."""
    behind, by_word = _behind(text)
    if behind is None:
        return None
    match = _NUMBER.match(behind)
    if match is None:
        return AtItem("", None, behind.strip(), by_word) if by_word else None
    numbers = {line.number: line.item for line in agenda_of(state, meeting)}
    return AtItem(match["number"], numbers.get(match["number"]), behind[match.end() :].strip(), by_word)


def _behind(text: str) -> tuple[str | None, bool]:
    """What follows the sign or the slash word, and whether it was the word."""
    if text.startswith(_SIGN):
        return text[len(_SIGN) :], False
    word, _, rest = text.partition(" ")
    named = word.startswith("/") and "\n" not in word and fold(word[1:]) in words_of("words.item")
    return (rest, True) if named else (None, False)


@cache
def words_of(key: str) -> tuple[str, ...]:
    """The words of the prompt's catalogue, in all four languages at once, folded."""
    return tuple(dict.fromkeys(word for text in _spoken(key) for word in fold(text).split()))


def _spoken(key: str) -> Iterator[str]:
    for language in LANGUAGES:
        text = catalogue(language, "prompt").get(f"prompt.{key}")
        if isinstance(text, str):
            yield text


MOST_WORDS_OF_A_SPEAKER = 8
_REFERENCE = re.compile(r"\s*(?P<reference>[\w-]*\d(?:·\w\w)?)(?=[\s:,.]|$)[:,.]?\s*")
_MAY_BE_MARKED = re.compile(r"\s*(?:[-*+•]\s+)?(?:\\?\[|[\w*-][\w\s*-]{1,24}:)")


def parse_line(
    text: str,
    state: State,
    meeting: Meeting,
    today: date,
    *,
    names: PromptNames | None = None,
    kind: LineKind | None = None,
    item: AgendaItem | None = None,
    marked: Marked | None = None,
) -> ParsedLine:
    """What a typed line means.

    Args:
        text: The line, or a block of several.
        state: Who and what there is.
        meeting: The meeting whose minutes are taken; days are read as from its date.
        today: Where the meeting has no date.
        names: Those of the state, where the caller keeps them from line to line.
        kind: What a key says that it is: F4 makes a note or an action a decision, but no command.
        item: The one under discussion.
        marked: What "Action: …", "- [ ] …", "DECISION: …" say they are, as in a paste; None for other lines.
    """
    known = names or PromptNames(state, meeting.date or today)
    typed = clean(text, multiline=True).strip()
    place = at_item(typed, state, meeting)
    if place is None:
        return _here(typed, _Line(state, meeting, today, known, item, marked), kind)
    if place.item is None:
        hint = t("prompt.hint.no_item", number=place.number) if place.number else t("prompt.hint.which_item")
        unplaced = ParsedLine(LineKind.ITEM, typed) if place.by_word else ParsedLine(kind or LineKind.NOTE, typed)
        return unplaced._replace(hint=hint)
    if not place.rest and kind is None:
        return ParsedLine(LineKind.ITEM, "", item=place.item.id)
    return _here(place.rest, _Line(state, meeting, today, known, place.item, marked), kind)._replace(item=place.item.id)


def _here(typed: str, line: _Line, kind: LineKind | None) -> ParsedLine:
    word, rest = _slash(typed)
    if word is None:
        marked = line.marked(typed) if kind is None and _MAY_BE_MARKED.match(typed) else None
        return marked or line.read(kind or LineKind.NOTE, typed)
    if (meant := slash_words().get(word)) is not None:
        return line.read(kind if kind and meant in ENTRY_TYPES else meant, rest)
    return line.note(typed)._replace(hint=t("prompt.hint.unknown_word", word=word))


def read_promise(text: str, state: State, base: date) -> ParsedLine:
    """What a sentence without a slash word says as an action; days are read as from `base`."""
    return _Line(state, None, base, PromptNames(state, base)).action(clean(text).strip())


def find_action(state: State, reference: str) -> Action | None:
    """The action that a reference means; its last figures are enough while only one open action ends in them."""
    parsed = parse_reference(reference)
    carrying = state.by_reference(str(parsed)) if parsed else ()
    exact = [record for record in carrying if isinstance(record, Action)]
    if len(exact) == 1:
        return exact[0]
    if exact or not reference.isdigit():
        return _told_apart(exact, reference)
    ending = f"-{reference.zfill(3)}"
    close = [a for a in state.all(Action) if a.status not in CLOSED and a.reference.endswith(ending)]
    return close[0] if len(close) == 1 else None


def as_typed(state: State, draft: EntryDraft, on: date) -> str:
    """The line that `parse_line` reads as this draft on the day of the meeting: what up-arrow brings back."""
    said = f"{draft.speaker}: {draft.text}" if draft.speaker else draft.text
    word = slash_word(LineKind(draft.type))
    if draft.type is EntryType.NOTE:
        says_more = said.startswith(("/", "@")) or _MAY_BE_MARKED.match(said)
        return f"{word} {said}" if not draft.speaker and says_more else said
    if draft.type is EntryType.DECISION:
        return f"{word} {said}"
    return f"{word} {sentence_of(state, draft._replace(text=said), on)}"


def sentence_of(state: State, draft: EntryDraft, on: date) -> str:
    """`MoJ, PNTL: draft the SOP by 2010-05-30`: an action in words, without who said it.

    Whom nobody on the register answers to is named once: "the secretariat will open it" says so itself.
    """
    owners = [found.acronym for id in draft.owners if (found := state.get(Organization, id))]
    owners += [t("prompt.all")] if draft.everybody else []
    owners += [person.name] if (person := state.get(Person, draft.person)) else []
    owners += [f"{name.strip()}?" for name in draft.owner_text.split(",") if name.strip()]
    named = draft.owner_text and read_promise(draft.text, state, on).draft == draft._replace(speaker="", due=None)
    head = f"{', '.join(owners)}: " if owners and not named else ""
    by = f" by {due_words(draft.due)}" if draft.due else ""
    return f"{head}{draft.text}{by}"


def typed_as(draft: EntryDraft) -> ParsedLine:
    """The draft of a pasted line as if it had been typed."""
    typed = ParsedLine(LineKind(draft.type), draft.text, draft.speaker, draft.owners, draft.everybody)
    typed = typed._replace(person=draft.person, due=draft.due, unknown=draft.owner_text)
    return typed._replace(hint=_gaps(typed)) if typed.kind is LineKind.ACTION else typed


class _Line:
    """Reads a line without its place; days are read as from the meeting's date, or `today` where it has none."""

    def __init__(
        self,
        state: State,
        meeting: Meeting | None,
        today: date,
        names: PromptNames,
        item: AgendaItem | None = None,
        marked: Marked | None = None,
    ) -> None:
        self._state = state
        self._meeting = meeting
        self._base = (meeting.date if meeting is not None else None) or today
        self._names = names
        self._item = item
        self._marked = marked

    def read(self, kind: LineKind, text: str) -> ParsedLine:
        match kind:
            case LineKind.ACTION:
                return self.action(text)
            case LineKind.UPDATE | LineKind.DONE:
                return self.about_action(kind, text)
            case LineKind.PRESENT | LineKind.SPEAKERS:
                return self.present(text)._replace(kind=kind)
            case LineKind.VOTE:
                return self.vote(text)
            case LineKind.DECISION if not text:
                return self.proposed()
            case _:
                return self.note(text)._replace(kind=kind)

    def proposed(self) -> ParsedLine:
        """The decision that the item under discussion proposes, until it is taken so."""
        words = self._item.proposed_decision.strip() if self._item is not None else ""
        taken = self._state.linked(Decision, Decision.item, self._item.id) if self._item is not None else ()
        if not words or any(one.text.strip() == words for one in taken):
            return ParsedLine(LineKind.DECISION, "", hint=t("prompt.hint.no_decision"))
        return ParsedLine(LineKind.DECISION, words, proposed=True)

    def vote(self, text: str) -> ParsedLine:
        """On the last decision of the item; what cannot be counted stays typed."""
        if not is_on(self._state, Group.votes):
            return self.note(text)._replace(kind=LineKind.VOTE, hint=t("prompt.hint.no_votes"))
        decision = decision_at(self._state, self._meeting, self._item) if self._meeting is not None else None
        votes = read_votes(text)
        hint = too_many_votes(self._state, self._meeting, self._item, votes)
        if not (decision and votes):
            hint = t("prompt.hint.which_votes" if decision else "prompt.hint.vote_on_what")
        return ParsedLine(LineKind.VOTE, text, decision=decision.id if decision else "", votes=votes, hint=hint)

    def marked(self, text: str) -> ParsedLine | None:
        draft = self._marked(text, self._item) if self._marked is not None else None
        return typed_as(draft) if draft is not None else None

    def note(self, text: str) -> ParsedLine:
        speaker, rest = self._speaker(text)
        return ParsedLine(LineKind.NOTE, rest, speaker=speaker)

    def action(self, text: str) -> ParsedLine:
        sentence = read_sentence(text, self._names.roster, self._base, self._names.language)
        typed = as_action(sentence, self._state)
        if not isinstance(typed.due, date) or typed.due >= self._base:
            return typed
        early = t("prompt.hint.before_meeting" if self._meeting is not None else "prompt.hint.past")
        which = t("prompt.hint.which_year", day=short_day(typed.due), year=typed.due.year + 1)
        return typed._replace(doubt=which if sentence.doubtful else early)

    def about_action(self, kind: LineKind, text: str) -> ParsedLine:
        match = _REFERENCE.match(text)
        action = find_action(self._state, match["reference"]) if match else None
        if match is None:
            return ParsedLine(kind, text, hint=t("prompt.hint.which_action"))
        if action is None:
            return ParsedLine(kind, text, hint=t("prompt.hint.no_action", reference=match["reference"]))
        hint = t("prompt.hint.is_closed") if action.status in CLOSED else ""
        return ParsedLine(kind, text[match.end() :], action=action.id, hint=hint)

    def present(self, text: str) -> ParsedLine:
        named_in = text.removeprefix(OFF)
        found, at = names_first(named_in, self._names.roster, self._names.language)
        named = tuple(one.named for one in found if one.named)
        unknown = named_in[at:].strip(" ,;")
        hint = t("prompt.hint.nobody", name=unknown) if unknown else ""
        return ParsedLine(LineKind.PRESENT, text, present=named, unknown=unknown, hint=hint)

    def _speaker(self, text: str) -> tuple[str, str]:
        """`moj: …`: who says it, where exactly one organization or person answers to what stands before the colon."""
        head, colon, rest = text.partition(":")
        if not colon or len(head.split()) > MOST_WORDS_OF_A_SPEAKER or not rest[:1].isspace():
            return "", text
        named = self._names.get(head)
        spoken = self._spoken(named) if named else ""
        return (spoken, rest.strip()) if spoken else ("", text)

    def _spoken(self, named: RosterName) -> str:
        organization = self._state.get(Organization, named.organization)
        if organization is not None:
            return name_on(self._state, organization, self._base).acronym
        person = self._state.get(Person, named.person)
        return person.name if person else ""


def as_action(sentence: Sentence, state: State) -> ParsedLine:
    """The action that a sentence gives, with what a person should know of it before Enter."""
    named = sentence.known
    typed = ParsedLine(
        LineKind.ACTION,
        sentence.what,
        owners=_organizations(state, named),
        everybody=any(one.everybody for one in named),
        person=next((one.person for one in named if one.person), None),
        due=sentence.until,
        unknown=", ".join(sentence.unknown),
    )
    stranger = t("prompt.hint.nobody", name=typed.unknown) if typed.unknown else ""
    guess = t("prompt.hint.guessed_day") if sentence.guessed else ""
    return typed._replace(hint=", ".join(filter(None, (stranger, guess, _gaps(typed)))))


def _organizations(state: State, named: tuple[RosterName, ...]) -> tuple[str, ...]:
    """Those named; a person alone stands for the organization that the person comes from."""
    ids = [one.organization for one in named if one.organization]
    if not ids:
        people = [state.get(Person, one.person) for one in named if one.person]
        ids = [person.organization for person in people if person and person.organization]
    return tuple(dict.fromkeys(ids))


def _slash(text: str) -> tuple[str | None, str]:
    if not text.startswith("/"):
        return None, text
    word, _, rest = text[1:].partition(" ")
    return (fold(word), rest.strip()) if word and "\n" not in word else (None, text)


def _gaps(typed: ParsedLine) -> str:
    """What an action lacks; all but its text is allowed, and said."""
    if not typed.text:
        return t("prompt.hint.no_text")
    lacks = [] if typed.owners or typed.everybody or typed.person or typed.unknown else ["no_owner"]
    lacks += [] if typed.due is not None else ["no_due"]
    return ", ".join(t(f"prompt.hint.{lack}") for lack in lacks)


def _told_apart(actions: list[Action], reference: str) -> Action | None:
    """Of two that carry the same reference, the one whose id ends as the shown reference does."""
    ending = reference.partition("·")[2].upper()
    return next((action for action in actions if ending and action.id.endswith(ending)), None)


def due_words(due: date | DueWord | None) -> str:
    """The due date in a form that every language's reading understands; empty for none."""
    if due is None:
        return ""
    return t(f"choices.due.{due}", lang="en") if isinstance(due, StrEnum) else due.isoformat()


SAID = (Action.owners, Action.all, Action.person, Action.due)
"""What a sentence may say of an action; where one of them is given by itself, the sentence is only a text."""


class ParsedAction(NamedTuple):
    """The values of the action's fields, as they would be typed, and what the sentence does not say."""

    values: dict[str, str]
    hint: str


def promised(lookup: Lookup, values: dict[str, str]) -> ParsedAction:
    """What the text among the values says, unless owner or due date were given beside it."""
    text = values.get(Action.text.name, "")
    if not text.strip() or any(values.get(field.name) for field in SAID):
        return ParsedAction(values, "")

    about = values.get(Action.meeting.name, "")
    meeting = lookup.state.get(Meeting, lookup.find(Meeting, about)) if about else None
    typed = read_promise(text, lookup.state, (meeting.date if meeting else None) or lookup.today)
    hint = ", ".join(filter(None, (typed.doubt, typed.hint)))
    if not typed.text:
        return ParsedAction(values, hint)
    said = {
        Action.text.name: typed.text,
        Action.owners.name: ", ".join(typed.owners),
        Action.all.name: "yes" if typed.everybody else "",
        Action.person.name: typed.person or "",
        Action.owner_text.name: typed.unknown,
        Action.due.name: due_words(typed.due),
    }
    return ParsedAction({**values, **{name: value for name, value in said.items() if value}}, hint)
