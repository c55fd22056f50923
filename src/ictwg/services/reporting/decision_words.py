"""The report on decisions in words and bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.records import Decision
from ictwg.exchange.labels import choice, day
from ictwg.exchange.report import Bar, Report, Table
from ictwg.locales import t
from ictwg.services.reporting.followup import group_name
from ictwg.services.reporting.period import about, front

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ictwg.services.reporting.decisions import DecisionFigures, Taken
    from ictwg.services.reporting.period import Asked


def decision_report(figures: DecisionFigures, asked: Asked) -> Report:
    lang = asked.language
    return Report(
        "decisions",
        t("reports.decisions.title", lang=lang, group=group_name(figures.state)),
        about(figures.state, asked, figures.today),
        _summary(figures, lang),
        (
            _months(figures, lang),
            _listed("waiting", figures.waiting, lang),
            _listed("all", figures.taken, lang),
        ),
        front("decisions", asked),
        lang,
    )


def _summary(figures: DecisionFigures, lang: str) -> tuple[str, ...]:
    taken = t("reports.decisions.taken", lang=lang, count=len(figures.taken))
    how = [f"{choice(basis, lang)} {count}" for basis, count in figures.by_basis.items() if count]
    became = [f"{choice(status, lang)} {count}" for status, count in figures.by_status.items() if count]
    return tuple(filter(None, (taken, " · ".join(how), " · ".join(became))))


def _months(figures: DecisionFigures, lang: str) -> Table:
    return Table(
        t("reports.decisions.months", lang=lang),
        tuple(t(f"reports.column.{name}", lang=lang) for name in ("month", "taken", "waiting")),
        tuple((name, str(taken), str(waits)) for name, taken, waits in figures.months),
        tuple(Bar(waits, taken - waits) for _, taken, waits in figures.months),
        t("reports.legend.decisions", lang=lang),
    )


def _listed(which: str, decisions: Sequence[Taken], lang: str) -> Table:
    heads = ("reference", "decided_on", "decision", "status", "open_actions")
    return Table(
        t(f"reports.decisions.{which}", lang=lang),
        tuple(t(f"reports.column.{name}", lang=lang) for name in heads),
        tuple(_row(one, lang) for one in decisions),
        leads=tuple((Decision.TABLE, one.id) for one in decisions),
        empty=t("reports.decisions.none", lang=lang),
    )


def _row(taken: Taken, lang: str) -> tuple[str, ...]:
    status = choice(taken.status, lang)
    if taken.superseded_by:
        status = t("reports.decisions.superseded", lang=lang, status=status, by=taken.superseded_by)
    return (taken.reference, day(taken.on, lang), taken.text, status, str(taken.open_actions or ""))
