"""A document on its way from drafting to the gazette, step by step, by keys."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from tests.builders import known
from tests.ui.looking import text_of
from tests.ui.open_members import opened
from textual.pilot import Pilot

from ictwg.app.session import Session
from ictwg.documents.track import printed_word, steps_of
from ictwg.domain.changes import Edit
from ictwg.domain.fields import FilePath
from ictwg.domain.records import (
    AgendaItem,
    Decision,
    Document,
    DocumentVersion,
    Organization,
    Paper,
    Round,
    RoundAnswer,
    TrackStep,
)
from ictwg.domain.schema import Record, Setting, declared
from ictwg.domain.values import RoundState, TrackStage
from ictwg.locales import t
from ictwg.minutes.gaps import ProblemKind
from ictwg.programme.rounds import RoundAsking
from ictwg.records.editing import add
from ictwg.records.shared_files import names_file, read
from ictwg.ui.declared_screen import DeclaredScreen
from ictwg.ui.modals.box import RecordCard
from ictwg.ui.modals.form_screen import FormScreen
from ictwg.ui.screens.askings import AskingScreen
from ictwg.ui.screens.document import DocumentScreen
from ictwg.ui.screens.problems import ProblemsScreen
from ictwg.ui.widgets.virtual_list import VirtualList

COUNCIL = "Council of Ministers"


def begun(session: Session) -> Document:
    id, changes = add(session.lookup, Document, {"title": "National Plan of Action", "kind": "plan"})
    session.commit(changes)
    session.commit(add(session.lookup, Decision, {"text": "The plan is endorsed"})[1])
    return known(session.state.get(Document, id))


async def filled(pilot: Pilot[Any], key: str, **values: str) -> None:
    """The form that the key opens, with these values, saved."""
    await pilot.press(key)
    form = pilot.app.screen
    assert isinstance(form, FormScreen)
    for row in form.form.rows:
        if row.field.name in values:
            editor: Any = row.editor
            editor.value = values[row.field.name]
    await pilot.press("ctrl+s")
    await pilot.app.workers.wait_for_complete([one for one in pilot.app.workers if one.name == "_read_first"])
    await pilot.pause()


async def test_a_draft_is_presented_endorsed_submitted_returned_approved_and_published(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        session = app.session
        document = begun(session)
        app.push_screen(DocumentScreen(document))
        await pilot.pause()
        decision = session.state.all(Decision)[0].reference
        for values in (
            {},
            {},
            {},
            {"decision": decision, "lies_with": "Secretariat"},
            {"letter": "OUT-2010-7", "lies_with": COUNCIL},
        ):
            await filled(pilot, "f4", **values)
        assert printed_word(session.state, document, session.today) == t("choices.track_stage.submitted")
        assert COUNCIL in text_of(app)
        await filled(pilot, "f6", letter="IN-2010-3")
        assert printed_word(session.state, document, session.today) == t("choices.track_stage.returned")
        for values in ({"letter": "OUT-2010-9"}, {"instrument": "Resolution 12/2010"}, {"gazette": "I, 20"}):
            await filled(pilot, "f4", **values)
        assert printed_word(session.state, document, session.today) == t("choices.track_stage.published")
        done = [step for step in steps_of(session.state, document) if step.done_on is not None]
        assert [one.stage for one in done][-5:] == [
            TrackStage.SUBMITTED, TrackStage.RETURNED, TrackStage.SUBMITTED, TrackStage.APPROVED, TrackStage.PUBLISHED,
        ]  # fmt: skip
        assert decision in text_of(app)
        app.action_undo()
        assert printed_word(session.state, document, session.today) == t("choices.track_stage.approved")


async def test_a_version_names_its_file_which_is_opened_and_watched(tmp_path: Path, monkeypatch: Any) -> None:
    taken: list[str] = []
    readers: set[threading.Thread] = set()

    def reads(*said: Any) -> None:
        readers.add(threading.current_thread())
        read(*said)

    for module in ("records.shared_files", "ui.modals.form_screen", "ui.read_ahead"):
        monkeypatch.setattr(f"ictwg.{module}.read", reads)
    monkeypatch.setattr("ictwg.ui.external_programs.open_file", taken.append)
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        session = app.session
        file = tmp_path / "draft.docx"
        file.write_bytes(b"one")
        assert session.lookup.folder == str(tmp_path)
        app.push_screen(DocumentScreen(begun(session)))
        await pilot.pause()
        await pilot.press("right")
        await filled(pilot, "ctrl+n", label="version 1", path="draft.docx")
        assert session.state.all(DocumentVersion)[0].digest
        await pilot.press("ctrl+o")
        await app.workers.wait_for_complete()
        assert taken == [str(file)]
        assert readers
        assert threading.main_thread() not in readers
        assert t("documents.file.changed") not in text_of(app)
        file.write_bytes(b"another")
        app.show_again()
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert t("documents.file.changed") in text_of(app)
        file.unlink()
        app.show_again()
        await pilot.pause()
        assert t("documents.file.missing") in text_of(app)


@pytest.mark.parametrize("kind", [kind for kind in declared() if names_file(kind)], ids=lambda kind: kind.SINGULAR)
async def test_the_file_that_any_record_names_is_opened_from_its_row(
    kind: type[Record], tmp_path: Path, monkeypatch: Any
) -> None:
    taken: list[str] = []
    monkeypatch.setattr("ictwg.ui.external_programs.open_file", taken.append)
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        field = next(one for one in kind.fields() if isinstance(one, FilePath))
        session, ids = app.session, [app.session.state.new_id() for _ in range(2)]
        edit = Edit("verbs.created")
        for id, path in zip(ids, ("paper.docx", ""), strict=True):
            edit.create(kind, id, Setting(field, path))
        session.commit(edit.done())
        app.push_screen(screen := DeclaredScreen(kind))
        await pilot.pause()
        screen.go_to(screen.views[-1])
        listed = screen.query_one(VirtualList)
        for id, offered in ((ids[1], False), (ids[0], True)):
            assert listed.move_to(id)
            await pilot.pause()
            able = {one.binding.action for one in app.screen.active_bindings.values()}
            assert ("open_file" in able) is offered, "where no file is named there is none to open"
        await pilot.press("ctrl+o")
        said = t("files.missing", path="paper.docx")
        assert [one.message for one in app._notifications][-1].startswith(said.partition(".")[0])
        (tmp_path / "paper.docx").write_bytes(b"one")
        await pilot.press("ctrl+o")
        await app.workers.wait_for_complete()
        assert taken == [str(tmp_path / "paper.docx")]
        (tmp_path / "paper.docx").unlink()
        app.push_screen(problems := ProblemsScreen())
        await pilot.pause()
        problems.go_to(ProblemKind.CHECK)
        await pilot.pause()
        assert t("mend.lost_file") in text_of(app)
        await pilot.press("enter")
        assert problems is not app.screen


async def test_what_an_organization_sent_in_a_round_is_opened_from_its_answer(tmp_path: Path, monkeypatch: Any) -> None:
    taken: list[str] = []
    monkeypatch.setattr("ictwg.ui.external_programs.open_file", taken.append)
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        session, (about, answer) = app.session, [app.session.state.new_id() for _ in range(2)]
        (tmp_path / "answer.docx").write_bytes(b"one")
        home = next(iter(session.state.all(Organization)))
        edit = Edit("verbs.created").create(Round, about, Round.title("Confirm the contacts"))
        key = RoundAnswer.round(about), RoundAnswer.organization(home.id)
        edit.create(RoundAnswer, answer, *key, RoundAnswer.state(RoundState.ASKED), RoundAnswer.path("answer.docx"))
        session.commit(edit.done())
        round_ = known(session.state.get(Round, about))
        app.push_screen(AskingScreen(RoundAsking(session.state, round_, session.today)))
        await pilot.pause()
        await pilot.press("ctrl+o")
        await app.workers.wait_for_complete()
        assert taken == [str(tmp_path / "answer.docx")]


async def test_a_paper_that_nobody_was_asked_for_is_there_when_the_list_is_opened_again(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        session, id = app.session, app.session.state.new_id()
        session.commit(Edit("verbs.created").create(AgendaItem, id, AgendaItem.title("Budget")).done())
        item = session.state.get(AgendaItem, id)
        app.push_screen(DeclaredScreen(Paper, item))
        await pilot.pause()
        await filled(pilot, "ctrl+n", title="Table of costs")
        await pilot.press("escape")
        app.push_screen(DeclaredScreen(Paper, item))
        await pilot.pause()
        assert app.screen.query_one(VirtualList).cursor_id == session.state.all(Paper)[0].id


async def test_enter_tells_of_the_row_under_the_cursor(tmp_path: Path) -> None:
    """Above stands the document, which the reader has before them already."""
    async with opened(tmp_path, (80, 24)) as (app, pilot):
        app.push_screen(DocumentScreen(begun(app.session)))
        await pilot.pause()
        await pilot.press("home", "enter")
        assert isinstance(app.screen, RecordCard)
        assert f"{t(TrackStep.stage.label_id)}: {t('choices.track_stage.drafting')}" in text_of(app)
