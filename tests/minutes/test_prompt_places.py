"""What a typed line is for: another item, the proposed decision, a vote, the outcome of an item."""

from __future__ import annotations

import pytest
from tests.builders import MemoryState
from tests.minutes.typed_minutes import DAY, PROPOSED, Room

from ictwg.app.pasted_lines import PastePlace, comes_apart
from ictwg.decisions.decisions import read_votes
from ictwg.domain.records import Action, Decision, Entry, Wording
from ictwg.domain.values import Audience, Basis, EntryType, Outcome
from ictwg.errors import InvalidValueError
from ictwg.locales import LANGUAGES, catalogue, t
from ictwg.minutes import approval as minutes_way
from ictwg.minutes import entering as minutes
from ictwg.minutes.approval import FrozenMinutesError
from ictwg.minutes.entering import enter
from ictwg.minutes.gaps import gaps_of
from ictwg.minutes.lines import minute_lines
from ictwg.minutes.prompt.completion import CompletionSource, begun_words, complete, echo
from ictwg.minutes.prompt.names import PromptNames
from ictwg.minutes.prompt.parsing import LineKind


@pytest.mark.parametrize("prefix", ["@6 ", "/i 6 ", "/item 6. ", "/ponto 6 ", "/pontu 6 ", "/butir 6 "])
def test_a_line_may_be_for_any_item_while_another_is_discussed(prefix: str) -> None:
    room = Room()
    room.enters(f"{prefix}moj: no beds", f"{prefix}/d Beds are sought.", f"{prefix}/a MoJ seek beds", "here")
    assert room.said("6") == [
        (EntryType.NOTE, "no beds"),
        (EntryType.DECISION, "Beds are sought."),
        (EntryType.ACTION, "seek beds"),
    ]
    assert room.said("5") == [(EntryType.NOTE, "here")]
    assert [action.item for action in room.state.all(Action)] == [room.item("6").id]


def test_a_number_alone_goes_on_there_and_an_unknown_one_stays_text() -> None:
    room = Room()
    assert room.reads("@6")[:2] == (LineKind.ITEM, "")
    assert room.reads("@6").item == room.item("6").id
    unknown = room.reads("@99 said")
    assert (unknown.kind, unknown.text, unknown.item) == (LineKind.NOTE, "@99 said", "")
    assert "no item 99" in unknown.hint
    for line in ("/i 99 said", "/i said", "/i"):
        assert not room.reads(line).is_complete, line
    for line in ("@ home", "ana@6 org", "@6pm", "@all"):
        assert (room.reads(line).kind, room.reads(line).text) == (LineKind.NOTE, line)


def test_a_changed_line_may_move_to_another_item() -> None:
    room = Room()
    room.enters("/d Beds are sought.")
    (entry,) = room.state.all(Entry)
    draft = room.reads("/d Beds are found.").draft
    assert draft is not None
    room.state.apply(minutes.revise_at(room.state, entry, draft, DAY, room.item("6").id))
    assert room.said("6") == [(EntryType.DECISION, "Beds are found.")]
    assert [decision.item for decision in room.state.all(Decision)] == [room.item("6").id]


def test_d_alone_takes_the_proposed_decision_and_keeps_it_when_it_is_corrected() -> None:
    room = Room()
    typed = room.reads("/d")
    assert (typed.text, typed.proposed, typed.hint) == (PROPOSED, True, "")
    assert t("prompt.as_proposed") in echo(typed, room.state, room.meeting, DAY).parts
    room.enters("/d")
    (entry,) = room.state.all(Entry)
    draft = room.reads("/d The framework is approved as amended.").draft
    assert draft is not None
    room.state.apply(minutes.revise(room.state, entry, draft, DAY))
    assert [decision.text for decision in room.state.all(Decision)] == ["The framework is approved as amended."]
    assert [wording.text for wording in room.state.all(Wording)] == [PROPOSED]


def test_d_alone_takes_nothing_twice_and_nothing_where_nothing_is_proposed() -> None:
    room = Room()
    room.enters("/d")
    assert not room.reads("/d").is_complete
    room.at = "6"
    assert not room.reads("/d").is_complete
    assert not room.reads("@6 /d").is_complete
    assert not room.reads("@5 /d").is_complete
    other = Room()
    other.at = "6"
    assert other.reads("@5 /d").text == PROPOSED


def test_a_vote_is_on_the_last_decision_of_the_item() -> None:
    room = Room(votes=True)
    assert not room.reads("/vote 9 2 1").is_complete
    room.enters("/d first", "/d second", "/vote 9 2", "@6 /d third", "@6 /suara 3-0-4")
    counted = {d.text: (d.basis, d.votes_for, d.votes_against, d.abstentions) for d in room.state.all(Decision)}
    assert counted == {
        "first": (Basis.CONSENSUS, None, None, None),
        "second": (Basis.VOTE, 9, 2, 0),
        "third": (Basis.VOTE, 3, 0, 4),
    }


def test_more_votes_than_members_in_the_room_are_remarked_on_and_the_line_shows_the_vote() -> None:
    room = Room(votes=True)
    room.enters("/d taken")
    assert room.reads("/vote 9 2 1").hint == "", "the roll was not called yet"
    room.enters("/p moj")
    assert room.reads("/vote 1").hint == ""
    assert room.reads("/vote 9 2 1").hint == t("prompt.hint.more_votes", cast="12", there="1")
    room.enters("/vote 9 2 1")
    (line,) = minute_lines(room.state, room.meeting, room.item())
    assert line.votes == t("prompt.votes", votes_for="9", votes_against="2", abstentions="1")
    gap = next(one for one in gaps_of(room.state, room.meeting, DAY) if "votes" in one.what)
    assert gap.where == f"D-2010-01 · {t('prompt.hint.more_votes', cast='12', there='1')}"


@pytest.mark.parametrize(
    ("text", "votes"),
    [("9 2 1", (9, 2, 1)), ("9-2-1", (9, 2, 1)), ("9, 2", (9, 2)), ("12", (12,)), ("9 2 1 4", ()), ("nine", ())],
)
def test_votes_are_numbers_and_nothing_else(text: str, votes: tuple[int, ...]) -> None:
    assert read_votes(text) == votes


def test_votes_are_nowhere_offered_until_the_group_votes() -> None:
    room, voting = Room(), Room(votes=True)
    for one, offered in ((room, False), (voting, True)):
        one.enters("/d taken")
        votes = offered
        known = CompletionSource(PromptNames(one.state), votes=votes)
        assert any(option.insert == "/vote " for option in complete("/", 1, one.state, known).options) is offered
        assert any("vote" in word for word in begun_words("/v", votes=votes)) is offered
        assert one.reads("/vote 9 2 1").is_complete is offered


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("/noted", Outcome.NOTED),
        ("/decided", Outcome.DECIDED),
        ("/adiado", Outcome.DEFERRED),
        ("/ditunda", Outcome.DEFERRED),
        ("/not-reached", Outcome.NOT_REACHED),
        ("/withdrawn", Outcome.WITHDRAWN),
    ],
)
def test_a_word_says_what_an_item_came_to(line: str, outcome: Outcome) -> None:
    room = Room()
    room.enters(f"{line} moj: until May", f"@6 {line}")
    assert (room.item("5").outcome, room.item("6").outcome) == (outcome, outcome)
    assert room.said("5") == [(EntryType.NOTE, "until May")]
    assert room.said("6") == []


def test_a_decision_decides_its_item_and_taking_it_back_undoes_that() -> None:
    room = Room()
    room.enters("/noted", "/d first", "/d second")
    assert room.item().outcome is Outcome.DECIDED
    for entry in room.state.all(Entry)[:1]:
        room.state.apply(minutes.retype(room.state, entry, EntryType.NOTE, DAY))
    assert room.item().outcome is Outcome.DECIDED
    room.state.apply(minutes.delete_entry(room.state, room.state.all(Entry)[1]))
    assert room.item().outcome is None


def test_adopted_minutes_take_neither_votes_nor_outcomes() -> None:
    room = Room(votes=True)
    room.enters("/d taken")
    vote, outcome = room.reads("/vote 9 2 1"), room.reads("/noted")
    room.state.apply(minutes_way.adopt_by_silence(room.meeting, DAY))
    for typed in (vote, outcome):
        with pytest.raises(FrozenMinutesError):
            enter(room.state, room.meeting, room.item(), typed, DAY)
    with pytest.raises(InvalidValueError):
        enter(room.state, room.meeting, None, outcome, DAY)


def test_pasted_lines_go_to_their_items_and_none_is_lost() -> None:
    room = Room()
    room.pastes(
        "@6 moj: no beds", "@6 moj: no beds", "here", "/d", "@6", "@99 x", "/deferred", "/close", "@6 /a MoJ go"
    )
    assert room.said("6") == [
        (EntryType.NOTE, "no beds"),
        (EntryType.NOTE, "no beds"),
        (EntryType.ACTION, "go"),
    ]
    assert room.said("5") == [
        (EntryType.NOTE, "here"),
        (EntryType.DECISION, PROPOSED),
        (EntryType.NOTE, "@6"),
        (EntryType.NOTE, "@99 x"),
        (EntryType.NOTE, "/close"),
    ]
    assert comes_apart("here\n@6 there", PastePlace(room.state, room.meeting, DAY, PromptNames(room.state)))


def test_tab_completes_references_wherever_one_is_begun() -> None:
    room = Room()
    room.enters("/d Beds are sought.", "/a MoJ seek beds", "/a MoJ count them")
    known = CompletionSource(PromptNames(room.state))
    found = complete("as in a-2010", 12, room.state, known)
    assert [option.insert for option in found.options] == ["A-2010-002", "A-2010-001"]
    assert (found.start, found.end) == (6, 12)
    assert complete("(D-", 3, room.state, known).options[0][:] == ("D-2010-01", "Beds are sought.")


def test_a_projector_completes_nothing_that_the_room_may_not_see() -> None:
    room = Room()
    room.enters("/a MoJ seek beds")
    (entry,) = room.state.all(Entry)
    room.state.apply(minutes.restrict(room.state, entry, Audience.CORE))
    for line in ("A-", "/u "):
        assert complete(line, len(line), room.state, CompletionSource(PromptNames(room.state))).options
        assert not complete(line, len(line), room.state, CompletionSource(PromptNames(room.state), hides=True)).options


def test_tab_completes_items_by_number_and_title() -> None:
    known = CompletionSource(
        PromptNames(MemoryState()), items=(("5", "Framework"), ("5.1", "Chapters"), ("6", "Shelters"))
    )

    def inserts(line: str) -> list[str]:
        return [option.insert for option in complete(line, len(line), MemoryState(), known).options]

    assert inserts("@5") == ["@5 ", "@5.1 "]
    assert inserts("@shel") == ["@6 "]
    assert "/deferred " in inserts("@6 /def")


def test_no_slash_word_means_two_things() -> None:
    """Those of all languages answer at once: where two languages share a word, it has to be the same kind."""
    meant: dict[str, set[str]] = {}
    for lang in LANGUAGES:
        for kind in LineKind:
            words = catalogue(lang, "prompt").get(f"prompt.words.{kind}", "")
            for word in str(words).split():
                meant.setdefault(word, set()).add(kind)
    assert {word: kinds for word, kinds in meant.items() if len(kinds) > 1} == {}
