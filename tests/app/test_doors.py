"""Nothing that may be confidential goes to others unasked: whatever stands in a text that goes out is asked about."""

from __future__ import annotations

import ast
import json
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.all_of import some
from tests.builders import MemoryState
from tests.canary import OUTPUTS
from tests.marked_group import marked_group, marked_text, marked_texts
from tests.papers_made import matrix_text, sheet_text

import ictwg
from ictwg.app.csv_lists import csv_text
from ictwg.app.doors import (
    MarkedError,
    accept_marks,
    marks_in,
    require_accepted,
    require_going_out,
    written_text,
)
from ictwg.app.leaving import handed_over
from ictwg.cli.output import json_text
from ictwg.domain.changes import Edit
from ictwg.domain.fields import Day
from ictwg.domain.records import AcceptedText, Action, DocumentVersion, Edition, Entry, Meeting, Round
from ictwg.domain.schema import RECORDS, declared
from ictwg.domain.seen import AudienceView
from ictwg.domain.values import Audience, Looks
from ictwg.errors import IctwgError
from ictwg.papers.forms import CSV, WEB_PAGE
from ictwg.papers.html import escaped
from ictwg.papers.markdown import marked, plain
from ictwg.records.lookup import Lookup
from ictwg.records.tables import record_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictwg.app.session import Session

TODAY = date(2010, 3, 12)
PRINTED = "The victim Mária Conceição was heard"
OTHERS = (Audience.EVERYONE, Audience.MEMBERS, Audience.CORE)
SOURCE = Path(ictwg.__path__[0])
LETS_OUT = {"let_out", "write_out"}


@pytest.fixture(scope="module")
def group(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("marked")
    session = marked_group(folder, folder / "home")
    yield session
    session.store.close()


def outputs(session: Session) -> Iterator[tuple[str, str]]:
    """Every text that is made for an audience, with its name."""
    state = session.state
    meetings = state.all(Meeting)
    for audience in OTHERS:
        for output in OUTPUTS:
            for meeting in meetings if output.of_meeting else meetings[:1]:
                try:
                    yield f"{output.name} {audience}", output.render(state, meeting, audience, TODAY)
                except IctwgError:
                    continue
        lookup = Lookup(AudienceView(state, audience), TODAY)
        for kind in declared():
            found = lookup.state.all(kind)
            for text in (csv_text(lookup, kind, found), sheet_text(lookup, kind, found)):
                yield f"list {kind.TABLE} {audience}", text
            yield f"json {kind.TABLE} {audience}", json_text([record_json(lookup, one) for one in found], indent=1)
        for form in (CSV, WEB_PAGE):
            yield f"matrix {audience}", matrix_text(state, state.all(Round)[0], None, audience, TODAY, form=form)
    yield "handover", written_text(handed_over(state, TODAY).changes)


def test_whatever_is_said_of_a_marked_text_is_asked_about(group: Session) -> None:
    planted, found = marked_texts(group), set[str]()
    for name, said in outputs(group):
        there = {text for text in planted if text.split()[2] in said}
        assert there <= {mark.text for mark in marks_in(group.state, said)}, name
        found |= there
    visible = {kind for kind in declared() if kind.AUDIENCE is not Audience.SECRETARIAT}
    assert len(found) > len(visible), "the texts themselves are there"


HOSTILE_TEXTS = (
    "<b>Urgent</b> ring the mother +670 7712 4444",
    "Survivor <Maria Zzz>",
    "Survivor <b>Maria Zzz</b>",
    "a<b 5 +670 7712 4444 > c",
    "R&notes &amp;lt; &#43;670 7712 4444",
    "file in C:\\reports\\new: victim Maria Zzz",
    "\\\\server\\notes victim Maria Zzz",
    'he said "victim" [Maria Zzz]',
    "the **victim** _Maria_ Zzz",
    "call +670\n7712\n4444",
    "call\n7712\n4444",
    "call 77 12 44 44",
    "write to <maria@example.org>",
    f"{'a word and another, ' * 12}+670 7712 4444 > c",
    "ring the mother on 3312345",
    "victim_Maria_Zzz.docx",
)
"""What a page marks up itself, escapes, wraps or cuts: each holds what may be confidential."""


DIGEST = re.compile(r"\b[0-9a-f]{64}\b")


def written_as(text: str) -> Iterator[tuple[str, str]]:
    """Each form in which a text leaves the program, by its name."""
    yield "page", f"<li>{escaped(text).replace(chr(10), '<br>' + chr(10))}</li>"
    yield "markdown", marked(text)
    yield "one line of markdown", plain(" ".join(text.split()))
    yield "JSON", json_text({"text": text, "id": 1}, indent=1)
    yield "JSON in JSON", json_text(json_text({"text": text}, indent=1), indent=1)
    yield "as typed", text


def test_nothing_typed_in_a_text_takes_it_past_the_door(group: Session) -> None:
    """Each of them in an action, an entry and a file of its own."""
    state, edit = group.state, Edit("verbs.edited")
    for kind, field in ((Action, Action.text), (Entry, Entry.text), (DocumentVersion, DocumentVersion.path)):
        there = {one: getattr(state.all(kind)[0], one.name) for one in kind.fields()}
        alike = [one(value) for one, value in there.items() if value and one is not field]
        for text in HOSTILE_TEXTS:
            edit.create(kind, state.new_id(), *alike, field(text))
    group.store.commit(edit.done())
    try:
        for text in HOSTILE_TEXTS:
            for form, said in some(written_as(text)):
                assert text in {mark.text for mark in marks_in(state, said)}, form
        for name, page in outputs(group):
            marks = {mark.text for mark in marks_in(state, page)}
            page = DIGEST.sub("", page)  # noqa: PLW2901 - by chance any four digits stand in one
            for text in HOSTILE_TEXTS:
                (sign,) = {one for one in ("7712", "77 12", "Maria", "maria", "3312345") if one in text}
                assert sign not in page or text in marks, (name, text)
    finally:
        group.store.history.undo()


def test_the_secretariats_own_copy_asks_nothing(group: Session) -> None:
    said = marked_text(Action.TABLE, Action.text.name)
    require_accepted(group.state, said, Audience.SECRETARIAT)
    for audience in (*OTHERS, None):
        with pytest.raises(MarkedError) as found:
            require_accepted(group.state, said, audience)
        assert [mark.field for mark in found.value.marks] == [Action.text]


@pytest.mark.parametrize("said", ["{}", "<td>{}</td>", "- {}\n", '"{}"', "1. **{}**", "The vic\u00adtim {}"])
def test_it_is_known_in_every_form(group: Session, said: str) -> None:
    text = marked_text(Entry.TABLE, Entry.text.name)
    text = text.removeprefix("The victim ") if "vic\u00ad" in said else text
    assert [mark.field for mark in marks_in(group.state, said.format(text))] == [Entry.text]


def test_a_number_that_stands_in_no_text_on_record_is_nobodys_mark(group: Session) -> None:
    """Phones and e-mails in contact fields, and what the program says itself."""
    assert marks_in(group.state, "Ana Dias · +670 7723 4567 · ana@example.org") == ()


def test_what_was_accepted_is_not_asked_again(tmp_path: Path) -> None:
    session = marked_group(tmp_path, tmp_path / "home")
    said = marked_text(Entry.TABLE, Entry.text.name)
    session.commit(accept_marks(session.state, marks_in(session.state, said), "An invented name"))
    assert marks_in(session.state, said) == ()
    accepted = [one for one in session.state.all(AcceptedText) if one.reason == "An invented name"]
    assert len(accepted) == 1
    assert not any("Entriestext" in str(raw) for raw in (accepted[0].digest, accepted[0].reason, accepted[0].id))
    session.store.close()


NOT_ASKED = {
    "meetings.action_points_out": "they are files, which ask",
    "programme_reports.sent_on": "written elsewhere",
    "outside_reports.submitted_on": "prints only what was cleared, in a page that asks",
    "contacts.delivered_on": "a letter, written elsewhere",
}
"""Days on which something went to others and nobody is asked, and why."""
OUT = re.compile(r"circulated|sent|_out\b|delivered|submitted|published|dispatched")
DAYS_OUT = [(kind, field) for kind in RECORDS.values() for field in kind.GOES_OUT]


def test_each_day_on_which_something_went_to_others_is_declared_or_exempt() -> None:
    days = {(kind, field) for kind in RECORDS.values() for field in kind.fields() if isinstance(field, Day)}
    said = {(kind, field) for kind, field in days if OUT.search(field.name) and field.looks is Looks.BACK}
    assert {f"{kind.TABLE}.{field.name}" for kind, field in said - set(DAYS_OUT)} == set(NOT_ASKED)
    assert set(DAYS_OUT) <= said


@pytest.mark.parametrize(("kind", "field"), DAYS_OUT, ids=str)
@pytest.mark.parametrize("new", [True, False])
def test_a_day_that_says_so_asks_as_the_key_does(kind: Any, field: Any, *, new: bool) -> None:
    """Of a record that is there, and of one that is made with it."""
    state: Any = MemoryState()
    said = kind.TITLE("The victim Maria Zzz was heard")
    id, day = state.new_id(), field(date(2009, 5, 4))
    made = Edit("verbs.created").create(kind, id, said, *((day,) if new else ()))
    if not new:
        state.apply(made.done())
        made = Edit("verbs.edited").update(state.get(kind, id), day)
    with pytest.raises(MarkedError) as found:
        require_going_out(state, made.done(), TODAY)
    assert [mark.field for mark in found.value.marks] == [kind.TITLE]
    state.apply(accept_marks(state, found.value.marks, "An invented name"))
    require_going_out(state, made.done(), TODAY)
    state.apply(made.done())
    emptied = Edit("verbs.edited").update(state.get(kind, id), field.clear, kind.TITLE("The victim Rosa Zzz"))
    require_going_out(state, emptied.done(), TODAY)


def calls() -> Iterator[tuple[str, set[str]]]:
    """What is called in each function of the program."""
    for path in SOURCE.rglob("*.py"):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                said = {ast.unparse(one.func) for one in ast.walk(function) if isinstance(one, ast.Call)}
                yield f"{path.relative_to(SOURCE).as_posix()}:{function.name}", said


def test_every_file_and_every_copy_goes_through_the_door() -> None:
    """A new export, page or copy that does not fails here."""
    doors = ("write_export", "write_exports", "program.copy", "clipboard.copy")
    found = {where: said for where, said in calls() if any(one.endswith(doors) for one in said)}
    beside = {where for where, said in found.items() if not {one.split(".")[-1] for one in said} & LETS_OUT}
    let_out = {"papers/files.py:write_exports", "ui/app.py:copy", "app/sending.py:write_draft"}
    theirs = {"app/replies.py:file_attachment"}
    assert beside == let_out | theirs, "which take what was let out, and a file that somebody has sent us"
    assert len(found) > 4


def test_no_hidden_field_is_a_column_for_anybody(group: Session) -> None:
    """Where a record was imported from stood in what members got."""
    for kind in some(declared()):
        heading = csv_text(group.lookup, kind, ()).partition("\n")[0].strip().split(",")
        assert not {field.name for field in kind.fields() if field.hidden} & set(heading), kind


def test_what_stands_in_adopted_minutes_alone_is_found_as_well(tmp_path: Path) -> None:
    """A text that was changed on record after the minutes were adopted is printed as it was."""
    session = marked_group(tmp_path, tmp_path / "home")
    state = session.state
    content = {"meeting": "m", "rows": {"meetings": {"m": {}}, "entries": {"e": {"text": PRINTED, "meeting": "m"}}}}
    for ascii_only in (True, False):
        said = json.dumps(content, ensure_ascii=ascii_only)
        edit = Edit("verbs.edited").create(Edition, state.new_id(), Edition.meeting("m"), Edition.content(said))
        receipt = session.store.commit(edit.done())
        assert receipt is not None
        assert [mark.text for mark in marks_in(state, f"<p>{PRINTED}</p>")] == [PRINTED], ascii_only
        session.store.history.undo()
        assert marks_in(state, PRINTED) == ()
    session.store.close()
