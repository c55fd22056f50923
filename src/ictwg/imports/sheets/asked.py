"""What becomes of each difference between our minutes and a copy: taken, left, or kept as somebody's comment.

> Nothing of minutes that are adopted is changed: what is taken from a copy of them is a correction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from difflib import SequenceMatcher
from typing import NamedTuple

from ictwg.documents.comments import add_comment
from ictwg.domain.changes import Changes
from ictwg.domain.records import Contact, Meeting, Organization
from ictwg.domain.state import State
from ictwg.domain.values import Commented, MinutesState
from ictwg.imports.doubts import COMMENT, LEAVE, TAKE, DoubtKind, Doubts
from ictwg.minutes.corrections import correct


class Edited(NamedTuple):
    """What a file tells of a change: who made it, as written, and that it was otherwise here when that was written.

    Attributes:
        home: The id of the organization of whoever made it.
    """

    by: str = ""
    home: str = ""
    moved: bool = False


class Asked:
    """Asks it of each, and collects what does not change the records themselves.

    Args:
        told: What the file tells of a change, by what was there and what is now.
        today: The day of what is kept.
        places: The number that each item and line is printed with, by its id.
        meanwhile: What holds unless a person chooses.

    Attributes:
        meeting: Whose minutes they are.
        taken: Which decisions, owners and days are others now.
        kept: The corrections and the comments.
    """

    def __init__(
        self,
        state: State,
        today: date,
        doubts: Doubts,
        meeting: Meeting,
        places: Mapping[str, str],
        told: Callable[[str, str], Edited] = lambda *_: Edited(),
        meanwhile: str = TAKE,
    ) -> None:
        self._state, self._today = state, today
        self._doubts = doubts
        self.meeting = meeting
        self._places = places
        self._told = told
        self._meanwhile = meanwhile
        self._adopted = meeting.minutes_state is MinutesState.ADOPTED
        self.taken: list[str] = []
        self.kept = Changes("verbs.imported")

    def takes(
        self,
        slot: str,
        was: str,
        now: str,
        item: str | None = None,
        entry: str | None = None,
        offered: tuple[str, ...] = (TAKE, LEAVE),
        kind: DoubtKind = DoubtKind.CHANGED,
    ) -> bool:
        """Whether this is to be written.

        Args:
            slot: Names the difference among those of the file.
            was: What is here, in words; nothing of what is new.
            now: What the copy says; nothing of what is not in it any more.
            item: The id of the item that it is about.
            entry: The id of the line.
            offered: What may become of it besides; what stays first holds where a person is to be asked in any case.
        """
        edited = self._told(was, now)
        said = now if kind is DoubtKind.REMARK else words_changed(was, now)
        comment = f"{COMMENT} {edited.home}" if edited.home else ""
        theirs = bool(comment) and self._meanwhile == COMMENT
        first = theirs or kind is DoubtKind.REMARK
        choices = filter(None, (comment, *offered) if first else (*offered, comment))
        asks = self._adopted or edited.moved or offered[0] == LEAVE
        meanwhile = comment if theirs else LEAVE if asks else self._meanwhile
        kind = DoubtKind.CHANGED_TWICE if edited.moved and kind is DoubtKind.CHANGED else kind
        place = " · ".join(filter(None, (self._places.get(entry or item or "", ""), edited.by)))
        chosen = self._doubts.ask(kind, 0, said, *choices, about=slot, place=place, meanwhile=meanwhile)
        if chosen == TAKE and self._adopted:
            correction = correct(self._state, self.meeting, said, self._today, item=item, entry=entry)
            self.kept = self.kept.and_then(correction)
        elif chosen.startswith(COMMENT):
            home = next(one for one in self._state.all(Organization) if one.acronym == edited.home)
            name = edited.by.rpartition(", ")[0]
            told = (Contact.text(said), Contact.item(item), Contact.entry(entry), Contact.name(name))
            comment_made = add_comment(self._state, self.meeting, home, self._today, Commented.COMMENTS, *told)
            self.kept = self.kept.and_then(comment_made)
        return chosen == TAKE and not self._adopted

    def remark(self, text: str, entry: str | None) -> None:
        """What somebody wrote beside the text."""
        self.takes(text, "", text, entry=entry, offered=(LEAVE,), kind=DoubtKind.REMARK)


def words_changed(was: str, now: str) -> str:
    """The text of now, with what is gone between `[-` and `-]` and what is new between `{+` and `+}`."""
    one, two = was.split(), now.split()
    said: list[str] = []
    for tag, a, b, c, d in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if tag == "equal":
            said += one[a:b]
            continue
        said += [f"[-{' '.join(one[a:b])}-]"] if b > a else []
        said += [f"{{+{' '.join(two[c:d])}+}}"] if d > c else []
    return " ".join(said)
