"""What is said back of a typed line before Enter, so that nobody is surprised by an owner or a date."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.decisions.votes import votes_in_words
from ictwg.domain.calendar import due_in_words
from ictwg.domain.records import Action, Decision, Meeting, Organization, Person
from ictwg.domain.references import ReferenceNumbers
from ictwg.domain.roster import said_owners
from ictwg.domain.values import TAKES_PLACE, ActionKind, DueWord
from ictwg.locales import t
from ictwg.minutes.prompt.parsing import LineKind
from ictwg.records.lookup import shown_reference

if TYPE_CHECKING:
    from datetime import date

    from ictwg.domain.state import State
    from ictwg.minutes.prompt.parsing import ParsedLine
    from ictwg.sentences.who import RosterName


class Echo(NamedTuple):
    """`Action A-2010-015` · `MoJ, PNTL` · `due Sun 30 May 2010` · the words that are kept; and a hint."""

    kind: str
    parts: tuple[str, ...]
    text: str
    hint: str


def echo(typed: ParsedLine, state: State, meeting: Meeting, today: date) -> Echo:
    return Echo(_kind(typed, state, meeting, today), _parts(typed, state, meeting), typed.text, typed.hint)


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
    meets = t("prompt.meets", day=due_in_words(typed.meets)) if typed.meets else ""
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
