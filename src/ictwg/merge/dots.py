"""Dots and contexts: the identity of a write, and what a copy has seen.

A dot `ana~k3f9x2qa7b@1794000000123` is minted once, by the one process that holds the actor's lease, for one
transaction. A context knows for each actor the highest number seen; a floor stands for all actors at once:

    covers(actor@n)  =  n ≤ max(floor, highest seen of actor)
"""

from __future__ import annotations

from functools import lru_cache

from ictwg.hints import NamedTuple
from ictwg.locales import t

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

N_MAX = 2**53


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
    actor, _, digits = text.rpartition("@")
    if actor and digits.isascii() and digits.isdigit() and digits[0] != "0" and len(digits) <= len(str(N_MAX)):
        n = int(digits)
        if n <= N_MAX:
            return Dot(n, actor)
    raise ValueError(t("codec.no_dot", text=text))


def dot_text(dot: Dot) -> str:
    return f"{dot.actor}@{dot.n}"


class Context:
    """What a copy has seen. Immutable; entries below the floor are not kept, so that equal contexts look equal."""

    __slots__ = ("ctx", "floor")

    def __init__(self, ctx: Mapping[str, int] | None = None, floor: int = 0) -> None:
        self.ctx: Mapping[str, int] = {actor: n for actor, n in (ctx or {}).items() if n > floor}
        self.floor = floor

    def covers(self, dot: Dot) -> bool:
        return dot.n <= max(self.floor, self.ctx.get(dot.actor, 0))

    def covers_all(self, other: Context) -> bool:
        """Whether everything that the other has seen was seen here."""
        own, floor = self.ctx, self.floor
        return other.floor <= floor and all(n <= max(floor, own.get(actor, 0)) for actor, n in other.ctx.items())

    def joined(self, other: Context) -> Context:
        """The higher number for each actor, the higher floor."""
        if self.covers_all(other):
            return self
        ctx = dict(self.ctx)
        for actor, n in other.ctx.items():
            ctx[actor] = max(n, ctx.get(actor, 0))
        return Context(ctx, max(self.floor, other.floor))

    def with_dot(self, dot: Dot) -> Context:
        if self.covers(dot):
            return self
        more = object.__new__(Context)  # a dot that is not covered is above the floor, as all others here are
        more.ctx, more.floor = {**self.ctx, dot.actor: dot.n}, self.floor
        return more

    def raised(self, floor: int) -> Context:
        """The same with a floor that is no lower than this; who has seen nothing above it is not named any more."""
        return self if floor <= self.floor else Context(self.ctx, floor)

    @property
    def highest(self) -> int:
        """The highest number seen of anybody."""
        return max(self.ctx.values(), default=self.floor)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Context) and self.floor == other.floor and self.ctx == other.ctx

    def __hash__(self) -> int:
        return hash((self.floor, frozenset(self.ctx.items())))

    def __repr__(self) -> str:
        return f"Context({dict(self.ctx)!r}, {self.floor})"
