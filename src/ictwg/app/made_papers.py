"""Papers for others that were made on this computer, and of which nobody has said that they went out.

made.json, beside what was copied last: of each paper its id, readers, record, the file written last, and the day. It
tells of files on this computer, and stays here; a redaction empties it, and an encrypted group keeps none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ictwg.domain.records import Meeting
from ictwg.domain.schema import Field, Record
from ictwg.domain.state import State, record_at
from ictwg.domain.values import Audience
from ictwg.locales import first_known, t
from ictwg.records.lookup import shown_name
from ictwg.store.local.atomic import replace_file
from ictwg.store.local.disk import Disk
from ictwg.store.local.home import make_private_folder

if TYPE_CHECKING:
    from ictwg.app.session import Session
    from ictwg.papers.catalogue import PaperKind
    from ictwg.papers.files import WrittenFile

FILE, MOST = "made.json", 50


class MadePaper(NamedTuple):
    """One paper for one circle of readers; `about` says of which record, `meetings/ID`, or nothing."""

    id: str
    paper: str
    audience: Audience
    about: str
    path: str
    day: date

    def words(self, state: State) -> str:
        """`Minutes for members · M-2010-03`."""
        what = t(first_known(f"papers.{self.paper}", f"reports.kind.{self.paper}"))
        record = record_at(state, *self.about.split("/")) if self.about else None
        name = shown_name(state, record) if record is not None else Path(self.path).name
        return f"{t('exporting.for', what=what, audience=t(f'choices.audience.{self.audience}'))} · {name}"

    @property
    def is_there(self) -> bool:
        return Path(self.path).exists()


WENT_OUT: Mapping[tuple[str, Audience], Field[date | None]] = {
    ("agenda", Audience.CORE): Meeting.agenda_sent_to_chair,
    ("agenda", Audience.MEMBERS): Meeting.agenda_circulated,
    ("addendum", Audience.MEMBERS): Meeting.agenda_circulated,
    ("minutes", Audience.CORE): Meeting.sent_to_chair,
    ("minutes", Audience.MEMBERS): Meeting.circulated,
    ("action-points", Audience.MEMBERS): Meeting.action_points_out,
}
"""Where it is on record on which day a paper of a meeting went to these readers."""

IN_THE_ROOM = frozenset({"sign-in", "visitors"})
"""Papers that are for others, and go to nobody."""


def note_made(
    session: Session, paper: PaperKind, audience: Audience, about: Any, written: Sequence[WrittenFile]
) -> None:
    """Of a record the paper is noted once, whatever it is written as; what is of none by the name of its file."""
    if audience is Audience.SECRETARIAT or paper.name in IN_THE_ROOM:
        return
    record, made = (f"{about.TABLE}/{about.id}" if isinstance(about, Record) else ""), _noted(session)
    for one in written:
        id = " ".join((paper.name, audience, record or Path(one.path).name))
        made.pop(id, None)
        made[id] = MadePaper(id, paper.name, audience, record, str(Path(one.path).absolute()), session.today)
    _keep(session, made.values())


def waiting(session: Session) -> tuple[MadePaper, ...]:
    """Those that have not gone out since they were made, the newest first."""
    made = [one for one in _noted(session).values() if not _is_out(session.state, one)]
    return tuple(reversed(made))


def settle(session: Session, one: MadePaper, how: str) -> str:
    """It was `sent`, or is `not_needed`: in words. Undo takes that back as long as nothing else was recorded."""
    before, told = _noted(session), t(f"today.{how}", what=one.words(session.state))

    def take_back() -> str:
        _keep(session, (before | _noted(session)).values())
        return t("verbs.undone", subject=told)

    session.marks.append(take_back)
    _keep(session, (other for other in before.values() if other.id != one.id))
    return told


def sent_out(session: Session, files: Iterable[Path]) -> None:
    """Forgets these files as not sent yet, but for papers whose meeting records the day: that may be undone."""
    paths, made = {str(one.absolute()) for one in files}, _noted(session)
    left = [one for one in made.values() if one.path not in paths or (one.paper, one.audience) in WENT_OUT]
    if len(left) < len(made):
        _keep(session, left)


def is_made(session: Session, paper: str, audience: Audience, meeting: Meeting) -> bool:
    """Whether it was made for these readers, and has not gone out since."""
    return any(one[1:4] == (paper, audience, f"{Meeting.TABLE}/{meeting.id}") for one in waiting(session))


def out_on(state: State, one: MadePaper) -> date | None:
    meeting, field = state.get(Meeting, one.about.rpartition("/")[2]), WENT_OUT.get((one.paper, one.audience))
    return field.of(meeting) if meeting is not None and field is not None else None


def _is_out(state: State, one: MadePaper) -> bool:
    out = out_on(state, one)
    return out is not None and out >= one.day


def _noted(session: Session) -> dict[str, MadePaper]:
    """Nothing where nothing is noted, or nothing that makes sense."""
    path = session.scratch_file(FILE)
    if path is None:
        return {}
    try:
        rows = json.loads(path.read_text("utf-8"))
        made = (
            MadePaper(id, paper, Audience(to), about, path, date.fromisoformat(day))
            for id, paper, to, about, path, day in rows
        )
        return {one.id: one for one in made}
    except (OSError, ValueError, TypeError, LookupError):
        return {}


def _keep(session: Session, made: Iterable[MadePaper]) -> None:
    """A disk that takes nothing is no reason to trouble whoever has just made a paper."""
    path = session.scratch_file(FILE)
    if path is not None:
        with suppress(OSError):
            make_private_folder(str(path.parent))
            rows = [(*one[:5], one.day.isoformat()) for one in made][-MOST:]
            replace_file(Disk(), str(path), json.dumps(rows).encode(), durable=False, private=True)
