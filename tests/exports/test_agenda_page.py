"""The agenda as a page: a table with a time for each item, provisional until it is adopted, nothing that is late."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

import pypdfium2
import pytest
from tests.builders import MemoryState
from tests.file_texts import parts
from tests.papers_made import Page, agenda, chair_copy

from ictwg.app.catalogue import paper_named
from ictwg.domain.changes import Edit
from ictwg.domain.records import AgendaItem, Meeting, Paper
from ictwg.domain.values import Audience, ItemKind, MeetingState
from ictwg.papers.forms import MESSAGE, PDF, WEB_PAGE, WORD, FileForm

DAY, TODAY = date(2010, 3, 12), date(2010, 3, 8)
MEMBERS, SECRETARIAT = Audience.MEMBERS, Audience.SECRETARIAT
ITEMS = (
    (ItemKind.OPENING, None),
    (ItemKind.TOPIC, 60),
    (ItemKind.TOPIC, None),
    (ItemKind.ANY_OTHER_BUSINESS, None),
    (ItemKind.CLOSING, None),
)


@pytest.fixture
def state() -> MemoryState:
    made = MemoryState()
    meeting = made.add(Meeting, Meeting.date(DAY), Meeting.start(time(9, 0)), Meeting.end(time(12, 0)))
    for order, (kind, minutes) in enumerate(ITEMS):
        said = (AgendaItem.kind(kind), AgendaItem.minutes_allotted(minutes), AgendaItem.title(f"About {order}"))
        made.add(AgendaItem, AgendaItem.meeting(meeting.id), AgendaItem.order(str(order)), *said)
    return made


def change(state: MemoryState, at: int, *settings: object) -> AgendaItem:
    item = sorted(state.all(AgendaItem), key=lambda one: one.order)[at]
    state.apply(Edit("verbs.edited").update(item, *settings).done())  # type: ignore[arg-type]
    return item


def page(state: MemoryState, audience: Audience = MEMBERS, lang: str = "en") -> str:
    return agenda(state, state.all(Meeting)[0], audience, TODAY, lang).html()


def times(state: MemoryState) -> list[str]:
    return re.findall(r"<tr><td[^>]*>(\d\d:\d\d)</td>", page(state))


def test_who_has_no_duration_shares_what_is_left_of_the_meeting(state: MemoryState) -> None:
    assert times(state) == ["09:00", "09:05", "10:05", "11:00", "11:55"]
    assert "or later" not in page(state)


@pytest.mark.parametrize("end", [None, time(9, 30)])
def test_without_time_left_the_last_time_is_carried_on(state: MemoryState, end: time | None) -> None:
    state.apply(Edit("verbs.edited").update(state.all(Meeting)[0], Meeting.end(end)).done())
    assert times(state) == ["09:00", "09:05", "10:05", "10:05", "10:05"]


def test_what_others_may_see_only_has_a_time_and_no_words(state: MemoryState) -> None:
    """How long it takes is not told by the times around it either."""
    before = times(state)
    change(state, 2, AgendaItem.audience(SECRETARIAT), AgendaItem.minutes_allotted(5))
    assert "About 2" not in page(state)
    assert "[restricted]" in page(state)
    assert times(state) == before


@pytest.mark.parametrize(
    ("lang", "provisional", "adopted"),
    [("en", "Provisional agenda", "Agenda"), ("pt", "Proposta de ordem de trabalhos", "Ordem de trabalhos")],
)
def test_it_is_provisional_until_the_meeting_is_held(
    state: MemoryState, lang: str, provisional: str, adopted: str
) -> None:
    assert f"<h1>{provisional} – " in page(state, lang=lang)
    state.apply(Edit("verbs.edited").update(state.all(Meeting)[0], Meeting.state(MeetingState.HELD)).done())
    assert f"<h1>{adopted} – " in page(state, lang=lang)


@pytest.mark.parametrize("paper", [agenda, chair_copy])
def test_standing_items_are_called_in_the_language_of_the_page_alone(
    state: MemoryState, paper: Callable[..., Page]
) -> None:
    change(state, 0, AgendaItem.title("Opening"))
    made = paper(state, state.all(Meeting)[0], Audience.CORE, TODAY, "pt")
    assert "Abertura" in made.html()
    assert ("Opening" in made.html(), "Opening" in made.markdown()) == (False, True)
    change(state, 0, AgendaItem.title("Opening and welcome"))
    assert "Opening and welcome" in paper(state, state.all(Meeting)[0], Audience.CORE, TODAY, "pt").html()


@pytest.mark.parametrize("audience", [MEMBERS, SECRETARIAT])
def test_nothing_that_is_late_stands_on_it(state: MemoryState, audience: Audience) -> None:
    item = change(state, 1, AgendaItem.late(True))
    state.add(Paper, Paper.item(item.id), Paper.title("Budget"), Paper.due(date(2010, 3, 5)))
    said = page(state, audience)
    assert "<td>Budget (to follow)</td>" in said
    assert not re.search(r"(?i)\blate\b|added after|5 Mar", said)
    read_back = agenda(state, state.all(Meeting)[0], audience, TODAY, "en").markdown()
    assert "*Late:* added after" in read_back


def test_the_chair_has_what_is_late_at_the_times_of_the_agenda(state: MemoryState) -> None:
    change(state, 1, AgendaItem.late(True))
    made = chair_copy(state, state.all(Meeting)[0], Audience.CORE, TODAY, "en")
    assert re.findall(r"Time:</em> (\d\d:\d\d)(?: ·|</p>)", made.html()) == times(state)
    assert "added after the agenda went out" in made.html()


def size_in(form: FileForm, data: bytes) -> float:
    """Of the type of a text, in points."""
    if form is WEB_PAGE:
        return float(re.findall(rb"body {[^}]*font-size: ([0-9.]+)pt", data)[-1])
    if form is WORD:
        return int(re.findall(rb'w:sz w:val="([0-9]+)"', parts(data)["word/styles.xml"])[0]) / 2
    text = pypdfium2.PdfDocument(data)[0].get_textpage()
    found = text.get_text_range().index("For the chair")
    return round(float(pypdfium2.raw.FPDFText_GetFontSize(text.raw, found)), 1)


@pytest.mark.parametrize(("form", "usual"), [(PDF, 11), (WORD, 10.5), (WEB_PAGE, 10.5)], ids=lambda one: str(one)[:20])
def test_the_chair_reads_large_type(state: MemoryState, form: FileForm, usual: float) -> None:
    made = chair_copy(state, state.all(Meeting)[0], Audience.CORE, TODAY, "en").document
    small = replace(made, setup=replace(made.setup, large=False))
    assert [size_in(form, form.write(one)) for one in (small, made)] == [usual, 13]


def test_a_message_tells_each_item_behind_its_time(state: MemoryState) -> None:
    assert MESSAGE in paper_named("agenda").forms
    made = agenda(state, state.all(Meeting)[0], MEMBERS, TODAY, "en").document
    assert re.findall(r"^• (\S+) – ", MESSAGE.write(made).decode(), re.MULTILINE) == times(state)
