"""Writes what people and files hold of this program: a group with a past, settings, and what becomes of them.

    python -m tests.tools.what_stays FOLDER

So `tests/golden/0.1` came to be, once, by version 0.1. What a later version writes proves nothing about it: nothing is
ever written over here, a file that is there ends the program.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, TypeVar
from unittest import mock

from tests.rich_meeting import rich_meeting
from tests.tools.example_group import ExampleClock, Story
from tests.what_stays import LANGUAGES, Kept, editions, exported, filtered, history, names, printed_words

from ictwg.actions import actions as followup
from ictwg.app.next_meeting.standing_items import keep_template
from ictwg.app.opening import group_settings
from ictwg.app.problems.two_answers import keep, question_about
from ictwg.app.redaction import redact
from ictwg.app.session import Session, reactions
from ictwg.app.trash import bring_back
from ictwg.decisions import circulation, decisions
from ictwg.decisions.decisions import link
from ictwg.documents.comments import comments_on, settle
from ictwg.domain.agenda import agenda_of
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import (
    Action,
    AgendaItem,
    BodyMember,
    Contact,
    Decision,
    Entry,
    Group,
    Meeting,
    Organization,
    Person,
    Progress,
)
from ictwg.domain.values import (
    ActionKind,
    ActionStatus,
    Channel,
    DueWord,
    Function,
    Implementation,
    MeetingKind,
    MembershipStatus,
    Presence,
    Purpose,
    Settled,
    ShiftedBy,
    Stance,
)
from ictwg.meetings import agenda, attendance, meetings
from ictwg.members.merging import same, told_apart
from ictwg.members.organizations import change_status, join, remove, rename
from ictwg.members.sub_groups import keep_body, seat, unseat
from ictwg.minutes import approval as minutes_way
from ictwg.minutes.corrections import accept, correct, decline, proposals
from ictwg.records.editing import remove_said, set_fields
from ictwg.records.filter_words import forget_filter, save_filter, saved_filters
from ictwg.records.group import group_of
from ictwg.records.lookup import find
from ictwg.store.local.author import Author
from ictwg.store.local.home import Home
from ictwg.store.local.settings import Settings, save
from ictwg.store.store import Store
from ictwg.tasks.checklists import keep_checklist
from ictwg.tasks.tasks import turn
from ictwg.ui.keys import KEYS

if TYPE_CHECKING:
    from ictwg.domain.schema import Record

    R = TypeVar("R", bound=Record)

SEED = 2010
APRIL, LAWYERS = date(2010, 4, 30), date(2010, 4, 28)
FILTERS = {
    "followup": (
        "owner:moj is:open", "owner:un_women", "due:30d is:action", "due:none", "due:<2010-05-13", "due:>2w", "slips:1",
        "from:2010-03 until:2010-04", "year:2010 is:action", "meeting:m-2010-02 is:closed", "meeting:2010-03-12",
        "is:late", "is:overdue owner:mfa", "is:waiting", "is:in_progress", "is:done is:action", "is:cancelled",
        "is:gaps", "is:high", "chapter", "Send  LIST is:action",
    ),
    "tasks": ("by:ana", "is:task is:open", "is:task due:<2010-05-13"),
    "decisions": (
        "basis:vote", "basis:circulation is:taken", "is:open", "is:closed", "is:late", "is:overdue", "is:unlinked",
        "is:circulating", "is:proposed", "is:pending", "is:in-progress", "is:implemented", "is:overtaken",
        "is:not_taken", "is:superseded year:2010", "meeting:m-2010-03", "from:2010-04 until:2010-05-06", "framework",
    ),
}  # fmt: skip
"""By the list that keeps them; each is kept under its own words."""
SAID = (
    ("previous", ("moj: the minutes speak of eight members; there were nine.",)),
    (
        "Standards for shelters",
        (
            "fnd: two of three houses have no night guard.",
            "/d The standards apply from June.",
            "/a MoJ, FND cost the night guards by 30 Apr 2010",
            "/a all send their comments on chapter 2 by 7 May 2010",
            "/u A-2010-011 the third session was held",
        ),
    ),
    ("next", ("The next meeting is proposed for 14 May.",)),
)
LAW = (
    (
        "Definition of trafficking",
        ("moj: the draft follows the Palermo Protocol.", "/a PNTL list the cases by 4 May 2010"),
    ),
)


class Two:
    """Ana in the office begins the group, Rui goes on at his laptop; each reads what the other shared."""

    def __init__(self, folder: Path) -> None:
        self.clock = ExampleClock()
        self.clock.go_to(date(2010, 3, 22))
        self.path = folder / "group.json"
        ana = Store.create(
            str(self.path), home=self._home(folder, "ana"), clock=self.clock, author=Author("Ana", "office")
        )
        self.ana = Story(Session(ana, self.clock.today, reactions()), self.clock)
        self._begin()
        rui = Store.open(
            str(self.path), home=self._home(folder, "rui"), clock=self.clock, author=Author("Rui", "laptop")
        )
        self.rui = Story(Session(rui, self.clock.today, reactions()), self.clock)

    def _home(self, folder: Path, user: str) -> Home:
        return Home.at(str(folder / user))

    def share(self) -> None:
        for story in (self.ana, self.rui, self.ana, self.rui):
            story.session.store.share()

    def _begin(self) -> None:
        """The records of the rich meeting come in at once, as from another program."""
        state, name = self.ana.session.state, "Inter-Agency Counter-Trafficking Working Group"
        self.ana.do(group_settings(state.db, name, "ICTWG", "Asia/Dili"))
        group = group_of(state)
        assert group is not None
        told = (Group.votes(True), Group.illustrative(True), Group.country("TL"), Group.comment_days(10))
        self.ana.do(Edit("verbs.edited", "ICTWG").update(group, *told).done())
        rich = rich_meeting().state
        self.ana.do(Changes("verbs.imported", "", rich.writes(without=Group)).told_by(Meeting, Organization))
        self.ana.session.store.share()


def the(story: Story, kind: type[R], name: str) -> R:
    return find(story.session.state, kind, name)


def lived(folder: Path) -> None:
    """Half a year of the group, in its file."""
    two = Two(folder)
    _members(two.ana)
    two.share()
    _comments(two.rui)
    _ahead(two)
    two.share()
    _at_once(two)
    _adopted(two)
    two.share()
    _followed(two)
    _decided(two.ana)
    two.share()
    _cleaned(two)
    two.share()
    for story in (two.ana, two.rui):
        story.session.store.close()


def _members(ana: Story) -> None:
    """New ones, another status, another name, one that was there twice, one too many, and a sub-group."""
    state, on = ana.session.state, date(2010, 3, 23)
    ana.clock.go_to(on)
    texts = (Organization.name("Ministry of Health"), Organization.acronym("MoH"))
    health = ana.do(Edit("verbs.created", "MoH").create(Organization, state.new_id(), *texts).done())
    ana.do(join(state, health, MembershipStatus.OBSERVER, on, "MoH/12/2010"))
    ana.clock.go_to(date(2010, 3, 24))
    ana.do(change_status(state, the(ana, Organization, "MoH"), MembershipStatus.MEMBER, date(2010, 3, 24)))
    ana.do(rename(state, the(ana, Organization, "FND"), "Foundation for shelters (illustrative)", "FFS", on))
    for acronym in ("FFS2", "FUND"):
        texts = (Organization.name("Foundation, shelters"), Organization.acronym(acronym))
        ana.do(Edit("verbs.created", acronym).create(Organization, state.new_id(), *texts).done())
    first, twice, other = (the(ana, Organization, name) for name in ("FFS", "FFS2", "FUND"))
    ana.do(same(ana.session.lookup, first, twice).changes)
    ana.do(told_apart(state, first, other))
    ana.do(remove(state, the(ana, Organization, "FUND")))
    ana.do(keep_body(state, None, "LAW", "Sub-committee on the draft law (illustrative)", "first wed of the month", ""))
    for acronym, function in (("MoJ", Function.CHAIR), ("IOM", Function.SECRETARIAT), ("PNTL", Function.FOCAL_POINT)):
        home = BodyMember.organization(the(ana, Organization, acronym).id)
        ana.do(seat(state, "LAW", None, home, BodyMember.function(function), BodyMember.since(on)))
    ana.do(unseat(state, next(one for one in state.all(BodyMember) if one.function is Function.SECRETARIAT)))
    person = the(ana, Person, "A. Example")
    ana.do(set_fields(ana.session.lookup, person, {"position": "Director", "email": "director@example.org"}))
    for screen, kept in FILTERS.items():
        for words in kept:
            ana.do(save_filter(state, screen, f"All {words}", words))
    ana.do(save_filter(state, "followup", "Forgotten", "is:gaps"))
    ana.do(forget_filter(next(one for one in saved_filters(state, "followup") if one.name == "Forgotten")))


def _comments(rui: Story) -> None:
    """What came back about the minutes of March is settled, and they go out once more."""
    state, on = rui.session.state, date(2010, 3, 30)
    rui.clock.go_to(on)
    meeting = the(rui, Meeting, "M-2010-03")
    open_ones = [one for one in comments_on(state, meeting) if one.text and one.settled is None]
    rui.do(settle(open_ones[0], Settled.DECLINED, on, "stands in the summary"))
    rui.do(settle(open_ones[1], Settled.ACCEPTED, on))
    rui.do(minutes_way.circulate(state, meeting, on, date(2010, 4, 6)))


def _ahead(two: Two) -> None:
    """The next meeting, one of the sub-group, their agendas and checklists."""
    ana, state = two.ana, two.ana.session.state
    ana.do(keep_checklist(state, MeetingKind.ORDINARY, {}, ("-14 Book the room", "-1 Print the name plates")))
    topics = (("Standards for shelters", Purpose.DECISION, 40, "MSS"), ("Budget", Purpose.DISCUSSION, 20, "IOM"))
    two.clock.go_to(date(2010, 3, 31))
    april = meetings.plan(state, APRIL, Meeting.title("Shelters"), Meeting.venue("Room 2"), Meeting.chair("MFA"))
    meeting = ana.meeting(ana.do(april))
    for title, purpose, minutes, presenter in topics:
        more = (AgendaItem.purpose(purpose), AgendaItem.minutes_allotted(minutes), AgendaItem.presenter(presenter))
        ana.do(agenda.add_item(state, meeting, title, *more))
    budget = ana._item(meeting, "Budget")
    ana.do(agenda.move(state, budget, "up"))
    ana.do(agenda.park(state, ana._item(meeting, "Budget")))
    ana.do(keep_template(state, meeting, {line.item.id for line in agenda_of(state, meeting)}))
    law = ana.meeting(ana.do(meetings.plan(state, LAWYERS, series="LAW", kind=MeetingKind.SUB_COMMITTEE)))
    ana.do(agenda.add_item(state, law, LAW[0][0]))
    off = ana.meeting(ana.do(meetings.plan(state, date(2010, 6, 4))))
    ana.do(meetings.postpone(off, date(2010, 6, 11)))
    ana.do(meetings.cancel(ana.meeting(off.id)))


def _at_once(two: Two) -> None:
    """Both write one field before either has shared: one question is answered, the other waits."""
    ana, rui = two.ana, two.rui
    two.clock.go_to(date(2010, 4, 1))
    for story, more, venue in ((ana, " of members", "Room 4"), (rui, ", with addresses", "Room 5")):
        changed = {"text": f"Send the list of focal points{more}"}
        story.do(set_fields(story.session.lookup, the(story, Action, "A-2010-009"), changed))
        story.do(set_fields(story.session.lookup, on_the(story, APRIL), {"venue": venue}))
    two.share()
    lookup = ana.session.lookup
    question = question_about(ana.session.store, lookup, the(ana, Action, "A-2010-009"), Action.text.name)
    ana.do(keep(lookup, question, question.answers[1]))


def on_the(story: Story, day: date) -> Meeting:
    return next(one for one in story.session.state.all(Meeting) if one.date == day)


def _adopted(two: Two) -> None:
    """By silence; a late edit becomes a correction, another does not, and one is typed."""
    ana, rui, on = two.ana, two.rui, date(2010, 4, 7)
    two.clock.go_to(on)
    state = ana.session.state
    late = next(one for one in rui.session.state.all(Entry) if one.text.startswith("The chair opened"))
    other = next(one for one in rui.session.state.all(Entry) if one.text.startswith("Asked for more"))
    rui.do(
        Edit("verbs.edited").update(late, Entry.text("The chair opened the meeting and welcomed nine members.")).done()
    )
    rui.do(Edit("verbs.edited").update(other, Entry.text("Asked for less time.")).done())
    meeting = the(ana, Meeting, "M-2010-03")
    ana.do(minutes_way.adopt_by_silence(meeting, on))
    two.share()
    two.clock.go_to(date(2010, 4, 12))
    proposal = proposals(state, ana.meeting(meeting.id))[0]
    ana.do(accept(ana.session.lookup, ana.meeting(meeting.id), proposal, asked_by="MoJ"))
    proposal = proposals(state, ana.meeting(meeting.id))[0]
    ana.do(decline(state, ana.meeting(meeting.id), proposal))
    ana.do(
        correct(state, ana.meeting(meeting.id), "Not the summary, but the outline", date(2010, 4, 13), asked_by="MFA")
    )


def _followed(two: Two) -> None:
    """What was promised, by all that can become of it, on both computers."""
    ana, rui = two.ana, two.rui
    state = rui.session.state
    two.clock.go_to(date(2010, 4, 14))
    on = date(2010, 4, 14)
    rui.do(followup.close(state, the(rui, Action, "A-2010-009"), on, note="31 names", by="PNTL"))
    moved = followup.change_due(
        state, the(rui, Action, "A-2010-014"), date(2010, 6, 1), ShiftedBy.OWNER, on, reason="elections"
    )
    rui.do(moved)
    rui.do(followup.change_due(state, the(rui, Action, "A-2010-017"), DueWord.ONGOING, ShiftedBy.GROUP, on))
    rui.do(
        followup.progress(
            state, the(rui, Action, "A-2010-014"), "Half of it is costed", on, by="MoJ", channel=Channel.PHONE
        )
    )
    owner = the(rui, Organization, "MoH").id
    rui.do(followup.reassign(state, the(rui, Action, "A-2010-016"), (owner,)))
    waits = followup.set_status(
        state, the(rui, Action, "A-2010-015"), ActionStatus.WAITING, on, waiting_on="the prosecutor",
        waiting_until=date(2010, 5, 3),
    )  # fmt: skip
    rui.do(waits)
    rui.do(followup.set_status(state, the(rui, Action, "A-2010-011"), ActionStatus.OPEN, on))
    rui.do(followup.set_status(state, the(rui, Action, "A-2010-016"), ActionStatus.IN_PROGRESS, on))
    rui.do(set_fields(rui.session.lookup, the(rui, Action, "A-2010-014"), {"priority": "high"}))
    for text, who in (
        ("Ask the embassy for a speaker", "Ana"),
        ("Renew the list of addresses", "Rui"),
        ("Call the printer", "Ana"),
    ):
        task = (Action.assignee(who),)
        rui.do(followup.add_action(state, text, (), date(2010, 4, 23), None, on, *task, kind=ActionKind.TASK))
    rui.do(turn(state, rui.action("Call the printer"), on))
    rui.do(followup.cancel(state, rui.action("Ask the embassy"), on, reason="they come anyway"))
    two.share()
    april = on_the(ana, APRIL)
    law = on_the(ana, LAWYERS)
    ana.invite(april)
    two.clock.go_to(LAWYERS)
    _roll_call(ana, law)
    ana.hold(law, LAW, {})
    two.clock.go_to(APRIL)
    _roll_call(ana, april)
    ana.hold(april, SAID, {}, the(ana, Meeting, "M-2010-02"))
    ana.tick(april, date(2010, 5, 4))
    ana.do(minutes_way.send_to_chair(ana.meeting(april.id), date(2010, 5, 4)))
    ana.do(minutes_way.clear(ana.meeting(april.id), date(2010, 5, 5), "Deputy chair"))
    ana.do(minutes_way.circulate(ana.session.state, ana.meeting(april.id), date(2010, 5, 5)))


def _roll_call(ana: Story, meeting: Meeting) -> None:
    """Organizations answer, whoever sits there: nobody here has a focal point."""
    away = {"UNW": Presence.REMOTE, "MoH": Presence.APOLOGIES}
    for line in attendance.roll(ana.session.state, meeting):
        ana.do(attendance.mark(ana.session.state, meeting, line, away.get(line.acronym, Presence.PRESENT)))


def _decided(ana: Story) -> None:
    """By circulation, put otherwise, instead of another, and carried out by an action."""
    state, on = ana.session.state, date(2010, 5, 6)
    ana.clock.go_to(on)
    standards = next(one for one in state.all(Decision) if one.text.startswith("The standards"))
    ana.do(decisions.reword(state, standards, "The standards apply from July.", on))
    ana.do(link(state, ana.action("night guards"), standards))
    for text, taken in (("The sub-committee gets a second chair.", True), ("Meetings are in the afternoon.", False)):
        id, changes = circulation.propose(ana.session.lookup, {"text": text, "answers_until": "2010-05-20"})
        ana.do(changes)
        for acronym, stance in (("MoJ", Stance.AGREES), ("MFA", Stance.AGREES if taken else Stance.DISAGREES)):
            proposed = state.get(Decision, id)
            assert proposed is not None
            who = the(ana, Organization, acronym)
            ana.do(circulation.answer(state, proposed, who, stance, on, channel=Channel.EMAIL))
        ana.do(circulation.conclude(state, state.get(Decision, id) or standards, on, taken=taken))
    _, waits = circulation.propose(
        ana.session.lookup, {"text": "Minutes go out in Tetun.", "answers_until": "2010-05-07"}
    )
    ana.do(waits)
    new = ana.do(decisions.add_decision(state, "The framework goes to the council in May.", None, on))
    later = state.get(Decision, new)
    assert later is not None
    ana.do(decisions.supersede(state, later, (the(ana, Decision, "D-2010-03"),)))
    ana.do(decisions.set_status(state, the(ana, Decision, "D-2010-04"), Implementation.IMPLEMENTED))
    ana.do(decisions.set_status(state, standards, Implementation.IN_PROGRESS))


def _cleaned(two: Two) -> None:
    """Deleted, restored, taken back, done again, purged; one text is gone for good."""
    ana, rui = two.ana, two.rui
    two.clock.go_to(date(2010, 5, 10))
    state = ana.session.state
    for name in ("Renew the list", "Call the printer"):
        ana.do(remove_said(state, ana.action(name)))
    gone = next(one for one in ana.session.store.trash() if isinstance(one, Action))
    ana.do(bring_back(ana.session.store, (gone,)))
    ana.do(set_fields(ana.session.lookup, the(ana, Action, "A-2010-017"), {"text": "Ask all donors"}))
    ana.session.undo()
    ana.session.redo()
    ana.do(set_fields(ana.session.lookup, the(ana, Organization, "MoJ"), {"name": "Ministry for Justice"}))
    ana.session.undo()
    two.share()
    told = next(one for one in rui.session.state.all(Progress) if one.text == "Half of it is costed")
    redact(rui.session, told, Progress.text, "names a person")
    contact = next(one for one in rui.session.state.all(Contact) if one.text.startswith("The director"))
    redact(rui.session, contact, Contact.text, "names a person")
    two.share()
    two.clock.go_to(date(2010, 6, 30))
    ana.session.store.purge(datetime(2010, 6, 1, tzinfo=UTC))


def settings(db: str) -> Settings:
    """Of somebody who has changed keys; each of the others stands there too, as somebody may have it."""
    made = Settings()
    made.user, made.device, made.language, made.theme, made.vi_keys = "Ana", "office", "tet", "evening", True
    made.keymap = {id: key.keys for id, key in KEYS.items()} | {
        "record.new": "ctrl+n,insert",
        "followup.done": "f4,alt+d",
    }
    made.quiet = {f"{db}/Rui": "2010-05-10T01:07:42+00:00 2010-05-13"}
    return made


def main(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as room, mock.patch.object(os, "urandom", Random(SEED).randbytes):
        lived(Path(room))
        _put(folder / "group.json", (Path(room) / "group.json").read_bytes())
        save(Home.at(room), settings(_db_of(folder / "group.json")))
        _put(folder / "settings.toml", Path(Home.at(room).settings_path).read_bytes())
    with tempfile.TemporaryDirectory() as room:
        kept = Kept(Path(room), (folder / "group.json").read_bytes())
        session = kept.session()
        _put(folder / "history.txt", "".join(f"{line}\n" for line in history(session)).encode())
        _put(folder / "filters.json", _json(filtered(session)))
        _put(folder / "names.json", _json(names()))
        _put(folder / "words.json", _json({lang: printed_words(lang) for lang in LANGUAGES}))
        session.store.close()
        for lang in LANGUAGES:
            for name, data in exported(kept, lang).items():
                _put(folder / "exports" / lang / name, data)
        _put(folder / "editions.json", _json(editions(kept)))


def _db_of(group: Path) -> str:
    return str(json.loads(group.read_bytes())["_sync"]["1"]["db"])


def _json(what: object) -> bytes:
    return (json.dumps(what, indent=1, ensure_ascii=False) + "\n").encode()


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)
    sys.stdout.write(f"{path} {len(data)} bytes\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
