"""`ictwg add action "PNTL call the embassy by 15 Jan"`: the sentence as the prompt of the minutes understands it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.records import Action, Meeting

if TYPE_CHECKING:
    from ictwg.services.records.lookup import Lookup

SAID = (Action.owners, Action.all, Action.person, Action.due)
"""What a sentence may say of an action; where one of them is given by itself, the sentence is only a text."""


class Promised(NamedTuple):
    """The values of the action's fields, as they would be typed, and what the sentence does not say."""

    values: dict[str, str]
    hint: str


def promised(lookup: Lookup, values: dict[str, str]) -> Promised:
    """What the text among the values says, unless owner or due date were given beside it."""
    text = values.get(Action.text.name, "")
    if not text.strip() or any(values.get(field.name) for field in SAID):
        return Promised(values, "")
    from ictwg.services.prompting.prompt import due_words, read_promise

    about = values.get(Action.meeting.name, "")
    meeting = lookup.state.get(Meeting, lookup.find(Meeting, about)) if about else None
    typed = read_promise(text, lookup.state, (meeting.date if meeting else None) or lookup.today)
    if not typed.text:
        return Promised(values, typed.hint)
    said = {
        Action.text.name: typed.text,
        Action.owners.name: ", ".join(typed.owners),
        Action.all.name: "yes" if typed.everybody else "",
        Action.person.name: typed.person or "",
        Action.owner_text.name: typed.unknown,
        Action.due.name: due_words(typed.due),
    }
    return Promised({**values, **{name: value for name, value in said.items() if value}}, typed.hint)
