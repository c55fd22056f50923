"""The help of every command, and that the manual knows all of them and every key."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.all_of import some

from ictwg.cli.adding import PARTS, added, title_field
from ictwg.cli.parsing import COMMANDS, make_parser, overview
from ictwg.cli.reference import with_kinds
from ictwg.domain.schema import form_fields
from ictwg.locales import known

if TYPE_CHECKING:
    from tests.cli.conftest import Commands

README = Path(__file__).parents[2] / "README.md"


@pytest.mark.parametrize("name", with_kinds())
def test_every_command_has_help_with_examples(name: str) -> None:
    told = make_parser(name).format_help()
    assert f"ictwg {name}" in told
    assert "Examples:" in told


def test_the_overview_names_every_command() -> None:
    assert [name for name in COMMANDS if f"  {name} " not in overview()] == []


def test_the_manual_names_every_command_and_every_key(run: Commands) -> None:
    from ictwg.ui.keys import KEYS

    told = run.ok("manual", "--page", "commands").out + run.ok("manual", "--page", "keys").out
    assert [name for name in with_kinds() if f"### ictwg {name}\n" not in told] == []
    assert [key for key in KEYS if f"`{key}`" not in told] == []


def test_the_keys_that_the_manual_sets_can_be_set(run: Commands) -> None:
    from ictwg.app.settings import load
    from ictwg.store.local.home import Home
    from ictwg.ui.keys import keymap

    told = run.ok("manual").out
    shown = re.findall(r"^    (vi_keys .*|\[keymap\]|\".*)$", told, re.MULTILINE)
    home = Home.find()
    Path(home.config).mkdir(parents=True, exist_ok=True)
    Path(home.settings_path).write_text("\n".join(shown), encoding="utf-8")
    settings = load(home)
    assert settings.vi_keys
    assert len(settings.keymap) == 2
    assert keymap(vi=True, wishes=settings.keymap).problems == ()


def test_the_examples_of_the_help_are_commands_that_exist() -> None:
    for name in some(with_kinds()):
        named = re.findall(r"^  ictwg (\w+)", str(make_parser(name).epilog), re.MULTILINE)
        assert set(named) <= set(COMMANDS)


BESIDE = {"--owner", "--status", "--function", "--another", "--from", "--letter", "--action", "--meeting", "--item"}
BESIDE |= {"--accept-marks"}  # of a decision that goes round
WITH_EXAMPLES = [kind for kind in added() if known(f"cli.add.{kind}.does")]


def test_add_shows_the_kinds_and_each_kind_only_its_own_options() -> None:
    told = make_parser("add").format_help()
    kinds = added()
    assert [f"add {kind}" for kind in WITH_EXAMPLES] == [name for name in with_kinds() if name.startswith("add ")]
    assert [kind for kind in WITH_EXAMPLES if f"  ictwg add {kind} " not in told] == []
    flags = {
        kind: set(re.findall(r"^  (--[a-z-]+)", make_parser(f"add {kind}").format_help(), re.MULTILINE))
        for kind in kinds
    }
    besides = flags["action"] & flags["decision"] & flags["organization"] & flags["person"] & flags["meeting"]
    assert besides == set(re.findall(r"^  (--[a-z-]+)", told, re.MULTILINE))
    for kind, record in kinds.items():
        own = {field.flag for field in form_fields(record)} - {"--owners"}
        assert own <= flags[kind]
        assert flags[kind] - own - besides <= BESIDE
        title = title_field(record)
        positional = re.findall(r"\s\[([A-Z]+)\]", make_parser(f"add {kind}").format_usage())
        assert positional == ([title.name.upper()] if title is not None else [])


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        ("add action", "--priority {high,normal,low}"),
        ("add action", "--status {open,in_progress,waiting,…}"),
        ("add action", "--meeting MEETING"),
        ("add action", "--person PERSON"),
        ("add action", "--assignee NAME"),
        ("add organization", "--part-of ORG"),
        ("add organization", "--status {member,observer,invited,…}"),
        ("add organization", "--notes TEXT"),
        ("add person", "--function {chair,co_chair,secretariat,…}"),
        ("add decision", "--supersedes DECISION"),
        ("actions", "--priority {high,normal,low}"),
    ],
)
def test_the_help_shows_what_may_stand_behind_a_flag(command: str, shown: str) -> None:
    assert f"  {shown}" in make_parser(command).format_help()


def test_no_help_shows_how_a_field_is_stored() -> None:
    for name in some(with_kinds()):
        assert not re.findall(r" (?:LINKS?|CHOICE|LINE|WORDS)\b", make_parser(name).format_help())


def test_what_has_no_examples_of_its_own_is_made_from_its_declaration_alone() -> None:
    told = {"action", "task", "decision", "organization", "person", "meeting"}
    assert set(WITH_EXAMPLES) == told | {kind.SINGULAR for kind in PARTS}
    for kind in set(added()) - set(WITH_EXAMPLES):
        assert str(make_parser(f"add {kind}").epilog).endswith(f"  ictwg add {kind} --help")


@pytest.mark.parametrize("kind", WITH_EXAMPLES)
def test_the_examples_of_a_kind_can_be_typed_as_they_stand(run: Commands, kind: str) -> None:
    run.ok("new", "group.json", "--name", "Test Group")
    for acronym in ("MoJ", "PNTL") if kind != "organization" else ():
        run.ok("add", "organization", acronym, "--acronym", acronym)
    run.ok("add", "meeting", "--date", "2010-03-19")
    if kind == "progress":
        run.ok("add", "action", "Draft the SOP")
    told = str(make_parser(f"add {kind}").epilog)
    examples = [shlex.split(line)[1:] for line in told.splitlines() if line.startswith("  ictwg ")]
    assert len(examples) == 2
    for words in examples:
        assert words[:2] == ["add", kind]
        run.ok(*words)


def test_what_another_kind_has_is_not_taken_in_silence(group: Commands) -> None:
    refused = group("add", "person", "Rui Example", "--due", "fri")
    assert refused.code == 2
    assert "--due" in refused.err
    assert "ictwg add person --help" in refused.err


def test_the_readme_has_two_commands_for_a_fresh_machine() -> None:
    blocks = re.findall(r"```sh\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 2
    assert "ictwg demo" in blocks[0]
    assert "pytest" in blocks[1]


def test_help_leaves_with_zero(run: Commands, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run("actions", "--help")
    assert left.value.code == 0
    assert "--overdue" in capsys.readouterr().out
