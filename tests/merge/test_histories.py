"""The promise over histories: three replicas and a shared file, against an oracle that never joins (`world`)."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from tests.merge.copies import bytes_of
from tests.merge.world import ELEMENTS, FIELDS, KEYS, SECOND, YEAR, World

from ictwg.merge.rows import LIVE

people = st.integers(0, 2)
keys = st.sampled_from(KEYS)
fields = st.sampled_from(FIELDS)
elements = st.sampled_from(ELEMENTS)
ALL_SEEDS = 40
SEEDS = ALL_SEEDS if settings().max_examples > 100 else 20
"""Of the fixed histories; all of them where more examples are tried."""
CLOCKS = (0, 0, SECOND, -YEAR, 70 * YEAR)


class Histories(RuleBasedStateMachine):
    """Law: no loss. After every step each replica holds what the oracle says."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.touched: set[int] = set()

    @rule(who=people, key=keys, field=fields)
    def types(self, who: int, key: tuple[str, str], field: str) -> None:
        self.world.type_text(who, key, field)
        self.touched = {who}

    @rule(who=people, key=keys, element=elements, there=st.booleans())
    def lists(self, who: int, key: tuple[str, str], element: str, there: bool) -> None:
        self.world.write(who, key, element, there)
        self.touched = {who}

    @rule(who=people, key=keys, field=fields, value=st.sampled_from((None, True, 1, "same")))
    def sets(self, who: int, key: tuple[str, str], field: str, value: bool | int | str | None) -> None:
        self.world.write(who, key, field, value)
        self.touched = {who}

    @rule(who=people, key=keys, alive=st.sampled_from((False, False, True)))
    def deletes_or_restores(self, who: int, key: tuple[str, str], alive: bool) -> None:
        self.world.write(who, key, LIVE, alive)
        self.touched = {who}

    @rule(who=people, key=keys, field=fields)
    def opens_a_form(self, who: int, key: tuple[str, str], field: str) -> None:
        self.world.open_form(who, key, field)

    @rule(who=people)
    def saves_a_form(self, who: int) -> None:
        self.world.save_form(who)
        self.touched = {who}

    @rule(who=people, key=keys, field=fields)
    def puts_back(self, who: int, key: tuple[str, str], field: str) -> None:
        self.world.put_back(who, key, field)
        self.touched = {who}

    @rule(who=people, key=keys)
    def purges(self, who: int, key: tuple[str, str]) -> None:
        self.world.purge(who, key)
        self.touched = {who}

    @precondition(lambda self: len(self.world.steps) > 3)
    @rule(who=people, key=keys, field=st.sampled_from(("text", "owners", "unknown")))
    def redacts(self, who: int, key: tuple[str, str], field: str) -> None:
        self.world.redact(who, key, field)
        self.world.check_texts(self.world.replicas[who])
        self.touched = {who}

    @rule(who=people, other=people, by_lines=st.booleans())
    def meets(self, who: int, other: int, by_lines: bool) -> None:
        self.world.bring_in(who, self.world.replicas[other], by_lines=by_lines)
        self.touched = {who}

    @rule(who=people)
    def publishes(self, who: int) -> None:
        self.world.publish(who)

    @rule(who=people, by_lines=st.booleans())
    def reads(self, who: int, by_lines: bool) -> None:
        self.world.bring_in(who, self.world.mailbox, by_lines=by_lines)
        self.touched = {who}

    @rule(who=people, at=st.integers(0, 50))
    def meets_own_past(self, who: int, at: int) -> None:
        """Law: own past."""
        self.world.meet_own_past(who, at)
        self.touched = {who}

    @rule(who=people, at=st.integers(0, 50))
    def restores_a_backup(self, who: int, at: int) -> None:
        self.world.restore_backup(who, at)
        self.touched = {who}

    @rule(who=people)
    def restarts(self, who: int) -> None:
        self.world.restart(who)
        self.touched = {who}

    @rule(who=people, offset=st.sampled_from(CLOCKS))
    def sets_a_clock(self, who: int, offset: int) -> None:
        self.world.set_clock(who, offset)

    @rule(millis=st.sampled_from((1, SECOND, 700 * SECOND)))
    def time_passes(self, millis: int) -> None:
        self.world.tick(millis)

    @invariant()
    def nothing_is_lost(self) -> None:
        for who in self.touched:
            self.world.check(self.world.replicas[who])
        self.touched = set()

    def teardown(self) -> None:
        """Law: convergence."""
        assert_convergence(self.world)


def assert_convergence(world: World) -> None:
    world.exchange()
    everybody = [*world.replicas, world.mailbox]
    assert len({bytes_of(replica.data) for replica in everybody}) == 1
    assert len({replica.reached for replica in everybody}) == 1
    world.check(world.mailbox)
    world.check_texts(world.mailbox)


@pytest.mark.filterwarnings("ignore::hypothesis.errors.NonInteractiveExampleWarning")
def test_law_no_write_is_lost_in_any_history() -> None:
    run_state_machine_as_test(Histories)


def test_law_histories_race_enough() -> None:
    """A fixed run of histories; it is worth something only if people really got in each other's way."""
    counts: dict[str, int] = {}
    for seed in range(SEEDS):
        world = _history(Random(seed), steps=150)
        for name, n in world.counts.items():
            counts[name] = counts.get(name, 0) + n
    enough = {
        "conflicts": 1000,
        "delete/edit races": 1500,
        "edits after purge": 300,
        "equal clocks": 700,
        "old states": 200,
        "restored": 100,
        "undone": 90,
        "redacted": 80,
        "purged": 30,
        "stale forms": 30,
    }
    per_history = {name: counts.get(name, 0) / SEEDS for name in enough}
    assert {name: n for name, n in per_history.items() if n < enough[name] / ALL_SEEDS} == {}


def _history(random: Random, steps: int) -> World:
    world = World()
    for _ in range(steps):
        who, key = random.randrange(3), random.choice(KEYS[:2] if random.random() < 0.6 else KEYS)
        _one_step(world, random, who, key)
        world.check(world.replicas[who])
    assert_convergence(world)
    return world


def _one_step(world: World, random: Random, who: int, key: tuple[str, str]) -> None:
    field, other = random.choice(FIELDS), world.replicas[random.randrange(3)]
    by_lines = random.random() < 0.3
    choices: tuple[tuple[int, Callable[[], None]], ...] = (
        (6, lambda: world.type_text(who, key, field)),
        (3, lambda: world.write(who, key, random.choice(ELEMENTS), random.random() < 0.6)),
        (1, lambda: world.write(who, key, field, random.choice((None, True, 1, "same")))),
        (4, lambda: world.write(who, key, LIVE, random.random() < 0.2)),
        (4, lambda: world.open_form(who, key, field)),
        (3, lambda: world.save_form(who)),
        (2, lambda: world.put_back(who, key, field)),
        (2, lambda: world.purge(who, key)),
        (2, lambda: world.redact(who, key, random.choice(("text", "owners", "unknown")))),
        (6, lambda: world.bring_in(who, other, by_lines=by_lines)),
        (2, lambda: world.publish(who)),
        (2, lambda: world.bring_in(who, world.mailbox, by_lines=by_lines)),
        (2, lambda: world.meet_own_past(who, random.randrange(50))),
        (1, lambda: world.restore_backup(who, random.randrange(50))),
        (1, lambda: world.restart(who)),
        (1, lambda: world.set_clock(who, random.choice(CLOCKS))),
        (2, lambda: world.tick(random.choice((1, SECOND, 700 * SECOND)))),
    )
    random.choices([act for _, act in choices], [weight for weight, _ in choices])[0]()
