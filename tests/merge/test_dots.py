from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.merge.copies import contexts, dots

from ictwg.merge.dots import MOST_OVER, Context, Dot, dot_text, parse_dot

MANY = tuple(f"actor{number}" for number in range(MOST_OVER * 2))


@pytest.mark.parametrize("text", ["", "@1", "ana", "ana@", "ana@0", "ana@01", "ana@1_0", "ana@٣", "ana@-1", "ana@1.0"])
def test_only_the_canonical_form_is_a_dot(text: str) -> None:
    with pytest.raises(ValueError, match="actor@number"):
        parse_dot(text)


def test_numbers_end_where_json_numbers_are_exact() -> None:
    assert parse_dot(f"ana@{2**53}") == Dot(2**53, "ana")
    with pytest.raises(ValueError, match="actor@number"):
        parse_dot(f"ana@{2**53 + 1}")


@given(dots)
def test_text_and_dot_are_inverse(dot: Dot) -> None:
    assert parse_dot(dot_text(dot)) == dot
    assert parse_dot(dot_text(Dot(dot.n, "odd@name"))) == Dot(dot.n, "odd@name")


@given(contexts(), contexts(), dots)
def test_a_joined_context_covers_what_either_covers(a: Context, b: Context, dot: Dot) -> None:
    assert a.joined(b).covers(dot) == (a.covers(dot) or b.covers(dot))
    assert a.joined(b) == b.joined(a)
    assert a.joined(b).covers_all(a)


@given(contexts(), contexts())
def test_contexts_that_cover_the_same_are_equal(a: Context, b: Context) -> None:
    assert (a.covers_all(b) and b.covers_all(a)) == (a == b)
    assert a == Context(dict(a.ctx) | {"long ago": a.floor}, a.floor)


@given(contexts(), dots)
def test_a_new_dot_is_covered(context: Context, dot: Dot) -> None:
    assert context.with_dot(dot).covers(dot)
    assert context.with_dot(dot).covers_all(context)


@given(contexts())
def test_highest_is_what_a_new_number_must_exceed(context: Context) -> None:
    assert not any(context.covers(Dot(context.highest + 1, actor)) for actor in (*context.ctx, "new"))


@example(Context({"ana": 3}), [Dot(9, actor) for actor in MANY], Dot(1, "ana"))
@given(contexts(), st.lists(st.builds(Dot, st.integers(1, 9), st.sampled_from(MANY)), max_size=MOST_OVER * 3), dots)
def test_dot_by_dot_it_is_the_same_context(start: Context, added: list[Dot], asked: Dot) -> None:
    """However it has come about: and none of those before has changed by it."""
    passed = [start]
    plain = [dict(start.ctx)]
    for dot in added:
        assert passed[-1].highest == max(plain[-1].values(), default=start.floor)
        passed.append(passed[-1].with_dot(dot))
        known = plain[-1].get(dot.actor, start.floor)
        plain.append({**plain[-1], **({dot.actor: dot.n} if dot.n > known else {})})
    for context, ctx in zip(passed, plain, strict=True):
        whole = Context(ctx, start.floor)
        assert context == whole
        assert hash(context) == hash(whole)
        assert context.highest == whole.highest
        assert all(context.number_of(actor) == ctx.get(actor, 0) for actor in (*MANY, *ctx))
        for dot in (asked, *added):
            assert context.covers(dot) == (dot.n <= max(start.floor, ctx.get(dot.actor, 0)))
        assert context.covers_all(start)
        assert start.joined(context) == whole == context.joined(start)


def test_order_is_by_number_then_actor() -> None:
    assert max(Dot(2, "ana"), Dot(1, "rui")) == Dot(2, "ana")
    assert max(Dot(2, "ana"), Dot(2, "rui")) == Dot(2, "rui")
