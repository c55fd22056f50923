"""Two versions, conflict copies and edits after adoption: the questions that a sync leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from textual import work

from ictwg.app.forms.choices import Choice
from ictwg.app.forms.declared import fields_for, form_field
from ictwg.app.forms.fields import NO, YES, FormField
from ictwg.app.problems.two_answers import (
    Question,
    before_words,
    both_kept,
    differing_bold,
    from_difference,
    given_by,
    keep,
    proposal,
    questions,
    typed_field,
    write,
)
from ictwg.app.saving import question_about
from ictwg.documents.comments import settle
from ictwg.domain.agenda import agenda_of
from ictwg.domain.changes import Changes
from ictwg.domain.records import Contact, Correction, Entry, Meeting, Organization
from ictwg.domain.schema import Record
from ictwg.domain.state import State
from ictwg.domain.text import one_line, sentences
from ictwg.domain.values import MinutesState, Settled
from ictwg.errors import IctwgError, InvalidValueError
from ictwg.locales import t
from ictwg.minutes.corrections import accept, correct, decline, proposals, words_of
from ictwg.minutes.entering import take_over
from ictwg.minutes.lines import minute_lines
from ictwg.programme import at_risk
from ictwg.records.lookup import Lookup, short_title, shown_name
from ictwg.records.tables import Detail, DetailSection
from ictwg.ui.list_screen import ListScreen
from ictwg.ui.modals.box import agreed
from ictwg.ui.modals.choose import Choose
from ictwg.ui.session_screen import SessionScreen
from ictwg.ui.widgets.columns import Column

PROPOSAL, BOTH, WRITE, ALL = "proposal", "both", "write", "all"

SHORT = 280
"""Characters that the box has room for below its list, on a screen of 80 columns."""


async def decide(screen: SessionScreen[Any], question: Question) -> bool:
    """Asks, and saves what was decided; whether anything was. For workers."""
    lookup = screen.session.lookup
    title = t("answers.which", field=question.label, name=_named(lookup.state, question.record))
    chosen = await screen.app.push_screen_wait(Choose(title, _choices(lookup, question), whole=True))
    if chosen is None:
        return False
    if chosen == WRITE:
        return await _write_anew(screen, question)
    text = {PROPOSAL: proposal, BOTH: both_kept}[chosen](question) if chosen in (PROPOSAL, BOTH) else None
    if text is not None:
        return screen.carry_out(lambda: write(lookup, question, text))
    return screen.carry_out(lambda: keep(lookup, question, question.answers[int(chosen)]))


async def _leaves(screen: SessionScreen[Any]) -> bool:
    """Whether somebody who closes a box drops what was answered in it."""
    return await agreed(screen.program, t("ui.leave_unsaved"), t("ui.leave"), t("ui.stay"), stays=True)


async def answer_marks(screen: SessionScreen[Any]) -> None:
    """Whether people at risk may be among those of each training and action: as proposed, or turned round. For workers.

    Enter turns the answer of a row round; in the first row it saves them all.
    """
    state, chosen = screen.session.state, ""
    answers = at_risk.proposals(state)
    while True:
        of_each = [Choice(one.id, shown_name(state, one), note=t(f"choices.yes_no.{a}")) for one, a in answers.items()]
        options = (Choice(ALL, at_risk.summary(answers)), *of_each)
        answer = await screen.app.push_screen_wait(Choose(t("at_risk.title"), options, current=chosen))
        if answer == ALL or (answer is None and (answers == at_risk.proposals(state) or await _leaves(screen))):
            break
        chosen = answer or chosen
        answers = {one: at_risk.OTHER[a] if one.id == answer else a for one, a in answers.items()}
    if answer == ALL:
        screen.carry_out(lambda: at_risk.answered(answers))


def answers_detail(lookup: Lookup, question: Question) -> Detail:
    """Every answer in full, with who gave it; what both saw before; what both changes would make together."""
    sections = [
        DetailSection(f"{n + 1}  {given_by(lookup.state, a)}", tuple(_bold(question, n).split("\n")))
        for n, a in enumerate(question.answers)
    ]
    if before := before_words(lookup, question):
        sections.append(DetailSection(t("answers.before"), tuple(before.split("\n"))))
    if together := proposal(question):
        sections.append(DetailSection(t("answers.proposal"), tuple(together.split("\n"))))
    return Detail(_named(lookup.state, question.record), question.label, tuple(sections), bold=True)


def _named(state: State, record: Record) -> str:
    """By its reference and its title."""
    name, title = shown_name(state, record), short_title(record)
    return name if title in name else f"{name} {title}"


def _bold(question: Question, n: int) -> str:
    """An answer, the words bold in which it differs from another one."""
    return differing_bold(question.answers[n].words, question.answers[0 if n else 1].words)


def _choices(lookup: Lookup, question: Question) -> tuple[Choice, ...]:
    kept = [_keeping(lookup, question, n) for n in range(len(question.answers))]
    together, both = proposal(question), both_kept(question)
    if together is not None:
        words, first = (one_line(text) for text in (together, question.answers[0].words))
        cut = from_difference(words, first)[0]
        kept.insert(
            0,
            Choice(
                PROPOSAL,
                t("answers.take", text=cut),
                t("answers.proposal"),
                t("answers.take", text=_in_full(cut, words)),
            ),
        )
    if both is not None:
        kept.append(Choice(BOTH, t("answers.keep_both"), t("answers.both")))
    if typed_field(question) is not None:
        kept.append(Choice(WRITE, t("answers.write_anew")))
    return tuple(kept)


def _keeping(lookup: Lookup, question: Question, n: int) -> Choice:
    """One answer, from where it differs from another: cut at the end, both would read the same."""
    answer, other = question.answers[n], question.answers[0 if n else 1]
    words = one_line(answer.words)
    cut = from_difference(words, one_line(other.words))[0]
    told = (t("answers.keep", answer=text) for text in (cut, _in_full(cut, one_line(_bold(question, n)))))
    return Choice(str(n), next(told), given_by(lookup.state, answer), next(told))


def _in_full(cut: str, words: str) -> str:
    """All of it where the box has room; of a longer text what differs, and all of it stands behind the box."""
    return words if len(words) <= SHORT else cut


async def _write_anew(screen: SessionScreen[Any], question: Question) -> bool:
    field, lookup = typed_field(question), screen.session.lookup
    if field is None:
        return False
    start = proposal(question)
    asked = form_field(lookup, field, question.record, start)
    title = t("answers.write", field=question.label, name=shown_name(lookup.state, question.record))
    written = await screen.fill_in(title, (asked,), lambda values: write(lookup, question, values[field.name]))
    return written is not None


class TwoAnswersScreen(ListScreen[Question]):
    HEADING = "places.two_answers"
    EMPTY = "answers.empty"

    def rows(self) -> tuple[Question, ...]:
        return questions(self.session.store, self.session.lookup)

    def columns(self) -> tuple[Column[Question], ...]:
        state = self.session.state
        return (
            Column("where", t("ui.where"), lambda q: _named(state, q.record), minimum=12, snug=True),
            Column("field", t("ui.field"), lambda q: q.label, minimum=10, tone="warn", snug=True),
            Column("shown", t("answers.shown"), lambda q: _apart(q)[0], share=2, minimum=14),
            Column("other", t("answers.other"), lambda q: _apart(q)[1], share=2, minimum=14, drop=1),
        )

    def detail(self, row: Question) -> Detail:
        return answers_detail(self.session.lookup, row)

    def text(self, row: Question) -> str:
        told = " ".join(f"{answer.words} {answer.user}" for answer in row.answers)
        return f"{shown_name(self.session.state, row.record)} {row.label} {told}"

    @work
    async def choose(self, row: Question) -> None:
        await decide(self, row)


def _apart(question: Question) -> tuple[str, str]:
    """The first two answers, so that they can be told apart where they are cut."""
    return from_difference(question.answers[0].words, question.answers[1].words)


async def answer_copy(screen: SessionScreen[Any], name: str) -> None:
    """Asks about the copy of this name, if it still waits; the next sharing does what was answered. For workers."""
    store, program = screen.session.store, screen.program
    copy = next((one for one in store.copies.doubtful() if one.name == name), None)
    if copy is not None:
        choices = (Choice(YES, t("saving.copy.bring_in")), Choice(NO, t("saving.copy.leave")))
        chosen = await program.push_screen_wait(Choose(question_about(copy), choices))
        if chosen is None:
            return
        try:
            store.copies.answer(name, bring_in=chosen == YES)
        except IctwgError as error:
            program.warn(sentences(error.message, error.hint))
        else:
            program.say(t("saving.copy.wanted" if chosen == YES else "saving.copy.declined", name=name))
            program.sync_scheduler.sync_soon()
    screen.reload()


ACCEPT, DECLINE = "accept", "decline"


async def settle_late_edit(screen: SessionScreen[Any], meeting_id: str, proposal_id: str) -> None:
    """Asks what becomes of one late edit; Escape leaves it proposed. For workers."""
    meeting = screen.session.state.get(Meeting, meeting_id)
    found = proposals(screen.session.state, meeting) if meeting is not None else ()
    proposal = next((one for one in found if one.id == proposal_id), None)
    if meeting is None or proposal is None:
        return
    title = t("life.late", words=words_of(screen.session.lookup, proposal))
    choices = tuple(Choice(one, t(f"life.late.{one}"), t(f"life.late.{one}.note")) for one in (ACCEPT, DECLINE))
    chosen = await screen.app.push_screen_wait(Choose(title, choices))
    if chosen == DECLINE:
        screen.carry_out(lambda: decline(screen.session.state, meeting, proposal))
    elif chosen == ACCEPT:
        lookup = screen.session.lookup
        accepted = partial(accept, lookup, meeting, proposal)
        await correct_minutes(screen, meeting, words_of(lookup, proposal), make=accepted)


CORRECTION_FIELDS = (Correction.text, Correction.asked_by, Correction.on)


async def correct_minutes(
    screen: SessionScreen[Any],
    meeting: Meeting,
    text: str = "",
    asked_by: str = "",
    item: str | None = None,
    make: Callable[[str, str, date], Changes] | None = None,
) -> Changes | None:
    """A correction to adopted minutes, which begins with these words. For workers."""
    lookup = screen.session.lookup
    start = {Correction.text.name: text, Correction.asked_by.name: asked_by}
    form = fields_for(lookup, Correction, only=CORRECTION_FIELDS, values=start)

    def corrected(values: dict[str, str]) -> Changes:
        on = Correction.on.parse(values[Correction.on.name], lookup) or lookup.today
        by, said = Correction.asked_by.parse(values[Correction.asked_by.name], lookup), values[Correction.text.name]
        if make is not None:
            return make(said, by, on)
        return correct(lookup.state, meeting, said, on, item=item, asked_by=by)

    return await screen.fill_in(t("life.correct", meeting=shown_name(lookup.state, meeting)), form, corrected)


EDIT, CORRECT = "edit", "correct"


async def settle_comment(screen: SessionScreen[Any], contact: Contact, about: Record) -> None:
    """What becomes of a comment: an edit of the line, a correction, accepted or declined with a word. For workers.

    Escape leaves it open.
    """
    state = screen.session.state
    ways: tuple[str, ...] = (ACCEPT, DECLINE)
    if isinstance(about, Meeting):
        ways = (CORRECT if about.minutes_state is MinutesState.ADOPTED else EDIT, *ways)
    organization = state.get(Organization, contact.organization)
    named = shown_name(state, organization) if organization else ""
    choices = tuple(Choice(one, t(f"life.settle.{one}"), "") for one in ways)
    chosen = await screen.app.push_screen_wait(Choose(f"{named}: {one_line(contact.text)}", choices))
    if isinstance(about, Meeting) and chosen == EDIT:
        await _edit_line(screen, about, contact)
    elif isinstance(about, Meeting) and chosen == CORRECT:
        today = screen.session.today

        def corrected(text: str, by: str, on: date) -> Changes:
            made = correct(state, about, text, on, item=contact.item, entry=contact.entry, asked_by=by)
            return made.and_then(settle(contact, Settled.ACCEPTED, today))

        await correct_minutes(screen, about, contact.text, named, make=corrected)
    elif chosen is not None:
        settled = Settled.ACCEPTED if chosen == ACCEPT else Settled.DECLINED

        def said(values: dict[str, str]) -> Changes:
            return settle(contact, settled, screen.session.today, values[Contact.settled_note.name])

        await screen.fill_in(t(f"life.settle.{chosen}"), (_note_field(),), said)


async def _edit_line(screen: SessionScreen[Any], meeting: Meeting, contact: Contact) -> None:
    """The line is chosen, and reads as the comment asks."""
    state = screen.session.state
    lines = Choose(t("errands.import.which"), _lines(state, meeting), whole=True)
    found = state.get(Entry, await screen.app.push_screen_wait(lines))
    if found is None:
        return
    seen = found
    text = FormField(Entry.text.name, t("life.settle.text"), kind=Entry.text.kind, value=seen.text, required=True)

    def edited(values: dict[str, str]) -> Changes:
        nonlocal seen
        now = state.get(Entry, seen.id)
        if now is None or now.text != seen.text:
            seen = now or seen
            raise InvalidValueError(t("life.settle.overtaken", text=seen.text), field=Entry.text.name)
        word = values[Contact.settled_note.name]
        return take_over(state, contact, now, values[Entry.text.name], screen.session.today, word)

    await screen.fill_in(t("life.settle.edit"), (text, _note_field()), edited)


def _lines(state: State, meeting: Meeting) -> tuple[Choice, ...]:
    """The lines of the minutes, each beside its item."""
    return tuple(
        Choice(line.id, one_line(line.text), short_title(item) if item is not None else "")
        for item in (None, *(line.item for line in agenda_of(state, meeting)))
        for line in minute_lines(state, meeting, item)
    )


def _note_field() -> FormField:
    return FormField(Contact.settled_note.name, t("life.settle.note"), help=t("life.settle.note.help"))
