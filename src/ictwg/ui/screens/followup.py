"""Follow-up (4): the actions and decisions of all meetings.

The four jobs that it is for:

1. Give the chair the overdue actions now: 4, right, Ctrl+C.
2. Chase: by organization, by meeting, what waits, what lacks an owner or a date; write down what was said, move dates,
   hand over, close, one or many at once.
3. Send a decision, or an action, to those who act on it: a letter with its extract is begun by one key; a view shows
   what was decided and not yet sent, and the register in which letter the rest went out.
4. Look anything up, with its origin: filter by words or by owner:MoJ is:overdue due:14d, keep the filter, jump to the
   meeting and the item.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import work
from textual.worker import Worker

from ictwg.actions.action_rows import ActionGroup, ActionRow, by_meeting, by_organization, table_of
from ictwg.actions.actions import is_closed
from ictwg.app.forms import actions as action_forms
from ictwg.app.forms.actions import carried_out, decision_form, new_under, proposal_form
from ictwg.app.forms.choices import Choice
from ictwg.app.forms.declared import fields_for
from ictwg.app.forms.fields import FormField, Values
from ictwg.app.next_meeting.sub_groups import may_be_put, put_decision
from ictwg.contacts.templates import TEMPLATES
from ictwg.decisions import circulation, decision_rows, decisions
from ictwg.decisions import decisions as carrying_out
from ictwg.decisions.circulation import is_open
from ictwg.domain.changes import Changes
from ictwg.domain.records import Action, Decision
from ictwg.domain.schema import Record
from ictwg.domain.state import State
from ictwg.domain.text import sentences
from ictwg.domain.values import NO_DECISION, Audience, Implementation
from ictwg.exports.messages import Copy, copy_decisions
from ictwg.locales import t
from ictwg.records.editing import remove
from ictwg.records.lookup import short_title, shown_reference
from ictwg.ui.disclosure import let_out
from ictwg.ui.keys import bindings_for
from ictwg.ui.modals.choose import Choose
from ictwg.ui.read_ahead import gc_paused
from ictwg.ui.record_screen import RecordScreen
from ictwg.ui.screens.actions import ActionScreen
from ictwg.ui.screens.asking_pane import close_asking
from ictwg.ui.screens.askings import AskingScreen
from ictwg.ui.screens.letters import begin_letter
from ictwg.ui.widgets.columns import Column, GroupHeading
from ictwg.ui.widgets.looks import action_columns, decision_columns
from ictwg.ui.widgets.virtual_list import VirtualList

OF_ACTIONS = frozenset({"done", "update", "owner", "turn", "decision"})
"""Steps that no decision takes."""

OF_DECISIONS = frozenset({"conclude", "answer", "circulate", "link_action", "carry_out_by", "put"})
"""Steps that no action takes."""

NONE = "*none*"


class FollowupScreen(ActionScreen):
    BINDINGS: ClassVar = [*bindings_for("record", "view", "followup", "decision", "extract")]
    """Those of actions too: a key that both have is what the view makes of it, and one class would hide the other."""

    several: ClassVar = ActionScreen.several | {"conclude"}
    AREA = "followup"
    VIEWS: ClassVar = {
        "open": "is:action is:open",
        "overdue": "is:action is:overdue",
        "soon": "is:action is:open due:14d",
        "organization": "is:action is:open",
        "meeting": "is:action is:open",
        "waiting": "is:action is:waiting",
        "gaps": "is:action is:gaps",
        "closed": "is:action is:closed",
        "unsent": "is:unsent",
        "decisions": "",
    }

    def __init__(self) -> None:
        super().__init__()
        self._grouped: tuple[str, Sequence[ActionRow], tuple[ActionRow | GroupHeading, ...]] = ("", (), ())

    def kind_of(self, view: str) -> type[Record]:
        return Decision if view in ("decisions", "unsent") else Action

    def columns(self) -> tuple[Column[Any], ...]:
        return decision_columns() if self.shows_decisions else action_columns()

    def rows(self) -> Sequence[Any]:
        if self.shows_decisions:
            return decision_rows.table_of(self.session.state).rows(self.session.today)
        with gc_paused():
            rows = table_of(self.session.state).rows(self.session.today)
        if self._view not in GROUPED:
            return rows
        if self._grouped[:2] != (self._view, rows):
            self._grouped = (self._view, rows, self._under_headings(rows))
        return self._grouped[2]

    def _under_headings(self, rows: Sequence[ActionRow]) -> tuple[ActionRow | GroupHeading, ...]:
        promised = (row for row in rows if row.open and not row.task)
        by_owner = self._view == "organization"
        groups = by_organization(self.session.state, promised) if by_owner else by_meeting(promised)
        lines: list[ActionRow | GroupHeading] = []
        for group in groups:
            lines += [_heading(group), *group.rows]
        return tuple(lines)

    def view_of(self, record: Record) -> str:
        """Of an action or decision that was searched for, or of an organization whose actions are asked for."""
        if isinstance(record, Decision):
            return "decisions"
        return "closed" if isinstance(record, Action) and is_closed(record) else "open"

    def show_filtered(self, view: str, query: str) -> None:
        """A view with a filter, as Today asks for the actions of one organization."""
        self.go_to(view)
        self.listed.filter_by(query)

    # The register of decisions

    @property
    def shows_decisions(self) -> bool:
        return self.kind is Decision

    @property
    def decision(self) -> Decision | None:
        """The one under the cursor of the register."""
        record = self.current
        return record if isinstance(record, Decision) else None

    @property
    def filters_of(self) -> str:
        return Decision.TABLE if self.shows_decisions else super().filters_of

    @property
    def hint(self) -> str:
        return t("followup.decision_filter_hint") if self.shows_decisions else super().hint

    def subject(self, records: Sequence[Any]) -> str:
        return RecordScreen.subject(self, records) if self.shows_decisions else super().subject(records)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in (OF_ACTIONS if self.shows_decisions else OF_DECISIONS):
            return False
        if action in ("conclude", "answer") and self._view == "unsent":  # they are of what is still to be decided
            return False
        if action == "due" and self.shows_decisions:  # only of what is still to be answered
            return self.decision is not None and is_open(self.decision)
        if action == "letter" and self.decision is not None and self.decision.status in NO_DECISION:
            return False
        if action == "put":
            return self.decision is not None and may_be_put(self.session.state, self.decision)
        return super().check_action(action, parameters)

    def cursor_moved(self, moved: VirtualList[Any], /) -> None:
        """What can be done with a proposal is another than what can be done with a decision."""
        super().cursor_moved(moved)
        if self.shows_decisions:
            self.refresh_bindings()

    # What actions have too

    def new_title(self) -> str:
        return t("followup.new_decision") if self.shows_decisions else super().new_title()

    def new_form(self) -> tuple[FormField, ...]:
        return decision_form(self.session.lookup) if self.shows_decisions else super().new_form()

    def make(self, values: Values) -> Changes:
        return RecordScreen.make(self, dict(values)) if self.shows_decisions else super().make(values)

    def edit_form(self, record: Any) -> tuple[FormField, ...]:
        if isinstance(record, Decision):
            return decision_form(self.session.lookup, record)
        return super().edit_form(record)

    def action_status(self) -> Worker[None]:
        return self._ask_for_its_status() if self.shows_decisions else super().action_status()

    def action_due(self) -> Worker[None]:
        return self._ask_for_its_day() if self.shows_decisions else super().action_due()

    def copied(self, rows: Sequence[Any]) -> Copy:
        if not self.shows_decisions:
            return super().copied(rows)
        return copy_decisions(self.session.state, rows, self.session.today, self.view_title, self.copied_for)

    def copied_words(self, count: int) -> str:
        return t("followup.decisions_copied", count=count) if self.shows_decisions else super().copied_words(count)

    @work
    async def _ask_for_its_day(self) -> None:
        decision = self.decision
        if decision is not None:
            title = t("followup.form.due", subject=shown_reference(self.session.state, decision))
            form = fields_for(self.session.lookup, Decision, decision, only=(Decision.answers_until,))
            await self.edit_in_form(decision, title, form)

    @work
    async def _ask_for_its_status(self) -> None:
        those, state = self.targets, self.session.state
        now = [one.status for one in those[:1]]
        kept = [status for status in Implementation if status not in NO_DECISION or status in now]
        labels = [Choice(str(status), t(f"choices.implementation.{status}")) for status in kept]
        if chosen := await self.ask_status(labels, Implementation.NOT_TRACKED, Implementation.PENDING):
            status = Implementation(chosen)
            self.finish(lambda: self.of_each(those, lambda one: decisions.set_status(state, one, status)))

    # By circulation

    @work
    async def action_circulate(self) -> None:
        """A text goes round, with a day to answer by."""
        lookup = self.session.lookup
        form = proposal_form(lookup)
        made = await self.fill_in(t("circulation.new"), form, lambda values: circulation.propose(lookup, values)[1])
        if not made:
            return
        state, id = self.session.state, made.created[0][1]
        self.listed.list.move_to(id)

        def text() -> tuple[Copy, ...]:
            now = state.get(Decision, id)
            return (Copy(f"{now.text}\n{now.rationale}" if now is not None else "", 1, 0),)

        decision = state.get(Decision, id)
        if not await let_out(self, text, Audience.MEMBERS) and decision is not None:
            self.carry_out(lambda: remove(state, decision))

    def _tell_no_proposal(self, decision: Decision) -> None:
        subject = shown_reference(self.session.state, decision)
        self.tell(sentences(t("circulation.no_proposal", subject=subject), t("circulation.no_proposal.hint")))

    def action_answer(self) -> None:
        """Who has answered what, and who has not."""
        decision, session = self.decision, self.session
        answers = circulation.answers_of(session.state, decision, session.today) if decision is not None else None
        if answers is not None:
            self.app.push_screen(AskingScreen(answers))
        elif decision is not None:
            self._tell_no_proposal(decision)

    @work
    async def action_conclude(self) -> None:
        """Taken or not, with the count in sight."""
        decision, several = self.decision, [one for one in self.targets if isinstance(one, Decision) and is_open(one)]
        if len(several) > 1:
            await self._conclude_all(several)
            return
        if decision is not None and is_open(decision):
            await close_asking(self, circulation.Circulated(self.session.state, decision, self.session.today))
        elif decision is not None:
            self._tell_no_proposal(decision)

    async def _conclude_all(self, several: Sequence[Decision]) -> None:
        state, today = self.session.state, self.session.today
        asked = [circulation.Circulated(state, one, today) for one in several]
        counted = [f"{one.record.reference}: {one.early or one.words}" for one in asked]
        choices = (
            Choice("", t("asked.keep_open")),
            Choice("taken", t("circulation.choose_taken")),
            Choice("not_taken", t("circulation.choose_not_taken")),
        )
        title = t("circulation.conclude", subject=", ".join(one.reference for one in several))
        box = Choose("\n".join((title, *counted)), choices, whole=True)
        if chosen := await self.app.push_screen_wait(box):
            self.finish(lambda: circulation.conclude_all(state, several, today, taken=chosen == "taken"))

    def action_put(self) -> None:
        """A sub-group's decision, for adoption by the body that hears its reports."""
        decision = self.decision
        if decision is not None:
            self.carry_out(lambda: put_decision(self.session.state, decision, self.session.today))

    @work
    async def action_letter(self) -> None:
        """A letter to those who act on it, with its extract."""
        about = self.current
        if about is not None:
            template = next(one for one in TEMPLATES if one.about is type(about))
            await begin_letter(self, template, about)

    # Carried out by actions

    @work
    async def action_carry_out_by(self) -> None:
        """A new action that carries the decision out, given where it was decided."""
        decision, lookup = self.decision, self.session.lookup
        if decision is None:
            return
        start = carried_out(lookup, decision)
        form: tuple[FormField, ...] = action_forms.new_form(lookup, task=False, start=start)
        title = t("followup.new_under", subject=shown_reference(lookup.state, decision))
        await self.fill_in(title, form, lambda values: new_under(lookup, decision, values))

    @work
    async def action_link_action(self) -> None:
        """An action that is there already."""
        decision, state = self.decision, self.session.state
        if decision is None:
            return
        offered = [_named(state, one) for one in carrying_out.offered_actions(state, decision)]
        title = t("followup.link_action", subject=shown_reference(state, decision))
        chosen = await self.app.push_screen_wait(Choose(title, offered))
        action = state.get(Action, chosen)
        if action is not None:
            self.carry_out(lambda: carrying_out.link(state, action, decision))

    @work
    async def action_decision(self) -> None:
        """Of an action: the decision that it carries out; that of its own item stands first."""
        actions, state = self.targets, self.session.state
        if len(actions) != 1:
            return
        action = actions[0]
        offered = [_named(state, one) for one in carrying_out.offered(state, action)]
        if action.decision:
            offered.append(Choice(NONE, t("followup.no_decision")))
        title = t("followup.link_decision", subject=shown_reference(state, action))
        chosen = await self.app.push_screen_wait(Choose(title, offered, current=action.decision or ""))
        if chosen is not None:
            self.finish(lambda: carrying_out.link(state, action, state.get(Decision, chosen)))


def _named(state: State, record: Action | Decision) -> Choice:
    return Choice(record.id, f"{shown_reference(state, record)} {short_title(record)}")


GROUPED = ("organization", "meeting")


def _heading(group: ActionGroup) -> GroupHeading:
    count = t("followup.count", count=len(group.rows))
    late = t("followup.late_count", count=group.late) if group.late else ""
    return GroupHeading(f"heading/{group.id}", group.heading, " · ".join(filter(None, (count, late))))
