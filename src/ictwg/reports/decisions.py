"""What was decided in a period, how, and what became of it; as figures, in words and bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from ictwg.decisions.decisions import SETTLED, implementation_of, successor_of
from ictwg.domain.calendar import short_day
from ictwg.domain.figures import Bar
from ictwg.domain.records import Action, Decision, Meeting
from ictwg.domain.state import State
from ictwg.domain.values import CLOSED, NO_DECISION, Basis, Implementation
from ictwg.locales import t
from ictwg.papers.words import choice
from ictwg.records.lookup import shown_name, shown_reference
from ictwg.reports.figure_tables import FigureRow, FigureTable, report_table
from ictwg.reports.period import EVERY_SERIES, MonthName, ReportRequest, months
from ictwg.reports.report import KeyFigure, Report, make_report

UNCOUNTED = NO_DECISION | {Implementation.NOT_TRACKED}


class Taken(NamedTuple):
    """One decision of the period; `open_actions` carry it out and are not closed."""

    id: str
    reference: str
    on: date
    text: str
    meeting: str
    basis: Basis
    status: Implementation
    open_actions: int
    superseded_by: str


class DecisionFigures(NamedTuple):
    """Attributes: taken: By day. months: How many in each month, and how many of those wait for something."""

    state: State
    today: date
    taken: tuple[Taken, ...]
    months: tuple[tuple[MonthName, int, int], ...]

    @property
    def waiting(self) -> tuple[Taken, ...]:
        return tuple(one for one in self.taken if one.status not in SETTLED)

    @property
    def settled(self) -> tuple[Taken, ...]:
        return tuple(one for one in self.taken if one.status in SETTLED)

    @property
    def by_basis(self) -> dict[Basis, int]:
        counted = Counter(one.basis for one in self.taken)
        return {basis: counted[basis] for basis in Basis}

    @property
    def by_status(self) -> dict[Implementation, int]:
        counted = Counter(one.status for one in self.taken)
        return {status: counted[status] for status in Implementation if status not in UNCOUNTED}

    @property
    def key_figures(self) -> tuple[KeyFigure, ...]:
        return (KeyFigure("taken", len(self.taken)),)

    def report(self, asked: ReportRequest) -> Report:
        tables = (report_table("decisions", table, asked.language) for table in _tables(self, asked.language))
        return make_report("decisions", self.state, asked, self.today, _summary(self, asked), tables)

    def json(self, asked: ReportRequest) -> dict[str, Any]:  # noqa: ARG002 - a decision is the group's
        return {
            "taken": len(self.taken),
            "waiting": len(self.waiting),
            "by_basis": {str(basis): count for basis, count in self.by_basis.items()},
            "by_status": {str(status): count for status, count in self.by_status.items()},
            "months": [{"month": name, "taken": taken, "waiting": waits} for name, taken, waits in self.months],
            "decisions": [{**one._asdict(), "on": one.on.isoformat()} for one in self.taken],
        }


def decision_figures(state: State, asked: ReportRequest, today: date) -> DecisionFigures:
    """Of the decisions that `state` shows; what became of them is as of today, since nobody noted when it did."""
    until = min(asked.until, today)
    dated = [(on, d) for d in state.all(Decision) if (on := _day(state, d)) and asked.since <= on <= until]
    wanted = [(on, d) for on, d in dated if _is_counted(state, d, asked)]
    ordered = sorted(wanted, key=lambda pair: (pair[0], pair[1].reference, pair[1].id))
    taken = tuple(_taken(state, decision, on) for on, decision in ordered)
    counted = [
        (m.name, sum(m.has(one.on) for one in taken), sum(m.has(one.on) and one.status not in SETTLED for one in taken))
        for m in months(asked, today)
    ]
    return DecisionFigures(state, today, taken, tuple(counted))


def _is_counted(state: State, decision: Decision, asked: ReportRequest) -> bool:
    return decision.status not in UNCOUNTED and asked.series in (EVERY_SERIES, _series(state, decision))


def _taken(state: State, decision: Decision, on: date) -> Taken:
    meeting, successor = state.get(Meeting, decision.meeting), successor_of(state, decision)
    return Taken(
        decision.id,
        shown_reference(state, decision),
        on,
        " ".join(decision.text.split()),
        shown_name(state, meeting) if meeting else "",
        decision.basis,
        implementation_of(state, decision),
        sum(action.status not in CLOSED for action in state.linked(Action, Action.decision, decision.id)),
        shown_reference(state, successor) if successor else "",
    )


def _day(state: State, decision: Decision) -> date | None:
    meeting = state.get(Meeting, decision.meeting)
    return decision.decided_on or (meeting.date if meeting else None)


def _series(state: State, decision: Decision) -> str:
    meeting = state.get(Meeting, decision.meeting)
    return meeting.series if meeting else ""


def _summary(figures: DecisionFigures, asked: ReportRequest) -> Iterator[str]:
    lang = asked.language
    yield t("reports.decisions.taken", lang=lang, count=len(figures.taken))
    for field, by in ((Decision.basis, figures.by_basis), (Decision.status, figures.by_status)):
        if any(by.values()):
            yield _counts(t(field.label_id, lang=lang), by, lang)
    if figures.taken and asked.until < figures.today:
        yield t("reports.decisions.as_of", lang=lang, day=short_day(figures.today, lang))


def _counts(label: str, by: Mapping[Any, int], lang: str) -> str:
    """`Status: pending 3 · implemented 1`."""
    return f"{label}: {' · '.join(f'{choice(value, lang)} {count}' for value, count in by.items() if count)}"


def _tables(figures: DecisionFigures, lang: str) -> Iterator[FigureTable]:
    months = (FigureRow((name, taken, waits), bar=Bar(waits, taken - waits)) for name, taken, waits in figures.months)
    yield FigureTable("months", ("month", "taken", "pending"), tuple(months), legend="reports.legend.decisions")
    columns = ("reference", "decided_on", "decision", "status", "open_actions")
    for name, listed in (("waiting", figures.waiting), ("settled", figures.settled)):
        yield FigureTable(name, columns, tuple(_row(one, lang) for one in listed), empty="reports.decisions.none")


def _row(taken: Taken, lang: str) -> FigureRow:
    status = choice(taken.status, lang)
    if taken.superseded_by:
        status = t("reports.decisions.superseded", lang=lang, status=status, by=taken.superseded_by)
    cells = (taken.reference, taken.on, taken.text, status, taken.open_actions or None)
    return FigureRow(cells, taken.id, ((Decision.TABLE, taken.id),))
