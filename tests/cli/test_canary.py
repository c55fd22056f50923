"""Commands say nothing of what an audience may not see: no word of it, and no figure, order or error that tells.

> For every command, option and audience: the group with restricted records answers as the group without them.

Commands and options are found by reflection: a command that is neither tried here nor kept for the secretariat, with
a reason, is a failure.
"""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pytest
from tests.all_of import some
from tests.canary import CASES, NEXT, TOKEN, group_with_all
from tests.rich_meeting import MEETS_ON, rich_meeting

from ictwg.app.opening import start_group
from ictwg.cli import main
from ictwg.cli.parsing import COMMANDS, kinds_of, make_parser
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import Group, Series
from ictwg.domain.schema import RECORDS, declared, title_of
from ictwg.domain.values import Audience
from ictwg.records.group import group_of
from ictwg.records.selection import LISTINGS
from ictwg.store.local.home import Home

if TYPE_CHECKING:
    from argparse import Action as Option
    from collections.abc import Iterator
    from pathlib import Path

    from tests.builders import MemoryState

pytestmark = pytest.mark.once
"""Who may read what is declared, and decided by our own code on every Python."""

FOR_AN_AUDIENCE: dict[str, tuple[tuple[str, ...], ...]] = {
    **dict.fromkeys(LISTINGS, ((),)),
    "list": tuple((kind.SINGULAR,) for kind in declared() if kind not in (Group, Series)),  # each group makes its own
    "show": (("M-2010-02",), ("M-2010-03",), ("A-2010-014",), ("D-2010-03",), ("MoJ",)),
    "search": (("draft",), ("kind:decision", "is:open"), (TOKEN,), ("M-2010-03",)),
    "report": (("followup",), ("decisions",), ("attendance",)),
    "export": (
        *((what, ref, "--to", "-") for what in ("minutes", "agenda", "chair-copy") for ref in ("all", "M-2010-03")),
        ("book", "--to", "-"),
        ("contacts", "--to", "-"),
        ("extract", "D-2010-03", "--to", "-"),
    ),
    "agenda": (("M-2010-03", "--to", "-"),),
}
"""What is printed for somebody: each such command, and the words that it is tried with."""

FOR_THE_SECRETARIAT = {
    "demo": "opens the program",
    "project": "shows members' view in a window; what it shows is tried by tests/minutes/test_projecting.py",
    "new": "repeats what was typed",
    "import": "tells what stands in the files that were named",
    "history": "holds what stood there before it was reworded, restricted or opened",
    "prepare": "proposes to the person who prepares (tests/app/next_meeting/test_told_to_nobody_else.py)",
    "add": "repeats what was typed",
    "set": "repeats what was typed",
    "done": "repeats what was typed",
    "letters": "tells how far the secretariat's letters are",
    "send": "tells whom it reaches by which address; what goes to them is tried by tests/app/test_sending.py",
    "answer": "repeats what was typed",
    "conclude": "counts answers that only the secretariat sees",
    "risk": "asks the secretariat where people at risk may be",
    "renumber": "tells the secretariat which references change",
    "undo": "tells of one's own last change",
    "redact": "repeats what was typed",
    "same": "tells the secretariat what moves",
    "circulate": "repeats what was typed",
    "comment": "repeats what was typed",
    "adopt": "repeats what was typed",
    "correct": "repeats what was typed",
    "conflicts": "lists what the person who runs it has to decide",
    "resolve": "repeats what was typed",
    "share": "tells the person who runs it what came in",
    "carry": "tells where the copy lies that the person who runs it makes",
    "merge": "tells the person who runs it what came in",
    "backups": "lists days and sizes",
    "replies": "lists the mails of the person who runs it, and files one",
    "restore": "tells the person who runs it what changes",
    "trash": "lists what was deleted, to bring it back",
    "leave": "tells what lies where on this computer",
    "handover": "tells how many; its file leaves restricted records out (tests/cli/test_parting.py)",
    "encrypt": "tells what is rewritten",
    "decrypt": "tells what is rewritten",
    "passphrase": "tells what is rewritten",
    "check": "looks at every record",
    "repair": "tells what lies damaged on this computer",
    "upgrade": "tells who uses which version",
    "compact": "tells how many rows of the log go",
    "manual": "knows no group",
    "help": "knows no group",
}
"""Commands that speak to the person who runs them and to nobody else, and why."""

DAYS = {"since": "2010-01-01", "until": "2010-12-31"}
VALUES = {"limit": "3", **DAYS, "owner": "MoJ", "meeting": "M-2010-03", "recipient": "TIP report"}
"""What an option that is no field is tried with."""
NOT_FOUND = 3
NOTE = ("*Note for the chair:*", "digest:")
GENERAL = make_parser("")._option_string_actions


class Said(NamedTuple):
    code: int
    out: str
    err: str


def options(command: str) -> dict[str, Option]:
    """The command's own options by their flags."""
    own = make_parser(command)._option_string_actions
    return {flag: option for flag, option in own.items() if flag not in GENERAL}


def lines(command: str, *, with_options: bool = True) -> Iterator[tuple[str, ...]]:
    """The command as it is, as text and as JSON, and with each of its options."""
    for words in FOR_AN_AUDIENCE[command]:
        yield from ((command, *words), (command, *words, "--json"))
        if not with_options:
            continue
        yield from ((command, *words, *_given(flag, option)) for flag, option in options(command).items())


def _given(flag: str, option: Option) -> tuple[str, ...]:
    if option.dest in ("audience", "to"):
        return ()
    return (flag,) if option.nargs == 0 else (flag, VALUES.get(option.dest, f"{TOKEN}-{option.dest}"))


class GroupFile:
    """A group in a shared file, and the commands on it."""

    def __init__(self, folder: Path, state: MemoryState) -> None:
        self._folder = folder
        session = start_group(str(folder / "group.json"), "Group", "ICTWG", home=Home.at(str(folder / "home")))
        group, wanted = group_of(session.state), state.all(Group)[0]
        assert group is not None
        session.commit(Changes("verbs.imported", "minutes", state.writes(without=Group)))
        session.commit(Edit("verbs.edited").update(group, Group.hides_restricted(wanted.hides_restricted)).done())
        session.store.sync.share()
        session.store.close()

    @cache  # noqa: B019 - a few groups for one test file
    def __call__(self, *words: str) -> Said:
        with pytest.MonkeyPatch.context() as patched, redirect_stdout(io.StringIO()) as out:
            patched.setenv("ICTWG_HOME", str(self._folder / "home"))
            patched.chdir(self._folder)
            with redirect_stderr(io.StringIO()) as err:
                code = main(["--file", "group.json", "--today", MEETS_ON.isoformat(), *words])
        return Said(code, out.getvalue(), err.getvalue())


def named(state: MemoryState) -> set[str]:
    """Everything by which somebody might ask for a record."""
    records = [record for kind in RECORDS.values() for record in state.all(kind)]
    return {
        name for record in records for name in (record.id, title_of(record), getattr(record, "reference", "")) if name
    }


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> GroupFile:
    return GroupFile(tmp_path_factory.mktemp("without"), group_with_all(Audience.CORE, times=0).state)


@pytest.fixture(scope="module")
def hiding(tmp_path_factory: pytest.TempPathFactory) -> dict[Audience, GroupFile]:
    """The same group with restricted records in every place, by who may see them."""
    return {
        audience: GroupFile(tmp_path_factory.mktemp(str(audience)), group_with_all(audience, times=2).state)
        for audience in Audience
        if audience is not Audience.EVERYONE
    }


def test_every_command_is_for_an_audience_or_for_the_secretariat() -> None:
    assert set(COMMANDS) == {*FOR_AN_AUDIENCE, *FOR_THE_SECRETARIAT}
    asked = {command: next((f"{command} {kind}" for kind in kinds_of(command)), command) for command in COMMANDS}
    assert {command for command, full in asked.items() if "--audience" in options(full)} == set(FOR_AN_AUDIENCE)


@pytest.mark.parametrize("command", FOR_AN_AUDIENCE)
@pytest.mark.parametrize(("hidden_from", "told"), CASES)
def test_a_group_that_hides_something_answers_as_one_without_it(
    hiding: dict[Audience, GroupFile], without: GroupFile, command: str, hidden_from: Audience, told: Audience
) -> None:
    """With each option where somebody may not see it by one step; as it is for everybody else who may not."""
    for words in some(lines(command, with_options=(hidden_from, told) in NEXT)):
        said = _but_for_the_note(hiding[hidden_from](*words, "--audience", told), words)
        assert said == _but_for_the_note(without(*words, "--audience", told), words), words
        assert TOKEN not in said.out


def _but_for_the_note(said: Said, words: tuple[str, ...]) -> Said:
    """The note for the chair is written for this one paper: of a chair's copy everything else is compared."""
    if "chair-copy" not in words:
        return said
    kept = (line for line in said.out.split("\n") if line and not line.startswith(NOTE))
    return said._replace(out="\n".join(kept))


@pytest.mark.parametrize("command", FOR_AN_AUDIENCE)
def test_the_secretariat_is_told(hiding: dict[Audience, GroupFile], command: str) -> None:
    told = ((*words, "--audience", Audience.SECRETARIAT) for words in lines(command))
    assert any(TOKEN in hiding[Audience.SECRETARIAT](*words).out for words in told)


@pytest.mark.parametrize("told", [Audience.EVERYONE, Audience.MEMBERS, Audience.CORE])
def test_asking_for_it_by_name_finds_nothing(
    hiding: dict[Audience, GroupFile], without: GroupFile, told: Audience
) -> None:
    hidden = named(group_with_all(Audience.SECRETARIAT, times=2).state) - named(rich_meeting().state)
    for name in sorted(hidden):
        said = hiding[Audience.SECRETARIAT]("show", name, "--audience", told)
        assert said == without("show", name, "--audience", told), name
        assert said.code == NOT_FOUND
