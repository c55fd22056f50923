"""What the store's benchmark works on: groups of any size with a long log, and the files of a colleague."""

from __future__ import annotations

import gc
import itertools
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tests.bench.big_group import make
from tinydb import TinyDB

from ictwg.actions.action_rows import table_of
from ictwg.app.opening import open_group
from ictwg.app.problems.problems import count_of
from ictwg.app.saving import problem_words, state_words
from ictwg.app.search.search import SearchIndex
from ictwg.app.session import Session
from ictwg.app.today import today_view
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.ids import new_id, row_key
from ictwg.domain.records import Action
from ictwg.records.contested import contested_in
from ictwg.store.format import codec, codec_rows
from ictwg.store.format.lines import LOG, Lines
from ictwg.store.local.home import Home
from ictwg.store.store import Store

TODAY = date(2010, 3, 1)
FIRST_DAY_MS = 1_042_588_800_000
OLD_ACTOR = "old~aaaaaaaaaa"


class Stage:
    """One group on this disk, and the program's desk over it."""

    def __init__(self, folder: Path, records: int, log_rows: int = 0) -> None:
        folder.mkdir()
        self.folder = folder
        # The same disk, and not the shared folder: whatever lies there is taken for a second copy and looked at.
        self.aside = folder / "aside"
        self.aside.mkdir()
        self.shared = make(folder, records)
        if log_rows:
            lengthen_log(self.shared, log_rows)
        self.home = folder / "home"
        self._number = itertools.count(1)

    def open(self, home: Path | None = None) -> Session:
        """As the program opens it."""
        session = open_group(str(self.shared), home=Home.at(str(home or self.home)), writer=True, today=TODAY)
        session.store.sync.catch_up()
        return session

    def copied_home(self) -> Path:
        """The same computer once more, as it is now."""
        return shutil.copytree(self.home, self.folder / f"home{next(self._number)}")

    def edits(self, session: Session) -> Iterator[Changes]:
        """The wording of one action after the other, each as its author sees it at that moment."""
        ids = [action.id for action in session.state.all(Action)]
        for number in itertools.count():
            action = session.state.get(Action, ids[number * 37 % len(ids)])
            assert action is not None
            text = f"Draft the standard operating procedure of chapter {number} and send it round"
            yield Edit("verbs.changed", action.reference).update(action, Action.text(text)).done()


class Screens:
    """What Today and Search hold, and what they read anew after a change."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._index = SearchIndex(session.state)
        self.show()
        gc.collect()
        gc.freeze()

    def show(self) -> None:
        """As `TodayScreen.reload` and the next keystroke in Search."""
        session = self._session
        table_of(session.state).rows(session.today)
        count_of(session.state, session.today, contested=contested_in(session.store))
        status = session.store.sync.status()
        state_words(status), problem_words(status)
        today_view(session.state, session.today, "bench")
        self._index.find("draft the standard operating procedure", session.today)


def lengthen_log(path: Path, rows: int) -> None:
    """Rows of a colleague's long past in the log, made after one that the store has written."""
    lines = codec.split(path.read_bytes())
    pattern, own = _pattern(lines)
    log = lines.tables[LOG]
    for number in range(rows):
        at = FIRST_DAY_MS + number * 1000
        id = new_id(at, lambda size, number=number: number.to_bytes(size, "big"))  # type: ignore[misc]
        log[row_key(id)] = pattern % (row_key(id).encode(), id.encode(), b"%s@%d" % (OLD_ACTOR.encode(), at))
    ctx = {**lines.context.ctx, OLD_ACTOR: FIRST_DAY_MS + rows * 1000}
    lines.header = lines.header.with_context(type(lines.context)(ctx))
    assert codec_rows.decode_row(LOG, own, log[own]).registers
    path.write_bytes(codec.encode_file(lines))


def _pattern(lines: Lines) -> tuple[bytes, str]:
    """A log row of an ordinary edit, with places for key, id and dot."""
    key, line = min(lines.tables[LOG].items(), key=lambda pair: len(pair[1]))
    document = codec_rows.document_of(line)
    (dot,) = document["_v"]["*"]
    start, _, rest = line.partition(f'"id":"{document["id"]}"'.encode())
    assert start == f'"{key}":{{'.encode()
    before, _, after = rest.partition(dot.encode())
    return b'"%%s":{"id":"%%s"%s%%s%s' % (before.replace(b"%", b"%%"), after.replace(b"%", b"%%")), key


def colleague(stage: Stage, home: Path, every: int, field: str) -> bytes:
    """The shared file after a colleague's afternoon: one in `every` actions has another wording or remark."""
    store: Store = stage.open(home).store
    setting = getattr(Action, field)
    for number, action in enumerate(store.all(Action)[::every]):
        store.commit(Edit("verbs.changed", "").update(action, setting(f"changed by a colleague, {number}")).done())
    data = store.local.encoded()
    store.close()
    return data


def stock(stage: Stage) -> TinyDB:
    """The same file under stock TinyDB."""
    copy = stage.aside / "stock.json"
    shutil.copy(stage.shared, copy)
    return TinyDB(copy, ensure_ascii=False, encoding="utf-8")
