"""What is offered and said back while a line is typed: what Tab may complete, and what Enter would keep."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from ictwg.decisions.decisions import votes_in_words
from ictwg.domain.calendar import due_in_words
from ictwg.domain.records import Action, Decision, Meeting, Organization, Person
from ictwg.domain.references import ReferenceNumbers
from ictwg.domain.roster import said_owners
from ictwg.domain.schema import R
from ictwg.domain.state import State
from ictwg.domain.text import fold
from ictwg.domain.values import CLOSED, TAKES_PLACE, ActionKind, DueWord
from ictwg.locales import t
from ictwg.minutes.lines import in_confidence
from ictwg.minutes.prompt.names import PromptNames
from ictwg.minutes.prompt.parsing import LineKind, ParsedLine, slash_words
from ictwg.records.lookup import short_title, shown_reference
from ictwg.sentences.who import RosterName

MOST_OPTIONS = 8
MOST_WORDS = 4
_STOPS = ",;:&+/("
_BEGUN_REFERENCE = re.compile(r"(?:^|(?<=[\s(,;:]))(?P<reference>[adm]-[\w-]*)$", re.IGNORECASE)
_PLACED = re.compile(r"@[\d.]+ +")

_FIRST_OFFERED = (
    LineKind.NOTE,
    LineKind.DECISION,
    LineKind.ACTION,
    LineKind.UPDATE,
    LineKind.DONE,
    LineKind.PRESENT,
    LineKind.FINISH,
)


class CompletionOption(NamedTuple):
    """What is put in, and what stands beside it."""

    insert: str
    note: str = ""


class Completing(NamedTuple):
    """The options for the piece of the line from `start` to `end`."""

    start: int
    end: int
    options: tuple[CompletionOption, ...] = ()


class CompletionSource(NamedTuple):
    """What there is to complete from.

    Attributes:
        items: The agenda, each item as its number and its title.
        hides: Whether what is not for everybody in the room is left out, as on a projector.
        votes: Whether the group votes.
    """

    names: PromptNames
    phrases: Sequence[str] = ()
    items: Sequence[tuple[str, str]] = ()
    hides: bool = False
    votes: bool = False


def complete(text: str, cursor: int, state: State, known: CompletionSource) -> Completing:
    """What the piece before the cursor may become, the longest one that fits; no options where nothing does."""
    before = text[:cursor]
    if before.startswith("@") and " " not in before:
        return Completing(0, cursor, _items(known.items, before[1:]))
    # Where the line begins that is for another item: behind `@5 `
    placed = _PLACED.match(before)
    start = placed.end() if placed else 0
    if before[start:].startswith("/") and " " not in before[start:]:
        return Completing(start, cursor, _slash_options(before[start + 1 :], votes=known.votes))
    word, _, rest = before[start:].partition(" ")
    if (
        slash_words().get(fold(word[1:])) in (LineKind.UPDATE, LineKind.DONE)
        and word.startswith("/")
        and " " not in rest
    ):
        return Completing(start + len(word) + 1, cursor, _open_actions(state, rest, known))
    if (begun := _BEGUN_REFERENCE.search(before)) is not None:
        return Completing(begun.start("reference"), cursor, _references(state, begun["reference"].upper(), known))
    named, said = _names_before(before, known.names), _phrases_begun(before, known.phrases)
    return said if said.options and (not named.options or said.start < named.start) else named


def begun_words(text: str, *, votes: bool = False) -> tuple[str, ...]:
    """`/d decision`: the reader's words for each thing that a line may be, of those that the begun word may become."""
    if not text.startswith("/") or " " in text or fold(text[1:]) in slash_words():
        return ()
    kinds = [kind for kind in LineKind if votes or kind is not LineKind.VOTE] if text[1:] else _FIRST_OFFERED
    words = [t(f"prompt.words.{kind}") for kind in kinds]
    return tuple(f"/{one}" for one in words if any(word.startswith(fold(text[1:])) for word in one.split()))


def _items(items: Sequence[tuple[str, str]], typed: str) -> tuple[CompletionOption, ...]:
    wanted = fold(typed)
    fitting = [(number, title) for number, title in items if number.startswith(wanted) or wanted in fold(title)]
    return tuple(CompletionOption(f"@{number} ", title) for number, title in fitting[:MOST_OPTIONS])


def _slash_options(typed: str, *, votes: bool) -> tuple[CompletionOption, ...]:
    """One word for each kind, the first of the reader's language that begins so."""
    begun = [word for word in slash_words() if len(word) > 1 and word.startswith(fold(typed))]
    first = {slash_words()[word]: word for word in reversed(begun)}
    offered = [kind for kind in LineKind if kind in first and (votes or kind is not LineKind.VOTE)]
    return tuple(
        CompletionOption(f"/{word} ", t(f"prompt.kind.{kind}", reference=""))
        for kind in offered
        for word in [first[kind]]
    )


def _open_actions(state: State, typed: str, known: CompletionSource) -> tuple[CompletionOption, ...]:
    wanted = fold(typed)
    actions = [a for a in state.all(Action) if a.kind is ActionKind.ACTION and a.status not in CLOSED]
    fitting = [a for a in actions if wanted in fold(a.reference) or wanted in fold(a.text)]
    listed = sorted(_told(state, fitting, known), key=lambda action: (action.reference, action.id))[:MOST_OPTIONS]
    return tuple(CompletionOption(f"{shown_reference(state, action)} ", short_title(action)) for action in listed)


def _references(state: State, begun: str, known: CompletionSource) -> tuple[CompletionOption, ...]:
    """Actions, decisions and meetings, the latest first."""
    latest = sorted(set(state.references(begun)), reverse=True)
    records = (record for reference in latest for record in state.by_reference(reference))
    listed = islice(_told(state, records, known), MOST_OPTIONS)
    return tuple(CompletionOption(shown_reference(state, record), short_title(record)) for record in listed)


def _told(state: State, records: Iterable[R], known: CompletionSource) -> Iterator[R]:
    return (record for record in records if not (known.hides and in_confidence(state, record)))


def _names_before(before: str, names: PromptNames) -> Completing:
    """The longest run of words before the cursor that begins a name."""
    for start in _starts(before):
        piece = fold(before[start:])
        options = tuple(
            CompletionOption(known.name, known.note) for known in names.known if _begins(known.folded, piece)
        )
        if options:
            return Completing(start, len(before), tuple(sorted(options, key=lambda o: len(o.insert)))[:MOST_OPTIONS])
    return Completing(len(before), len(before))


def _phrases_begun(before: str, phrases: Sequence[str]) -> Completing:
    """The set phrases that the whole line begins, behind its slash word if it has one."""
    word, _, rest = before.partition(" ")
    said = rest if word.startswith("/") else before
    start = len(before) - len(said.lstrip())
    options = tuple(CompletionOption(phrase) for phrase in phrases if _begins((fold(phrase),), fold(before[start:])))
    return Completing(start, len(before), options[:MOST_OPTIONS])


def _starts(before: str) -> Iterator[int]:
    """Where the piece may begin: up to four words back, not across a comma."""
    found = [at for at in range(len(before)) if _begins_word(before, at)]
    stop = max((before.rfind(mark) for mark in _STOPS), default=-1)
    yield from (at for at in found[-MOST_WORDS:] if at > stop)


def _begins_word(before: str, at: int) -> bool:
    return not before[at].isspace() and before[at] not in _STOPS and (at == 0 or before[at - 1] in f" {_STOPS}")


def _begins(folded: tuple[str, ...], piece: str) -> bool:
    return bool(piece) and any(name.startswith(piece) for name in folded)


class Echo(NamedTuple):
    """A doubt; `Action A-2010-015` · `MoJ, PNTL` · `due Sun 30 May 2010` · the words that are kept; and a hint."""

    kind: str
    parts: tuple[str, ...]
    text: str
    doubt: str
    hint: str


def echo(typed: ParsedLine, state: State, meeting: Meeting, today: date) -> Echo:
    return Echo(_kind(typed, state, meeting, today), _parts(typed, state, meeting), typed.text, typed.doubt, typed.hint)


_ABOUT = (LineKind.UPDATE, LineKind.DONE, LineKind.VOTE)


def _kind(typed: ParsedLine, state: State, meeting: Meeting, today: date) -> str:
    if typed.kind in _ABOUT:
        about = state.get(Action, typed.action) or state.get(Decision, typed.decision)
        key = f"prompt.kind.{typed.kind}"
        return t(key, reference=shown_reference(state, about)) if about else t(f"{key}_open")
    return t(f"prompt.kind.{typed.kind}", reference=_next_reference(typed.kind, state, meeting, today))


def _next_reference(kind: LineKind, state: State, meeting: Meeting, today: date) -> str:
    year = (meeting.date or today).year
    if kind is LineKind.ACTION:
        return ReferenceNumbers(state).take(ActionKind.ACTION, year)
    return ReferenceNumbers(state).take_decision(year) if kind is LineKind.DECISION else ""


def _parts(typed: ParsedLine, state: State, meeting: Meeting) -> tuple[str, ...]:
    strangers = typed.unknown.split(", ") if typed.kind is LineKind.ACTION and typed.unknown else ()
    owned = (typed.owners, meeting.date)
    owners = said_owners(state, *owned, everybody=typed.everybody, person=typed.person, unknown=strangers)
    said = t("prompt.says", speaker=typed.speaker) if typed.speaker else ""
    named = ", ".join(_named(state, one) for one in typed.present)
    counted = votes_in_words(typed.votes)
    proposed = t("prompt.as_proposed") if typed.proposed else ""
    meets = t("prompt.meets", day=str(typed.meets)) if typed.meets else ""
    return tuple(part for part in (said, owners, named, _due(typed, state, meeting), counted, proposed, meets) if part)


def _due(typed: ParsedLine, state: State, meeting: Meeting) -> str:
    words = due_in_words(typed.due)
    following = _following(state, meeting) if typed.due is DueWord.NEXT_MEETING else None
    if following is not None:
        return t("prompt.due_at", day=words, when=due_in_words(following))
    return t("prompt.due", day=words) if words else ""


def _following(state: State, meeting: Meeting) -> date | None:
    """The day of the first meeting of the series after this one."""
    others = [m for m in state.all(Meeting) if m.series == meeting.series and m.state in TAKES_PLACE]
    return min((m.date for m in others if m.date and meeting.date and m.date > meeting.date), default=None)


def _named(state: State, named: RosterName) -> str:
    if named.everybody:
        return t("meetings.all_members")
    organization, person = state.get(Organization, named.organization), state.get(Person, named.person)
    return organization.acronym if organization else person.name if person else ""
