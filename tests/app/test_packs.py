"""Packs: what is in them for whom; that nothing else is; and that a file that is not there is named."""

from __future__ import annotations

import io
from datetime import date
from html import unescape
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from tests.all_of import some
from tests.canary import TEXTS, TOKEN, group_with_all
from tests.example_group import TODAY, example_group
from tests.file_texts import text_of

from ictwg.app.catalogue import PAPERS
from ictwg.app.opening import start_group
from ictwg.app.packs import PackRequest, pack_files, zipped
from ictwg.domain.access import field_visible
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import (
    Action,
    AgendaItem,
    Decision,
    Document,
    Group,
    IndicatorValue,
    Letter,
    Meeting,
    Paper,
)
from ictwg.domain.schema import RECORDS, declared
from ictwg.domain.seen import AudienceView
from ictwg.domain.values import Audience, MeetingState, MinutesState
from ictwg.errors import InvalidValueError
from ictwg.papers.forms import WEB_PAGE, ZIP, form_of
from ictwg.records.reference_data import load_packs
from ictwg.reports import PAPERS as REPORTS
from ictwg.store.local.home import Home

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.builders import MemoryState

    from ictwg.app.session import Session
    from ictwg.domain.schema import Record
    from ictwg.domain.state import State

OTHERS = (Audience.MEMBERS, Audience.EVERYONE)


def session_of(folder: Path, state: MemoryState) -> Session:
    folder.mkdir()
    session = start_group(str(folder / "group.json"), "Group", "ICTWG", home=Home.at(str(folder / "home")), today=TODAY)
    session.commit(Changes("verbs.imported", "all", state.writes(without=Group)))
    return session


def requests(state: State, audience: Audience) -> Iterator[PackRequest]:
    """Each pack that these readers may have, about each record that it may be about."""
    seen = AudienceView(state, audience)
    year = (date(2009, 1, 1), date(2010, 12, 31))
    for pack in load_packs().values():
        kinds = [kind for kind in RECORDS.values() if kind.SINGULAR in pack.of.split()]
        found: list[Record | None] = [one for kind in kinds for one in seen.all(kind)[-3:]] or [None]
        for about in found if audience in pack.readers else []:
            yield PackRequest(pack.name, audience, about, *year, form=WEB_PAGE, language="en")


def said(data: bytes) -> str:
    """The names of all files of a zip, and what stands in them."""
    with ZipFile(io.BytesIO(data)) as packed:
        return "\n".join(f"{name}\n{text_of(packed.read(name))}" for name in packed.namelist())


def everything(session: Session, audience: Audience) -> str:
    packs = [zipped(pack_files(session, asked)) for asked in requests(session.state, audience)]
    assert len({one.name for one in packs}) > 2
    return "\n".join(f"{one.name}\n{one.text}\n{said(one.data)}" for one in packs)


def planted(audience: Audience) -> MemoryState:
    """A token in every text of every record that these readers may not see, and in every field that they may not."""
    state = example_group().state
    seen = AudienceView(state, audience)
    for kind in {*declared()} - {IndicatorValue}:  # which others read with its indicator, as far as they may
        texts = [field for field in kind.fields() if field.kind in TEXTS]
        for record in state.all(kind):
            hidden = seen.get(kind, record.id) is None
            fields = [field for field in texts if hidden or not field_visible(field, audience)]
            typed = (field((TOKEN,)) if field.is_set else field(TOKEN) for field in fields)
            state.apply(Edit("verbs.edited").update(record, *typed).done())
    return state


@pytest.mark.parametrize("audience", OTHERS)
def test_nothing_is_in_a_pack_that_its_readers_may_not_see(audience: Audience, tmp_path: Path) -> None:
    for name, state in {"every": planted(audience), "rich": group_with_all(Audience.CORE, times=2).state}.items():
        session = session_of(tmp_path / name, state)
        assert TOKEN not in everything(session, audience), name
        assert TOKEN in everything(session, Audience.SECRETARIAT), name


def test_a_pack_names_papers_that_there_are() -> None:
    papers, reports = {one.name for one in PAPERS}, {one.name for one in REPORTS}
    for pack in some(load_packs().values()):
        for name, _, which in (one.partition(" ") for one in pack.holds):
            assert which in reports if name == "report" else which in RECORDS if name == "files" else name in papers
        assert set(pack.readers) <= set(Audience)


def test_the_contents_number_what_is_in_it_and_name_a_file_that_is_missing(tmp_path: Path) -> None:
    session = session_of(tmp_path / "group", example_group().state)
    folder = tmp_path / "group"
    (folder / "Meetings" / "Secretariat only").mkdir(parents=True)
    for name in ("Meetings/plan.txt", "Meetings/Secretariat only/notes.txt", "Meetings/SECRETARIAT-list.txt"):
        (folder / name).write_text("bytes", encoding="utf-8")
    edit = Edit("verbs.created").create(Meeting, meeting := session.state.new_id(), Meeting.date(TODAY))
    edit.create(AgendaItem, item := session.state.new_id(), AgendaItem.meeting(meeting), AgendaItem.title("Plan"))
    paths = ("plan.txt", "gone.txt", "Secretariat only/notes.txt", "SECRETARIAT-list.txt")
    for at, path in enumerate(paths):
        settings = Paper.item(item), Paper.title(f"Paper {at}"), Paper.path(f"Meetings/{path}")
        edit.create(Paper, session.state.new_id(), *settings)
    session.commit(edit.done())
    about = session.state.get(Meeting, meeting)
    for audience, names in ((Audience.MEMBERS, paths[:2]), (Audience.SECRETARIAT, paths)):
        contents, *files = pack_files(session, PackRequest("meeting", audience, about, form=WEB_PAGE, language="en"))
        page = unescape(text_of(contents.data))
        assert contents.name.startswith("00 Meeting pack")
        assert [f"{one.name} " in f"{page} " for one in files] == [True] * len(files)
        assert ("gone.txt (file missing)" in page, page.count("Paper ")) == (True, len(names))
        assert sum(one.data == b"bytes" for one in files) == len(names) - 1
        assert not [one for one in files if "Minutes" in one.name]  # there are none yet


def test_a_zip_is_known_again_unless_somebody_has_changed_it(tmp_path: Path) -> None:
    session = session_of(tmp_path / "group", example_group().state)
    made = zipped(pack_files(session, PackRequest("visitor", Audience.EVERYONE, form=WEB_PAGE)))
    assert made == zipped(pack_files(session, PackRequest("visitor", Audience.EVERYONE, form=WEB_PAGE)))
    assert form_of(made.name) is ZIP
    assert ZIP.is_ours(made.data)
    assert not ZIP.is_ours(made.data[:-9])
    changed = io.BytesIO(made.data)
    with ZipFile(changed, "a") as packed:
        packed.writestr("more.txt", "more")
    assert not ZIP.is_ours(changed.getvalue())


def test_the_last_minutes_are_those_that_went_out_and_a_file_of_nothing_is_refused(tmp_path: Path) -> None:
    state = example_group().state
    for on, minutes in ((date(2009, 5, 1), MinutesState.CIRCULATED), (date(2031, 1, 1), MinutesState.DRAFT)):
        held = Meeting.date(on), Meeting.state(MeetingState.HELD), Meeting.minutes_state(minutes)
        state.add(Meeting, *held, Meeting.audience(Audience.EVERYONE))
    session = session_of(tmp_path / "group", state)
    files = pack_files(session, PackRequest("welcome", Audience.MEMBERS, form=WEB_PAGE, language="en"))
    assert not [one for one in files if "2031" in one.name]
    for refused in (PackRequest("matter", Audience.SECRETARIAT), PackRequest("handover", Audience.MEMBERS)):
        with pytest.raises(InvalidValueError):
            pack_files(session, refused)


def test_the_file_of_a_topic_goes_through_all_its_meetings(tmp_path: Path) -> None:
    state = example_group().state
    first = state.add(AgendaItem, AgendaItem.title("Shelters"), AgendaItem.order("m"))
    later = state.add(
        AgendaItem, AgendaItem.title("Shelters"), AgendaItem.order("m"), AgendaItem.carried_from(first.id)
    )
    state.add(Paper, Paper.item(first.id), Paper.title("Budget"), Paper.path("budget.pdf"))
    decision = state.add(Decision, Decision.text("We agree."), Decision.item(later.id))
    signed = Letter.signed_on(TODAY), Letter.number("9/2010"), Letter.scan("gone.pdf")
    state.add(Letter, Letter.subject("Told to all"), Letter.decisions((decision.id,)), *signed)
    state.add(Action, Action.text("Kept to us."), Action.item(first.id), Action.audience(Audience.SECRETARIAT))
    session = session_of(tmp_path / "group", state)
    for item in (first, later):
        about = session.state.get(AgendaItem, item.id)
        files = pack_files(session, PackRequest("matter", Audience.SECRETARIAT, about, form=WEB_PAGE, language="en"))
        told = text_of(files[1].data)
        assert all(one in told for one in ("Budget", "We agree.", "Told to all", "Kept to us.")), told
        assert text_of(files[0].data).count("(file missing)") == 2, "the paper and the scan"
        members = pack_files(session, PackRequest("matter", Audience.MEMBERS, about, form=WEB_PAGE, language="en"))
        assert not [one for one in members if "Told to all" in one.text or "Kept to us." in one.text]


def test_the_file_of_a_matter_holds_what_is_on_record_by_date(tmp_path: Path) -> None:
    state = example_group().state
    decision = state.add(Decision, Decision.text("We endorse."), Decision.reference("D-2010-77"))
    state.apply(Edit("").update(decision, Decision.decided_on(date(2010, 1, 5))).done())
    state.add(Action, Action.text("Print it."), Action.decision(decision.id), Action.given_on(date(2010, 1, 7)))
    for day, subject in ((9, "Second"), (8, "First")):
        signed = Letter.signed_on(date(2010, 1, day)), Letter.number(f"{day}/2010"), Letter.scan("gone.pdf")
        state.add(Letter, Letter.subject(subject), Letter.decisions((decision.id,)), *signed)
    session = session_of(tmp_path / "group", state)
    asked = PackRequest("matter", Audience.SECRETARIAT, session.state.get(Decision, decision.id), form=WEB_PAGE)
    contents, page, *_ = pack_files(session, asked)
    told = text_of(page.data).partition("1. Decision")[2]
    places = [told.index(one) for one in ("We endorse.", "Print it.", "First", "Second")]
    assert places == sorted(places)
    assert text_of(contents.data).count("gone.pdf (file missing)") == 2
    members = pack_files(session, asked._replace(audience=Audience.MEMBERS))
    assert not [one for one in members if "First" in one.text or "gone" in one.text]
    assert Document.SINGULAR in load_packs()["matter"].of
