"""What is under discussion now: for a second window of this computer that follows it, and for the clock of the item.

One small file beside the leases, never in the shared folder: it holds ids and times of day, no text, and a computer
that starts anew has none. Whoever cannot write it goes on without: nothing of the minutes rests on it.
"""

from __future__ import annotations

import contextlib
import json
from datetime import time
from typing import NamedTuple

from ictwg.domain.periods import minutes_between
from ictwg.store.local.state_file import PrivateFiles

FILE = "discussed.json"
READING_BACK, CLOSED = "reading back", "closed"
"""What is done besides discussing an item."""


class Discussion(NamedTuple):
    """Attributes:
    meeting: Its id.
    item: The id of the item; empty where there is none.
    day: The civil day on which it was turned to, as ISO.
    since: The time of day at which it was.
    spent: The minutes that were spent on each item before that, by its id.
    doing: `READING_BACK` or `CLOSED`; empty while an item is discussed.
    speakers: The ids of organizations or people who wait to speak on the item, in their order.
    speaking: The id of the one who has the floor; empty where nobody was called.
    """

    meeting: str
    item: str = ""
    day: str = ""
    since: str = ""
    spent: tuple[tuple[str, int], ...] = ()
    doing: str = ""
    speakers: tuple[str, ...] = ()
    speaking: str = ""

    def minutes_on(self, item: str, now: time) -> int:
        """How long an item has been under discussion, all its times together."""
        going_on = self._going_on(now) if item == self.item else 0
        return dict(self.spent).get(item, 0) + going_on

    def turned_to(self, item: str, day: str, now: time, doing: str = "") -> Discussion:
        """Another item, or something else to do; what was spent until now is kept, on the same day."""
        if day != self.day:
            return Discussion(self.meeting, item, day, now.strftime("%H:%M"), (), doing)
        spent = dict(self.spent)
        if self.item:
            spent[self.item] = spent.get(self.item, 0) + self._going_on(now)
        return Discussion(self.meeting, item, day, now.strftime("%H:%M"), tuple(sorted(spent.items())), doing)

    def with_speakers(self, ids: tuple[str, ...], *, off: bool = False) -> Discussion:
        """These come last, each once, or are taken off."""
        others = tuple(id for id in self.speakers if id not in ids)
        return self._replace(speakers=others if off else tuple(dict.fromkeys((*self.speakers, *ids))))

    def called(self) -> Discussion:
        """The first who waits has the floor; nobody, where nobody waits."""
        return self._replace(speaking="".join(self.speakers[:1]), speakers=self.speakers[1:])

    def _going_on(self, now: time) -> int:
        if self.doing or not self.since:
            return 0
        return minutes_between(time.fromisoformat(self.since), now.replace(second=0, microsecond=0)) or 0


class CurrentItem:
    """The file, for one group on this computer."""

    def __init__(self, files: PrivateFiles) -> None:
        self._files = files

    def now(self) -> Discussion | None:
        """What is noted there; None where nothing is, or nothing that makes sense."""
        try:
            found = json.loads(self._files.read(FILE))
            spent = tuple((str(item), int(minutes)) for item, minutes in found.pop("spent"))
            speakers = tuple(map(str, found.pop("speakers", ())))
            values = {name: str(value) for name, value in found.items()}
            noted = Discussion(**values, spent=spent, speakers=speakers)
            time.fromisoformat(noted.since or "00:00")
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            return None
        return noted

    def note(self, discussion: Discussion) -> None:
        with contextlib.suppress(OSError):
            self._files.write(FILE, json.dumps(discussion._asdict()).encode())
