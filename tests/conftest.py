"""What all tests share: strict messages, the folder of real minutes, and how much is tried when.

- `pytest -n auto`, the README's second command: every test, with 50 examples for each law and, where a law takes
  seconds, one file in eight of the folder of real minutes.
- `.ci/run`: the same on the oldest Python; then on the newest one with the newest dateutil, with 100 examples
  (`HYPOTHESIS_PROFILE=ci`), every file of real minutes (`--whole-corpus`) and twenty years of a group
  (`--twenty-years`), but without what neither Python nor the dates decide (`once`, `faults`, `pandoc`); then the wheel
  (`--wheel`).

Without the folder of real minutes beside the repository its tests are skipped; each has a twin that is not.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from itertools import filterfalse
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from ictwg import locales

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"

SAMPLED = 8

LONG = frozenset({"test_bad_values_on_screens", "test_hidden_marks", "test_hostile_text", "test_true_keys"})
"""Modules with tests that take longer than all others."""

SELDOM = 20_000
"""Objects made between two looks for garbage; with the usual 700 they take a tenth of a test of screens."""

# The programs that tests start read what was compiled once, as everywhere else; where this is set each of them compiled
# the whole program anew, for three times the time. The tests themselves are kept compiled too.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Where `CI` is set the same commit gets the same examples each time: what was green once stays so. New ones are
# looked for by whoever runs the laws elsewhere.
ALIKE = bool(os.environ.get("CI"))
settings.register_profile("dev", max_examples=50, deadline=None, derandomize=ALIKE)
settings.register_profile("ci", max_examples=100, deadline=None, print_blob=True, derandomize=ALIKE)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--wheel", action="store_true", help="build the wheel and try it in an environment of its own")
    parser.addoption("--twenty-years", action="store_true", help="live through twenty years of a group, not three")
    parser.addoption("--whole-corpus", action="store_true", help="hold the laws against every file of real minutes")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Two a core: tests of terminals and disks wait for most of their time, all others do not."""
    return 2 * (os.cpu_count() or 1)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Long runs of neighbouring tests for each worker: what a file makes once is made by one of them, not by all."""
    if config.getoption("dist") != "load":
        return None
    return import_module("xdist.scheduler").WorkStealingScheduling(config, log)


@pytest.fixture(autouse=True, scope="session")
def _runtime(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Leases lie outside every home, as they do for a person who has logged in."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))
        yield


def pytest_sessionstart() -> None:
    """Nothing that is collected goes again before the end: looking through it for garbage takes seconds."""
    gc.disable()


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Where nothing is compiled yet each worker begins with modules of its own: each is compiled once, not by all."""
    worker: dict[str, Any] = getattr(session.config, "workerinput", {})
    if not worker or session.config.args_source is not pytest.Config.ArgsSource.TESTPATHS:
        return
    own = int(worker["workerid"].removeprefix("gw"))
    for path in sorted(Path(__file__).parent.rglob("test_*.py"))[own :: worker["workercount"]]:
        with suppress(Exception, pytest.skip.Exception):  # what cannot be read is told when it is collected
            import_module(".".join(path.relative_to(session.config.rootpath).with_suffix("").parts))


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.set_threshold(SELDOM, 10, 10)
    gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    items[:] = _dealt(items, getattr(config, "workerinput", {}).get("workercount", 1))
    if CORPUS.is_dir():
        return
    for item in items:
        if item.get_closest_marker("corpus"):
            item.add_marker(pytest.mark.skip(reason=f"no folder of real minutes at {CORPUS}"))


def _dealt(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    """What plays long stands at the beginning of what the first two workers are given.

    It waits for most of its time: with one of them it took as long as everything else together takes the others.
    """
    first, others = list(filter(_plays_long, items)), list(filterfalse(_plays_long, items))
    half = len(first) // 2
    share = max(0, len(items) // workers - half)
    return [*first[:half], *others[:share], *first[half:], *others[share:]] if workers > 1 else first + others


def _plays_long(item: pytest.Item) -> bool:
    """On a terminal, on a disk or through all screens: it begins first, so that nobody waits for it at the end."""
    name = item.path.stem
    return "journey" in name or name in LONG or any(map(item.get_closest_marker, ("pty", "faults")))


@pytest.fixture
def corpus() -> Path:
    """The folder of real minutes; a test that asks for it is marked `corpus`."""
    return CORPUS


@pytest.fixture
def corpus_step(request: pytest.FixtureRequest) -> int:
    """Of so many files of real minutes one is tried where a law takes long; every one with `--whole-corpus`."""
    return 1 if request.config.getoption("--whole-corpus") else SAMPLED


@pytest.fixture(scope="session")
def wheel_wanted(request: pytest.FixtureRequest) -> None:
    """Skips what takes minutes and the network, unless asked for."""
    if not request.config.getoption("--wheel"):
        pytest.skip("asked for with --wheel")


@pytest.fixture(autouse=True)
def _messages() -> Iterator[None]:
    """A missing message is a failure, and no test speaks the language of the one before."""
    locales.set_language("en")
    locales.set_strict(True)
    yield
    locales.set_language("en")
    locales.set_strict(False)
