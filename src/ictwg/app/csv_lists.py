"""Lists as CSV: with keys for programs, and with headings in the group's language as a file for Excel.

Both hold every field that the importers read, sets joined with `; `, links as names, and days in figures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.records import Membership, Organization, Person, Role
from ictwg.locales import language, t
from ictwg.papers.blocks import TableBlock, long, own
from ictwg.papers.document import Document
from ictwg.records.csv_format import written
from ictwg.records.group import spoken_in
from ictwg.records.list_cells import cell_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from ictwg.domain.schema import Field, Record
    from ictwg.papers.catalogue import PaperRequest
    from ictwg.records.lookup import Lookup


NOT_IN_A_FILE = frozenset({"position", "stamp"})


REFERENCE = "reference"


class CsvColumn(NamedTuple):
    """`text` takes the language of its words, which are the keys of closed lists where it is empty."""

    key: str
    label: str
    text: Callable[[Lookup, Any, str], str]


def csv_text(lookup: Lookup, kind: type[Record], records: Iterable[Record]) -> str:
    """The records with a heading of their keys; words of closed lists stay the English ones, as in JSON."""
    fields = [field for field in _fields(kind) if not field.hidden]
    columns = [*(_field_column(field) for field in fields), *_MORE.get(kind, ())]
    rows = ([record.id, *(column.text(lookup, record, "") for column in columns)] for record in records)
    return written([["id", *(column.key for column in columns)], *rows])


class RecordList(NamedTuple):
    """Records of one type under the name of their list, as a reader sees them."""

    name: str
    kind: type[Record]
    records: Sequence[Record]
    lookup: Lookup


def record_list(asked: PaperRequest) -> tuple[Document, ...]:
    """The records for a spreadsheet: what people see of them in words, and their ids last."""
    about: RecordList = asked.about
    lookup, lang = about.lookup, asked.language or spoken_in(asked.state) or language()
    fields = [field for field in _fields(about.kind) if not field.inner or field.name == REFERENCE]
    columns = [*(_field_column(field) for field in fields), *_MORE.get(about.kind, ())]
    heads = (*(own(t(column.label, lang=lang)) for column in columns), own("id"))
    rows = ((*(column.text(lookup, one, lang) for column in columns), one.id) for one in about.records)
    table = TableBlock(heads, tuple(tuple(map(long, row)) for row in rows))
    named = (about.name, asked.today.isoformat(), asked.audience)
    return (Document("list", lang, asked.audience, (table,), named),)


def _fields(kind: type[Record]) -> list[Field[Any]]:
    """Without what says that two records are one, or are not: it holds where both of them are."""
    return [field for field in kind.fields() if field.kind not in NOT_IN_A_FILE and not getattr(field, "loose", False)]


def _field_column(field: Field[Any]) -> CsvColumn:
    def text(lookup: Lookup, record: Any, lang: str) -> str:
        return cell_text(lookup, field, record, lang)

    return CsvColumn(field.name, field.label_id, text)


def _of_period(field: Field[Any]) -> Callable[[Lookup, Any, str], str]:
    """What the membership that holds today says of an organization."""

    def text(lookup: Lookup, organization: Organization, lang: str) -> str:
        from ictwg.domain.periods import holding

        periods = holding(lookup.state.linked(Membership, Membership.organization, organization.id), lookup.today)
        return cell_text(lookup, field, periods[0], lang) if periods else ""

    return text


def _roles(lookup: Lookup, record: Organization | Person) -> list[Role]:
    """The functions of today in the group: of a person, or of an organization as such."""
    from ictwg.domain.periods import holding

    if isinstance(record, Person):
        held = lookup.state.linked(Role, Role.person, record.id)
    else:
        held = tuple(r for r in lookup.state.linked(Role, Role.organization, record.id) if not r.person)
    return [role for role in holding(held, lookup.today) if not role.series]


def _functions(lookup: Lookup, record: Organization | Person, lang: str) -> str:
    """`focal point; chair (MFA)`: for whom, where it is not their own organization."""
    home = record.organization if isinstance(record, Person) else record.id
    said = []
    for role in _roles(lookup, record):
        word = cell_text(lookup, Role.function, role, lang)
        others = role.organization if role.organization != home else None
        said.append(f"{word} ({lookup.name(Organization, others)})" if others else word)
    return "; ".join(said)


def _functions_since(lookup: Lookup, record: Organization | Person, lang: str) -> str:  # noqa: ARG001 - likewise
    days = [cell_text(lookup, Role.since, role) or "–" for role in _roles(lookup, record)]
    return "; ".join(days) if any(day != "–" for day in days) else ""


_FUNCTIONS = (
    CsvColumn("functions", "records.person.functions", _functions),
    CsvColumn("functions_since", "records.person.functions_since", _functions_since),
)


_MORE: dict[type[Record], tuple[CsvColumn, ...]] = {
    Organization: (
        CsvColumn("status", Membership.status.label_id, _of_period(Membership.status)),
        CsvColumn("member_since", "records.organization.member_since", _of_period(Membership.since)),
        *_FUNCTIONS,
    ),
    Person: _FUNCTIONS,
}
