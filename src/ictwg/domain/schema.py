"""Records declared once: from these declarations come forms, tables, filters, flags, JSON, CSV, history and the manual.

A record type lists its fields in its class body. `Action.text` is the field, `action.text` its value, and
`Action.text("Draft the SOP")` a setting of it, ready for a change (see `ictwg.domain.changes`).

A field knows its name, how its value looks in the file (`encode`, `decode`), how a person types it (`parse`) and how
it is shown (`show`). The raw values in the file are null, booleans, integers and strings; a set field has one
register per element (STORE.md §2). Nothing here does I/O or reads a clock.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, ClassVar, Generic, NamedTuple, Protocol, Self, TypeVar, overload

from ictwg.domain.text import dumps, snake_case
from ictwg.domain.values import Audience
from ictwg.locales import first_known, t

Raw = None | bool | int | str

T = TypeVar("T")
R = TypeVar("R", bound="Record")


class Row(Protocol):
    """What the store hands out: one record's registers, as one reader saw them."""

    @property
    def id(self) -> str: ...
    @property
    def table(self) -> str: ...
    def get(self, name: str) -> Raw:
        """The value shown; None where the field was never written or is cleared."""

    def seen(self, name: str) -> tuple[str, ...]:
        """The dots of the register: what an edit made from this view supersedes."""

    def rivals(self, name: str) -> tuple[Raw, ...]:
        """The other values, where two people changed the field at once."""

    def contested(self) -> Mapping[str, tuple[tuple[str, Raw], ...]]:
        """The registers with two versions, each with the dots and values that are not shown."""

    def elements(self, name: str) -> tuple[str, ...]:
        """The members of a set field, sorted."""

    @property
    def sound(self) -> bool:
        """Whether it says who wrote what; what does not came from a foreign program (STORE.md §3)."""


class ReadingContext(Protocol):
    """What reading and showing a value may need to know."""

    @property
    def today(self) -> date: ...
    @property
    def language(self) -> str: ...
    @property
    def me(self) -> str:
        """The name of the person who types."""

    def find(self, kind: type[Record], text: str) -> str:
        """The id of the record that a person means by `text`: a reference, acronym, name or id.

        Raises:
            NotFoundError: None answers to it.
            AmbiguousError: Several do.
        """

    def name(self, kind: type[Record], id: str) -> str:
        """The short name of a linked record: its reference, acronym or title."""

    def in_order(self, kind: type[Record], ids: Iterable[str]) -> list[str]:
        """Ids of linked records as they are listed: organizations in protocol order, others by their names."""

    def district(self, text: str) -> str:
        """The usual spelling of a district; what is none is left as it is."""

    def file(self, text: str) -> str:
        """The path of a file in the shared folder, as every computer reads it.

        Raises:
            InvalidValueError: It lies elsewhere.
        """


class Setting(NamedTuple):
    """A field and the raw value that it shall take (for a set field: its elements)."""

    field: Field[Any]
    raw: Raw | tuple[str, ...]


class Field(Generic[T]):
    """One field of a record.

    Args:
        required: A record without it is not complete (listed in To check; forms insist).
        personal: Contact details: the log names the change, never the value.
        inner: Kept by the program; no form, flag or column offers it.
        hidden: Likewise, and JSON does not show it either.
        frozen: Whether adopted minutes keep it as it was, where its record is an action or one of which they consist;
            what they do not keep goes on.
        audience: The widest audience that may ever see it; None is the record's own.
        shown_if: What the group must have switched on for others than the secretariat to see it.
        kept_if: The flag of its own record that keeps it to the secretariat.
        by_language: A page in another language says what somebody has typed for it (`ictwg.domain.in_language`).
        default: The value where nothing was written.
        area: The package that knows what it means to set it, where that is not its record's.
        key: Its name in the file, in JSON and on the command line, where Python does not allow it (`from`).
    """

    kind: ClassVar[str] = ""
    is_set: ClassVar[bool] = False

    def __init__(
        self,
        *,
        required: bool = False,
        personal: bool = False,
        inner: bool = False,
        hidden: bool = False,
        frozen: bool = True,
        audience: Audience | None = None,
        shown_if: Field[bool] | None = None,
        kept_if: Field[bool] | None = None,
        by_language: bool = False,
        default: T | None = None,
        area: str = "",
        key: str = "",
    ) -> None:
        self.name = key
        self.attribute = ""
        self.record: type[Record] = Record
        self.required = required
        self.personal = personal
        self.inner = inner or hidden
        self.hidden = hidden
        self.frozen = frozen
        self.audience = audience
        self.shown_if = shown_if
        self.kept_if = kept_if
        self.by_language = by_language
        self.default = default
        self.area = area

    def __set_name__(self, owner: type[Record], name: str) -> None:
        if not self.attribute:  # `TITLE = text` names the same field a second time
            self.attribute = name
            self.name = self.name or name
            self.record = owner

    def __repr__(self) -> str:
        return f"{self.record.__name__}.{self.attribute}"

    @overload
    def __get__(self, record: None, owner: type[Record]) -> Self: ...
    @overload
    def __get__(self, record: Record, owner: type[Record]) -> T: ...
    def __get__(self, record: Record | None, owner: type[Record]) -> Self | T:
        return self if record is None else self.of(record)

    def of(self, record: Record) -> T:
        """The decoded value in `record`."""
        return self.decode(record.row.get(self.name))

    def raw(self, record: Record) -> Raw | tuple[str, ...]:
        """What stands in the record's row; of a set its elements."""
        return record.row.elements(self.name) if self.is_set else record.row.get(self.name)

    def __call__(self, value: T) -> Setting:
        return Setting(self, self.encode(value))

    @property
    def clear(self) -> Setting:
        return Setting(self, () if self.is_set else None)

    @property
    def label_id(self) -> str:
        """The words of its type for it, else those of every type for a field of this name."""
        return first_known(f"records.{self.record.SINGULAR}.{self.name}", f"records.{self.name}")

    @property
    def screen_id(self) -> str:
        """The same on a screen: a file keeps the word that it always had above a column."""
        return first_known(f"{self.label_id}.screen", self.label_id)

    @property
    def help_id(self) -> str:
        """Likewise; not every field has a help."""
        return first_known(f"records.{self.record.SINGULAR}.{self.name}.help", f"records.{self.name}.help")

    @property
    def flag(self) -> str:
        """The field's flag on the command line."""
        return "--" + self.name.replace("_", "-")

    def encode(self, value: T) -> Raw | tuple[str, ...]:
        return None if value is None else str(value)

    def decode(self, raw: Raw) -> T:
        """The value; the default where nothing was written, or what cannot be read (`reads`)."""
        raise NotImplementedError(self.kind)

    def reads(self, raw: Raw) -> bool:
        """Whether `raw` is a value of this field: one of another type came from a script, a hand or a newer program."""
        return type(raw) is str

    def expected(self) -> str:
        """What the field takes, in words."""
        return t(f"errors.expects.{self.kind}")

    def is_read(self, record: Record) -> bool:
        """Whether what stands in `record` can be read; nothing always can."""
        raw = record.row.get(self.name)
        if self.is_set:
            return raw is None
        return (self.reads(raw) if raw is not None else True) and not record.row.elements(self.name)

    def unread(self, record: Record) -> str:
        """What stands in `record` and cannot be read, as the file has it."""
        raw = record.row.get(self.name)
        if isinstance(raw, str):
            return raw
        return dumps(list(record.row.elements(self.name)) if raw is None else raw)

    def parse(self, text: str, context: ReadingContext) -> T:
        """The value that a person typed.

        Raises:
            InvalidValueError: With the field's name, and a hint how to mend it.
        """
        raise NotImplementedError(self.kind)

    def type_text(self, value: T, context: ReadingContext) -> str:  # noqa: ARG002 - the shared signature
        """The value as a person would type it: `parse` gives it back."""
        return "" if value is None else str(value)

    def show(self, value: T, context: ReadingContext) -> str:
        """The value in the reader's language."""
        return self.type_text(value, context)

    def form_text(self, value: T, context: ReadingContext) -> str:
        """The value as it stands in a form, to be typed over: in the reader's words where `parse` reads them."""
        return self.type_text(value, context)


class Tally(NamedTuple):
    """Numbers that minutes print behind one label, each behind a word of its own."""

    name: str
    fields: Mapping[str, Field[Any]]


class Form(NamedTuple):
    """Which fields a form asks for; editing one record asks for all that a person may fill in.

    Attributes:
        new: Of a new record; empty: all.
        several: Of several records at once; empty: all that need not be different.
    """

    new: tuple[Field[Any], ...] = ()
    several: tuple[Field[Any], ...] = ()


class Record:
    """A view of one record as one reader saw it; immutable, and cheap: values are decoded when touched."""

    __slots__ = ("row",)

    TABLE: ClassVar[str] = ""
    """Where the file keeps them; the SINGULAR with an s where the declaration does not say."""
    SINGULAR: ClassVar[str] = ""
    """What messages, commands and JSON call one; the name of the class where the declaration does not say."""
    AREA: ClassVar[str] = ""
    """The package that knows what is special about it, for a type that stands on its own."""
    KEY: ClassVar[tuple[Field[Any], ...]] = ()
    """The fields that make its identity; empty: free, the record gets an id of its own."""
    SAME_BY: ClassVar[tuple[Field[Any], ...]] = ()
    """What makes one of another group's file the same as one of ours, where it has no key; else parent and title."""
    TITLE: ClassVar[Field[Any] | None] = None
    """What names it in lists and links where it has no reference."""
    NAMED_AS: ClassVar[Field[Any] | None] = None
    """The link to the record by whose name it is called where it has no title of its own: it needs one of the two."""
    PARENT: ClassVar[Field[Any] | None] = None
    """The link to the record that it belongs to."""
    TELLS_OF: ClassVar[str] = ""
    """The field of its PARENT of which it tells that it changed."""
    UNDER: ClassVar[Field[Any] | None] = None
    """The link to the one of its own type under which it stands in a tree, where that is not its PARENT."""
    NOTES: ClassVar[Field[Any] | None] = None
    """What takes that of an imported row which no field can hold; else its field `notes`."""
    CHILDLESS_IF: ClassVar[tuple[Field[Any], Collection[str]] | None] = None
    """A field, and values of it: records with one of these can have no children, as activities."""
    NUMBER: ClassVar[Field[Any] | None] = None
    """What stands before its title, such as 1.2.3."""
    DISAMBIGUATED_BY: ClassVar[Field[Any] | None] = None
    """What is shown in brackets after its title, where several have the same: a version."""
    SUMS: ClassVar[tuple[Field[Any], ...]] = ()
    """The numbers and amounts of which one in a tree that says none shows the sum of those under it."""
    NESTED: ClassVar[str | None] = None
    """The key under which JSON nests it in its parent; its table's where it says none, nowhere where it is empty."""
    DAY: ClassVar[Field[Any] | None] = None
    """The day on which it was, at which `from:` and `until:` look."""
    SEARCHED_UNDER: ClassVar[tuple[Field[Any], ...] | None] = None
    """Search also finds it through the text of these linked records, where that is not its parent."""
    ORDER: ClassVar[tuple[Field[Any], ...]] = ()
    """What its lists are sorted by, if not by its day or beginning: a link by the order of what it names."""
    COLUMNS: ClassVar[tuple[Field[Any], ...]] = ()
    """What a list shows, in this order."""
    CLOSED_BY: ClassVar[tuple[Field[Any], Collection[str]] | None] = None
    """The field that says whether it is closed, and the values that say so."""
    OWNERS: ClassVar[tuple[Field[Any], ...]] = ()
    """The links to the organizations whose it is, and a flag that says that it is everybody's."""
    WEIGHT: ClassVar[float] = 0.2
    """How much a hit in it counts beside hits in others, up to 1; with 0 it is not searched."""
    SPAN: ClassVar[tuple[Field[Any], ...]] = ()
    """The fields of its beginning and its end, where it has both: it may not end before it begins."""
    AUDIENCE: ClassVar[Audience | None] = None
    """The widest audience that may ever see one; None: as its parent, and the secretariat's where it has none."""
    VISIBLE_WITH: ClassVar[tuple[Field[Any], ...]] = ()
    """It is visible to no wider audience than these linked records; else its parent. A field `audience` narrows it."""
    AUDIENCE_WITHOUT_PARENT: ClassVar[Audience | None] = None
    """Who may see one without any of these; else `AUDIENCE`."""
    SHOWN_IF: ClassVar[tuple[Field[bool], ...]] = ()
    """What the group must have switched on for others than the secretariat to see one."""
    GOES_OUT: ClassVar[Mapping[Field[Any], tuple[str | tuple[Field[Any], ...], Audience]]] = {}
    """The days on which something of it went to others: which paper, or which of its fields, and to whom."""
    GOES_ALONG: ClassVar[bool] = False
    """Whether one that is not for members goes along when the secretariat is handed over; all others stay behind."""
    PRINTED: ClassVar[tuple[Field[Any] | Tally, ...]] = ()
    """What minutes print of it behind labels of their own, in this order."""
    CHILDREN: ClassVar[tuple[type[Record], ...]] = ()
    """The record types that belong to it by their PARENT, or else a link, and are shown with it, in this order."""
    FORM: ClassVar[Form] = Form()
    VIEWS: ClassVar[Mapping[str, str]] = {}
    """The views of its list in their order, each with the keyed words that let its records through; none: no list."""
    GROUP_BY: ClassVar[tuple[Field[Any], ...]] = ()
    """The fields by which its list can be put under headings."""

    def __init__(self, row: Row) -> None:
        self.row = row

    def __init_subclass__(cls) -> None:
        cls.SINGULAR = vars(cls).get("SINGULAR") or snake_case(cls.__name__)
        cls.TABLE = vars(cls).get("TABLE") or f"{cls.SINGULAR}s"
        RECORDS[cls.TABLE] = cls

    @property
    def id(self) -> str:
        return self.row.id

    def open_to(self, declared: Audience) -> Audience:
        """The widest audience that may see it, where its declaration does not say all of it."""
        return declared

    @classmethod
    def identity(cls, said: Mapping[str, Raw | tuple[str, ...]]) -> tuple[str, ...]:
        """What its id is derived from, of its values as the file has them: those of the KEY, as they are."""
        return tuple(str(said.get(field.name) or "") for field in cls.KEY)

    def unreadable(self) -> tuple[Field[Any], ...]:
        """The fields whose value is of another type; everywhere else they count as empty."""
        return tuple(field for field in type(self).fields() if not field.is_read(self))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Record) and (self.id, self.TABLE) == (other.id, other.TABLE)

    def __hash__(self) -> int:
        return hash(self.row.id)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.id})"

    @classmethod
    def fields(cls) -> tuple[Field[Any], ...]:
        """The declared fields, in order."""
        known = _FIELDS.get(cls)
        if known is None:
            known = tuple(dict.fromkeys(value for value in vars(cls).values() if isinstance(value, Field)))
            _FIELDS[cls] = known
        return known

    @classmethod
    def printed_fields(cls) -> tuple[Field[Any], ...]:
        """What minutes print of it behind labels."""
        return tuple(
            field for one in cls.PRINTED for field in (one.fields.values() if isinstance(one, Tally) else (one,))
        )

    @classmethod
    def field(cls, name: str) -> Field[Any] | None:
        known = _BY_NAME.get(cls)
        if known is None:
            known = _BY_NAME[cls] = {field.name: field for field in cls.fields()}
        return known.get(name)


_BY_NAME: dict[type[Record], dict[str, Field[Any]]] = {}
_FIELDS: dict[type[Record], tuple[Field[Any], ...]] = {}
"""The fields of each record type once they were asked for: lists ask for every row."""

RECORDS: dict[str, type[Record]] = {}
"""Every declared record type by its table."""

DEEPEST = 100
"""Levels of records under each other; a forged file may have any number."""


def title_of(record: Record) -> str:
    """What names the record where it has no reference."""
    title = type(record).TITLE
    return "" if title is None else str(title.of(record) or "")


def targets(field: Field[Any], record: Record) -> tuple[str, ...]:
    """The ids that a link or a set of links holds."""
    if field.is_set:
        return record.row.elements(field.name)
    raw = record.row.get(field.name)
    return (raw,) if isinstance(raw, str) and raw else ()


def link_to(kind: type[Record], whole: type[Record]) -> Field[Any] | None:
    """The link by which records of a kind belong to one of another: the PARENT, else the first."""
    links = (kind.PARENT, *(field for field in kind.fields() if field.kind == "link"))
    return next((link for link in links if link is not None and link.target() is whole), None)  # type: ignore[attr-defined]  # links have one


def allows_children(record: Record) -> bool:
    """Whether others of its type may be put under it, see `CHILDLESS_IF`."""
    leaves = type(record).CHILDLESS_IF
    return leaves is None or leaves[0].of(record) not in leaves[1]


def whole_link(kind: type[Record]) -> Field[Any] | None:
    """The link to what a record belongs to: the PARENT, else the first that it cannot be without."""
    needed = (field for field in kind.fields() if field.kind == "link" and field.required)
    return kind.PARENT or next(needed, None)


def tree_link(kind: type[Record]) -> Field[Any] | None:
    """The link to what a record stands under where the records of its type are a tree."""
    return kind.UNDER or (kind.PARENT if parent_kind(kind) is kind else None)


def parent_kind(kind: type[Record]) -> type[Record] | None:
    """The type of what a record belongs to; its own where the records are a tree."""
    return None if kind.PARENT is None else kind.PARENT.target()  # type: ignore[attr-defined]  # a parent is a link


def declared(*tables: str) -> tuple[type[Record], ...]:
    """The record types of these tables, or of all."""
    return tuple(RECORDS[table] for table in tables) if tables else tuple(RECORDS.values())


def same_by(kind: type[Record]) -> tuple[Field[Any], ...]:
    """What makes two records of a kind one, where each group has made its own."""
    return kind.SAME_BY or kind.KEY or tuple(field for field in (kind.PARENT, kind.TITLE) if field is not None)


def nested_kinds(kind: type[Record]) -> tuple[type[Record], ...]:
    """The record types that JSON nests in this one."""
    belonging = (one for one in list(RECORDS.values()) if parent_kind(one) is kind or one in kind.CHILDREN)
    return tuple(one for one in belonging if one.NESTED != "")


def numbered_kinds() -> tuple[type[Record], ...]:
    """The record types that carry references."""
    return tuple(kind for kind in list(RECORDS.values()) if kind.field("reference") is not None)


def form_fields(kind: type[Record]) -> tuple[Field[Any], ...]:
    """What a person may fill in."""
    return tuple(field for field in kind.fields() if not field.inner)


def taken(record: Record, *fields: Field[Any]) -> tuple[Setting, ...]:
    """What a record says in these fields, for another one."""
    return tuple(field(field.of(record)) for field in fields)
