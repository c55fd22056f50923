"""The one door to others: what may be confidential in a text that goes out is asked about first (DOMAIN.md §4).

A page, a copy, a message or a list comes here as it will be read; the marks are those of the records whose words stand
in it. A person rewords, restricts or redacts the text, or says why nothing in it is confidential.

A record may also say that a paper went out, with no file and no copy: by a key, by a day in a form, by `set` or `add`.
Whoever types one of the days in `GOES_OUT` is asked as the key asks, about the text that these readers have from then
on, be the day today or long ago; a form and a command refuse it, and a copy or an export of the paper offers the
choices. Nothing is asked where no paper leaves by it: when minutes are adopted (they had gone out, and each export
asks), when a meeting ends (its action points are files of their own, which ask), and by an import, which tells of what
went out elsewhere and is scanned before anything is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple

from ictwg.domain.changes import Changes, Edit, Write
from ictwg.domain.confidential import accepted, as_looked_at, digest_of, finds_in, found_in, is_scanned, own_names
from ictwg.domain.fields import FilePath
from ictwg.domain.records import AcceptedText, Edition, Meeting
from ictwg.domain.schema import RECORDS, Record
from ictwg.domain.state import State
from ictwg.domain.values import Audience, Find
from ictwg.errors import IctwgError
from ictwg.locales import t
from ictwg.meetings.editions import content_of
from ictwg.records.lookup import kind_words, name_now

_BARE = re.compile(r"(?<!\d)(?:[2-4]\d{6}|7[2-8](?:[ .-]?\d\d){3})(?!\d)")
"""What is a phone where a text ends with it, and may stand anywhere on a page."""
_BEFORE = 24
"""Characters of the line before a find that tell in which text it stands."""


class OpenMark(NamedTuple):
    """A text that may be confidential, and the field that holds it."""

    record: Record
    field: Any
    text: str
    finds: tuple[Find, ...]

    @property
    def what(self) -> str:
        return ", ".join(t(f"choices.find.{find}") for find in self.finds)

    def where(self, state: State) -> str:
        """`Action A-2010-014 · Text`."""
        name = name_now(state, self.record.TABLE, self.record.id)
        return f"{kind_words(self.record)} {name} · {t(self.field.label_id)}"


class MarkedError(IctwgError):
    """Nothing has gone out; `marks` are those that a person has to decide on."""

    def __init__(self, state: State, marks: tuple[OpenMark, ...]) -> None:
        places = "\n".join(f"- {mark.where(state)}: {mark.what}" for mark in marks)
        super().__init__(t("doors.marked", count=len(marks)) + f"\n{places}", t("doors.marked.hint"))
        self.marks = marks


def require_accepted(state: State, text: str, audience: Audience | None) -> None:
    """Before a text goes to these readers, or, with None, to somebody.

    Raises:
        MarkedError: Something in it may be confidential, and nobody has said that it is not.
    """
    if audience is not Audience.SECRETARIAT and (marks := marks_in(state, text)):
        raise MarkedError(state, marks)


def marks_in(state: State, said: str) -> tuple[OpenMark, ...]:
    """What stands in it of texts on record that may be confidential; each text once."""
    own, seen = own_names(state), as_looked_at(said)
    found = {*(match[0] for _, match in found_in(seen, own)), *_BARE.findall(seen)}
    if not found:
        return ()
    # what stands behind its first words may be of the next text
    words = {max(re.findall(r"\w+", one.casefold())[:2], key=len) for one in found}
    page, known = _letters(seen), {one.digest for one in state.all(AcceptedText)}
    marks = (mark for mark in _marks(state, own, words) if digest_of(mark.text) not in known)
    return tuple({mark.text: mark for mark in marks if any(one in page for one in _signs(mark, own))}.values())


def require_going_out(state: State, changes: Changes, today: date) -> None:
    """Before a form says that something went to others.

    Raises:
        MarkedError: Something in it may be confidential, and nobody has said that it is not.
    """
    for planned, text, audience in going_out(state, changes, today):
        try:
            require_accepted(planned, text, audience)
        except MarkedError as found:
            found.hint = t("doors.marked.form_hint")
            raise


def going_out(state: State, changes: Changes, today: date) -> Iterator[tuple[State, str, Audience]]:
    """What goes out by these changes: the records as they then are, the text, and its readers."""
    from ictwg.app.catalogue import paper_named
    from ictwg.papers.catalogue import PaperRequest
    from ictwg.papers.markdown import lines_of
    from ictwg.records.planned_state import StateAfterChanges

    planned = StateAfterChanges(
        state, changes, {RECORDS[write.table] for write in changes.writes if write.table in RECORDS}
    )
    for kind, write, (paper, audience) in _days_out(changes):
        record = planned.get(kind, write.id)
        if isinstance(record, Meeting) and isinstance(paper, str):
            with suppress(IctwgError):  # such readers get nothing of it
                for document in paper_named(paper).build(PaperRequest(planned, today, audience, record)):
                    yield planned, "\n".join(lines_of(document.blocks)), audience
        elif record is not None and not isinstance(paper, str):
            yield planned, "\n".join(str(field.of(record) or "") for field in paper), audience


def _days_out(changes: Changes) -> Iterator[tuple[type[Record], Write, Any]]:
    for write in changes.writes:
        kind = RECORDS.get(write.table)
        field = kind.field(write.field) if kind is not None and write.value else None
        if kind is not None and field is not None and field in kind.GOES_OUT:
            yield kind, write, kind.GOES_OUT[field]


def written_text(changes: Changes) -> str:
    return "\n".join(str(write.field.partition("/")[2] or write.value) for write in changes.writes)


def accept_marks(state: State, marks: tuple[OpenMark, ...], reason: str) -> Changes:
    """Why nothing in these texts is confidential; neither the records nor the history hold them."""
    told = Edit("verbs.text_accepted", ", ".join(dict.fromkeys(mark.what for mark in marks)))
    for mark in marks:
        accepted(told, state, mark.text, mark.finds, reason)
    return told.done()


def _marks(state: State, own: frozenset[str], words: set[str]) -> Iterator[OpenMark]:
    """Those in which one of these words stands: to look through all that is on record would take seconds."""
    fields = {kind: [field for field in kind.fields() if is_scanned(field)] for kind in list(RECORDS.values())}
    living = (record for kind in fields if fields[kind] for record in state.all(kind))
    for record in (*_frozen(state, words), *living):
        for field in fields[type(record)]:
            value = field.of(record)
            for text in value if isinstance(value, tuple) else (value,):
                if _has_one(text or "", words) and (finds := finds_in(text, own)):
                    yield OpenMark(record, field, text, finds)


def _frozen(state: State, words: set[str]) -> Iterator[Record]:
    """What adopted minutes are printed from, where one of the words stands in it, whose other letters are escaped."""
    plain = {max(re.findall("[ -~]*", word), key=len) for word in words}
    for edition in state.all(Edition):
        if _has_one(edition.content, plain) and (content := content_of(edition)) is not None:
            yield from (RECORDS[table](row) for table, rows in content.rows.items() for row in rows.values())


def _has_one(text: str, words: set[str]) -> bool:
    seen = as_looked_at(text).casefold()
    return any(word in seen for word in words)


def _signs(mark: OpenMark, own: frozenset[str]) -> Iterator[str]:
    """The letters of each find, as far as its line goes, and of some before, but of a path none: a file is named alone.

    Of a name those of its first word count, as a list may cut it.
    """
    seen = as_looked_at(mark.text)
    for _, found in found_in(seen, own):
        start, named = found.start(), found.groupdict().get("name")
        begins = max(seen.rfind("\n", 0, start) + 1, start - (0 if isinstance(mark.field, FilePath) else _BEFORE))
        ends = found.start("name") + len(named.split()[0]) if named else found.end()
        yield _letters(seen[begins:ends].partition("\n")[0])


def _letters(looked_at: str) -> str:
    """Letters and figures alone: a page escapes, wraps and marks up what is between them."""
    return "".join(filter(str.isalnum, looked_at.casefold()))
