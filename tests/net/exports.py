"""Everything that goes out about a meeting, for every audience, of the example and of a meeting that has it all."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from tests.bad_values import EXAMPLE
from tests.papers_made import EXPORTERS, HTML
from tests.rich_meeting import MEETS_ON, rich_meeting

from ictwg.app.opening import open_group
from ictwg.domain.records import Meeting
from ictwg.domain.values import Audience
from ictwg.errors import IctwgError
from ictwg.store.local.home import Home

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.papers_made import Exporter

    from ictwg.domain.state import State

TODAY = date(2010, 2, 15)
CHANCE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{26}\b|(?<=digest: )\w+|(?<=·)[0-9a-hjkmnp-tv-z]{2}\b")
"""Ids, marks made of them and what is counted over them: other ones each time that the rich meeting is made."""


def of_the_rich_meeting(_folder: Path) -> str:
    rich = rich_meeting()
    return CHANCE.sub("ID", "\n".join(_all(rich.state, rich.meeting, MEETS_ON)))


def of_the_example(folder: Path) -> str:
    path = folder / "example.json"
    path.write_bytes(EXAMPLE.read_bytes())
    session = open_group(str(path), home=Home.at(str(folder / "home")), writer=False, today=TODAY)
    held = next(one for one in session.state.all(Meeting) if one.reference == "M-DS-2010-02")
    text = "\n".join(_all(session.state, held, TODAY))
    session.store.close()
    return text


def _all(state: State, meeting: Meeting, today: date) -> Iterator[str]:
    for exporter in EXPORTERS:
        for audience in _asked(exporter):
            said = _written(exporter, state, meeting, audience, today)
            yield f"== {exporter.name}{exporter.suffix} for {audience}\n{said}\n"


def _asked(exporter: Exporter) -> tuple[Audience, ...]:
    """Pages say the same as the other form (`test_html`): of them one is enough."""
    return exporter.paper.readers[:1] if exporter.suffix == HTML else tuple(Audience)


def _written(exporter: Exporter, state: State, meeting: Meeting, audience: Audience, today: date) -> str:
    try:
        return exporter.render(state, meeting, audience, today, "en")
    except IctwgError as refused:
        return str(refused)
