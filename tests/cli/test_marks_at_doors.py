"""Commands let nothing out that may be confidential: exit 1 with the places, or `--accept-marks REASON`."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from tests.file_texts import text_of
from tests.marked_group import marked_group, marked_texts

from ictwg.app.catalogue import PAPERS
from ictwg.cli.parsing import COMMANDS, kinds_of, make_parser
from ictwg.domain.records import Action, Decision, Meeting, Round
from ictwg.domain.schema import declared
from ictwg.domain.values import Audience
from ictwg.locales import t
from ictwg.records.selection import LISTINGS
from ictwg.reports import REPORTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.conftest import Commands, Ran

    Made = tuple[Path, dict[str, str], frozenset[str]]

REASON = "An invented group"
ALSO = {"set", "circulate", "handover", "send"}
"""Commands that let something out to readers whom nobody names."""


def flags(command: str) -> set[str]:
    kind = next(iter(kinds_of(command)), "")
    return set(make_parser(f"{command} {kind}".strip())._option_string_actions)


def for_others() -> set[str]:
    return {command for command in COMMANDS if "--audience" in flags(command)}


GOES_ROUND = (
    (("add", "decision", "The victim Maria is heard", "--circulated-on", "2010-02-15"), ()),
    (("add", "decision", "The victim Maria is heard", "--basis", "circulation"), ()),
    (("add", "decision", "Fine", "--rationale", "The victim Maria is heard", "--circulated-on", "2010-02-15"), ()),
    (("add", "decision", "The victim Maria is heard", "--decided-on", "2010-02-15"), ("circulated_on=2010-02-15",)),
)


@pytest.mark.parametrize(("words", "then"), GOES_ROUND)
def test_a_text_does_not_go_round_before_somebody_has_said_that_nothing_in_it_is_confidential(
    words: tuple[str, ...], then: tuple[str, ...], group: Commands
) -> None:
    if then:
        words = ("set", group.ok(*words, "--json").json["id"], *then)
    before = group.ok("list", "decision", "--json").json
    refused = group(*words)
    assert refused.code
    assert "--accept-marks" in refused.err
    assert group.ok("list", "decision", "--json").json == before
    for nothing in ("", " ", "-", ".", "x", "12/4"):
        assert group(*words, "--accept-marks", nothing).code
        assert group.ok("list", "decision", "--json").json == before
    assert t("errors.no_reason", field=t("records.reason")) in group(*words, "--accept-marks", "..").err
    group.ok(*words, "--accept-marks", "An invented person")
    assert any(one["circulated_on"] for one in group.ok("list", "decision", "--json").json)


@pytest.mark.parametrize("day", [field.name for field in Meeting.GOES_OUT])
@pytest.mark.parametrize("new", [True, False])
def test_a_day_on_which_a_paper_went_out_asks_about_it(group: Commands, day: str, *, new: bool) -> None:
    said = "The victim Maria is heard"
    words: tuple[str, ...]
    if new:
        words = ("add", "meeting", said, "--date", "2009-04-12", f"--{day.replace('_', '-')}", "2009-05-01")
    else:
        group.ok("set", "M-2010-03-12", f"title={said}")
        words = ("set", "M-2010-03-12", f"{day}=2010-02-12")
    refused = group(*words)
    assert refused.code == 1
    assert "--accept-marks" in refused.err
    assert len(group.ok("list", "meeting", "--json").json) == 1
    group.ok(*words, "--accept-marks", "An invented person")
    assert any(one[day] for one in group.ok("list", "meeting", "--json").json)


def test_whoever_names_an_audience_may_accept_marks() -> None:
    assert {command for command in COMMANDS if "--accept-marks" in flags(command)} == for_others() | ALSO


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The group's file, the ids of what is shown, and what may be confidential."""
    folder = tmp_path_factory.mktemp("marked")
    session = marked_group(folder, folder / "home")
    ids = {kind.SINGULAR: session.state.all(kind)[0].id for kind in (Action, Decision, Meeting, Round)}
    names = frozenset(text.split()[2] for text in marked_texts(session))
    session.store.sync.share()
    session.store.close()
    return folder / "group.json", ids, names


def lines(ids: dict[str, str]) -> Iterator[tuple[str, ...]]:
    """Each command that prints or writes for somebody, in its forms."""
    about = {"": (), "list": ("actions",), "round": (ids["round"],), "meeting": (ids["meeting"],)}
    for paper in PAPERS:
        if paper.of in about and paper.readers != (Audience.SECRETARIAT,):
            who = str(Audience.MEMBERS if Audience.MEMBERS in paper.readers else paper.readers[0])
            words = ("export", paper.name, *about[paper.of], "--audience", who)
            yield from ((*words, "--format", form.name, "--to", "out/") for form in paper.forms)
            yield (*words, "--to", "-")
    yield ("export", "action-points", ids["meeting"], "--plain", "--to", "-")
    yield ("agenda", ids["meeting"], "--to", "-")
    for report in REPORTS:
        yield from (("report", report.name, *form) for form in ((), ("--json",), ("--to", "out/")))
    for name in (*LISTINGS, *(f"list {kind.SINGULAR}" for kind in declared())):
        yield from ((*name.split(), "--audience", "members", form) for form in ("--csv", "--json"))
    for id in ids.values():
        yield ("show", id, "--audience", "members")
    yield ("search", "victim", "--audience", "members")


def test_every_command_for_others_is_tried(made: Made) -> None:
    assert {words[0] for words in lines(made[1])} == for_others()


def test_nothing_goes_out_unasked(run: Commands, made: Made, tmp_path: Path) -> None:
    """What says a marked text once that is accepted, says nothing before, and names the places."""
    path, ids, names = made
    asked, accepted = (shutil.copy(path, tmp_path / name) for name in ("asked.json", "accepted.json"))

    def said(*words: str) -> tuple[Ran, bool]:
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        ran = run(*words, "--no-share")
        written = [text_of(file.read_bytes()) for file in tmp_path.glob("out/*")]
        return ran, any(name in text for text in (ran.out, *written) for name in names)

    tried = 0
    for words in lines(ids):
        before, said_before = said(*words, "--file", str(asked))
        _, said_after = said(*words, "--file", str(accepted), "--separate", "--accept-marks", REASON)
        assert not said_before, words
        if said_after:
            tried += 1
            assert (before.code, before.out) == (1, ""), words
            assert "--accept-marks" in before.err, words
    assert tried > len(LISTINGS)


@pytest.mark.parametrize("word", ["7712", "4444", "afterwards"])
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_a_search_for_others_asks_about_the_text_that_its_words_are_cut_from(
    group: Commands, word: str, form: tuple[str, ...]
) -> None:
    group.ok("add", "action", f"{'Write to the offices, ' * 9}call the mother +670 7712 4444 <soon> and afterwards")
    asked = group("search", word, "--audience", "members", *form)
    assert (asked.code, asked.out) == (1, "")
    assert word in group.ok("search", word, "--audience", "members", *form, "--accept-marks", REASON).out


@pytest.mark.parametrize("words", [("circulate", "M"), ("circulate", "M", "--to-chair"), ("handover", "next.json")])
def test_what_goes_to_readers_whom_nobody_names(group: Commands, words: tuple[str, ...]) -> None:
    group.ok("set", "M-2010-03-12", "--anyway", "state=held", "summary=The victim Maria was heard")
    words = tuple("M-2010-03-12" if word == "M" else word for word in words)
    refused = group(*words, today="2010-03-13")
    assert refused.code == 1
    assert "Maria" not in refused.out
    meant = ("--anyway",) if words[0] == "circulate" else ()
    group.ok(*words, *meant, "--accept-marks", REASON, today="2010-03-13")
    (accepted,) = group.ok("list", "accepted_text", "--json").json
    assert (accepted["finds"], accepted["reason"]) == (["name"], REASON)
    assert "Maria" not in str(accepted)
    group.ok("export", "minutes", "M-2010-03-12", "--to", "-")
