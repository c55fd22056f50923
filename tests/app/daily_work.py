"""The daily work as a program without a screen: a meeting is planned, its minutes are taken, an action is edited."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ictwg.app.forms import actions, group, members, review
from ictwg.app.forms import meetings as steps
from ictwg.app.forms.declared import edit_record, new_form, new_record
from ictwg.app.forms.fields import FormField, Values
from ictwg.app.opening import start_group
from ictwg.app.pasted_lines import PastePlace, pasted, told
from ictwg.decisions.decisions import EntryDraft
from ictwg.domain.agenda import agenda_of
from ictwg.domain.records import Action, AgendaItem, Decision, Entry, Group, Meeting, Organization
from ictwg.domain.schema import Record
from ictwg.domain.values import ActionKind
from ictwg.minutes.entering import enter, enter_pasted
from ictwg.minutes.prompt.reading import PromptPlace, PromptReader
from ictwg.minutes.steps import HOLD, STEPS
from ictwg.store.local.home import Home

DAY = date(2010, 3, 12)


def answered(form: Iterable[FormField], **typed: str) -> Values:
    """What the form holds and what is typed over it, once no field complains."""
    fields = {field.name: field for field in form}
    values = {name: field.value for name, field in fields.items()} | typed
    assert not [words for name, text in values.items() if (words := fields[name].complaint(text))]
    return values


class Work:
    def __init__(self) -> None:
        self.session = start_group("group.ictwg", "Working Group", "WG", home=Home.at("home"), today=DAY)
        self.state, self.lookup = self.session.state, self.session.lookup
        self.changes = ""
        self.reader = PromptReader(self.place, self.marked)

    def place(self) -> PromptPlace:
        now = self.session.time_of_day
        return PromptPlace(self.state, self.meeting, DAY, now, self.item, self.changes)

    @property
    def pasting(self) -> PastePlace:
        return PastePlace(self.state, self.meeting, DAY, self.reader.names, self.item)

    def marked(self, text: str, item: AgendaItem | None) -> EntryDraft | None:
        return self.pasting.marked(text, item)

    @property
    def meeting(self) -> Meeting:
        return self.state.all(Meeting)[0]

    @property
    def item(self) -> AgendaItem:
        return agenda_of(self.state, self.meeting)[0].item

    @property
    def action(self) -> Action:
        return next(one for one in self.state.all(Action) if one.text.endswith("the SOP"))

    def edited(self, record: Record, form: tuple[FormField, ...], **typed: str) -> None:
        self.session.commit_typed(edit_record(self.lookup, record, form, answered(form, **typed)))

    def prepare(self) -> None:
        asked = answered(members.new_organization_form(self.lookup), acronym="MoJ", name="Ministry of Justice")
        self.session.commit_typed(members.ConfirmDuplicate().add(self.lookup, Organization, asked))
        planned = answered(new_form(self.lookup, Meeting), date="12 Mar 2010")
        self.session.commit_typed(new_record(self.lookup, Meeting, planned))
        assert HOLD in [step.value for step in steps.steps(self.state, self.meeting, DAY)]
        self.session.commit_typed(STEPS[HOLD](self.lookup, self.meeting))
        self.edited(self.meeting, steps.edit_form(self.lookup, self.meeting), chair="Ana")

    def take_minutes(self) -> None:
        assert [one.insert for one in self.reader.complete("/a mo", 5).options] == ["MoJ"]
        echo = self.reader.echo("/a MoJ draft the SOP by 30 May")
        assert (echo.parts[0], echo.kept) == ("MoJ", "draft the SOP")
        for line in ("welcomed everybody", "/a MoJ draft the SOP by 30 May", "/d The plan is approved."):
            typed = self.reader.read(line)
            self.session.commit(enter(self.state, self.meeting, self.item, typed, DAY))
        self.changes = next(one.id for one in self.state.all(Entry) if one.text == "welcomed everybody")
        assert self.reader.echo("welcomed all").kind != echo.kind
        self.changes = ""
        lines = ("Action: MoJ find a venue",)
        assert told(lines[0], self.pasting, hides=False)
        self.session.commit(enter_pasted(self.state, self.meeting, self.item, pasted(lines, self.pasting), DAY))

    def follow_up(self) -> None:
        self.edited(self.action, actions.edit_form(self.lookup, self.action), text="Draft all of the SOP")
        due = answered(actions.due_form(self.lookup, [self.action]), due="1 June 2010")
        self.session.commit(actions.due_step(self.lookup, due)(self.action))
        update = answered(actions.update_form(self.lookup), text="half done")
        self.session.commit(actions.update_step(self.lookup, update)(self.action))
        waiting = answered(review.question(self.lookup, "waiting", "the donors"))
        self.session.commit(review.answered(self.lookup, self.action, self.meeting, "waiting", waiting))
        (decision,) = self.state.all(Decision)
        assert decision.text in [field.value for field in actions.decision_form(self.lookup, decision)]
        assert [
            field for field in group.settings_form(self.lookup, self.state.all(Group)[0]) if field.name == "language"
        ]


def main() -> None:
    """In the folder of now; says at the end what became of the action, and who has the chair."""
    work = Work()
    work.prepare()
    work.take_minutes()
    work.follow_up()
    action, given = work.action, [one for one in work.state.all(Action) if one.kind is ActionKind.ACTION]
    print(action.text, action.due, action.status, action.waiting_on, len(given), work.meeting.chair)


if __name__ == "__main__":
    main()
