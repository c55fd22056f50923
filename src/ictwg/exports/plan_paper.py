"""The plan of action as it is printed: a cover, its activities below their pillars, what they cost, and acronyms.

How far its activities are is told by reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from ictwg.documents.track import done_last, steps_of
from ictwg.domain.calendar import month_of, short_month
from ictwg.domain.fields import has_cents, money_text
from ictwg.domain.records import Activity, Document, Funder, FundingLine, Indicator, Organization, Plan
from ictwg.domain.roster import protocol
from ictwg.domain.seen import AudienceView
from ictwg.domain.state import State
from ictwg.domain.text import clean
from ictwg.domain.values import PlanLevel, TrackStage
from ictwg.locales import language, t
from ictwg.papers.blocks import (
    DASH,
    Band,
    Block,
    Facts,
    HeadingBlock,
    PaperText,
    Paragraph,
    TableBlock,
    cell,
    chain,
    emphasis,
    line,
    own,
    strong,
)
from ictwg.papers.catalogue import PaperRequest
from ictwg.papers.document import Document as Paper
from ictwg.papers.document import setup_of
from ictwg.papers.files import told_apart
from ictwg.papers.words import choice, day
from ictwg.programme.funding import Spending, spending
from ictwg.programme.indicators import start_of
from ictwg.programme.plan import activities, by_pillar, funding_of, pillar_title, tree
from ictwg.programme.small_numbers import Hidden
from ictwg.records.group import full_group_name, spoken_in
from ictwg.records.lookup import full_title, shown_name
from ictwg.records.selection import in_order

SETTLED = frozenset({TrackStage.APPROVED, TrackStage.PUBLISHED, TrackStage.IN_FORCE, TrackStage.SUPERSEDED})


def plan(asked: PaperRequest) -> tuple[Paper, ...]:
    """Nothing for readers who may not see it."""
    state, lang = AudienceView(asked.state, asked.audience), asked.language or spoken_in(asked.state) or language()
    found = state.get(Plan, asked.about.id)
    if found is None:
        return ()
    page = _PlanPage(state, found, asked.today, lang)
    cover = tuple(page.cover())
    twin = told_apart(state, found, lambda one: (one.title, one.version, ""))
    about = (found.title, found.version, twin, asked.today)
    name, called = (t("plan_page.file", lang=lang), *about), (t("papers.plan", lang=lang), *about)
    title, on = clean(found.title), asked.today.isoformat()
    head = {"title": title, "date": on, "audience": str(asked.audience), "language": lang}
    setup = setup_of(asked.state, lang, landscape=True, cover=len(cover))
    blocks = (*cover, *page.blocks(tabular=asked.tabular))
    return (Paper("plan", lang, asked.audience, blocks, name, "Plans", head, setup, called=called),)


class _PlanPage:
    """One plan as its readers see it."""

    def __init__(self, state: State, about: Plan, on: date, lang: str) -> None:
        self._state, self._plan, self._on, self._lang = state, about, on, lang
        self._parts = activities(state, about)
        lines = [line for part in self._parts for line in funding_of(state, part)]
        self._cents = any(has_cents(money) for line in lines for money in (line.planned, line.committed))

    def _t(self, key: str, **values: object) -> str:
        return t(f"plan_page.{key}", lang=self._lang, **values)

    def _heads(self, *keys: str) -> tuple[PaperText, ...]:
        return tuple(own(self._t(key)) for key in keys)

    # The cover

    def cover(self) -> Iterator[HeadingBlock | Paragraph]:
        """Its title and days, and by what it was approved, or that it is a draft."""
        first, last = self._plan.starts_on, self._plan.ends_on
        yield HeadingBlock(1, line(self._plan.title))
        yield Paragraph(line(full_group_name(self._state, self._lang)))
        yield Paragraph(own(DASH.join(month_of(one, self._lang) for one in (first, last) if one)))
        yield from self._standing()
        version = self._t("version", version=self._plan.version) if self._plan.version else ""
        yield Paragraph(line(DASH.join(filter(None, (version, day(self._on, self._lang))))))

    def _standing(self) -> Iterator[Paragraph]:
        document = self._state.get(Document, self._plan.document)
        step = done_last(self._state, document, self._on) if document is not None else None
        if document is None or step is None or step.stage not in SETTLED:
            stage = choice(step.stage, self._lang) if step is not None and step.stage is not TrackStage.DRAFTING else ""
            yield Paragraph(strong(own(DASH.join(filter(None, (self._t("draft"), stage))))), boxed=True)
            return
        for one in steps_of(self._state, document):
            if one.stage in SETTLED and one.done_on is not None and one.done_on <= self._on:
                told = ", ".join(filter(None, (one.instrument, one.gazette, day(one.done_on, self._lang))))
                yield Paragraph(line(f"{choice(one.stage, self._lang).capitalize()}: {told}"))

    # What is done, by whom, and what it costs

    def blocks(self, *, tabular: bool) -> Iterator[Block]:
        yield HeadingBlock(2, own(self._t("activities")))
        yield self._tabular() if tabular else self._banded()
        yield from self._beside()
        yield from self._totals()
        ids = {id for part in self._parts for id in (part.lead, *part.co_leads, *part.partners)}
        homes = [one for one in self._homes(*ids) if one.acronym and one.name]
        if homes:
            yield HeadingBlock(2, own(self._t("acronyms")))
            yield Facts(tuple((clean(one.acronym), line(one.name)) for one in homes))

    def _banded(self) -> TableBlock:
        """With pillars and objectives as bands; last what stands under none."""
        rows: list[tuple[PaperText, ...]] = []
        bands: list[Band] = []
        for part, above in self._tree():
            if part.level is not PlanLevel.ACTIVITY:
                bands.append(Band(len(rows), line(full_title(part)), 2 if above else 1))
                continue
            if not above and bands and bands[-1].text != (alone := line(pillar_title(None, self._lang))):
                bands.append(Band(len(rows), alone))
            rows.append(self._row(part))
        figures = tuple(one == "budget" for one in ("activity", *_COLUMNS))
        return TableBlock(self._heads("activity", *_COLUMNS), tuple(rows), figures=figures, bands=tuple(bands))

    def _tabular(self) -> TableBlock:
        """With what an activity stands under in columns of their own, so that a spreadsheet sorts them."""
        titles = {part.id: full_title(part) for part, _ in self._tree()}
        rows = (
            (
                line(titles[above[0]] if above else ""),
                line(" / ".join(titles[id] for id in above[1:])),
                *self._row(part),
            )
            for part, above in self._tree()
            if part.level is PlanLevel.ACTIVITY
        )
        return TableBlock(self._heads("pillar", "objective", "activity", *_COLUMNS), tuple(rows))

    def _tree(self) -> list[tuple[Activity, tuple[str, ...]]]:
        """Each part with the ids of those that it stands under."""
        found = [(branch.record, branch.above) for branch in tree(self._state, self._plan)]
        return sorted(found, key=lambda one: one[0].level is PlanLevel.ACTIVITY and not one[1])

    def _row(self, part: Activity) -> tuple[PaperText, ...]:
        lines = funding_of(self._state, part)
        leads = (*self._homes(part.lead), *self._homes(*part.co_leads))
        indicators = self._state.linked(Indicator, Indicator.activity, part.id)
        return (
            line(full_title(part)),
            line((not part.location_protected and ", ".join(part.districts)) or self._t("national")),
            _listed(home.name or home.acronym for home in leads) or own("–"),
            line(", ".join(home.acronym or home.name for home in self._homes(*part.partners))),
            chain(" · ", (own(self._period(part)), line(part.period))),
            _listed(map(self._indicator, indicators)),
            self._budget(lines),
            _listed(map(self._source, lines)),
        )

    def _homes(self, *ids: str | None) -> list[Organization]:
        found = (self._state.get(Organization, id) for id in ids)
        return sorted((home for home in found if home is not None), key=protocol)

    def _period(self, part: Activity) -> str:
        days = (part.starts_on, part.ends_on)
        return DASH.join(dict.fromkeys(short_month(one, self._lang) for one in days if one is not None))

    def _indicator(self, one: Indicator) -> str:
        start, end = start_of(self._state, one), one.target_value
        way = f"{self._number(start)} → {self._number(end)} {one.unit}".strip()
        return f"{one.title}: {way}"

    def _number(self, value: int | Hidden | None) -> str:
        if isinstance(value, Hidden):
            return value.words(self._lang)
        return "–" if value is None else money_text(Decimal(value), self._lang)

    def _budget(self, lines: Iterable[FundingLine]) -> PaperText:
        planned = {currency: sum for currency, sum in self._planned(lines).items() if sum}
        text = "; ".join(f"{self._amount(sum)} {currency}" for currency, sum in planned.items())
        currency, sum_ = next(iter(planned.items())) if len(planned) == 1 else ("", None)
        return cell(text or "–", sum_, currency)

    def _source(self, paid: FundingLine) -> str:
        funder = self._state.get(Funder, paid.funder)
        return shown_name(self._state, funder) if funder is not None else self._t("no_source")

    def _beside(self) -> Iterator[Block]:
        """Indicators of a pillar, an objective or the whole plan."""
        ids = {part.id for part in self._parts}
        found = self._state.linked(Indicator, Indicator.plan, self._plan.id)
        rows = [(self._of(one), one) for one in in_order(self._state, found) if one.activity not in ids]
        if rows:
            yield HeadingBlock(2, own(self._t("indicators")))
            told = tuple((line(of), line(self._indicator(one))) for of, one in rows)
            yield TableBlock(self._heads("of", "indicator"), told)

    def _of(self, one: Indicator) -> str:
        part = self._state.get(Activity, one.activity)
        return full_title(part) if part is not None else self._t("whole")

    # Sums

    def _totals(self) -> Iterator[Block]:
        """By pillar and years; what runs over several years is not divided, since nobody said how."""
        yield HeadingBlock(2, own(self._t("totals")))
        lines = [(_years(part), funding_of(self._state, part)) for part in self._parts]
        years = _columns(years for years, paid in lines if paid)
        groups = [(pillar_title(top, self._lang), parts) for top, parts in by_pillar(self._state, self._plan)]
        if any(paid for _, paid in lines):
            rows = [
                row
                for title, parts in (*groups, (self._t("total"), self._parts))
                for row in self._sums(title, parts, years)
            ]
            named = (own("–".join(map(str, one)) or self._t("undated")) for one in years)
            heads = (*self._heads("pillar", "currency"), *named, *self._heads("total", "funded", "to_find"))
            yield TableBlock(heads, tuple(rows), figures=(False, False, *(True for _ in heads[2:])))
            yield Paragraph(emphasis(own(self._t("funded_how"))))
        if count := sum(not any(one.planned for one in paid) for _, paid in lines):
            yield Paragraph(own(self._t("without_budget", count=count)))

    def _sums(self, title: str, parts: Iterable[Activity], years: Sequence[Years]) -> Iterator[tuple[PaperText, ...]]:
        """A row for each currency: by years, in all, and what of it is funded or to be found."""
        lines = [(_column(_years(part), years), paid) for part in parts for paid in funding_of(self._state, part)]
        whole = self._by_currency(paid for _, paid in lines)
        short = self._by_currency(paid for _, paid in lines if (paid.planned or 0) > (paid.committed or 0))
        each = [self._planned(paid for column, paid in lines if column == one) for one in years]
        for currency, sums in whole.items():
            to_find = short[currency].planned - short[currency].committed if currency in short else Decimal()
            amounts = (*(one.get(currency, Decimal()) for one in each), sums.planned, sums.planned - to_find, to_find)
            yield line(title), line(currency), *(cell(self._amount(one), one) for one in amounts)
        if not whole:
            yield line(title), *[own("–")] * (len(years) + 4)

    def _by_currency(self, lines: Iterable[FundingLine]) -> dict[str, Spending]:
        return {one.currency: one for one in spending(self._state, lines)}

    def _planned(self, lines: Iterable[FundingLine]) -> dict[str, Decimal]:
        return {currency: one.planned for currency, one in self._by_currency(lines).items()}

    def _amount(self, value: Decimal) -> str:
        return money_text(value, self._lang, cents=self._cents) if value else "–"


_COLUMNS = ("districts", "lead", "partners", "period", "indicator", "budget", "source")
Years: TypeAlias = tuple[int, ...]


def _years(part: Activity) -> Years:
    """The first of its years and the last; one where it has no other, and none where it has no days."""
    return tuple(dict.fromkeys(one.year for one in (part.starts_on, part.ends_on) if one is not None))


_MOST = 6
"""Columns of years that have room."""


def _columns(found: Iterable[Years]) -> list[Years]:
    """In order; where there are too many, what runs over several years shares one."""
    years = sorted(set(found), key=lambda one: (not one, one))
    longer = [one for one in years if len(one) > 1]
    if len(years) <= _MOST or not longer:
        return years
    shared = (longer[0][0], max(last for _, last in longer))
    return [*(one for one in years if one not in longer), shared]


def _column(years: Years, columns: Sequence[Years]) -> Years:
    return years if years in columns else columns[-1]


def _listed(texts: Iterable[str]) -> PaperText:
    return line("; ".join(dict.fromkeys(texts)))
