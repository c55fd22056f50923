"""The answers to the invitation of a meeting: one key each, who comes instead, and guests."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from textual import work
from textual.worker import Worker

from ictwg.app.forms.choices import Choice
from ictwg.app.forms.declared import fields_for, form_field
from ictwg.app.forms.fields import FormField, Values
from ictwg.domain.calendar import short_day
from ictwg.domain.changes import Changes
from ictwg.domain.records import Attendance, Meeting, Organization
from ictwg.domain.values import Answer
from ictwg.locales import t
from ictwg.meetings import invitation
from ictwg.members.functions import people_of
from ictwg.records.asking import AnswerStorage, Asking, Respondent
from ictwg.records.lookup import found_or_none, shown_name
from ictwg.ui.keys import bindings_for
from ictwg.ui.screens.asking_pane import AskingPane, how_answered, who_and_what
from ictwg.ui.screens.meeting.attendance import NAME, ORGANIZATION, TITLE, enrol, organization_field, show_card
from ictwg.ui.widgets.columns import Column, title_column


class InvitationPane(AskingPane, inherit_bindings=False):
    """The answers to an invitation: one key each, and who comes instead."""

    BINDINGS: ClassVar = bindings_for("asked", "invitation")
    one_key = tuple(f"invitation.{name}" for name in ("coming", "not_coming", "sends", "how", "expect", "clear", "out"))
    quiet = True

    def columns(self, asking: Asking[Any]) -> tuple[Column[Respondent], ...]:
        """Who it was is worth more than how the answer came."""
        organization, answer = who_and_what(asking)
        how = Column[Respondent]("how", t("asked.answered"), partial(how_answered, asking), width=40, drop=1, snug=True)
        return (organization, title_column("name", t("records.name"), lambda one: one.name, 10), answer, how)

    def said(self, one: Respondent) -> str:
        """When the invitation went out, and how who was invited is reached."""
        out = self.asking.record.invitation_circulated
        sent = t("invitation.went_out", day=short_day(out)) if out else t("invitation.not_out")
        return " · ".join(filter(None, (sent, self.reached(one))))

    @work
    async def choose(self, row: Respondent) -> None:
        await show_card(self.open_screen, row.person, row.organization, self.asking.record.date or self.today)

    async def answered(self, rows: Sequence[Respondent], answer: str) -> None:
        if answer == Answer.SENDS:
            await self._sends(rows[0])
        else:
            await super().answered(rows, answer)

    def edited(self, noted: AnswerStorage) -> tuple[Any, ...]:
        """The answer has keys of its own."""
        return noted.fields

    def action_new(self) -> Worker[None]:
        """A guest."""
        return self.action_expect()

    @work
    async def action_sends(self) -> None:
        one = self.one
        if one is not None:
            await self._sends(one)

    async def _sends(self, one: Respondent) -> None:
        meeting, line = self.asking.record, invitation.lines_of(self.state, self.asking.record)[one.id]

        def announced(values: Values) -> Changes:
            said = invitation.details(self.lookup, values)
            return invitation.announce(self.state, meeting, line, values[NAME], values[TITLE], said)

        title, following = t("invitation.announce", organization=one.acronym or one.name), self.list.following
        if await self.open_screen.fill_in(title, self._coming(one), announced):
            self.list.move_to(following)

    @work
    async def action_expect(self) -> None:
        asking = self.asking

        def expected(values: Values) -> Changes:
            text = values[ORGANIZATION]
            return invitation.expect(
                self.state,
                asking.record,
                values[NAME],
                invitation.details(self.lookup, values),
                organization=found_or_none(self.state, Organization, text),
                organization_text=text,
                title=values[TITLE],
            )

        name, title, *said = self._coming(None)
        fields = (name, title, organization_field(self.lookup), *said)
        await self.open_screen.fill_in(t("invitation.expect"), fields, expected)

    @work
    async def action_enrol(self) -> None:
        one = self.one
        if one is not None:
            record = one.record if isinstance(one.record, Attendance) and not one.person else None
            await enrol(self.open_screen, record, one.name, self.asking.record)

    @work
    async def action_out(self) -> None:
        """The invitation went out: today, or on the day that is typed."""
        meeting, field = self.asking.record, Meeting.invitation_circulated
        sent = meeting.invitation_circulated or self.today
        form = (form_field(self.lookup, field, value=sent.isoformat()),)

        def sent_out(values: Values) -> Changes:
            day = field.parse(values[field.name], self.lookup)
            return self.open_screen.said_out(invitation.circulate_invitation(self.state, meeting, day))

        title = t("invitation.out", meeting=shown_name(self.state, meeting))
        await self.open_screen.fill_in(title, form, sent_out)

    def _coming(self, one: Respondent | None) -> tuple[FormField, ...]:
        """Name and title, where the organization's people are offered; and how the answer came."""
        home = self.state.get(Organization, one.organization) if one is not None else None
        people = people_of(self.state, home, self.asking.record.date or self.today) if home else ()
        options = tuple(Choice(person.name, person.name, person.position) for person in people)
        name = FormField(NAME, t("records.name"), kind="link", required=True, options=options)
        record = one.record if one is not None and one.answer is not None else None
        days = {} if record is not None else {Attendance.answered_on.name: self.today.isoformat()}
        said = fields_for(self.lookup, Attendance, record, only=self.asking.NOTED.fields, values=days)
        return (name, FormField(TITLE, t("records.title")), *said)
