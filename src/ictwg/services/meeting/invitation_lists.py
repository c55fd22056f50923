"""Who has not answered the invitation, to call or to remind: a list to paste, and the text of a mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.access import RANK, visible
from ictwg.domain.records import Group, Person
from ictwg.domain.text import clean
from ictwg.domain.values import Answer, Audience
from ictwg.domain.when import say_date
from ictwg.exchange.escaping import beginning, plain
from ictwg.locales import catalogue, language, t
from ictwg.services.following_up.action_copy import Copy
from ictwg.services.meeting.invitation import asked
from ictwg.services.records.days import short_day
from ictwg.services.records.lookup import shown_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ictwg.domain.records import Meeting
    from ictwg.domain.state import State
    from ictwg.services.meeting.invitation import Asked


def copy_unanswered(state: State, meeting: Meeting, today: date, audience: Audience) -> Copy:
    """One bullet for each organization that has not said; how its people are reached is the secretariat's alone."""
    told, waiting = _waiting(state, meeting, audience)
    if not told:
        return Copy("", 0, waiting)
    head = t("invitation.unanswered", meeting=plain(shown_name(state, meeting)), day=_day(meeting, language()))
    lines = [f"**{head}** – {short_day(today)}", "", *(_bullet(state, one, audience) for one in told)]
    return Copy("\n".join((*lines, "")), len(told), waiting - len(told))


def copy_reminder(state: State, meeting: Meeting, audience: Audience) -> Copy:
    """A mail to those who have not answered, in the language of the group where there is one for it; no addresses."""
    told, waiting = _waiting(state, meeting, audience)
    if not told:
        return Copy("", 0, waiting)
    group = next(iter(state.all(Group)), None)
    lang = group.spoken if group and "reminder" in catalogue(group.spoken, "invitation") else "en"
    values = {
        "group": clean(group.acronym or group.name) if group else "",
        "day": _day(meeting, lang),
        "when": ", ".join(filter(None, (_day(meeting, lang), _hours(meeting), clean(meeting.venue)))),
        "organizations": ", ".join(one.acronym or one.name for one in told),
    }
    return Copy(t("invitation.reminder", lang=lang, **values), len(told), waiting - len(told))


def reached_by(state: State, person: str) -> str:
    """Phone, e-mail, and through whom to ask: for the secretariat alone."""
    found = state.get(Person, person)
    if found is None:
        return ""
    through = " ".join(filter(None, (found.ask_through, found.ask_through_phone)))
    asked_through = t("invitation.ask_through", who=through) if through else ""
    return " · ".join(filter(None, (found.phone, found.email, asked_through)))


def _waiting(state: State, meeting: Meeting, audience: Audience) -> tuple[tuple[Asked, ...], int]:
    """Those without an answer that this audience is told of, and how many there are."""
    found = tuple(one for one in asked(state, meeting) if one.answer is Answer.NONE)
    seen = visible(state, meeting, audience)
    return tuple(one for one in found if seen and (one.organization or _tells_persons(audience))), len(found)


def _bullet(state: State, one: Asked, audience: Audience) -> str:
    named = f"**{plain(one.acronym)}** {plain(one.name)}" if one.acronym != one.name else f"**{plain(one.name)}**"
    people = "; ".join(_people(state, one, audience)) if _tells_persons(audience) else ""
    return "- " + beginning(" – ".join(filter(None, (named, people))))


def _people(state: State, one: Asked, audience: Audience) -> Iterable[str]:
    for line in one.lines:
        person = state.get(Person, line.person)
        if line.name and (person is None or visible(state, person, audience)):
            reached = reached_by(state, line.person) if audience is Audience.SECRETARIAT else ""
            yield plain(" ".join(filter(None, (line.name, f"({reached})" if reached else ""))))


def _tells_persons(audience: Audience) -> bool:
    return RANK[audience] >= RANK[Audience.MEMBERS]


def _day(meeting: Meeting, lang: str) -> str:
    return say_date(meeting.date, lang, weekday=False) if meeting.date else ""


def _hours(meeting: Meeting) -> str:
    return "–".join(time.strftime("%H:%M") for time in (meeting.start, meeting.end) if time)
