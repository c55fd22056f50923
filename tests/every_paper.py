"""Every paper of the catalogue about a group, in each form that it has: for what is true of all of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from ictwg.app.catalogue import PAPERS
from ictwg.app.csv_lists import RecordList
from ictwg.domain.access import within
from ictwg.domain.records import Meeting, Organization, Plan, Round, Training
from ictwg.domain.schema import declared
from ictwg.domain.seen import AudienceView
from ictwg.domain.state import State
from ictwg.domain.values import Audience
from ictwg.exports.meeting_papers import exportable
from ictwg.papers.catalogue import PaperKind, PaperRequest
from ictwg.papers.document import Document
from ictwg.papers.files import code_name
from ictwg.papers.forms import FileForm
from ictwg.records.lookup import Lookup
from ictwg.reports import REPORT
from ictwg.reports.period import asked_for


class Made(NamedTuple):
    """A paper that can be written in these forms."""

    paper: PaperKind
    document: Document
    forms: tuple[FileForm, ...]

    @property
    def name(self) -> str:
        return code_name(self.paper.name, *self.document.name)


def every_paper(state: State, today: date, audience: Audience, language: str = "en") -> Iterator[Made]:
    """All that these readers may be given; of what has pages and spreadsheets a document for each."""
    for paper in (one for one in PAPERS if any(within(reader, audience) for reader in one.readers)):
        for about in _about(state, paper, today, audience, language):
            for tabular in sorted({form.tabular for form in paper.forms}):
                asked = PaperRequest(state, today, audience, about, language, tabular=tabular)
                forms = tuple(form for form in paper.forms if form.tabular is tabular)
                yield from (Made(paper, document, forms) for document in paper.build(asked))


def _about(state: State, paper: PaperKind, today: date, audience: Audience, language: str) -> Iterator[Any]:
    """The last record of its type that this audience may see; each list; the report of all days."""
    seen = AudienceView(state, audience)
    match paper.of:
        case Meeting.SINGULAR:
            yield from exportable(state, audience)[-1:]
        case Round.SINGULAR:
            yield from seen.all(Round)[-1:]
        case Plan.SINGULAR:
            yield from seen.all(Plan)[-1:]
        case Training.SINGULAR:
            yield from seen.all(Training)[-1:]
        case Organization.SINGULAR:
            yield from seen.all(Organization)[:1]
        case "list":
            for kind in declared():
                yield RecordList(kind.TABLE, kind, seen.all(kind), Lookup(seen, today))
        case kind if kind == REPORT:
            year = (today.replace(month=1, day=1), today.replace(month=12, day=31))
            yield asked_for(today, *year, audience=audience, language=language)
        case kind if kind:
            named = [one for one in declared() if paper.tells_of(one.SINGULAR)]
            yield from (about for one in named for about in seen.all(one)[-1:])
        case _:
            yield None
