"""What an edit says of itself by the short way is what the long way says."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st
from tests.store.office import Office, add_action, set_action

from ictwg.domain.records import Action
from ictwg.domain.text import dumps
from ictwg.merge.dots import parse_dot
from ictwg.merge.rows import LIVE, written
from ictwg.store.format.codec_rows import encode_row
from ictwg.store.format.lines import LOG
from ictwg.store.this_computer.author import Author
from ictwg.store.this_computer.recording import Recorded, Telling, record
from ictwg.store.this_computer.transactions import Stored

TEXTS = st.text() | st.sampled_from(('"', "\\", "\ud800", "\n\u2028", "zé", "[]", '["a"]'))


@example("", "", "", "", True)
@example('"', "\\", "\ud800", "\n", False)
@given(TEXTS, TEXTS, TEXTS, TEXTS, st.booleans())
def test_law_its_line_and_its_journal_say_what_the_long_way_says(
    user: str, device: str, subject: str, text: str, purged: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = _recorded(Path(folder), Author(user, device), subject, text, purged=purged)
    transaction = found.transaction
    assert found.text() == dumps(transaction.payload())
    told = [write.register for write in transaction.writes if write.table == LOG]
    row = written(None, LOG, found.log_id, parse_dot(transaction.dot), [*told, (LIVE, (True,), ())])
    assert found.line() == (encode_row(row) if found.changes else None)


def _recorded(folder: Path, author: Author, subject: str, text: str, *, purged: bool) -> Recorded:
    store = Office(folder).create()
    id = add_action(store, "before")
    set_action(store, id, Action.text(text.replace("\ud800", "") or "after"))
    memory = store._local.memory
    write = Stored(Action.TABLE, id, "text", () if purged else (text,), memory.dots(Action.TABLE, id, "text"))
    telling = Telling("verbs.changed", subject)
    return record((write,), telling, created=(), memory=memory, dot="ana~x@9", author=author, clock=store._local.clock)
