"""The way of the minutes: its steps, the comments of each organization, late edits, and corrections.

Enter on a line does what it asks for: the next step, an answer, what becomes of a comment or of a late edit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual import work

from ictwg.documents.comments import add_comment, edit_comment, settle
from ictwg.domain.access import within
from ictwg.domain.agenda import agenda_of
from ictwg.domain.calendar import short_day
from ictwg.domain.records import Contact, Correction, Entry, Organization
from ictwg.domain.values import Audience, Commented, MinutesState, Settled
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.minutes.approval import Life, life
from ictwg.minutes.corrections import correct, words_of
from ictwg.minutes.lines import minute_lines
from ictwg.minutes.taking import take_over
from ictwg.records import editing
from ictwg.records.lookup import find, short_title, shown_name
from ictwg.ui.forms import changed, fields_for, filled
from ictwg.ui.keys import bindings_for, bindings_with
from ictwg.ui.modals.choose import Choose
from ictwg.ui.screens.answers import settle_late_edit
from ictwg.ui.screens.meeting.pane import ListPane
from ictwg.ui.screens.meeting_steps import take_step
from ictwg.ui.text import plain
from ictwg.ui.widgets.columns import Cell, CellPiece, Column, GroupHeading
from ictwg.ui.widgets.completing_input import Choice
from ictwg.ui.widgets.detail import ShortText
from ictwg.ui.widgets.filtered_list import FilteredList
from ictwg.ui.widgets.form import FormField

if TYPE_CHECKING:
    from datetime import date

    from textual.app import ComposeResult

    from ictwg.documents.comments import CommentLine
    from ictwg.domain.changes import Changes
    from ictwg.records.lookup import Lookup
    from ictwg.ui.widgets.columns import Tone
    from ictwg.ui.widgets.virtual_list import VirtualList


STEP, COMMENT, LATE, CORRECTION = "step", "comment", "late", "correction"


COMMENT_FIELDS = (
    *(Contact.organization, Contact.comments, Contact.text, Contact.audience),
    *(Contact.on, Contact.channel, Contact.name),
)


EDIT, CORRECT, ACCEPT, DECLINE = "edit", "correct", "accept", "decline"
"""What becomes of a comment."""
_NOTED: dict[str, type[Contact | Correction]] = {COMMENT: Contact, CORRECTION: Correction}

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


class LifePane(ListPane):
    BINDINGS: ClassVar = [*bindings_with("record.edit"), *bindings_for("life")]

    def compose(self) -> ComposeResult:
        yield FilteredList(_columns(), text=lambda row: f"{row.what} {row.said} {row.state}", empty=t("life.empty"))
        yield ShortText("", id="life-said", markup=False)

    @property
    def told_as(self) -> dict[str, str]:
        return {"life.new": "life.correct"} if self.meeting.minutes_state is MinutesState.ADOPTED else {}

    def reload(self) -> None:
        self.query_one(FilteredList).show(life_rows(life(self.state, self.meeting), self.lookup))
        self.cursor_moved(self.list)

    def cursor_moved(self, moved: VirtualList[Any], /) -> None:
        """Below the list, folded: the whole comment, correction or late edit that is under the cursor."""
        row: LifeRow | None = moved.current
        self.query_one("#life-said", ShortText).update(plain(row.whole if row is not None else ""))

    def note(self) -> str:
        """How many have answered; the version, where nobody is asked."""
        now = life(self.state, self.meeting)
        if now.comments:
            return t("life.answered", answered=now.answered, asked=now.asked)
        return t("life.step.version", version=now.version) if now.version else ""

    @property
    def _record(self) -> Contact | Correction | None:
        """The comment or the correction under the cursor."""
        row: LifeRow | None = self.list.current
        kind = _NOTED.get(row.kind) if row is not None else None
        return self.state.get(kind, row.about) if row is not None and kind is not None else None

    @work
    async def choose(self, row: LifeRow) -> None:
        record = self._record
        if row.kind == STEP:
            await take_step(self.open_screen, self.meeting)
        elif row.kind == LATE:
            await settle_late_edit(self.open_screen, self.meeting.id, row.target)
        elif isinstance(record, Correction):
            await self._edit(record)
        elif record is not None and record.comments is Commented.COMMENTS:
            await self._settle(record)
        else:
            await self._answer(row, record)

    async def _answer(self, row: LifeRow, contact: Contact | None) -> None:
        """What the organization answered."""
        choices = tuple(Choice(str(one), t(f"choices.commented.{one}")) for one in Commented)
        chosen = await self.app.push_screen_wait(Choose(row.what, choices))
        if chosen == Commented.COMMENTS:
            await self._comment(row.target)
        elif chosen is not None:
            self.open_screen.carry_out(lambda: self._says(row.target, contact, Commented(chosen)))

    def _says(self, organization: str, contact: Contact | None, comments: Commented) -> Changes:
        if contact is not None:
            return editing.set_fields(self.lookup, contact, {Contact.comments.name: str(comments)})
        found = self.state.get(Organization, organization)
        assert found is not None  # noqa: S101 - the line was made from it
        return add_comment(self.state, self.meeting, found, self.today, comments, Contact.audience(Audience.MEMBERS))

    @work
    async def action_new(self) -> None:
        """A comment while they are out; a correction once they are adopted."""
        if self.meeting.minutes_state is MinutesState.ADOPTED:
            await self._correct()
        else:
            row: LifeRow | None = self.list.current
            await self._comment(row.target if row is not None and row.kind == COMMENT else "")

    async def _comment(self, organization: str) -> None:
        found = self.state.get(Organization, organization)
        typed = {
            Contact.organization.name: shown_name(self.state, found) if found else "",
            Contact.comments.name: str(Commented.COMMENTS),
            Contact.audience.name: str(Audience.MEMBERS),
            Contact.on.name: self.today.isoformat(),
        }
        form = fields_for(self.lookup, Contact, only=COMMENT_FIELDS, values=typed)
        edit = Contact.text.name if found else ""
        self._go_to(COMMENT, await self.open_screen.fill_in(self._title(Contact), form, self._commented, edit))

    def _commented(self, values: dict[str, str]) -> Changes:
        lookup, typed = self.lookup, filled(values)
        organization = find(self.state, Organization, typed.pop(Contact.organization.name, ""))
        on = Contact.on.parse(typed.pop(Contact.on.name, ""), lookup) or self.today
        comments = Contact.comments.parse(typed.pop(Contact.comments.name, ""), lookup) or Commented.COMMENTS
        more = editing.settings_typed(lookup, Contact, typed)
        return add_comment(self.state, self.meeting, organization, on, comments, *more)

    async def _correct(self) -> None:
        item = self.item.id if self.item is not None else None
        title, form = self._title(Correction), self._correction_form()
        made = await self.open_screen.fill_in(title, form, lambda values: self._corrected(values, item))
        self._go_to(CORRECTION, made)

    def _correction_form(self, text: str = "", asked_by: str = "") -> tuple[FormField, ...]:
        said = {Correction.text.name: text, Correction.asked_by.name: asked_by}
        values = said | {Correction.on.name: self.today.isoformat()}
        return fields_for(self.lookup, Correction, only=CORRECTION_FIELDS, values=values)

    def _corrected(self, values: dict[str, str], item: str | None, entry: str | None = None) -> Changes:
        on = Correction.on.parse(values[Correction.on.name], self.lookup) or self.today
        by = Correction.asked_by.parse(values[Correction.asked_by.name], self.lookup)
        text = values[Correction.text.name]
        return correct(self.state, self.meeting, text, on, item=item, entry=entry, asked_by=by)

    def _title(self, kind: type[Contact | Correction]) -> str:
        message = "life.comment" if kind is Contact else "life.correct"
        return t(message, meeting=shown_name(self.state, self.meeting))

    def _go_to(self, kind: str, noted: Changes | None) -> None:
        """The cursor goes to what was noted: its place may be out of sight."""
        if noted and noted.created:
            self.list.move_to(f"{kind}/{noted.created[0][1]}")

    @work
    async def action_edit(self) -> None:
        """The words of a comment or a correction; Enter asks what becomes of a comment."""
        record = self._record
        if record is None:
            self.open_screen.tell(t("life.nothing_to_edit"))
        else:
            await self._edit(record)

    async def _edit(self, record: Contact | Correction) -> None:
        of_comment = isinstance(record, Contact)
        form = fields_for(self.lookup, type(record), record, only=COMMENT_FIELDS if of_comment else CORRECTION_FIELDS)

        def edited(values: dict[str, str]) -> Changes:
            now = changed(form, values)
            if isinstance(record, Contact):
                return edit_comment(self.lookup, record, now)
            return editing.set_fields(self.lookup, record, now)

        edit = Contact.text.name if of_comment else ""
        await self.open_screen.fill_in(self._title(type(record)), form, edited, edit)

    def action_delete(self) -> None:
        """A comment or a correction noted by mistake; steps are taken back by a step."""
        record = self._record
        if record is not None:
            self.open_screen.carry_out(lambda: editing.remove(self.state, record))

    # What becomes of a comment

    async def _settle(self, contact: Contact) -> None:
        """An edit of the line, a correction, accepted or declined with a word; Escape leaves it open."""
        adopted = self.meeting.minutes_state is MinutesState.ADOPTED
        ways = (CORRECT if adopted else EDIT, ACCEPT, DECLINE)
        choices = tuple(Choice(one, t(f"life.settle.{one}"), "") for one in ways)
        organization = self.state.get(Organization, contact.organization)
        named = shown_name(self.state, organization) if organization else ""
        title = f"{named}: {' '.join(contact.text.split())}"
        chosen = await self.app.push_screen_wait(Choose(title, choices))
        if chosen == EDIT:
            await self._edit_line(contact)
        elif chosen == CORRECT:
            await self._correct_instead(contact, named)
        elif chosen is not None:
            await self._say_why(contact, chosen)

    async def _say_why(self, contact: Contact, way: str) -> None:
        settled = Settled.ACCEPTED if way == ACCEPT else Settled.DECLINED

        def said(values: dict[str, str]) -> Changes:
            return settle(contact, settled, self.today, values[Contact.settled_note.name])

        await self.open_screen.fill_in(t(f"life.settle.{way}"), (_note_field(),), said)

    async def _edit_line(self, contact: Contact) -> None:
        """The line is chosen, and reads as the comment asks."""
        lines = Choose(t("errands.import.which"), self._lines(), whole=True)
        found = self.state.get(Entry, await self.app.push_screen_wait(lines))
        if found is None:
            return
        seen = found
        text = FormField(Entry.text.name, t("life.settle.text"), kind=Entry.text.kind, value=seen.text, required=True)

        def edited(values: dict[str, str]) -> Changes:
            nonlocal seen
            now = self.state.get(Entry, seen.id)
            if now is None or now.text != seen.text:
                seen = now or seen
                raise InvalidValueError(t("life.settle.overtaken", text=seen.text), field=Entry.text.name)
            word = values[Contact.settled_note.name]
            return take_over(self.state, contact, now, values[Entry.text.name], self.today, word)

        await self.open_screen.fill_in(t("life.settle.edit"), (text, _note_field()), edited)

    def _lines(self) -> tuple[Choice, ...]:
        """The lines of the minutes, each beside its item."""
        return tuple(
            Choice(line.id, " ".join(line.text.split()), short_title(item) if item is not None else "")
            for item in (None, *(line.item for line in agenda_of(self.state, self.meeting)))
            for line in minute_lines(self.state, self.meeting, item)
        )

    async def _correct_instead(self, contact: Contact, asked_by: str) -> None:
        def corrected(values: dict[str, str]) -> Changes:
            made = self._corrected(values, contact.item, contact.entry)
            return made.and_then(settle(contact, Settled.ACCEPTED, self.today))

        form = self._correction_form(contact.text, asked_by)
        await self.open_screen.fill_in(t("life.settle.correct"), form, corrected)


def _note_field() -> FormField:
    return FormField(Contact.settled_note.name, t("life.settle.note"), help=t("life.settle.note.help"))


def life_rows(now: Life, lookup: Lookup) -> tuple[LifeRow | GroupHeading, ...]:
    silent = t("life.comments.silent" if now.by_silence else "invitation.no_answer")
    parts = {
        "steps": (t("life.step.version", version=now.version), [_step(one.key, one.on, one.who) for one in now.steps]),
        "late": (str(len(now.late)), [_late(one.id, words_of(lookup, one)) for one in now.late]),
        "comments": (
            t("life.answered", answered=now.answered, asked=now.asked),
            [_comment(line, silent) for line in now.comments],
        ),
        "corrections": (str(len(now.corrections)), [_correction(one) for one in now.corrections]),
    }
    rows: list[LifeRow | GroupHeading] = []
    for name, (note, lines) in parts.items():
        if lines:
            rows += [GroupHeading(f"heading/{name}", t(f"life.heading.{name}"), note), *lines]
    return tuple(rows)


def _late(id: str, words: str) -> LifeRow:
    return LifeRow(f"{LATE}/{id}", LATE, words, state=t("life.to_decide"), tone="warn", target=id)


def _step(key: str, on: date | None, who: str) -> LifeRow:
    glyph = "●" if on else "○"
    return LifeRow(f"{STEP}/{key}", STEP, f"{glyph} {t(f'life.step.{key}')}", short_day(on), who)


def _comment(line: CommentLine, silent: str) -> LifeRow:
    """What an organization answered; `silent` says what it means that it has not."""
    contact = line.contact
    if contact is None:
        id = f"{COMMENT}/{line.organization}"
        return LifeRow(id, COMMENT, line.acronym, state=silent, tone="muted", target=line.organization)
    state, tone = _standing(contact)
    day = short_day(contact.on)
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
    day = short_day(made.on)
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
