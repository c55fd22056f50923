"""Lists: filters, tables, JSON, and what a listing does not import."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.all_of import some

from ictwg.app.made_papers import FILE
from ictwg.domain.schema import declared
from ictwg.locales import t
from ictwg.records.reference_data import data_file

if TYPE_CHECKING:
    from tests.cli.conftest import Commands


@pytest.fixture
def busy(group: Commands) -> Commands:
    """More actions, some late, some done."""
    group.ok("add", "action", "Late one", "--owner", "PNTL", "--due", "2010-01-29")
    group.ok("add", "action", "For everybody", "--all", "--due", "2010-02-28")
    group.ok("add", "action", "Nobody's", "--due", "2010-02-01")
    group.ok("done", "A-2010-004")
    group.ok("add", "task", "Order paper")
    return group


@pytest.mark.parametrize(
    ("words", "references"),
    [
        ((), ["A-2010-001", "A-2010-002", "A-2010-003", "A-2010-004"]),
        (("--open",), ["A-2010-001", "A-2010-002", "A-2010-003"]),
        (("--overdue",), ["A-2010-002"]),
        (("--owner", "PNTL"), ["A-2010-001", "A-2010-002", "A-2010-003"]),
        (("--owner", "MoJ"), ["A-2010-001", "A-2010-003"]),
        (("--owner", "MoJ,PNTL"), ["A-2010-001", "A-2010-002", "A-2010-003"]),
        (("--owner", "MoJ", "--owner", "PNTL"), ["A-2010-001", "A-2010-002", "A-2010-003"]),
        (("owner:moj,pntl",), ["A-2010-001", "A-2010-002", "A-2010-003"]),
        (("-owner:moj",), ["A-2010-002", "A-2010-004"]),
        (("--meeting", "2010-03-12"), ["A-2010-001"]),
        (("--from", "2010-02-01", "--until", "2010-02-28"), ["A-2010-003", "A-2010-004"]),
        (("--status", "done"), ["A-2010-004"]),
        (("--open", "--limit", "1"), ["A-2010-001"]),
    ],
)
def test_actions_are_filtered(busy: Commands, words: tuple[str, ...], references: list[str]) -> None:
    assert [row["reference"] for row in busy.ok("actions", *words, "--json").json] == references


@pytest.mark.parametrize("option", ["--status", "--limit", "--meeting"])
def test_an_option_with_one_value_is_not_given_twice(busy: Commands, option: str) -> None:
    ran = busy("actions", option, "1", option, "2")
    assert (ran.code, ran.out) == (2, "")
    assert t("cli.twice", option=option) in ran.err


def test_a_table_says_in_words_what_the_record_itself_says(group: Commands) -> None:
    group.ok("set", "A-2010-001", "status=in_progress", "due=next meeting")
    for told in (group.ok("actions").out, group.ok("show", "A-2010-001").out):
        assert "in progress" in told
        assert "next meeting" in told


def test_an_owner_whom_nobody_knows_is_an_error_with_the_nearest_name(busy: Commands) -> None:
    said = busy("actions", "--owner", "PNTLL")
    assert (said.code, said.out) == (3, "")
    assert "“PNTLL”" in said.err
    assert "PNTL?" in said.err


def test_csv_has_keys_and_no_formulas(group: Commands) -> None:
    group.ok("set", "Ana Example", "phone=+670 7711 2233", "notes==HYPERLINK(1)")
    (row,) = csv.DictReader(io.StringIO(group.ok("people", "--csv").out))
    assert (row["phone"], row["notes"]) == ("'+670 7711 2233", "'=HYPERLINK(1)")
    assert (row["functions"], row["listing"], row["organization"]) == ("focal_point", "members", "MoJ")
    (moj, _) = csv.DictReader(io.StringIO(group.ok("members", "--csv").out))
    assert (moj["status"], moj["member_since"], next(iter(moj))) == ("member", "2010-02-15", "id")


@pytest.mark.parametrize("kind", ["members", "people", "meetings", "actions", "decisions", "tasks", "trainings"])
def test_every_list_is_written_for_excel(group: Commands, kind: str) -> None:
    (written,) = group.ok("export", "list", kind, "--json").json
    text = Path(written["path"]).read_bytes().decode("utf-8-sig")
    assert Path(written["path"]).read_bytes().startswith(b"\xef\xbb\xbf")
    headings = next(csv.reader(io.StringIO(text), delimiter=";"))
    assert (headings[-1], "id" in headings[:-1]) == ("id", False)
    assert text == group.ok("export", "list", kind, "--to", "-").out.removeprefix("\ufeff")


def test_a_list_of_some_owners_says_whose_it_is_and_how_many_of_how_many(busy: Commands) -> None:
    said = busy.ok("export", "list", "actions", "--owner", "MoJ", "--format", "xlsx")
    assert t("exporting.rows", shown=2, whole=4) in said.err
    assert "Actions - MoJ (" in said.out
    assert t("exporting.rows", shown=4, whole=4) not in busy.ok("export", "list", "actions").err


def test_a_list_that_nobody_knows_is_an_error_that_names_them(group: Commands) -> None:
    said = group("export", "list", "cars")
    assert (said.code, said.out) == (2, "")
    assert "members, people" in said.err


def test_every_type_of_record_is_listed(run: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    run.path.write_bytes(data_file("example.json"))
    monkeypatch.setenv("ICTWG_FILE", str(run.path))
    for kind in some(declared()):
        ids = [row["id"] for row in run.ok("list", kind.SINGULAR, "--json").json]
        table = run.ok("list", kind.TABLE, "--limit", "3").out.splitlines()
        found = csv.DictReader(io.StringIO(run.ok("list", kind.SINGULAR, "--csv").out))
        assert [row["id"] for row in found] == ids, kind
        assert len(table) == (min(3, len(ids)) + 2 if ids else 0), kind


def test_the_types_that_can_be_listed_are_told(run: Commands) -> None:
    told = run.ok("list", "--json").json
    assert told == [kind.SINGULAR for kind in declared()]
    assert [line.split()[0] for line in run.ok("list").out.splitlines()] == told
    assert run("list", "nonsense").code == 2


def test_a_type_is_known_by_its_words_and_a_misspelt_one_is_asked_about(busy: Commands) -> None:
    assert (
        busy.ok("list", t("records.activity_report.plural"), "--json").json
        == busy.ok("list", "activity_report", "--json").json
    )
    for command in (("list",), ("add",)):
        wrong = busy(*command, "recomendation")
        assert wrong.code == 2
        assert "“recommendation”" in wrong.err
        assert "organization_name" not in wrong.err


@pytest.mark.parametrize(
    ("words", "acronyms"),
    [
        (("organization", "ministry"), ["MoJ"]),
        (("organization", "type:security"), ["PNTL"]),
        (("organization", "--open"), ["MoJ", "PNTL"]),
    ],
)
def test_a_list_of_a_type_takes_words_and_flags(group: Commands, words: tuple[str, ...], acronyms: list[str]) -> None:
    assert [row["acronym"] for row in group.ok("list", *words, "--json").json] == acronyms


def test_a_keyed_word_that_the_type_has_not_is_refused(group: Commands) -> None:
    ran = group("list", "membership", "colour:blue")
    assert ran.code == 2
    assert "status:" in ran.err


def test_tasks_are_a_list_of_their_own_among_the_types(group: Commands) -> None:
    group.ok("add", "task", "Order paper")
    assert group.ok("list", "task", "--json").json == group.ok("tasks", "--json").json
    assert group.ok("list", "action", "--json").json == group.ok("actions", "--json").json


def test_a_list_of_what_an_organization_may_see_names_the_flag_for_its_own(group: Commands) -> None:
    group.ok("add", "action", "Print posters", "--owner", "PNTL", "--due", "30 Mar")
    seen = group.ok("export", "list", "actions", "--organization", "MoJ", "--to", "-")
    assert ("Print posters" in seen.out, "--owner MoJ" in seen.err) == (True, True)
    owned = group.ok("export", "list", "actions", "--owner", "MoJ", "--to", "-")
    listed = group.ok("list", "actions", "--owner", "MoJ").out
    for text in ("Print posters", "Draft the SOP"):
        assert (text in owned.out) == (text in listed)
    assert ("Print posters" in owned.out, owned.err) == (False, t("exporting.rows", shown=1, whole=2) + "\n")
    assert (
        group("export", "list", "meetings", "--owner", "MoJ").code
        == group("export", "book", "--owner", "MoJ").code
        == 2
    )


def test_papers_that_a_command_wrote_for_others_wait_to_be_sent(group: Commands, tmp_path: Path) -> None:
    group.ok("export", "agenda", "2010-03-12", "--to", "-")
    assert list(tmp_path.rglob(FILE)) == []
    group.ok("export", "agenda", "2010-03-12")
    group.ok("export", "minutes", "all", "--format", "html")
    group.ok("report", "followup", "--to", str(tmp_path / "report.html"))
    group.ok("report", "followup", "--to", str(tmp_path / "ours.html"), "--audience", "secretariat")
    (noted,) = tmp_path.rglob(FILE)
    assert [Path(row[4]).name for row in json.loads(noted.read_text())] == [
        "agenda-M-2010-03-12-members.md",
        "Minutes (12 March 2010) draft.html",
        "report.html",
    ]
