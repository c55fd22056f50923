"""Lists as CSV: with keys for programs, and with headings in the group's language as a file for Excel.

Both hold every field that the importers read, sets joined with `; `, links as names, and days in figures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from ictwg.domain.periods import holding
from ictwg.domain.records import Membership, Organization, Person, Role
from ictwg.domain.schema import Field, Record
from ictwg.locales import catalogue, language, t
from ictwg.papers.blocks import DASH, CellValue, TableBlock, cell, own
from ictwg.papers.document import Document, Setup
from ictwg.records.csv_format import cell_text, cell_value, cell_words, written
from ictwg.records.group import is_example, spoken_in
from ictwg.records.lookup import Lookup
from ictwg.records.selection import Criteria, listings, select

if TYPE_CHECKING:
    from ictwg.papers.catalogue import PaperRequest
    from ictwg.papers.files import Parts


NOT_IN_A_FILE = frozenset({"position", "stamp"})
REFERENCE = "reference"
SELECTION = "exporting.selection"


class CsvColumn(NamedTuple):
    """A column of a list.

    Attributes:
        text: Takes the language of its words, which are the keys of closed lists where it is empty.
        value: What a spreadsheet keeps in its place; None for words.
        words: All that it takes, in a language; none where it takes any.
    """

    key: str
    label: str
    text: Callable[[Lookup, Any, str], str]
    value: Callable[[Lookup, Any], CellValue] = lambda *_: None
    words: Callable[[str], tuple[str, ...]] = lambda _: ()


def csv_text(lookup: Lookup, kind: type[Record], records: Iterable[Record]) -> str:
    """The records with a heading of their keys; words of closed lists stay the English ones, as in JSON."""
    fields = [field for field in _fields(kind) if not field.hidden]
    columns = [*(_column(field) for field in fields), *_MORE.get(kind, ())]
    rows = ([record.id, *(column.text(lookup, record, "") for column in columns)] for record in records)
    return written([["id", *(column.key for column in columns)], *rows])


class RecordList(NamedTuple):
    """Records of one type under the name of their list, as a reader sees them.

    Attributes:
        name: As commands call it, and behind a dash whose they are.
        part: The messages that say which of the list they are: a view, a selection.
    """

    name: str
    kind: type[Record]
    records: Sequence[Record]
    lookup: Lookup
    part: tuple[str, ...] = ()

    @property
    def counted(self) -> str:
        """`4 of 14 rows`; nothing where it is the whole list."""
        shown, whole = len(self.records), len(listed(self.lookup, self.name.partition("-")[0]).records)
        return t("exporting.rows", shown=shown, whole=whole) if shown != whole else ""


def listed(lookup: Lookup, name: str, owners: Sequence[str] = ()) -> RecordList:
    """The whole list of this name, or what of it these own."""
    kind, action_kind = listings()[name]
    found = select(lookup, kind, Criteria(owners=tuple(owners)), action_kind)
    return RecordList("-".join((name, *owners)), kind, found, lookup)


_TASKS = ("task", "tasks")
"""The lists of actions that hold none but tasks."""


def record_list(asked: PaperRequest) -> tuple[Document, ...]:
    """The records for a spreadsheet: what people see of them in words, and their ids last."""
    about: RecordList = asked.about
    lookup, lang = about.lookup, asked.language or spoken_in(asked.state) or language()
    fields = [field for field in _fields(about.kind) if not field.inner or field.name == REFERENCE]
    columns = [*(_column(field) for field in fields), *_MORE.get(about.kind, ())]
    heads = (*(own(t(column.label, lang=lang)) for column in columns), own("id"))
    rows = tuple(
        (*(cell(one.text(lookup, record, lang), one.value(lookup, record)) for one in columns), cell(record.id, None))
        for record in about.records
    )
    table = TableBlock(heads, rows, choices=tuple(column.words(lang) for column in columns))
    name, _, owners = about.name.partition("-")
    part = about.part if about.part and about.counted else ()
    said = [id for id in part if id in catalogue(lang, id.partition(".")[0])] or [SELECTION][: len(part)]
    if ".title." not in "".join(said):  # such a title says both
        said = ["records.tasks" if name in _TASKS else f"records.{about.kind.SINGULAR}.plural", *said]
    titles = (*(t(id, lang=lang) for id in said), *filter(None, [owners]))
    head, setup = {"title": DASH.join(titles), "date": asked.today.isoformat()}, Setup(example=is_example(asked.state))
    named: Parts = (name, owners, *(id.rpartition(".")[2] for id in part), asked.today)
    called: Parts = (*titles, asked.today)
    return (Document("list", lang, asked.audience, (table,), named, called=called, head=head, setup=setup),)


def _fields(kind: type[Record]) -> list[Field[Any]]:
    """Without what says that two records are one, or are not: it holds where both of them are."""
    return [field for field in kind.fields() if field.kind not in NOT_IN_A_FILE and not getattr(field, "loose", False)]


def _column(
    field: Field[Any], key: str = "", label: str = "", whose: Callable[[Lookup, Any], Any] = lambda _, record: record
) -> CsvColumn:
    """A field of the record, or of another one that `whose` finds for it."""

    def text(lookup: Lookup, record: Any, lang: str) -> str:
        found = whose(lookup, record)
        return cell_text(lookup, field, found, lang) if found is not None else ""

    def value(lookup: Lookup, record: Any) -> CellValue:
        found = whose(lookup, record)
        return cell_value(field, found) if found is not None else None

    return CsvColumn(key or field.name, label or field.label_id, text, value, partial(cell_words, field))


def _period(lookup: Lookup, organization: Organization) -> Membership | None:
    periods = holding(lookup.state.linked(Membership, Membership.organization, organization.id), lookup.today)
    return next(iter(periods), None)


def _roles(lookup: Lookup, record: Organization | Person) -> list[Role]:
    """The functions of today in the group: of a person, or of an organization as such."""
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
        _column(Membership.status, whose=_period),
        _column(Membership.since, "member_since", "records.organization.member_since", _period),
        *_FUNCTIONS,
    ),
    Person: _FUNCTIONS,
}
