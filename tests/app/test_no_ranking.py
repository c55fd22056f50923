"""What goes to members or everyone names nobody's delay: no *overdue*, no *late*, no days or counts of them."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.all_of import some
from tests.bad_values import EXAMPLE
from tests.canary import OUTPUTS
from tests.papers_made import EXPORTERS, report_text
from tests.rich_meeting import MEETS_ON, rich_meeting

from ictwg.app.opening import open_group
from ictwg.domain.records import Meeting
from ictwg.domain.values import Audience
from ictwg.errors import IctwgError
from ictwg.locales import LANGUAGES, t
from ictwg.minutes.read_back.reading_lines import promised
from ictwg.papers.words import label
from ictwg.reports import REPORTS, figures_of
from ictwg.reports.period import asked_for
from ictwg.store.local.home import Home

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictwg.domain.state import State

WORDS = ("minutes.due.overdue", "choices.year_state.overdue", "documents.paper.late", "reports.column.overdue")
SAID = re.compile(rf"(?i)\b(?:late|{'|'.join(re.escape(t(id, lang=lang)) for id in WORDS for lang in LANGUAGES)})\b")
TODAY = date(2010, 2, 15)
OTHERS = (Audience.EVERYONE, Audience.MEMBERS)


@pytest.fixture(scope="module")
def groups(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[tuple[State, date], ...]]:
    """A meeting that has it all, and the example group, where things are overdue."""
    folder = tmp_path_factory.mktemp("example")
    path = folder / "example.json"
    path.write_bytes(EXAMPLE.read_bytes())
    session = open_group(str(path), home=Home.at(str(folder / "home")), writer=False, today=TODAY)
    yield (rich_meeting().state, MEETS_ON), (session.state, TODAY)
    session.store.close()


def outputs(state: State, today: date, audience: Audience, language: str) -> Iterator[tuple[str, str]]:
    for meeting in state.all(Meeting):
        for exporter in EXPORTERS:
            try:
                yield exporter.name + exporter.suffix, exporter.render(state, meeting, audience, today, language)
            except IctwgError:
                continue
    for kind in REPORTS:
        asked = asked_for(today, None, today.replace(year=today.year + 1), audience=audience, language=language)
        yield kind.name, report_text(figures_of(kind.name, state, asked, today).report(asked))


Groups = tuple[tuple["State", "date"], ...]


def told(groups: Groups, audience: Audience) -> Iterator[tuple[str, str, str]]:
    for state, today in groups:
        for language in LANGUAGES:
            yield from ((name, language, text) for name, text in outputs(state, today, audience, language))
        for output in OUTPUTS:
            for meeting in state.all(Meeting) if output.of_meeting else state.all(Meeting)[:1]:
                with suppress(IctwgError):
                    yield output.name, "en", output.render(state, meeting, audience, today)


@pytest.mark.parametrize("audience", OTHERS)
def test_no_paper_no_report_and_no_message_says_it(groups: Groups, audience: Audience) -> None:
    for name, language, text in some(told(groups, audience)):
        assert [line for line in text.split("\n") if SAID.search(line)] == [], (name, language)


def test_the_chair_and_the_secretariat_are_told(groups: Groups) -> None:
    for audience in (Audience.CORE, Audience.SECRETARIAT):
        silent = {"minutes.md", "chair-copy.md", "followup", "ageing", "calendar"}
        for name, _, text in told(groups, audience):
            if name in silent and SAID.search(text):
                silent.remove(name)
            if not silent:
                break
        assert not silent


@pytest.mark.parametrize("language", LANGUAGES)
def test_since_when_something_is_pending_is_read_back(language: str) -> None:
    """And what the files of former versions say: overdue."""
    for since in (f"{label('due.pending', language)} 1 March 2010", f"1 March 2010; {label('due.overdue', language)}"):
        said = promised(f"MoJ – Send the list – {since}", "en").promise
        assert (said.due, said.pending or said.overdue) == (date(2010, 3, 1), True)
