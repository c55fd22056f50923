"""The sub-groups: the bodies that meet besides the plenary, and who sits in them.

The three jobs that it is for:

1. Make a sub-group: its code, its name, how often it meets, to whom it reports.
2. Say who sits in it; its roll is called from that list, and the plenary's stays what it is.
3. Prepare its next meeting.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from textual import work

from ictwg.app.forms.declared import fields_for
from ictwg.app.forms.fields import FormField, Values
from ictwg.domain.changes import Changes
from ictwg.domain.records import BodyMember, Series
from ictwg.domain.roster import series_of
from ictwg.domain.schema import Field
from ictwg.locales import t
from ictwg.members.sub_groups import BodyRow, body_rows, keep_body, member_rows, remove_body, seat, unseat
from ictwg.records.editing import settings_typed
from ictwg.records.record_rows import RecordRow
from ictwg.records.tables import Detail
from ictwg.ui.keys import bindings_for
from ictwg.ui.record_screen import RecordScreen
from ictwg.ui.screens.next_meeting import PreparingScreen
from ictwg.ui.widgets.columns import Column, title_column

NEW = (Series.code, Series.name, Series.rule, Series.reports_to)


class SubGroupsScreen(RecordScreen):
    BINDINGS: ClassVar = bindings_for("bodies")
    HEADING = "places.sub_groups"
    BESIDE = False
    several: ClassVar = frozenset[str]()
    told_as: ClassVar = {"list.choose": "bodies.members"}

    def __init__(self) -> None:
        super().__init__(Series)

    def rows(self) -> tuple[BodyRow, ...]:
        return body_rows(self.session.lookup)

    def columns(self) -> tuple[Column[BodyRow], ...]:
        return (
            Column("code", t("records.series.code"), lambda row: row.code, width=8, tone="info", snug=True),
            title_column("name", t("records.name"), lambda row: row.name),
            Column("rule", t("sub_groups.meets"), lambda row: row.rule, minimum=16, good=30, drop=5, snug=True),
            Column("reports", t("records.series.reports_to"), lambda row: row.reports_to, minimum=9, drop=4, snug=True),
            Column("members", t("errands.export_list.members"), _count, width=7, align="right", drop=1),
            Column("next", t("records.meeting.next_meeting"), lambda row: row.next_meeting, width=12, drop=1),
        )

    def current_detail(self) -> Detail | None:
        """The name and the rule in full: both may be longer than a line has room for."""
        row: BodyRow | None = self.listed.list.current
        return row and Detail(row.name, " · ".join(filter(None, (row.code, row.rule, row.next_meeting))), ())

    @work
    async def choose(self, row: BodyRow) -> None:
        """The members of a sub-group; the plenary's are Membership."""
        if row.code:
            self.app.push_screen(BodyScreen(row.code))
        else:
            await self.program.action_mode("membership")

    def new_title(self) -> str:
        return t("sub_groups.new")

    def new_form(self) -> tuple[FormField, ...]:
        return self._form(NEW, None)

    def make(self, values: Values) -> Changes:
        return self._kept(None, values)

    @work
    async def action_edit(self) -> None:
        """Of the row under the cursor: the plenary may have no record yet. A code stands in references, and stays."""
        row: BodyRow | None = self.listed.list.current
        if row is not None:
            form = self._form(NEW[1:] if row.code else NEW[1:3], row)
            await self.fill_in(row.name, form, lambda values: self._kept(row.code, values))

    @work
    async def action_prepare(self) -> None:
        row: BodyRow | None = self.listed.list.current
        if row is not None and await self.app.push_screen_wait(PreparingScreen(row.code)) is not None:
            self.tell(t("sub_groups.made", name=row.name))

    def action_delete(self) -> None:
        row: BodyRow | None = self.listed.list.current
        if row is not None:
            self.carry_out(lambda: remove_body(self.session.state, row.code))

    def _form(self, asked: tuple[Field[Any], ...], row: BodyRow | None) -> tuple[FormField, ...]:
        found = series_of(self.session.state, row.code) if row is not None else None
        values = {Series.name.name: row.name} if row is not None and found is None else None
        return fields_for(self.session.lookup, Series, found, only=asked, values=values)

    def _kept(self, code: str | None, values: Values) -> Changes:
        return keep_body(self.session.state, code, *(values.get(field.name, "") for field in NEW))


class BodyScreen(RecordScreen):
    """Who sits in one sub-group.

    Args:
        code: The sub-group's.
    """

    EMPTY = "sub_groups.empty"
    told_as: ClassVar = {"list.choose": "record.edit"}

    def __init__(self, code: str) -> None:
        super().__init__(BodyMember)
        self._code = code

    @property
    def heading(self) -> str:
        found = series_of(self.session.state, self._code)
        return t("sub_groups.members_of", name=found.name if found is not None else self._code)

    def rows(self) -> tuple[RecordRow, ...]:
        return member_rows(self.session.lookup, self._code)

    def choose(self, row: RecordRow) -> None:  # noqa: ARG002 - the row under the cursor
        self.action_edit()

    def new_title(self) -> str:
        return t("sub_groups.seat")

    def new_form(self) -> tuple[FormField, ...]:
        start = {BodyMember.since.name: self.session.today.isoformat()}
        return fields_for(self.session.lookup, BodyMember, only=BodyMember.COLUMNS, values=start)

    def make(self, values: Values) -> Changes:
        return self._seated(None, values)

    def edit_form(self, record: BodyMember) -> tuple[FormField, ...]:
        return fields_for(self.session.lookup, BodyMember, record, only=BodyMember.COLUMNS)

    def edit(self, record: BodyMember, form: Sequence[FormField], values: Values) -> Changes:  # noqa: ARG002 - all of it
        return self._seated(record, values)

    def action_delete(self) -> None:
        self.for_each(partial(unseat, self.session.state))

    def _seated(self, member: BodyMember | None, values: Values) -> Changes:
        return seat(self.session.state, self._code, member, *settings_typed(self.session.lookup, BodyMember, values))


def _count(row: BodyRow) -> str:
    return str(row.members or "")
