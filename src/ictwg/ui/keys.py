"""From the table of keys to Textual's bindings, and the keys that people set for themselves.

Textual ignores unknown ids in a keymap without a word, so a user's `keys.toml` is checked here:

    vi = true
    [keys]
    "record.new" = "ctrl+n,insert"
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding, BindingType

from ictwg.locales import t
from ictwg.ui.key_table import TABLE, Key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

KEYS: Mapping[str, Key] = {key.id: key for key in TABLE}

# Which areas answer at the same time: the panes of one screen do not, each has its own keys.
_EVERYWHERE = ("app",)
_TOGETHER = (
    ("list", "record", "filter"),
    ("list", "record", "view", "membership"),
    ("list", "record", "view", "filter", "followup"),
    ("list", "record", "filter", "today"),
    ("card", "modal"),
    ("written", "modal"),
    ("minutes", "prompt"),
    ("meeting", "minutes", "entry", "list"),
    ("record", "agenda", "list", "view"),
    ("attendance", "list", "meeting", "view"),
    *((pane, "list", "meeting", "minutes", "view") for pane in ("agenda", "arising", "entry")),
    ("form", "picker"),
)
# The innermost answers first there: what Escape and the arrows mean depends on where the cursor stands.
_LAYERED = frozenset({"f1", "escape", "enter", "down", "up", "left", "right", "ctrl+s", "ctrl+e", "space"})


class Keymap(NamedTuple):
    """What `App.set_keymap` takes, and what was wrong with the user's wishes, in words."""

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
    return t(f"keys.{binding_id.replace('.', '_')}")


def tip(binding_id: str) -> str:
    return t(f"keys.{binding_id.replace('.', '_')}_tip")


def keys_line(*ids: str) -> str:
    """`p present  r remote`: keys of these bindings on one line, as they are set now."""
    return "  ".join(f"{key_label(KEYS[one].keys.partition(',')[0])} {verb(one)}" for one in ids)


def group_title(group: str) -> str:
    return t(f"keys.group_{group}")


_LABELS = {
    "question_mark": "?",
    "slash": "/",
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


def key_label(key: str) -> str:
    """How a key is written on the screen: F2, ctrl+n, /."""
    *modifiers, name = key.split("+")
    if name[0] == "f" and name[1:].isdigit():
        name = name.upper()
    return "+".join((*modifiers, _LABELS.get(name, name)))


def keymap(*, vi: bool = False, wishes: Mapping[str, str] | None = None) -> Keymap:
    """The keys in force: the defaults, vi's keys where wanted, the user's own last."""
    chosen = {key.id: f"{key.keys},{key.vi}" for key in TABLE if vi and key.vi}
    problems = [t("keys.unknown", id=name) for name in wishes or () if name not in KEYS]
    problems += [t("keys.empty", id=name) for name, keys in (wishes or {}).items() if not keys.strip(", ")]
    chosen |= {name: keys for name, keys in (wishes or {}).items() if name in KEYS and keys.strip(", ")}
    problems += [t("keys.clash", key=key, one=one, other=other) for key, one, other in clashes(chosen)]
    return Keymap(chosen, tuple(problems))


def parse_keymap(toml: str) -> Keymap:
    """A user's `keys.toml`; what cannot be read is reported and the defaults stay."""
    import tomllib

    try:
        settings = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        return Keymap({}, (t("keys.unreadable", reason=str(error)),))
    wishes = settings.get("keys", {})
    if not isinstance(wishes, dict):
        return Keymap({}, (t("keys.unreadable", reason="[keys]"),))
    return keymap(vi=settings.get("vi") is True, wishes={name: str(keys) for name, keys in wishes.items()})


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
