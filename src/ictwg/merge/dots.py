"""Dots and contexts: the identity of a write, and what a copy has seen.

A dot `ana~k3f9x2qa7b@1794000000123` is minted once, by the one process that holds the actor's lease, for one
transaction. A context knows for each actor the highest number seen; a floor stands for all actors at once:

    covers(actor@n)  =  n ≤ max(floor, highest seen of actor)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from ictwg.domain.ids import number_and_actor
from ictwg.locales import t

N_MAX = 2**53
MOST_OVER = 32
"""Actors that stand over the others, before all become one dictionary again."""
_NONE: Mapping[str, int] = {}


class Dot(NamedTuple):
    """Ordered by number, then actor: which of two rivals is shown, never which came first."""

    n: int
    actor: str


@lru_cache(maxsize=65536)
def parse_dot(text: str) -> Dot:
    """Reads `actor@n`.

    Raises:
        ValueError: It is no dot in its one canonical form.
    """
    dot = Dot(*number_and_actor(text))
    if dot.actor and 0 < dot.n <= N_MAX and dot_text(dot) == text:
        return dot
    raise ValueError(t("codec.no_dot", text=text))


def dot_text(dot: Dot) -> str:
    return f"{dot.actor}@{dot.n}"


class Context:
    """What a copy has seen. Immutable; entries below the floor are not kept, so that equal contexts look equal.

    An edit sees one dot more than the edit before it. So the few that came last stand over a dictionary that is shared
    with the context before (`_base`), and nobody copies ten thousand actors for each edit.
    """

    __slots__ = ("_base", "_ctx", "_highest", "_over", "floor")

    def __init__(self, ctx: Mapping[str, int] | None = None, floor: int = 0) -> None:
        self._base: Mapping[str, int] = {actor: n for actor, n in (ctx or {}).items() if n > floor}
        self._over: Mapping[str, int] = _NONE
        self._ctx: Mapping[str, int] | None = self._base
        self._highest: int | None = None
        self.floor = floor

    @property
    def ctx(self) -> Mapping[str, int]:
        """The highest number seen of each actor; who asks for one alone asks `number_of`."""
        if self._ctx is None:
            self._ctx = {**self._base, **self._over}
        return self._ctx

    def number_of(self, actor: str) -> int:
        """The highest number seen of an actor; 0 where the floor speaks for it, or it is not known."""
        return self._over.get(actor) or self._base.get(actor, 0)

    def covers(self, dot: Dot) -> bool:
        return dot.n <= max(self.floor, self._over.get(dot.actor) or self._base.get(dot.actor, 0))

    def covers_all(self, other: Context) -> bool:
        """Whether everything that the other has seen was seen here."""
        own, floor = self.ctx, self.floor
        return other.floor <= floor and all(n <= max(floor, own.get(actor, 0)) for actor, n in other.ctx.items())

    def joined(self, other: Context) -> Context:
        """The higher number for each actor, the higher floor."""
        if self.covers_all(other):
            return self
        raised = self.with_dots(Dot(n, actor) for actor, n in other.ctx.items())
        return Context(raised.ctx, max(self.floor, other.floor))

    def with_dots(self, dots: Iterable[Dot]) -> Context:
        """The higher number for each actor of these dots; those of the others and the floor as they are."""
        ctx = dict(self.ctx)
        for n, actor in dots:
            ctx[actor] = max(n, ctx.get(actor, 0))
        return Context(ctx, self.floor)

    def with_dot(self, dot: Dot) -> Context:
        if self.covers(dot):
            return self
        more = Context(None, self.floor)  # a dot that is not covered is above the floor, as all others here are
        more._base, more._over, more._ctx = self._base, {**self._over, dot.actor: dot.n}, None
        if len(more._over) > MOST_OVER:
            more._base, more._over = more.ctx, _NONE
        if self._highest is not None:
            more._highest = max(self._highest, dot.n)
        return more

    def but(self, unseen: frozenset[Dot]) -> Context:
        """The same for a join that is not to think these seen; not to be kept."""
        return _Partial(self, unseen) if unseen else self

    def raised(self, floor: int) -> Context:
        """The same with a floor that is no lower than this; who has seen nothing above it is not named any more."""
        return self if floor <= self.floor else Context(self.ctx, floor)

    @property
    def highest(self) -> int:
        """The highest number seen of anybody."""
        if self._highest is None:
            self._highest = max(self.ctx.values(), default=self.floor)
        return self._highest

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Context) and self.floor == other.floor and self.ctx == other.ctx

    def __hash__(self) -> int:
        return hash((self.floor, frozenset(self.ctx.items())))

    def __repr__(self) -> str:
        return f"Context({dict(self.ctx)!r}, {self.floor})"


class _Partial(Context):
    """A context that covers some dots without having seen them."""

    __slots__ = ("_unseen",)

    def __init__(self, whole: Context, unseen: frozenset[Dot]) -> None:
        super().__init__(whole.ctx, whole.floor)
        self._unseen = unseen

    def covers(self, dot: Dot) -> bool:
        return dot not in self._unseen and super().covers(dot)
