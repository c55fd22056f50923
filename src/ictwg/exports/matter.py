"""The file of a matter (processo): all on record about a decision, an action, a document or a topic, by date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from ictwg.contacts.letters import to_whom
from ictwg.domain.fields import FilePath
from ictwg.domain.records import (
    Action,
    AgendaItem,
    Contact,
    Decision,
    DocumentVersion,
    IncomingLetter,
    Letter,
    Organization,
    Paper,
    Progress,
    TrackStep,
)
from ictwg.domain.schema import Record, targets
from ictwg.domain.seen import AudienceView
from ictwg.domain.state import State
from ictwg.domain.text import clean
from ictwg.domain.values import ActionKind
from ictwg.locales import language
from ictwg.minutes.printed.making import refused
from ictwg.papers.blocks import DASH, Block, HeadingBlock, PaperText, Paragraph, TableBlock, chain, line, long, own
from ictwg.papers.catalogue import PaperRequest, as_of
from ictwg.papers.document import Document
from ictwg.papers.files import told_apart
from ictwg.papers.words import choice, day, label
from ictwg.records.group import full_group_name
from ictwg.records.lookup import shown_name

KINDS = (Decision, Action, Progress, DocumentVersion, TrackStep, Paper, Letter, IncomingLetter, Contact)


class _Part(NamedTuple):
    """What one record says: when, who, in which words, and the name of its file."""

    on: date | None
    what: str
    title: PaperText
    text: str
    file: str


def matter(asked: PaperRequest) -> tuple[Document, ...]:
    """A cover, the contents by date, and what each says, as far as these readers may know of it.

    Raises:
        InvalidValueError: The audience may not see it.
    """
    lang, seen = asked.language or language(), AudienceView(asked.state, asked.audience)
    about = seen.get(type(asked.about), asked.about.id)
    if about is None:
        raise refused(asked.audience, "matter")
    name = clean(shown_name(seen, about))
    cover = (
        HeadingBlock(1, chain(DASH, (own(label("matter.word", lang)), line(name)))),
        Paragraph(line(full_group_name(seen, lang))),
        Paragraph(long(getattr(about, "text", "") or getattr(about, "title", ""))),
        Paragraph(own(label("pack.as_of", lang, day=day(asked.today, lang)))),
    )
    parts = sorted((_part(seen, one, lang) for one in _on_record(seen, about)), key=lambda one: str(one.on or ""))
    twin = told_apart(seen, about, lambda one: (shown_name(seen, one),))
    blocks, look = (*cover, *_contents(parts, lang)), {"cover": len(cover)}
    return (as_of(asked, lang, blocks, ("matter", name, twin), ref=name, look=look),)


def told_of(seen: State, about: Record) -> tuple[Record, ...]:
    """What the matter is: of a topic every meeting on whose agenda it stood, with what was decided and given there."""
    if not isinstance(about, AgendaItem):
        return (about,)
    items, new = {about.id: about}, [about]
    while new:
        one = new.pop()
        before = seen.get(AgendaItem, one.carried_from)
        beside = (*((before,) if before is not None else ()), *seen.linked(AgendaItem, AgendaItem.carried_from, one.id))
        new += [other for other in beside if other.id not in items]
        items |= {other.id: other for other in beside}
    given = (Decision.item, Action.item)
    return (*items.values(), *(one for id in items for field in given for one in seen.linked(field.record, field, id)))


def _on_record(seen: AudienceView, about: Record) -> list[Any]:
    """What names it, what was said of its actions, and itself; a letter stands once, not with each addressee."""
    matter = told_of(seen, about)
    found: dict[str, Any] = {one.id: one for one in matter if isinstance(one, (Decision, Action))}
    for kind, of in ((kind, of) for kind in KINDS for of in matter):
        for field in kind.fields():
            if getattr(field, "target", None) and field.target() is type(of):  # type: ignore[attr-defined]  # a link
                found |= {one.id: one for one in seen.linked(kind, field, of.id)}
    for action in [one for one in found.values() if isinstance(one, Action)]:
        found |= {one.id: one for one in seen.linked(Progress, Progress.action, action.id)}
    tasks = {id for id, one in found.items() if isinstance(one, Action) and one.kind is ActionKind.TASK}
    by_letter = {id for id, one in found.items() if isinstance(one, Contact) and one.page}
    return [one for id, one in found.items() if id not in tasks | by_letter]


def _part(seen: AudienceView, one: Any, lang: str) -> _Part:
    kind = type(one)
    fields = kind.OWNERS or tuple(filter(None, (kind.field("organization"),)))
    ids = [id for field in fields for id in targets(field, one)]
    ids += [to.organization or "" for to in to_whom(seen, one)] if isinstance(one, Letter) else []
    homes = (seen.get(Organization, id) for id in ids)
    who = ", ".join(clean(home.acronym) for home in homes if home is not None)
    stage = choice(one.stage, lang) if isinstance(one, TrackStep) else ""
    number = clean(
        one.entry if isinstance(one, IncomingLetter) else getattr(one, "reference", getattr(one, "number", ""))
    )
    named = clean(getattr(one, "subject", "") or getattr(one, "label", "") or (one.title if kind is Paper else ""))
    title = chain(DASH, (line(number), line(who), line(named), own(stage)))
    file = next((field.of(one) for field in kind.fields() if isinstance(field, FilePath) and field.of(one)), "")
    text = clean(getattr(one, "text", "") or getattr(one, "notes", ""), multiline=True)
    day_of = kind.DAY.of(one) if kind.DAY is not None else one.received_on if kind is Paper else None
    return _Part(day_of, label(f"matter.{kind.SINGULAR}", lang), title, text, clean(file))


def _contents(parts: list[_Part], lang: str) -> Iterator[Block]:
    heads = tuple(own(label(f"pack.column.{name}", lang)) for name in ("no", "date", "what", "file"))
    said = [chain(": ", (own(one.what), one.title)) for one in parts]
    rows = tuple(
        (own(str(at)), own(day(one.on, lang) if one.on else ""), what, line(one.file))
        for at, (one, what) in enumerate(zip(parts, said, strict=True), 1)
    )
    yield HeadingBlock(2, own(label("book.contents", lang)))
    yield TableBlock(heads, rows, (6, 22, 44, 28))
    for at, (one, what) in enumerate(zip(parts, said, strict=True), 1):
        yield HeadingBlock(3, chain(" ", (own(f"{at}."), what)))
        yield from [Paragraph(long(one.text))] if one.text else []
