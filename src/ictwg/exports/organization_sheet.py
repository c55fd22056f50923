"""All about one organization on a page, for a meeting with it: focal points, open actions, activities, papers owed.

And what the group has still to do, by organization: for the members and the chair.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ictwg.documents.papers import asked_words, is_awaited
from ictwg.domain.records import Action, Activity, Organization, Paper, Plan
from ictwg.domain.seen import AudienceView
from ictwg.domain.values import CLOSED, ActionKind
from ictwg.exports.contacts import listed_people, person_item
from ictwg.locales import language
from ictwg.minutes.printed.annexes import OpenAction, by_owner, columns, none_said, printed_organization
from ictwg.minutes.printed.lines import due, owners, status, text_or_mark
from ictwg.minutes.printed.making_items import promise
from ictwg.minutes.printed.view import DayView
from ictwg.papers.blocks import (
    DASH,
    Band,
    Block,
    HeadingBlock,
    Items,
    ListItem,
    PaperText,
    Paragraph,
    TableBlock,
    chain,
    line,
    own,
)
from ictwg.papers.catalogue import PaperRequest, as_of
from ictwg.papers.document import Document
from ictwg.papers.files import told_apart
from ictwg.papers.words import choice, day, label
from ictwg.programme.plan import is_current, standing
from ictwg.records.group import full_group_name
from ictwg.records.lookup import full_title


def action_list(asked: PaperRequest) -> tuple[Document, ...]:
    """Each open action under everybody who owns it."""
    on, lang = asked.today, asked.language or language()
    view = DayView(AudienceView(asked.state, asked.audience), asked.audience, on, lang)
    return (as_of(asked, lang, _list_blocks(view), ("action-list", on)),)


def _list_blocks(view: DayView) -> Iterator[Block]:
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


def organization(asked: PaperRequest) -> tuple[Document, ...]:
    """As these readers may see it; nothing for those who may not see the organization."""
    on, lang, seen = asked.today, asked.language or language(), AudienceView(asked.state, asked.audience)
    home = seen.get(Organization, asked.about.id)
    if home is None:
        return ()
    view = DayView(seen, asked.audience, on, lang)
    twin = told_apart(seen, home, lambda one: (one.acronym, ""))
    return (as_of(asked, lang, _blocks(view, home), ("organization", home.acronym, twin, on)),)


def _blocks(view: DayView, home: Organization) -> Iterator[Block]:
    state, lang, on = view.state, view.language, view.on
    named = printed_organization(home.name, home.acronym)
    yield HeadingBlock(1, chain(DASH, (own(label("organization.word", lang)), named)))
    yield Paragraph(own(label("action_list.as_of", lang, day=day(on, lang))))
    actions = [one for one in state.linked(Action, Action.owners, home.id) if is_open(one)]
    papers = [one for one in state.linked(Paper, Paper.asked_of, home.id) if is_awaited(one, on)]
    told: dict[str, Iterable[PaperText] | TableBlock] = {
        "people": (person_item(state, one, on, lang) for one in listed_people(state, home, on, view.audience)),
        "actions": listed_actions(view, actions) if actions else (),
        "activities": (_activity(view, part) for part in _parts(view, home)),
        "papers": (line(asked_words(state, one, on, lang)) for one in papers),
    }
    for key, said in told.items():
        yield HeadingBlock(2, own(label(f"organization.{key}", lang)))
        if isinstance(said, TableBlock):
            yield said
        else:
            items = tuple(map(ListItem, said))
            yield Items(items) if items else none_said(lang)


def _parts(view: DayView, home: Organization) -> Iterator[Activity]:
    """What it leads or helps to lead in the plans of today."""
    for field in (Activity.lead, Activity.co_leads):
        for part in view.state.linked(Activity, field, home.id):
            plan = view.state.get(Plan, part.plan)
            if plan is not None and is_current(view.state, plan):
                yield part


def _activity(view: DayView, part: Activity) -> PaperText:
    stands = standing(view.state, part, view.on)
    return chain(DASH, (line(full_title(part)), own(choice(stands, view.language) if stands else "")))
