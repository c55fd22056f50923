"""From the table of keys to Textual's bindings, and the keys that people set for themselves.

Textual ignores unknown ids and impossible keys in a keymap without a word, so what stands under `[keymap]` in the
person's settings file (`ictwg.app.settings`) is checked here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from textual.binding import Binding, BindingType

from ictwg.locales import first_known, known, name_keys, t
from ictwg.ui.key_table import TABLE, Key

KEYS: Mapping[str, Key] = {key.id: key for key in TABLE}

# Which areas answer at the same time: the panes of one screen do not, each has its own keys.
_EVERYWHERE = ("app",)
_TOGETHER = (
    ("list", "record", "filter"),
    ("list", "record", "view", "membership", "chart"),
    ("list", "record", "view", "filter", "followup"),
    ("list", "record", "filter", "today"),
    ("list", "record", "view", "filter", "followup", "records"),
    ("list", "record", "view", "filter", "followup", "records", "whole", "training"),
    ("list", "record", "prepare"),
    ("list", "record", "filter", "meetings"),
    ("list", "record", "filter", "bodies"),
    ("card", "modal"),
    ("written", "modal"),
    ("minutes", "prompt"),
    ("meeting", "minutes", "entry", "list"),
    ("record", "agenda", "list", "view"),
    ("attendance", "list", "meeting", "view"),
    ("invitation", "asked", "list", "meeting", "view", "filter"),
    ("calls", "list", "filter"),
    ("votes", "asked", "list", "filter"),
    ("life", "list", "meeting", "view", "filter"),
    *((pane, "list", "meeting", "minutes", "view") for pane in ("agenda", "arising", "entry")),
    ("form", "picker", "send_out"),
)
# The innermost answers first there: what Escape and the arrows mean depends on where the cursor stands.
_LAYERED = frozenset({"f1", "f12", "escape", "enter", "down", "up", "left", "right", "ctrl+s", "ctrl+e", "space"})


class Keymap(NamedTuple):
    """What `App.set_keymap` takes, and what was wrong with the person's wishes, in words."""

    keys: Mapping[str, str]
    problems: tuple[str, ...] = ()


def bindings_for(*areas: str) -> list[BindingType]:
    """The bindings of these areas, for a `BINDINGS` class attribute."""
    return [_binding(key) for key in TABLE if key.id.partition(".")[0] in areas]


def bindings_with(*ids: str) -> list[BindingType]:
    """The bindings with these ids, for a screen that takes only some of an area."""
    return [_binding(key) for key in TABLE if key.id in ids]


def _binding(key: Key) -> Binding:
    return Binding(
        key.keys,
        key.action,
        verb(key.id),
        show=key.show,
        tooltip=tip(key.id),
        id=key.id,
        group=Binding.Group(key.group),
    )


def verb(binding_id: str) -> str:
    """“Open”, in the language of now (a binding's own description is of import time)."""
    area, _, name = binding_id.partition(".")
    return t(first_known(f"keys.{area}_{name}", f"keys.{name}"))


def tip(binding_id: str) -> str:
    """What the key does, as a sentence; empty where its verb says all."""
    said = f"keys.{binding_id.replace('.', '_')}_tip"
    return t(said) if known(said) else ""


def told_at(node: object, binding_id: str) -> str:
    """The id whose words say what a key does at this node: Enter opens a row of one list, marks one of another."""
    told_as: Mapping[str, str] = getattr(node, "told_as", {})
    return told_as.get(binding_id, binding_id)


def apply_key_settings(keys: Mapping[str, str]) -> None:
    """What lines of keys show from now on, as the language is that in which they are said."""
    _in_force.clear()
    _in_force.update(keys)


_in_force: dict[str, str] = {}


def first_key(binding_id: str) -> str:
    """`F5`: the key of an action as it is set now; the first where there are several."""
    return key_label(_in_force.get(binding_id, KEYS[binding_id].keys).partition(",")[0])


def key_in_words(binding_id: str) -> str:
    """`Ctrl+N`, `Escape`: the same key as sentences write it."""
    label = first_key(binding_id)
    return _SPELLED.get(label, label)


name_keys(key_in_words)


def keys_line(*ids: str) -> str:
    """`p present  r remote`: keys of these bindings on one line, as they are set now."""
    return "  ".join(f"{first_key(one)} {verb(one)}" for one in ids)


def group_title(group: str) -> str:
    return t(f"keys.group_{group}")


_LABELS = {
    "question_mark": "?",
    "slash": "/",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "backspace": "Backspace",
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "delete": "Del",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "tab": "Tab",
    "home": "Home",
    "end": "End",
}
_SPELLED = {"Esc": "Escape", "Del": "Delete"}
_WRITTEN = {label.lower(): key for key, label in _LABELS.items()}


def key_label(key: str) -> str:
    """How a key is written on the screen: F2, Ctrl+N, /."""
    *modifiers, name = key.split("+")
    if modifiers or (name[0] == "f" and name[1:].isdigit()):
        name = _LABELS.get(name, name.upper())
    return "+".join((*(modifier.capitalize() for modifier in modifiers), _LABELS.get(name, name)))


def keymap(*, vi: bool = False, wishes: Mapping[str, str] | None = None) -> Keymap:
    """The keys that are not the usual ones: vi's where wanted, the person's own last.

    A wish that cannot be met is told, and the usual keys stay.
    """
    chosen = {key.id: f"{key.keys},{key.vi}" for key in TABLE if vi and key.vi}
    problems = []
    for name, wish in (wishes or {}).items():
        typed = [_as_sent(key) for key in _split(wish)]
        usable = [key for key in typed if is_usable(key)]
        problems += [t("keys.unusable", id=name, key=key) for key in typed if key not in usable]
        if name not in KEYS:
            problems.append(t("keys.unknown", id=name))
        elif not typed:
            problems.append(t("keys.empty", id=name))
        elif usable:
            chosen[name] = ",".join(usable)
    chosen |= _given_way(chosen, wishes or {})
    clashing = clashes(chosen) if wishes else ()  # the usual keys and vi's have none
    problems += [t("keys.clash", key=key, one=one, other=other) for key, one, other in clashing]
    return Keymap(chosen, tuple(problems))


def _given_way(chosen: Mapping[str, str], wishes: Mapping[str, str]) -> dict[str, str]:
    """Where a wish takes one of several keys of something else, that keeps its others."""
    wished = {(key, id) for id in wishes if id in chosen for key in _split(chosen[id])}
    out = {}
    for id, key in KEYS.items():
        keys = [*_split(chosen.get(id, key.keys))]
        left = [one for one in keys if not any(_meet(one, id, by) for taken, by in wished if taken == one)]
        if id not in wishes and left != keys:
            out[id] = ",".join(left or keys[:1])
    return out


def is_usable(key: str) -> bool:
    """Whether a terminal can send the key and tell it from another (Ctrl+I is Tab to it, Ctrl+M Enter)."""
    *modifiers, name = key.split("+")
    if not {*modifiers} <= _MODIFIERS:
        return False
    return name in _key_names() and not (modifiers == ["ctrl"] and name in _SAME_AS_ANOTHER)


_MODIFIERS = frozenset({"ctrl", "alt", "shift"})
_SAME_AS_ANOTHER = frozenset("ijmh") | {"left_square_bracket"}


@cache
def _key_names() -> set[str]:
    """Textual's own names of keys, and those of all that a keyboard types."""
    from textual.keys import Keys, _character_to_key

    typed = {_character_to_key(chr(sign)) for sign in range(ord(" "), ord("~") + 1)}
    return typed | {key.value for key in Keys if key.value.isalnum()}


def _as_sent(key: str) -> str:
    """`PgUp`, `Ctrl+N` and `?` as Textual writes them."""
    from textual.keys import _character_to_key

    *modifiers, name = key.split("+") if key != "+" else [key]
    if len(name) > 1 or modifiers:
        name = _WRITTEN.get(name.lower(), name.lower())
    name = _character_to_key(name) if len(name) == 1 else name
    return "+".join((*(modifier.lower() for modifier in modifiers), name))


def clashes(chosen: Mapping[str, str]) -> tuple[tuple[str, str, str], ...]:
    """(key, id, id) where one key would start two actions at the same place."""
    found = []
    pressed: dict[str, list[str]] = {}
    for binding_id in KEYS:
        for key in _split(chosen.get(binding_id, KEYS[binding_id].keys)):
            found += [(key, other, binding_id) for other in pressed.get(key, ()) if _meet(key, other, binding_id)]
            pressed.setdefault(key, []).append(binding_id)
    return tuple(found)


def _split(keys: str) -> Iterable[str]:
    return (key.strip() for key in keys.split(",") if key.strip())


def _meet(key: str, one: str, other: str) -> bool:
    areas = {one.partition(".")[0], other.partition(".")[0]}
    if len(areas) == 1:
        return True
    if key in _LAYERED:
        return False
    return bool(areas & {*_EVERYWHERE}) or any(areas <= {*together} for together in _TOGETHER)
