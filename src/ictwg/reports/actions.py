"""What was promised and what became of it: per month, per organization, by age, what is missing; in words and bars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from ictwg.domain.figures import Bar, middle
from ictwg.domain.overdue import ActionHistory, Deadlines, is_slip
from ictwg.domain.records import Action, Organization
from ictwg.domain.roster import protocol
from ictwg.domain.state import State
from ictwg.domain.values import ActionKind, ActionStatus, DueWord
from ictwg.domain.worked_out import per_version
from ictwg.locales import t
from ictwg.reports.figure_tables import FigureRow, FigureTable, report_table, told_tables
from ictwg.reports.period import EVERY_SERIES, Month, MonthName, ReportRequest, months
from ictwg.reports.report import KeyFigure, Report, Sources, make_report, sources_of

AGES = (30, 90, 180, 365)
"""Days: the upper ends of the classes of age; above the last stands one more."""

EVERYBODY, NOBODY = "*", ""
"""In the place of an organization's id: what all members owe, and what nobody has taken on."""


class MonthFigures(NamedTuple):
    """Attributes: open, overdue: At the end of the month."""

    month: MonthName
    given: int
    done: int
    cancelled: int
    open: int
    overdue: int
    behind: Sources = ()

    @property
    def counts(self) -> tuple[int, ...]:
        return (self.given, self.done, self.cancelled, self.open, self.overdue)


class OwnerFigures(NamedTuple):
    """What one organization owes at the end of the period, and what it has done in it.

    Attributes:
        organization: Its id, or `EVERYBODY`, or `NOBODY`.
        in_time, with_a_day: Of what it has done, how many were not late, of those that had a day.
        days: The median from given to done; None where nothing was done.
        oldest: The age of its oldest open action in days.
        slips: How often it moved a date in the period.
    """

    organization: str
    name: str
    open: int
    overdue: int
    done: int
    in_time: int
    with_a_day: int
    days: int | None
    oldest: int | None
    slips: int


class AgeFigures(NamedTuple):
    """Open actions of one class of age; `up_to` days, None for all that are older or of unknown age."""

    up_to: int | None
    open: int
    overdue: int
    behind: Sources = ()


class FollowUpFigures(NamedTuple):
    state: State
    today: date
    months: tuple[MonthFigures, ...]
    owners: tuple[OwnerFigures, ...]
    ages: tuple[AgeFigures, ...]
    open: int
    overdue: int
    no_owner: int
    no_due: int
    days: int | None

    @property
    def flow(self) -> dict[str, int]:
        """What came and went in the period."""
        return {name: sum(getattr(month, name) for month in self.months) for name in ("given", "done", "cancelled")}

    @property
    def key_figures(self) -> tuple[KeyFigure, ...]:
        counts = {"given": self.flow["given"], "done": self.flow["done"], "overdue": self.overdue}
        return tuple(KeyFigure(*one) for one in counts.items())

    def report(self, asked: ReportRequest) -> Report:
        tables = (report_table("followup", table, asked.language) for table in told_tables(_tables(self, asked), asked))
        lang = asked.language
        told = [
            t(
                "reports.followup.flow" if asked.compares else "reports.followup.flow.others",
                lang=lang,
                **self.flow,
                open=self.open,
                overdue=self.overdue,
            )
        ]
        if self.days is not None:
            told.append(t("reports.followup.days", lang=lang, count=self.days))
        if self.no_owner or self.no_due:
            told.append(t("reports.followup.gaps", lang=lang, owner=self.no_owner, due=self.no_due))
        return make_report("followup", self.state, asked, self.today, tuple(told), tables)

    def json(self, asked: ReportRequest) -> dict[str, Any]:
        delays = {"overdue": self.overdue} if asked.compares else {}
        return {
            **self.flow,
            "open": self.open,
            **delays,
            "no_owner": self.no_owner,
            "no_due": self.no_due,
            "median_days": self.days,
            "months": [_told(month, asked) for month in self.months],
            "organizations": [_owner_json(owner, asked) for owner in self.owners] if asked.by_organization else None,
            "ages": [_told(age, asked) for age in self.ages],
        }


def _told(figures: MonthFigures | AgeFigures, asked: ReportRequest) -> dict[str, Any]:
    left_out = {"behind"} | (set() if asked.compares else {"overdue"})
    return {name: value for name, value in figures._asdict().items() if name not in left_out}


def followup_figures(state: State, asked: ReportRequest, today: date) -> FollowUpFigures:
    """Of the actions that `state` shows; the secretariat's own tasks are not among them."""
    deadlines = Deadlines(state, min(asked.until, today))
    at = deadlines.today
    courses = courses_of(state, asked)
    still_open = [course for course in courses if course.was_open(at)]
    done = [course for course in courses if closed_in(course, asked.since, at, ActionStatus.DONE)]
    return FollowUpFigures(
        state,
        today,
        _since_something_was(tuple(_month(courses, month, deadlines) for month in months(asked, at))),
        _owners(state, courses, asked.since, at, deadlines),
        _ages(still_open, at, deadlines),
        len(still_open),
        sum(course.was_overdue(at, deadlines) for course in still_open),
        sum(not (c.action.owners or c.action.person or c.action.all) for c in still_open),
        sum(c.due(at) is None for c in still_open),
        _median_days(done, at),
    )


def courses_of(state: State, asked: ReportRequest) -> list[ActionHistory]:
    """Of the actions of the body that is meant, without those that rested before the period."""
    ours = (course for course in _histories(state) if asked.series in (EVERY_SERIES, course.series))
    return [course for course in ours if not course.rests(asked.since)]


@per_version  # three reports count them
def _histories(state: State) -> tuple[ActionHistory, ...]:
    """Of all that is followed up."""
    followed = (one for one in state.all(Action) if one.status is not ActionStatus.NOT_FOLLOWED_UP)
    return tuple(ActionHistory(state, action) for action in followed if action.kind is ActionKind.ACTION)


def closed_in(course: ActionHistory, first: date, last: date, how: ActionStatus) -> bool:
    """Closed on a day of the period, and not opened again by its end."""
    on = course.closed(last)
    return on is not None and first <= on <= last and course.status(last) is how


def _month(courses: Sequence[ActionHistory], month: Month, deadlines: Deadlines) -> MonthFigures:
    counted = (
        [course for course in courses if month.has(course.given)],
        [course for course in courses if closed_in(course, month.first, month.last, ActionStatus.DONE)],
        [course for course in courses if closed_in(course, month.first, month.last, ActionStatus.CANCELLED)],
        [course for course in courses if course.was_open(month.last)],
        [course for course in courses if course.was_overdue(month.last, deadlines)],
    )
    told = dict.fromkeys(course.action for some in counted for course in some)
    given, done, cancelled, still_open, overdue = map(len, counted)
    return MonthFigures(month.name, given, done, cancelled, still_open, overdue, sources_of(*told))


def _since_something_was(months: tuple[MonthFigures, ...]) -> tuple[MonthFigures, ...]:
    """Without the months before the group's first action; the last one stays where there is one."""
    first = next((place for place, month in enumerate(months) if any(month.counts)), -1)
    return months[first:]


def _owners(
    state: State, courses: Iterable[ActionHistory], since: date, at: date, deadlines: Deadlines
) -> tuple[OwnerFigures, ...]:
    """In protocol order; then what all members owe, and what nobody has taken on."""
    held: dict[str, list[ActionHistory]] = {}
    for course in courses:
        for owner in owners_of(course.action):
            held.setdefault(owner, []).append(course)
    known = sorted((o for o in state.all(Organization) if o.id in held), key=protocol)
    rows = [_owner(o.id, o.acronym or o.name, held[o.id], since, at, deadlines) for o in known]
    rows += [_owner(id, "", held[id], since, at, deadlines) for id in (EVERYBODY, NOBODY) if id in held]
    return tuple(row for row in rows if row.open or row.done or row.slips)


def owners_of(action: Action) -> tuple[str, ...]:
    return (EVERYBODY,) if action.all else action.owners or (NOBODY,)


def _owner(
    id: str, name: str, courses: Sequence[ActionHistory], since: date, at: date, deadlines: Deadlines
) -> OwnerFigures:
    still_open = [course for course in courses if course.was_open(at)]
    done = [course for course in courses if closed_in(course, since, at, ActionStatus.DONE)]
    tasked = {course for course in courses if not course.is_invited(id)}
    kept = [in_time for course in done if course in tasked and (in_time := _in_time(course, at, deadlines)) is not None]
    slips = [move for course in tasked for move in course.due_changes if is_slip(move)]
    return OwnerFigures(
        id,
        name,
        len(still_open),
        sum(course.was_overdue(at, deadlines) for course in still_open if course in tasked),
        len(done),
        sum(kept),
        len(kept),
        _median_days(done, at),
        max(((at - course.given).days for course in still_open if course.given), default=None),
        sum(since <= move.on <= at for move in slips if move.on),
    )


def _in_time(course: ActionHistory, at: date, deadlines: Deadlines) -> bool | None:
    """Whether it was done by its day; None where it had none."""
    on = course.closed(at)
    if on is None:
        return None
    due = course.due(on)
    if due is DueWord.NEXT_MEETING:
        following = deadlines.next_meeting(course.action)
        return following is None or not following.held or on <= following.day
    return None if due is None or due is DueWord.ONGOING else on <= due


def _ages(still_open: Sequence[ActionHistory], at: date, deadlines: Deadlines) -> tuple[AgeFigures, ...]:
    return tuple(
        AgeFigures(
            up_to, len(old), sum(c.was_overdue(at, deadlines) for c in old), sources_of(*(c.action for c in old))
        )
        for up_to, old in by_age(with_ages(still_open, at)).items()
    )


def with_ages(courses: Iterable[ActionHistory], at: date) -> list[tuple[ActionHistory, int | None]]:
    """In days; None where nobody knows since when."""
    return [(course, (at - course.given).days if course.given else None) for course in courses]


def by_age(courses: Iterable[tuple[ActionHistory, int | None]]) -> dict[int | None, list[ActionHistory]]:
    """By the upper end of their class; None for all that are older or of unknown age."""
    found: dict[int | None, list[ActionHistory]] = {up_to: [] for up_to in (*AGES, None)}
    for course, days in courses:
        found[next((up_to for up_to in AGES if days is not None and days <= up_to), None)].append(course)
    return found


def _median_days(done: Iterable[ActionHistory], at: date) -> int | None:
    return middle((on - course.given).days for course in done if course.given and (on := course.closed(at)))


COUNTED = ("open", "done")
"""What others than the core group are told of an organization, where that was chosen."""


def _owner_json(owner: OwnerFigures, asked: ReportRequest) -> dict[str, Any]:
    figures = owner._asdict()
    id = figures.pop("organization")
    named = {EVERYBODY: "all", NOBODY: None}.get(id, figures.pop("name"))
    figures = figures if asked.compares else {name: figures[name] for name in COUNTED}
    return {"organization": named, "organization_id": id if id not in (EVERYBODY, NOBODY) else None, **figures}


COMPARED = ("open", "overdue", "oldest", "done", "in_time", "days", "slips")
OPEN = "reports.legend.open"


def _tables(figures: FollowUpFigures, asked: ReportRequest) -> Iterator[FigureTable]:
    """Of organizations the core group is told days and bars; others the counts alone, where that was chosen."""
    lang = asked.language
    months = tuple(FigureRow((m.month, *m.counts), "", m.behind, _bar(m)) for m in figures.months)
    yield FigureTable("months", ("month", "given", "done", "cancelled", "open", "overdue"), months, legend=OPEN)
    if asked.by_organization:
        names, legend, droppable = (COMPARED, OPEN, (6, 7, 3, 5)) if asked.compares else (COUNTED, "", ())
        owners = tuple(_owner_row(owner, names, lang) for owner in figures.owners)
        columns = ("organization", *names)
        yield FigureTable("owners", columns, owners, droppable, legend=legend, empty="reports.followup.none")
    told = ((age, (age_words(age.up_to, lang), age.open, age.overdue)) for age in figures.ages)
    ages = tuple(FigureRow(cells, "", age.behind, _bar(age)) for age, cells in told)
    yield FigureTable("ages", ("age", "open", "overdue"), ages, legend=OPEN)


def _bar(figures: MonthFigures | OwnerFigures | AgeFigures) -> Bar:
    return Bar(figures.overdue, figures.open - figures.overdue)


def _owner_row(owner: OwnerFigures, names: tuple[str, ...], lang: str) -> FigureRow:
    unnamed = {EVERYBODY: "records.action.all", NOBODY: "reports.nobody"}.get(owner.organization)
    in_time = t("reports.of", lang=lang, part=owner.in_time, whole=owner.with_a_day) if owner.with_a_day else ""
    cells = (in_time if name == "in_time" else getattr(owner, name) for name in names)
    behind = () if unnamed else ((Organization.TABLE, owner.organization),)
    return FigureRow((t(unnamed, lang=lang) if unnamed else owner.name, *cells), "", behind, _bar(owner))


def age_words(up_to: int | None, lang: str) -> str:
    """A class of age; None is the last one."""
    if up_to is None:
        return t("reports.age.over", lang=lang, days=AGES[-1])
    place = AGES.index(up_to)
    return t("reports.age", lang=lang, first=AGES[place - 1] + 1 if place else 0, last=up_to)
