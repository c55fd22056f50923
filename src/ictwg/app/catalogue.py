"""Every paper that the program makes, of all areas: what commands, menus and screens offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg import reports
from ictwg.domain.values import Audience
from ictwg.exports import papers as exports
from ictwg.papers.catalogue import Paper, PaperRequest, later
from ictwg.papers.files import planned
from ictwg.papers.forms import CSV, TABLES
from ictwg.records.group import spoken_in

if TYPE_CHECKING:
    from typing import Any

    from ictwg.app.session import Session
    from ictwg.papers.files import PlannedFile
    from ictwg.papers.forms import Form

MINUTES, LIST = "minutes", "list"
_READERS = (Audience.SECRETARIAT, Audience.MEMBERS)
LISTS = (Paper(LIST, LIST, later("app.csv_lists:record_list"), TABLES, _READERS, CSV, frozenset({"owner"})),)

PAPERS = (*exports.PAPERS, *LISTS, *reports.PAPERS)


def paper_named(name: str) -> Paper:
    """The paper of this name, which is one of those in `PAPERS`."""
    return next(paper for paper in PAPERS if paper.name == name)


def papers_of(kind: str) -> tuple[Paper, ...]:
    """Those that tell of a record of this type (its word in the singular), of a list or a period, or of the group."""
    return tuple(paper for paper in PAPERS if paper.of == kind)


def made(
    session: Session,
    paper: Paper,
    audience: Audience,
    about: Any = None,
    form: Form | None = None,
    language: str = "",
    **more: Any,
) -> list[PlannedFile]:
    """The files of a paper where they belong; in the group's language where none is named.

    Args:
        session: The open group.
        paper: Which one.
        audience: For whom.
        about: What it tells of.
        form: The plain one of the paper, where none is named.
        language: As in a request.
        more: Further parts of the request.

    Raises:
        InvalidValueError: The audience may not see it.
        UnavailableError: What writes this form is not installed.
    """
    form = form or paper.plain
    asked = asked_for_paper(session, audience, about, form, language, **more)
    return [planned(document, form, session.store.path) for document in paper.build(asked)]


def asked_for_paper(
    session: Session, audience: Audience, about: Any, form: Form, language: str = "", **more: Any
) -> PaperRequest:
    """A request for today, in the group's language where none is named."""
    spoken = language or spoken_in(session.state) or ""
    return PaperRequest(session.state, session.today, audience, about, spoken, tabular=form.tabular, **more)
