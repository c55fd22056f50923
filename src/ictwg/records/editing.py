"""Adding, changing and deleting any record by its declaration: what commands and forms share.

Everything is a plain write of declared fields, but for what an area registers with `on_add` (an action takes a
reference, an organization a membership), `on_set` (a new due date leaves its trace, a status its day) and `on_remove`
(what became a decision stays in the minutes as a note).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from ictwg.domain.agenda import in_minutes
from ictwg.domain.changes import Changes, Edit, together
from ictwg.domain.clashes import way_back
from ictwg.domain.ids import derived_id
from ictwg.domain.in_language import translated
from ictwg.domain.periods import dated_name
from ictwg.domain.records import Action, Decision, Entry
from ictwg.domain.schema import Field, Record, Setting, form_fields
from ictwg.domain.state import State, children_of
from ictwg.domain.values import EntryType
from ictwg.errors import InvalidValueError, ThereAlreadyError
from ictwg.locales import LANGUAGES, t
from ictwg.records.areas import Hooks
from ictwg.records.lookup import Lookup, kind_words, short_name, short_title, shown_name, shown_reference
from ictwg.records.rules import expect_rules

on_set: Hooks[Callable[[Lookup, Any, Any], Changes]] = Hooks()
"""What it means that this field of this record takes this value."""

on_add: Hooks[Callable[[Lookup, dict[str, str]], tuple[str, Changes]]] = Hooks()
"""How a record is made of typed values: of its own fields, and of what its area takes beside them."""


class AddOption(NamedTuple):
    """What a new record is made of beside its own fields.

    Attributes:
        name: That of its value and of its flag.
        help: The message that describes it.
        field: The field of another type whose value it is; None for a switch.
    """

    name: str
    help: str
    field: Field[Any] | None = None


on_remove: Hooks[Callable[[State, Any], Changes]] = Hooks()
"""What is deleted with a record, and what stays of it elsewhere."""

add_options: Hooks[Callable[[], tuple[AddOption, ...]]] = Hooks()


def options_of(kind: type[Record]) -> tuple[AddOption, ...]:
    """What a new one of this type is made of beside its own fields."""
    options = add_options.of(kind)
    return options() if options is not None else ()


def told_of(lookup: Lookup, link: Field[Any], values: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The id of what a new record belongs to, and its other values.

    Raises:
        InvalidValueError: It is not named.
    """
    typed = not_empty(link, values.get(link.name, ""), t("editing.missing.hint", flag=link.flag))
    return link.parse(typed, lookup), {name: text for name, text in values.items() if name != link.name}


ASSIGNMENT = r"(?P<name>[A-Za-z_-]+?)(?P<sign>[+-]?=)(?P<text>.*)"


class Assignment(NamedTuple):
    """`due=fri`, `owners+=PNTL`, `owners-=MoJ`, `due=`."""

    field: str
    sign: str
    text: str


def read_assignment(text: str) -> Assignment:
    """One word of `ictwg set`.

    Raises:
        InvalidValueError: It is not of the form FIELD=VALUE.
    """
    match = re.fullmatch(ASSIGNMENT, text, re.DOTALL)
    if match is None:
        raise InvalidValueError(t("editing.not_an_assignment", text=text), t("editing.not_an_assignment.hint"))
    return Assignment(match["name"].replace("-", "_"), match["sign"], match["text"])


def assign(lookup: Lookup, record: Record, assignments: tuple[Assignment, ...]) -> Changes:
    """The change that these assignments make, in the order of their fields, each in the sense that its field has.

    Raises:
        InvalidValueError: A field is not there, or does not take the value.
    """
    texts, assignments = _in_other_languages(lookup, record, assignments)
    declared = [field.name for field in record.fields()]
    ordered = sorted(assignments, key=lambda one: declared.index(one.field) if one.field in declared else -1)
    meant = [(one, on_set.named(type(record), one.field) if one.sign == "=" else None) for one in ordered]
    settings = [_setting(lookup, record, one) for one, special in meant if special is None]
    changes = [write(lookup.state, record, *settings)] if settings else []
    for one, special in meant:
        if special is not None:
            field, use_case = special
            changes.append(use_case(lookup, record, field.parse(not_empty(field, one.text), lookup)))
    if texts:
        changes.append(translated(lookup.state, dated_name(lookup.state, record, lookup.today), texts))
    edited = together(changes, changes[0].subject) if changes else Changes("verbs.edited")
    expect_rules(lookup.state, type(record), record.id, edited)
    return edited


Texts = dict[tuple[Field[Any], str], str]


def _in_other_languages(
    lookup: Lookup, record: Record, assignments: tuple[Assignment, ...]
) -> tuple[Texts, tuple[Assignment, ...]]:
    """`name_pt=…` says a name in a language; what is no field of the record itself, and the other assignments."""
    texts: Texts = {}
    others: list[Assignment] = []
    for one in assignments:
        name, _, language = one.field.rpartition("_")
        field = record.field(name) if language in LANGUAGES and record.field(one.field) is None else None
        if field is not None and field.by_language and one.sign == "=":
            texts[field, language] = field.parse(one.text, lookup)
        else:
            others.append(one)
    return texts, tuple(others)


def write(state: State, record: Record, *settings: Setting) -> Changes:
    return Edit("verbs.edited", shown_name(state, record)).update(record, *settings).done()


def set_fields(lookup: Lookup, record: Record, values: dict[str, str]) -> Changes:
    """The edit that a form makes: typed values by field name.

    Raises:
        InvalidValueError: A value does not fit, or a required one was emptied.
    """
    return assign(lookup, record, tuple(Assignment(name, "=", text) for name, text in values.items()))


def settings_typed(lookup: Lookup, kind: type[Record], values: dict[str, str]) -> tuple[Setting, ...]:
    """The settings for those of the typed values that are fields of this kind.

    Raises:
        InvalidValueError: A value does not fit, or a required one was emptied.
    """
    named = [(field, values[field.name]) for field in form_fields(kind) if field.name in values]
    return tuple(_parsed(lookup, field, not_empty(field, text)) for field, text in named)


def add(lookup: Lookup, kind: type[Record], values: dict[str, str]) -> tuple[str, Changes]:
    """A new record, with what its kind needs besides: its id, and the changes that make it.

    Raises:
        InvalidValueError: A required field is missing, or a value does not fit.
        ThereAlreadyError: It is on the register already; the hint is left to the caller.
    """
    special = on_add.of(kind)
    id, changes = special(lookup, values) if special else create(lookup, kind, values)
    if there := lookup.state.get(kind, id):
        raise ThereAlreadyError(t("editing.key_there", kind=kind_words(there), name=shown_name(lookup.state, there)))
    expect_rules(lookup.state, kind, id, changes)
    return id, changes


def create(lookup: Lookup, kind: type[Record], values: dict[str, str], *more: Setting) -> tuple[str, Changes]:
    """A new record from typed values: its id, and the changes.

    Raises:
        InvalidValueError: A required field is missing, or a value does not fit.
    """
    for field in form_fields(kind):
        if field.required and field.default is None and not any(given is field and raw for given, raw in more):
            text = values.get(field.name, "")
            not_empty(field, text, "" if text.strip() else t("editing.missing.hint", flag=field.flag))
    if kind.NAMED_AS and kind.TITLE and not (values.get(kind.NAMED_AS.name) or values.get(kind.TITLE.name)):
        missing = t("editing.missing", field=t(kind.TITLE.label_id))
        raise InvalidValueError(missing, t("editing.missing.hint", flag=kind.TITLE.flag), field=kind.TITLE.name)
    settings = [_parsed(lookup, known_field(kind, name), text) for name, text in values.items() if text.strip()]
    id = identity(lookup.state, kind, (*settings, *more))
    edit = Edit("verbs.created", _subject(kind, (*settings, *more))).create(kind, id, *settings, *more)
    return id, edit.done()


def remove(state: State, record: Record) -> Changes:
    """Into the trash with all that belongs to it, from where undo brings it back."""
    special = on_remove.of(type(record))
    if special is not None:
        return special(state, record)
    edit = Edit("verbs.removed", short_name(record), record)
    for one in dict.fromkeys((record, *_parts(state, record))):
        edit.remove(one)
    return edit.done()


def edit_of(verb: str, state: State, record: Action | Decision) -> Edit:
    """Told by its reference, where it has one."""
    return Edit(verb, shown_reference(state, record) or short_title(record), record)


def remove_said(state: State, record: Action | Decision) -> Changes:
    """An action or a decision goes into the trash; what was said in the minutes stays there as a note."""
    edit = edit_of("verbs.removed", state, record).remove(record)
    return in_minutes(edit, state, record, Entry.type(EntryType.NOTE)).done()


def _parts(state: State, record: Record) -> Iterator[Record]:
    for rows in children_of(state, record).values():
        for row in rows:
            yield row
            yield from _parts(state, row)


def identity(state: State, kind: type[Record], settings: tuple[Setting, ...]) -> str:
    """A derived id where the record's fields are its identity, so that two devices make one; else a new one.

    Also where the one that was made so has become another since: its name was corrected, it was led to another person.
    """
    if not kind.KEY:
        return state.new_id()
    key = kind.identity({field.name: value for field, value in settings})
    id = derived_id(state.db, kind.TABLE, key)
    there = state.get(kind, id)
    return id if there is None or identity_of(there) == key else state.new_id()


def identity_of(record: Record) -> tuple[str, ...]:
    """What the id of one that says the same would be derived from today."""
    return type(record).identity({field.name: record.row.get(field.name) for field in type(record).KEY})


def known_field(kind: type[Record], name: str) -> Field[Any]:
    field = kind.field(name)
    if field is not None and not field.inner:
        return field
    listed = ", ".join(field.name for field in form_fields(kind))
    label = t(f"records.{kind.SINGULAR}")
    raise InvalidValueError(
        t("editing.no_field", kind=label, name=name), t("editing.no_field.hint", listed=listed), field=name
    )


def not_empty(field: Field[Any], text: str, hint: str = "") -> str:
    """The text, unless the field needs one; the hint says how it is given.

    Raises:
        InvalidValueError: The field is required and nothing was typed.
    """
    if field.required and not text.strip():
        missing = t("editing.missing", field=t(field.label_id))
        raise InvalidValueError(missing, hint or t("editing.emptied.hint"), field=field.name)
    return text


def _setting(lookup: Lookup, record: Record, assignment: Assignment) -> Setting:
    field = known_field(type(record), assignment.field)
    setting = _assigned(lookup, record, field, assignment)
    expect_no_circle(lookup.state, record, setting)
    return setting


def expect_no_circle(state: State, record: Record, setting: Setting) -> None:
    """Nothing is part of itself or takes its own place, also not by way of others.

    Raises:
        InvalidValueError: Following the field would come back to the record.
    """
    field, raw = setting
    target = getattr(field, "target", None)
    ids = raw if isinstance(raw, tuple) else (raw,) if isinstance(raw, str) else ()
    if target is not None and target() is type(record) and way_back(state, record, field, ids):
        name = shown_name(state, record)
        raise InvalidValueError(
            t("editing.circle", field=t(field.label_id), name=name), t("editing.circle.hint"), field=field.name
        )


def _assigned(lookup: Lookup, record: Record, field: Field[Any], assignment: Assignment) -> Setting:
    if assignment.sign == "=":
        return _parsed(lookup, field, not_empty(field, assignment.text))
    parsed = _parsed(lookup, field, assignment.text)
    if not isinstance(parsed.raw, tuple):
        raise InvalidValueError(
            t("editing.not_a_list", field=t(field.label_id)), t("editing.not_a_list.hint", name=field.name)
        )
    before = set(record.row.elements(field.name))
    after = before | set(parsed.raw) if assignment.sign == "+=" else before - set(parsed.raw)
    return Setting(field, tuple(sorted(after)))


def _parsed(lookup: Lookup, field: Field[Any], text: str) -> Setting:
    return field(field.parse(text, lookup))


def _subject(kind: type[Record], settings: tuple[Setting, ...]) -> str:
    named = [str(raw) for field, raw in settings if field is kind.TITLE or field.name in ("reference", "acronym")]
    return named[0] if named else t(f"records.{kind.SINGULAR}")
