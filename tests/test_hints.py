"""What stands in for `typing` when the program runs behaves as `typing` does."""

from __future__ import annotations

import pickle
import typing

from ictwg import hints


class Light(hints.NamedTuple):
    """A tuple of ours."""

    name: str
    number: int = 0

    @property
    def doubled(self) -> int:
        return 2 * self.number

    def __bool__(self) -> bool:
        return bool(self.name)


class Heavy(typing.NamedTuple):
    """A tuple of ours."""

    name: str
    number: int = 0


def test_a_named_tuple_has_the_fields_defaults_and_methods_of_its_body() -> None:
    light = Light("a")
    assert tuple(light) == tuple(Heavy("a")) == ("a", 0)
    assert (Light._fields, Light._field_defaults) == (Heavy._fields, Heavy._field_defaults)
    assert Light.__annotations__.keys() == Heavy.__annotations__.keys()
    assert (Light.__doc__, Light.__module__, Light.__qualname__) == (Heavy.__doc__, Heavy.__module__, "Light")
    assert repr(light._replace(number=2)) == "Light(name='a', number=2)"
    assert light._replace(number=2).doubled == 4
    assert not Light("")
    assert pickle.loads(pickle.dumps(light)) == light  # noqa: S301 - our own bytes


def test_generics_and_protocols_are_plain_classes() -> None:
    element = hints.TypeVar("element", bound=int)

    class Shelf(hints.Generic[element]):
        pass

    assert Shelf[int] is Shelf
    assert repr(hints.cast("int", "1")) == "'1'"
