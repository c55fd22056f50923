"""The matrix of a plan of action as ministries have it, taken into a plan.

Beside the fields of an activity a row says where it stands, for whom and when: pillars and objectives, which are merged
or repeated cells or a line of their own; several organizations in a cell; a timeframe; indicators, an amount, a status.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cache
from itertools import pairwise
from pathlib import PurePath
from typing import Any, ClassVar

from ictwg.domain.ids import derived_id
from ictwg.domain.order import after, is_key
from ictwg.domain.records import Activity, ActivityReport, FundingLine, Indicator
from ictwg.domain.schema import Field, Record, Setting
from ictwg.domain.text import fold, one_line
from ictwg.domain.typed_periods import YEAR
from ictwg.domain.values import ActivityStatus, PlanLevel
from ictwg.imports.doubts import (
    AS_ABOVE,
    AS_WRITTEN,
    IN_NOTES,
    NO_DAY,
    NOT_PROTECTED,
    PROTECTED,
    THOUSANDS,
    TYPED,
    UNDER_NONE,
    DoubtKind,
    Doubts,
)
from ictwg.imports.headings import Column, choice_words, column_label, is_nobody, plain_key
from ictwg.imports.list_rows import ListFile, ListRows, RowRead, cell_line
from ictwg.imports.report import ImportRow, RowState
from ictwg.locales import t
from ictwg.programme.funding import usual_currency
from ictwg.programme.plan import speaks_of_shelter
from ictwg.programme.plan_matrix import TELLABLE
from ictwg.records.csv_format import CsvLine
from ictwg.records.reference_data import load_import_words
from ictwg.sentences.amounts import Amount, currencies, speaks_of_thousands
from ictwg.sentences.name_cells import is_everybody, names_in_cell
from ictwg.sentences.timeframes import Timeframe, is_mark, period_columns, possible, timeframe

INDICATOR, SOURCE, BASELINE, TARGET = "indicator", "source", "baseline", "target"
MEASURES = {BASELINE: Indicator.baseline, TARGET: Indicator.target_value}
BUDGET, STATUS = FundingLine.planned, ActivityReport.status
ABOVE = (PlanLevel.PILLAR, PlanLevel.OBJECTIVE)
LONGEST_HEADING = 100

_LETTER = r"[A-Z]|[IVX]{1,4}"
_NUMBERED = re.compile(
    rf"(?P<code>\d{{1,2}}(?:\.\d{{1,2}})+\.?|\d{{1,2}}[.)]|(?:{_LETTER})[.)](?=\s))\s*(?P<title>\S.*)"
)
_NAMED = re.compile(
    rf"(?:(?P<code>\d{{1,2}}(?:\.\d{{1,2}})*\b|(?:{_LETTER})(?=\s*[:.)–-]))|\s*[:–-])\s*[:.)–-]*\s*(?P<title>\S.*)"
)
_CODE = re.compile(r"[A-Z]{0,3}[.-]?\d{1,2}(?:[.-]\d{1,2})*[.)]?")
_BESIDE = re.compile(r"\([^()]*\)|\d+\s*%|\s[–-]\s.*", re.DOTALL)
"""What may stand beside a status."""


class PlanRows(ListRows):
    MORE: ClassVar = {one: one for one in (*ABOVE, INDICATOR, SOURCE, *MEASURES)} | {"budget": BUDGET, "status": STATUS}
    NAMED: ClassVar = (Activity.code, Activity.title)

    def __init__(self, file: ListFile, kind: type[Record], of: Record | None = None) -> None:
        super().__init__(file, kind, of)
        state = self.lookup.state
        self._parts: list[Any] = list(state.linked(Activity, Activity.plan, of.id)) if of is not None else []
        self._met: set[str] = set()
        self._titles: set[str] = set()
        self._codes: set[str] = set()
        self._above: dict[PlanLevel, str] = {}
        self._named: dict[tuple[PlanLevel, str | None, str], str] = {}
        """The pillars and objectives of the list, by what they stand under and their title."""
        self._last = ""
        self._top: PlanLevel | None = None
        """The highest level that has a column, and the lines of the activities that leave it empty."""
        self._under: list[int] = []
        self._empty = ""
        self._factor: int | None = 1
        """By what the amounts are multiplied; None where nobody knows."""
        self._currency: set[str] = set()
        """That of their heading."""
        self._stretches: dict[Column, Timeframe | None] = {}
        """The columns that are each a stretch of time, and those of them that the row marks."""
        self._marked: list[Column] = []
        self._heads: Sequence[int] = ()
        """The lines that say more of the headings."""
        self._order = max((one.order for one in self._parts if is_key(one.order)), default=None)

    def columns(self, found: Sequence[Column | None], below: Sequence[CsvLine]) -> list[Column | None]:
        """`Actions` alone are the activities; a column of numbers 1.1 beside one of objectives 1 divides these."""
        titled = [Activity.title if one is Activity.actions else one for one in found]
        columns = super().columns(titled if Activity.title not in found else found, below)
        columns = _numbers_first(columns, below)
        if PlanLevel.OBJECTIVE in columns and PlanLevel.PILLAR not in columns:
            upper = columns.index(PlanLevel.OBJECTIVE)
            depths = [_depth(line.cells[at] for line in below if at < len(line.cells)) for at in range(len(columns))]
            finer = [at for at, one in enumerate(columns) if one is None and 0 < depths[upper] == depths[at] - 1]
            if len(finer) == 1:
                columns[upper], columns[finer[0]] = PlanLevel.PILLAR, PlanLevel.OBJECTIVE
        return columns

    def ask_columns(
        self, asked: Doubts, head: CsvLine, columns: Sequence[Column | None], below: Sequence[CsvLine]
    ) -> list[Column | None]:
        said = " ".join(cell for cell, one in zip(head.cells, columns, strict=False) if one is BUDGET)
        self._currency = currencies(said)
        if speaks_of_thousands(said):
            factors = {IN_NOTES: None, THOUSANDS: 1000, AS_WRITTEN: 1}
            self._factor = factors[asked.ask(DoubtKind.THOUSANDS, head.number, one_line(said), *factors)]
        taken = [at for at, one in enumerate(columns) if one not in (None, Activity.period)]
        found = period_columns(head.cells, taken, [line.cells for line in below], self._year)
        self._stretches = dict(found.named.values())
        self._heads = [line.number for line in below[: found.heads]]
        known = [*columns, *[None] * len(found.named)]
        meant = [found.named[at][0] if at in found.named else one for at, one in enumerate(known)]
        return super().ask_columns(asked, head, meant, [one for one in below if one.number not in self._heads])

    @property
    def _year(self) -> str:
        """The only one that the name of the sheet says, or what stands above the headings, or the plan."""
        plan: Any = self.of
        days = (plan.starts_on, plan.ends_on) if plan else ()
        named = (PurePath(self.where).name, *self.above, " ".join(str(day.year) for day in days if day))
        return next((years.pop() for text in named if len(years := {*YEAR.findall(text)}) == 1), "")

    def take_all(self, columns: Sequence[Column | None], lines: Sequence[CsvLine]) -> list[ImportRow]:
        """An activity of the same number is another one where the list has its title elsewhere."""
        lines = [line for line in lines if line.number not in self._heads]
        cells = [dict(zip(columns, line.cells, strict=False)) for line in lines]
        self._titles = {fold(numbered(one_line(one.get(Activity.title, "")))[1]) for one in cells}
        self._codes = {_code(one) for one in cells}
        self._top = next((level for level in ABOVE if level in columns), None)
        open_cells = [one.get(Activity.title, "").strip() and not one.get(self._top, "").strip() for one in cells]
        self._under = [line.number for line, is_open in zip(lines, open_cells, strict=True) if is_open]
        for level, text in filter(None, map(heading, self.above if self.of is not None else ())):
            self._part(level, *numbered(text))
        return super().take_all(columns, lines)

    def take(self, row: RowRead, where: str) -> ImportRow:
        """A line may be a heading of its own, or a further indicator of the activity above it."""
        self._marked = [one for one in self._stretches if is_mark(row.cells.pop(one, ""))]
        titles = [one_line(text) for column, text in row.cells.items() if column is not Activity.code]
        if len(alone := titles or row.filled) == 1 and (named := heading(alone[0])):
            code = _code(row.cells) if titles else ""
            row.cells = {named[0]: f"{code}. {numbered(named[1])[1]}" if code else named[1]}
        elif {Activity.title} <= row.cells.keys() <= {Activity.code, Activity.title, *ABOVE} and (
            level := self._level_of(_code(row.cells))
        ):
            above: dict[Column, str] = {other: row.cells[other] for other in ABOVE if other in row.cells}
            row.cells = {**above, level: f"{_code(row.cells)}. {numbered(row.cells[Activity.title])[1]}"}
        if self.of is None or Activity.title in row.cells:
            return super().take(row, where)
        level = next((level for level in ABOVE if level in row.cells), None)
        what = one_line(row.cells.get(level or INDICATOR) or next(iter(row.filled), "")) if level or self._last else ""
        state = self._stands_under(row)
        state = next(self._indicators(row, self._last), state) if self._last else state
        if not what:
            return super().take(row, where)
        row.lose(*((column, one_line(text)) for column, text in row.cells.items()))
        if self._last:
            self._noted(row, self._last, None, ())
        return row.row(state, what, where)

    def _level_of(self, code: str) -> PlanLevel | None:
        """A line of a number and a title alone is a heading of those that are numbered under it."""
        above = any(other.startswith(f"{code}.") for other in self._codes) if code else False
        return ABOVE[min(code.count("."), 1)] if above else None

    def told(self, row: RowRead, there: Record | None) -> tuple[Setting, ...]:
        if there is not None or self.of is None:
            return super().told(row, there)
        if self._top in row.emptied and self._above and self._empty_means(row) == UNDER_NONE:
            self._above = {}
        self._stands_under(row)
        code, title = numbered(row.take(Activity.title))
        code = one_line(row.cells.get(Activity.code, code))
        row.cells[Activity.title] = title
        if code:
            row.cells[Activity.code] = code
        own = (*self._organizations(row), *self._when(row), Activity.part_of(self._nearest))
        known = self.making.has(Activity, self._id(PlanLevel.ACTIVITY, code, title))
        if not known and self._found(PlanLevel.ACTIVITY, code, title) is None:
            own = (*own, Activity.order(self._next()))
            if speaks_of_shelter(title):
                said = row.ask(DoubtKind.SHELTER, title, PROTECTED, NOT_PROTECTED)
                own = (*own, Activity.location_protected(said == PROTECTED))
        return (*super().told(row, None), *own)

    def exact(self, told: tuple[Setting, ...]) -> Record | None:
        """By number and title, by title and place, then by number alone."""
        said = {field.name: str(raw or "") for field, raw in told}
        if self.of is None:
            return super().exact(told)
        return self._found(PlanLevel.ACTIVITY, said.get("code", ""), said[Activity.title.name])

    def write(self, row: RowRead, there: Record | None, told: tuple[Setting, ...]) -> tuple[RowState, str]:
        state, id = super().write(row, there, told)
        if self.of is not None and id:
            self._met.add(id)
            self._last = id
        return state, id

    def new_id(self, told: tuple[Setting, ...]) -> str:
        said = {field.name: str(raw or "") for field, raw in told}
        return self._id(PlanLevel.ACTIVITY, said.get("code", ""), said[Activity.title.name])

    def beside(self, row: RowRead, id: str) -> Iterator[RowState]:
        yield from self._indicators(row, id)
        yield from self._budget(row, id)
        self._note_status(row, id)

    # Where it stands

    @property
    def _nearest(self) -> str | None:
        return next((self._above[level] for level in reversed(ABOVE) if level in self._above), None)

    def _empty_means(self, row: RowRead) -> str:
        """Whether an empty cell is one of merged cells; asked once for all of the list that are not on record.

        Of two on record, one of each place, it is what was answered, or else the one that no row before has named.
        """
        _, named = numbered(one_line(row.cells[Activity.title]))
        known = [one for one in self._parts if one.level is PlanLevel.ACTIVITY and fold(one.title) == fold(named)]
        above, line = self._above.get(self._top) if self._top else None, self._under[0]
        chosen = self._empty or self.file.chosen.get((DoubtKind.NO_PILLAR, line, ""), "")
        for same in (known, [one for one in known if not chosen and one.id not in self._met]):
            places = [{place.level: place.id for place in self._places_of(one)} for one in same]
            as_above = any((above or self._nearest) in ids.values() for ids in places)
            if as_above != any(self._top not in ids for ids in places):
                return AS_ABOVE if as_above else UNDER_NONE
        if not self._empty and above:
            title = str(self.making.value(Activity.title, above) or "")
            told = t("importing.empty_above", above=title, count=len(self._under))
            chosen = self._empty = row.doubts.ask(DoubtKind.NO_PILLAR, line, told, AS_ABOVE, UNDER_NONE)
        return chosen

    def _places_of(self, part: Activity) -> Iterator[Activity]:
        """What it stands under, from below; not more than there are levels, since two computers may make a circle."""
        place: Activity | None = part
        for _ in PlanLevel:
            place = next((one for one in self._parts if place and one.id == place.part_of), None)
            if place is not None:
                yield place

    def _stands_under(self, row: RowRead) -> RowState:
        """Makes the pillars and objectives that the row names; empty cells mean those above."""
        state = RowState.SAME
        for level in ABOVE:
            said = row.take(level)
            if said:
                _, text = heading(said) or (level, said)
                code, title = numbered(text)
                state = self._part(level, code, title) or state
        return state

    def _part(self, level: PlanLevel, code: str, title: str) -> RowState | None:
        self._above = {one: id for one, id in self._above.items() if ABOVE.index(one) < ABOVE.index(level)}
        there, key = self._found(level, code, title), (level, self._nearest, fold(title))
        id = self._named.setdefault(key, there.id if there else self._id(level, code, title))
        new = not self.making.has(Activity, id)
        if new and self.of is not None:
            place = (Activity.plan(self.of.id), Activity.part_of(self._nearest), Activity.order(self._next()))
            self.making.new(Activity, id, Activity.level(level), Activity.code(code), Activity.title(title), *place)
        self._above[level] = id
        return RowState.NEW if new else None

    def _found(self, level: PlanLevel, code: str, title: str) -> Activity | None:
        own = self._id(level, code, title)
        free = [one for one in self._parts if one.level is level and one.id not in self._met and own not in self._met]
        of_title = [one for one in free if fold(one.title) == fold(title)]
        numbered_so = [one for one in free if code and one.code == code]
        ways: tuple[list[Any], ...] = (
            [one for one in of_title if one.id == own],
            [one for one in of_title if one in numbered_so],
            [one for one in of_title if one.part_of == self._nearest],
            [one for one in numbered_so if fold(one.title) not in self._titles] if level is PlanLevel.ACTIVITY else [],
        )
        return next((found[0] for found in ways if found), None)

    def _id(self, level: PlanLevel, code: str, title: str) -> str:
        key = (self.of.id if self.of else "", self._nearest or "", level, code, fold(title))
        return derived_id(self.lookup.state.db, Activity.TABLE, key)

    def _next(self) -> str:
        self._order = after(self._order)
        return self._order

    # Who and when

    def _organizations(self, row: RowRead) -> Iterator[Setting]:
        """The first who are responsible lead, the others lead with them."""
        fields: tuple[Field[Any], ...] = (Activity.lead, Activity.co_leads, Activity.partners)
        said = [self._names_in(row, field) for field in fields]
        meant = ((self.organization(name, row, f) for name in names) for f, names in zip(fields, said, strict=True))
        leads, co_leads, partners = map(list, meant)
        if leads and leads[0]:
            yield Activity.lead(leads[0])
        for field, ids in ((Activity.co_leads, [*leads[1:], *co_leads]), (Activity.partners, partners)):
            if known := tuple(filter(None, ids)):
                yield field(known)

    def _names_in(self, row: RowRead, field: Field[Any]) -> list[str]:
        """The names in its cell; what means nobody or everybody is lost."""
        names = names_in_cell(row.cells.pop(field, ""), self.names.known.organization)
        nobody = [one for one in names if is_nobody(one) or is_everybody(one)]
        row.lose(*((field, name) for name in nobody))
        return [name for name in names if name not in nobody]

    def _when(self, row: RowRead) -> Iterator[Setting]:
        """What is no day stays in the words of the list."""
        said = {column: row.take(column) for column in (Activity.period, Activity.starts_on, Activity.ends_on)}
        period, start, end = frames = [self._timeframe(row, text) if text else None for text in said.values()]
        words = [text for text, frame in zip(said.values(), frames, strict=True) if plain_key(text) and not frame]
        marked = [frame for one in self._marked if (frame := self._stretches[one])]
        period = period or (Timeframe(marked[0].start, marked[-1].end) if marked else None)
        begins = start.start or start.end if start else period.start if period else None
        ends = end or period
        if begins is not None:
            yield Activity.starts_on(begins)
        if ends is not None:
            yield Activity.ends_on(ends.end)
        apart = any(one.end + timedelta(1) != other.start for one, other in pairwise(marked))
        if words := words or ([*map(str, self._marked)] if apart or not marked else []):
            yield Activity.period(", ".join(words))

    def _timeframe(self, row: RowRead, text: str) -> Timeframe | None:
        clear = timeframe(text)
        if clear is not None:
            return clear
        plan: Any = self.of
        whole = (Timeframe(plan.starts_on, plan.ends_on),) if plan.starts_on and plan.ends_on else ()
        offered = dict.fromkeys(map(str, (*possible(text), *whole)))
        chosen = row.ask(DoubtKind.UNCLEAR_DATES, text, NO_DAY, *offered, TYPED) if offered else NO_DAY
        return None if chosen == NO_DAY else timeframe(chosen)

    # What belongs to it

    def _indicators(self, row: RowRead, activity: str) -> Iterator[RowState]:
        titles = [*filter(None, map(one_line, re.split(r"[;\n]|(?<=\S)\s*•", row.cells.pop(INDICATOR, ""))))]
        measures = [*self._measures(row, alone=len(titles) == 1)]
        of_plan = self.lookup.state.linked(Indicator, Indicator.activity, activity)
        for text in titles:
            title = text.lstrip("•-– ")
            id = derived_id(self.lookup.state.db, Indicator.TABLE, (activity, fold(title)))
            if any(fold(one.title) == fold(title) for one in of_plan) or self.making.has(Indicator, id):
                yield RowState.SAME
            elif self.of is not None:
                place = (Indicator.plan(self.of.id), Indicator.activity(activity))
                self.making.new(Indicator, id, *place, Indicator.title(title), *measures)
                yield RowState.NEW

    def _measures(self, row: RowRead, *, alone: bool) -> Iterator[Setting]:
        """From where to where the only indicator is to go, in figures; else they stay as words."""
        for column, field in MEASURES.items():
            text = row.take(column)
            if alone and text.isdecimal():
                yield field(field.parse(text, self.lookup))
            elif plain_key(text):
                row.noted.append((column, _line(column, text)))

    def _budget(self, row: RowRead, activity: str) -> Iterator[RowState]:
        text, source = row.take(BUDGET), row.take(SOURCE)
        if plain_key(source):
            row.noted.append((SOURCE, _line(SOURCE, source)))
        amount = self._amount(row, text)
        if amount is None:
            row.lose((BUDGET, text))
        else:
            yield self.put(row, (FundingLine.activity(activity),), BUDGET(amount))

    def _amount(self, row: RowRead, text: str) -> Any:
        """In the currency of the group; in thousands where the heading or the cell says so and somebody agrees."""
        said = Amount.read(text, lambda figures: BUDGET.parse(figures, self.lookup))
        named = (said.currencies if said else set()) or self._currency
        if said is None or self._factor is None or named - {usual_currency(self.lookup.state)}:
            return None
        whole = said.amount * said.scale * self._factor
        agreed = said.scale == 1 or row.ask(DoubtKind.THOUSANDS, text, IN_NOTES, f"{whole:f}", about=text) != IN_NOTES
        return whole if agreed else None

    def _note_status(self, row: RowRead, activity: str) -> None:
        """A status in the list of a day is a note: nobody reported it, and who leads may say something else."""
        text, lang = row.take(STATUS), self.lookup.language
        if not plain_key(text):
            return
        said = cell_line(STATUS, text)
        day = ActivityReport.reported_on.show(self.lookup.today, self.lookup)
        held = str(self.making.value(Activity.remarks, activity) or "")
        before = (line for line in held.splitlines() if line.startswith(f"{said} ("))
        line = next(before, f"{said} ({t('importing.as_in_list', day=day, lang=lang)})")
        row.noted.append((STATUS, line))


def status_in(text: str) -> tuple[ActivityStatus | None, str]:
    """What it says of the status, also beside other words, and all of it where it says more: `ongoing (60%)`."""
    words = choice_words(ActivityReport.status)
    status = words.get(plain_key(text))
    if status is not None:
        return status, ""
    return words.get(plain_key(_BESIDE.sub(" ", text))), text


def status_names() -> tuple[str, ...]:
    return tuple(t(f"choices.activity_status.{one}") for one in TELLABLE)


def _line(column: str, text: str) -> str:
    return f"{column_label(f'{Activity.SINGULAR}.{column}')}: {one_line(text)}"


def is_pillar(text: str) -> bool:
    """Whether it is the heading of one, and not a sentence that begins so."""
    named = heading(text) if len(text) <= LONGEST_HEADING else None
    return named is not None and named[0] is PlanLevel.PILLAR


def _numbers_first(columns: list[Column | None], below: Sequence[CsvLine]) -> list[Column | None]:
    """The first of two cells under one heading is the number, where it holds nothing else: `1.1`, and the text."""
    at = columns.index(Activity.title) if Activity.title in columns else len(columns)
    if Activity.code in columns or columns[at + 1 : at + 2] != [None]:
        return columns
    said = [line.cells[at] for line in below if "".join(line.cells[at + 1 : at + 2]).strip() and line.cells[at].strip()]
    if not said or not all(_CODE.fullmatch(one.strip()) for one in said):
        return columns
    return [*columns[:at], Activity.code, Activity.title, *columns[at + 2 :]]


def _depth(cells: Iterable[str]) -> int:
    """How many figures the numbers of a column have; 0 where not all of its titles have one, or not as many."""
    codes = [numbered(one_line(cell))[0] for cell in cells if plain_key(cell)]
    found = {code.count(".") + 1 if code else 0 for code in codes}
    return found.pop() if len(found) == 1 else 0


def _code(cells: Mapping[Any, str]) -> str:
    """The number of a line, in a cell of its own or before its title."""
    return one_line(cells.get(Activity.code, "")).rstrip(".)") or numbered(one_line(cells.get(Activity.title, "")))[0]


def numbered(text: str) -> tuple[str, str]:
    """The number before a title, and the title: `1.2.3 Train the police`, but not `13 districts`."""
    found = _NUMBERED.fullmatch(text)
    return (found["code"].rstrip(".)"), found["title"]) if found else ("", text)


def heading(text: str) -> tuple[PlanLevel, str] | None:
    """The level that a text begins with, and the rest: `Pillar 1: Prevention`."""
    said = fold(text)
    for level in ABOVE:
        for word in _level_words(level):
            rest = text[len(word) :] if said.startswith(word) and len(said) == len(text) else ""
            found = _NAMED.fullmatch(rest.strip()) if rest and not rest[0].isalpha() else None
            if found:
                return level, f"{found['code']}. {found['title']}" if found["code"] else found["title"]
    return None


@cache
def _level_words(level: PlanLevel) -> tuple[str, ...]:
    return tuple(sorted(load_import_words("records")[f"{Activity.SINGULAR}.{level}"], key=len, reverse=True))
