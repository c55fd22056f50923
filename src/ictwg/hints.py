"""The names of `typing` and `enum` that our declarations use, at a fraction of their cost to a command.

The type checker sees the real ones. When the program runs, generics and protocols are plain classes, a `NamedTuple` is
one of `collections.namedtuple` with the methods of its body, as in `typing` (whose import takes 2 ms, a fifth of a bare
interpreter), and a `StrEnum` is a closed list of strings (`enum` takes 50 us to make one, and the domain has thirty).
Modules that a one-shot command imports take these.
"""

from __future__ import annotations

from collections import namedtuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from enum import StrEnum
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

    class _Closed(type):
        """Makes of each string in a class body the one member of that value."""

        def __new__(cls, name, bases, body):
            words = {key: word for key, word in body.items() if key[0] != "_" and isinstance(word, str)}
            made = super().__new__(cls, name, bases, {key: body[key] for key in body.keys() - words})
            made.__members__ = {key: _member(made, key, word) for key, word in words.items()}
            made.by_value = {str(member): member for member in made.__members__.values()}
            for key, member in made.__members__.items():
                setattr(made, key, member)
            return made

        def __call__(cls, value):
            try:
                return cls.by_value[value]
            except (KeyError, TypeError):
                raise ValueError(f"{value!r} is not a valid {cls.__name__}") from None

        def __getitem__(cls, key):
            return cls.__members__[key]

        def __iter__(cls):
            return iter(cls.by_value.values())

        def __reversed__(cls):
            return reversed(cls.by_value.values())

        def __len__(cls):
            return len(cls.by_value)

        def __contains__(cls, value):
            return value in cls.by_value

    def _member(made, key, word):
        member = str.__new__(made, word)
        member.name, member.value = key, word
        return member

    class StrEnum(str, metaclass=_Closed):  # noqa: SLOT000 - a member knows its name
        def __repr__(self):
            return f"<{type(self).__name__}.{self.name}: {self.value!r}>"

        def __reduce__(self):
            return type(self), (self.value,)

        def __copy__(self):
            return self

        def __deepcopy__(self, memo):
            return self

    def TypeVar(name, *constraints, bound=None):  # noqa: N802 - its name in typing
        return name

    def cast(hint, value):
        return value

    def overload(function):
        return function


__all__ = ["Any", "ClassVar", "Generic", "NamedTuple", "NoReturn", "Protocol", "StrEnum", "TypeVar", "cast", "overload"]
