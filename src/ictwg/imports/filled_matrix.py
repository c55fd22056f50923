"""The matrix of a round when it comes back filled in: its rows become reports of their organization.

What it says of the plan is compared and not taken: another wording is asked, other dates and periods past are told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import PurePath
from typing import Any

from ictwg.domain.changes import Changes
from ictwg.domain.ids import derived_id
from ictwg.domain.records import Activity, ActivityReport, Organization, Plan, Round
from ictwg.domain.schema import Setting
from ictwg.domain.state import State
from ictwg.domain.text import fold, one_line
from ictwg.domain.values import ActivityStatus, Checked, PlanLevel
from ictwg.imports.doubts import ADDED, AS_QUESTION, LEFT_OUT, OURS, THEIRS, DoubtKind
from ictwg.imports.headings import Column, choice_words, plain_key
from ictwg.imports.list_rows import ListFile, ListRows, RowRead
from ictwg.imports.plan_lists import status_in, status_names
from ictwg.imports.report import ImportRow, RowState
from ictwg.locales import LANGUAGES, t
from ictwg.locales.former_words import words_in_every_language
from ictwg.programme.plan import activities, is_current
from ictwg.programme.plan_matrix import (
    ABOVE,
    TELLABLE,
    TO_FILL,
    Past,
    SheetHead,
    last_report,
    matrix_label_id,
    past_texts,
)
from ictwg.programme.plan_matrix import OURS as OF_THE_PLAN
from ictwg.programme.rounds import answered
from ictwg.records.csv_format import LINES_LOOKED_AT, CsvLine, cell_text, read
from ictwg.records.planned_state import StateAfterChanges
from ictwg.sentences.dates import find_date


def is_matrix(data: bytes) -> bool:
    """Whether the file says above its table of which plan and round it is."""
    return {SheetHead.PLAN, SheetHead.ROUND} <= {*_head(data)}


def _head(data: bytes) -> dict[SheetHead, str]:
    _, lines = read(data, lambda cell: plain_key(cell) in _columns())
    names = {plain_key(word): name for name in SheetHead for word in words_in_every_language(matrix_label_id(name))}
    found: dict[SheetHead, str] = {}
    for line in lines[:LINES_LOOKED_AT]:
        name = names.get(plain_key(line.cells[0])) if line.cells else None
        if name is not None and len(line.cells) > 1:
            found.setdefault(name, one_line(line.cells[1]))
    return found


@cache
def _columns() -> dict[str, Column]:
    columns: tuple[Column, ...] = (ABOVE, *OF_THE_PLAN, *Past, *TO_FILL)
    return {plain_key(word): one for one in columns for word in words_in_every_language(matrix_label_id(one))}


def _round_of(state: State, head: Mapping[SheetHead, str]) -> Round | None:
    """The round of that title on the plan of that version; of several the one with that last day."""
    plan = (fold(head.get(SheetHead.PLAN, "")), fold(head.get(SheetHead.VERSION, "")))
    plans = {one.id for one in state.all(Plan) if (fold(one.title), fold(one.version)) == plan}
    named = [one for one in state.all(Round) if one.plan in plans and fold(one.title) == fold(head[SheetHead.ROUND])]
    until = _day(head.get(SheetHead.ANSWER_BY, ""))
    of_that_day = [one for one in named if one.closes_on == until]
    return next(iter(of_that_day), named[0] if len(named) == 1 else None)


def _day(text: str) -> date | None:
    found = find_date(text)
    return found.date if found is not None else None


class FilledRows(ListRows):
    """Without an organization above the table each row is its lead's."""

    def __init__(self, file: ListFile) -> None:
        super().__init__(file, ActivityReport)
        lookup = self.lookup
        self._head = head = _head(file.data)
        self._about = _round_of(lookup.state, head)
        self._home = self.names.known.organization(head.get(SheetHead.ORGANIZATION, ""))
        self._plan = lookup.state.get(Plan, self._about.plan) if self._about is not None else None
        self._parts = activities(lookup.state, self._plan) if self._plan is not None else ()
        self._came: dict[str, str] = {}
        """A report of each organization that sent one."""

    def subject(self, brought: Sequence[ImportRow]) -> str:  # noqa: ARG002 - the shared signature
        return t("matrix.subject", round=self._about.title if self._about is not None else "")

    def words(self) -> dict[str, Column]:
        return _columns()

    def unread(self, head: CsvLine | None, below: Sequence[CsvLine]) -> str:  # noqa: ARG002 - the shared signature
        return self._problem or ("" if head is not None else t("matrix.no_table"))

    def columns(self, found: Sequence[Column | None], below: Sequence[CsvLine]) -> list[Column | None]:  # noqa: ARG002 - likewise
        """Its rows belong to the activities that they name."""
        return [*found]

    @property
    def _problem(self) -> str:
        """Why nothing of it can be read; empty where it can."""
        unknown = self._head.get(SheetHead.ORGANIZATION) and self._home is None
        name = "no_round_here" if self._about is None else "no_organization_here" if unknown else ""
        return t(f"matrix.{name}", **{str(one): self._head.get(one, "") for one in SheetHead}) if name else ""

    def take_file(self, data: bytes) -> list[ImportRow]:
        """First it is told that the plan has a later version."""
        plan, rows = self._plan, super().take_file(data)
        if plan is None or self._problem or is_current(self.lookup.state, plan):
            return rows
        why = t("matrix.later_version", version=plan.version)
        return [ImportRow(RowState.DOUBTFUL, plan.title, self.where, why), *rows]

    def done(self, subject: str) -> Changes:
        """With what it means for the round: whoever sent something has answered."""
        changes = super().done(subject)
        planned = StateAfterChanges(self.lookup.state, changes, (ActivityReport,))
        for id in self._came.values():
            report = planned.get(ActivityReport, id)
            if report is not None:
                changes = changes.and_then(answered(self.lookup.state, report, self.lookup.today))
        return changes.told_by(self.kind)

    def take(self, row: RowRead, where: str) -> ImportRow:
        code, title = row.take(Activity.code), row.take(Activity.title)
        what = " ".join(filter(None, (code, title)))
        filled = {field: text for field in TO_FILL if (text := row.cells.pop(field, "").strip())}
        activity = self._activity(code, title)
        if activity is None and (not filled or not what):
            row.lose((Activity.title, what or " ".join(map(one_line, row.cells.values()))))
            return row.row(RowState.DOUBTFUL, what, where)
        if activity is not None:
            self._compare(row, activity)
        if not filled:
            row.said.append(t("matrix.empty"))
            return row.row(RowState.SAME, what, where)
        state = self._worded(row, activity, title) if activity is not None else RowState.SAME
        about = activity.id if activity is not None else self._added(row, code, title)
        reported = self._report(row, about, filled) if about else RowState.DOUBTFUL
        return row.row(state if reported is RowState.SAME else reported, what, where)

    # Which activity it is

    def _activity(self, code: str, title: str) -> Activity | None:
        """By its number, else by its words; none where these are of two."""
        of_code = [one for one in self._parts if code and one.code == code]
        of_title = [one for one in self._parts if title and fold(one_line(one.title)) == fold(title)]
        both = [one for one in of_code if one in of_title]
        found = both[:1] if of_code and of_title else of_code or of_title
        return found[0] if len(found) == 1 else None

    def _added(self, row: RowRead, code: str, title: str) -> str:
        """A new activity, where somebody wants it; empty where it is left out."""
        told = " ".join(filter(None, (code, title)))
        if row.ask(DoubtKind.NEW_ACTIVITY, told, LEFT_OUT, ADDED) == LEFT_OUT or self._plan is None:
            row.said.append(t("matrix.not_in_plan"))
            return ""
        id = derived_id(self.lookup.state.db, Activity.TABLE, (self._plan.id, code, fold(title)))
        place = (Activity.plan(self._plan.id), Activity.level(PlanLevel.ACTIVITY), Activity.lead(self._home))
        return self.making.new(Activity, id, *place, Activity.code(code), Activity.title(title))

    def _worded(self, row: RowRead, activity: Activity, title: str) -> RowState:
        if not title or title == one_line(activity.title):
            return RowState.SAME
        if row.ask(DoubtKind.OTHER_WORDING, title, OURS, THEIRS) == OURS:
            row.said.append(t("matrix.ours_kept", text=activity.title))
            return RowState.SAME
        return self.change(row, activity, (Activity.title(title),))

    def _compare(self, row: RowRead, activity: Activity) -> None:
        """What it says otherwise of the plan and of the past, which is not taken."""
        for field in OF_THE_PLAN:
            text = row.take(field)
            if text and not self._says(activity, field, text):
                ours = cell_text(self.lookup, field, activity) or "–"
                row.said.append(t("matrix.differs", field=t(field.label_id), theirs=text, ours=ours))
        last = self._last(activity)
        known = [past_texts(self.lookup.state, last, lang) for lang in LANGUAGES]
        nothing = last is None and choice_words(ActivityReport.status)
        for column in Past:
            text, here = row.take(column), [one_line(texts[column]) for texts in known]
            day = _day(text)  # a spreadsheet writes it in its own way when it is saved
            if nothing and nothing.get(plain_key(text)) is ActivityStatus.NO_REPORT_RECEIVED:
                continue  # what earlier versions printed for it
            if plain_key(text) and text not in here and (day is None or day not in map(_day, here)):
                row.said.append(t("matrix.past", text=text))

    def _last(self, activity: Activity | None) -> ActivityReport | None:
        home = self.lookup.state.get(Organization, self._home)
        if activity is None or self._about is None:
            return None
        return last_report(self.lookup.state, activity, self._about, home)

    # What it reports

    def _report(self, row: RowRead, activity: str, filled: dict[Any, str]) -> RowState:
        home = self._home or self.making.value(Activity.lead, activity)
        if not isinstance(home, str) or self._about is None:
            row.said.append(t("importing.missing", fields=t(Activity.lead.label_id)))
            return RowState.DOUBTFUL
        about = (ActivityReport.activity(activity), ActivityReport.round(self._about.id))
        key = (*about, ActivityReport.organization(home))
        there: Any = self.exact(key)
        id = there.id if there is not None else self.new_id(key)
        made = self.making.makes(ActivityReport, id)
        self.said_first(row, id, dict(filled), ())
        filled = {field: text for field, text in filled.items() if field not in row.passed}
        if made and not filled:
            return RowState.SAME
        settings = self._said(row, activity, filled, there, told_before=made)
        if settings is None:
            return RowState.DOUBTFUL
        if there is not None:
            return self._updated(row, there, settings)
        period = (ActivityReport.since(self._about.since), ActivityReport.until(self._about.until))
        state, id = self.write(row, None, (*key, *period, *settings, *self._origin()))
        if id:
            self._came[home] = id
        return state

    def _said(
        self, row: RowRead, activity: str, filled: dict[Any, str], there: ActivityReport | None, *, told_before: bool
    ) -> list[Setting] | None:
        """What is filled in; None: nothing, for nobody says how far the activity is.

        It may be left open, with a question; never *no report received*, for something came.
        """
        text = one_line(filled.pop(ActivityReport.status, ""))
        status, beside = status_in(text)
        asked: tuple[Setting, ...] = ()
        before = there or self._last(self.lookup.state.get(Activity, activity))
        if status not in TELLABLE and (text or (there is None and not told_before)):
            choices = (*((AS_QUESTION,) if before is not None else ()), LEFT_OUT, *status_names())
            chosen = row.ask(DoubtKind.NO_STATUS, text or "–", *choices)
            if chosen == LEFT_OUT:
                row.said.append(t("matrix.no_status"))
                return None
            if chosen == AS_QUESTION and before is not None:
                status = ActivityStatus.NOT_SAID
                said = t("matrix.status_question", text=text) if text else t("matrix.status_missing")
                question = ActivityReport.question(said)
                asked = (question, ActivityReport.checked(Checked.QUESTION))
            else:
                status, beside = status_in(chosen)[0], text
        if status in TELLABLE and text:
            ours = (str(status), *words_in_every_language(f"choices.activity_status.{status}"))
            if plain_key(text) not in map(plain_key, ours):  # it is told what words of others mean
                row.said.append(t("matrix.read_as", text=text, status=ActivityReport.status.label(status)))
        if beside and not asked:
            filled[ActivityReport.progress] = "\n".join(filter(None, (beside, filled.get(ActivityReport.progress))))
        told = [field(value) for field, value in filled.items()]
        return [*((ActivityReport.status(status),) if status is not None else ()), *told, *asked]

    def _updated(self, row: RowRead, there: ActivityReport, settings: list[Setting]) -> RowState:
        since = self._filled_on or _day(self._head.get(SheetHead.PRINTED_ON, ""))
        newer = there.reported_on is not None and since is not None and there.reported_on > since
        differs = [one for one in settings if one.raw != there.row.get(one[0].name)]
        if differs and newer:
            told = t("matrix.newer", day=ActivityReport.reported_on.show(there.reported_on, self.lookup))
            if row.ask(DoubtKind.OLDER, told, OURS, THEIRS) == OURS:
                row.said.append(told)
                return RowState.SAME
        asked = [one for one in settings if one[0] is ActivityReport.checked]
        state = self.change(row, there, [one for one in settings if one not in asked])
        if state is RowState.UPDATED:
            checked = asked or [ActivityReport.checked(Checked.NOT_CHECKED)]
            self.making.edit.update(there, *self._origin(), *checked)
        if there.organization:
            self._came[there.organization] = there.id
        return state

    @property
    def _filled_on(self) -> date | None:
        return _day(self._head.get(SheetHead.FILLED_IN_ON, ""))

    def _origin(self) -> tuple[Setting, ...]:
        """Who reported it and when, and from which file of which day we have it."""
        today, by = self.lookup.today, self._head.get(SheetHead.FILLED_IN_BY, "")
        source = ActivityReport.source(f"{PurePath(self.where).name}, {today.isoformat()}")
        told = (ActivityReport.reported_on(self._filled_on or today), source)
        return (*told, ActivityReport.reported_by(by)) if by else told
