"""What a report is asked for: some days, a body, an audience, a language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from ictwg.domain.access import within
from ictwg.domain.calendar import short_day, short_month
from ictwg.domain.records import Meeting, Organization, Series
from ictwg.domain.seen import audience_for
from ictwg.domain.state import State
from ictwg.domain.values import Audience
from ictwg.errors import InvalidValueError, NotFoundError
from ictwg.locales import t
from ictwg.papers.words import choice
from ictwg.records.lookup import found_or_none

MONTHS = 12
EVERY_SERIES = "*"


class ReportRequest(NamedTuple):
    """What is asked for.

    > No ranking of ministries by accident (DOMAIN.md §4): what one organization owes or missed is told to the core
    > group and the secretariat; others are told of the group, and of organizations only where that was chosen.

    Attributes:
        since, until: Inclusive days.
        series: A code, empty for the plenary, `EVERY_SERIES` for all.
        organizations: The chair has cleared figures by organization for these readers.
        recipient: To whom it goes: it holds what was cleared for them, and for nobody else.
        cleared_by, cleared_on: Who has cleared when that this recipient reads numbers of people whole.
        only: What alone is to be told of, where the report has several: a recommendation, a source, a report.
    """

    since: date
    until: date
    series: str = EVERY_SERIES
    audience: Audience = Audience.MEMBERS
    language: str = "en"
    organizations: bool = False
    recipient: str = ""
    only: str = ""
    cleared_by: str = ""
    cleared_on: date | None = None

    @property
    def is_cleared(self) -> bool:
        return bool(self.recipient and self.cleared_by and self.cleared_on)

    @property
    def compares(self) -> bool:
        """Whether the readers may hold organizations against each other: rates, days, bars, who missed most."""
        return within(Audience.CORE, self.audience)

    @property
    def by_organization(self) -> bool:
        return self.compares or self.organizations

    def meets(self, first: date | None, last: date | None) -> bool:
        """Whether what ran from day to day ran in the period too; without a day it is open there."""
        return (first or self.since) <= self.until and (last or self.until) >= self.since


def asked_for(
    today: date,
    since: date | None,
    until: date | None,
    *,
    of_year: bool = False,
    series: str = EVERY_SERIES,
    audience: Audience = Audience.MEMBERS,
    language: str = "en",
    organizations: bool = False,
    recipient: str = "",
    only: str = "",
    cleared_by: str = "",
    cleared_on: date | None = None,
) -> ReportRequest:
    """The last twelve months up to today where no days are named, or the whole of this year.

    Raises:
        InvalidValueError: The period ends before it begins.
    """
    if of_year:
        last = until or date((since or today).year, 12, 31)
        first = since or date(last.year, 1, 1)
    else:
        last = until or (today if since is None or since <= today else since)
        first = since or _months_before(last, MONTHS - 1)
    if last < first:
        raise InvalidValueError(
            t("reports.backwards", since=first, until=last), t("reports.backwards.hint"), field="until"
        )
    if bool(cleared_by) != bool(cleared_on and recipient):
        raise InvalidValueError(t("reports.cleared_whole"), t("reports.cleared_whole.hint"), field="cleared_by")
    who = (recipient, only, cleared_by, cleared_on)
    return ReportRequest(first, last, series, audience, language, organizations, *who)


def for_its_recipient(state: State, asked: ReportRequest) -> ReportRequest:
    """The same, of what the organization may be told to which it goes."""
    home = found_or_none(state, Organization, asked.recipient)
    return asked._replace(audience=audience_for(state, home.id if home is not None else None, asked.audience))


class MonthName(str):
    """`2010-03`, as in JSON."""

    __slots__ = ()

    def words(self, lang: str) -> str:
        """`Mar 2010`."""
        return short_month(date.fromisoformat(f"{self}-01"), lang)


class Month(NamedTuple):
    """A month, or the part of it that is in the period."""

    name: MonthName
    first: date
    last: date

    def has(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


def months(asked: ReportRequest, today: date) -> tuple[Month, ...]:
    """Those that have begun: of what is to come nothing can be counted."""
    return tuple(_months(asked.since, min(asked.until, today)))


def about(state: State, asked: ReportRequest, today: date) -> tuple[str, ...]:
    """The lines under the title: days, body, audience, and of which day the figures are."""
    lang = asked.language
    said = [t("reports.period", lang=lang, since=short_day(asked.since, lang), until=short_day(asked.until, lang))]
    if asked.series != EVERY_SERIES:
        said.append(t("reports.body", lang=lang, name=_named(state, asked.series)))
    said.append(t("reports.for", lang=lang, audience=choice(asked.audience, lang)))
    if asked.audience is Audience.EVERYONE:
        said.append(t("reports.of_everyone", lang=lang))
    if asked.recipient:
        cleared = {"name": asked.cleared_by, "day": short_day(asked.cleared_on, lang)}
        what = "reports.recipient_cleared" if asked.is_cleared else "reports.recipient"
        said.append(t(what, lang=lang, recipient=asked.recipient, **cleared))
    if asked.organizations and not asked.compares:
        said.append(t("reports.organizations", lang=lang))
    said.append(t("reports.as_of", lang=lang, day=short_day(today, lang)))
    return tuple(said)


def front(kind: str, asked: ReportRequest) -> dict[str, str]:
    """For the head of the file."""
    body = {} if asked.series == EVERY_SERIES else {"series": asked.series}
    return {
        "kind": f"{kind} report",
        "from": asked.since.isoformat(),
        "until": asked.until.isoformat(),
        **body,
        "audience": str(asked.audience),
        "language": asked.language,
    }


def moved(asked: ReportRequest, by: int) -> ReportRequest:
    """The period of the same length right before it (-1) or after it (1); whole months stay whole months.

    A period that goes up to a day in the middle of its last month goes up to the end of a month from then on.
    """
    first, after = asked.since, asked.until + timedelta(days=1)
    if first.day == 1:
        after = after if after.day == 1 else _months_before(after, -1)
        count = by * ((after.year - first.year) * 12 + after.month - first.month)
        first, after = _months_before(first, -count), _months_before(after, -count)
    else:
        days = by * (after - first)
        first, after = first + days, after + days
    return asked._replace(since=first, until=after - timedelta(days=1))


def _months(first: date, until: date) -> Iterator[Month]:
    while first <= until:
        following = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
        yield Month(MonthName(f"{first:%Y-%m}"), first, min(following - timedelta(days=1), until))
        first = following


def _months_before(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - count, 12)
    return date(max(year, 1), month + 1, 1)


def _named(state: State, code: str) -> str:
    return next((one.name for one in state.all(Series) if one.code == code), code)


def body_names(state: State) -> tuple[tuple[str, str], ...]:
    """Code and name of every series that has a name or a meeting, the plenary first."""
    named = {one.code: one.name for one in state.all(Series)}
    codes = {"", *named, *(meeting.series for meeting in state.all(Meeting))}
    return tuple((code, named.get(code) or code or t("reports.plenary")) for code in sorted(codes))


def series_meant(state: State, typed: str) -> str:
    """A series by its code, whatever its letters' case; the plenary's is empty.

    Raises:
        NotFoundError: No meeting and no series has it.
    """
    codes = [code for code, _ in body_names(state)]
    found = next((code for code in codes if code.casefold() == typed.strip().casefold()), None)
    if found is None:
        listed = ", ".join(filter(None, codes)) or "–"
        raise NotFoundError(t("reports.no_series", code=typed), t("reports.no_series.hint", codes=listed))
    return found
