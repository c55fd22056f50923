"""An option that says for whom, or in which form, changes what is printed or is refused: nobody finds out by reading.

> Of every command, each paper with each such option: the bytes are others, or the exit code is that of an error.

Commands and papers are found by reflection; one that is tried with nothing here is a failure.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, NamedTuple

import pytest
from tests.all_of import some

from ictwg.cli.export_commands import KINDS, MD, WHAT
from ictwg.cli.parsing import COMMANDS, kinds_of, make_parser
from ictwg.domain.values import Audience
from ictwg.papers.forms import FORMS
from ictwg.records.selection import LISTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.conftest import Commands

OPTIONS = ("--audience", "--organization", "--format", "--plain")
SIGNED, UNSIGNED = "PNTL", "MoJ"
VALUES: dict[str, tuple[tuple[str, ...], ...]] = {
    "--audience": tuple(("--audience", str(one)) for one in Audience),
    "--organization": (("--organization", UNSIGNED),),
    "--format": tuple(("--format", one) for one in (*FORMS, MD)),
    "--plain": (("--plain",),),
}
USUAL = {"--audience": 1, "--format": 2}
"""How many of the values may name what is written anyway; `md` is `markdown`."""
OF = {
    "action-list": (),
    "book": (),
    "contacts": (),
    "declaration": ("2010-02-05",),
    "dates": (),
    "list": ("people",),
    "matrix": ("NPA",),
    **dict.fromkeys(("training-sign-in", "certificates", "payment-sheet"), ("Course",)),
}
"""What a paper is of that is of no meeting."""
FILTERS = "lists take --audience as `AudienceView`: see test_canary.py, which tries every list, show and search"


class Paper(NamedTuple):
    """A command with the words that name one paper of it."""

    words: tuple[str, ...]


def papers() -> Iterator[Paper]:
    for what in WHAT:
        yield Paper(("export", what, *OF.get(what, ("M-2010-03-12",))))
    yield Paper(("agenda", "M-2010-03-12"))
    yield from (Paper(("report", kind)) for kind in KINDS)


PAPERS = tuple(papers())


@pytest.fixture
def printed(group: Commands) -> Commands:
    """Where members sign, and one of two organizations has not; something of each kind that only some may see."""
    group.ok("add", "plan", "NPA", "--starts-on", "2009-01-01", "--ends-on", "2012-12-31")
    for lead in (SIGNED, UNSIGNED):
        group.ok("add", "activity", f"Train {lead}", "--plan", "NPA", "--lead", lead, "--code", "1")
    group.ok("add", "round", "First round", "--plan", "NPA", "--opens-on", "2010-02-01", "--closes-on", "2010-03-01")
    group.ok("add", "signed_instrument", "--organization", SIGNED, "--signed-on", "2010-01-20")
    group.ok("add", "training", "Course", "--starts-on", "2010-02-01", "--certificate-from", "50")
    group.ok("add", "person", "Leo Example", "--organization", SIGNED)
    minutes = group.path.with_name("held.md")
    minutes.write_text("# Board 2010-02-05\n\n## Attendance\n\nPresent: Ana Example, Leo Example\n", "utf-8")
    group.ok("import", str(minutes))
    group.ok("set", "group", "members_sign=yes")
    return group


def written(group: Commands, folder: Path, words: tuple[str, ...]) -> tuple[int, dict[str, str], str]:
    """The exit code, the files by name, and what was printed."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    ran = group(*words, "--to", str(folder))
    files = (one for one in folder.rglob("*") if one.is_file())
    return ran.code, {one.name: one.read_text("utf-8", "replace") for one in files}, ran.out


def options_of(name: str) -> set[str]:
    return set(OPTIONS) & set(make_parser(name)._option_string_actions)


def test_every_command_with_such_an_option_is_tried() -> None:
    own = {"add", "set"}  # fields of records that are called so
    taking = {name for name in COMMANDS if name not in own for one in (name, *_with_kind(name)) if options_of(one)}
    listed = {*LISTINGS, "list", "search", "show"}
    assert taking - listed == {paper.words[0] for paper in PAPERS}, FILTERS


def _with_kind(name: str) -> list[str]:
    return [f"{name} {kind}" for kind in kinds_of(name)][:1]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: "-".join(paper.words[:2]))
def test_an_option_changes_what_is_printed_or_is_refused(printed: Commands, tmp_path: Path, paper: Paper) -> None:
    out = tmp_path / "out"
    for option in some(sorted(options_of(paper.words[0]))):
        found = [written(printed, out, (*paper.words, *given)) for given in VALUES[option]]
        usual = written(printed, out, paper.words)[1:]
        assert all(code in (0, 2, 3, 4) for code, *_ in found), found
        same = [
            given for given, (code, *out) in zip(VALUES[option], found, strict=True) if not code and (*out,) == usual
        ]
        assert len(same) <= USUAL.get(option, 0), option


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: "-".join(paper.words[:2]))
def test_an_organization_that_nobody_knows_is_an_error(printed: Commands, tmp_path: Path, paper: Paper) -> None:
    if "--organization" in options_of(paper.words[0]):
        code, files, _ = written(printed, tmp_path / "out", (*paper.words, "--organization", "Nobody at all"))
        assert (code in (2, 3, 4), files) == (True, {})


def test_a_list_for_an_organization_is_what_it_may_see(printed: Commands, tmp_path: Path) -> None:
    printed.ok("add", "person", "Rui Example", "--organization", SIGNED, "--phone", "7720 0000")
    whole, signed, unsigned = (
        "".join(written(printed, tmp_path / "out", ("export", "list", "people", *more))[1].values())
        for more in ((), ("--organization", SIGNED), ("--organization", UNSIGNED))
    )
    assert [("7720 0000" in one, "Rui" in one) for one in (whole, signed, unsigned)] == [
        (True, True),
        (True, True),
        (False, False),
    ]
