"""The line on which minutes are typed: nothing that is pasted is cut, nothing that is pasted is run."""

from __future__ import annotations

import re
from collections.abc import Callable

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from ictwg.app.forms.choices import Completer
from ictwg.domain.text import clean, sentences
from ictwg.minutes.prompt.state import PromptState
from ictwg.ui.key_order import Burst, rested
from ictwg.ui.text import line as shown_line
from ictwg.ui.text import plain, typed
from ictwg.ui.widgets.completing_input import CompletingInput

_FUNCTION_KEY = re.compile(r"f\d+")
_LINE_END = re.compile(r"\r\n|\r|\n")


class PromptInput(CompletingInput):
    """Tells a paste from typing, bracketed or not, and Escape and Up of an empty line from editing."""

    WATCHES_BURSTS = True

    class Submitted(Message):
        """Enter, or a paste of one line that ended in one.

        Attributes:
            line: What the line was for when the key was pressed; None for what was typed behind another line.
            burst: It came faster than a person types, so it may be a paste of which more is to come.
        """

        def __init__(self, text: str, line: PromptState | None, *, burst: bool) -> None:
            super().__init__()
            self.text, self.line, self.burst = text, line, burst

    class LinesPasted(Message):
        """Several lines at once; the prompt keeps what was typed before."""

        def __init__(self, before: str, lines: tuple[str, ...]) -> None:
            super().__init__()
            self.before, self.lines = before, lines

    class EditLast(Message):
        """Up on the empty line."""

    class Left(Message):
        """Escape; the typed line is kept."""

    def __init__(
        self, completer: Completer | None, told: Callable[[str], None], ended: Callable[[str], None], placeholder: str
    ) -> None:
        self._ended = ended
        super().__init__(completer=completer, told=told, placeholder=placeholder)
        self.line = PromptState()
        """What the line is for now; a message takes it along."""
        self._burst = Burst()
        self._rested = ""
        self._watching = False

    def on_key(self, event: events.Key) -> None:
        """Runs before the handler of `CompletingInput`, which takes what is left."""
        if not self._burst.holding and self._burst.rests(event.time):
            self._rested = self.value
        if self._burst.holding and _FUNCTION_KEY.fullmatch(event.key):
            self._end_of_typing()
        elif self._burst.takes(event.time, event.key, event.character):
            event.stop()
            event.prevent_default()
            if not self._burst.holding:
                self.insert_text_at_cursor(" ")
            elif not self._watching:
                self._watching = True
                self.run_worker(self._settle())

    def _end_of_typing(self) -> None:
        """No paste has such a key: what was held was typed while the program was busy, and comes before the key."""
        ended, first, more = self._burst.ended, self.value, self._burst.released()
        if more and not ended:
            self._hand_over(first, more)
            return
        for line in (first, *more):
            self._ended(line)

    async def _settle(self) -> None:
        """Once the keys rest it is plain what came: several lines, or one with its end."""
        await rested(self._burst, self)
        self._watching = False
        if not self._burst.holding:
            return
        if more := self._burst.released():
            self._hand_over(self.value, more)
        else:
            self.post_message(self.Submitted(self.value, self.line, burst=True))

    def _hand_over(self, line: str, more: tuple[str, ...]) -> None:
        """Several lines; what stood in the line before them stays there."""
        before = self._rested if line.startswith(self._rested) else ""
        self.value = before
        self.post_message(self.LinesPasted(before, (line[len(before) :], *more)))

    def on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        lines = _LINE_END.split(clean(event.text, multiline=True).strip("\n"))
        if len(lines) > 1:
            self.post_message(self.LinesPasted(self.value, tuple(lines)))
        else:
            self.insert_text_at_cursor(typed(lines[0]))

    async def action_submit(self) -> None:
        self._submit()

    def _submit(self) -> None:
        self.cursor_position = len(self.value)  # what comes next is typed behind it
        self.post_message(self.Submitted(self.value, self.line, burst=False))

    def _enter(self) -> bool:
        """Here and now: a key goes to its binding by way of the program, behind the letters that come after it."""
        if not super()._enter():
            self._submit()
        return True

    def _up(self) -> bool:
        if not super()._up() and not self.value:
            self.post_message(self.EditLast())
        return True

    def _down(self) -> bool:
        super()._down()
        return True

    def _tab(self) -> bool:
        super()._tab()
        return True

    def _escape(self) -> bool:
        if not super()._escape():
            self.post_message(self.Left())
        return True


class Prompt(Vertical):
    """The prompt, its completions above, what was understood below.

    Args:
        completer: What Tab completes at the cursor.
        echo: What was understood of the text so far; called at each keystroke, so it must be quick.
        told: Hears each text, at each keystroke too.
        hint: Stands in the echo's line while nothing is typed.
    """

    def __init__(
        self,
        *,
        completer: Completer | None = None,
        echo: Callable[[str], Content] | None = None,
        told: Callable[[str], None] | None = None,
        hint: Content | None = None,
        placeholder: str = "",
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._echo = echo
        self._told = told
        self._hint = Content("") if hint is None else hint
        self._below = Static(self._hint, classes="prompt--echo")
        self.input = PromptInput(completer, self._typed, self._ended, placeholder)
        self.input.suggestions.above = True

    def compose(self) -> ComposeResult:
        with Horizontal(classes="prompt--line"):
            yield Static("›", classes="prompt--sign", markup=False)
            yield self.input
        yield self.input.suggestions
        yield self._below

    @property
    def text(self) -> str:
        return self.input.value

    @text.setter
    def text(self, text: str) -> None:
        self.input.value = typed(text)
        self.input.cursor_position = len(self.input.value)
        self.input.begin_anew()

    def edit(self) -> None:
        self.input.focus()

    def say(self, words: Content) -> None:
        """Stands below the line until the next keystroke."""
        self._below.update(words, layout=False)

    def complain(self, message: str, hint: str) -> None:
        """What went wrong, and what to do about it where there is room for both."""
        whole = sentences(message, hint)
        fits = cell_len(shown_line(whole)) <= self._below.content_size.width
        self.say(plain(whole if fits else message, style="b $error"))

    def stands_for(self, line: PromptState) -> None:
        """Shows the line; what is entered from now on is for what it is for."""
        self.input.line = line
        if self.text != line.text:
            self.text = line.text

    def asks(self, placeholder: str) -> None:
        """What stands on the empty line."""
        self.input.placeholder = placeholder

    def show_hint(self, hint: Content) -> None:
        self._hint = hint
        self._typed(self.text)

    def _typed(self, text: str) -> None:
        self.say(self._echo(text) if text and self._echo else self._hint)
        if self._told is not None:
            self._told(text)

    def _ended(self, text: str) -> None:
        """Posted from here it reaches the screen before the key that ended it, which still has its way to go."""
        self.post_message(PromptInput.Submitted(text, None, burst=False))

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
