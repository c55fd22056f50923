"""The invitation round: who was asked, what they answered, and who is announced in their place.

An answer stands on the attendance of whom it is about, so the roll knows on the day who is expected and who has sent
apologies. Whoever is announced ("sends Zeca") is kept with the meeting by name and title until the register knows them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ictwg.domain.calendar import say_date, short_day
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import Attendance, Contact, Meeting, Organization, Person
from ictwg.domain.schema import Setting
from ictwg.domain.state import State
from ictwg.domain.text import clean, fold
from ictwg.domain.values import Answer, AskingKind, Channel, MeetingState, Presence
from ictwg.locales import t
from ictwg.meetings.attendance import RollLine, joined_as, recorded, roll, said_of, stands_in
from ictwg.records.asking import AnswerStorage, Asking, Respondent
from ictwg.records.group import short_group_name
from ictwg.records.lookup import Lookup, shown_name

COMES = frozenset({Answer.COMING, Answer.SENDS})


class AnswerDetails(NamedTuple):
    """How an answer came: on which day, who gave it, through which channel."""

    on: date
    by: str = ""
    channel: Channel | None = None

    def settings(self) -> tuple[Setting, ...]:
        fields = (Attendance.answered_on(self.on), Attendance.answered_by(self.by))
        return (*fields, Attendance.answer_channel(self.channel))


class Invitation(Asking[Meeting]):
    """The people of the roster are asked; an organization has answered once one of them has."""

    KIND, CHOICES = AskingKind.INVITATION, (Answer.COMING, Answer.NOT_COMING, Answer.SENDS)
    NOTED = AnswerStorage(
        Attendance,
        Attendance.answer,
        (Attendance.answered_by, Attendance.answered_on, Attendance.answer_channel),
        Contact.meetings,
    )
    NEEDS_WORDS = frozenset({Answer.SENDS})
    UNTIL = Meeting.date

    def subject(self, lang: str) -> str:
        meeting = self.record
        day = say_date(meeting.date, lang, weekday=False) if meeting.date else ""
        hours = "–".join(time.strftime("%H:%M") for time in (meeting.start, meeting.end) if time)
        when = ", ".join(filter(None, (day, hours, clean(meeting.venue))))
        return t("asked.meeting", lang=lang, group=clean(short_group_name(self.state)), when=when)

    @property
    def words(self) -> str:
        """`9 coming, 2 not, 5 no answer`: an organization comes if one of its people does, or somebody for them."""
        answered, whole = self.count
        coming = sum(not COMES.isdisjoint(said) for said in self.answers.values())
        return t("invitation.tally", coming=coming, not_coming=answered - coming, unanswered=whole - answered)

    def rows(self) -> tuple[Respondent, ...]:
        return tuple(map(_row, lines_of(self.state, self.record).values()))

    def note(self, lookup: Lookup, one: Respondent, values: dict[str, str]) -> Changes:
        line, said = lines_of(self.state, self.record)[one.id], details(lookup, values)
        given = values.get(Attendance.answer.name)
        return answer(self.state, self.record, line, Answer(given), said) if given else say_how(line, said)

    def take_back(self, one: Respondent) -> Changes:
        line = lines_of(self.state, self.record)[one.id]
        return answer(self.state, self.record, line, Answer.NONE, AnswerDetails(self.today))


def details(lookup: Lookup, values: dict[str, str]) -> AnswerDetails:
    """How an answer came, as it was typed; today, where no day was."""
    on = Attendance.answered_on.parse(values.get(Attendance.answered_on.name, ""), lookup) or lookup.today
    channel = Attendance.answer_channel.parse(values.get(Attendance.answer_channel.name, ""), lookup)
    return AnswerDetails(on, Attendance.answered_by.parse(values.get(Attendance.answered_by.name, ""), lookup), channel)


def lines_of(state: State, meeting: Meeting) -> dict[str, RollLine]:
    """Those who were asked, in protocol order, by the id of their row."""
    grouped: dict[str, list[RollLine]] = {}
    for line in roll(state, meeting):
        grouped.setdefault(line.organization or (line.record.id if line.record else ""), []).append(line)
    return {_row(line).id: line for lines in grouped.values() if _counts(lines) for line in lines}


def _row(line: RollLine) -> Respondent:
    record = line.record
    id = record.id if record is not None and not line.expected else f"{line.organization}:{line.person}"
    named = Respondent(id, line.organization, line.acronym, line.shown_name, None, "", record, line.person)
    if record is None or line.answer is Answer.NONE:
        return named
    channel = Attendance.answer_channel.label(record.answer_channel) if record.answer_channel else ""
    words = " · ".join(filter(None, (channel, record.answered_by, short_day(record.answered_on))))
    return named._replace(answer=line.answer, words=words)


def open_askings(state: State, today: date) -> Iterator[Invitation]:
    for meeting in state.all(Meeting):
        to_come = meeting.state is MeetingState.PLANNED and meeting.date is not None and meeting.date >= today
        if to_come and is_asked(state, meeting):
            yield Invitation(state, meeting, today)


def invitation_to_chair(state: State, meeting: Meeting, on: date) -> Changes:
    """The invitation went to the chair for signature; a clearance of an earlier one no longer counts."""
    sent = (Meeting.invitation_sent_to_chair(on), Meeting.invitation_cleared.clear)
    return Edit("verbs.invitation_to_chair", shown_name(state, meeting)).update(meeting, *sent).done()


def invitation_cleared(state: State, meeting: Meeting, on: date) -> Changes:
    cleared = Edit("verbs.invitation_cleared", shown_name(state, meeting))
    return cleared.update(meeting, Meeting.invitation_cleared(on)).done()


def circulate_invitation(state: State, meeting: Meeting, on: date | None) -> Changes:
    """The invitation went out on that day; None: not yet, after all."""
    told = Edit("verbs.invited" if on else "verbs.edited", shown_name(state, meeting))
    told.update(meeting, Meeting.invitation_circulated(on))
    return told.tell("meeting.invitation_circulated", Meeting, meeting.id).done()


def answer(state: State, meeting: Meeting, line: RollLine, given: Answer, said: AnswerDetails) -> Changes:
    """One key on the line; with `Answer.NONE` the answer is taken back, and who was announced by hand is struck."""
    if given is Answer.NONE:
        by_hand = line.record is not None and not line.expected and line.state is None
        return _struck(state, meeting, line) if by_hand else _taken_back(state, meeting, line)
    changes = said_of(state, meeting, line, Attendance.answer(given), *said.settings(), verb="verbs.answered")
    return changes.and_then(_without_announced(state, meeting, line))


def say_how(line: RollLine, said: AnswerDetails) -> Changes:
    """Who gave an answer that is already entered, when, and through which channel."""
    told = Edit("verbs.answered", line.shown_name)
    return (told.update(line.record, *said.settings()) if line.record is not None else told).done()


def announce(state: State, meeting: Meeting, line: RollLine, name: str, title: str, said: AnswerDetails) -> Changes:
    """Somebody else will come for them: on the roll by that name, in their place."""
    coming = _comes_instead(state, meeting, line, name, title, said)
    gone = _without_announced(state, meeting, line, but=name)
    if not line.name:
        # The answer of an organization for which nobody was named, now that somebody is
        edit = Edit("")
        if line.record is not None and line.state is None:
            edit.remove(line.record)
        return coming.and_then(gone).and_then(edit.done())
    sends = (Attendance.answer(Answer.SENDS), Attendance.sends(name), *said.settings())
    told = said_of(state, meeting, line, *sends, verb="verbs.answered")
    return told.and_then(coming).and_then(gone)


def expect(
    state: State,
    meeting: Meeting,
    name: str,
    said: AnswerDetails,
    *,
    organization: Organization | None = None,
    organization_text: str = "",
    title: str = "",
) -> Changes:
    """A guest, or somebody else who is on no roster, has said that they come."""
    home = organization.id if organization else ""
    settings = (
        Attendance.printed_organization("" if organization else organization_text),
        Attendance.title(title),
        Attendance.capacity(joined_as(state, organization, meeting.date)),
        Attendance.answer(Answer.COMING),
        *said.settings(),
    )
    return recorded(state, Edit("verbs.answered", name), meeting, name, home, *settings)


def is_asked(state: State, meeting: Meeting) -> bool:
    """Whether the round has begun: the invitation is out, or somebody has answered."""
    rows = state.linked(Attendance, Attendance.meeting, meeting.id)
    return meeting.invitation_circulated is not None or any(row.answer is not Answer.NONE for row in rows)


def send_apologies(state: State, changes: Changes) -> Changes:
    """As a meeting is held: whoever has said that they do not come has sent apologies, unless marked otherwise."""
    marked = {w.id for w in changes.writes if w.table == Attendance.TABLE and w.field == Attendance.state.name}
    edit = Edit("")
    for event in changes.events:
        rows = state.linked(Attendance, Attendance.meeting, event.id) if event.name == "meeting.held" else ()
        for row in rows:
            if row.answer is Answer.NOT_COMING and row.state is None and row.id not in marked:
                edit.update(row, Attendance.state(Presence.APOLOGIES))
    return edit.done()


def _counts(lines: list[RollLine]) -> bool:
    """On the roster, or there is an answer; a walk-in that was only marked was never asked."""
    return any(line.expected or line.answer is not Answer.NONE for line in lines)


def _taken_back(state: State, meeting: Meeting, line: RollLine) -> Changes:
    if line.record is None:
        return Changes("")
    told = Edit("verbs.answered", line.shown_name).update(line.record, *_no_answer()).done()
    return told.and_then(_without_announced(state, meeting, line))


def _struck(state: State, meeting: Meeting, line: RollLine) -> Changes:
    """Expected no longer; whoever had announced them has not answered."""
    edit = Edit("verbs.removed", line.shown_name, line.record)
    for row in state.linked(Attendance, Attendance.meeting, meeting.id):
        if row == line.record:
            edit.remove(row)
        elif row.organization == (line.organization or None) and row.sends and fold(row.sends) == fold(line.name):
            # Who was announced by hand as well is no longer expected either; the organization has not answered.
            if row.person:
                edit.update(row, *_no_answer())
            else:
                edit.remove(row)
    return edit.done()


def _no_answer() -> tuple[Setting, ...]:
    fields = (Attendance.answered_on, Attendance.answered_by, Attendance.answer_channel, Attendance.sends)
    return (Attendance.answer(Answer.NONE), *(field.clear for field in fields))


def _comes_instead(
    state: State, meeting: Meeting, line: RollLine, name: str, title: str, said: AnswerDetails
) -> Changes:
    """The one who is sent: their own line where they have one, else a new one under the name as it was said."""
    coming = (Attendance.answer(Answer.COMING), *said.settings())
    own = [one for one in roll(state, meeting) if one.organization == line.organization and one.name]
    known = next((one for one in own if fold(one.name) == fold(name) and one.expected), None)
    if known is not None:
        return said_of(state, meeting, known, *coming, verb="verbs.answered")
    settings = (
        Attendance.person(_of_register(state, line.organization, name)),
        Attendance.title(title),
        Attendance.capacity(stands_in(line.capacity)),
        Attendance.in_place_of(line.name),
        *coming,
    )
    return recorded(state, Edit("verbs.answered", name), meeting, name, line.organization, *settings)


def _of_register(state: State, organization: str, name: str) -> str | None:
    people = state.linked(Person, Person.organization, organization) if organization else ()
    return next((one.id for one in people if fold(one.name) == fold(name)), None)


def _without_announced(state: State, meeting: Meeting, line: RollLine, but: str = "") -> Changes:
    """Whoever was announced before in this one's place is expected no longer."""
    edit = Edit("")
    before = line.record.sends if line.record is not None else ""
    if line.record is None or not before or fold(before) == fold(but):
        return edit.done()
    if not but:
        edit.update(line.record, Attendance.sends.clear)
    for row in state.linked(Attendance, Attendance.meeting, meeting.id):
        if row.in_place_of == line.name and fold(row.name) == fold(before) and row.state is None:
            edit.remove(row)
    return edit.done()
