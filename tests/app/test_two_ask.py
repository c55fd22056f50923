"""Two people without each other's work: answers of the same organization, one activity, the tree of activities.

Nothing is lost: what each said last is shown or stands in sight beside it, every comment is kept, and each activity has
one place, the same with both.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.store.office import Office, memory

from ictwg.decisions import circulation
from ictwg.decisions.circulation import propose
from ictwg.documents.comments import add_comment, comments_on
from ictwg.domain.changes import Edit
from ictwg.domain.order import spread
from ictwg.domain.records import (
    Activity,
    Attendance,
    Contact,
    Decision,
    Document,
    Meeting,
    Membership,
    Organization,
    Plan,
    Position,
    Round,
    RoundAnswer,
)
from ictwg.domain.values import (
    Answer,
    AskingKind,
    Commented,
    MeetingState,
    MembershipStatus,
    MinutesState,
    RoundKind,
    Stance,
)
from ictwg.meetings import invitation
from ictwg.meetings.attendance import roll
from ictwg.meetings.invitation import AnswerDetails
from ictwg.programme.owed import askings
from ictwg.programme.rounds import asked
from ictwg.records.asking import Respondent
from ictwg.records.lookup import Lookup
from ictwg.records.record_rows import in_tree, move, record_rows

if TYPE_CHECKING:
    from ictwg.domain.schema import Record
    from ictwg.records.asking import Asking
    from ictwg.records.record_rows import Move
    from ictwg.store.store import Store

TODAY = date(2010, 2, 15)
KEPT = (AskingKind.INVITATION, AskingKind.DECISION, AskingKind.ROUND)
"""One record for each organization, whoever notes its answer."""

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.sampled_from(KEPT), st.integers(0, 1), st.integers(0, 1)),
        st.tuples(st.just("comment"), st.sampled_from((AskingKind.COMMENTS, AskingKind.DOCUMENT)), st.integers(0, 1)),
        st.tuples(st.just("edit"), st.integers(0, 3), st.sampled_from(("A", "B"))),
        st.tuples(st.just("move"), st.integers(0, 3), st.sampled_from(("up", "down", "nest", "unnest"))),
    ),
    min_size=1,
    max_size=6,
)


def begun(store: Store) -> None:
    """Two members, who are asked for all five kinds; a plan with four activities."""
    edit, plan = Edit("verbs.created"), store.new_id()
    for acronym in ("MoJ", "PNTL"):
        home = store.new_id()
        edit.create(Organization, home, Organization.acronym(acronym), Organization.name(acronym))
        member = (Membership.organization(home), Membership.status(MembershipStatus.MEMBER))
        edit.create(Membership, store.new_id(), *member)
    days = (Meeting.date(date(2010, 3, 1)), Meeting.invitation_circulated(TODAY))
    edit.create(Meeting, store.new_id(), *days)
    held = (Meeting.state(MeetingState.HELD), Meeting.minutes_state(MinutesState.CIRCULATED))
    edit.create(Meeting, store.new_id(), Meeting.date(date(2010, 2, 1)), *held, Meeting.comments_until(TODAY))
    edit.create(Document, store.new_id(), Document.title("The bill"), Document.comments_until(TODAY))
    edit.create(Round, store.new_id(), Round.title("Figures"), Round.kind(RoundKind.INPUTS), Round.closes_on(TODAY))
    edit.create(Plan, plan, Plan.title("NPA"))
    places = spread(4)
    for place in places:
        edit.create(Activity, store.new_id(), Activity.plan(plan), Activity.title("Posters"), Activity.order(place))
    store.commit(edit.done())
    store.commit(asked(store, store.all(Round)[0], TODAY))
    store.commit(propose(Lookup(store, TODAY), {Decision.text.name: "The standards apply"})[1])


class Desk:
    """One of the two, and what they said last: by the record and field, as it is stored."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.said: dict[tuple[str, str], str] = {}
        self.comments = 0

    def asking(self, kind: AskingKind) -> Asking[Any]:
        return next(one for one in askings(self.store, TODAY) if one.KIND is kind)

    def activity(self, at: int) -> Activity:
        return sorted(self.store.all(Activity), key=lambda one: one.id)[at]

    def answer(self, kind: AskingKind, organization: int, choice: int) -> None:
        asking = self.asking(kind)
        one, value = asking.respondents[organization], str(asking.CHOICES[choice])
        self.store.commit(asking.note(Lookup(self.store, TODAY), one, {asking.NOTED.answer.name: value}))
        record = self.asking(kind).respondents[organization].record
        assert record is not None
        self.said[record.id, asking.NOTED.answer.name] = value

    def comment(self, kind: AskingKind, organization: int) -> None:
        asking, self.comments = self.asking(kind), self.comments + 1
        home = self.store.all(Organization)[organization]
        typed = {Contact.comments.name: str(Commented.COMMENTS), Contact.text.name: f"comment {self.comments}"}
        self.store.commit(asking.note(Lookup(self.store, TODAY), Respondent("", home.id, "", "", None), typed))

    def edit(self, at: int, title: str) -> None:
        one = self.activity(at)
        self.store.commit(Edit("verbs.edited").update(one, Activity.title(title)).done())
        if one.title != title:
            self.said[one.id, Activity.title.name] = title

    def move(self, at: int, how: Move) -> None:
        self.store.commit(move(self.store, self.activity(at), how))

    @property
    def tree(self) -> list[tuple[str, str]]:
        lookup = Lookup(self.store, TODAY)
        rows = in_tree(lookup, Activity, record_rows(lookup, Activity, Activity.COLUMNS), Activity.COLUMNS, ())
        return [(row.about, row.indent) for row in rows]

    def live(self, id: str, name: str) -> set[str]:
        """What is shown, and what stands beside it."""
        kinds: tuple[type[Record], ...] = (Attendance, Position, RoundAnswer, Activity)
        record = next(found for kind in kinds if (found := self.store.get(kind, id)) is not None)
        return {str(one) for one in (record.row.get(name), *record.row.rivals(name))}


@settings(max_examples=25)
@given(STEPS, STEPS)
def test_nothing_that_two_people_say_at_once_is_lost(of_ana: list[Any], of_rui: list[Any]) -> None:
    with TemporaryDirectory(dir=memory()) as folder:
        office = Office(Path(folder))
        ana = Desk(office.create("ana"))
        begun(ana.store)
        ana.store.sync.share()
        rui = Desk(office.open("rui"))
        for desk, steps in ((ana, of_ana), (rui, of_rui)):
            for step, *how in steps:
                getattr(desk, step)(*how)
        for desk in (ana, rui, ana, rui):
            desk.store.sync.share()
        for desk in (ana, rui):
            for id, name in {*ana.said, *rui.said}:
                said = {of.said[id, name] for of in (ana, rui) if (id, name) in of.said}
                assert said <= desk.live(id, name)
            assert len(desk.store.all(Contact)) == ana.comments + rui.comments
            assert len({id for id, _ in desk.tree}) == len(desk.tree) == 4
        assert ana.tree == rui.tree
        for desk in (ana, rui):
            desk.store.close()


def test_the_older_way_to_note_an_answer_and_the_interface_write_the_same_records(tmp_path: Path) -> None:
    """Two versions at one file: what 0.1 wrote by its own use cases is what the interface shows, and the other way."""
    office = Office(tmp_path)
    older = office.create("ana")
    begun(older)
    meeting, minutes = sorted(older.all(Meeting), key=lambda one: one.state is MeetingState.HELD)
    decision, (moj, pntl) = older.all(Decision)[0], older.all(Organization)
    line = next(one for one in roll(older, meeting) if one.organization == moj.id)
    older.commit(invitation.answer(older, meeting, line, Answer.COMING, AnswerDetails(TODAY, "Rosa")))
    older.commit(circulation.answer(older, decision, moj, Stance.DISAGREES, TODAY, reason="too early"))
    older.commit(add_comment(older, minutes, moj, TODAY, Commented.COMMENTS, Contact.text("Item 3")))
    older.sync.share()
    newer = Desk(office.open("rui"))
    kinds = (AskingKind.INVITATION, AskingKind.DECISION, AskingKind.COMMENTS)
    for kind in kinds:
        asking = newer.asking(kind)
        found = {one.organization: one for one in asking.respondents}
        assert found[moj.id].answer in (Answer.COMING, Stance.DISAGREES, Commented.COMMENTS)
        assert [one.organization for one in asking.waiting] == [pntl.id]
        newer.store.commit(asking.remind(asking.waiting))
    for kind, choice in ((AskingKind.INVITATION, 1), (AskingKind.DECISION, 0)):
        newer.answer(kind, [one.organization for one in newer.asking(kind).respondents].index(moj.id), choice)
    newer.store.sync.share()
    older.sync.share()
    (attendance,), (position,) = older.all(Attendance), older.all(Position)
    assert (attendance.answer, position.stance, position.reason) == (Answer.NOT_COMING, Stance.AGREES, "too early")
    assert [one.text for one in comments_on(older, minutes)] == ["Item 3"]
    older.close()
    newer.store.close()
