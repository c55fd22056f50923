"""The little language of `golden/as-of-day.toml`: what was so, in sentences, as a group in memory.

    MoJ is a government member from 2003-05-01       Ana is focal point of MoJ from 2009-01-01
    MoJ becomes suspended on 2010-01-01              Ana is replaced by Rui on 2010-02-01
    MoJ is renamed MoL, Ministry of Law, on D        the rule counts proxies

The sentences run through the program's own use cases, in their order; then the meeting of the day is held, with five
items, and who came is marked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from tests.builders import MemoryState, organization, person

from ictwg.domain.agenda import agenda_of
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import AgendaItem, Attendance, Group, Meeting, Membership, Organization, Person
from ictwg.domain.values import (
    Answer,
    Capacity,
    Function,
    MeetingState,
    MembershipStatus,
    OrganizationType,
    Presence,
    SuccessionKind,
)
from ictwg.meetings import attendance, invitation, meetings
from ictwg.meetings.attendance import RollLine
from ictwg.meetings.invitation import AnswerDetails
from ictwg.members import functions
from ictwg.members import organizations as membership
from ictwg.members import organizations as naming
from ictwg.members.organizations import Fate, become

ITEMS = 5
DAY = r"(\d{4}-\d\d-\d\d)"
DAYS = rf"(?: from {DAY})?(?: to {DAY})?"


class Told(NamedTuple):
    """A group as the sentences tell it, and its meeting of the day."""

    state: MemoryState
    meeting: Meeting
    day: date

    @property
    def now(self) -> Told:
        """With the meeting as it has become."""
        found = self.state.get(Meeting, self.meeting.id)
        assert found is not None
        return self._replace(meeting=found)

    def organization(self, acronym: str) -> Organization:
        return next(record for record in self.state.all(Organization) if record.acronym == acronym)

    def item(self, number: str) -> AgendaItem:
        return next(line.item for line in agenda_of(self.state, self.meeting) if line.number == number)


def tell(day: date, sentences: Iterable[str]) -> Told:
    """The group after all sentences, its meeting held unless they say otherwise."""
    told = begun(day)
    for sentence in sentences:
        say(told, sentence)
    return told.now


def begun(day: date) -> Told:
    """The group before anything is said of it, and its meeting of the day."""
    state = MemoryState()
    state.add(Group, Group.key("group"), Group.name("Illustrative Group"))
    meeting = state.add(Meeting, Meeting.date(day), Meeting.state(MeetingState.HELD))
    for n in range(1, ITEMS + 1):
        place = (AgendaItem.meeting(meeting.id), AgendaItem.order(f"m{n}"))
        state.add(AgendaItem, *place, AgendaItem.title(f"Item {n}"))
    return Told(state, meeting, day)


def say(told: Told, sentence: str) -> None:
    for pattern, meaning in _SENTENCES:
        match = re.fullmatch(pattern, sentence)
        if match:
            changes = meaning(told, *match.groups())
            if changes is not None:
                told.state.apply(changes)
            return
    raise ValueError(f"nobody understands “{sentence}”")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _belongs(told: Told, acronym: str, type: str | None, status: str, since: str | None, until: str | None) -> None:
    state = told.state
    known = [o for o in state.all(Organization) if o.acronym == acronym]
    kind = Organization.type(OrganizationType(type or "other"))
    home = known[0] if known else organization(state, acronym, kind, Organization.name(f"The {acronym}"))
    settings = (Membership.organization(home.id), Membership.status(MembershipStatus(status)))
    state.add(Membership, *settings, Membership.since(_day(since)), Membership.until(_day(until)))


def _known(told: Told, acronym: str) -> None:
    organization(told.state, acronym, Organization.name(f"The {acronym}"))


def _becomes(told: Told, acronym: str, status: str, since: str) -> Changes:
    on = date.fromisoformat(since)
    return membership.change_status(told.state, told.organization(acronym), MembershipStatus(status), on)


def _renamed(told: Told, acronym: str, new: str, name: str, since: str) -> Changes:
    return naming.rename(told.state, told.organization(acronym), name, new, date.fromisoformat(since))


def _respelled(told: Told, acronym: str, new: str, name: str, on: str) -> Changes:
    home = told.organization(acronym)
    return naming.respell(told.state, home, date.fromisoformat(on), name=name, acronym=new)


def _merged(told: Told, one: str, other: str, into: str, on: str) -> Changes:
    fate = Fate(SuccessionKind.MERGED, (told.organization(into),), date.fromisoformat(on))
    first, second = (become(told.state, told.organization(acronym), fate) for acronym in (one, other))
    return first.and_then(second)


def _split(told: Told, acronym: str, one: str, other: str, on: str) -> Changes:
    into = (told.organization(one), told.organization(other))
    return become(told.state, told.organization(acronym), Fate(SuccessionKind.SPLIT, into, date.fromisoformat(on)))


def _appointed(told: Told, name: str, function: str, home: str, since: str | None, until: str | None) -> None:
    state, held_for = told.state, told.organization(home)
    known = [p for p in state.all(Person) if p.name == name]
    someone = known[0] if known else person(state, name, held_for)
    role = Function(function.replace(" ", "_").replace("-", "_"))
    changes = state.apply(functions.appoint(state, someone, role, held_for.id, _day(since)))
    if until:
        from ictwg.domain.records import Role

        made = state.get(Role, changes.created[0][1])
        assert made is not None
        state.apply(functions.correct_function(someone, made, Role.until(_day(until))))


def _replaced(told: Told, name: str, comes: str, on: str) -> Changes:
    someone = next(record for record in told.state.all(Person) if record.name == name)
    home = told.state.get(Organization, someone.organization)
    assert home is not None
    since = date.fromisoformat(on)
    leaves = functions.holders(told.state, home, Function.FOCAL_POINT, since)[0]
    return functions.replace_focal_point(told.state, functions.Replacement(leaves, comes, since))


def _exempt(told: Told, acronym: str) -> Changes:
    return _set(told, acronym, Organization.exempt_from_quorum(True))


def _sits_with(told: Told, acronym: str, seat: str) -> Changes:
    return _set(told, acronym, Organization.seat(told.organization(seat).id))


def _set(told: Told, acronym: str, setting: Any) -> Changes:
    return Edit("verbs.edited", acronym).update(told.organization(acronym), setting).done()


def _rule(told: Told, needs: str | None, proxies: str | None) -> Changes:
    group = told.state.all(Group)[0]
    settings = [Group.quorum_rule("Terms of reference, § 7"), Group.quorum_proxies(bool(proxies))]
    settings += [Group.quorum_needed(int(needs))] if needs else []
    return Edit("verbs.edited").update(group, *settings).done()


def _marked(told: Told, name: str, presence: str) -> Changes:
    return attendance.mark(told.state, told.meeting, _line(told, name), Presence(presence))


def _sends(told: Told, acronym: str, name: str) -> Changes:
    home = told.organization(acronym).id
    line = next(line for line in _roll(told) if line.organization == home)
    return attendance.represent(told.state, told.meeting, line, name)


def _walks_in(told: Told, name: str, where: str, capacity: str | None) -> Changes:
    known = [o for o in told.state.all(Organization) if o.acronym == where]
    return attendance.walk_in(
        told.state,
        told.meeting,
        name,
        organization=known[0] if known else None,
        organization_text=where,
        capacity=Capacity(capacity) if capacity else None,
    )


def _left(told: Told, name: str, number: str) -> Changes:
    return attendance.leave(told.state, told.meeting, _line(told, name), told.item(number))


def _arrived(told: Told, name: str, number: str) -> Changes:
    return attendance.arrive(told.state, told.meeting, _line(told, name), told.item(number))


def _proxy(told: Told, name: str, acronym: str) -> Changes:
    proxy = Attendance.proxy_for(told.organization(acronym).id)
    return Edit("verbs.marked", name).update(_record(told, name), proxy).done()


def _will_come(told: Told, name: str, not_: str | None) -> Changes:
    given = Answer.NOT_COMING if not_ else Answer.COMING
    return invitation.answer(told.state, told.meeting, _line(told, name), given, AnswerDetails(told.day))


def _will_send(told: Told, name: str, who: str) -> Changes:
    return invitation.announce(told.state, told.meeting, _line(told, name), who, "", AnswerDetails(told.day))


def _held(told: Told) -> Changes:
    """With what follows by itself."""
    changes = meetings.hold(told.state, told.now.meeting)
    return changes.and_then(invitation.send_apologies(told.state, changes))


def _planned(told: Told) -> Changes:
    return meetings.plan_again(told.meeting)


def _said_as(told: Told, reached: str, missed: str) -> Changes:
    group = told.state.all(Group)[0]
    phrases = (Group.quorum_phrase(reached), Group.no_quorum_phrase(missed))
    return Edit("verbs.edited").update(group, *phrases).done()


def _cancelled(told: Told) -> Changes:
    return meetings.cancel(told.meeting)


def _roll(told: Told) -> tuple[RollLine, ...]:
    return attendance.roll(told.state, told.meeting)


def _line(told: Told, name: str) -> RollLine:
    """The line of a person; of an organization for which nobody is named."""
    return next(line for line in _roll(told) if line.name == name or (not line.name and line.acronym == name))


def _record(told: Told, name: str) -> Attendance:
    found = _line(told, name).record
    assert found is not None, f"{name} has not been marked"
    return found


NAME = r"([\w.]+(?: [\w.]+)?)"
_SENTENCES: tuple[tuple[str, Callable[..., Changes | None]], ...] = (
    (rf"(\w+) is an? (?:(\w+) )?(member|observer|invited|suspended|withdrawn){DAYS}", _belongs),
    (r"(\w+) is known", _known),
    (rf"(\w+) becomes (\w+) on {DAY}", _becomes),
    (rf"(\w+) is renamed (\w+), ([^,]+), on {DAY}", _renamed),
    (rf"(\w+) is respelled (\w+), ([^,]+), on {DAY}", _respelled),
    (rf"(\w+) and (\w+) merge into (\w+) on {DAY}", _merged),
    (rf"(\w+) splits into (\w+) and (\w+) on {DAY}", _split),
    (rf"{NAME} is (focal point|alternate|chair|co-chair|secretariat|minute-taker) of (\w+){DAYS}", _appointed),
    (rf"{NAME} is replaced by {NAME} on {DAY}", _replaced),
    (r"(\w+) is exempt from quorum", _exempt),
    (r"(\w+) sits with (\w+)", _sits_with),
    (r"there is a rule(?: that needs (\d+))?( and counts proxies)?", _rule),
    (rf"{NAME} is (present|remote|absent)", _marked),
    (rf"{NAME} sends (apologies)", _marked),
    (rf"(\w+) sends {NAME}", _sends),
    (rf"{NAME} walks in for ([\w ]+?)(?: as (\w+))?", _walks_in),
    (rf"{NAME} leaves at item (\d)", _left),
    (rf"{NAME} arrives at item (\d)", _arrived),
    (rf"{NAME} is proxy for (\w+)", _proxy),
    (rf"{NAME} will (not )?come", _will_come),
    (rf"{NAME} will send {NAME}", _will_send),
    (r"quorum is said as “(.+)”, and none as “(.+)”", _said_as),
    (r"the meeting is planned", _planned),
    (r"the meeting is held", _held),
    (r"the meeting is cancelled", _cancelled),
)
