"""The steps of the register of decisions, each on its key: record, correct, circulate, answer, conclude, carry out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import work

from ictwg.app.next_meeting.refer_to_parent import may_be_put, put_decision
from ictwg.decisions import circulation, decisions
from ictwg.decisions import decisions as carrying_out
from ictwg.domain.records import Action, Decision, Organization
from ictwg.domain.values import NO_DECISION, Audience, Implementation
from ictwg.exports.messages import copy_decisions
from ictwg.locales import t
from ictwg.records.lookup import short_title, shown_reference
from ictwg.ui.keys import bindings_for
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.screens import action_forms, decision_forms
from ictwg.ui.screens.action_screen import ActionScreen
from ictwg.ui.widgets.completion import Choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.worker import Worker

    from ictwg.domain.schema import Record
    from ictwg.domain.state import State
    from ictwg.ui.widgets.filtered_list import KeyedList
    from ictwg.ui.widgets.form import FormField
    from ictwg.ui.widgets.virtual_list import VirtualList

OF_ACTIONS = frozenset({"done", "update", "owner", "turn", "decision"})
"""Steps that no decision takes."""
OF_DECISIONS = frozenset({"conclude", "answer", "circulate", "link_action", "carry_out_by", "put"})
"""Steps that no action takes."""
NONE = "*none*"


class DecisionSteps(ActionScreen):
    """Of a screen one of whose views is the register."""

    BINDINGS: ClassVar = [*bindings_for("record", "view", "followup", "decision")]
    """Those of actions too: a key that both have is what the view makes of it, and one class would hide the other."""

    @property
    def shows_decisions(self) -> bool:
        raise NotImplementedError

    @property
    def register(self) -> KeyedList[Any]:
        raise NotImplementedError

    @property
    def filtered(self) -> KeyedList[Any]:
        return self.register if self.shows_decisions else super().filtered

    @property
    def filters_of(self) -> str:
        return "decisions" if self.shows_decisions else super().filters_of

    @property
    def decision(self) -> Decision | None:
        """The one under the cursor of the register."""
        row = self.register.list.current if self.shows_decisions else None
        return self.desk.state.get(Decision, row.id) if row is not None else None

    @property
    def targets(self) -> tuple[Action, ...]:
        return () if self.shows_decisions else super().targets

    @property
    def current(self) -> Record | None:
        return self.decision if self.shows_decisions else super().current

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in (OF_ACTIONS if self.shows_decisions else OF_DECISIONS):
            return False
        decision = self.decision
        if action == "put":
            return decision is not None and may_be_put(self.desk.state, decision)
        return super().check_action(action, parameters)

    def cursor_moved(self, moved: VirtualList[Any], /) -> None:
        """What can be done with a proposal is another than what can be done with a decision."""
        super().cursor_moved(moved)
        if self.shows_decisions:
            self.refresh_bindings()

    # What actions have too

    def action_new(self) -> Worker[None]:
        return self._new_decision() if self.shows_decisions else super().action_new()

    def action_edit(self) -> Worker[None]:
        return self._edit_decision() if self.shows_decisions else super().action_edit()

    def action_status(self) -> Worker[None]:
        return self._ask_for_its_status() if self.shows_decisions else super().action_status()

    def action_due(self) -> Worker[None]:
        return self._ask_for_its_day() if self.shows_decisions else super().action_due()

    def action_delete(self) -> None:
        decision = self.decision
        if decision is None:
            super().action_delete()
        else:
            self.carry_out(lambda: decisions.remove(self.desk.state, decision))

    def action_copy_markdown(self) -> None:
        if not self.shows_decisions:
            super().action_copy_markdown()
            return
        shown = self.register.list
        rows = shown.targets if shown.selected_ids else self.register.shown_rows()
        copied = copy_decisions(self.desk.state, rows, self.desk.today, self.view_title, Audience.CORE)
        self.tell_copied(copied, "followup.decisions_copied")

    @work
    async def _new_decision(self) -> None:
        lookup = self.desk.lookup
        made: list[str] = []

        def make(values: Mapping[str, str]) -> None:
            id, changes = decision_forms.new_decision(lookup, values)
            made.append(id)
            self.save(lambda: changes)

        form = decision_forms.decision_form(lookup)
        if await self.app.push_screen_wait(FormScreen(t("followup.new_decision"), form, save=make)) is not None:
            self.register.list.move_to(made[-1])

    @work
    async def _edit_decision(self) -> None:
        decision, lookup = self.decision, self.desk.lookup
        if decision is not None:
            form = decision_forms.decision_form(lookup, decision)
            title = t("followup.edit", subject=shown_reference(self.desk.state, decision))
            await self.fill_in(title, form, lambda values: decision_forms.edit_decision(lookup, decision, form, values))

    @work
    async def _ask_for_its_day(self) -> None:
        """Until when a proposal may be answered; of any other decision, when it was taken."""
        decision, lookup = self.decision, self.desk.lookup
        if decision is not None:
            form = decision_forms.day_form(lookup, decision)
            title = t("followup.form.due", subject=shown_reference(self.desk.state, decision))
            await self.fill_in(title, form, lambda values: decision_forms.edit_decision(lookup, decision, form, values))

    @work
    async def _ask_for_its_status(self) -> None:
        decision, state = self.decision, self.desk.state
        if decision is None:
            return
        title = t("followup.form.status", subject=shown_reference(state, decision))
        kept = [status for status in Implementation if status not in NO_DECISION or status is decision.status]
        labels = [Choice(str(status), t(f"choices.implementation.{status}")) for status in kept]
        chosen = await self.app.push_screen_wait(Choose(title, labels, current=str(decision.status)))
        if chosen is not None:
            self.carry_out(lambda: decisions.set_status(state, decision, Implementation(chosen)))

    # By circulation

    @work
    async def action_circulate(self) -> None:
        """A text goes round, with a day to answer by."""
        lookup = self.desk.lookup
        made: list[str] = []

        def make(values: Mapping[str, str]) -> None:
            id, changes = circulation.propose(lookup, values)
            made.append(id)
            self.save(lambda: changes)

        form = decision_forms.proposal_form(lookup)
        if await self.app.push_screen_wait(FormScreen(t("circulation.new"), form, save=make)) is not None:
            self.register.list.move_to(made[-1])

    @property
    def proposal(self) -> Decision | None:
        """The decision under the cursor; of one that does not circulate the screen says why there is nothing to do."""
        decision = self.decision
        if decision is None or circulation.is_open(decision):
            return decision
        subject = shown_reference(self.desk.state, decision)
        self.tell(t("circulation.no_proposal", subject=subject) + ". " + t("circulation.no_proposal.hint"))
        return None

    @work
    async def action_answer(self) -> None:
        """Who, then what: those who have not answered come first."""
        decision, lookup = self.proposal, self.desk.lookup
        if decision is None:
            return
        title = t("circulation.who", subject=shown_reference(lookup.state, decision))
        offered = decision_forms.who_answers(lookup, decision)
        id = await self.app.push_screen_wait(Choose(title, offered))
        organization = lookup.state.get(Organization, id)
        if organization is not None:
            form = decision_forms.answer_form(lookup, decision, organization)
            name = organization.acronym or organization.name
            title = t("circulation.answer_of", name=name, subject=shown_reference(lookup.state, decision))
            await self.fill_in(title, form, lambda v: decision_forms.answer(lookup, decision, organization, v))

    @work
    async def action_conclude(self) -> None:
        """Taken or not, with the count in sight; what the count says stands first."""
        decision, state, today = self.proposal, self.desk.state, self.desk.today
        if decision is None:
            return
        counted = circulation.tally(state, decision, today)
        taken = Choice("taken", t("circulation.choose_taken"), counted.words)
        missed = Choice("not_taken", t("circulation.choose_not_taken"), counted.words)
        offered = (taken, missed) if counted.carried else (missed, taken)
        title = t("circulation.conclude", subject=shown_reference(state, decision))
        chosen = await self.app.push_screen_wait(Choose(title, offered))
        if chosen is not None:
            is_taken = chosen == taken.value
            self.carry_out(lambda: circulation.conclude(state, decision, today, taken=is_taken))

    def action_put(self) -> None:
        """A sub-group's decision, for adoption by the body that hears its reports."""
        decision = self.decision
        if decision is not None:
            self.carry_out(lambda: put_decision(self.desk.state, decision, self.desk.today))

    # Carried out by actions

    @work
    async def action_carry_out_by(self) -> None:
        """A new action that carries the decision out, given where it was decided."""
        decision, lookup = self.decision, self.desk.lookup
        if decision is None:
            return
        start = decision_forms.carried_out(lookup, decision)
        form: tuple[FormField, ...] = action_forms.new_form(lookup, task=False, start=start)
        title = t("followup.new_under", subject=shown_reference(lookup.state, decision))
        await self.fill_in(title, form, lambda values: decision_forms.new_under(lookup, decision, values))

    @work
    async def action_link_action(self) -> None:
        """An action that is there already."""
        decision, state = self.decision, self.desk.state
        if decision is None:
            return
        offered = [_of_action(state, one) for one in carrying_out.offered_actions(state, decision)]
        title = t("followup.link_action", subject=shown_reference(state, decision))
        chosen = await self.app.push_screen_wait(Choose(title, offered))
        action = state.get(Action, chosen)
        if action is not None:
            self.carry_out(lambda: carrying_out.link(state, action, decision))

    @work
    async def action_decision(self) -> None:
        """Of an action: the decision that it carries out; that of its own item stands first."""
        actions, state = self.targets, self.desk.state
        if len(actions) != 1:
            return
        action = actions[0]
        offered = [_of_decision(one, state) for one in carrying_out.offered(state, action)]
        if action.decision:
            offered.append(Choice(NONE, t("followup.no_decision")))
        title = t("followup.link_decision", subject=shown_reference(state, action))
        chosen = await self.app.push_screen_wait(Choose(title, offered, current=action.decision or ""))
        if chosen is not None:
            self.finish(lambda: carrying_out.link(state, action, state.get(Decision, chosen)))


def _of_action(state: State, action: Action) -> Choice:
    return Choice(action.id, f"{shown_reference(state, action)} {short_title(action)}")


def _of_decision(decision: Decision, state: State) -> Choice:
    return Choice(decision.id, f"{shown_reference(state, decision)} {short_title(decision)}")
