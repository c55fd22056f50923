from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import MemoryState, known, organization, person

from ictwg.actions.actions import add_action, close
from ictwg.app.pasted_lines import PastePlace
from ictwg.decisions.decisions import EntryDraft
from ictwg.domain.records import Action, Group, Meeting, Organization
from ictwg.domain.values import DueWord, EntryType, Function, MembershipStatus
from ictwg.locales import t
from ictwg.minutes.item_outcomes import set_phrases
from ictwg.minutes.prompt.completion import CompletionSource, complete, echo
from ictwg.minutes.prompt.names import PromptNames
from ictwg.minutes.prompt.parsing import LineKind, ParsedLine, as_typed, find_action, parse_line

DAY = date(2010, 2, 5)


class Room:
    def __init__(self) -> None:
        self.state = MemoryState()
        self.meeting = self.state.add(Meeting, Meeting.date(DAY))
        aliases = (Organization.name("Ministry of Justice"), Organization.aliases(("Justice",)))
        self.moj = organization(self.state, "MoJ", *aliases, status=MembershipStatus.MEMBER)
        self.pntl = organization(self.state, "PNTL", status=MembershipStatus.MEMBER)
        self.un = organization(self.state, "UN Women", status=MembershipStatus.MEMBER)
        self.ana = person(self.state, "Ana Soares", self.moj, Function.FOCAL_POINT)
        self.names = {self.moj.id: "MoJ", self.pntl.id: "PNTL", self.un.id: "UN Women"}

    def reads(self, text: str, kind: LineKind | None = None) -> ParsedLine:
        names = PromptNames(self.state, DAY)
        marked = PastePlace(self.state, self.meeting, DAY, names).marked
        return parse_line(text, self.state, self.meeting, DAY, names=names, kind=kind, marked=marked)

    def owners(self, typed: ParsedLine) -> list[str]:
        return [self.names[id] for id in typed.owners]

    def action(self, text: str) -> Action:
        changes = add_action(self.state, text, [self.moj.id], None, self.meeting, DAY)
        return known(self.state.get(Action, self.state.apply(changes).created[0][1]))


ROOM = Room()


@pytest.mark.parametrize(
    ("line", "owners", "text", "due"),
    [
        ("/a MoJ, PNTL draft the SOP by 30 May", ["MoJ", "PNTL"], "draft the SOP", date(2010, 5, 30)),
        ("/a moj draft the SOP", ["MoJ"], "draft the SOP", None),
        ("/a UN Women and MoJ to call a meeting by next meeting", ["UN Women", "MoJ"], "call a meeting", "next"),
        ("/a Justice: call them", ["MoJ"], "call them", None),
        ("/a MoJ/PNTL to call them", ["MoJ", "PNTL"], "call them", None),
        ("/a Ministry of Justice – call them", ["MoJ"], "call them", None),
        ("/asaun moj haree dokumentu", ["MoJ"], "haree dokumentu", None),
        ("/ação moj e pntl rever o texto até 12/02", ["MoJ", "PNTL"], "rever o texto", date(2010, 2, 12)),
        ("/a draft the SOP", [], "draft the SOP", None),
        ("/a MoJ", ["MoJ"], "", None),
        ("/a mojito for all", [], "mojito for all", None),
        ("/A MoJ draft", ["MoJ"], "draft", None),
    ],
)
def test_actions_know_owners_text_and_date(line: str, owners: list[str], text: str, due: object) -> None:
    typed = ROOM.reads(line)
    assert typed.kind is LineKind.ACTION
    assert (ROOM.owners(typed), typed.text) == (owners, text)
    assert typed.due == (DueWord.NEXT_MEETING if due == "next" else due)


@pytest.mark.parametrize(
    ("line", "owners", "text", "nobody"),
    [
        ("/a MoJ and Unknown to draft the SOP by Friday", ["MoJ"], "draft the SOP", "Unknown"),
        ("/a Unknown, MoJ to draft it", ["MoJ"], "draft it", "Unknown"),
        ("/a MoJ, Rui Neves and PNTL: draft it", ["MoJ", "PNTL"], "draft it", "Rui Neves"),
        ("/a Ana Soares and Beto will draft it", ["MoJ"], "draft it", "Beto"),
        ("/a MoJ and Unknown draft it", ["MoJ"], "MoJ and Unknown draft it", "Unknown"),
        ("/a MoJ & partners: draft it", ["MoJ"], "MoJ & partners: draft it", "partners"),
        ("/a MoJ/Unknown draft it", ["MoJ"], "MoJ/Unknown draft it", "Unknown"),
        ("/a MoJ, Unknown draft it", ["MoJ"], "Unknown draft it", ""),
        ("/a MoJ, draft it", ["MoJ"], "draft it", ""),
        ("/a Unknown to draft it", [], "Unknown to draft it", "Unknown"),
        ("/a MoJ and", ["MoJ"], "MoJ and", ""),
    ],
)
def test_a_name_that_nobody_answers_to_is_kept(line: str, owners: list[str], text: str, nobody: str) -> None:
    typed = ROOM.reads(line)
    assert (ROOM.owners(typed), typed.text, typed.unknown) == (owners, text, nobody)
    assert nobody in typed.hint
    assert typed.due == (date(2010, 2, 12) if "Friday" in line else None)


@given(st.lists(st.sampled_from(["MoJ", "PNTL", "Beto", "Rui Neves", "partners"]), min_size=1, max_size=4), st.data())
def test_all_words_of_an_action_stay_or_are_owners(names: list[str], data: st.DataObject) -> None:
    joiner = st.sampled_from([", ", " and ", " & ", "/", " "])
    head = "".join(name + data.draw(joiner) for name in names[:-1]) + names[-1]
    typed = ROOM.reads(f"/a {head} {data.draw(st.sampled_from(['to', 'will', '', '–']))} draft it")
    kept = " ".join([typed.text, typed.unknown, *ROOM.owners(typed)])
    assert all(name in kept for name in names), typed


@pytest.mark.parametrize(
    ("line", "speaker", "text"),
    [
        ("moj: the draft is late", "MoJ", "the draft is late"),
        ("ana soares: yes", "Ana Soares", "yes"),
        ("Agenda: three points", "", "Agenda: three points"),
        ("https://moj: x", "", "https://moj: x"),
        ("moj:x", "", "moj:x"),
        ("plain words", "", "plain words"),
        ("", "", ""),
    ],
)
def test_a_speaker_stands_before_a_colon(line: str, speaker: str, text: str) -> None:
    typed = ROOM.reads(line)
    assert (typed.kind, typed.speaker, typed.text) == (LineKind.NOTE, speaker, text)


def test_f_keys_say_the_kind_of_whatever_is_no_command() -> None:
    assert ROOM.reads("Approved", LineKind.DECISION).kind is LineKind.DECISION
    assert ROOM.reads("/d Approved", LineKind.NOTE)[:2] == (LineKind.NOTE, "Approved")
    assert ROOM.reads("/close", LineKind.NOTE).kind is LineKind.FINISH
    assert ROOM.reads("moj: Approved", LineKind.DECISION).speaker == "MoJ"


def test_a_line_in_the_notation_of_minutes_says_what_it_is() -> None:
    typed = ROOM.reads("Action: MoJ to draft it by 12 Feb")
    assert (typed.kind, typed.text, ROOM.owners(typed), typed.due) == (
        LineKind.ACTION,
        "draft it",
        ["MoJ"],
        date(2010, 2, 12),
    )
    assert ROOM.reads("- [ ] draft it").hint == f"{t('prompt.hint.no_owner')}, {t('prompt.hint.no_due')}"
    assert ROOM.reads("DECISION: approved").kind is LineKind.DECISION
    assert ROOM.reads("Decision: approved", LineKind.NOTE).kind is LineKind.NOTE
    assert ROOM.reads("Agenda: three points").kind is LineKind.NOTE
    note = EntryDraft(EntryType.NOTE, "Action: of the old minutes")
    assert ROOM.reads(as_typed(ROOM.state, note, DAY)).draft == note


def test_an_unknown_slash_word_stays_as_text_with_a_hint() -> None:
    typed = ROOM.reads("/bogus words")
    assert (typed.kind, typed.text) == (LineKind.NOTE, "/bogus words")
    assert "bogus" in typed.hint
    assert ROOM.reads("/ words").text == "/ words"


def test_updates_and_closings_name_an_action() -> None:
    room = Room()
    action = room.action("draft")
    for line in ("/u A-2010-001 half done", "/u a2010-1: half done", "/u 1 half done"):
        typed = room.reads(line)
        assert (typed.kind, typed.action, typed.text) == (LineKind.UPDATE, action.id, "half done")
    assert room.reads("/x A-2010-001").kind is LineKind.DONE
    assert room.reads("/u half done").action == ""
    assert room.reads("/u half done").hint == t("prompt.hint.which_action")
    assert room.reads("/u A-2009-999 half done").hint == t("prompt.hint.no_action", reference="A-2009-999")
    room.state.apply(close(room.state, action, DAY))
    assert room.reads("/x A-2010-001").hint
    assert find_action(room.state, "1") is None


def test_the_echo_says_owner_date_and_reference() -> None:
    said = echo(ROOM.reads("/a MoJ, PNTL draft the SOP by 12 Feb"), ROOM.state, ROOM.meeting, DAY)
    assert said.kind == "Action A-2010-001"
    assert said.parts == ("MoJ, PNTL", "due Fri 12 February 2010")
    assert said.text == "draft the SOP"
    assert said.hint == ""
    assert (
        echo(ROOM.reads("/a draft"), ROOM.state, ROOM.meeting, DAY).hint
        == f"{t('prompt.hint.no_owner')}, {t('prompt.hint.no_due')}"
    )
    assert echo(ROOM.reads("/d yes"), ROOM.state, ROOM.meeting, DAY).kind == "Decision D-2010-01"
    assert echo(ROOM.reads("moj: hm"), ROOM.state, ROOM.meeting, DAY).parts == ("MoJ says",)


def test_next_meeting_is_echoed_with_its_day() -> None:
    room = Room()
    room.state.add(Meeting, Meeting.date(date(2010, 3, 12)))
    said = echo(room.reads("/a MoJ draft by next meeting"), room.state, room.meeting, DAY)
    assert said.parts[1] == "due next meeting (Fri 12 March 2010)"


@pytest.mark.parametrize(
    ("line", "inserts"),
    [
        ("/a mo", ["MoJ"]),
        ("/a MoJ, pn", ["PNTL"]),
        ("/a un wo", ["UN Women"]),
        ("ask soa", ["Ana Soares"]),
        ("min", ["MoJ"]),
        ("xyz", []),
        ("", []),
        ("/deci", ["/decision ", "/decided "]),
    ],
)
def test_tab_completes(line: str, inserts: list[str]) -> None:
    found = complete(line, len(line), ROOM.state, CompletionSource(PromptNames(ROOM.state)))
    assert [option.insert for option in found.options] == inserts


@pytest.mark.parametrize(
    ("line", "inserts"),
    [
        ("The cl", ["The clinic is open."]),
        ("/d the c", ["The clinic is open.", "The court sits."]),
        ("/n  THE CO", ["The court sits."]),
        ("un", ["UN Women"]),
        ("un w", ["UN Women"]),
        ("un was", ["UN was there."]),
        ("we said: The cl", []),
    ],
)
def test_tab_completes_a_set_phrase_that_the_whole_line_begins(line: str, inserts: list[str]) -> None:
    phrases = ("The clinic is open.", "The court sits.", "UN was there.")
    found = complete(line, len(line), ROOM.state, CompletionSource(PromptNames(ROOM.state), phrases))
    assert [option.insert for option in found.options] == inserts
    assert not inserts or inserts[0].casefold().startswith(line[found.start : found.end].casefold())


def test_set_phrases_say_when_the_meeting_begins_in_the_language_of_its_minutes() -> None:
    room = Room()
    room.state.add(Group, Group.name("Group"), Group.language("pt"), Group.phrases(("Nada mais havendo a tratar",)))
    timed = room.state.add(Meeting, Meeting.start(time(9, 30)))
    phrases = set_phrases(room.state, timed, time(11, 5))
    assert phrases[:2] == ("Nada mais havendo a tratar", "O presidente abriu a reunião às 09:30.")
    assert phrases[-1] == "O presidente encerrou a reunião às 11:05."


pieces = st.sampled_from(
    [
        "/",
        "a",
        "/a ",
        "/d",
        "/u ",
        "/p ",
        "moj",
        "PNTL",
        ",",
        " and ",
        ":",
        " by ",
        "30 May",
        "A-2010-",
        "\n",
        "(",
        "ß",
        "@1 ",
        "/i ",
    ]
)
lines = st.one_of(st.text(max_size=40), st.lists(pieces, max_size=10).map("".join))


@given(lines)
def test_nothing_typed_is_refused(line: str) -> None:
    """Every line is understood as something, is told, and has a place where a name may be completed."""
    assert echo(ROOM.reads(line), ROOM.state, ROOM.meeting, DAY).kind
    completing = complete(line, len(line), ROOM.state, CompletionSource(PromptNames(ROOM.state)))
    assert 0 <= completing.start <= completing.end <= len(line)


words = st.lists(st.sampled_from(["draft", "@1", "/d", "the", "SOP", "(urgent)", "now", "é"]), min_size=1).map(" ".join)
dues = st.one_of(st.none(), st.dates(date(2010, 2, 6), date(2011, 12, 31)), st.just(DueWord.NEXT_MEETING))


@given(words, st.sets(st.sampled_from(["MoJ", "PNTL", "UN Women"])), dues, st.booleans())
def test_up_arrow_brings_back_what_is_read_the_same(
    text: str, owners: set[str], due: date | DueWord | None, everybody: bool
) -> None:
    ids = tuple(sorted(id for id, name in ROOM.names.items() if name in owners))
    draft = EntryDraft(EntryType.ACTION, text, "", ids, everybody, None, due)
    read = known(ROOM.reads(as_typed(ROOM.state, draft, DAY)).draft)
    assert read._replace(owners=tuple(sorted(read.owners))) == draft


@given(words, st.sampled_from([EntryType.NOTE, EntryType.DECISION]), st.sampled_from(["", "MoJ"]))
def test_notes_and_decisions_come_back_too(text: str, type: EntryType, speaker: str) -> None:
    draft = EntryDraft(type, text, speaker)
    assert ROOM.reads(as_typed(ROOM.state, draft, DAY)).draft == draft
