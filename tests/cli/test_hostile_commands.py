"""Escape sequences in a colleague's texts and in a damaged file: no command hands them to the terminal."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from tests.cli.conftest import Commands, Ran
from tests.ui.hostile_group import HOSTILE, hostile_group

from ictwg.domain.records import Action, Meeting
from ictwg.store.format import codec

LISTS = ("members", "people", "meetings", "actions", "decisions", "tasks", "conflicts", "backups", "trash", "check")
OBEYED = frozenset({"Cc", "Cf", "Zl", "Zp"})
"""Categories that a terminal obeys or that turn the order of letters; joiners of emoji and line ends are none."""
HARMLESS = frozenset("\n\t\u200d\u200c")


def _obeyed(text: str) -> set[str]:
    return {character for character in text if unicodedata.category(character) in OBEYED and character not in HARMLESS}


def _is_plain(ran: Ran) -> bool:
    return not _obeyed(ran.out) and not _obeyed(ran.err)


@pytest.fixture
def hostile(run: Commands, tmp_path: Path) -> Commands:
    """The commands on a group in which every text is hostile."""
    session = hostile_group(tmp_path)
    session.store.close()
    return run


def test_no_list_and_no_record_works_on_the_terminal(hostile: Commands, tmp_path: Path) -> None:
    file = ("--file", str(tmp_path / "group.json"))
    session = hostile_group(tmp_path)
    ids = [record.id for kind in (Action, Meeting) for record in session.state.all(kind)]
    session.store.close()
    commands = [(name,) for name in LISTS] + [(name, id) for id in ids for name in ("show", "history")]
    for words in (*commands, ("share",), ("export", "actions", "--out", "-")):
        ran = hostile(*words, *file)
        assert "Traceback" not in ran.err
        assert _is_plain(ran), (words, _obeyed(ran.out), _obeyed(ran.err))


@pytest.mark.parametrize("where", ["key", "table", "field"])
def test_a_damaged_file_is_told_without_what_it_smuggles(hostile: Commands, tmp_path: Path, where: str) -> None:
    path = tmp_path / "group.json"
    found = json.loads(path.read_bytes())
    if where == "key":
        found["actions"] = {HOSTILE: {"text": "x"}}
    elif where == "table":
        found[HOSTILE] = []
    data = json.dumps(found)
    if where == "field":
        name = json.dumps(HOSTILE)
        data = data[:-1] + f', "more": {{"1": {{{name}: 1, {name}: 2}}}}' + "}"
    path.write_text(data)
    for words in (("share",), ("actions",), ("check",), ("add", "action", "goes on")):
        ran = hostile(*words, "--file", str(path))
        assert "Traceback" not in ran.err
        assert _is_plain(ran), (words, _obeyed(ran.out), _obeyed(ran.err))


def test_a_newcomer_is_told_so_too(run: Commands, tmp_path: Path) -> None:
    path = tmp_path / "group.json"
    path.write_bytes(codec.encode_file(codec.new_lines("X")).replace(b"}}}", b'}}, "a\\u001b[31m": 7}'))
    ran = run("actions", "--file", str(path))
    assert ran.code
    assert "a" in ran.err
    assert _is_plain(ran)
