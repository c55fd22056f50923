"""Everything about one record, told in sections: for the pane beside a list, and for the box on a small screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.schema import form_fields, link_to, title_of
from ictwg.domain.state import children_of
from ictwg.locales import t

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ictwg.domain.schema import Field, Record
    from ictwg.records.lookup import Lookup


class DetailSection(NamedTuple):
    title: str
    lines: tuple[str, ...]


class Detail(NamedTuple):
    """What stands in the pane.

    Attributes:
        about: The id of the record that it tells of; empty where it tells of something else.
    """

    title: str
    subtitle: str
    sections: tuple[DetailSection, ...]
    about: str = ""


def record_detail(lookup: Lookup, record: Record, *, tables: bool = True) -> Detail:
    """All that a person filled in, and what belongs to it as tables: for types that say nothing else of themselves."""
    from ictwg.records.lookup import kind_words, shown_name

    parts = child_tables(lookup, record) if tables else ()
    sections = (DetailSection("", tuple(_facts(lookup, record))), *_texts(lookup, record), *parts)
    named, title = shown_name(lookup.state, record), title_of(record)
    said = tuple(section for section in sections if section.lines)
    return Detail(named, kind_words(record) if title in ("", named) else title, said, record.id)


def child_tables(lookup: Lookup, record: Record) -> Iterator[DetailSection]:
    """What belongs to it, a table for each type."""
    for kind, rows in children_of(lookup.state, record).items():
        if rows:
            said = tuple(_table(lookup, rows, link_to(kind, type(record))))
            yield DetailSection(t(f"records.{kind.SINGULAR}.plural"), said)


def _facts(lookup: Lookup, record: Record) -> Iterator[str]:
    kind = type(record)
    for field in form_fields(kind):
        shown = field.show(field.of(record), lookup)
        if shown and field.kind != "text" and field is not kind.TITLE:
            yield t("followup.fact", label=t(field.label_id), value=shown)


def _texts(lookup: Lookup, record: Record) -> Iterator[DetailSection]:
    for field in form_fields(type(record)):
        if field.kind == "text" and (shown := field.show(field.of(record), lookup)):
            yield DetailSection(t(field.label_id), tuple(shown.splitlines()))


def _table(lookup: Lookup, records: tuple[Record, ...], link: Field[Any] | None) -> Iterator[str]:
    """A line for each; the link to what they all belong to says nothing here."""
    from ictwg.records.tables import rows

    columns = tuple(field for field in type(records[0]).COLUMNS if field is not link)
    return ("  ".join(filter(None, row)) for row in rows(lookup, records, columns))
