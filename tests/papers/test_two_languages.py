"""Sheets in two languages: side by side where both have a word, titles under each other, data once."""

from __future__ import annotations

import pytest
from tests.example_group import TODAY, example_group
from tests.rich_meeting import rich_meeting

from ictwg.app.catalogue import PAPERS, paper_named
from ictwg.domain.changes import Edit
from ictwg.domain.records import AgendaItem, FundingLine, Meeting, Programme, Result, Training, VisibilityText
from ictwg.domain.records import Paper as AwaitedPaper
from ictwg.domain.values import Audience, MeetingState
from ictwg.locales import t
from ictwg.papers.blocks import HeadingBlock, TableBlock, plain_text
from ictwg.papers.catalogue import PaperKind, PaperRequest
from ictwg.papers.forms import MESSAGE
from ictwg.papers.two_languages import in_both

SHEETS = [paper for paper in PAPERS if "also" in paper.takes]


def asked(paper: PaperKind, also: str) -> PaperRequest:
    state = rich_meeting().state if paper.of == Meeting.SINGULAR else example_group().state
    about = state.all(Meeting if paper.of == Meeting.SINGULAR else Training)[-1]
    return PaperRequest(state, TODAY, paper.readers[0], about, "pt", also=also)


@pytest.mark.parametrize("paper", SHEETS, ids=lambda paper: paper.name)
def test_law_what_both_say_alike_stands_once(paper: PaperKind) -> None:
    for one in paper.build(asked(paper, "")):
        assert in_both(one, one).blocks == one.blocks


@pytest.mark.parametrize("paper", SHEETS, ids=lambda paper: paper.name)
def test_both_languages_stand_in_it(paper: PaperKind) -> None:
    said = [str(one.blocks) for one in paper.documents(asked(paper, "tet"))]
    assert all("Fatin" in one and "Local" in one for one in said)


def test_the_second_language_stands_under_the_title_and_beside_each_word() -> None:
    (made,) = paper_named("sign-in").documents(asked(paper_named("sign-in"), "tet"))
    titles = [(one.level, plain_text(one.text)[:7]) for one in made.blocks if isinstance(one, HeadingBlock)]
    (table,) = (one for one in made.blocks if isinstance(one, TableBlock))
    assert titles == [(1, "Lista d"), (2, "Lista p")]
    assert [plain_text(cell) for cell in table.head][:4] == [
        "N.º", "Nome / Naran", "Instituição / Instituisaun", "Cargo / Pozisaun"
    ]  # fmt: skip
    assert (made.language, made.audience) == ("pt", Audience.MEMBERS)


def test_what_the_second_has_no_word_for_is_not_said_in_a_third() -> None:
    (made,) = paper_named("sign-in").documents(asked(paper_named("sign-in"), "tet"))
    assert "Photographs" not in str(made.blocks)
    assert str(made.blocks).count("Poderão ser tiradas fotografias") == 1
    assert t("sheets.photographs", lang="tet").startswith("Photographs")


def agenda_in(lang: str, also: str, meeting_state: MeetingState = MeetingState.HELD) -> str:
    """Of a meeting for which two papers are awaited."""
    state = rich_meeting().state
    meeting = state.all(Meeting)[-1]
    item = next(one for one in state.all(AgendaItem) if one.meeting == meeting.id and one.proposed_decision)
    for name in ("Draft 3", "Costs"):
        state.add(AwaitedPaper, AwaitedPaper.item(item.id), AwaitedPaper.title(name), AwaitedPaper.due(TODAY))
    state.apply(Edit("verbs.edited").update(meeting, Meeting.state(meeting_state)).done())
    asked = PaperRequest(state, TODAY, Audience.MEMBERS, state.all(Meeting)[-1], lang, also=also)
    (made,) = paper_named("agenda").documents(asked)
    return MESSAGE.write(made).decode()


def test_numbers_and_what_somebody_typed_stand_once_beside_the_words_of_both() -> None:
    said = agenda_in("en", "pt")
    for line in (
        "1. Opening / Abertura\n",
        "; Costs (to follow / a distribuir); Draft 3 (to follow / a distribuir) ",
        "\nProposed decision / Decisão proposta: To present the framework for approval.\n",
        ": 12 March 2010 / 12 de março de 2010, 09:00",
    ):
        assert line in said


@pytest.mark.parametrize(
    ("meeting_state", "second"), [(MeetingState.HELD, "*Ajenda – enkontru"), (MeetingState.PLANNED, "Título:")]
)
def test_a_title_that_would_be_half_in_the_first_language_stands_once(meeting_state: MeetingState, second: str) -> None:
    assert agenda_in("pt", "tet", meeting_state).splitlines()[1].startswith(second)


def test_programmes_that_want_the_same_words_in_one_language_alone_both_have_theirs() -> None:
    state = example_group().state
    training = state.all(Training)[-1]
    for name in ("one", "two"):
        programme = state.add(Programme, Programme.title(f"Programme {name}")).id
        output = state.add(Result, Result.programme(programme), Result.title("Trained people")).id
        state.add(FundingLine, FundingLine.training(training.id), FundingLine.output(output))
        for code, said in (("pt", "Pago pelo fundo"), ("tet", f"Fundu {name}")):
            wanted = (VisibilityText.programme(programme), VisibilityText.language(code), VisibilityText.text(said))
            state.add(VisibilityText, *wanted)
    paper = paper_named("certificates")
    for made in paper.documents(PaperRequest(state, TODAY, Audience.SECRETARIAT, training, "pt", also="tet")):
        assert all(f"Fundu {name}" in str(made.blocks) for name in ("one", "two"))
