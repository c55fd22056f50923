"""Proofs that a change of a group's encryption was made by a holder of its data key (STORE.md §3).

`_sync` is not sealed. Anybody who can write the file could mark the group there as not encrypted, and every computer
would write it in plain text; or remove the wraps, and nobody could open it again. So each such change needs a proof in
`_sync.keys_proofs`, an HMAC-SHA256 under the previous data key:

    turn DB SEALING · wrap DB WRAP · gone DB WRAP-ID

A file with an unproven change is refused. Without encryption there is nothing to prove.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping

from ictwg.errors import NotReadyError
from ictwg.locales import t
from ictwg.merge.encryption import PLAIN, SEALING, gone_in, key_in_use, proofs_in, turn_in, with_proofs, wraps_in
from ictwg.merge.values import Raw, verbatim
from ictwg.store.encryption.keys import DataKey
from ictwg.store.encryption.ring import Ring

Meta = Mapping[str, Raw]

_PURPOSE = "ictwg proof "
_MOST_TURNS = 1000


def proven(before: Meta, after: Meta, key: DataKey) -> dict[str, Raw]:
    """The new encryption settings, with a proof for each difference from the previous ones."""
    return with_proofs(after, [_proof(key, one) for one in _statements(before, after, key.id)])


def require_proven(ours: Meta, theirs: Meta, ring: Ring) -> None:
    """Raises NotReadyError if their file changes our encryption without a proof."""
    id = key_in_use(ours)
    key = ring.key_for(ours) if id else None
    if key is None:
        return
    proofs = proofs_in(theirs)
    if any(_proof(key, turn) in proofs for turn in _turns_off(ours, theirs)):
        return  # it was turned off by one of us meanwhile: whatever follows is as for any other group
    statements = _statements(ours, _vouched(ours, theirs, ring), id)
    if any(_proof(key, one) not in proofs for one in statements):
        raise NotReadyError(t("encryption.not_proven"), t("encryption.not_proven.hint"))


def _vouched(ours: Meta, theirs: Meta, ring: Ring) -> Meta:
    """Two members encrypted at once: neither key proves the other, but a passphrase typed here has opened theirs."""
    at_once = turn_in(ours)[0] == turn_in(theirs)[0]
    return {**theirs, SEALING: ours[SEALING]} if at_once and ring.find(key_in_use(theirs)) is not None else theirs


def _statements(ours: Meta, theirs: Meta, key: str) -> Iterator[str]:
    """The changes in theirs that ours does not have."""
    db = str(ours.get("db", ""))
    if turn_in(theirs) > turn_in(ours):
        yield f"turn {db} {theirs.get(SEALING)}"
    known = {verbatim(wrap) for wrap in wraps_in(ours)}
    gone = gone_in(ours)
    for wrap in wraps_in(theirs):
        if wrap.get("key") == key and verbatim(wrap) not in known and verbatim(wrap.get("id")) not in gone:
            yield f"wrap {db} {verbatim(wrap)}"
    out = gone_in(theirs)
    for wrap in wraps_in(ours):
        if verbatim(wrap.get("id")) in out:
            yield f"gone {db} {verbatim(wrap.get('id'))}"


def _turns_off(ours: Meta, theirs: Meta) -> Iterator[str]:
    """All changes by which encryption may have been turned off between the two."""
    first, last = turn_in(ours)[0], turn_in(theirs)[0]
    for number in range(first + 1, min(last, first + _MOST_TURNS) + 1):
        yield f"turn {ours.get('db', '')} {number:06d} {PLAIN}"


def _proof(key: DataKey, statement: str) -> str:
    return hmac.new(key.secret, (_PURPOSE + statement).encode("utf-8", "surrogatepass"), "sha256").hexdigest()
