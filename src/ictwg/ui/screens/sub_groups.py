"""The sub-groups: the bodies that meet besides the plenary, and who sits in them.

The three jobs that it is for:

1. Make a sub-group: its code, its name, how often it meets, to whom it reports.
2. Say who sits in it; its roll is called from that list, and the plenary's stays what it is.
3. Prepare its next meeting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work

from ictwg.domain.bodies import series_of
from ictwg.domain.records import BodyMember, Series
from ictwg.locales import t
from ictwg.members.sub_groups import BodyRow, SeatRow, body_rows, keep_body, member_rows, remove_body, seat, unseat
from ictwg.records.detail import Detail
from ictwg.records.editing import settings_typed
from ictwg.ui.forms import fields_for
from ictwg.ui.keys import bindings_for, bindings_with
from ictwg.ui.list_screen import ListScreen
from ictwg.ui.screens.group_forms import with_rule
from ictwg.ui.screens.next_meeting import PreparingScreen
from ictwg.ui.widgets.columns import Column

if TYPE_CHECKING:
    from textual.binding import BindingType

    from ictwg.domain.changes import Changes
    from ictwg.ui.widgets.form import FormField

NEW = (Series.code, Series.name, Series.rule, Series.reports_to)
MEMBER = (BodyMember.organization, BodyMember.person, BodyMember.function, BodyMember.since, BodyMember.until)


class SubGroupsScreen(ListScreen[BodyRow]):
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_with("record.back", "record.new", "record.edit", "record.delete"),
        *bindings_for("bodies"),
    ]

    HEADING = "places.sub_groups"
    told_as: ClassVar = {"list.choose": "bodies.members"}

    def rows(self) -> tuple[BodyRow, ...]:
        return body_rows(self.session.state, self.session.today)

    def columns(self) -> tuple[Column[BodyRow], ...]:
        return (
            Column("code", t("records.series.code"), lambda row: row.code, width=8, tone="info", snug=True),
            Column("name", t("records.name"), lambda row: row.name, minimum=24, good=40, snug=True),
            Column("rule", t("sub_groups.meets"), lambda row: row.rule, minimum=16, good=30, drop=5, snug=True),
            Column("reports", t("records.series.reports_to"), lambda row: row.reports_to, minimum=9, drop=4, snug=True),
            Column("members", t("sub_groups.members"), _count, width=7, align="right", drop=1),
            Column("next", t("sub_groups.next"), lambda row: row.next_meeting, width=12, drop=1),
        )

    def detail(self, row: BodyRow) -> Detail:
        """The name and the rule in full: both may be longer than a line has room for."""
        return Detail(row.name, " · ".join(filter(None, (row.code, row.rule, row.next_meeting))), ())

    def text(self, row: BodyRow) -> str:
        return f"{row.code} {row.name}"

    def choose(self, row: BodyRow) -> None:
        """The members of a sub-group; the plenary's are Membership."""
        if row.code:
            self.app.push_screen(BodyScreen(row.code))
        else:
            self.action_edit()

    @work
    async def action_new(self) -> None:
        made: list[str] = []

        def keep(values: dict[str, str]) -> Changes:
            changes = _kept(self, None, values)
            made.append(f"body:{values[Series.code.name].strip().upper()}")
            return changes

        if await self.fill_in(t("sub_groups.new"), _form(self, None), keep):
            self.listed.list.move_to(made[-1])

    @work
    async def action_edit(self) -> None:
        row = self.listed.list.current
        if row is not None:
            form = _form(self, row)
            await self.fill_in(t("sub_groups.edit", name=row.name), form, lambda values: _kept(self, row, values))

    @work
    async def action_prepare(self) -> None:
        row = self.listed.list.current
        if row is not None:
            made = await self.app.push_screen_wait(PreparingScreen(row.code))
            if made is not None:
                self.tell(t("sub_groups.made", name=row.name))

    def action_delete(self) -> None:
        row = self.listed.list.current
        if row is not None:
            self.carry_out(lambda: remove_body(self.session.state, row.code))


class BodyScreen(ListScreen[SeatRow]):
    """Who sits in one sub-group.

    Args:
        code: The sub-group's.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings_with("record.back", "record.new", "record.edit", "record.delete")

    EMPTY = "sub_groups.empty"
    told_as: ClassVar = {"list.choose": "record.edit"}

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code

    @property
    def heading(self) -> str:
        found = series_of(self.session.state, self._code)
        return t("sub_groups.members_of", name=found.name if found is not None else self._code)

    def rows(self) -> tuple[SeatRow, ...]:
        return member_rows(self.session.state, self._code, self.session.today)

    def columns(self) -> tuple[Column[SeatRow], ...]:
        return (
            Column("organization", t("records.organization"), lambda row: row.organization, width=14),
            Column("person", t("records.person"), lambda row: row.person, minimum=16, share=2),
            Column("function", t("records.function"), lambda row: row.function, width=14, drop=1),
            Column("since", t("records.from"), lambda row: str(row.since or ""), width=10, drop=3),
            Column("until", t("records.to"), lambda row: str(row.until or ""), width=10, drop=2),
        )

    def text(self, row: SeatRow) -> str:
        return f"{row.organization} {row.person} {row.function}"

    def choose(self, row: SeatRow) -> None:  # noqa: ARG002 - the row under the cursor
        self.action_edit()

    @work
    async def action_new(self) -> None:
        lookup = self.session.lookup
        start = {BodyMember.since.name: lookup.today.isoformat()}
        form = fields_for(lookup, BodyMember, only=MEMBER, values=start)
        made: list[str] = []

        def sit(values: dict[str, str]) -> Changes:
            changes = self._seated(None, values)
            made.append(changes.created[0][1])
            return changes

        if await self.fill_in(t("sub_groups.seat"), form, sit):
            self.listed.list.move_to(made[-1])

    @work
    async def action_edit(self) -> None:
        row = self.listed.list.current
        if row is not None:
            member = row.member
            form = fields_for(self.session.lookup, BodyMember, member, only=MEMBER)
            await self.fill_in(t("sub_groups.seat"), form, lambda values: self._seated(member, values))

    def _seated(self, member: BodyMember | None, values: dict[str, str]) -> Changes:
        return seat(self.session.state, self._code, member, *settings_typed(self.session.lookup, BodyMember, values))

    def action_delete(self) -> None:
        row = self.listed.list.current
        if row is not None:
            self.carry_out(lambda: unseat(self.session.state, row.member))


def _form(screen: SubGroupsScreen, row: BodyRow | None) -> tuple[FormField, ...]:
    """Of a new body all; of one that is there not its code, which stands in references; of the plenary not its boss."""
    found = series_of(screen.session.state, row.code) if row is not None else None
    asked = NEW if row is None else NEW[1:] if row.code else NEW[1:3]
    values = {Series.name.name: row.name} if row is not None and found is None else None
    return with_rule(fields_for(screen.session.lookup, Series, found, only=asked, values=values), Series.rule.name)


def _kept(screen: SubGroupsScreen, row: BodyRow | None, values: dict[str, str]) -> Changes:
    typed = (values.get(field.name, "") for field in NEW)
    return keep_body(screen.session.state, None if row is None else row.code, *typed)


def _count(row: BodyRow) -> str:
    return str(row.members) if row.members else ""
