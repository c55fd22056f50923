"""The line at the bottom of the minutes as a value: what stands in it, and which record Enter would give it to.

Every key, click and change of a colleague is an event, and `press` says what the line is after it. The law: words go
to the entry that they were typed for, or wait for it; who goes on elsewhere gives up the change, never the words.
Typing never says what the line is for, emptying it neither: only keys that enter or leave do.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, TypeAlias


class Confirmed(NamedTuple):
    """What is to be kept now.

    Attributes:
        entry: The id of the entry that it changes; empty for a new one.
        item: The id of the item under discussion when it was entered.
        taken: What of the line goes once it is kept.
    """

    text: str
    entry: str
    item: str
    taken: str


class PastedBlock(NamedTuple):
    """Pasted lines, and the id of the item under which they were pasted."""

    lines: tuple[str, ...]
    item: str


class Ended(NamedTuple):
    """A change that was given up, under this item.

    `waits`: other words were typed, and come back when the entry is changed again.
    """

    entry: str
    waits: bool
    item: str


class Overtaken(StrEnum):
    """What the line changes was changed or deleted; what it was said of is not shown any more."""

    CHANGED = "changed"
    DELETED = "deleted"
    LOST = "lost"


class PromptState(NamedTuple):
    """
    Attributes:
        text: What stands in the line.
        item: The id of the agenda item under discussion.
        changes: The id of the entry that the line changes; empty for a new line.
        words: That entry as a typed line, as it stands now.
        draft: The new line that was begun before the change; it comes back after it.
        brought: What came back from before, until something else is typed.
        overtaken: What somebody else did meanwhile to what the line is for; Enter first says so.
        last: The id of the entry that was kept last, where it stands under another item.
        done: The line that was taken as a command: its words stand in no entry, and up brings them back.
        confirmed: What Enter gave, until it is kept or refused.
        pasted: Several lines that wait for the answer how many entries they are.
        ended: The change that was just ended unsaved: said until something is typed.
    """

    text: str = ""
    item: str = ""
    changes: str = ""
    words: str = ""
    draft: str = ""
    brought: str = ""
    overtaken: Overtaken | None = None
    last: str = ""
    done: str = ""
    confirmed: Confirmed | None = None
    pasted: PastedBlock | None = None
    ended: Ended | None = None


class TypedText(NamedTuple):
    """The line reads so: letters, Ctrl+U, a paste of one line, a completion."""

    text: str


class BroughtBack(NamedTuple):
    """What an earlier session had begun."""

    text: str


class Changing(NamedTuple):
    """Up, F2, or Enter on an entry, which stands as `words`; `waiting` was typed for it and not saved."""

    entry: str
    words: str
    waiting: str = ""


class Entered(NamedTuple):
    """Enter, or a key that says what the text is.

    Attributes:
        at: The line when the key was pressed, where more has happened since.
        taken: What of the line goes with it, where the text comes from a box.
    """

    text: str
    at: PromptState | None = None
    taken: str | None = None


class Kept(NamedTuple):
    """It is in the minutes, or done; `taken` of the line goes, what was typed behind it stays.

    `elsewhere` is the id of an entry that was kept under another item, `done` what made no entry.
    """

    taken: str
    elsewhere: str = ""
    done: str = ""


class Refused(NamedTuple):
    """It could not be kept, and stands in the line again."""

    text: str


class Leave(NamedTuple):
    """Escape, a click beside the line, another view, a box of several lines."""


class Shown(NamedTuple):
    """What is so now, whoever did it.

    Attributes:
        item: The item under discussion.
        words: The entry that is being changed, as a typed line; None where it is deleted.
        lost: Whether the item or the action that the line was typed for is not there any more.
    """

    item: str
    words: str | None = ""
    lost: bool = False


class Pasted(NamedTuple):
    lines: tuple[str, ...]


class Split(NamedTuple):
    """The pasted lines are kept, or given up."""


Event: TypeAlias = TypedText | BroughtBack | Changing | Entered | Kept | Refused | Leave | Shown | Pasted | Split


def press(state: PromptState, event: Event) -> PromptState:
    match event:
        case TypedText(text):
            now = _typed(state, text)
        case BroughtBack(text):
            now = state._replace(text=text, brought=text, done="")
        case Changing():
            now = _changing(state, event)
        case Entered():
            now = _entered(state, event)
        case Kept() | Refused():
            now = _answered(state, event)
        case Leave():
            now = _left(state)
        case Shown():
            now = _shown(state, event)
        case Pasted(lines):
            now = _left(state)._replace(pasted=PastedBlock(lines, state.item))
        case Split():
            now = state._replace(pasted=None)
    return now


def _typed(state: PromptState, text: str) -> PromptState:
    """An emptied line goes on changing its entry: what was begun before comes back only where nothing can join it."""
    if text == state.text:
        return state
    now = state._replace(text=text, ended=None, done="")
    return now if text else now._replace(brought="", overtaken=now.overtaken if now.changes else None)


def _changing(state: PromptState, event: Changing) -> PromptState:
    """The line that was begun waits for its end; a change that went on until now is given up."""
    entry, words, waiting = event
    free = _left(state)
    now = free._replace(text=waiting or words, draft=free.text, changes=entry, words=words)
    return now._replace(brought=waiting, overtaken=None, ended=free.ended if state.changes else None)


def _entered(state: PromptState, event: Entered) -> PromptState:
    """An empty line ends the change; one that was overtaken waits for a second Enter."""
    text, at = event.text, event.at or state
    if not text.strip():
        return _left(state)
    if state.overtaken is not None:
        return state._replace(overtaken=None)
    taken = event.taken if event.taken is not None else text if at.changes == state.changes else ""
    return state._replace(confirmed=Confirmed(text, at.changes, at.item, taken))


def _answered(state: PromptState, event: Kept | Refused) -> PromptState:
    """What was kept goes from the line, and what was typed behind it stays; what was refused stands there again."""
    if isinstance(event, Kept):
        text = state.draft + state.text.removeprefix(event.taken)
        return _free(state, text)._replace(last=event.elsewhere, done="" if text else event.done)
    stands = state.text.startswith(event.text)
    text = state.text if stands else " ".join(filter(None, (state.text.strip(), event.text)))
    return state._replace(text=text, confirmed=None)


def _shown(state: PromptState, event: Shown) -> PromptState:
    """While something is being kept, what is shown anew is that."""
    if state.confirmed is not None:
        return state
    now = state if event.item == state.item else _turned(state, event.item)
    if not now.changes:
        lost = event.lost and bool(now.text.strip())
        return now._replace(overtaken=Overtaken.LOST) if lost else now
    if event.words is None:
        typed = " ".join(filter(None, (now.draft, now.text)))
        return _free(now, typed)._replace(overtaken=Overtaken.DELETED)
    changed = Overtaken.CHANGED if event.words != now.words else now.overtaken
    return now._replace(words=event.words, overtaken=changed)


def _turned(state: PromptState, item: str) -> PromptState:
    told = state.ended if state.ended is not None and state.ended.item == state.item else None
    return _left(state._replace(ended=told))._replace(item=item, last="")


def _left(state: PromptState) -> PromptState:
    """A change ends, whatever was typed for it: the entry stays as it is, and the line from before comes back."""
    if not state.changes:
        return state
    other = state.text.strip() != state.words.strip()
    ended = Ended(state.changes, bool(state.text.strip()), state.item) if other else None
    return _free(state, state.draft)._replace(ended=ended)


def _free(state: PromptState, text: str) -> PromptState:
    """Nothing is changed: the line is a new one."""
    return PromptState(text, state.item, last=state.last, pasted=state.pasted)
