"""What the group has still to do, by organization: for the members and the chair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ictwg.domain.records import Action
from ictwg.domain.seen import AudienceView
from ictwg.domain.values import CLOSED, ActionKind
from ictwg.locales import language
from ictwg.minutes.printed.annexes import OpenAction, by_owner, columns, none_said
from ictwg.minutes.printed.lines import due, owners, status, text_or_mark
from ictwg.minutes.printed.making_items import promise
from ictwg.minutes.printed.view import DayView
from ictwg.papers.blocks import DASH, Band, Block, HeadingBlock, PaperText, Paragraph, TableBlock, chain, line, own
from ictwg.papers.catalogue import PaperRequest, as_of
from ictwg.papers.document import Document
from ictwg.papers.words import day, label
from ictwg.records.group import full_group_name


def action_list(asked: PaperRequest) -> tuple[Document, ...]:
    """Each open action under everybody who owns it."""
    on, lang = asked.today, asked.language or language()
    view = DayView(AudienceView(asked.state, asked.audience), asked.audience, on, lang)
    return (as_of(asked, lang, _blocks(view), ("action-list", on)),)


def _blocks(view: DayView) -> Iterator[Block]:
    lang = view.language
    yield HeadingBlock(1, chain(DASH, (own(label("action_list.word", lang)), line(full_group_name(view.state, lang)))))
    actions = sorted((one for one in view.state.all(Action) if is_open(one)), key=lambda one: one.reference)
    told = label("action_list.total", lang, count=len(actions)) if actions else ""
    yield Paragraph(chain(DASH, (own(label("action_list.as_of", lang, day=day(view.on, lang))), own(told))))
    listed = [OpenAction(view.reference(one), one.text, promise(view, one)) for one in actions]
    rows: list[tuple[PaperText, ...]] = []
    bands: list[Band] = []
    for whose, held in by_owner(listed, view.named(), lang):
        bands.append(Band(len(rows), whose))
        rows += (_row(one, lang) for one in held)
    head = columns(_COLUMNS, lang)
    yield TableBlock(head, tuple(rows), bands=tuple(bands)) if rows else none_said(lang)


_COLUMNS = ("number", "action", "due", "status")


def is_open(action: Action) -> bool:
    return action.kind is ActionKind.ACTION and action.status not in CLOSED


def listed_actions(view: DayView, actions: Iterable[Action]) -> TableBlock:
    """In one table, without bands."""
    said = (OpenAction(view.reference(one), one.text, promise(view, one)) for one in actions)
    ordered = sorted(said, key=lambda one: one.reference)
    rows = tuple(_row(one, view.language, names=bool(one.promise.invited)) for one in ordered)
    return TableBlock(columns(_COLUMNS, view.language), rows)


def _row(one: OpenAction, lang: str, *, names: bool = False) -> tuple[PaperText, ...]:
    """With all who own it, where they are several, it is a person's, or their names stand nowhere else."""
    said, text = one.promise, text_or_mark(one.text, lang)
    shared = names or len(said.owners) > 1 or said.who
    text += own(" (") + owners(said, lang) + own(")") if shared else own("")
    return line(one.reference), text, due(said, lang), own(status(said, lang))
