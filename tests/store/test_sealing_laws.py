"""The laws of bringing together hold for what is sealed, and for what `_sync` says of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.merge.copies import bytes_of, copies
from tests.merge.whole_copies import Dataset, join, lines_of

from ictwg.merge.encryption import NAMES, joined, key_in_use, turned, with_wraps, wraps_in
from ictwg.merge.join import join_meta
from ictwg.merge.values import Raw
from ictwg.store.encryption.keys import DataKey, Ring
from ictwg.store.encryption.sealing import opened, sealed
from ictwg.store.format.codec import encode_file, split
from ictwg.store.format.lines_join import join_lines

KEY = DataKey.of(bytes(range(64)))
WRAP = {"id": "w1", "key": KEY.id}
SAID = turned(with_wraps({}, [WRAP]), KEY.id)
RING = Ring(environ={})
RING.add(KEY)


def encrypted(copy: Dataset) -> bytes:
    """In the plain form, as memory has it."""
    return encode_file(lines_of(copy._replace(meta={**copy.meta, **SAID})))


def kept(copy: Dataset) -> bytes:
    """As it lies in the shared folder."""
    return sealed(encrypted(copy), RING)


@given(copies())
def test_law_sealed_and_opened_is_as_it_was(a: Dataset) -> None:
    assert opened(kept(a), RING) == encrypted(a)
    assert split(kept(a), verify=True).digest_ok


@given(copies(), copies())
def test_law_the_join_of_what_is_sealed_is_the_sealed_join(a: Dataset, b: Dataset) -> None:
    ours, theirs = (split(opened(kept(copy), RING), verify=True) for copy in (a, b))
    assert sealed(encode_file(join_lines(ours, theirs).lines), RING) == kept(join(a, b)) == kept(join(b, a))
    unsaid = {name: value for name, value in b.meta.items() if name not in NAMES}
    plain = split(bytes_of(b._replace(meta=unsaid)), verify=True)
    assert sealed(encode_file(join_lines(ours, plain).lines), RING) == kept(join(a, b))


@given(copies(), copies())
def test_law_equal_records_have_equal_lines_in_either_form(a: Dataset, b: Dataset) -> None:
    plain = [split(encode_file(lines_of(copy))).tables for copy in (a, b)]
    hidden = [split(kept(copy)).tables for copy in (a, b)]
    for table in plain[0].keys() & plain[1].keys():
        for key in plain[0][table].keys() & plain[1][table].keys():
            same = plain[0][table][key] == plain[1][table][key]
            assert (hidden[0][table][key] == hidden[1][table][key]) == same


@st.composite
def metas(draw: st.DrawFn) -> dict[str, Raw]:
    """What steps of several people leave in `_sync`, each from whatever came before."""
    meta: dict[str, Raw] = {}
    for step in draw(st.lists(st.sampled_from(("k1", "k2", "off", "wrap", "gone")), max_size=5)):
        if step in ("k1", "k2"):
            meta = turned(meta, step)
        elif step == "off":
            meta = turned(meta, "")
        elif step == "wrap":
            meta = with_wraps(meta, [{"id": draw(st.sampled_from("abc")), "key": "k1"}])
        else:
            meta = with_wraps(meta, [], [draw(st.sampled_from("abc"))])
    return meta


@given(metas(), metas(), metas())
def test_laws_of_what_is_said_of_encryption(a: dict[str, Raw], b: dict[str, Raw], c: dict[str, Raw]) -> None:
    assert joined(a, b) == joined(b, a)
    assert joined(a, a) == joined(a, {})
    assert joined(joined(a, b), c) == joined(a, joined(b, c))
    assert joined(a, joined(a, b)) == joined(a, b)
    gone = {"a", "b", "c"} - {str(wrap["id"]) for wrap in wraps_in(with_wraps(a, [{"id": id} for id in "abc"]))}
    assert gone.isdisjoint(str(wrap["id"]) for wrap in wraps_in(joined(a, b)))


def test_the_later_turn_wins_and_of_two_at_once_encryption() -> None:
    once = turned({}, "k1")
    assert key_in_use(join_meta(once, turned(once, ""))) == ""
    assert key_in_use(join_meta(turned(turned(once, ""), "k2"), turned(once, ""))) == "k2"
    assert key_in_use(join_meta(turned(once, ""), turned(once, "k2"))) == "k2"
    assert key_in_use(join_meta({"encrypted": True}, {})) == ""
