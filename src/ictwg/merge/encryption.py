"""What `_sync` says of encryption, and how two copies of it come together (STORE.md §3).

    encrypted    whether who writes the file seals its rows
    sealing      how often that was turned on or off, and the id of the data key: "000002 9f1c…", "000003 -"
    keys         the data keys, each wrapped by a passphrase; a set
    keys_gone    the ids of the wraps that a change of the passphrase has taken out
    keys_proofs  that who said so had the data key; a set

The later turn wins; of two at once, encryption. A wrap that anybody has taken out stays out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ictwg.merge.values import Opaque, Raw, loads, verbatim

ENCRYPTED = "encrypted"
SEALING = "sealing"
KEYS = "keys"
GONE = "keys_gone"
PROOFS = "keys_proofs"
NAMES = (ENCRYPTED, SEALING, KEYS, GONE, PROOFS)
PLAIN = "-"
_DIGITS = 6


def key_in_use(meta: Mapping[str, Raw]) -> str:
    """The id of the data key by which rows are sealed; empty where they are not."""
    return turn_in(meta)[1] if meta.get(ENCRYPTED) is True else ""


def turn_in(meta: Mapping[str, Raw]) -> tuple[int, str]:
    """How often it was turned, and by which key last; (0, "") where that is not told as a program of ours tells it."""
    count, _, key = str(meta.get(SEALING, "")).partition(" ")
    return (int(count), key) if len(count) == _DIGITS and count.isascii() and count.isdigit() and key else (0, "")


def turned(meta: Mapping[str, Raw], key: str) -> dict[str, Raw]:
    """The same with encryption by this key; without any where `key` is empty."""
    return {**meta, ENCRYPTED: bool(key), SEALING: f"{turn_in(meta)[0] + 1:0{_DIGITS}d} {key or PLAIN}"}


def turns(before: Mapping[str, Raw], after: Mapping[str, Raw]) -> bool:
    """Whether the group has been encrypted meanwhile, or has another passphrase, or is not encrypted any more."""
    return SEALING in after and any(before.get(name) != after.get(name) for name in NAMES)


def wraps_in(meta: Mapping[str, Raw]) -> list[dict[str, Any]]:
    """The wraps that are in use; what is none is passed over."""
    gone = gone_in(meta)
    return [wrap for wrap in _listed(meta.get(KEYS)) if isinstance(wrap, dict) and verbatim(wrap.get("id")) not in gone]


def gone_in(meta: Mapping[str, Raw]) -> set[str]:
    """The ids, as JSON, of the wraps that were taken out."""
    return set(map(verbatim, _listed(meta.get(GONE))))


def proofs_in(meta: Mapping[str, Raw]) -> set[str]:
    return {proof for proof in _listed(meta.get(PROOFS)) if isinstance(proof, str)}


def with_proofs(meta: Mapping[str, Raw], new: Iterable[str]) -> dict[str, Raw]:
    """The same with these proofs beside those that it has."""
    return {**meta, PROOFS: _set([*_listed(meta.get(PROOFS)), *new])}


def with_wraps(meta: Mapping[str, Raw], new: Iterable[dict[str, Any]], gone: Iterable[str] = ()) -> dict[str, Raw]:
    """The same with other wraps beside those that stay."""
    changed = {KEYS: _set([*_listed(meta.get(KEYS)), *new]), GONE: _set([*_listed(meta.get(GONE)), *gone])}
    return {**meta, **joined(changed, {})}


def joined(a: Mapping[str, Raw], b: Mapping[str, Raw]) -> dict[str, Raw]:
    """These parts of both, as one; nothing of what neither has."""
    found: dict[str, Raw] = {}
    gone = {verbatim(id): id for side in (a, b) for id in _listed(side.get(GONE))}
    keys = [wrap for side in (a, b) for wrap in _listed(side.get(KEYS)) if not _is_gone(wrap, gone)]
    if KEYS in a or KEYS in b:
        found[KEYS] = _set(keys)
    if gone:
        found[GONE] = _set(gone.values())
    if PROOFS in a or PROOFS in b:
        found[PROOFS] = _set([*_listed(a.get(PROOFS)), *_listed(b.get(PROOFS))])
    turns = [(turn_in(side), str(side[SEALING]), side.get(ENCRYPTED) is True) for side in (a, b) if SEALING in side]
    if turns:
        _, found[SEALING], found[ENCRYPTED] = max(turns)
    return found


def _is_gone(wrap: Any, gone: Mapping[str, Any]) -> bool:
    return isinstance(wrap, dict) and verbatim(wrap.get("id")) in gone


def _listed(value: Raw) -> list[Any]:
    found = loads(value) if isinstance(value, Opaque) else None
    return found if isinstance(found, list) else []


def _set(values: Iterable[Any]) -> Opaque:
    """In the order of their bytes, each once."""
    return Opaque("[" + ",".join(sorted(set(map(verbatim, values)))) + "]")
