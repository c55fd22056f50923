"""What is special about a record type: functions that the area of the type registers for it.

A record type names its `AREA`, or has that of its parent, and a field another one where it needs that; the area's
module `hooks` registers functions for its types, and is loaded when the first of them is asked for. So nothing here
imports an area, and a command only those it needs. These decorators register:

    editing      on_add, add_options, on_set, on_remove: how one is made, changed and deleted
    rules        rule_by: what is wrong with one
    selection    condition_by, day_by, value_by: by what a list of them is narrowed
    grammar      grammar_by: the rows and words of a list of its own
    tables       cell_by, facts_by, detail_by, record_json_by: what is shown of one, and its JSON
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Generic, TypeVar

from ictwg.domain.schema import Field, Record, parent_kind

F = TypeVar("F")


class Hooks(Generic[F]):
    """Functions for record types, or for a type and a field or a word; a decorator where they are declared."""

    def __init__(self) -> None:
        self._known: dict[type[Record], dict[Field[Any] | str, F]] = {}

    def __call__(self, kind: type[Record], key: Field[Any] | str = "") -> Callable[[F], F]:
        def register(function: F) -> F:
            self._known.setdefault(kind, {})[key] = function
            return function

        return register

    def of(self, kind: type[Record], key: Field[Any] | str = "") -> F | None:
        """What was registered; None where the engine's own way is enough."""
        return self.all_of(kind).get(key)

    def all_of(self, kind: type[Record]) -> Mapping[Field[Any] | str, F]:
        for area in areas_of(kind):
            _load(area)
        return self._known.get(kind, {})

    def named(self, kind: type[Record], name: str) -> tuple[Field[Any], F] | None:
        """What was registered for the field of this name, which may be one of another type."""
        found = ((key, function) for key, function in self.all_of(kind).items() if isinstance(key, Field))
        return next((one for one in found if one[0].name == name), None)


def foreign_fields(kind: type[Record], hooks: Hooks[Any]) -> tuple[Field[Any], ...]:
    """The fields of other types for which something is registered: by them a record of this one is listed too."""
    return tuple(key for key in hooks.all_of(kind) if isinstance(key, Field) and key.record is not kind)


def areas_of(kind: type[Record]) -> frozenset[str]:
    """Its own area, or that of what it belongs to, and those of its fields."""
    own, above = kind, parent_kind(kind)
    while not own.AREA and above is not None and above is not own:
        own, above = above, parent_kind(above)
    return frozenset({own.AREA, *(field.area for field in kind.fields())} - {""})


@cache
def _load(area: str) -> None:
    module = f"ictwg.{area}.hooks"
    try:
        __import__(module)
    except ModuleNotFoundError as error:
        if not module.startswith(str(error.name)):
            raise  # something that it imports itself is missing
