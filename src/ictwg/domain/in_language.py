"""A group as a page in one language names it: names, positions and titles in that language where somebody typed them.

    in_language(state, "pt") → a State whose records say the Portuguese text in the fields that have one

What is read back is never written so: its names are those of the records.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from ictwg.domain.changes import Changes, Edit
from ictwg.domain.ids import derived_id
from ictwg.domain.records.translation import Translation
from ictwg.domain.schema import RECORDS, Field, R, Raw, Record, Row, title_of
from ictwg.domain.state import Narrowing, RowOverAnother, State, StateOverlay
from ictwg.domain.worked_out import PerVersion
from ictwg.locales import LANGUAGES

Texts = Mapping[str, Mapping[str, str]]
"""By the id of a record and the name of its field."""


def translated_fields(kind: type[Record]) -> tuple[Field[Any], ...]:
    """Those of its fields of which a page in another language says another text."""
    return tuple(field for field in kind.fields() if field.by_language)


def translations(state: State, language: str) -> Texts:
    found: dict[str, dict[str, str]] = {}
    for one in state.all(Translation):
        if one.language == language and one.text:
            found.setdefault(one.of, {})[one.said] = one.text
    return found


def untranslated(state: State, records: Iterable[Record], language: str) -> tuple[tuple[Record, Field[Any]], ...]:
    """What a page in this language would say in another one."""
    texts = translations(state, language)
    return tuple(
        (record, field)
        for record in records
        for field in translated_fields(type(record))
        if field.of(record) and field.name not in texts.get(record.id, {})
    )


def names_in_every_language(state: State, record: Record) -> Iterator[str]:
    """What somebody has typed for its fields in any language: it answers to each of these."""
    fields = translated_fields(type(record)) if state.all(Translation) else ()  # most groups have none, and ask often
    for field in fields:
        yield from filter(None, (text_in(state, record, field, language) for language in LANGUAGES))


def translation_id(state: State, record: Record, field: Field[Any], language: str) -> str:
    return derived_id(state.db, Translation.TABLE, (record.id, field.name, language))


def text_in(state: State, record: Record, field: Field[Any], language: str) -> str:
    row = state.get(Translation, translation_id(state, record, field, language))
    return row.text if row is not None else ""


def translated(state: State, record: Record, texts: Mapping[tuple[Field[Any], str], str]) -> Changes:
    """The texts of its fields, each for a language, as they were typed; an empty one takes it away."""
    edit = Edit("verbs.translated", title_of(record), record)
    for (field, language), text in texts.items():
        id = translation_id(state, record, field, language)
        row = state.get(Translation, id)
        if row is not None:
            edit.update(row, Translation.text(text))
        elif text.strip():
            key = (Translation.of(record.id), Translation.said(field.name), Translation.language(language))
            edit.create(Translation, id, *key, Translation.text(text))
    return edit.done()


def in_language(state: State, language: str) -> State:
    """The same state where nothing is translated into this language."""
    texts = translations(state, language)
    return InLanguage(state, language, texts) if texts else state


class InLanguage(StateOverlay):
    """The `State` of a page in a language."""

    def __init__(self, state: State, language: str, texts: Texts) -> None:
        super().__init__(state)
        self.language = language
        self._texts = texts
        self._all: PerVersion[type[Record], tuple[Any, ...]] = PerVersion(state)

    @property
    def whole(self) -> State:
        """The group as it is."""
        return self._state

    def get(self, kind: type[R], id: str | None) -> R | None:
        found = self._state.get(kind, id)
        return self._said(found) if found is not None else None

    def all(self, kind: type[R]) -> tuple[R, ...]:
        return self._all(kind, lambda: self._those(self._state.all(kind)))

    def linked(self, kind: type[R], field: Field[Any], id: str) -> tuple[R, ...]:
        return self._those(self._state.linked(kind, field, id))

    def by_reference(self, reference: str) -> tuple[Record, ...]:
        return self._those(self._state.by_reference(reference))

    def narrowed(self, kind: type[R], narrowing: Narrowing) -> Iterable[R]:
        return self._those(self._state.narrowed(kind, narrowing))

    def numbered(self, kind: type[R], narrowing: Narrowing) -> Iterable[R]:
        return self._those(self._state.numbered(kind, narrowing))

    def carried_twice(self, references: Collection[str]) -> frozenset[str]:
        return self._state.carried_twice(references)

    def _those(self, records: Iterable[R]) -> tuple[R, ...]:
        return tuple(map(self._said, records))

    def _said(self, record: R) -> R:
        texts = self._texts.get(record.id)
        return type(record)(_SaidRow(record.row, texts)) if texts and record.TABLE in _kinds() else record


def _kinds() -> frozenset[str]:
    return frozenset(kind.TABLE for kind in RECORDS.values() if translated_fields(kind))


class _SaidRow(RowOverAnother):
    __slots__ = ("_texts",)

    def __init__(self, row: Row, texts: Mapping[str, str]) -> None:
        super().__init__(row)
        self._texts = texts

    def get(self, name: str) -> Raw:
        return self._texts.get(name) or super().get(name)
