"""What is removed for good leaves adopted minutes too, and every file that holds them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest
from tests.builders import known
from tests.papers_made import minutes as exported

from ictwg.app.opening import open_group, start_group
from ictwg.app.redaction import foreseen, redact, still_kept
from ictwg.app.session import Session
from ictwg.decisions import decisions
from ictwg.documents.comments import add_comment
from ictwg.domain.changes import Edit
from ictwg.domain.records import (
    Activity,
    AgendaItem,
    CalendarItem,
    Contact,
    Correction,
    Decision,
    Edition,
    Entry,
    Indicator,
    Meeting,
    Organization,
    Plan,
)
from ictwg.domain.schema import Record
from ictwg.domain.values import Audience, Commented, MeetingState, MinutesState
from ictwg.locales import t
from ictwg.minutes import approval as minutes_way
from ictwg.minutes.corrections import proposals
from ictwg.programme.plan import new_version
from ictwg.records.history import group_history
from ictwg.store.local.home import Home

R = TypeVar("R", bound=Record)

NAME = "Maria-do-Teste"
OTHER = "Rui-do-Teste"
DAY = date(2010, 4, 6)
READERS = (Audience.MEMBERS, Audience.CORE, Audience.SECRETARIAT)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    home, path = Home.at(str(tmp_path / "home")), str(tmp_path / "group.json")
    start_group(path, "Working group", "WG", home=home).store.close()
    opened = open_group(path, home=home, writer=True, today=DAY)
    state = opened.state
    meeting, item = state.new_id(), state.new_id()
    edit = Edit("verbs.created")
    held = (Meeting.state(MeetingState.HELD), Meeting.minutes_state(MinutesState.CIRCULATED))
    edit.create(Meeting, meeting, Meeting.date(date(2010, 3, 12)), *held)
    edit.create(AgendaItem, item, AgendaItem.meeting(meeting), AgendaItem.order("a0"), AgendaItem.title("Reports"))
    said = (Entry.order("a0"), Entry.text(f"The police had met {NAME}."))
    edit.create(Entry, state.new_id(), Entry.meeting(meeting), Entry.item(item), *said)
    opened.commit(edit.done())
    opened.commit(minutes_way.adopt_by_silence(the(opened, Meeting), DAY))
    opened.store.sync.share()
    yield opened
    opened.store.close()


def the(session: Session, kind: type[R]) -> R:
    (found,) = session.state.all(kind)
    return found


def holding(folder: Path, name: str = NAME) -> list[str]:
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [file.name for file in files if name.encode() in file.read_bytes()]


def test_it_leaves_the_edition_and_every_file(session: Session, tmp_path: Path) -> None:
    assert holding(tmp_path)
    redact(session, the(session, Entry), Entry.text, "names a person")
    session.store.sync.share()
    assert holding(tmp_path) == []
    text = exported(session.state, the(session, Meeting), Audience.MEMBERS, DAY, "en").markdown()
    assert f"**Correction 6 April 2010:** {t('corrections.removed')}" in text
    assert the(session, Correction).entry == the(session, Entry).id
    assert the(session, Edition).version == 1
    assert proposals(session.state, the(session, Meeting)) == ()
    assert session.store.maintenance.check() == ()


def test_it_leaves_the_comments_of_an_edition_too(session: Session, tmp_path: Path) -> None:
    """Only those who could read the comment are told that it is gone."""
    session.undo()
    body = session.state.new_id()
    session.commit(Edit("verbs.created").create(Organization, body, Organization.acronym("MoJ")).done())
    meeting, said = the(session, Meeting), (Contact.text(f"{OTHER} was not there"), Contact.audience(Audience.CORE))
    session.commit(add_comment(session.state, meeting, the(session, Organization), DAY, Commented.COMMENTS, *said))
    session.commit(minutes_way.adopt_by_silence(the(session, Meeting), DAY))
    session.store.sync.share()
    assert OTHER in exported(session.state, the(session, Meeting), Audience.CORE, DAY, "en").markdown()
    redact(session, the(session, Contact), Contact.text, "names a person")
    session.store.sync.share()
    assert holding(tmp_path, OTHER) == []
    told = [exported(session.state, the(session, Meeting), who, DAY, "en").markdown() for who in READERS]
    assert [t("corrections.removed") in text for text in told] == [False, True, True]


def test_it_leaves_an_edition_that_was_taken_back(session: Session, tmp_path: Path) -> None:
    session.undo()
    session.store.sync.share()
    redact(session, the(session, Entry), Entry.text, "names a person")
    session.store.sync.share()
    assert holding(tmp_path) == []
    assert not session.state.all(Correction)
    session.commit(minutes_way.adopt_by_silence(the(session, Meeting), DAY))
    assert the(session, Edition).version == 2


def held_by(path: Path, who: str, tmp_path: Path) -> Session:
    session = open_group(str(path), home=Home.at(str(tmp_path / who)), writer=True, today=DAY)
    session.act_as(who)
    return session


@pytest.mark.parametrize("first", ["ana", "rui"])
def test_it_leaves_both_texts_that_two_adopted_at_once(session: Session, tmp_path: Path, first: str) -> None:
    """Also where the one that is shown never had the line."""
    session.undo()
    session.store.sync.share()
    both = {who: held_by(tmp_path / "group.json", who, tmp_path) for who in ("ana", "rui")}
    ana, added = both["ana"], the(both["ana"], Entry)
    said = (Entry.meeting(added.meeting), Entry.item(added.item), Entry.order("a1"), Entry.text(f"{OTHER} came late."))
    both[first].commit(Edit("verbs.created").create(Entry, both[first].state.new_id(), *said).done())
    for one in both.values():
        one.commit(minutes_way.adopt_by_silence(the(one, Meeting), DAY))
    everywhere = (*both.values(), session, *both.values(), session)
    for one in everywhere:
        one.store.sync.share()
    (edition,) = (one for one in ana.state.all(Edition) if one.row.rivals(Edition.content.name))
    shown = OTHER in edition.content
    (line,) = (one for one in ana.state.all(Entry) if OTHER in one.text)
    redact(ana, line, Entry.text, "names a person")
    for one in everywhere:
        one.store.sync.share()
    assert holding(tmp_path, OTHER) == []
    text = exported(ana.state, the(ana, Meeting), Audience.MEMBERS, DAY, "en").markdown()
    assert NAME in text
    assert (t("corrections.removed") in text) is shown
    for one in both.values():
        one.store.close()


def together(*sessions: Session) -> None:
    for one in sessions * 2:
        one.store.sync.share()


@pytest.mark.parametrize("reworded", [False, True])
def test_it_leaves_minutes_that_somebody_adopts_before_he_hears_of_it(
    session: Session, tmp_path: Path, *, reworded: bool
) -> None:
    """Ana removes while Rui adopts; what he wrote himself before that stays in his minutes."""
    session.undo()
    together(session)
    ana, rui = (held_by(tmp_path / "group.json", who, tmp_path) for who in ("ana", "rui"))
    if reworded:
        rui.commit(Edit("verbs.edited").update(the(rui, Entry), Entry.text("The police had met somebody.")).done())
    rui.commit(minutes_way.adopt_by_silence(the(rui, Meeting), DAY))
    redact(ana, the(ana, Entry), Entry.text, "names a person")
    together(ana, rui, session)
    assert holding(tmp_path) == []
    for one in (ana, rui, session):
        edition = the(one, Edition)
        assert ("met somebody" in edition.content) is reworded
        assert hashlib.sha256(edition.content.encode()).hexdigest() == edition.digest
        assert proposals(one.state, the(one, Meeting)) == ()
        assert one.store.maintenance.check() == ()
    ana.store.close()
    rui.store.close()


def test_the_history_says_of_what_a_text_was_removed(session: Session) -> None:
    redact(session, the(session, Entry), Entry.text, "names a person")
    told = [did.what for did in group_history(session.store)]
    assert t("verbs.redacted", subject="Reports") in told  # the item under which the line stands
    assert not [what for what in told if what.endswith("from ") or NAME in what]


def test_what_is_kept_of_earlier_wordings_goes_too(session: Session, tmp_path: Path) -> None:
    decided = decisions.add_decision(session.state, f"Ask {NAME}.", None, DAY)
    session.commit(decided)
    session.commit(decisions.reword(session.state, the(session, Decision), "Ask.", DAY))
    redact(session, the(session, Decision), Decision.text, "names a person")
    redact(session, the(session, Entry), Entry.text, "names a person")
    session.store.sync.share()
    assert holding(tmp_path) == []


def test_the_preview_names_copies_and_exports_and_changes_nothing(session: Session, tmp_path: Path) -> None:
    folder = tmp_path / "minutes"
    folder.mkdir()
    (folder / "M-2010-03-12.md").write_text(f"The police had\nmet **{NAME}**.", encoding="utf-8")
    (folder / "other.md").write_text("Nothing.", encoding="utf-8")
    stranger = tmp_path / "group (conflicted copy).json"
    stranger.write_bytes((tmp_path / "group.json").read_bytes()[:-20])
    for _ in range(3):
        session.store.sync.share()
    before = holding(tmp_path)
    preview = foreseen(session, the(session, Entry), Entry.text)
    assert [line for line in preview.goes if NAME in line]
    assert "M-2010-03-12.md" in "\n".join(preview.stays)
    assert "other.md" not in "\n".join(preview.stays)
    assert stranger.name in "\n".join(preview.stays)
    assert holding(tmp_path) == before


COPIED = "Uma Hakmatek of the victims in Comoro street"


def _next_version(session: Session) -> Iterator[Record]:
    edit, state = Edit("verbs.created"), session.state
    plan, part, indicator = state.new_id(), state.new_id(), state.new_id()
    edit.create(Plan, plan, Plan.title("Plan"))
    edit.create(Activity, part, Activity.plan(plan), Activity.title(COPIED))
    edit.create(Indicator, indicator, Indicator.plan(plan), Indicator.title(COPIED))
    session.commit(edit.done())
    for version in ("2", "3"):
        before = known(state.get(Plan, plan))
        plan, changes = new_version(state, before, version)
        session.commit(changes)
    yield from (*state.linked(Activity, Activity.plan, plan), *state.linked(Indicator, Indicator.plan, plan))


def _in_the_trash(session: Session) -> Iterator[Record]:
    """One of two notes that were pasted twice lies in the trash."""
    ids = [session.state.new_id(), session.state.new_id()]
    edit = Edit("verbs.created")
    for id in ids:
        edit.create(Contact, id, Contact.text(COPIED))
    session.commit(edit.done())
    first, second = (session.state.get(Contact, id) for id in ids)
    assert first is not None
    assert second is not None
    session.commit(Edit("verbs.deleted").remove(first).done())
    yield second


def _as_another_type(session: Session) -> Iterator[Record]:
    """What was put to another body, or carried from one meeting to the next, keeps its words."""
    ids, edit = [session.state.new_id() for _ in range(3)], Edit("verbs.created")
    edit.create(Decision, ids[0], Decision.text(COPIED))
    edit.create(AgendaItem, ids[1], AgendaItem.title(COPIED))
    edit.create(CalendarItem, ids[2], CalendarItem.title(f"  {COPIED.upper()} "))
    session.commit(edit.done())
    found = known(session.state.get(AgendaItem, ids[1]))
    yield found


@pytest.mark.parametrize("copied", [_next_version, _in_the_trash, _as_another_type])
def test_it_leaves_every_record_that_copied_it(session: Session, tmp_path: Path, copied: Any) -> None:
    record = next(iter(copied(session)))
    session.store.sync.share()
    field = next(field for field in type(record).fields() if field.of(record) == COPIED)
    assert len(foreseen(session, record, field).goes) > 2
    redact(session, record, field, "ground")
    session.store.sync.share()
    assert holding(tmp_path, COPIED) == holding(tmp_path, COPIED.upper()) == []


def test_a_copy_that_is_worded_otherwise_by_now_or_says_more_is_named(session: Session) -> None:
    part, *_ = _next_version(session)
    assert isinstance(part, Activity)
    earlier = known(session.state.get(Activity, part.earlier))
    session.commit(Edit("verbs.edited").update(earlier, Activity.title("A shelter")).done())
    said = Decision.text(f"It was decided that {COPIED} is to be painted")
    session.commit(Edit("verbs.created").create(Decision, session.state.new_id(), said).done())
    stays = foreseen(session, part, Activity.title).stays
    assert sum(t("redacting.quoted", what="")[2:] in line for line in stays) == 2


def test_short_words_and_names_of_people_go_from_one_place_alone(session: Session) -> None:
    edit, ids = Edit("verbs.created"), [session.state.new_id() for _ in range(2)]
    for id in ids:
        edit.create(AgendaItem, id, AgendaItem.title("Reports"))
    session.commit(edit.done())
    first = known(session.state.get(AgendaItem, ids[0]))
    redact(session, first, AgendaItem.title, "ground")
    again = known(session.state.get(AgendaItem, ids[1]))
    assert again.title == "Reports"


def test_rewording_what_may_be_confidential_says_what_it_does_not_do(session: Session) -> None:
    id, said = session.state.new_id(), Decision.text("Call the victim Maria Exemplo, 7723 4567")
    made = Edit("verbs.created").create(Decision, id, said).done()
    assert not still_kept(session.state, made)
    session.commit(made)
    decision = the(session, Decision)
    assert still_kept(session.state, Edit("verbs.edited").update(decision, Decision.text("Call her")).done())
    assert not still_kept(session.state, Edit("verbs.edited").update(decision, Decision.rationale("none")).done())
