"""All that many were asked for, and the message to those who have not answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ictwg.domain.access import RANK, visible
from ictwg.domain.calendar import say_date, short_day
from ictwg.domain.records import Organization, Person
from ictwg.domain.seen import audience_for
from ictwg.domain.state import State
from ictwg.domain.text import clean
from ictwg.domain.values import Audience
from ictwg.exports.messages import Copy, reached_by
from ictwg.locales import catalogue, language, t
from ictwg.members.functions import people_of
from ictwg.papers.markdown import beginning, plain
from ictwg.records.asking import Asking, Respondent
from ictwg.records.group import short_group_name, spoken_in


def copy_waiting(state: State, asking: Asking[Any], audience: Audience) -> Copy:
    """One bullet for each organization that has not answered; how its people are reached is the secretariat's alone."""
    told, waiting = _waiting(state, asking, audience)
    if not told:
        return Copy("", 0, waiting)
    until = say_date(asking.until, language(), weekday=False) if asking.until else ""
    head = t("asked.unanswered", what=plain(asking.name), day=until) if until else plain(asking.name)
    lines = [f"**{head}** – {short_day(asking.today)}", "", *(_bullet(state, asking, one, audience) for one in told)]
    return Copy("\n".join((*lines, "")), len(told), waiting - len(told))


def copy_reminder(state: State, asking: Asking[Any], audience: Audience, organization: str = "") -> Copy:
    """A mail to those who have not answered, in the language of the group where there is one for it; no addresses.

    Args:
        organization: To this one alone, with what it is asked for alone.
    """
    told, waiting = _waiting(state, asking, audience)
    told = [rows for rows in told if organization in ("", rows[0].organization)]
    told = [rows for rows in told if visible(state, asking.record, audience_for(state, rows[0].organization, audience))]
    if not told:
        return Copy("", 0, waiting)
    spoken = spoken_in(state) or ""
    lang = spoken if "asked.message" in catalogue(spoken, "asked") else "en"
    until = say_date(asking.until, lang, weekday=False) if asking.until else t("asked.soon", lang=lang)
    values = {
        "group": clean(short_group_name(state)),
        "what": clean(asking.subject(lang)),
        "until": until,
        "organizations": ", ".join(rows[0].acronym or rows[0].name for rows in told),
    }
    own = "".join(f"\n- {clean(line)}" for line in asking.enclosed(organization))
    enclosed = f"\n{t('asked.enclosed', lang=lang)}\n{own}\n" if own else ""
    return Copy(t("asked.message", lang=lang, **values, enclosed=enclosed), len(told), waiting - len(told))


def _waiting(state: State, asking: Asking[Any], audience: Audience) -> tuple[list[list[Respondent]], int]:
    """Those without an answer that this audience is told of, each with its people, and how many there are."""
    found: dict[str, list[Respondent]] = {}
    for one in asking.waiting:
        found.setdefault(one.key, []).append(one)
    seen = visible(state, asking.record, audience)
    told = [rows for rows in found.values() if seen and (rows[0].organization or _tells_persons(audience))]
    return told, len(found)


def _bullet(state: State, asking: Asking[Any], rows: Sequence[Respondent], audience: Audience) -> str:
    home = state.get(Organization, rows[0].organization)
    acronym, name = rows[0].acronym, home.name if home else rows[0].name
    named = f"**{plain(acronym)}** {plain(name)}" if acronym not in ("", name) else f"**{plain(name)}**"
    people = "; ".join(_people(state, asking, rows, audience)) if _tells_persons(audience) else ""
    return "- " + beginning(" – ".join(filter(None, (named, people))))


def _people(state: State, asking: Asking[Any], rows: Sequence[Respondent], audience: Audience) -> Iterator[str]:
    """Those who were asked; where an organization as such was, its people."""
    found: Iterable[Person | None] = [state.get(Person, one.person) for one in rows if one.person]
    home = state.get(Organization, rows[0].organization)
    for person in found or (people_of(state, home, asking.today) if home else ()):
        if person is not None and visible(state, person, audience):
            reached = reached_by(state, person.id) if audience is Audience.SECRETARIAT else ""
            yield plain(" ".join(filter(None, (person.name, f"({reached})" if reached else ""))))


def _tells_persons(audience: Audience) -> bool:
    return RANK[audience] >= RANK[Audience.MEMBERS]
