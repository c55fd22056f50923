"""The report on follow-up in words and bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.records import Organization
from ictwg.locales import t
from ictwg.reports.actions import AGES, COUNTED, EVERYBODY, NOBODY, group_name
from ictwg.reports.period import about, front
from ictwg.reports.report import Bar, Report, Table

if TYPE_CHECKING:
    from ictwg.reports.actions import AgeFigures, FollowUpFigures, OwnerFigures
    from ictwg.reports.period import Asked


COMPARED = ("open", "overdue", "oldest", "done", "in_time", "days", "slips")


def followup_report(figures: FollowUpFigures, asked: Asked) -> Report:
    lang = asked.language
    return Report(
        "followup",
        t("reports.followup.title", lang=lang, group=group_name(figures.state)),
        about(figures.state, asked, figures.today),
        _summary(figures, lang),
        (_months(figures, lang), *_by_organization(figures, asked), _ages(figures, lang)),
        front("followup", asked),
        lang,
    )


def _summary(figures: FollowUpFigures, lang: str) -> tuple[str, ...]:
    told = [
        t(
            "reports.followup.flow",
            lang=lang,
            given=figures.given,
            done=figures.done,
            cancelled=figures.cancelled,
            open=figures.open,
            overdue=figures.overdue,
        )
    ]
    if figures.days is not None:
        told.append(t("reports.followup.days", lang=lang, count=figures.days))
    if figures.no_owner or figures.no_due:
        told.append(t("reports.followup.gaps", lang=lang, owner=figures.no_owner, due=figures.no_due))
    return tuple(told)


def _months(figures: FollowUpFigures, lang: str) -> Table:
    return Table(
        t("reports.followup.months", lang=lang),
        _heads(lang, "month", "given", "done", "cancelled", "open", "overdue"),
        tuple((m.month, *map(str, (m.given, m.done, m.cancelled, m.open, m.overdue))) for m in figures.months),
        tuple(Bar(m.overdue, m.open - m.overdue) for m in figures.months),
        t("reports.legend.open", lang=lang),
    )


def _by_organization(figures: FollowUpFigures, asked: Asked) -> tuple[Table, ...]:
    """For the core group with days and bars; for others the counts alone, where that was chosen."""
    if not asked.by_organization:
        return ()
    lang, names = asked.language, COMPARED if asked.compares else COUNTED
    told = Table(
        t("reports.followup.owners", lang=lang),
        _heads(lang, "organization", *names),
        tuple(_owner(owner, names, lang) for owner in figures.owners),
        leads=tuple(None if one.organization in (EVERYBODY, NOBODY) else _lead(one) for one in figures.owners),
        empty=t("reports.followup.none", lang=lang),
    )
    if not asked.compares:
        return (told,)
    bars = tuple(Bar(owner.overdue, owner.open - owner.overdue) for owner in figures.owners)
    return (told._replace(bars=bars, legend=t("reports.legend.open", lang=lang), less=(6, 7, 3, 5)),)


def _lead(owner: OwnerFigures) -> tuple[str, str]:
    return (Organization.TABLE, owner.organization)


def _owner(owner: OwnerFigures, names: tuple[str, ...], lang: str) -> tuple[str, ...]:
    unnamed = {EVERYBODY: "reports.all_members", NOBODY: "reports.nobody"}.get(owner.organization)
    in_time = t("reports.of", lang=lang, part=owner.in_time, whole=owner.with_a_day) if owner.with_a_day else ""
    cells = {name: in_time if name == "in_time" else _figure(getattr(owner, name)) for name in names}
    return (t(unnamed, lang=lang) if unnamed else owner.name, *cells.values())


def _ages(figures: FollowUpFigures, lang: str) -> Table:
    return Table(
        t("reports.followup.ages", lang=lang),
        _heads(lang, "age", "open", "overdue"),
        tuple((_age(age, lang), str(age.open), str(age.overdue)) for age in figures.ages),
        tuple(Bar(age.overdue, age.open - age.overdue) for age in figures.ages),
        t("reports.legend.open", lang=lang),
    )


def _age(age: AgeFigures, lang: str) -> str:
    if age.up_to is None:
        return t("reports.age.over", lang=lang, days=AGES[-1])
    place = AGES.index(age.up_to)
    return t("reports.age", lang=lang, first=AGES[place - 1] + 1 if place else 0, last=age.up_to)


def _figure(value: int | None) -> str:
    return "" if value is None else str(value)


def _heads(lang: str, *names: str) -> tuple[str, ...]:
    return tuple(t(f"reports.column.{name}", lang=lang) for name in names)
