"""Two versions: which fields two people changed at once, where they are marked, and how somebody decides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from difflib import SequenceMatcher
from itertools import pairwise, takewhile
from typing import NamedTuple

from ictwg.domain.agenda import asked_elsewhere, asked_together
from ictwg.domain.changes import Changes, Edit, Write
from ictwg.domain.records import Action, DueChange
from ictwg.domain.schema import Field, Raw, Record
from ictwg.domain.state import State
from ictwg.errors import NotFoundError
from ictwg.locales import t
from ictwg.records.contested import contested_in
from ictwg.records.group import shown_minute
from ictwg.records.history import entry_of, written_by
from ictwg.records.lookup import Lookup, register_label, register_raw, register_words, shown_name
from ictwg.store.local.log import LogEntry
from ictwg.store.store import Store

BOTH_IN = {"text": "\n\n", "line": " / "}
"""What stands between two texts that are both kept, by the kind of the field."""

PROPOSED = frozenset(BOTH_IN)
_UNDOS = 8  # so many decisions over one question, each taken back, are looked through for who answered first


class ValueChoice(NamedTuple):
    """One of the values.

    Attributes:
        raw: As it stands in the file.
        words: As it is shown.
        user: Who gave it.
        device: On which computer; empty where the history no longer tells.
        at: When.
    """

    raw: Raw
    words: str
    user: str
    device: str
    at: datetime


class Question(NamedTuple):
    """A field with two versions, or more.

    Attributes:
        register: The field's name; with `/element` for one member of a set.
        label: The field in words.
        dots: All that a decision replaces.
        answers: The one that is shown at first.
        before: What both of them saw, where the history tells and it is a text; else None.
    """

    record: Record
    register: str
    label: str
    dots: tuple[str, ...]
    answers: tuple[ValueChoice, ...]
    before: str | None

    @property
    def id(self) -> str:
        return f"{self.record.id}/{self.register}"


def questions(store: Store, lookup: Lookup) -> tuple[Question, ...]:
    asked = (question for record in contested_in(store) for question in questions_of(store, lookup, record))
    return tuple(one for one in asked if not asked_elsewhere(store, one.record, one.register))


def questions_of(store: Store, lookup: Lookup, record: Record) -> tuple[Question, ...]:
    """Those of one record, in the order of its fields."""
    order = {field.name: place for place, field in enumerate(type(record).fields())}
    registers = sorted(record.row.contested(), key=lambda name: (order.get(name.partition("/")[0], -1), name))
    found = (_question(store, lookup, record, register) for register in registers)
    return tuple(question for question in found if len(question.answers) > 1)


def question_about(store: Store, lookup: Lookup, record: Record, name: str) -> Question:
    """The one about this field of a record.

    Raises:
        NotFoundError: There is none.
    """
    asked = questions_of(store, lookup, record)
    for question in asked:
        if name in (question.register, question.register.replace("_", "-"), question.label):
            return question
    listed = ", ".join(question.register for question in asked)
    hint = t("answers.asked", listed=listed) if listed else t("answers.none.hint")
    raise NotFoundError(t("answers.none", name=shown_name(lookup.state, record), field=name), hint)


def given_by(state: State, answer: ValueChoice) -> str:
    """`Rui, 12 Feb 2010 10:02, on laptop`."""
    said = "answers.by_on" if answer.device else "answers.by"
    return t(said, user=answer.user, at=shown_minute(state, answer.at), device=answer.device)


def typed_field(question: Question) -> Field[object] | None:
    """The field that can be written anew; none for a member of a set, and for the record itself."""
    return None if "/" in question.register else type(question.record).field(question.register)


def keep(lookup: Lookup, question: Question, answer: ValueChoice) -> Changes:
    """This answer, and no other."""
    return _decided(lookup, question, answer.raw)


def both_kept(question: Question) -> str | None:
    """The texts one after the other; None where the field holds no text, or there is nothing to keep of one."""
    field = typed_field(question)
    texts = [answer.raw for answer in question.answers if isinstance(answer.raw, str) and answer.raw]
    if field is None or field.kind not in BOTH_IN or len(texts) != len(question.answers):
        return None
    return BOTH_IN[field.kind].join(texts)


def proposal(question: Question) -> str | None:
    """The text with the changes of both, where they changed different words of it."""
    field = typed_field(question)
    texts = [answer.raw for answer in question.answers if isinstance(answer.raw, str)]
    if field is None or field.kind not in PROPOSED or question.before is None or len(texts) != 2:  # noqa: PLR2004
        return None
    together = merged(question.before, *texts)
    return None if together in texts else together


def before_words(lookup: Lookup, question: Question) -> str:
    """What both saw, as such a field is shown; empty where nobody knows."""
    field = typed_field(question)
    if field is None or not question.before:
        return ""
    return field.show(field.decode(question.before), lookup)


def write(lookup: Lookup, question: Question, text: str) -> Changes:
    """What a person types instead.

    Raises:
        InvalidValueError: The field does not take it.
        NotFoundError: This is not a field that is typed.
    """
    field = typed_field(question)
    if field is None:
        raise NotFoundError(t("answers.only_keep", field=question.label), t("answers.only_keep.hint"))
    raw = field(field.parse(text, lookup)).raw
    assert not isinstance(raw, tuple)  # noqa: S101 - of a set each member is asked about
    return _decided(lookup, question, raw)


def _decided(lookup: Lookup, question: Question, raw: Raw) -> Changes:
    record = question.record
    subject = t("history.field_of", field=question.label, name=shown_name(lookup.state, record))
    written = [Write(record.TABLE, record.id, question.register, raw, question.dots)]
    other = asked_together(lookup.state, record, question.register)
    if other is not None:
        written.append(Write(other.TABLE, other.id, question.register, raw, other.row.seen(question.register)))
    edit = Edit("verbs.decided_between", subject)
    for change in _moves_that_lost(lookup.state, question, raw):
        edit.remove(change)
    decided = edit.done()
    return decided._replace(writes=(*written, *decided.writes))


def _moves_that_lost(state: State, question: Question, raw: Raw) -> Iterator[DueChange]:
    """The lines about moved dates that came with the answers not kept: nobody slips by a date that never held."""
    if isinstance(question.record, Action) and question.register == Action.due.name:
        for change in state.linked(DueChange, DueChange.action, question.record.id):
            came_with = set(change.row.seen(DueChange.after.name)) & set(question.dots)
            if came_with and change.row.get(DueChange.after.name) != raw:
                yield change


def _question(store: Store, lookup: Lookup, record: Record, register: str) -> Question:
    dots = record.row.seen(register)
    rivals = record.row.contested().get(register, ())
    held = [(_whose(dots, rivals), register_raw(record, register)), *rivals] if dots else []
    answers: dict[str, ValueChoice] = {}
    befores = []
    for dot, raw in held:
        entry = _given_first(store, entry_of(store, dot), (record.TABLE, record.id, register), raw)
        answers.setdefault(repr(raw), _answer(lookup, record, register, raw, dot, entry))
        befores.append(_before(entry, record, register))
    before = befores[0] if befores and all(one == befores[0] for one in befores) else None
    label = register_label(lookup.state, type(record), register)
    return Question(record, register, label, dots, tuple(answers.values()), before)


def _whose(dots: tuple[str, ...], rivals: Iterable[tuple[str, Raw]]) -> str:
    """The dot of what is shown: the first, but for a record that an older edit keeps against a deletion."""
    apart = {dot for dot, _ in rivals}
    return next((dot for dot in dots if dot not in apart), dots[0])


def _answer(lookup: Lookup, record: Record, register: str, raw: Raw, dot: str, entry: LogEntry | None) -> ValueChoice:
    deleted, nothing = t("answers.deleted"), t("answers.nothing")
    words = register_words(lookup, type(record), register, raw, deleted=deleted, nothing=nothing)
    return ValueChoice(raw, words, *written_by(dot, entry))


def _given_first(store: Store, entry: LogEntry | None, key: tuple[str, str, str], raw: Raw) -> LogEntry | None:
    """Who gave the answer: an undo that put two answers back gave neither."""
    for _ in range(_UNDOS):
        if entry is None or not entry.undoes:
            break
        put_back = _put_back(store, entry.undoes, key)
        dot = next((dot for value, dot in put_back if value == raw), "")
        if not dot:
            break
        entry = entry_of(store, dot)
    return entry


def _put_back(store: Store, undone: str, key: tuple[str, str, str]) -> tuple[tuple[Raw, str], ...]:
    """The answers that stood there before what was undone, each with its dot."""
    for entry in store.history.log(undone.encode()):
        for change in entry.changes if undone in (entry.id, entry.group) else ():
            values = (change.before, *change.rivals)
            dots = change.dots * len(values) if len(change.dots) == 1 else change.dots
            if change.key == key and len(values) == len(dots):
                return tuple(zip(values, dots, strict=True))
    return ()


def _before(entry: LogEntry | None, record: Record, register: str) -> str | None:
    key = (record.TABLE, record.id, register)
    found: Iterator[object] = (change.before for change in entry.changes if change.key == key) if entry else iter(())
    text = next(found, None)
    return text if isinstance(text, str) else None


LEAST = 12
"""Letters that must be alike before any are left out."""


def from_difference(one: str, other: str) -> tuple[str, str]:
    """Two texts from the words in which they differ, as `… , with its costs`; whole where they differ early."""
    alike = one[: sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))]
    word = alike.rfind(" ")
    start = alike.rfind(" ", 0, max(word, 0)) + 1
    if len(alike) < LEAST or not start or one == other:
        return one, other
    return f"… {one[start:]}", f"… {other[start:]}"


_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


def differing_bold(text: str, other: str) -> str:
    """The text, with `**` around the words that the other does not have there; as it is where it is very long."""
    words, others = _WORDS.findall(text), _WORDS.findall(other)
    if max(len(words), len(others)) > MOST_WORDS:
        return text
    out = ""
    for tag, first, last, _, _ in SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        run = "".join(words[first:last])
        out += run if tag == "equal" else _NO_MARKS.sub(r"**\g<0>**", run)
    return out


_NO_MARKS = re.compile(r"[^\s*](?:[^*\n]*[^\s*])?")


# Comparing takes the square of this; nobody writes a longer field.
MOST_WORDS = 4_000


class _Patch(NamedTuple):
    """Words `first` to `last` of the old text become these."""

    first: int
    last: int
    words: tuple[str, ...]


def merged(before: str, one: str, other: str) -> str | None:
    """The text with both changes, or None where they collide.

    Args:
        before: What both of them saw.
        one: What the one made of it.
        other: What the other did.
    """
    old = _WORDS.findall(before)
    texts = [_WORDS.findall(text) for text in (one, other)]
    if max(len(old), *map(len, texts)) > MOST_WORDS:
        return None
    patches = sorted({patch for text in texts for patch in _patches(old, text)})
    if any(a.last > b.first or a.first == b.first for a, b in pairwise(patches)):
        return None
    return "".join(_patched(old, patches))


def _patches(old: list[str], new: list[str]) -> Iterator[_Patch]:
    for tag, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield _Patch(first, last, tuple(new[begin:end]))


def _patched(old: list[str], patches: list[_Patch]) -> Iterator[str]:
    at = 0
    for patch in patches:
        yield from old[at : patch.first]
        yield from patch.words
        at = patch.last
    yield from old[at:]
