"""What stands in for `typing` when the program runs behaves as `typing` does."""

from __future__ import annotations

import copy
import enum
import json
import pickle
import runpy
import typing

import pytest

from ictwg import hints


class LightState(hints.StrEnum):
    """A list of ours."""

    OPEN = "open"
    DONE = "done"


class HeavyState(enum.StrEnum):
    """A list of ours."""

    OPEN = "open"
    DONE = "done"


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


def test_a_named_tuple_is_made_in_every_way_that_typing_knows() -> None:
    for made in (Light("a", 1), Light("a", number=1), Light(number=1, name="a"), Light._make(["a", 1])):
        assert made == ("a", 1)
        assert (made.name, made.number, made._asdict()) == ("a", 1, {"name": "a", "number": 1})
    assert Light("b") == Light(name="b") == ("b", 0)
    assert copy.copy(Light("a")) == Light("a")
    match Light("a", 3):
        case Light(name, number=3):
            assert name == "a"
        case other:
            pytest.fail(repr(other))


def test_a_class_built_on_a_named_tuple_keeps_its_own_way_of_being_made() -> None:
    class Base(hints.NamedTuple):
        name: str
        number: int = 0

    class Fifth(Base):
        def __new__(cls, name: str) -> typing.Self:
            return super().__new__(cls, name, number=5)

    assert [Fifth("a"), Fifth("b"), Base("c")] == [("a", 5), ("b", 5), ("c", 0)]
    assert type(Fifth("a")) is Fifth


@pytest.mark.parametrize("getter", [None, lambda at: at], ids=["none", "another"])
def test_it_works_where_the_interpreter_has_no_types_of_its_own(
    monkeypatch: pytest.MonkeyPatch, getter: typing.Callable[[int], int] | None
) -> None:
    if getter is None:
        monkeypatch.delattr("_collections._tuplegetter")
    else:
        monkeypatch.setattr("_collections._tuplegetter", getter)
    plain = runpy.run_path(str(hints.__file__))
    pair = plain["_Named"]("Pair", (plain["NamedTuple"],), {"__annotations__": {"left": int, "right": int}})
    assert (pair(1, 2).left, pair(1, right=2).right) == (1, 2)


@pytest.mark.parametrize(
    ("values", "named"),
    [((), {}), (("a", 1, 2), {}), (("a",), {"name": "b"}), (("a",), {"other": 1}), ((), {"number": 1})],
)
def test_a_named_tuple_refuses_what_typing_refuses(values: tuple[object, ...], named: dict[str, object]) -> None:
    for kind in (Light, Heavy):
        with pytest.raises(TypeError):
            typing.cast("typing.Any", kind)(*values, **named)
    with pytest.raises(ValueError, match="other"):
        typing.cast("typing.Any", Light("a"))._replace(other=1)


def test_generics_and_protocols_are_plain_classes() -> None:
    element = hints.TypeVar("element", bound=int)

    class Shelf(hints.Generic[element]):
        pass

    assert Shelf[int] is Shelf
    assert repr(hints.cast("int", "1")) == "'1'"


def test_a_closed_list_is_as_the_standard_library_would_make_it() -> None:
    for light, heavy in zip(LightState, HeavyState, strict=True):
        assert (light.name, light.value, str(light), f"{light:>6}") == (
            heavy.name,
            heavy.value,
            str(heavy),
            f"{heavy:>6}",
        )
        assert (type(str(light)), hash(light), json.dumps(light)) == (str, hash(heavy), json.dumps(heavy))
        assert repr(light) == repr(heavy).replace("Heavy", "Light")
        assert LightState(light.value) is LightState[light.name] is LightState(light) is light
        assert pickle.loads(pickle.dumps(light)) is copy.copy(light) is copy.deepcopy([light])[0] is light  # noqa: S301
    assert (len(LightState), LightState.__doc__) == (2, HeavyState.__doc__)
    assert [*map(str, reversed(LightState))] == [*map(str, reversed(HeavyState))]
    assert LightState.__members__.keys() == HeavyState.__members__.keys()


@pytest.mark.parametrize("value", ["shut", "OPEN", "", None, 1, ["open"], {}])
def test_a_value_that_is_not_on_a_closed_list_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="is not a valid LightState"):
        LightState(typing.cast("str", value))
