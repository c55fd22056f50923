"""The names of `typing` and `enum` that our declarations use, at a fraction of their cost to a command.

The type checker sees the real ones. When the program runs, generics and protocols are plain classes (the import of
`typing` takes 2 ms, a fifth of a bare interpreter), a `NamedTuple` is a tuple with the names and methods of its body
(`namedtuple` takes 50 us for each), and a `StrEnum` a closed list of strings (`enum` takes as long, and the domain has
thirty). Modules that a one-shot command imports take these.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from enum import StrEnum
    from typing import Any, ClassVar, Generic, NamedTuple, NoReturn, Protocol, TypeVar, cast, overload
else:
    try:
        from _collections import _tuplegetter

        _tuplegetter(0, None)
    except (ImportError, TypeError):  # an interpreter that does without, or has another

        def _tuplegetter(at, _about):
            return property(lambda values: values[at])

    Any = ClassVar = NoReturn = object
    _new = tuple.__new__

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
            defaults = {field: body[field] for field in fields if field in body}
            about = {"_fields": fields, "_field_defaults": defaults, "__match_args__": fields, "__slots__": ()}
            named = {field: _tuplegetter(at, None) for at, field in enumerate(fields)}
            return type(name, (_Tuple,), body | about | named | {"__new__": _maker(len(fields))})

    def _maker(count):
        """Makes tuples of all values in order. The first that is made otherwise has a function compiled for that."""

        def __new__(cls, *values, **named):  # noqa: N807 - it becomes the class's own
            if len(values) == count and not named:
                return _new(cls, values)
            owner = next(kind for kind in cls.__mro__ if "_fields" in vars(kind))
            owner.__new__ = _compiled(owner._fields, owner._field_defaults)
            return owner.__new__(cls, *values, **named)

        return __new__

    def _compiled(fields, defaults):
        listed = "".join(f"{field}, " for field in fields)
        made = eval(f"lambda _cls, {listed}: _new(_cls, ({listed}))", {"_new": _new})  # noqa: S307 - our own names
        made.__defaults__ = tuple(defaults.values())
        return made

    class _Tuple(tuple):
        """What all of them can do."""

        __slots__ = ()

        @classmethod
        def _make(cls, values):
            return cls(*values)

        def _replace(self, /, **named):
            replaced = type(self)(*map(named.pop, self._fields, self))
            if named:
                raise ValueError(f"Got unexpected field names: {list(named)!r}")
            return replaced

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._asdict().items())})"

        def __getnewargs__(self):
            return tuple(self)

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
