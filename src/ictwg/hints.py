"""The names of `typing` that our declarations use, without its import: 2 ms, a fifth of a bare interpreter.

The type checker sees the real ones. When the program runs, generics and protocols are plain classes, and a
`NamedTuple` is one of `collections.namedtuple` with the methods of its body, as in `typing`. Modules that a one-shot
command imports take these.
"""

from __future__ import annotations

from collections import namedtuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, ClassVar, Generic, NamedTuple, NoReturn, Protocol, TypeVar, cast, overload
else:
    Any = ClassVar = NoReturn = object
    _OF_THE_BODY = frozenset({"__module__", "__qualname__", "__annotations__"})

    class Generic:
        def __class_getitem__(cls, parameters):
            return cls

    class Protocol(Generic):
        pass

    class _Named(type):
        """Makes a tuple with named fields of a class body, as `typing.NamedTuple` does."""

        def __new__(cls, name, bases, body):
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = tuple(body.get("__annotations__", ()))
            made = namedtuple(  # noqa: PYI024 - this is what stands behind the typed one
                name, fields, defaults=[body[field] for field in fields if field in body], module=body["__module__"]
            )
            made.__qualname__ = body["__qualname__"]
            made.__annotations__ = body.get("__annotations__", {})
            for key, value in body.items():
                if key not in _OF_THE_BODY and key not in fields:
                    setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_Named):
        pass

    def TypeVar(name, *constraints, bound=None):  # noqa: N802 - its name in typing
        return name

    def cast(hint, value):
        return value

    def overload(function):
        return function


__all__ = ["Any", "ClassVar", "Generic", "NamedTuple", "NoReturn", "Protocol", "TypeVar", "cast", "overload"]
