"""A group with a word of its own in every text field, of 200 characters and two lines, for tests of redaction.

The rows of its log are told as programs told them before records were named by id alone: by the beginning of the
record's text, and by that of what it belongs to. `tests/store/told_by_text.json` is such a file, made by `fill` with
the program of 26 November 2026.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ictwg.domain.changes import Edit
from ictwg.domain.schema import RECORDS, Field, Record, Setting
from ictwg.store.store import Store

TEXTS = frozenset({"line", "text", "words", "printed"})
SHOWN = 60
LENGTH = 200


def text_fields() -> Iterator[tuple[type[Record], Field[Any]]]:
    for kind in list(RECORDS.values()):
        yield from ((kind, field) for field in kind.fields() if field.kind in TEXTS)


def word(kind: type[Record], field: Field[Any]) -> str:
    """Stands in no other field."""
    return f"zq-{kind.SINGULAR}-{field.name}-qz".replace("_", "-")


def text(kind: type[Record], field: Field[Any]) -> str:
    """The word again and again, on two lines."""
    half = (f"{word(kind, field)} " * LENGTH)[: LENGTH // 2]
    return f"{half}\n{half}"


def fill(store: Store, part: int = 0, parts: int = 1) -> None:
    """A record of each kind, linked with those of the other kinds, made, reworded, deleted and brought back.

    Args:
        part: Of so many `parts` of the kinds, the one that is reworded; each part may come from another computer.
        parts: How many there are.
    """
    kinds = list(RECORDS.values())
    _make_missing(store)
    for kind in kinds[part::parts]:
        edited = Edit("verbs.edited", _named(kind)).update(_the(store, kind), *_texts(kind, " again"))
        store.commit(edited.done())
        for target in (kind, *_targets(kind)):
            record = _the(store, kind)
            store.commit(Edit("verbs.removed", _named(target)).remove(record).done())
            store.commit(Edit("verbs.restored", _named(target)).restore(record).done())


def fill_new_fields(store: Store) -> None:
    """Writes what a file of before has not: the fields and types that its program did not know."""
    _make_missing(store)
    for kind in list(RECORDS.values()):
        record = _the(store, kind)
        new = [setting for setting in _texts(kind) if not setting[0].of(record)]
        if new:
            store.commit(Edit("verbs.edited", "").update(record, *new).done())


def _make_missing(store: Store) -> None:
    """A record of each type that has none."""
    kinds = list(RECORDS.values())
    ids = {kind: (held[0].id if (held := store.all(kind)) else store.new_id()) for kind in kinds}
    for kind in kinds:
        if not store.all(kind):
            made = Edit("verbs.created", _named(kind)).create(kind, ids[kind], *_texts(kind), *_links(kind, ids))
            store.commit(made.done())


def _the(store: Store, kind: type[Record]) -> Record:
    (record,) = store.all(kind)
    return record


def _texts(kind: type[Record], more: str = "") -> list[Setting]:
    fields = [field for field in kind.fields() if field.kind in TEXTS]
    return [field((text(kind, field) + more,) if field.is_set else text(kind, field) + more) for field in fields]


def _links(kind: type[Record], ids: dict[type[Record], str]) -> list[Setting]:
    found: list[Any] = [field for field in kind.fields() if field.kind in {"link", "links"}]
    return [field((ids[field.target()],) if field.is_set else ids[field.target()]) for field in found]


def _targets(kind: type[Record]) -> list[type[Record]]:
    found: list[Any] = [field for field in kind.fields() if field.kind in {"link", "links"}]
    return list(dict.fromkeys(field.target() for field in found if field.target() is not kind))


def _named(kind: type[Record]) -> str:
    """As a list shows it, cut."""
    title = kind.TITLE
    return f"{text(kind, title)[: SHOWN - 1]}…" if title is not None else kind.SINGULAR
