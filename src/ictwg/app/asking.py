"""Ask many, with a deadline and a state for each: one view of invitations, comments, circulated decisions and rounds.

Each keeps what it knows where it always was: answers to an invitation with the attendance, comments with the contacts,
answers to a circulated decision with its positions, all else with the answers of a round. Here they look alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.decisions import circulation
from ictwg.documents.comments import comment_lines
from ictwg.domain.records import Decision, Meeting, Organization, Round
from ictwg.domain.text import clean
from ictwg.domain.values import Answer, AskingKind, MeetingState, MinutesState, RoundState, Stance
from ictwg.exports.messages import Copy
from ictwg.locales import catalogue, t
from ictwg.meetings import invitation
from ictwg.minutes.printed.blocks import day
from ictwg.programme.rounds import ANSWERED, answers_of
from ictwg.records.group import group_of
from ictwg.records.lookup import shown_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ictwg.domain.records import RoundAnswer
    from ictwg.domain.state import State


class Asked(NamedTuple):
    """One organization, and how far it is.

    Attributes:
        said: What it answered, as a message of its own list; empty where it has not.
        reminded_on: When it was reminded last, where that is kept.
    """

    organization: str
    acronym: str
    said: str
    reminded_on: date | None = None

    @property
    def waits(self) -> bool:
        return not self.said


class Asking(NamedTuple):
    """Something that many were asked for.

    Attributes:
        record: The meeting, decision or round that it is about.
        until: The last day to answer; None where none was set.
    """

    kind: AskingKind
    record: Meeting | Decision | Round
    name: str
    until: date | None
    asked: tuple[Asked, ...]

    @property
    def waiting(self) -> tuple[Asked, ...]:
        return tuple(one for one in self.asked if one.waits)

    def is_late(self, today: date) -> bool:
        return self.until is not None and self.until < today and bool(self.waiting)


def askings(state: State, today: date) -> tuple[Asking, ...]:
    """All that is open; the nearest deadline first, those without one last."""
    found = (*_invitations(state, today), *_comments(state), *_decisions(state, today), *_rounds(state))
    return tuple(sorted(found, key=lambda one: (one.until is None, one.until, one.kind, one.record.id)))


def message_to_silent(state: State, asking: Asking) -> Copy:
    """To those who have not answered, in the language of the group where there is one for it; no addresses."""
    group = group_of(state)
    lang = group.spoken if group and "asked.message" in catalogue(group.spoken, "asked") else "en"
    values = {
        "group": clean(group.acronym or group.name) if group else "",
        "what": clean(asking.name),
        "until": day(asking.until, lang) if asking.until is not None else "–",
        "organizations": ", ".join(one.acronym for one in asking.waiting),
    }
    return Copy(t("asked.message", lang=lang, **values), len(asking.waiting), 0)


def _invitations(state: State, today: date) -> Iterator[Asking]:
    for meeting in state.all(Meeting):
        to_come = meeting.state is MeetingState.PLANNED and meeting.date is not None and meeting.date >= today
        if to_come and invitation.is_asked(state, meeting):
            asked = tuple(
                Asked(one.organization, one.acronym, _choice("answer", one.answer, Answer.NONE))
                for one in invitation.asked(state, meeting)
                if one.organization
            )
            yield Asking(AskingKind.INVITATION, meeting, shown_name(state, meeting), meeting.date, asked)


def _comments(state: State) -> Iterator[Asking]:
    for meeting in state.all(Meeting):
        if meeting.minutes_state is MinutesState.CIRCULATED and meeting.state is MeetingState.HELD:
            lines = {one.organization: one for one in comment_lines(state, meeting)}
            asked = tuple(Asked(id, one.acronym, _choice("commented", one.comments, None)) for id, one in lines.items())
            yield Asking(AskingKind.COMMENTS, meeting, shown_name(state, meeting), meeting.comments_until, asked)


def _decisions(state: State, today: date) -> Iterator[Asking]:
    for decision in circulation.proposals(state):
        answers = circulation.tally(state, decision, today).answers
        asked = tuple(Asked(a.organization, a.acronym, _choice("stance", a.stance, Stance.NO_ANSWER)) for a in answers)
        yield Asking(AskingKind.DECISION, decision, shown_name(state, decision), decision.answers_until, asked)


def _rounds(state: State) -> Iterator[Asking]:
    for one in state.all(Round):
        if one.closed_on is None and (answers := answers_of(state, one)):
            asked = tuple(_in_round(state, answer) for answer in answers if answer.state is not RoundState.NOT_ASKED)
            yield Asking(AskingKind.ROUND, one, one.title, one.closes_on, asked)


def _in_round(state: State, answer: RoundAnswer) -> Asked:
    home = state.get(Organization, answer.organization)
    said = f"choices.round_state.{answer.state}" if answer.state in ANSWERED else ""
    return Asked(answer.organization or "", home.acronym if home else "", said, answer.reminded_on)


def _choice(area: str, value: object, nothing: object) -> str:
    return "" if value in (None, nothing) else f"choices.{area}.{value}"
