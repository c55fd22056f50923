"""From what a person types to a record, and from a record to the name that a person knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import islice
from typing import Any

from ictwg.domain import references
from ictwg.domain.changes import LIVE
from ictwg.domain.fields import Text, is_me
from ictwg.domain.ids import is_id
from ictwg.domain.in_language import names_in_every_language
from ictwg.domain.merged_duplicates import survivor_of
from ictwg.domain.records import Action, Group, Meeting, Organization, OrganizationName, Person
from ictwg.domain.references import parse_reference
from ictwg.domain.roster import in_protocol_order
from ictwg.domain.schema import RECORDS, Field, R, Raw, Record, declared, title_of
from ictwg.domain.state import State
from ictwg.domain.text import fold, in_sentence
from ictwg.domain.values import ActionKind
from ictwg.errors import AmbiguousError, NotFoundError
from ictwg.locales import language, t
from ictwg.records.named_files import NamedFile, relative_path

SHORT_TITLE = 60

TWO_ANSWERS = "≠"
"""The mark of a record with a field that two people changed at once, wherever it is listed."""

_LISTED = 5
_OWNERS: tuple[type[Record], ...] = (Person, Organization)


class Lookup:
    """The context in which fields are read and shown (`ictwg.domain.fields.ReadingContext`).

    Args:
        state: The records.
        today: The civil date, or who gives it when it is first asked for.
        lang: The reader's language; that of the interface where it is empty.
        me: The name of the person who types.
        folder: Where the group's file lies, and what is named beside it; empty where nobody knows.
        read_later: Takes the files that records name to be read in a thread, where nobody may wait for them.
    """

    def __init__(
        self,
        state: State,
        today: date | Callable[[], date],
        lang: str = "",
        me: str = "",
        folder: str = "",
        read_later: Callable[[NamedFile], None] | None = None,
    ) -> None:
        self.state = state
        self.me = me
        self.folder = folder
        self.read_later = read_later
        self._today = today
        self.language = lang or language()

    @property
    def today(self) -> date:
        if callable(self._today):
            self._today = self._today()
        return self._today

    def find(self, kind: type[Record], text: str) -> str:
        return find(self.state, kind, self.me if self.me and kind is Person and is_me(text) else text).id

    def name(self, kind: type[Record], id: str) -> str:
        record = self.state.get(kind, id)
        return shown_name(self.state, record) if record is not None else t("lookup.gone")

    def in_order(self, kind: type[Record], ids: Iterable[str]) -> list[str]:
        by_name = sorted(ids, key=lambda one: self.name(kind, one))
        places = {one.id: at for at, one in enumerate(in_protocol_order(self.state, by_name))}
        return sorted(by_name, key=lambda one: places.get(one, len(places)))

    def district(self, text: str) -> str:
        from ictwg.records.group import known_districts
        from ictwg.records.reference_data import district_named, nearest_district

        known = known_districts(self.state)
        found = district_named(text, known) if text else None
        if text and known and found is None:
            near, names = nearest_district(text, known), ", ".join(one.name for one in known)
            hint = t("lookup.none.hint", nearest=near) if near else t("lookup.no_district.hint", known=names)
            raise NotFoundError(t("lookup.no_district", text=text), hint)
        return found.name if found else text

    def file(self, text: str) -> str:
        return relative_path(self.folder, text) if self.folder else text.replace("\\", "/")


def find(state: State, kind: type[R], text: str) -> R:
    """The record of this kind that answers to a reference, an acronym, a name, an alias, a date or an id.

    Where none does, the only meeting whose reference or date begins so, up to a hyphen: `M-2010-11`, `2010-11`.

    Raises:
        NotFoundError: None does; the hint names the nearest.
        AmbiguousError: Several do; the hint lists them.
    """
    wanted = text.strip().upper()
    exact = state.get(kind, survivor_of(state, kind, wanted)) if is_id(wanted) else None
    if exact is not None:
        return exact
    found = tuple(record for record in referenced(state, text) if isinstance(record, kind))
    found = found or _answering(state, kind, fold(text.strip()))
    return _only(state, kind, text, found or tuple(m for m in _beginning(state, text) if isinstance(m, kind)))


def found_or_none(state: State, kind: type[R], text: str) -> R | None:
    """The one that answers, where exactly one does; else what was typed stands as it was said."""
    try:
        return find(state, kind, text) if text.strip() else None
    except NotFoundError:
        return None


def resolve(state: State, reference: str) -> Record:
    """The record that a reference on the command line means, whatever its kind; the beginning of one means a meeting.

    `group` and the group's own name mean its settings, where nothing else is called so.

    Raises:
        NotFoundError: Nothing answers to it.
        AmbiguousError: Several do; the hint lists them.
    """
    exact = _by_id(state, reference)
    if exact is not None:
        return exact
    found = referenced(state, reference)
    if len(found) > 1:
        listed = ", ".join(f"{shown_reference(state, record)} ({short_title(record)})" for record in found)
        raise AmbiguousError(t("lookup.several_references", text=reference), t("lookup.several.hint", listed=listed))
    if found:
        return found[0]
    for kind in _called_by_name():
        if answering := _answering(state, kind, fold(reference.strip())):
            return _only(state, kind, reference, answering)
    if begun := _beginning(state, reference):
        return _only(state, Meeting, reference, begun)
    if group := _group(state, reference):
        return group
    near = nearest(state, _called_by_name(), reference) if parse_reference(reference) is None else ""
    hint = t("lookup.none.hint", nearest=near) if near else t("lookup.no_reference.hint")
    raise NotFoundError(t("lookup.no_reference", text=reference), hint)


def _called_by_name() -> Iterable[type[Record]]:
    """Those with names, then those known by a whole text, then the parts of others that have lists of their own."""
    named = [kind for kind in declared() if kind.TITLE and (kind.AREA or kind.VIEWS)]
    return sorted(named, key=lambda kind: (not kind.AREA, isinstance(kind.TITLE, Text), -kind.WEIGHT))


def _group(state: State, text: str) -> Group | None:
    wanted = fold(text.strip())
    return next((one for one in state.all(Group) if wanted in {Group.SINGULAR, *_answers_to(state, one)}), None)


def _by_id(state: State, text: str) -> Record | None:
    wanted = text.strip().upper()
    kinds = RECORDS.values() if is_id(wanted) else ()
    found = (state.get(kind, survivor_of(state, kind, wanted)) for kind in kinds)
    return next((one for one in found if one is not None), None)


def referenced(state: State, text: str) -> tuple[Record, ...]:
    """Those that carry a reference, or once did: `A-2010-014`, `a 2010 14`, `A-2010-014·k7`, `M-2010-03-12`."""
    wanted = parse_reference(text)
    if wanted is None:
        return ()
    if wanted.day is not None:
        meetings = state.all(Meeting)
        found: tuple[Record, ...] = tuple(
            m for m in meetings if (m.date, m.series.upper()) == (wanted.day, wanted.series)
        )
    else:
        found = state.by_reference(str(wanted))
    told_apart = tuple(record for record in found if record.id[-2:].lower() == wanted.suffix)
    return told_apart if wanted.suffix else found


def carriers(state: State, printed: str) -> tuple[Record, ...]:
    """Those that a reference in minutes means: as it was written here, or with the two characters of one of them."""
    return (state.by_reference(printed) or referenced(state, printed)) if printed else ()


def _only(state: State, kind: type[R], text: str, found: tuple[R, ...]) -> R:
    if len(found) == 1:
        return found[0]
    label = in_sentence(t(f"records.{kind.SINGULAR}"))
    if found:
        hint = t("lookup.several.hint", listed=_listed(f"{shown_name(state, one)} ({one.id})" for one in found))
        raise AmbiguousError(t("lookup.several", kind=label, text=text), hint)
    # Of each whose name begins so that name: none of them is more likely meant than another
    wanted = fold(text.strip())
    called = (_called(state, record) for record in state.all(kind)) if wanted else ()
    begun = (next((name for name in names if fold(name).startswith(wanted)), "") for names in called)
    near = _listed(sorted({shortened(name) for name in begun if name}, key=fold)) or nearest(state, (kind,), text)
    hint = t("lookup.none.hint", nearest=near) if near else t("lookup.none.plain_hint")
    raise NotFoundError(t("lookup.none", kind=label, text=text), hint)


def _listed(names: Iterable[str]) -> str:
    first = tuple(islice(names, _LISTED + 1))
    return ", ".join((*first[:_LISTED], "…") if len(first) > _LISTED else first)


def shown_reference(state: State, record: Record) -> str:
    """The reference; with two characters of the record's own id where another carries the same (STORE.md §2)."""
    reference = str(getattr(record, "reference", ""))
    if reference and [r for r in state.by_reference(reference) if r.id != record.id and _carries(r, reference)]:
        return references.shown_reference(reference, record.id)
    return reference


def shown_name(state: State, record: Record) -> str:
    """Its short name, told apart from another's that carries the same reference."""
    return shown_reference(state, record) or short_name(record) or _named_as(state, record)


def _named_as(state: State, record: Record) -> str:
    link: Any = type(record).NAMED_AS
    other = state.get(link.target(), link.of(record)) if link is not None else None
    return shown_name(state, other) if other is not None else ""


def name_now(state: State, table: str, id: str) -> str:
    """What a record is called now, also in the trash; of one without a name whose it is; of a purged one its number.

    At last the word for its kind: the history of a text that was redacted still says of what.
    """
    kind = RECORDS.get(table)
    record = state.get(kind, id) or state.trashed(kind, id) if kind is not None else None
    if record is not None:
        return shown_name(state, record) or _whose(state, record) or kind_words(record)
    return state.left_of(id) or (t(f"records.{kind.SINGULAR}") if kind is not None else id)


def names_now(state: State, places: Sequence[tuple[str, str]], total: int = 0) -> str:
    """The same for several, as (table, id); `total` is how many there are where these are not all."""
    names = ", ".join(dict.fromkeys(name_now(state, table, id) for table, id in places))
    if total and not names:
        return str(total)
    more = total - len(places)
    return t("history.and_more", names=names, count=more) if more > 0 else names


def _whose(state: State, record: Record) -> str:
    """The person, the organization or the record that it belongs to: a function, an answer, a period."""
    for field in sorted(type(record).fields(), key=_nearest_first):
        target: Callable[[], type[Record]] | None = getattr(field, "target", None)
        if target is not None and not field.is_set and (target() in _OWNERS or field is type(record).PARENT):
            above = state.get(target(), field.of(record))
            if above is not None and (name := shown_name(state, above)):
                return name
    return ""


def _nearest_first(field: Field[Any]) -> int:
    target: Callable[[], type[Record]] | None = getattr(field, "target", None)
    return _OWNERS.index(target()) if target is not None and target() in _OWNERS else len(_OWNERS)


def register_label(state: State, kind: type[Record] | None, register: str) -> str:
    """What is written there, in words: the field, and of a set the member: `Owners (MoJ)`."""
    name, _, element = register.partition("/")
    if name == LIVE:
        return t("history.trash")
    field = kind.field(name) if kind is not None else None
    label = t(field.label_id) if field is not None else name
    return f"{label} ({element_name(state, field, element)})" if element else label


def element_name(state: State, field: Field[Any] | None, element: str) -> str:
    """A member of a set, in words: the organization, the district."""
    target: Callable[[], type[Record]] | None = getattr(field, "target", None)
    pointed = state.get(target(), element) if target is not None else None
    return shown_name(state, pointed) if pointed is not None else element


def register_raw(record: Record, register: str) -> Raw:
    """What stands in a register of a record: the value of `due`; for `owners/ID` whether ID is in the set."""
    name, slash, element = register.partition("/")
    return element in record.row.elements(name) if slash else record.row.get(register)


def register_words(
    lookup: Lookup, kind: type[Record] | None, register: str, raw: Raw, *, deleted: str, nothing: str
) -> str:
    """A value of a register in words, as a field shows it, or whether a member is in its set.

    Args:
        lookup: By which links are named.
        kind: The type of the record; None where this program knows no such type, and shows the value as it is.
        register: `due`, `owners/ID`, or the one that says whether the record is there.
        raw: The value.
        deleted: What is said where the record is not there.
        nothing: What stands for an empty field.
    """
    if register == LIVE:
        return t("answers.there") if raw else deleted
    if "/" in register:
        return t("answers.in_list" if raw else "answers.out_of_list")
    field = kind.field(register) if kind is not None else None
    if field is None:
        return nothing if raw is None else str(raw)
    return field.show(field.decode(raw), lookup) or nothing


def kind_words(record: Record) -> str:
    """`Decision`; of the secretariat's own work `Task`, which is no action promised to the group."""
    task = isinstance(record, Action) and record.kind is ActionKind.TASK
    return t(f"records.{ActionKind.TASK if task else record.SINGULAR}")


def short_name(record: Record) -> str:
    """Its reference, acronym or title: what stands in a list beside other records."""
    for name in ("reference", "acronym"):
        if value := getattr(record, name, ""):
            return str(value)
    if isinstance(record, Meeting) and record.date:
        return meeting_by_date(record)
    return short_title(record)


def short_title(record: Record) -> str:
    """A title is never cut: it stands in files and on pages; a text that names a record is."""
    title = full_title(record)
    return shortened(title) if isinstance(type(record).TITLE, Text) else " ".join(title.split())


def full_title(record: Record) -> str:
    """`1.2.3 Train the police`, `National Plan (2)`."""
    kind, title = type(record), title_of(record)
    number = str(kind.NUMBER.of(record) or "") if kind.NUMBER else ""
    apart = str(kind.DISAMBIGUATED_BY.of(record) or "") if kind.DISAMBIGUATED_BY else ""
    return " ".join(filter(None, (number, title, apart and f"({apart})")))


def beside_name(record: Record) -> str:
    """What a list says beside `short_name`: the title, of an organization its name; nothing that is said already."""
    words = shortened(record.name) if isinstance(record, Organization) else short_title(record)
    return "" if words == short_name(record) else words


def shortened(text: str, most: int = SHORT_TITLE) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def meeting_by_date(meeting: Meeting) -> str:
    """`M-2010-03-12`: by this a meeting is found before, and after, it has a number."""
    return references.day_reference(meeting.date, meeting.series) if meeting.date else short_title(meeting)


def _carries(record: Record, reference: str) -> bool:
    return bool(getattr(record, "reference", "") == reference)


def _answering(state: State, kind: type[R], wanted: str) -> tuple[R, ...]:
    """Of one that was written anew the last: `1.2.3` is that of the version of today."""
    matches = [record for record in state.all(kind) if wanted and wanted in _answers_to(state, record)]
    before = {getattr(record, "earlier", None) for record in matches}
    return tuple(record for record in matches if record.id not in before)


def _beginning(state: State, text: str) -> tuple[Meeting, ...]:
    """The meetings of a year or a month, as their references or dates have it; an action's number is never half."""
    typed = parse_reference(text)
    wanted = fold(str(typed) if typed and not typed.suffix else text.strip()) + "-"
    if not any(sign.isdecimal() for sign in wanted):
        return ()
    return tuple(m for m in state.all(Meeting) if any(fold(name).startswith(wanted) for name in _references_of(m)))


def _references_of(meeting: Meeting) -> Iterable[str]:
    yield meeting.reference
    if meeting.date:
        yield from (meeting_by_date(meeting), meeting.date.isoformat())


def _answers_to(state: State, record: Record) -> set[str]:
    return {fold(name) for name in _called(state, record) if name}


def _called(state: State, record: Record) -> Iterable[str]:
    """Everything that a record answers to, today's names first."""
    yield from (short_name(record), title_of(record), *getattr(record, "former_references", ()))
    number = type(record).NUMBER
    yield str(number.of(record) or "") if number else ""
    apart = type(record).DISAMBIGUATED_BY
    yield apart.of(record) if apart is not None and apart.kind == "line" else ""
    if isinstance(record, Person):
        yield from record.aliases
    if isinstance(record, Organization):
        yield from (record.name, *record.aliases)
        for row in state.linked(OrganizationName, OrganizationName.organization, record.id):
            yield from (row.name, row.acronym)
            yield from names_in_every_language(state, row)
        yield from names_in_every_language(state, record)
    if isinstance(record, Meeting):
        yield from _references_of(record)


def named_like(state: State, kind: type[Record], text: str) -> frozenset[str]:
    """The ids of those in one of whose names this stands; of all where nothing is typed."""
    wanted = fold(text)
    return frozenset(
        one.id for one in state.all(kind) if any(wanted in fold(name) for name in _called(state, one) if name)
    )


def nearest(state: State, kinds: Iterable[type[Record]], text: str) -> str:
    """The name on the register that is most like what was typed; empty where none is."""
    names = [name for kind in kinds for record in state.all(kind) for name in _called(state, record) if name]
    if not names:
        return ""
    from rapidfuzz import fuzz, process

    best = process.extractOne(text, names, scorer=fuzz.WRatio, processor=fold, score_cutoff=80)
    best = best or process.extractOne(text, names, scorer=fuzz.ratio, processor=fold, score_cutoff=75)
    return str(best[0]) if best else ""
