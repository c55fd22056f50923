"""The way of the minutes: its steps, the comments of each organization, late edits, and corrections.

Enter on a line does what it asks for: the next step, an answer, what becomes of a comment or of a late edit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual import work

from ictwg.domain.access import within
from ictwg.domain.agenda import agenda_of
from ictwg.domain.calendar import short_day
from ictwg.domain.records import Contact, Correction, Entry, Organization
from ictwg.domain.values import Audience, Commented, MinutesState, Settled
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.minutes import corrections
from ictwg.minutes.approval import Life, life
from ictwg.minutes.comments import add_comment, edit_comment, settle
from ictwg.minutes.corrections import correct, words_of
from ictwg.minutes.lines import minute_lines
from ictwg.minutes.taking import take_over
from ictwg.records import editing
from ictwg.records.lookup import found_or_none, short_title, shown_name
from ictwg.ui.forms import changed, fields_for, filled
from ictwg.ui.keys import bindings_for, bindings_with
from ictwg.ui.modals.choose import Choose
from ictwg.ui.screens.answers import settle_late_edit
from ictwg.ui.screens.meeting.pane import MeetingPane
from ictwg.ui.screens.meeting_steps import take_step
from ictwg.ui.text import plain
from ictwg.ui.widgets.columns import Cell, CellPiece, Column, GroupHeading
from ictwg.ui.widgets.completing_input import Choice
from ictwg.ui.widgets.detail import ShortText
from ictwg.ui.widgets.filtered_list import FilteredList
from ictwg.ui.widgets.form import FormField

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from textual.app import ComposeResult

    from ictwg.domain.changes import Changes
    from ictwg.minutes.comments import CommentLine
    from ictwg.records.lookup import Lookup
    from ictwg.ui.widgets.columns import Tone
    from ictwg.ui.widgets.virtual_list import VirtualList


STEP, COMMENT, LATE, CORRECTION = "step", "comment", "late", "correction"


COMMENT_FIELDS = (
    *(Contact.organization, Contact.comments, Contact.text, Contact.audience),
    *(Contact.on, Contact.channel, Contact.name),
)


CORRECTION_FIELDS = (Correction.text, Correction.asked_by, Correction.on)


class LifeRow(NamedTuple):
    """One line; `kind` and `target` say what it is about, `about` whose history is shown."""

    id: str
    kind: str
    what: str
    day: str = ""
    said: str = ""
    state: str = ""
    tone: Tone = ""
    target: str = ""
    about: str = ""

    @property
    def whole(self) -> str:
        """What was said, in full; of a late edit that is all there is."""
        return self.what if self.kind == LATE else self.said


class LifePane(MeetingPane):
    BINDINGS: ClassVar = [*bindings_with("record.edit"), *bindings_for("life")]

    def compose(self) -> ComposeResult:
        yield FilteredList(_columns(), text=lambda row: f"{row.what} {row.said} {row.state}", empty=t("life.empty"))
        yield ShortText("", id="life-said", markup=False)

    @property
    def told_as(self) -> dict[str, str]:
        return {"life.new": "life.correct"} if self.meeting.minutes_state is MinutesState.ADOPTED else {}

    @property
    def _list(self) -> VirtualList[Any]:
        return self.query_one(FilteredList).list

    @property
    def _lookup(self) -> Lookup:
        return self.open_screen.session.lookup

    def reload(self) -> None:
        rows = life_rows(life(self.state, self.meeting), self._lookup)
        self.query_one(FilteredList).show(rows)
        self.cursor_moved(self._list)

    def cursor_moved(self, moved: VirtualList[Any], /) -> None:
        """Below the list, folded: the whole comment, correction or late edit that is under the cursor."""
        row: LifeRow | None = moved.current
        self.query_one("#life-said", ShortText).update(plain(row.whole if row is not None else ""))

    def edit(self) -> None:
        self._list.focus()

    def note(self) -> str:
        """How many have answered; the version, where nobody is asked."""
        now = life(self.state, self.meeting)
        if now.comments:
            return t("life.answered", answered=now.answered, asked=now.asked)
        return t("life.step.version", version=now.version) if now.version else ""

    @work
    async def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        row: LifeRow = event.row
        if row.kind == STEP:
            await take_step(self.open_screen, self.meeting)
        elif row.kind == LATE:
            await settle_late_edit(self.open_screen, self.meeting.id, row.target)
        elif row.kind == CORRECTION:
            await self._edit_correction(row.target)
        else:
            await self._answered(row)

    async def _answered(self, row: LifeRow) -> None:
        """What the organization answered; or what becomes of its comment."""
        contact = self.state.get(Contact, row.about)
        if contact is not None and contact.comments is Commented.COMMENTS:
            await settle_comment(self, contact)
            return
        choices = tuple(Choice(str(one), t(f"choices.commented.{one}")) for one in Commented)
        chosen = await self.app.push_screen_wait(Choose(row.what, choices))
        if chosen == Commented.COMMENTS:
            await self._comment(row.target)
        elif chosen is not None:
            self.open_screen.carry_out(lambda: self._says(row.target, contact, Commented(chosen)))

    def _says(self, organization: str, contact: Contact | None, comments: Commented) -> Changes:
        if contact is not None:
            return editing.set_fields(self._lookup, contact, {Contact.comments.name: str(comments)})
        found = self.state.get(Organization, organization)
        assert found is not None  # noqa: S101 - the line was made from it
        return add_comment(self.state, self.meeting, found, self.today, comments, Contact.audience(Audience.MEMBERS))

    @work
    async def action_new(self) -> None:
        """A comment while they are out; a correction once they are adopted."""
        if self.meeting.minutes_state is MinutesState.ADOPTED:
            await self._correct()
            return
        row: LifeRow | None = self._list.current
        await self._comment(row.target if row is not None and row.kind == COMMENT else "")

    async def _comment(self, organization: str) -> None:
        lookup = self._lookup
        found = self.state.get(Organization, organization)
        typed = {
            Contact.organization.name: shown_name(self.state, found) if found else "",
            Contact.comments.name: str(Commented.COMMENTS),
            Contact.audience.name: str(Audience.MEMBERS),
            Contact.on.name: self.today.isoformat(),
        }
        form = fields_for(lookup, Contact, only=COMMENT_FIELDS, values=typed)
        edit = Contact.text.name if found else ""
        title = t("life.comment", meeting=shown_name(self.state, self.meeting))
        await self._note_down(COMMENT, title, form, self._commented, edit)

    def _commented(self, values: dict[str, str]) -> Changes:
        from ictwg.records.lookup import find

        lookup, typed = self._lookup, filled(values)
        organization = find(self.state, Organization, typed.pop(Contact.organization.name, ""))
        on = Contact.on.parse(typed.pop(Contact.on.name, ""), lookup) or self.today
        comments = Contact.comments.parse(typed.pop(Contact.comments.name, ""), lookup) or Commented.COMMENTS
        more = editing.settings_typed(lookup, Contact, typed)
        return add_comment(self.state, self.meeting, organization, on, comments, *more)

    async def _correct(self) -> None:
        lookup = self._lookup
        typed = {Correction.on.name: self.today.isoformat()}
        form = fields_for(lookup, Correction, only=CORRECTION_FIELDS, values=typed)
        title = t("life.correct", meeting=shown_name(self.state, self.meeting))
        item = self.item.id if self.item is not None else None

        def corrected(values: dict[str, str]) -> Changes:
            on = Correction.on.parse(values[Correction.on.name], lookup) or self.today
            by = Correction.asked_by.parse(values[Correction.asked_by.name], lookup)
            text = values[Correction.text.name]
            return corrections.correct(self.state, self.meeting, text, on, item=item, asked_by=by)

        await self._note_down(CORRECTION, title, form, corrected)

    async def _note_down(
        self,
        kind: str,
        title: str,
        form: tuple[FormField, ...],
        use_case: Callable[[dict[str, str]], Changes],
        edit: str = "",
    ) -> None:
        """The cursor goes to what was noted: its place may be out of sight."""
        noted = await self.open_screen.fill_in(title, form, use_case, edit)
        if noted and noted.created:
            self._list.move_to(f"{kind}/{noted.created[0][1]}")

    async def _edit_correction(self, id: str) -> None:
        made, lookup = self.state.get(Correction, id), self._lookup
        if made is None:
            return
        form = fields_for(lookup, Correction, made, only=CORRECTION_FIELDS)
        title = t("life.correct", meeting=shown_name(self.state, self.meeting))
        await self.open_screen.fill_in(
            title, form, lambda values: editing.set_fields(lookup, made, changed(form, values))
        )

    @work
    async def action_edit(self) -> None:
        """The words of a comment or a correction; Enter asks what becomes of a comment."""
        row: LifeRow | None = self._list.current
        if row is not None and row.kind == CORRECTION:
            await self._edit_correction(row.target)
            return
        contact, lookup = self.state.get(Contact, row.about if row is not None else None), self._lookup
        if contact is None:
            self.open_screen.tell(t("life.nothing_to_edit"))
            return
        form = fields_for(lookup, Contact, contact, only=COMMENT_FIELDS)
        title = t("life.comment", meeting=shown_name(self.state, self.meeting))
        await self.open_screen.fill_in(
            title, form, lambda values: edit_comment(lookup, contact, changed(form, values)), edit=Contact.text.name
        )

    def action_delete(self) -> None:
        """A comment or a correction noted by mistake; steps are taken back by a step."""
        row: LifeRow | None = self._list.current
        kinds = {COMMENT: Contact, CORRECTION: Correction}
        found = found_or_none(self.state, kinds[row.kind], row.about) if row is not None and row.kind in kinds else None
        if found is not None:
            self.open_screen.carry_out(lambda: editing.remove(found))


def life_rows(now: Life, lookup: Lookup) -> tuple[LifeRow | GroupHeading, ...]:
    rows: list[LifeRow | GroupHeading] = []
    if now.steps:
        rows.append(GroupHeading("heading/steps", t("life.heading.steps"), t("life.step.version", version=now.version)))
        rows += [_step(step.key, step.on, step.who) for step in now.steps]
    if now.late:
        rows.append(GroupHeading("heading/late", t("life.heading.late"), str(len(now.late))))
        state = t("life.to_decide")
        rows += [
            LifeRow(f"{LATE}/{one.id}", LATE, words_of(lookup, one), state=state, tone="warn", target=one.id)
            for one in now.late
        ]
    if now.comments:
        answered = t("life.answered", answered=now.answered, asked=now.asked)
        rows.append(GroupHeading("heading/comments", t("life.heading.comments"), answered))
        silent = t("life.comments.silent" if now.by_silence else "invitation.no_answer")
        rows += [_comment(line, silent) for line in now.comments]
    if now.corrections:
        rows.append(GroupHeading("heading/corrections", t("life.heading.corrections"), str(len(now.corrections))))
        rows += [_correction(one) for one in now.corrections]
    return tuple(rows)


def _step(key: str, on: date | None, who: str) -> LifeRow:
    glyph = "●" if on else "○"
    return LifeRow(f"{STEP}/{key}", STEP, f"{glyph} {t(f'life.step.{key}')}", short_day(on) if on else "", who)


def _comment(line: CommentLine, silent: str) -> LifeRow:
    """What an organization answered; `silent` says what it means that it has not."""
    contact = line.contact
    if contact is None:
        id = f"{COMMENT}/{line.organization}"
        return LifeRow(id, COMMENT, line.acronym, state=silent, tone="muted", target=line.organization)
    state, tone = _standing(contact)
    day = short_day(contact.on) if contact.on else ""
    readers = Contact.audience.label(contact.audience)
    kept = "" if within(contact.audience, Audience.MEMBERS) else t("life.comment.for", audience=readers)
    said = " · ".join(filter(None, (" ".join(contact.text.split()), contact.settled_note, kept)))
    return LifeRow(
        f"{COMMENT}/{contact.id}", COMMENT, line.acronym, day, said, state, tone, line.organization, contact.id
    )


def _standing(contact: Contact) -> tuple[str, Tone]:
    if contact.settled is not None:
        return t(f"choices.settled.{contact.settled}"), "good" if contact.settled is Settled.ACCEPTED else "muted"
    if contact.comments is Commented.COMMENTS:
        return t("life.to_settle"), "warn"
    return t(f"choices.commented.{contact.comments}"), "good"


def _correction(made: Correction) -> LifeRow:
    day = short_day(made.on) if made.on else ""
    text = " ".join(made.text.split())
    return LifeRow(f"{CORRECTION}/{made.id}", CORRECTION, made.asked_by or "–", day, text, "", "", made.id, made.id)


def _columns() -> tuple[Column[LifeRow], ...]:
    return (
        Column[LifeRow]("what", t("life.column.what"), lambda row: row.what, minimum=22, snug=True),
        Column[LifeRow]("day", t("records.on"), lambda row: row.day, width=12, snug=True),
        Column[LifeRow]("said", t("life.column.said"), lambda row: row.said, share=3, minimum=16, tone="muted"),
        Column[LifeRow]("state", t("records.state"), _state, width=18, drop=1, snug=True),
    )


def _state(row: LifeRow) -> Cell:
    return (CellPiece(row.state, row.tone),)


EDIT, CORRECT, ACCEPT, DECLINE = "edit", "correct", "accept", "decline"


async def settle_comment(pane: MeetingPane, contact: Contact) -> None:
    """Asks what becomes of it; Escape leaves it open. For workers."""
    adopted = pane.meeting.minutes_state is MinutesState.ADOPTED
    ways = (CORRECT if adopted else EDIT, ACCEPT, DECLINE)
    choices = tuple(Choice(one, t(f"life.settle.{one}"), "") for one in ways)
    organization = pane.state.get(Organization, contact.organization)
    named = shown_name(pane.state, organization) if organization else ""
    title = f"{named}: {' '.join(contact.text.split())}"
    chosen = await pane.app.push_screen_wait(Choose(title, choices))
    if chosen == EDIT:
        await _edit_line(pane, contact)
    elif chosen == CORRECT:
        await _correct_instead(pane, contact, named)
    elif chosen in (ACCEPT, DECLINE):
        await _word(pane, contact, Settled.ACCEPTED if chosen == ACCEPT else Settled.DECLINED)


async def _word(pane: MeetingPane, contact: Contact, settled: Settled) -> None:
    note = FormField(Contact.settled_note.name, t("life.settle.note"), help=t("life.settle.note.help"))
    title = t(f"life.settle.{ACCEPT if settled is Settled.ACCEPTED else DECLINE}")

    def said(values: dict[str, str]) -> Changes:
        return settle(contact, settled, pane.today, values[Contact.settled_note.name])

    await pane.open_screen.fill_in(title, (note,), said)


async def _edit_line(pane: MeetingPane, contact: Contact) -> None:
    """The line is chosen, and reads as the comment asks."""
    chosen = await pane.app.push_screen_wait(Choose(t("errands.import.which"), _lines(pane), whole=True))
    found = pane.state.get(Entry, chosen)
    if found is None:
        return
    seen = found
    text = FormField(Entry.text.name, t("life.settle.text"), kind=Entry.text.kind, value=seen.text, required=True)
    note = FormField(Contact.settled_note.name, t("life.settle.note"), help=t("life.settle.note.help"))

    def edited(values: dict[str, str]) -> Changes:
        nonlocal seen
        now = pane.state.get(Entry, seen.id)
        if now is None or now.text != seen.text:
            seen = now or seen
            raise InvalidValueError(t("life.settle.overtaken", text=seen.text), field=Entry.text.name)
        word = values[Contact.settled_note.name]
        return take_over(pane.state, contact, now, values[Entry.text.name], pane.today, word)

    await pane.open_screen.fill_in(t("life.settle.edit"), (text, note), edited)


async def _correct_instead(pane: MeetingPane, contact: Contact, asked_by: str) -> None:
    lookup = pane.open_screen.session.lookup
    typed = {
        Correction.text.name: contact.text,
        Correction.asked_by.name: asked_by,
        Correction.on.name: pane.today.isoformat(),
    }
    form = fields_for(lookup, Correction, only=(Correction.text, Correction.asked_by, Correction.on), values=typed)

    def corrected(values: dict[str, str]) -> Changes:
        on = Correction.on.parse(values[Correction.on.name], lookup) or pane.today
        by = Correction.asked_by.parse(values[Correction.asked_by.name], lookup)
        text = values[Correction.text.name]
        made = correct(pane.state, pane.meeting, text, on, item=contact.item, entry=contact.entry, asked_by=by)
        return made.and_then(settle(contact, Settled.ACCEPTED, pane.today))

    await pane.open_screen.fill_in(t("life.settle.correct"), form, corrected)


def _lines(pane: MeetingPane) -> tuple[Choice, ...]:
    """The lines of the minutes, each beside its item."""
    items = [line.item for line in agenda_of(pane.state, pane.meeting)]
    found: list[Choice] = []
    for item in (None, *items):
        where = short_title(item) if item is not None else ""
        lines = minute_lines(pane.state, pane.meeting, item)
        found += [Choice(line.id, " ".join(line.text.split()), where) for line in lines]
    return tuple(found)
