"""What people and files hold, as the program tells, chooses and writes it: see `tests.app.test_what_stays`."""

from __future__ import annotations

import gc
import io
import json
import os
import re
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from tests.builders import MemoryState
from tests.filtering import through
from tests.net.ids import spoken_in_ids

from ictwg import locales
from ictwg.app.opening import open_group
from ictwg.cli import main
from ictwg.cli.parsing import make_parser
from ictwg.cli.reference import with_kinds
from ictwg.domain.calendar import say_date
from ictwg.domain.records import Action, Decision, Edition, Meeting, SavedFilter
from ictwg.domain.schema import RECORDS
from ictwg.domain.values import MeetingState
from ictwg.locales import catalogue
from ictwg.locales.former_words import former
from ictwg.minutes.freezing import frozen
from ictwg.minutes.read_back import reading_lines
from ictwg.papers import files
from ictwg.papers import words as paper_words
from ictwg.records.history import group_history
from ictwg.records.lookup import Lookup, find
from ictwg.records.record_rows import grammar_of
from ictwg.store.local.home import Home
from ictwg.ui.keys import KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ictwg.app.session import Session
    from ictwg.domain.schema import Record
    from ictwg.locales import Message
    from ictwg.papers.document import Document
    from ictwg.papers.forms import FileForm

GOLDEN = Path(__file__).parent / "golden" / "0.1"
TODAY = date(2010, 5, 10)
LANGUAGES = ("en", "pt", "tet", "id")
ADOPTED, CIRCULATED = "M-2010-03", "M-2010-04"
WRITING = f"""
export minutes {ADOPTED} --audience everyone
export minutes {ADOPTED} --audience members
export minutes {ADOPTED} --audience core
export minutes {ADOPTED} --audience secretariat
export minutes {CIRCULATED} --audience members
export minutes {CIRCULATED} --audience secretariat
export minutes-today {ADOPTED}
export action-points {CIRCULATED}
export action-points {CIRCULATED} --plain
export action-points {CIRCULATED} --format html
export agenda {ADOPTED}
export agenda {ADOPTED} --audience secretariat
export chair-copy {ADOPTED}
export book --audience everyone
export contacts --format markdown
export contacts --format html
export list members
export list members --audience members
export list people
export list people --audience members
export list meetings
export list actions
export list decisions
export list tasks
report followup
report followup --audience secretariat
report decisions
report attendance
""".strip().split("\n")
"""Each paper for those who get it; as a page, in English alone, those that 0.1 wrote as today."""
FILTERED: dict[str, type[Record]] = {"followup": Action, "tasks": Action, "decisions": Decision}
"""In which the words of a saved filter are read, by the list that keeps it."""

READ_AREAS = ("minutes", "choices")

_WITH_VALUES = re.compile(r"(?<=⟨)[\w.]+ ")
_ALONE = re.compile(r"(?<=⟨)[\w.]+\.(?=\w+⟩)")


class Kept:
    """A copy of the group's file in a folder of its own, and the home of somebody who has never had it."""

    def __init__(self, folder: Path, group: bytes) -> None:
        self.folder = folder
        self.path = folder / "shared" / "group.json"
        self.path.parent.mkdir()
        self.path.write_bytes(group)
        self.home = folder / "home"

    def session(self) -> Session:
        return open_group(str(self.path), home=Home.at(str(self.home)), writer=True, today=TODAY)

    def run(self, *words: str) -> int:
        """A command: its exit code."""
        place = {"ICTWG_HOME": str(self.home), "ICTWG_FILE": str(self.path)}
        told = io.StringIO()
        with mock.patch.dict(os.environ, place), redirect_stdout(told), redirect_stderr(told):
            try:
                return main([*words, "--today", TODAY.isoformat()])
            finally:
                gc.enable()  # a command ends before garbage matters; here there is another


def exported(kept: Kept, lang: str) -> dict[str, bytes]:
    """Every paper in this language, by the name that its file had: pages are called otherwise since then."""
    folder = kept.folder / lang
    folder.mkdir()
    with mock.patch.object(files, "file_name", _name_of_then):
        for words in (one for one in WRITING if lang == "en" or not one.endswith("html")):
            assert kept.run(*words.split(), "--lang", lang, "--to", str(folder)) == 0, words
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _name_of_then(document: Document, form: FileForm) -> str:
    return files.code_name(*document.name, document.audience, suffix=form.suffix)


def history(session: Session) -> Iterator[str]:
    """Every row of the log, the newest first: its verb as the file has it, with the values of its sentence.

    Below it the fields, each with what stood there before. Ids of messages may change, and so may their words; of a
    message without values the last part of its id says what it is.
    """
    verbs = {entry.id: entry.verb for entry in session.store.history.log()}
    with spoken_in_ids():
        for did in group_history(session.store, limit=len(verbs)):
            yield f"{did.at:%Y-%m-%d %H:%M:%S} {did.user}, {did.device}: {verbs[did.id]} {_values(did.what)}"
            for section in did.detail(session.lookup).sections:
                yield from (f"    {_values(line)}" for line in section.lines)


def _values(told: str) -> str:
    return _WITH_VALUES.sub("", _ALONE.sub("", told))


def filtered(session: Session) -> dict[str, list[str]]:
    """The ids of the rows of every saved filter."""
    kept = sorted(session.state.all(SavedFilter), key=lambda saved: (saved.screen, saved.words))
    return {f"{saved.screen}: {saved.words}": _rows(session, saved) for saved in kept}


def _rows(session: Session, saved: SavedFilter) -> list[str]:
    return [row.id for row in through(session.state, FILTERED[saved.screen], saved.words, session.today)]


def editions(kept: Kept) -> dict[str, str]:
    """What an edition of the minutes of each meeting would hold now, and what one holds once they are adopted."""
    session = kept.session()
    held = (meeting for meeting in session.state.all(Meeting) if meeting.state is MeetingState.HELD)
    found = {meeting.reference: frozen(session.state, meeting, session.today) for meeting in held}
    session.store.close()
    assert kept.run("adopt", CIRCULATED, "--anyway", "--by-silence", "--early") == 0
    session = kept.session()
    meeting = find(session.state, Meeting, CIRCULATED)
    (edition,) = session.state.linked(Edition, Edition.meeting, meeting.id)
    session.store.close()
    return {**found, f"{CIRCULATED}, adopted": edition.content}


def names() -> dict[str, list[str]]:
    """By what else files, settings and scripts name things: what is named once is named so for ever."""
    fields = [field for kind in RECORDS.values() for field in kind.fields()]
    lookup = Lookup(MemoryState(), TODAY)
    readers = {kind: grammar_of(lookup, kind).readers for kind in FILTERED.values()}
    return {
        "verbs": list(catalogue("en", "verbs")),
        "keys": list(KEYS),
        "fields": [f"{field.record.TABLE}.{field.name}" for field in fields],
        "choices": [f"{f.record.TABLE}.{f.name}={choice}" for f in fields for choice in getattr(f, "choices", ())],
        "filters": [f"{name} {key}:" for name, kind in FILTERED.items() for key in readers[kind]],
        "flags": [f"{name} {flag}" for name in with_kinds() for flag in _flags(name) if flag.startswith("--")],
    }


def printed_words(lang: str) -> dict[str, Message]:
    """What the reader of our own minutes finds again, by the id of its message; of days one in each month."""
    said = {id: text for area in READ_AREAS for id, text in catalogue(lang, area).items()}
    days = (date(2010, month, month) for month in range(1, 13))
    return {**said, **{day.isoformat(): say_date(day, lang) for day in days}}


@contextmanager
def in_words_of_then(lang: str) -> Iterator[None]:
    """Papers say what they said before: a label that has been translated since in English, and no new words."""
    held = {**_told(GOLDEN.parent, lang), **_told(GOLDEN, lang)}
    before = {id: those[-1] for id, those in former(lang).items()}
    with ExitStack() as stack:
        stack.callback(_forget_words)
        for area in {id.partition(".")[0] for id in before} | set(_TRANSLATED_SINCE) if lang != "en" else ():
            today = catalogue(lang, area)
            kept = {id: said for id in today if (said := held.get(id) or before.get(id))}
            kept |= {id: held[own] for id in today if (own := id.replace("minutes.printed.", "choices.")) in held}
            then = kept if area in _TRANSLATED_SINCE else today | kept
            stack.enter_context(mock.patch.dict(locales._catalogues, {(lang, area): then}))
        _forget_words()
        yield


def _forget_words() -> None:
    for known in (paper_words._choices, paper_words._titles, paper_words._words, *_READING):
        known.cache_clear()


def _told(folder: Path, lang: str) -> dict[str, Message]:
    told: dict[str, dict[str, Message]] = json.loads((folder / "words.json").read_text("utf-8"))
    return told[lang]


_READING = (reading_lines._said, reading_lines._line_words)
_TRANSLATED_SINCE = ("choices", "minutes", "records", "recurrence")


def _flags(name: str) -> Iterable[str]:
    return make_parser(name)._option_string_actions
