"""Taking minutes: the agenda on the left, what was said in the middle, the prompt at the bottom.

Every line is saved the moment that it is entered. In *matters arising* the middle is the list of open actions, and a
typed line is the update of the one under the cursor; in *previous minutes* it is a correction.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from textual import events, work
from textual.widgets import OptionList

from ictwg.app import pasted_lines
from ictwg.app.forms import review as arising
from ictwg.app.forms.choices import Choice
from ictwg.decisions import decisions
from ictwg.decisions.circulation import Voted
from ictwg.decisions.decisions import action_of, decision_of, draft_of
from ictwg.domain.access import is_on
from ictwg.domain.agenda import agenda_of
from ictwg.domain.changes import Changes
from ictwg.domain.records import Action, AgendaItem, Decision, Entry, Group, Meeting
from ictwg.domain.values import Audience, EntryType
from ictwg.exports.messages import copy_lines
from ictwg.locales import t
from ictwg.meetings import meetings
from ictwg.minutes import approval as minutes_way
from ictwg.minutes import entering as minutes
from ictwg.minutes.drafts import DraftLine
from ictwg.minutes.entering import ends_before_start, enter, enter_pasted
from ictwg.minutes.gaps import Problem
from ictwg.minutes.item_outcomes import agreed_on, set_outcome
from ictwg.minutes.lines import last_entry, speakers_in_words
from ictwg.minutes.prompt.completion import echo
from ictwg.minutes.prompt.parsing import ENTRY_TYPES, OFF, OUTCOMES, LineKind, ParsedLine, slash_word
from ictwg.minutes.prompt.state import (
    BroughtBack,
    Changing,
    Confirmed,
    Entered,
    Kept,
    Overtaken,
    Pasted,
    PromptState,
    Refused,
    Split,
)
from ictwg.records.lookup import shown_name, shown_reference
from ictwg.ui.disclosure import ACCEPTED, say_why
from ictwg.ui.export_menu import SIGNED_HERE, offer_now
from ictwg.ui.keys import bindings_for, bindings_with
from ictwg.ui.modals.box import WrittenBox
from ictwg.ui.modals.choose import Choose
from ictwg.ui.modals.form_screen import FormScreen, PasteBlock, TextEditor
from ictwg.ui.program import SAID
from ictwg.ui.screens.askings import AskingScreen
from ictwg.ui.screens.meeting.gap_forms import choose_outcome
from ictwg.ui.screens.meeting.minutes_view import AGENDA, MOST_OF_A_NAME, NEWEST, REVIEW, MinutesView
from ictwg.ui.screens.meeting.read_back import ProblemElsewhere, ReadBackScreen
from ictwg.ui.screens.meeting_steps import choose_to_adopt
from ictwg.ui.text import plain
from ictwg.ui.widgets.columns import within
from ictwg.ui.widgets.prompt import PromptInput
from ictwg.ui.widgets.virtual_list import VirtualList

ALONE = 0.6
"""Seconds after which no more of a paste is to come."""
_OF_THE_LIST = ("edit_entry", "delete_entry", "move_entry", "restrict", "carries", "copy_markdown")


class MinutesPane(MinutesView):
    BINDINGS: ClassVar = [*bindings_for("minutes", "entry", "arising"), *bindings_with("record.copy")]

    # Choosing

    def cursor_moved(self, moved: VirtualList[Any], /) -> None:
        if moved.id == AGENDA and moved.current is not None:
            item = self.state.get(AgendaItem, moved.current.id)
            if item is not None:
                self.open_screen.turn_to(item)
        elif moved.id == REVIEW:
            self._tell_action()
            self._offer_keys()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        self.prompt.edit()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_edit_entry()

    def on_descendant_focus(self) -> None:
        if not self.prompt.input.has_focus:
            self.leave()
        self.refresh_bindings()
        self._offer_keys()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """One-key states answer only where the cursor stands on a list, never while one types."""
        if action in _OF_THE_LIST:
            return self.entries.has_focus
        if action == "votes":
            return is_on(self.state, Group.votes)
        if action == "adopt":
            return self.is_adopting and not self.prompt.input.has_focus
        return self.review.has_focus if action == "arising" else True

    # Typing

    def on_prompt_input_submitted(self, event: PromptInput.Submitted) -> None:
        event.stop()
        at = event.line or self.line
        if event.burst and self._reader.read(event.text, changes=at.changes).kind is LineKind.FINISH:
            self.set_timer(ALONE, partial(self._finish_alone, event.text))
        elif not self._enter(event.text, at=event.line) and event.text.strip():
            self.press(Refused(event.text))

    def _finish_alone(self, text: str) -> None:
        """The closing word came at once, as after a standstill: it leads away only where nothing has come behind it.

        It reads back and closes nothing by itself; but the rest of a paste would be typed into what it opens.
        """
        if self.prompt.text == text and self.prompt.input.has_focus and self.open_screen.is_current:
            self._enter(text)

    def on_prompt_input_lines_pasted(self, event: PromptInput.LinesPasted) -> None:
        event.stop()
        self.press(Pasted(event.lines))
        self._keep_pasted()

    def on_prompt_input_edit_last(self, event: PromptInput.EditLast) -> None:
        event.stop()
        if self.line.done:
            self.press(BroughtBack(self.line.done))
            return
        if self.is_reviewing:
            self.review.action_cursor_up()
            return
        last = self.state.get(Entry, self.line.last or None)
        entry = last or last_entry(self.state, self.meeting, self.item)
        if entry is not None:
            self._change(entry)

    def on_key(self, event: events.Key) -> None:
        """Beside the line too, a sign that means nothing there is typed on it: no word is lost."""
        beside = not (self.prompt.input.has_focus or self.review.has_focus)
        if beside and event.is_printable and event.key not in self.screen.active_bindings:
            event.stop()
            self.prompt.edit()
            self.prompt.input.insert_text_at_cursor(event.character or "")

    def on_paste(self, event: events.Paste) -> None:
        """The same with what is pasted there."""
        self.prompt.edit()
        self.prompt.input.on_paste(event)

    def on_prompt_input_left(self, event: PromptInput.Left) -> None:
        event.stop()
        self.leave()
        inner = self.review if self.review.display else self.entries
        (inner if inner.display else self.query_one(f"#{AGENDA}")).focus()

    def action_edit_entry(self) -> None:
        entry = self._current
        if entry is not None:
            self._change(entry)

    def _change(self, entry: Entry) -> None:
        """Back to the prompt; a text of several lines in its box, because a line would cut it."""
        found = self.draft_of(entry.id).found()
        words, waiting = self.typed_of(entry), found.text if found else ""
        if "\n" in entry.text or "\n" in waiting:
            self._change_in_box(entry, entry.text if "\n" in entry.text else words)
            return
        self.press(Changing(entry.id, words, waiting))
        self.prompt.edit()

    @work
    async def _change_in_box(self, entry: Entry, words: str) -> None:
        """`words` is the entry as a typed line; its bare text where that has several lines itself."""
        at, seen = self.line._replace(changes=entry.id), entry.text

        def keep(text: str) -> bool:
            nonlocal seen
            now = self.state.get(Entry, entry.id)
            if now is not None and now.text != seen:
                seen = now.text
                self.open_screen.program.warn(self._warning(self.line._replace(overtaken=Overtaken.CHANGED)))
                return False
            if now is None or "\n" not in entry.text:
                return self._enter(text, at=at, taken="")
            return self.record(lambda: minutes.edit_text(self.state, now, text, self.today))

        await self._from_box(words, keep, changes=entry.id)
        self.prompt.edit()

    def _enter(
        self, text: str, kind: LineKind | None = None, *, at: PromptState | None = None, taken: str | None = None
    ) -> bool:
        """What Enter, or an F-key that says the kind, does with a line; whether it was kept."""
        before = self.line
        confirmed = self.press(Entered(text, at, taken)).confirmed
        if confirmed is not None:
            return self._enter_typed(confirmed, kind)
        if before.overtaken is not None and text.strip():
            self.prompt.say(plain(self._warning(before), style="b $warning"))
        elif self.is_reviewing and not before.changes:
            self.review.action_cursor_down()
        return False

    def _enter_typed(self, confirmed: Confirmed, kind: LineKind | None) -> bool:
        """Keeps it; a line that cannot be kept stays typed, and what is missing is said below it."""
        typed = self._reader.read(confirmed.text, kind, changes=confirmed.entry, item=confirmed.item)
        if not typed.is_complete:
            hint = typed.hint or t("minutes_screen.minutes.placeholder")
            self.prompt.say(plain(hint, style="b $warning"))
        elif typed.kind is LineKind.FINISH:
            self.press(Kept(confirmed.taken))
            self.read_back()
            return True
        elif typed.kind is LineKind.ITEM:  # `@5` by itself: the discussion goes on there
            self.press(Kept(confirmed.taken))
            if (wanted := self.state.get(AgendaItem, typed.item)) is not None:
                self.open_screen.turn_to(wanted)
            return True
        elif typed.kind is LineKind.SPEAKERS:
            self.press(Kept(confirmed.taken, done=confirmed.taken))
            self._put_speakers(typed)
            return True
        elif self._keep(typed, confirmed):
            return True
        self.press(Refused(""))
        return False

    def _put_speakers(self, typed: ParsedLine) -> None:
        """On the list, or off it; without a name it is only shown."""
        now = self.open_screen.discussion
        ids = tuple(filter(None, (one.organization or one.person for one in typed.present)))
        now.put(now.now.with_speakers(ids, off=typed.text.startswith(OFF)))
        self._tell_speakers(typed.hint)

    def action_next_speaker(self) -> None:
        """The first who waits has the floor."""
        now = self.open_screen.discussion
        now.put(now.now.called())
        self._tell_speakers()

    def _tell_speakers(self, hint: str = "") -> None:
        said = speakers_in_words(self.state, self.open_screen.discussion.now) or (t("speakers.none"),)
        self.reload()
        self.prompt.say(plain(" · ".join(filter(None, (hint, *said))), style="$accent"))

    @work
    async def read_back(self, at: Problem | None = None) -> None:
        """Reads back first; closed from there, the projector goes off and the files are named."""
        screen = self.open_screen
        screen.discussion.reads_back()
        closed = await self.app.push_screen_wait(ReadBackScreen(self.meeting.id, projector=screen.projector, at=at))
        if isinstance(closed, ProblemElsewhere):
            screen.projector = closed.projector
            screen.mend(closed.gap)
            return
        if closed is None:
            screen.discussion.at(self.item.id if self.item else None)
            return
        screen.discussion.is_over()
        screen.projector = False
        screen.reload()
        if closed.points:
            await self.app.push_screen_wait(WrittenBox(*closed.points))
            self.prompt.edit()
        if self.state.linked(Decision, Decision.meeting, self.meeting.id):
            screen.program.say(offer_now(screen.program, self.meeting, *SIGNED_HERE), timeout=SAID * 2)
        # Behind the screen's own return to the front, which offers the keys again.
        screen.call_later(self.prompt.say, plain(self._ended()))

    def _ended(self) -> str:
        named, ended = shown_name(self.state, self.meeting), self.meeting.over_at
        if ended is not None and self.meeting.ended is not None:
            return t("minutes_screen.minutes.closed_at", meeting=named, time=ended.strftime("%H:%M"))
        if ended is not None and ends_before_start(self.meeting, self.today, self.open_screen.session.time_of_day):
            return t("minutes_screen.minutes.closed_early", meeting=named, time=ended.strftime("%H:%M"))
        return t("minutes_screen.minutes.closed", meeting=named)

    def _keep(self, typed: ParsedLine, confirmed: Confirmed) -> bool:
        reviewed = self.is_reviewing and typed.kind is LineKind.UPDATE and typed.action == self.review.action
        following = self.review.following
        place = typed.item or confirmed.item
        elsewhere = place if self.item is not None and place != self.item.id else ""
        if typed.draft is not None and not elsewhere:
            self._goes_to = confirmed.entry or NEWEST
        changed = self.state.get(Entry, confirmed.entry or None)
        was = changed.type if changed is not None else EntryType.NOTE
        if not self.record(lambda: self._changes(typed, confirmed)):
            return False
        if typed.kind is LineKind.ACTION and was is not EntryType.ACTION:
            self._remember(confirmed, place)
        other = self.state.get(AgendaItem, elsewhere or None)
        last = last_entry(self.state, self.meeting, other) if other is not None else None
        done = confirmed.taken if typed.draft is None and not reviewed else ""
        self.press(Kept(confirmed.taken, last.id if last is not None else "", done))
        if reviewed:
            self.review.move_to(following)
        self._after(typed)
        return True

    def _remember(self, confirmed: Confirmed, item: str) -> None:
        """The words as the note that they would have made, where they were typed or stood as one."""
        note = self._reader.read(confirmed.text, LineKind.NOTE, changes=confirmed.entry, item=item).draft
        entry = self.state.get(Entry, confirmed.entry or None)
        entry = entry or last_entry(self.state, self.meeting, self.state.get(AgendaItem, item or None))
        if note is not None and entry is not None:
            self._promises[entry.id] = minutes.NoteAsAction(note, draft_of(self.state, entry))

    def _changes(self, typed: ParsedLine, confirmed: Confirmed) -> Changes:
        entry, item = self.state.get(Entry, confirmed.entry or None), self.state.get(AgendaItem, confirmed.item or None)
        if entry is not None and typed.draft is not None:
            kept = minutes.revise_at(self.state, entry, typed.draft, self.today, typed.item)
        else:
            now = self.open_screen.session.time_of_day
            kept = enter(self.state, self.meeting, item, typed, self.today, now)
        return kept.and_then(agreed_on(self.state, self.meeting, typed.meets)) if typed.meets else kept

    def _after(self, typed: ParsedLine) -> None:
        """Says below the line what else it has done, for all that appears in no list in sight."""
        if typed.kind is LineKind.PRESENT and typed.unknown:
            self.prompt.say(
                plain(t("minutes_screen.minutes.nobody", name=within(typed.unknown, MOST_OF_A_NAME)), style="$warning")
            )
            return
        action = self.state.get(Action, typed.action)
        noted = "minutes_screen.minutes.noted" if typed.kind is LineKind.UPDATE else "minutes_screen.minutes.done"
        words = [t("ui.done", what=t(noted, reference=shown_reference(self.state, action)))] if action else []
        place = self._reader.item_of(typed) if self.line.last else ""
        words += [t("minutes_screen.minutes.kept_at", item=place)] if place else []
        words += [self._told_of(typed)] if typed.kind in OUTCOMES or typed.kind is LineKind.VOTE else []
        words += [self.begun_now] if self.begun_now else []
        if words:
            self.prompt.say(plain(" · ".join(words), style="$accent"))

    def _told_of(self, typed: ParsedLine) -> str:
        said = echo(typed, self.state, self.meeting, self.today)
        return t("ui.done", what=" · ".join((said.kind, *said.parts)))

    @work
    async def _keep_pasted(self) -> None:
        """Under the item at which it was pasted."""
        block = self.line.pasted
        if block is None:
            return
        where, hides = self._paste_place, self.open_screen.projector
        told = tuple(pasted_lines.told(line, where, hides=hides) for line in block.lines)
        entries = await self.app.push_screen_wait(PasteBlock(block.lines, told))
        if entries:
            self._goes_to = NEWEST
            pasted, item = (
                pasted_lines.pasted(entries, self._paste_place),
                self.state.get(AgendaItem, block.item or None),
            )
            self.record(lambda: enter_pasted(self.state, self.meeting, item, pasted, self.today))
        self.press(Split())

    # The line under the cursor

    @property
    def _current(self) -> Entry | None:
        return self.state.get(Entry, self.entries.current)

    def _with_line(self, use_case: Callable[[Entry], Changes]) -> None:
        entry = self._current
        if entry is not None:
            self.record(lambda: use_case(entry))

    def action_delete_entry(self) -> None:
        self._with_line(lambda entry: minutes.delete_entry(self.state, entry))

    def action_move_entry(self, way: str) -> None:
        move = minutes.move_up if way == "up" else minutes.move_down
        self._with_line(lambda entry: move(self.state, entry))

    @work
    async def action_restrict(self) -> None:
        """Who may see the line under the cursor; of one that may be confidential also that it is not."""
        entry = self._current
        if entry is None:
            return
        options = [Choice(str(one), Entry.audience.label(one)) for one in Audience]
        if self._marked((entry,)):
            options.append(Choice(ACCEPTED, t("minutes_screen.minutes.not_confidential")))
        title = t("minutes_screen.minutes.who_sees")
        chosen = await self.app.push_screen_wait(Choose(title, options, current=str(entry.audience)))
        if chosen == ACCEPTED:
            await say_why(self.open_screen, entry.text)
        elif chosen is not None:
            self.record(lambda: minutes.restrict(self.state, entry, Audience(chosen)))

    def action_carries(self) -> None:
        """The action of the line carries out what was decided above it in the item; once more, and it does not."""
        entry = self._current
        action = action_of(self.state, entry) if entry is not None else None
        decision = decisions.decision_above(self.state, action) if action is not None else None
        if action is None or decision is None:
            self.prompt.say(plain(t("minutes_screen.minutes.carries_nothing")))
            return
        changes = decisions.link(self.state, action, None if action.decision == decision.id else decision)
        if self.record(lambda: changes):
            self.prompt.say(plain(t(changes.verb, subject=changes.subject)))

    def action_votes(self) -> None:
        """How each organization voted on the decision under the cursor, or on the last one of the item."""
        entry = self._current if self.entries.has_focus else None
        decision = decision_of(self.state, entry) if entry is not None else None
        decision = decision or decisions.decision_at(self.state, self.meeting, self.item)
        if decision is None:
            self.prompt.say(plain(t("prompt.hint.vote_on_what")))
        else:
            self.app.push_screen(AskingScreen(Voted(self.state, decision, self.today)))

    def action_copy_markdown(self) -> None:
        self.hand_out("minutes", lambda read_by: copy_lines(self.state, self.meeting, self.item, read_by))

    async def _from_box(self, text: str, keep: Callable[[str], bool], *, changes: str = "") -> None:
        """A text of several lines, of a new entry or the one that it changes. For workers.

        A box whose text could not be kept opens again with it; one that was left, or that the program's end closed,
        opens with what stood in it, and with what was typed on the line since. Only an empty one is forgotten.
        """
        waits = self.draft_of(changes)
        item = self.item.id if self.item else ""
        found = waits.found()
        begun = _joined(found.text, "" if changes else text) if found else ""
        while True:
            title = t("minutes_screen.minutes.box")
            box = TextEditor(title, text, begun=begun, told=lambda now: waits.typed(DraftLine(now, item)))
            written = await self.app.push_screen_wait(box)
            if written is None and box.is_begun:
                again = "box_kept_changed" if changes else "box_kept"
                self.prompt.say(plain(t(f"minutes_screen.minutes.{again}")))
                return
            if written is None or not written.strip() or keep(written):
                waits.over()
                return
            begun = written

    # Keys

    def action_entry(self, kind: str) -> None:
        """F3 to F6 enter what is typed as that; with nothing typed, what their slash word by itself does.

        A line of the minutes changes its type: the one under the cursor, or brought back and still as it was. Of a note
        that is brought back the key makes what stands below it.
        """
        wanted, text, typing = LineKind(kind), self.prompt.text, not self.entries.has_focus
        entry = self.editing if typing else self._current
        promised = typing and entry is not None and entry.type is EntryType.NOTE
        if wanted in ENTRY_TYPES and (not typing or (entry is not None and text == self.line.words and not promised)):
            self.leave()
            to = ENTRY_TYPES[wanted]
            if entry is not None and entry.type is not to:
                self.record(lambda: minutes.retype(self.state, entry, to, self.today, self._promises.get(entry.id)))
        elif text.strip():
            self._enter(text, wanted)
        elif not (wanted is LineKind.UPDATE and self.is_reviewing):
            self._enter(slash_word(wanted), wanted)
        if typing:
            self.prompt.edit()

    def action_next_item(self) -> None:
        items = [line.item for line in agenda_of(self.state, self.meeting)]
        at = items.index(self.item) + 1 if self.item in items else 0
        if at < len(items):
            self.open_screen.turn_to(items[at])
            self.prompt.edit()
        else:
            self.prompt.say(plain(t("minutes_screen.minutes.last_item")))

    @work
    async def action_outcome(self) -> None:
        """What the item under discussion came to."""
        item = self.item
        if item is not None and (outcome := await choose_outcome(self.open_screen, item)) is not None:
            self.record(lambda: set_outcome(item, outcome))

    def action_present(self) -> None:
        """F8: marks the typed names, never those in a sentence; with nothing typed it opens the roll."""
        text = self.prompt.text
        typed = self._reader.read(text, LineKind.PRESENT)
        if not text.strip():
            self.open_screen.go_to("attendance")
        elif typed.kind is LineKind.PRESENT and typed.unknown and not text.startswith("/"):
            self.prompt.say(plain(t("minutes_screen.minutes.only_names"), style="b $warning"))
        else:
            self._enter(text, LineKind.PRESENT)

    def action_projector(self) -> None:
        self.open_screen.action_projector()

    @work
    async def action_box(self) -> None:
        """F9: the line as a box of several lines; saved, it is entered. A change goes on in the box of its entry."""
        entry, words = self.editing, self.line.words
        if entry is not None:
            self.leave()
            self._change_in_box(entry, words)
            return
        text = self.prompt.text
        await self._from_box(text, partial(self._enter, taken=text))
        self.prompt.edit()

    @work
    async def action_adopt(self) -> None:
        """The earlier minutes that are chosen, where more than one may be adopted here."""
        waiting = meetings.awaiting_adoption(self.state, self.meeting)
        chosen = await choose_to_adopt(self.open_screen, self.meeting, waiting)
        previous = self.state.get(Meeting, chosen)
        if previous is None:
            return
        if self.record(lambda: minutes_way.adopt_here(previous, self.meeting, self.today)):
            done = t("verbs.minutes_adopted", subject=shown_name(self.state, previous))
            self._adopted_here = t("ui.done", what=done)
            self.prompt.edit()
            self._offer_keys()

    # Matters arising

    def action_arising(self, state: str) -> None:
        """One key for the action under the cursor; a typed line is the words to it."""
        action = self.state.get(Action, self.review.action)
        if action is not None and state in arising.ASKED:
            self._ask(action, state)
        elif action is not None:
            words = self.prompt.text.strip()
            self._deal_with_it(lambda: arising.set_state(self.state, action, self.meeting, self.today, state, words))

    @work
    async def _ask(self, action: Action, asked: str) -> None:
        """A typed line that says nothing to the question stays, and the cursor with it."""
        text = self.prompt.text.strip()
        title = t(f"minutes_screen.review.{asked}", reference=action.reference)
        form = FormScreen(title, arising.question(self.lookup, asked, text), verb="form.save")
        values = await self.app.push_screen_wait(form)
        if values is not None:
            stays = bool(text) and not arising.home_of(self.lookup, asked, text)
            self._deal_with_it(lambda: arising.answered(self.lookup, action, self.meeting, asked, values), stays=stays)

    def _deal_with_it(self, use_case: Callable[[], Changes], *, stays: bool = False) -> None:
        following = self.review.following
        if self.record(use_case) and not stays:
            self.press(Kept(self.prompt.text))
            self.review.move_to(following)


def _joined(begun: str, line: str) -> str:
    """What waited, and below it the line that the box was opened with where it is not its beginning."""
    return begun if begun.startswith(line) else f"{begun}\n{line}"
