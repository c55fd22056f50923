"""`ictwg add action "PNTL call the embassy by 15 Jan"`: the sentence as the prompt of the minutes understands it.

The grammar takes time to load; a sentence that holds no word of it is left alone.
"""

from __future__ import annotations

from ictwg.domain.records import Action, Meeting, Organization, Person
from ictwg.domain.text import fold
from ictwg.hints import NamedTuple
from ictwg.locales import t

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictwg.domain.state import State
    from ictwg.services.records.lookup import Lookup

SAID = (Action.owners, Action.all, Action.person, Action.due)
"""What a sentence may say of an action; where one of them is given by itself, the sentence is only a text."""
EVERYBODY = ("all", "todos", "hotu", "semua")
"""The words for everybody in four languages: what the prompt's catalogues say, without loading them."""
INTRODUCING = (
    "by", "until", "till", "before", "due", "no later than", "not later than", "deadline", "ate", "antes de",
    "antes da", "o mais tardar", "prazo", "too", "molok", "prazu", "sebelum", "sampai", "hingga", "paling lambat",
    "selambat lambatnya", "batas waktu", "tenggat", "at", "for", "in", "na", "a", "iha", "pada", "di",
)  # fmt: skip
"""What introduces a day, likewise, as `words_in` gives it; what holds another of these is left out."""
_BETWEEN = str.maketrans(dict.fromkeys(",;:&+/()–—-", " "))
_HEAD = 16
"""Among so many words at the beginning a name is looked for: others, known or not, may stand before it."""


class Promised(NamedTuple):
    """The values of the action's fields, as they would be typed, and what the sentence does not say."""

    values: dict[str, str]
    hint: str


def promised(lookup: Lookup, values: dict[str, str]) -> Promised:
    """What the text among the values says, unless owner or due date were given beside it."""
    text = values.get(Action.text.name, "")
    if not text.strip() or any(values.get(field.name) for field in SAID):
        return Promised(values, "")
    if not _may_say(lookup.state, text):
        return Promised(values, ", ".join(t(f"prompt.hint.{lack}") for lack in ("no_owner", "no_due")))
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
        Action.due.name: due_words(typed.due),
    }
    return Promised({**values, **{name: value for name, value in said.items() if value}}, typed.hint)


def _may_say(state: State, text: str) -> bool:
    """Whether one of its first words begins a name, or it holds a word that introduces a day."""
    words = words_in(text)
    said = f" {' '.join(words)} "
    if any(f" {phrase} " in said for phrase in INTRODUCING):
        return True
    head = frozenset(words[:_HEAD])
    return any(first in head for name in _names(state) for first in words_in(name)[:1])


def words_in(text: str) -> list[str]:
    """Its words, folded."""
    return fold(text).translate(_BETWEEN).split()


def _names(state: State) -> Iterator[str]:
    for organization in state.all(Organization):
        yield from (organization.acronym, organization.name, *organization.aliases)
    for person in state.all(Person):
        yield from (person.name, person.listed_as, person.handle)
    yield from EVERYBODY
