"""Every text goes to the entry that it was typed for: the line of the minutes under any keys, clicks and colleagues."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import known

from ictwg.minutes.prompt.state import (
    BroughtBack,
    Changing,
    Ended,
    Entered,
    Event,
    Kept,
    Leave,
    Overtaken,
    Pasted,
    PromptState,
    Refused,
    Shown,
    Split,
    TypedText,
    press,
)

SEQUENCES, LONGEST = 2000, 12
ITEMS = ("first", "second", "third")


def pressed(*events: Event, state: PromptState | None = None) -> PromptState:
    now = PromptState(item="first") if state is None else state
    for event in events:
        now = press(now, event)
    return now


class TheLine:
    """The minutes as they are beside what the person and a colleague meant; each letter and word is another.

    `meant` is what everybody confirmed last for each entry. Whose entry the person is at (`at`) is known from what was
    last done on purpose, and from nothing in the line's state.
    """

    def __init__(self) -> None:
        self.line = PromptState(item=ITEMS[0])
        self.minutes = {"a": "line a", "b": "line b"}
        self.meant = dict(self.minutes)
        self.at = ""
        self.typed = ""
        self.draft = ""
        self.unseen = False
        self.fresh = 0

    # The person's side

    def _word(self) -> str:
        self.fresh += 1
        return f"w{self.fresh}"

    def _do(self, event: Event) -> None:
        self.line = press(self.line, event)

    def _entry(self, which: int) -> str:
        return list(self.minutes)[which % len(self.minutes)]

    def _type(self, text: str) -> None:
        """An emptied line has nothing left to lose; one that was empty is not typed in."""
        self._do(TypedText(text))
        self.unseen = self.unseen and bool(text or self.at or not self.typed)
        self.typed = text

    def _over(self) -> None:
        """The person has gone elsewhere: what was begun before the change stands there again."""
        if self.at:
            other = self.typed.strip() not in ("", self.minutes[self.at].strip())
            told = other or not self.typed.strip()
            assert not told or (self.line.ended is not None and self.line.ended[:2] == (self.at, other)), "said"
            self.at, self.typed, self.draft, self.unseen = "", self.draft, "", False

    def _shown(self) -> None:
        self._do(Shown(self.line.item, self.minutes.get(self.line.changes)))

    def _confirm(self, *, command: bool = False, late: bool = False, keeps: bool = True) -> None:
        text, at, then = self.typed, self.at, self.line
        if late:
            self._do(Leave())
            self._over()
        unseen, blank = self.unseen, not text.strip()
        self._do(Entered(text, then if late else None))
        given = self.line.confirmed
        if blank:
            assert given is None
            self._over()
            return
        if unseen:
            assert given is None, "nobody replaces what they have not seen"
            self.unseen = False
            return
        assert given is not None
        assert given.text == text
        if not keeps:
            self._do(Refused(text))
            assert self.line.text.startswith(self.typed)
            self.typed = self.line.text
            return
        if not command:
            entry = given.entry if given.entry in self.minutes else self._word()
            self.minutes[entry] = given.text
            self.meant[at if at in self.meant else entry] = text
        self._shown()
        self._do(Kept(given.taken))
        self.typed, self.draft, self.at = (self.typed if late and at else self.draft), "", ""
        self._shown()

    # What may happen

    def a_word(self) -> None:
        self._type(f"{self.typed}{self._word()}")

    def paste_of_one_line(self) -> None:
        self._type(f"{self.typed} pasted {self._word()}")

    def a_space_instead(self) -> None:
        self._type(" ")

    def ctrl_u(self) -> None:
        self._type("")

    def backspace(self) -> None:
        self._type(self.typed[:-1])

    def an_item_under_the_cursor(self, item: str) -> None:
        other = item != self.line.item
        self._do(Shown(item, self.minutes.get(self.line.changes)))
        if other:
            self._over()

    def f7_next_item(self) -> None:
        self.an_item_under_the_cursor(ITEMS[(ITEMS.index(self.line.item) + 1) % len(ITEMS)])

    def a_click_on_an_item(self, item: str) -> None:
        self.escape()
        self.an_item_under_the_cursor(item)

    def at_sign(self, item: str) -> None:
        self._type(f"@{item}")
        if not self.unseen:
            self._confirm(command=True)
            self.an_item_under_the_cursor(item)

    def escape(self) -> None:
        self._do(Leave())
        self._over()

    def enter(self) -> None:
        self._confirm()

    def enter_and_a_click_before_it_is_heard(self) -> None:
        self._confirm(late=True)

    def enter_on_a_full_disk(self) -> None:
        self._confirm(keeps=False)

    def empty_enter(self) -> None:
        self._type("")
        self._confirm()

    def f_key(self, *, keeps: bool = True) -> None:
        """Of a line that is as it was the type changes; with nothing typed it enters its slash word."""
        if self.at and self.typed == self.minutes[self.at] and not self.unseen:
            self.escape()
        elif self.typed.strip():
            self._confirm(keeps=keeps)
        elif not self.unseen:
            self._do(Entered("/d"))
            given = known(self.line.confirmed)
            if keeps and not self.at:
                self.minutes[given.text] = self.meant[given.text] = given.text
                self._do(Kept(given.taken))
            else:
                self._do(Refused(""))

    def f8_present(self) -> None:
        if self.typed.strip():
            self._confirm(command=True)
        else:
            self.escape()

    def f9_box(self, *, saved: bool) -> None:
        """Of a change it is the box of its entry; the line from before stands below it."""
        text, at, boxed, opened = self.typed, self.at, self.line, f"{self.typed}\n{self._word()}"
        if at:
            self.escape()
        if not saved or self.unseen:
            return
        self._do(Entered(opened, boxed if at else None, "" if at else text))
        given = known(self.line.confirmed)
        entry = given.entry if given.entry in self.minutes else self._word()
        self.minutes[entry] = given.text
        self.meant[at if at in self.meant else entry] = opened
        self._do(Kept(given.taken))
        self.typed = self.typed if at else ""

    def f10_outcome(self) -> None:
        self._shown()

    def read_back(self) -> None:
        self._type("/close")
        self._confirm(command=True)

    def up(self) -> None:
        if self.minutes and not self.typed:
            self._change(list(self.minutes)[-1])

    def enter_on_a_line(self, which: int) -> None:
        self.escape()
        if self.minutes:
            self._change(self._entry(which))

    def _change(self, entry: str) -> None:
        self._do(Changing(entry, self.minutes[entry]))
        before = self.draft if self.at else self.typed
        self.at, self.draft, self.typed, self.unseen = entry, before, self.minutes[entry], False

    def paste_of_three_lines(self, *, kept: bool) -> None:
        lines, item = (self._word(), self._word(), self._word()), self.line.item
        self._do(Pasted(lines))
        self._over()
        assert self.line.pasted is not None
        assert self.line.pasted.item == item
        if kept:
            for text in self.line.pasted.lines:
                self.minutes[text] = self.meant[text] = text
        self._do(Split())
        self._shown()

    def a_second_window_edits(self, which: int) -> None:
        if not self.minutes:
            return
        entry = self._entry(which)
        self.minutes[entry] = self.meant[entry] = self._word()
        self.unseen = self.unseen or entry == self.at
        self._shown()

    def a_second_window_deletes(self, which: int) -> None:
        """What was typed for it stays in the line, to be a new one."""
        if not self.minutes:
            return
        entry = self._entry(which)
        del self.minutes[entry], self.meant[entry]
        self._shown()
        if entry == self.at:
            self.typed = " ".join(filter(None, (self.draft, self.typed)))
            self.at, self.draft, self.unseen = "", "", True

    def the_action_that_it_is_said_of_goes(self) -> None:
        if not self.at:
            self._do(Shown(self.line.item, lost=True))
            self.unseen = self.unseen or bool(self.typed.strip())

    # The law

    def keeps_the_law(self) -> None:
        assert self.minutes == self.meant, "each entry is what was confirmed for it, and none is missing"
        assert (self.line.changes, self.line.text) == (self.at, self.typed), "the line is what the person typed"
        assert (self.line.confirmed, self.line.pasted) == (None, None), "nothing waits that was answered"


Move: TypeAlias = "Callable[[TheLine], None]"
ALPHABET: dict[str, Move] = {
    "a word": TheLine.a_word,
    "paste of one line": TheLine.paste_of_one_line,
    "paste of three lines": partial(TheLine.paste_of_three_lines, kept=True),
    "paste that is given up": partial(TheLine.paste_of_three_lines, kept=False),
    "ctrl+u": TheLine.ctrl_u,
    "a space instead": TheLine.a_space_instead,
    "backspace": TheLine.backspace,
    **{f"item {n}": partial(TheLine.an_item_under_the_cursor, item=item) for n, item in enumerate(ITEMS)},
    **{f"click on item {n}": partial(TheLine.a_click_on_an_item, item=item) for n, item in enumerate(ITEMS)},
    **{f"@{n}": partial(TheLine.at_sign, item=item) for n, item in enumerate(ITEMS)},
    "click beside the line": TheLine.escape,
    "escape": TheLine.escape,
    "another view": TheLine.escape,
    "enter": TheLine.enter,
    "enter, and a click before it is heard": TheLine.enter_and_a_click_before_it_is_heard,
    "enter on a full disk": TheLine.enter_on_a_full_disk,
    "empty enter": TheLine.empty_enter,
    "F4 decision": TheLine.f_key,
    "F4 on a full disk": partial(TheLine.f_key, keeps=False),
    "F7 next item": TheLine.f7_next_item,
    "F8 present": TheLine.f8_present,
    "F9 box": partial(TheLine.f9_box, saved=True),
    "F9 box that is left": partial(TheLine.f9_box, saved=False),
    "F10 outcome": TheLine.f10_outcome,
    "read-back": TheLine.read_back,
    "up": TheLine.up,
    **{f"enter on line {n}": partial(TheLine.enter_on_a_line, which=n) for n in range(3)},
    **{f"a second window edits {n}": partial(TheLine.a_second_window_edits, which=n) for n in range(3)},
    **{f"a second window deletes {n}": partial(TheLine.a_second_window_deletes, which=n) for n in range(2)},
    "the action goes": TheLine.the_action_that_it_is_said_of_goes,
}
"""What may happen to the line, at the keyboard or elsewhere."""


@settings(max_examples=SEQUENCES)
@given(st.lists(st.sampled_from(sorted(ALPHABET)), max_size=LONGEST))
def test_each_text_goes_to_the_entry_for_which_it_was_typed(moves: list[str]) -> None:
    room = TheLine()
    for move in moves:
        ALPHABET[move](room)
        room.keeps_the_law()


ENTRY = Changing("entry", "as it was")


def test_an_emptied_line_goes_on_changing_its_entry_and_joins_nothing_that_was_begun() -> None:
    emptied = pressed(TypedText("begun"), ENTRY, TypedText(""))
    assert (emptied.changes, emptied.text) == ("entry", "")
    confirmed = known(pressed(TypedText("other"), Entered("other"), state=emptied).confirmed)
    assert (confirmed.text, confirmed.entry) == ("other", "entry")
    left = pressed(Entered(""), state=emptied)
    assert (left.text, left.ended) == ("begun", Ended("entry", waits=False, item="first"))


@pytest.mark.parametrize("leaving", [Leave(), Shown("second"), Pasted(("one", "two")), Entered("")])
def test_leaving_by_any_key_ends_the_change_and_the_line_from_before_comes_back(leaving: Event) -> None:
    left = pressed(TypedText("begun"), ENTRY, TypedText("other words"), leaving)
    assert (left.changes, left.text) == ("", "begun")
    assert left.ended is not None
    assert left.ended.waits


def test_what_waited_comes_back_and_says_so_until_it_is_wiped_out() -> None:
    again = pressed(Changing("entry", "as it was", "half of"))
    assert (again.text, again.brought) == ("half of", "half of")
    assert pressed(TypedText(""), state=again).brought == ""
    assert pressed(BroughtBack("of yesterday")).brought == "of yesterday"


@pytest.mark.parametrize(
    ("shown", "what"), [(Shown("first", "theirs"), Overtaken.CHANGED), (Shown("first", None), Overtaken.DELETED)]
)
def test_what_a_colleague_did_meanwhile_is_said_before_it_is_replaced(shown: Shown, what: Overtaken) -> None:
    overtaken = pressed(ENTRY, TypedText("mine"), shown)
    assert overtaken.overtaken is what
    first = pressed(Entered("mine"), state=overtaken)
    assert (first.confirmed, first.text) == (None, "mine")
    assert pressed(Entered("mine"), state=first).confirmed is not None
