"""What a drafting session has brought: chapters worked on, the version before and after, points left open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ictwg.documents.track import version_on
from ictwg.domain.access import visible
from ictwg.domain.records import Chapter, Document, DocumentVersion
from ictwg.domain.values import PRESENT_STATES
from ictwg.minutes.printed.annexes import none_said
from ictwg.minutes.printed.minutes import facts, title, when
from ictwg.minutes.printed.sheet import MinutesSheet
from ictwg.minutes.printed.view import PrintContext
from ictwg.papers.blocks import Block, HeadingBlock, Items, ListItem, PaperText, Paragraph, chain, line, own
from ictwg.papers.words import choice, day, label


def session_note_blocks(view: PrintContext, sheet: MinutesSheet) -> list[Block]:
    """Document by document."""
    lang = sheet.language
    came = dict.fromkeys(row.acronym for row in sheet.attendance if row.state in PRESENT_STATES)
    said = {
        "row.reference": line(sheet.reference),
        "row.title": line(sheet.title),
        "row.time": when(sheet),
        "row.place": line(sheet.venue),
        "note.took_part": chain(", ", map(line, came)),
        "agenda.audience": own(choice(sheet.audience, lang)),
    }
    worked_on = [block for one in _documents(view) for block in _document(view, one)]
    return [
        HeadingBlock(1, title(sheet, label("note.word", lang))),
        facts(said.items(), lang),
        *(worked_on or [none_said(lang)]),
    ]


def _documents(view: PrintContext) -> list[Document]:
    """Those with a version of this session, or a chapter that was worked on at it."""
    ids = {one.document for one in _versions(view)} | {one.document for one in _chapters(view)}
    found = (view.state.get(Document, id) for id in ids)
    seen = (one for one in found if one is not None and visible(view.state, one, view.audience))
    return sorted(seen, key=lambda one: (one.title, one.id))


def _versions(view: PrintContext) -> tuple[DocumentVersion, ...]:
    return view.state.linked(DocumentVersion, DocumentVersion.meeting, view.meeting.id)


def _chapters(view: PrintContext) -> list[Chapter]:
    found = view.state.linked(Chapter, Chapter.sessions, view.meeting.id)
    return sorted(found, key=lambda one: (one.order or "~", one.title, one.id))


def _document(view: PrintContext, document: Document) -> Iterator[Block]:
    lang = view.language
    yield HeadingBlock(2, line(document.title))
    made = next((one for one in _versions(view) if one.document == document.id), None)
    before = version_on(view.state, document, view.on - timedelta(days=1) if made is not None else view.on)
    for key, version in (("note.before", before), ("note.after", made or before)):
        yield Paragraph(own(f"{label(key, lang)}: ") + (line(version.label) if version else own("–")))
    for chapter in _chapters(view):
        if chapter.document == document.id:
            points = tuple(filter(None, map(str.strip, chapter.open_points.splitlines())))
            yield HeadingBlock(3, _named(view, chapter))
            yield Items(tuple(ListItem(line(one)) for one in points)) if points else _closed(lang)


def _closed(lang: str) -> Block:
    return Paragraph(own(label("note.closed", lang)))


def _named(view: PrintContext, chapter: Chapter) -> PaperText:
    """`2 Protection (SEPI, 12 Feb 2010)`: who goes on with it, and until when."""
    who, due = view.organization(chapter.organization), chapter.due
    told = (line(who.acronym if who else ""), own(day(due, view.language) if due else ""))
    beside = chain(", ", filter(None, told))
    return line(chapter.title) + (own(" (") + beside + own(")") if beside else PaperText())
