"""Records for a reader: rows of the declared columns, sections of a pane, and the JSON that commands print."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, partial
from typing import Any, NamedTuple

from ictwg.domain.calendar import short_day
from ictwg.domain.fields import BELOW, FilePath
from ictwg.domain.records import Action, Meeting
from ictwg.domain.schema import Field, Record, declared, form_fields, link_to, nested_kinds, targets, title_of
from ictwg.domain.seen import hides_small
from ictwg.domain.state import State, children_of
from ictwg.domain.values import DueWord
from ictwg.locales import t
from ictwg.records.areas import Hooks, foreign_fields
from ictwg.records.lookup import Lookup, kind_words, meeting_by_date, shown_name, shown_reference
from ictwg.records.rules import by_the_rules
from ictwg.records.selection import in_order, value_by
from ictwg.records.shared_files import file_words, paths_of, state_of_file


def linked_both_ways(state: State, record: Record) -> dict[type[Record], tuple[Record, ...]]:
    """By type, without types of which there is none: first those that name it, then those that it names."""
    own = type(record)
    found: dict[type[Record], dict[str, Record]] = {}
    for field in _naming(own.TABLE):
        for one in state.linked(field.record, field, record.id):
            found.setdefault(field.record, {})[one.id] = one
    for field in _mutual(own):
        kind = field.target()  # type: ignore[attr-defined]  # links have one
        for id in targets(field, record):
            if (named := state.get(kind, id)) is not None:
                found.setdefault(kind, {})[id] = named
    return {kind: in_order(state, ones.values()) for kind, ones in found.items()}


def naming(state: State, record: Record) -> dict[type[Record], tuple[Record, ...]]:
    """Those that name it: what it names stands in its own fields."""
    named = {field.record for field in _naming(record.TABLE)}
    return {kind: ones for kind, ones in linked_both_ways(state, record).items() if kind in named}


def is_linked(kind: type[Record]) -> bool:
    """Whether its records can be linked with others in this way."""
    return bool(_mutual(kind) or _naming(kind.TABLE))


def _mutual(kind: type[Record]) -> tuple[Field[Any], ...]:
    return tuple(field for field in kind.fields() if getattr(field, "mutual", False))


@cache
def _naming(table: str) -> tuple[Field[Any], ...]:
    """The fields of other types that name one of this type."""
    return tuple(field for other in declared() for field in _mutual(other) if table == field.target().TABLE)  # type: ignore[attr-defined]  # likewise


Shown = Callable[[Lookup, Any], str]
Columns = tuple[Field[Any], ...]

DAYS = frozenset({"date", "due"})
"""The kinds of field that may hold a day."""

cell_by: Hooks[Callable[[Lookup, Any], str]] = Hooks()
"""What stands in a column where it is more than the field's value."""

facts_by: Hooks[Callable[[Lookup, Any], Iterable[str]]] = Hooks()
"""What its area knows of a record beside its fields, a line each: counts, what is to be looked at."""

TASK_COLUMNS = (Action.reference, Action.text, Action.assignee, Action.due, Action.status, Action.meeting)
"""A task is ours, so it has no owner among the members; it has somebody who does it, and maybe its meeting."""


def headings(kind: type[Record], columns: Columns = ()) -> list[str]:
    return [t(field.label_id) for field in columns or _columns(kind)]


def rows(
    lookup: Lookup, records: Sequence[Record], columns: Columns = (), day: Callable[[date], str] = short_day
) -> list[list[str]]:
    """What stands in the records' rows, one line each: these columns, or those of their kind; a day in few letters."""
    references = [str(getattr(record, Action.reference.name, "")) for record in records]
    doubled = lookup.state.carried_twice(set(filter(None, references)))
    kinds = {type(record) for record in records}
    shown = {kind: [_cell(kind, field, doubled, day) for field in columns or _columns(kind)] for kind in kinds}
    return [[" ".join(cell(lookup, record).split()) for cell in shown[type(record)]] for record in records]


def cells(lookup: Lookup, record: Record) -> list[str]:
    return rows(lookup, (record,))[0]


def _columns(kind: type[Record]) -> Columns:
    return (*kind.COLUMNS, *foreign_fields(kind, value_by), *foreign_fields(kind, cell_by))


def _cell(kind: type[Record], field: Field[Any], doubled: frozenset[str], day: Callable[[date], str]) -> Shown:
    """What gives the text of a column."""
    special = cell_by.of(kind, field)
    if special is not None:
        return special
    if isinstance(field, FilePath):
        return lambda lookup, record: " · ".join(
            filter(None, (field.of(record), file_words(lookup, record, field.of(record))))
        )
    if field.name == Action.reference.name:
        return partial(_reference, doubled)
    if kind.NAMED_AS is not None and field is kind.TITLE:
        return lambda lookup, record: shown_name(lookup.state, record)
    today = value_by.of(kind, field)

    def cell(lookup: Lookup, record: Record) -> str:
        value = today(lookup, record) if today else field.of(record)
        if value is None:
            return few(record, field)
        is_day = field.kind in DAYS and not isinstance(value, DueWord)
        return day(value) if is_day else field.show(value, lookup)

    return cell


def few(record: Record, field: Field[Any]) -> str:
    """`<5`, where these readers may not know how few people it counts; empty else."""
    return t("programme.below", number=BELOW) if hides_small(record, field) else ""


def _reference(doubled: frozenset[str], lookup: Lookup, record: Any) -> str:
    reference = str(record.reference)
    plain = reference or (meeting_by_date(record) if isinstance(record, Meeting) else "")
    return shown_reference(lookup.state, record) if reference in doubled else plain


class DetailSection(NamedTuple):
    title: str
    lines: tuple[str, ...]


class Detail(NamedTuple):
    """What stands in the pane.

    Attributes:
        about: The id of the record that it tells of; empty where it tells of something else.
        bold: Whether `**` marks words in its lines.
    """

    title: str
    subtitle: str
    sections: tuple[DetailSection, ...]
    about: str = ""
    bold: bool = False


detail_by: Hooks[Callable[[Lookup, Any], Detail]] = Hooks()
"""All about a record, for types that say it in their own words."""


def detail(title: str, subtitle: str, sections: Iterable[DetailSection], about: str = "") -> Detail:
    """The pane without sections that say nothing."""
    return Detail(title, subtitle, tuple(section for section in sections if section.lines), about)


def record_detail(lookup: Lookup, record: Record, *, tables: bool = True) -> Detail:
    """All about it in its area's words; else all that a person filled in, and what belongs to it as tables.

    At the end stands what names it.
    """
    special = detail_by.of(type(record))
    if special is not None:
        said = special(lookup, record)
        return said._replace(sections=(*said.sections, *naming_tables(lookup, record)))
    parts = child_tables(lookup, record) if tables else ()
    facts = (*known_facts(lookup, record), *_facts(lookup, record))
    sections = (DetailSection("", facts), *_texts(lookup, record), *parts, *naming_tables(lookup, record))
    named, title = shown_name(lookup.state, record), title_of(record)
    return detail(named, kind_words(record) if title in named else title, sections, record.id)


def known_facts(lookup: Lookup, record: Record) -> Iterator[str]:
    """What its area knows of it beside its fields, and what became of its files; a line each."""
    counted = facts_by.of(type(record))
    yield from counted(lookup, record) if counted else ()
    for path in paths_of(record):
        if said := file_words(lookup, record, path):
            yield t("documents.file", path=path, state=said)


def child_tables(lookup: Lookup, record: Record) -> Iterator[DetailSection]:
    """What belongs to it, a table for each type."""
    for kind, found in children_of(lookup.state, record).items():
        if rows := in_order(lookup.state, by_the_rules(lookup.state, kind, found)):
            said = tuple(_table(lookup, rows, link_to(kind, type(record))))
            yield DetailSection(t(f"records.{kind.SINGULAR}.plural"), said)


def naming_tables(lookup: Lookup, record: Record) -> Iterator[DetailSection]:
    """What names it in a link that both show: an action the activity whose it is."""
    for kind, found in naming(lookup.state, record).items():
        yield DetailSection(t(f"records.{kind.SINGULAR}.plural"), tuple(_table(lookup, found, None)))


def _facts(lookup: Lookup, record: Record) -> Iterator[str]:
    kind = type(record)
    for field in form_fields(kind):
        shown = field.show(field.of(record), lookup) or few(record, field)
        if shown and field.kind != "text" and field is not kind.TITLE:
            yield f"{t(field.label_id)}: {shown}"


def _texts(lookup: Lookup, record: Record) -> Iterator[DetailSection]:
    """What the title said as a whole is not said again."""
    for field in form_fields(type(record)):
        shown = field.show(field.of(record), lookup) if field.kind == "text" else ""
        if shown and (field is not type(record).TITLE or "\n" in shown):
            yield DetailSection(t(field.label_id), tuple(shown.splitlines()))


def _table(lookup: Lookup, records: tuple[Record, ...], link: Field[Any] | None) -> Iterator[str]:
    """A line for each; the link to what they all belong to says nothing here."""
    columns = tuple(field for field in type(records[0]).COLUMNS if field is not link)
    return ("  ".join(filter(None, row)) for row in rows(lookup, records, columns))


Json = dict[str, Any]

record_json_by: Hooks[Callable[[Lookup, Any], Json]] = Hooks()
"""The whole JSON of a record type that says more than what is declared."""


def record_json(lookup: Lookup, record: Record) -> Json:
    """One record with what belongs to it; of a meeting whose minutes are adopted, what stands in them as adopted."""
    special = record_json_by.of(type(record))
    return special(lookup, record) if special else own_json(lookup, record) | nested_json(lookup, record)


def own_json(lookup: Lookup, record: Record) -> Json:
    """The record's declared fields, and no more."""
    found: Json = {"id": record.id}
    for field in type(record).fields():
        if not field.hidden:
            found.update(_field_json(lookup, record, field))
    return found


def nested_json(lookup: Lookup, record: Record) -> Json:
    links = ((kind, link_to(kind, type(record))) for kind in nested_kinds(type(record)))
    return {kind.NESTED or kind.TABLE: linked_json(lookup, link, record) for kind, link in links if link}


def linked_json(lookup: Lookup, link: Field[Any], record: Record) -> list[Json]:
    """The records that name this one in their link, without the link that says so."""
    found = by_the_rules(lookup.state, link.record, lookup.state.linked(link.record, link, record.id))
    return [without(record_json(lookup, one), link) for one in in_order(lookup.state, found)]


def without(row: Json, link: Field[Any]) -> Json:
    """The JSON of a record without one of its links."""
    return {key: value for key, value in row.items() if key not in (link.name, f"{link.name}_id")}


def _field_json(lookup: Lookup, record: Record, field: Field[Any]) -> Json:
    value = field.of(record)
    if field.kind == "link":
        target = field.target() if value else None  # type: ignore[attr-defined]  # link fields have one
        return {field.name: lookup.name(target, value) if target else None, f"{field.name}_id": value}
    if field.kind == "links":
        target = field.target()  # type: ignore[attr-defined]  # likewise
        ids = lookup.in_order(target, value)
        return {field.name: [lookup.name(target, id) for id in ids], f"{field.name}_ids": ids}
    raw = field.encode(value)
    if isinstance(field, FilePath):
        first = next(one for one in type(record).fields() if isinstance(one, FilePath))
        return {
            field.name: raw,
            "file" if field is first else f"{field.name}_file": state_of_file(lookup, record, value),
        }
    return {field.name: list(raw) if isinstance(raw, tuple) else raw}
