"""A record as its line shows it: the values for any reader, the dots in `_v`, what is not shown in `_c`.

    {"id": …, "due": "2010-02-12", "owners": ["01A…"], "text": …,
     "_v": {"*": ["ana~…@…"], "due": ["rui~…@…", "ana~…@…"], "owners/01B…": ["rui~…@…"]},
     "_c": {"due": {"ana~…@…": ["2010-03-01"]}}}

`_v[register]` lists all live dots, the shown value's first. A register that is shown and not listed carries `*`: the
list of the most registers (ties: the smallest bytes). `_c[register][dot]` holds the values of a dot where they are not
simply the value shown. Shown are

- a field: by its own key. An array that looks like a set but is none is always listed;
- an element `owners/01A…`: true in the array, false outside. Outside it is always listed. No array is written where a
  field of the same name stands;
- `_live`: true in the record's own table, false in `_trash`. Not listed means: the newest dot of the record.
  A record with registers and no `_live` has `"_live": []`;
- nothing, for a register named `id`, `_v`, `_c`, and in the trash `table`: listed, and all values in `_c`.

A key without any dot is *loose*: its record has no `*`, or no `_v` at all. Where not every loose value is shown, all of
them stand in `_n` too. Both ways are total and inverse: the line is a function of the registers, and the registers of
the line. Of a line whose `_v` or `_c` does not follow this, `salvaged` takes what can be read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from ictwg.locales import t
from ictwg.merge.dots import Dot, dot_text, parse_dot
from ictwg.merge.registers import Register, newest_first, winner
from ictwg.merge.rows import LIVE
from ictwg.merge.values import Opaque, Raw, canonical, from_json, is_set, json_text, loads, united, utf8

DOTS = "_v"
OTHERS = "_c"
UNDOTTED = "_n"
MOST = "*"
_HIDDEN = frozenset({"id", DOTS, OTHERS, UNDOTTED})
# By whether the record lies in the trash.
_UNSEEN = (_HIDDEN | {LIVE}, _HIDDEN | {LIVE, "table"})
_NOTHING = object()


class Stamped(NamedTuple):
    """What a line says besides `id`: shown values (a tuple is a set), dots, values that are not shown."""

    shown: dict[str, Raw | tuple[str, ...]]
    dots: dict[str, tuple[str, ...]]
    others: dict[str, dict[str, tuple[Raw, ...]]]


def stamp(registers: Mapping[str, Register], loose: Mapping[str, Raw], *, trashed: bool) -> Stamped:
    """The record's line as data."""
    shown = _shown(registers, loose, trashed=trashed)
    lists = {name: tuple(r if len(r) == 1 else newest_first(r)) for name, r in registers.items()}
    live = lists.pop(LIVE, ())
    free = {} if loose else {name: dots for name, dots in lists.items() if _may_be_unlisted(name, shown)}
    most = _most(list(free.values()))
    listed = {name: dots for name, dots in lists.items() if name not in free or dots != most}
    if most:
        listed[MOST] = most
    if registers and live != _implied(lists.values()):
        listed[LIVE] = live
    dots = {name: _texts(found) for name, found in listed.items()}
    others = _others(registers, shown, trashed=trashed)
    if loose and not _all_loose_shown(registers, loose, trashed=trashed):
        shown[UNDOTTED] = Opaque("{" + ",".join(f"{json_text(n)}:{json_text(loose[n])}" for n in sorted(loose)) + "}")
    return Stamped(shown, dots, others)


def unstamp(record: Mapping[str, Any], *, trashed: bool) -> tuple[dict[str, Register], dict[str, Raw]]:
    """The registers and the loose values of a parsed line.

    Raises:
        ValueError: `_v` or `_c` do not follow the grammar above; says how.
    """
    lists = {name: _dot_list(name, found) for name, found in _mapping(record, DOTS).items()}
    most = lists.pop(MOST, [])
    hidden = _HIDDEN | {"table"} if trashed else _HIDDEN
    shown: dict[str, Any] = {LIVE: not trashed}
    undotted = record.get(UNDOTTED, {})
    undotted = undotted if isinstance(undotted, dict) else {UNDOTTED: undotted}
    loose: dict[str, Raw] = {name: from_json(value) for name, value in undotted.items()}
    for name, value in record.items():
        if name in hidden:
            continue
        if name == MOST:
            raise ValueError(t("codec.star_field"))
        if type(value) is list and name not in lists and _is_set(name, value, lists, most):
            shown |= {register: False for register in lists if register.startswith(name + "/")}
            shown |= {f"{name}/{element}": True for element in value}
        elif name in lists or most:
            shown[name] = value if type(value) is str else from_json(value)
        else:
            loose[name] = from_json(value)
    silent = [name for name in shown if name not in lists and name != LIVE]
    dots = [dot for found in (*lists.values(), most if silent else []) for dot in found]
    lists |= dict.fromkeys(silent, most)
    if record.get(DOTS) is not None:
        lists.setdefault(LIVE, [max(dots)] if dots else [])
    others = _mapping(record, OTHERS)
    if not others and shown.keys() >= lists.keys():
        return {name: dict.fromkeys(dots, (shown[name],)) for name, dots in lists.items() if dots}, loose
    return {name: _register(name, dots, shown, others) for name, dots in lists.items() if dots}, loose


def salvaged(record: Mapping[str, Any], *, trashed: bool) -> tuple[dict[str, Register], dict[str, Raw]]:
    """The same of a line whose `_v` or `_c` do not follow the grammar: what they do not sign is loose, as they are."""
    named = record.get(DOTS)
    lists = {name: found for name, found in named.items() if _are_dots(found)} if isinstance(named, dict) else {}
    shown = {name: value for name, value in record.items() if name not in (DOTS, OTHERS, MOST)}
    try:
        registers, loose = unstamp({**shown, DOTS: lists} if lists else shown, trashed=trashed)
    except ValueError:  # a dot of which the value stood in `_c` alone
        registers, loose = unstamp(shown, trashed=trashed)
    loose |= {name: from_json(record[name]) for name in (DOTS, OTHERS, MOST) if name in record}
    return registers, loose if LIVE in registers else {**loose, LIVE: not trashed}


def _are_dots(found: Any) -> bool:
    try:
        return bool(_dot_list("", found))
    except ValueError:
        return False


def dots_named(record: Mapping[str, Any]) -> set[Dot]:
    """All dots of a parsed line; `_live` never has one that `_v` does not name.

    Raises:
        ValueError: `_v` does not follow the grammar.
    """
    return {dot for name, found in _mapping(record, DOTS).items() for dot in _dot_list(name, found)}


def _shown(
    registers: Mapping[str, Register], loose: Mapping[str, Raw], *, trashed: bool
) -> dict[str, Raw | tuple[str, ...]]:
    hidden = _UNSEEN[trashed]
    shown: dict[str, Raw | tuple[str, ...]] = {
        name: winner(register) for name, register in registers.items() if "/" not in name and name not in hidden
    }
    if loose:
        shown |= dict(_visible(registers, loose, hidden))
    sets: dict[str, list[str]] = {}
    for name in registers:
        if "/" in name:
            field, _, element = name.partition("/")
            if field not in shown and field not in hidden:
                members = sets.setdefault(field, [])
                if winner(registers[name]) is True:
                    members.append(element)
    return shown | {field: tuple(sorted(members)) for field, members in sets.items()}


def _visible(
    registers: Mapping[str, Register], loose: Mapping[str, Raw], hidden: Collection[str]
) -> Iterable[tuple[str, Raw]]:
    """The loose values that are shown: where no register of their field is."""
    fields = {part for name in registers for part in (name, name.partition("/")[0])}
    return ((name, value) for name, value in loose.items() if name not in fields and name not in hidden)


def _all_loose_shown(registers: Mapping[str, Register], loose: Mapping[str, Raw], *, trashed: bool) -> bool:
    return len(loose) == sum(1 for _ in _visible(registers, loose, _UNSEEN[trashed]))


def _shows(name: str, shown: Mapping[str, Any]) -> Any:
    """The value that a reader infers for a register without looking into `_c`."""
    field, slash, element = name.partition("/")
    value = shown.get(field, _NOTHING)
    if not slash:
        return value
    return element in value if isinstance(value, tuple) else _NOTHING


def _may_be_unlisted(name: str, shown: Mapping[str, Any]) -> bool:
    value = shown.get(name, _NOTHING)
    if type(value) is str:  # by far the most
        return True
    if value is _NOTHING:
        return "/" in name and _shows(name, shown) is True
    # Whether a reader would take a value of a shape unknown here for a set
    return not (type(value) is Opaque and _begins_like_a_set(value) and is_set(loads(value)))


def _begins_like_a_set(text: str) -> bool:
    """An array that is empty or begins with a string: the changes of a log row are long, and begin with an array."""
    text = text.lstrip()
    return text[:1] == "[" and text[1:].lstrip()[:1] in {'"', "]"}


def _most(lists: list[tuple[Dot, ...]]) -> tuple[Dot, ...]:
    """The list of the most registers."""
    if lists and 2 * lists.count(lists[0]) > len(lists):
        return lists[0]
    counts: dict[tuple[Dot, ...], int] = {}
    for dots in lists:
        counts[dots] = counts.get(dots, 0) + 1
    greatest = max(counts.values(), default=0)
    most = [dots for dots, count in counts.items() if count == greatest]
    return min(most, key=_list_bytes, default=()) if len(most) != 1 else most[0]


def _list_bytes(dots: tuple[Dot, ...]) -> bytes:
    return utf8(",".join(map(json_text, _texts(dots))))


def _texts(dots: tuple[Dot, ...]) -> tuple[str, ...]:
    return tuple(map(dot_text, dots))


def _implied(lists: Iterable[tuple[Dot, ...]]) -> tuple[Dot, ...]:
    """What `_live` is where it is not listed."""
    firsts = {dots[0] for dots in lists if dots}
    return (max(firsts),) if firsts else ()


def _others(
    registers: Mapping[str, Register], shown: Mapping[str, Any], *, trashed: bool
) -> dict[str, dict[str, tuple[Raw, ...]]]:
    found = {}
    told = {**shown, LIVE: not trashed}
    others = [n for n, r in registers.items() for v in r.values() if v[0] is not told.get(n, told) or len(v) != 1]
    for name in dict.fromkeys(others):
        register, value = registers[name], _shows(name, told)
        if hidden := [dot for dot in newest_first(register) if not _only(register[dot], value)]:
            found[name] = {dot_text(dot): register[dot] for dot in hidden}
    return found


def _only(values: tuple[Raw, ...], value: Any) -> bool:
    if len(values) != 1 or value is _NOTHING:
        return False
    return values[0] is value or canonical(values[0]) == canonical(value)


def _is_set(name: str, value: Any, lists: Mapping[str, Any], most: list[Dot]) -> bool:
    if not is_set(value):
        return False
    return bool(most) or (
        any(register.startswith(name + "/") for register in lists)
        and all(f"{name}/{element}" in lists for element in value)
    )


def _register(name: str, dots: list[Dot], shown: Mapping[str, Any], others: Mapping[str, Any]) -> Register:
    hidden = {parse_dot(text): values for text, values in _mapping(others, name).items()}
    value = shown.get(name, _NOTHING)
    register = {}
    for dot in dots:
        values = hidden.get(dot, [value])
        if not isinstance(values, list) or not values or values[0] is _NOTHING:
            raise ValueError(t("codec.no_value", name=name))
        register[dot] = united(map(from_json, values)) if dot in hidden else (value,)
    return register


def _dot_list(name: str, found: Any) -> list[Dot]:
    if type(found) is not list or not {str}.issuperset(map(type, found)):
        raise ValueError(t("codec.no_dots", name=name))
    return [parse_dot(text) for text in found]


def _mapping(holder: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = holder.get(name)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise ValueError(t("codec.no_object", name=name))  # noqa: TRY004 - what a file holds is a value, not a type
    return found
