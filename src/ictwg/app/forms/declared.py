"""Forms from declarations: a field added to a record is a line in its form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, partial
from typing import Any

from ictwg.app.forms.choices import Choice
from ictwg.app.forms.fields import FormField, Values
from ictwg.domain.changes import Changes
from ictwg.domain.clashes import way_back
from ictwg.domain.fields import District, Districts, Linking, NameText, PlaceText, Recurrence
from ictwg.domain.in_language import text_in, translated, translated_fields
from ictwg.domain.periods import dated_name
from ictwg.domain.records import Organization, Person
from ictwg.domain.schema import Field, Record, allows_children, declared, form_fields, link_to, title_of
from ictwg.domain.state import State
from ictwg.domain.text import fold, sentences
from ictwg.domain.values import Looks
from ictwg.domain.when import just_passed
from ictwg.errors import IctwgError, NotFoundError
from ictwg.locales import LANGUAGES, known, t
from ictwg.records.editing import add, set_fields
from ictwg.records.group import calendar_of, known_districts, spoken_in
from ictwg.records.lookup import Lookup, shown_name
from ictwg.records.record_rows import Fields

Validate = Callable[[str], str | None]
Options = tuple[Choice, ...] | Callable[[], tuple[Choice, ...]]
ECHOED = frozenset({"date", "due"})


def fields_for(
    lookup: Lookup,
    kind: type[Record],
    record: Record | None = None,
    *,
    only: Iterable[Field[Any]] | None = None,
    values: Mapping[str, str] | None = None,
    of: Record | None = None,
) -> tuple[FormField, ...]:
    """The form's fields: those of the record type in their order, or `only` these.

    Args:
        record: Whose values stand in the form; none for a new one.
        values: Typed values to start with, by field name.
        of: What a new record will belong to.
    """
    fields = tuple(only) if only is not None else form_fields(kind)
    return tuple(form_field(lookup, field, record, (values or {}).get(field.name), of) for field in fields)


def form_field(
    lookup: Lookup, field: Field[Any], record: Record | None = None, value: str | None = None, of: Record | None = None
) -> FormField:
    """One field as a form shows it; what stands in the record is never complained about before somebody changes it."""
    kept = None
    if value is None:
        value = _typed(lookup, field, record)
        kept = value if record is not None else None
    elif isinstance(field, Linking):
        value = _named(lookup, field, value)
    return FormField(
        name=field.name,
        label=t(field.screen_id),
        help=t(field.help_id) if known(field.help_id) else "",
        kind=field.kind if field.kind != "time" else "line",
        value=value,
        required=field.required,
        options=_options(lookup, field, record, of),
        validate=refusal(lambda text: text == kept or field.parse(text, lookup), _refused(field)),
        echo=_echo_of(lookup, field),
    )


def changed(fields: Iterable[FormField], values: Mapping[str, str]) -> dict[str, str]:
    """Only what the person changed: an untouched field is never written."""
    return {field.name: values[field.name] for field in fields if values.get(field.name, field.value) != field.value}


def filled(values: Mapping[str, str]) -> dict[str, str]:
    """What was filled in, for a new record."""
    return {name: text for name, text in values.items() if text.strip()}


def _named(lookup: Lookup, field: Field[Any], value: str) -> str:
    """Ids as the names that lead to them; as they are where a name leads elsewhere or nowhere."""
    try:
        linked = field.parse(value, lookup)
        said = field.form_text(linked, lookup)
        return said if field.parse(said, lookup) == linked else value
    except IctwgError:
        return value


def _typed(lookup: Lookup, field: Field[Any], record: Record | None) -> str:
    """What stands in the form; a required day of what has happened is today until another one is typed."""
    if record is None and field.required and getattr(field, "looks", None) is Looks.BACK:
        return lookup.today.isoformat()
    value = field.decode(None) if record is None else field.of(record)
    return field.form_text(value, lookup)


def _options(lookup: Lookup, field: Field[Any], record: Record | None, of: Record | None) -> Options:
    choices = getattr(field, "choices", None)
    if choices is not None:
        none = () if field.default is not None or field.is_set else (Choice("", t("ui.no_choice")),)
        return (*none, *(Choice(str(choice), field.label(choice)) for choice in choices))  # type: ignore[attr-defined]
    if (known := _ON_RECORD.get(type(field))) is not None:
        return lambda: tuple(known(lookup.state))
    target = getattr(field, "target", None)
    if target is None:
        return ()
    found = lookup.state.all(target())
    under = _above(lookup.state, field, found, record, of) if field is target().UNDER else found
    return tuple(_link_choice(lookup.state, one) for one in under)


def _people(state: State) -> Iterator[Choice]:
    """Whom a text may name: the people on the register, then the organizations."""
    for person in state.all(Person):
        home = state.get(Organization, person.organization)
        yield Choice(person.name, person.name, shown_name(state, home) if home is not None else "")
    yield from (_link_choice(state, one) for one in state.all(Organization))


def _places(state: State) -> Iterator[Choice]:
    """Where somebody has met, trained or gone before."""
    fields = (field for kind in declared() for field in form_fields(kind) if isinstance(field, PlaceText))
    found = {field.of(one) for field in fields for one in state.all(field.record)}
    yield from (Choice(name, name) for name in sorted(found - {""}))


def _districts(state: State) -> Iterator[Choice]:
    yield from (Choice(one.name, one.name) for one in known_districts(state))


_ON_RECORD: Mapping[type[Field[Any]], Callable[[State], Iterator[Choice]]] = {
    NameText: _people,
    PlaceText: _places,
    District: _districts,
    Districts: _districts,
}
"""What completes a text that names something."""


def _above(
    state: State, field: Field[Any], found: Iterable[Record], record: Record | None, of: Record | None
) -> Iterator[Record]:
    """Under which a record can stand: of the same whole, no leaf, neither itself nor what is below it."""
    whole = field.record.PARENT
    home = whole.of(record) if whole is not None and record is not None else of.id if of is not None else ""
    for one in found:
        if (
            (not home or whole is None or whole.of(one) == home)
            and allows_children(one)
            and (record is None or not way_back(state, record, field, (one.id,)))
        ):
            yield one


def _link_choice(state: State, record: Record) -> Choice:
    name = shown_name(state, record)
    note = record.name if isinstance(record, Organization) else title_of(record)
    return Choice(name, name, note if note != name else "")


def refusal(read: Callable[[str], object], words: Callable[[IctwgError], str] | None = None) -> Validate:
    """What is wrong with a text that `read` refuses and how to mend it, or these words."""

    def complaint(text: str) -> str | None:
        try:
            read(text)
        except IctwgError as error:
            return words(error) if words is not None else sentences(error.message, error.hint)
        return None

    return complaint


def meaning(read: Callable[[str], str]) -> Callable[[str], str]:
    """What a text means; nothing where `read` refuses it."""

    def echo(text: str) -> str:
        try:
            return read(text)
        except IctwgError:
            return ""

    return echo


def _refused(field: Field[Any]) -> Callable[[IctwgError], str]:
    """Whom a command would list, the field itself offers; what may be chosen is said in words."""
    choices: Any = getattr(field, "choices", ())
    labels = ", ".join(field.label(choice) for choice in choices)  # type: ignore[attr-defined]
    listed_choices = t("errors.not_a_choice.hint", choices=labels) if labels else ""

    def words(error: IctwgError) -> str:
        if not isinstance(error, NotFoundError):
            return listed_choices or sentences(error.message, error.hint)
        listed = error.hint == t("lookup.none.plain_hint")
        return sentences(error.message, t("ui.nobody_answers") if listed else error.hint)

    return words


def _echo_of(lookup: Lookup, field: Field[Any]) -> Callable[[str], str] | None:
    if isinstance(field, NameText):
        return partial(_typed_for, lookup.state)
    return _echo(lookup, field) if field.kind in ECHOED or isinstance(field, Recurrence) else None


def _typed_for(state: State, text: str) -> str:
    """That a part of one person's name is kept as typed, and how that person is meant; empty of any other text."""
    typed = fold(text).split()
    names = {one.name for one in state.all(Person) if set(typed) <= set(fold(one.name).split())}
    whole = any(fold(name).split() == typed for name in names)
    return t("ui.saves_as_typed", text=text.strip(), name=names.pop()) if len(names) == 1 and not whole else ""


def _echo(lookup: Lookup, field: Field[Any]) -> Callable[[str], str]:
    """The day that is understood; of one to come also whether nobody works then, or it is of next year."""
    ahead = getattr(field, "looks", Looks.AHEAD) is Looks.AHEAD
    calendar = cache(lambda: calendar_of(lookup.state))

    def understood(text: str) -> str:
        value = field.parse(text, lookup)
        shown = field.show(value, lookup)
        if isinstance(value, date) and value >= lookup.today:
            shown = " · ".join(filter(None, (shown, calendar().why_closed(value))))
        return t("ui.next_year", day=shown) if ahead and just_passed(text, lookup.today) else shown

    return meaning(understood)


def new_form(lookup: Lookup, kind: type[Record], of: Record | None = None) -> tuple[FormField, ...]:
    """What is asked of a new record; not what it belongs to where that is known."""
    return fields_for(lookup, kind, only=_asked(kind.FORM.new or form_fields(kind), of, kind), of=of)


def new_record(lookup: Lookup, kind: type[Record], values: Values, of: Record | None = None) -> Changes:
    link = _link_of(kind, of)
    return add(lookup, kind, filled(values) | ({link.name: of.id} if of is not None and link is not None else {}))[1]


def edit_form(lookup: Lookup, record: Record, of: Record | None = None) -> tuple[FormField, ...]:
    kind = type(record)
    return fields_for(lookup, kind, record, only=_asked(form_fields(kind), of, kind))


def edit_record(lookup: Lookup, record: Record, form: Sequence[FormField], values: Values) -> Changes:
    """Only what was changed, each field in its own sense."""
    return set_fields(lookup, record, changed(form, values))


def several_form(lookup: Lookup, kind: type[Record]) -> tuple[FormField, ...]:
    """For all selected rows: what stays empty stays as it is."""
    fields = kind.FORM.several or tuple(field for field in form_fields(kind) if field.kind != "text")
    form = fields_for(lookup, kind, only=fields, values=dict.fromkeys((field.name for field in fields), ""))
    return tuple(map(_maybe, form))


def _asked(fields: Fields, of: Record | None, kind: type[Record]) -> Fields:
    link = _link_of(kind, of)
    return tuple(field for field in fields if field is not link)


def _link_of(kind: type[Record], of: Record | None) -> Field[Any] | None:
    return link_to(kind, type(of)) if of is not None else None


def _maybe(field: FormField) -> FormField:
    """As a field that may stay empty, which leaves each record its own: of choices none of them stands first."""
    choices = field.choices() if field.kind in ("choice", "flag") else ()
    none = (Choice("", t("ui.no_choice")),) if choices and choices[0].value else ()
    return replace(field, options=(*none, *choices) or field.options, required=False)


def translation_form(lookup: Lookup, record: Record) -> tuple[tuple[FormField, ...], Record]:
    """A line for each field and each other language of papers; and the record that bears the texts."""
    state, bearer = lookup.state, dated_name(lookup.state, record, lookup.today)
    others = [code for code in LANGUAGES if code != (spoken_in(state) or "en")]
    lines = (
        FormField(
            f"{field.name}/{code}",
            f"{t(field.screen_id)}, {t(f'ui.language_{code}')}",
            t("record_screen.translate.help", text=str(field.of(bearer) or "")),
            value=text_in(state, bearer, field, code),
        )
        for field in translated_fields(type(bearer))
        for code in others
    )
    return tuple(lines), bearer


def translate(state: State, bearer: Record, values: Values) -> Changes:
    texts = {}
    for name, text in values.items():
        of, _, code = name.partition("/")
        field = bearer.field(of)
        assert field is not None  # noqa: S101 - the form is of its fields
        texts[field, code] = text
    return translated(state, bearer, texts)
