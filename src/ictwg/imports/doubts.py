"""What the reader is not sure of: the line, what it could mean, and what it is taken for unless a person chooses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from ictwg.members import new_body


class DoubtKind(StrEnum):
    EMPTY_ROLL = "empty_roll"
    """Something stands under an attendance heading, and nobody was read from it."""
    NO_MARK = "no_mark"
    """A row of a roll without a mark, where others have one."""
    NO_DAY = "no_day"
    """A paper without a day; it is left out until a person says one."""
    NO_MEETING = "no_meeting"
    """A paper that does not look like minutes; it may be read all the same."""
    FRENCH = "french"
    """Only told: its tables are read, its sentences are not."""
    TWO_DATES = "two_dates"
    """File name, front matter, heading or label say different days."""
    NO_SUCH_DAY = "no_such_day"
    """As in "31 June 2024"."""
    GUESSED_DAY = "guessed_day"
    """As in "by mid-January"."""
    UNCLEAR_DATES = "unclear_dates"
    """From when until when, as in "mid 2010" or "2010-12"."""
    LIKE_A_DECISION = "like_a_decision"
    """A sentence that may decide something stayed a note."""
    LIKE_AN_ACTION = "like_an_action"
    """A sentence that says who will do what by when, which stayed a note."""
    GUESSED_COLUMNS = "guessed_columns"
    """A table whose headings do not say what its columns are."""
    UNKNOWN_ORGANIZATION = "unknown_organization"
    UNKNOWN_VALUE = "unknown_value"
    """A word that is in no closed list, as in "Status: membr"."""
    UNKNOWN_COLUMN = "unknown_column"
    """A column whose heading is no known one, with the first values in it."""
    LIST_KIND = "list_kind"
    """What the rows of a list are."""
    BELONGS_TO = "belongs_to"
    """Which plan or training the rows of a list are of."""
    THOUSANDS = "thousands"
    """A heading of amounts that speaks of thousands."""
    UNKNOWN_MEETING = "unknown_meeting"
    """An action of a list names a meeting that is not on record."""
    OTHER_DAY = "other_day"
    """From when somebody has been a member or in a function, otherwise than on record."""
    EMPTIED = "emptied"
    """A cell of a list of ours in which something stood."""
    SAID_TWICE = "said_twice"
    """A second row of the same record that says something else."""
    SAME_NAME = "same_name"
    """Of somebody on the register or on the list already; whoever brings a list in asks these two."""
    NEW_ACTIVITY = "new_activity"
    """A row of a matrix whose number and words are not in the plan."""
    NO_PILLAR = "no_pillar"
    """Rows of a plan without what others stand under: cells may be merged, or there is nothing above them."""
    OTHER_WORDING = "other_wording"
    """A row of a matrix that calls its activity otherwise than the plan."""
    NO_STATUS = "no_status"
    NOT_READ = "not_read"
    """What of a row no field can hold."""
    OLDER = "older"
    """What was reported since is here already."""
    SAME_DAY = "same_day"
    """A meeting of that day is here already, and agrees in part; no reader asks it, but whoever brings it in."""
    CHANGED = "changed"
    """Something that somebody changed in a copy of our own minutes."""
    CHANGED_TWICE = "changed_twice"
    """Likewise, where the minutes were changed here too since the copy was made."""
    REMARK = "remark"
    """What somebody wrote beside the text of a copy."""
    WHOSE_COPY = "whose_copy"
    """Whose comments the changes in a copy are."""
    WHICH_TEXT = "which_text"
    """Several files of one meeting."""
    SCAN = "scan"
    """A file of pictures, of the day of a meeting."""
    PAPER = "paper"
    """A file without a roll and a decision, of the day of a meeting."""
    BODY = "body"
    """Which body met, by what its papers call it."""
    HISTORY = "history"
    """From which day what was agreed is followed up."""
    SHELTER = "shelter"
    """An activity whose place may have to be protected."""
    CASES = "cases"
    """A list whose rows may be people who must be protected; it is not read until somebody says so."""
    CONFIDENTIAL = "confidential"
    """A text that may hold what is never stored; nothing is imported until a person has chosen."""


OF_A_COPY = frozenset({DoubtKind.CHANGED, DoubtKind.CHANGED_TWICE, DoubtKind.REMARK})
"""Each at its place, on a screen of its own, once it is known whose the copy is."""


# The choices by their names; a day in ISO form and the heading of a column are others.

PRESENT, ABSENT, PEOPLE, NOTE, DECISION, NO_DAY = "present", "absent", "people", "note", "decision", "no_day"
NOT_SAID, READ, ACTION = "not_said", "read", "action"
TYPED = "typed"
"""What a person types then is the choice, in the words of the file."""
ANOTHER, SAME, LEFT_OUT = "another", "same", "left_out"
SIGNED_COPY, ANNEX = "signed_copy", "annex"
FOLLOWED_UP = "followed_up"

# Of names.

NEW_ORGANIZATION, NO_ORGANIZATION = new_body.NEW_ORGANIZATION, "no_organization"
IT_IS = "it_is"
"""Before the name of an organization: it may be said wherever a new one may be made."""
SAME_PERSON, OTHER_PERSON = "same_person", "other_person"
PLENARY, NEW_SERIES = "plenary", "new_series"
NO_MEETING, NEW_PLAN = "no_meeting", "new_plan"

# Of the cells and rows of lists.

IN_NOTES, AS_QUESTION = "in_notes", "as_question"
KEPT, EMPTY = "kept", "empty"
FIRST_ROW, THIS_ROW = "first_row", "this_row"
ADDED, OURS, THEIRS = "added", "ours", "theirs"
AS_ABOVE, UNDER_NONE = "as_above", "under_none"
PROTECTED, NOT_PROTECTED = "protected", "not_protected"
THOUSANDS, AS_WRITTEN = "thousands", "as_written"

# Of a change in a copy of ours, and of a text that may be confidential.

TAKE, LEAVE, COMMENT = "take", "leave", "comment"
"""Behind the last one stands whose comment it is."""
OURSELVES = "ourselves"
"""The copy is nobody's comment."""
OPEN, REWORDED, REFERRED, ACCEPTED = "open", "reworded", "referred", "accepted"
"""Beside `LEFT_OUT`; as long as a text is open, nothing is imported."""

SAFE = frozenset({NOTE, NOT_SAID, NO_DAY, NO_ORGANIZATION, IN_NOTES, KEPT, OURS, UNDER_NONE, NO_MEETING})


class ReadingDoubt(NamedTuple):
    kind: DoubtKind
    line: int
    """Of the file, from 1; 0 where it is about no line of it."""
    text: str
    """The line itself."""
    choices: tuple[str, ...]
    """What it may be, the likeliest first. Never empty, and one alone is only told."""
    about: str = ""
    """What of the line, where there may be several doubts of one kind."""
    meanwhile: str = ""
    """The choice that holds unless a person chooses; empty: the first one."""
    place: str = ""
    """Where the line stands in a document, as `p. 3`, in a text it is the line itself; or what in it is in doubt."""

    @property
    def default(self) -> str:
        return self.meanwhile or self.choices[0]

    @property
    def safe(self) -> bool:
        """Whether its first choice invents nothing: the words stay as they are, and so does what is on record."""
        return self.choices[0] in SAFE

    def takes(self, said: str) -> bool:
        """Whether it may be said though it is none of the choices."""
        of_body = any(one.startswith(NEW_ORGANIZATION) for one in self.choices)
        return TYPED in self.choices or (of_body and said.startswith((f"{IT_IS} ", NEW_ORGANIZATION)))

    @property
    def key(self) -> Key:
        return (self.kind, self.line, self.about)


Key = tuple[DoubtKind, int, str]
"""By which a choice names its doubt; a line has each at most once."""


class Doubts:
    """Collects the doubts of one meeting, and answers each with what was chosen for it."""

    def __init__(self, chosen: Mapping[Key, str], origin: Sequence[int] = (), places: Sequence[str] = ()) -> None:
        self._chosen = chosen
        self._origin, self._places = origin, places
        self._found: dict[Key, ReadingDoubt] = {}

    def ask(
        self,
        kind: DoubtKind,
        line: int,
        text: str,
        *choices: str,
        about: str = "",
        meanwhile: str = "",
        place: str = "",
    ) -> str:
        """The choice for it; where nobody has chosen `meanwhile`, or else the first one."""
        told = self._origin[line - 1] + 1 if line and self._origin else line
        place = self._places[told - 1] if 0 < told <= len(self._places) else place
        doubt = ReadingDoubt(kind, told, text, choices, about, meanwhile, place)
        self._found.setdefault(doubt.key, doubt)
        chosen = self._chosen.get(doubt.key, doubt.default)
        return chosen if chosen in choices or doubt.takes(chosen) else doubt.default

    def is_decided(self, doubt: ReadingDoubt) -> bool:
        return doubt.key in self._chosen

    def found(self) -> tuple[ReadingDoubt, ...]:
        """In the order of the file."""
        return tuple(sorted(self._found.values(), key=lambda doubt: doubt.line))
