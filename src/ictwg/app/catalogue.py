"""Every paper that the program makes, of all areas: what commands, menus and screens offer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ictwg import reports
from ictwg.app.session import Session
from ictwg.domain.in_language import translated_fields, translations, untranslated
from ictwg.domain.records import Letter, Organization
from ictwg.domain.schema import Record, declared
from ictwg.domain.values import Audience
from ictwg.exports import papers as exports
from ictwg.locales import language as of_interface
from ictwg.locales import t
from ictwg.papers.catalogue import PaperKind, PaperRequest, later
from ictwg.papers.document import Document
from ictwg.papers.files import PlannedFile, planned
from ictwg.papers.forms import CSV, TABLES, FileForm
from ictwg.papers.markdown import lines_of
from ictwg.papers.words import language_of_paper
from ictwg.records.group import paper_form_of, spoken_in
from ictwg.reports import REPORT

MINUTES, LIST = "minutes", "list"
_READERS = (Audience.SECRETARIAT, Audience.MEMBERS)
LISTS = (PaperKind(LIST, LIST, later("app.csv_lists:record_list"), TABLES, _READERS, CSV, frozenset({"owner"})),)

PAPERS = (*exports.PAPERS, *LISTS, *reports.PAPERS)


def paper_named(name: str, papers: Iterable[PaperKind] = PAPERS) -> PaperKind:
    """The paper of this name, which is one of those; a report may be called as what it tells of."""
    return next(paper for paper in papers if paper.name == name)


def papers_of(kind: str) -> tuple[PaperKind, ...]:
    """Those that tell of a record of this type (its word in the singular), of a list or a period, or of the group."""
    return tuple(paper for paper in PAPERS if paper.tells_of(kind))


def usual_form(session: Session, paper: PaperKind, forms: Iterable[FileForm] = ()) -> FileForm:
    """The group's own, else the first, of those that this computer can write."""
    own, there = paper_form_of(session.state), [form for form in forms or paper.forms if form.is_there]
    return next((form for form in there if form.name == own), there[0] if there else paper.plain)


def made(
    session: Session,
    paper: PaperKind,
    audience: Audience,
    about: Any = None,
    form: FileForm | None = None,
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
    asked = asked_for_paper(session, paper, audience, about, form, language, **more)
    return [planned(document, form, session.store.path) for document in paper.documents(asked)]


def asked_for_paper(
    session: Session, paper: PaperKind, audience: Audience, about: Any, form: FileForm, language: str = "", **more: Any
) -> PaperRequest:
    """A request for today, in the group's language where none is named, or in one in which the paper is whole."""
    spoken = _written_in(paper, form, _wanted(session, paper, about, language))
    told = about._replace(language=spoken) if paper.of == REPORT else about
    pages = not (form.tabular or form.comes_back)
    return PaperRequest(
        session.state, session.today, audience, told, spoken, tabular=form.tabular, translated=pages, **more
    )


def said_otherwise(session: Session, paper: PaperKind, about: Any, spoken: str, language: str = "") -> str:
    """That it is written in another language than was asked for; empty where it is not."""
    wanted = _wanted(session, paper, about, language)
    if spoken == wanted:
        return ""
    return t("exporting.otherwise", wanted=t(f"ui.language_{wanted}"), spoken=t(f"ui.language_{spoken}"))


def named_otherwise(session: Session, documents: Iterable[Document], language: str) -> tuple[Record, ...]:
    """What a page names in another language than its own, where somebody has begun to type names in that.

    What is typed as the name itself is in the language of the group.
    """
    state = session.state
    if language == spoken_in(state) or not translations(state, language):
        return ()
    said = "\n".join(line for one in documents for line in lines_of(one.blocks))
    kinds = (kind for kind in declared() if translated_fields(kind))
    without = untranslated(state, (one for kind in kinds for one in state.all(kind)), language)
    meant = (one for one, field in without if field is not Organization.acronym and field.of(one) in said)
    return tuple({one.id: one for one in meant}.values())


def _wanted(session: Session, paper: PaperKind, about: Any, language: str) -> str:
    """A report says itself in which language it was asked for, and a letter in which it is written."""
    own = about.language if paper.of == REPORT or isinstance(about, Letter) else ""
    asked: str = own if paper.of == REPORT else own or language
    return asked or spoken_in(session.state) or of_interface()


def _written_in(paper: PaperKind, form: FileForm, wanted: str) -> str:
    """What is read again keeps its words; a report never is."""
    return wanted if form.comes_back and paper.of != REPORT else language_of_paper(paper.name, wanted)
