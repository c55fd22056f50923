"""Law: own past.

In any history, with a folder put back in place, compacting, purging and redacting among it:

- merging any older state of one's own changes nothing, whichever way round;
- no write that anybody has seen or shared disappears, unless a write by one who had seen it replaced it.

An oracle that never joins knows what each copy has been told and what each write has seen.
"""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, datetime, timedelta
from inspect import signature
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from tests.store.office import Image, Office, OutOfReach, image_of, memory, put_back

from ictwg.domain.changes import Edit
from ictwg.domain.records import Action
from ictwg.merge.values import Opaque
from ictwg.store.format.codec import encode_file, split
from ictwg.store.format.lines_join import join_lines
from ictwg.store.store import Store
from ictwg.store.sync.coverage import unseen

TEXT = Action.text.name
YEAR = 365 * 86_400
EXAMPLES = 20
who = st.sampled_from(("ana", "rui"))
picked = st.integers(0, 7)


class Wrote(NamedTuple):
    """A text, or the end of some: those that it took the place of.

    Texts, each of which is written once, and not their dots: an edit below the floor gets a new dot.
    """

    id: str
    text: str
    over: frozenset[str]


class Saved(NamedTuple):
    image: Image
    told: frozenset[str]
    at: int


class OwnPast(RuleBasedStateMachine):
    def __init__(self, ids: int = 0) -> None:
        """
        Args:
            ids: From which number the ids of a history are drawn, so that it is the same whenever it is told.
        """
        super().__init__()
        self._drawn, os.urandom = os.urandom, Random(ids).randbytes
        self.folder = tempfile.TemporaryDirectory(dir=memory())
        self.office = Office(Path(self.folder.name))
        self.stores = {"ana": self.office.create(), "rui": self.office.open("rui")}
        self.wrote: dict[str, Wrote] = {}
        self.told: dict[str, frozenset[str]] = {"ana": frozenset(), "rui": frozenset(), "shared": frozenset()}
        self.images: list[Saved] = []
        self.past: list[tuple[bytes, frozenset[str]]] = []
        self.is_behind = False
        self.counts = {"put back": 0, "lost numbers": 0, "met": 0, "compacted": 0, "redacted": 0, "purged": 0}

    def teardown(self) -> None:
        os.urandom = self._drawn
        self.folder.cleanup()

    # What people do

    @rule(who=who)
    def adds(self, who: str) -> None:
        store = self.stores[who]
        id, text = store.new_id(), self._new_text()
        self._told(
            who, store.commit(Edit("verbs.added", "x").create(Action, id, Action.text(text)).done()).dot, id, text
        )

    @rule(who=who, pick=picked)
    def edits(self, who: str, pick: int) -> None:
        store = self.stores[who]
        found = store.all(Action)
        if found:
            one, text = found[pick % len(found)], self._new_text()
            over = _texts_of(store, one.id)
            receipt = store.commit(Edit("verbs.changed", "x").update(one, Action.text(text)).done())
            self._told(who, receipt.dot, one.id, text, over)

    @rule(who=who, pick=picked)
    def deletes(self, who: str, pick: int) -> None:
        store = self.stores[who]
        found = store.all(Action)
        if found:
            one = found[pick % len(found)]
            store.commit(Edit("verbs.deleted", "x").remove(one).done())
            self._told(who, f"{one.id} {len(self.wrote)}", one.id, "")

    @rule(who=who)
    def purges(self, who: str) -> None:
        store = self.stores[who]
        held = {one.id: _texts_of(store, one.id) for one in store.history.trash()}
        receipt = store.history.purge(
            datetime.fromtimestamp(self.office.clock.now_ms() / 1000, UTC) + timedelta(days=1)
        )
        for id, over in held.items() if receipt is not None else ():
            self.counts["purged"] += 1
            self._told(who, f"{id} {len(self.wrote)}", id, "", over)

    @rule(who=who, pick=picked)
    def redacts(self, who: str, pick: int) -> None:
        store = self.stores[who]
        found = [one for one in store.all(Action) if one.text]
        if found:
            one = found[pick % len(found)]
            over = _texts_of(store, one.id)
            store.maintenance.redact(one, Action.text, "by mistake")
            self.counts["redacted"] += 1
            self._told(who, f"{one.id} {len(self.wrote)}", one.id, "", over)

    @rule(who=who)
    def shares(self, who: str) -> None:
        self.stores[who].sync.share()
        self._met(who)

    @rule(who=who)
    def compacts(self, who: str) -> None:
        store, now = self.stores[who], datetime.fromtimestamp(self.office.clock.now_ms() / 1000, UTC)
        done = store.maintenance.compact(now.date())
        self.counts["compacted"] += len(done.rows)
        self._met(who)

    @rule()
    def a_year_passes(self) -> None:
        """By then a folder that was put back has met the others: a year on, the rows it lost may be in an archive."""
        if self.is_behind:
            self.shares("ana")
        self.office.clock.wait(YEAR)

    # What happens to the folder of one computer

    @rule()
    def is_imaged(self) -> None:
        self._restart(lambda: None)
        self.images.append(Saved(image_of(self.office.folder / "ana"), self.told["ana"], self.office.clock.ms))

    @precondition(lambda self: self.images)
    @rule(pick=picked, edited=st.booleans())
    def is_put_back(self, pick: int, edited: bool) -> None:
        """By less than a year: of what is older the rows of the log may be in an archive that others have made."""
        lately = [one for one in self.images if self.office.clock.ms - one.at < YEAR * 1000]
        if not lately:
            return
        image, told, _ = lately[-1 - pick % len(lately)]
        lost = self.told["ana"] & self.told["shared"] - told
        self._restart(lambda: put_back(self.office.folder / "ana", image))
        self.told["ana"] = told
        self.is_behind = True
        self.counts["put back"] += 1
        if edited:  # the first edit finds no share
            with OutOfReach(self.office):
                self.adds("ana")
            self.counts["lost numbers"] += bool(lost)

    @rule()
    def keeps_a_state(self) -> None:
        self.past.append((encode_file(self.stores["ana"].local.memory.lines), self.told["ana"]))

    @precondition(lambda self: self.past)
    @rule(pick=picked)
    def meets_its_own_past(self, pick: int) -> None:
        data, told = self.past[pick % len(self.past)]
        ana = self.stores["ana"]
        if told <= self.told["ana"]:
            before = encode_file(ana.local.memory.lines)
            old, archived = split(data, verify=True), ana.history.archive.lines
            for a, b in ((ana.local.memory.lines, old), (old, ana.local.memory.lines)):
                both = join_lines(a, b, unseen(a, b, archived))
                assert encode_file(both.lines) == before
            self._brought_in(data)
            assert encode_file(ana.local.memory.lines) == before
            self.counts["met"] += 1
        else:
            self._brought_in(data)
            self.told["ana"] |= told

    def _brought_in(self, data: bytes) -> None:
        path = self.office.folder / "old.json"
        path.write_bytes(data)
        self.stores["ana"].sync.bring_in(str(path))

    # The oracle

    def check(self) -> None:
        for _ in range(2):
            for name in self.stores:
                self.shares(name)
        texts = [self._judged(name) for name in self.stores]
        assert texts[0] == texts[1]

    def _judged(self, who: str) -> dict[str, set[str]]:
        told = self.told[who]
        gone = {text for one in told for text in self.wrote[one].over}
        found: dict[str, set[str]] = {}
        for one in told:
            id, text, _ = self.wrote[one]
            if text:
                texts = found.setdefault(id, _texts_of(self.stores[who], id))
                assert (text in texts) == (text not in gone), (who, text, texts)
        assert self.stores[who].maintenance.check() == ()
        return found

    def _new_text(self) -> str:
        return f"text {len(self.wrote)}"

    def _told(self, who: str, dot: str, id: str, text: str, over: object = ()) -> None:
        assert isinstance(over, (tuple, set))
        self.wrote[dot] = Wrote(id, text, frozenset(over))
        self.told[who] |= {dot}

    def _met(self, who: str) -> None:
        self.is_behind = self.is_behind and who != "ana"
        both = self.told[who] | self.told["shared"]
        self.told[who] = self.told["shared"] = both

    def _restart(self, meanwhile: object) -> None:
        self.stores["ana"].close()
        assert callable(meanwhile)
        meanwhile()
        self.stores["ana"] = self.office.open()


def _texts_of(store: Store, id: str) -> set[str]:
    row = store.local.memory.row("actions", id)
    register = row.registers.get(TEXT, {}) if row is not None else {}
    return {str(v) for values in register.values() for v in values if v is not None and not isinstance(v, Opaque)}


class Checked(OwnPast):
    def teardown(self) -> None:
        try:
            self.check()
            for name, count in self.counts.items():
                SEEN[name] = SEEN.get(name, 0) + count
        finally:
            super().teardown()


SEEN: dict[str, int] = {}


def test_law_own_past() -> None:
    run_state_machine_as_test(
        Checked,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=50,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.explicit, Phase.reuse, Phase.generate),  # fifty steps take minutes to shrink
        ),
    )


def test_law_own_past_in_fixed_histories() -> None:
    """The same, in histories of which it is known that all of it happens."""
    SEEN.clear()
    for seed in range(20):
        _live_through(Random(seed), 1000 + seed)
    assert min(SEEN.values()) > 1, SEEN


@pytest.mark.xfail(reason="one history in fifty: a text that was redacted stands again after a put back", strict=True)
def test_law_own_past_in_a_history_that_breaks_it() -> None:
    _live_through(Random(5), 1045)


def _live_through(chance: Random, ids: int) -> None:
    machine = Checked(ids)
    everyday = (machine.adds, machine.edits, machine.edits, machine.shares, machine.shares, machine.deletes)
    rarer = (machine.purges, machine.redacts, machine.compacts)
    folder = (machine.is_imaged, machine.is_put_back, machine.keeps_a_state, machine.meets_its_own_past)
    try:
        for number in range(50):
            step = chance.choice(everyday if chance.random() < 0.5 else (*rarer, *folder))
            if number in (6, 12, 18):  # then rows are old enough to go to the archive
                machine.a_year_passes()
            words = {"who": chance.choice(("ana", "rui")), "pick": chance.randrange(8), "edited": chance.random() < 0.7}
            named = {name: words[name] for name in signature(step).parameters}
            if (step == machine.is_put_back and not machine.images) or (
                step == machine.meets_its_own_past and not machine.past
            ):
                continue
            step(**named)
    finally:
        machine.teardown()
