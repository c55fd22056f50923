"""`ictwg encrypt | decrypt | passphrase`, and every command on an encrypted group."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.builders import known
from tests.cli.conftest import Commands
from tests.store.sealed_office import CANARY, cheap

from ictwg.locales import t
from ictwg.records.reference_data import data_file
from ictwg.store.encryption import keys

OLD, NEW = "correct horse battery", "four other words here"
LONG = 8


@pytest.fixture(autouse=True)
def passphrase(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("ICTWG_PASSPHRASE", OLD)
    with cheap():
        yield


def another_process(monkeypatch: pytest.MonkeyPatch, passphrase: str) -> None:
    """It knows nothing but what the environment says."""
    monkeypatch.setattr(keys, "RING", keys.Ring(keys.at_the_terminal))
    monkeypatch.setenv("ICTWG_PASSPHRASE", passphrase)


def plain(folder: Path) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sorted(path.name for path in files if CANARY.encode() in path.read_bytes())


def test_a_group_is_encrypted_read_and_changed(
    group: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    group.ok("add", "action", f"Ask {CANARY}")
    away = tmp_path.parent / f"{tmp_path.name}-usb"
    away.mkdir()
    said = group.ok("encrypt", "--yes", "--sheet", str(away / "sheet.md"))
    assert "encrypted" in said.out
    assert "backups" in said.err
    assert "colleagues' computers" in said.out
    assert plain(tmp_path) == []
    another_process(monkeypatch, OLD)
    assert CANARY in group.ok("actions").out
    group.ok("add", "action", f"Tell {CANARY}")
    group.ok("add", "action", f"Meet {CANARY}", "--no-share")
    assert group.ok("actions", "--json").out.count(CANARY) == 3
    assert plain(tmp_path) == []
    assert group.ok("check").out == ""
    letters = known(re.search(r"^ {4}((?:[a-z2-9]{4} ?){8})$", (away / "sheet.md").read_text(), re.MULTILINE))
    another_process(monkeypatch, letters[1])
    group.ok("share")
    group.ok("leave", "--yes")
    assert CANARY in group.ok("--file", str(group.path), "actions").out


def test_a_folder_takes_the_sheet_under_a_name_of_its_own(group: Commands, tmp_path: Path) -> None:
    stick = tmp_path.parent / f"{tmp_path.name}.stick"
    stick.mkdir()
    said = group.ok("encrypt", "--yes", "--sheet", f"{stick}/")
    assert str(stick / "recovery-sheet.txt") in said.out + said.err
    assert (stick / "recovery-sheet.txt").read_text("utf-8").startswith("# Recovery sheet")


def test_a_command_names_the_key_that_it_tells_of() -> None:
    told = "from ictwg import cli; from ictwg.locales import t; print(t('encryption.locked.hint'))"
    ran = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert "try again: Ctrl+P" in ran.stdout


def test_a_wrong_or_missing_passphrase_is_told(
    group: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    group.ok("encrypt", "--yes", "--sheet", str(tmp_path.parent / f"{tmp_path.name}.sheet"))
    another_process(monkeypatch, "wrong")
    ran = group("actions")
    assert (ran.code, ran.out) == (5, "")
    assert t("encryption.wrong") in ran.err
    another_process(monkeypatch, "")
    ran = group("add", "action", "x")
    assert ran.code == 5
    assert "ICTWG_PASSPHRASE" in ran.err


def test_it_refuses_without_a_sheet_near_the_file_and_over_another(group: Commands, tmp_path: Path) -> None:
    ran = group("encrypt", "--yes")
    assert (ran.code, "--sheet" in ran.err) == (2, True)
    ran = group("encrypt", "--yes", "--sheet", str(tmp_path / "sheet.md"))
    assert (ran.code, "beside" in ran.err) == (2, True)
    there = tmp_path.parent / f"{tmp_path.name}.there"
    there.write_text("mine")
    ran = group("encrypt", "--yes", "--sheet", str(there))
    assert (ran.code, there.read_text()) == (2, "mine")
    ran = group("encrypt", "--sheet", str(there) + "2")
    assert (ran.code, "--yes" in ran.err) == (2, True)
    assert '"_e"' not in group.path.read_text()


def test_a_short_passphrase_and_a_busy_group_leave_no_sheet(
    group: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = tmp_path.parent / f"{tmp_path.name}.sheet"
    monkeypatch.setenv("ICTWG_PASSPHRASE", "short")
    ran = group("encrypt", "--yes", "--sheet", str(sheet))
    assert (ran.code, sheet.exists()) == (4, False)


def test_the_passphrase_changes_and_the_old_one_opens_nothing_new(
    group: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = tmp_path.parent / f"{tmp_path.name}.sheet"
    group.ok("encrypt", "--yes", "--sheet", str(sheet))
    assert group("passphrase", "--yes").code == 2
    monkeypatch.setenv("ICTWG_NEW_PASSPHRASE", NEW)
    said = group.ok("passphrase", "--yes", "--sheet", f"{sheet}2", "--json").json
    assert said["published"]
    assert said["sheet"] == f"{sheet}2"
    another_process(monkeypatch, OLD)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.json*")}
    ran = group("add", "action", "typed without the passphrase")
    assert (ran.code, "Nothing was saved" in ran.err or "Nothing was read" in ran.err) == (5, True)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.json*")} == before
    another_process(monkeypatch, NEW)
    group.ok("actions")
    assert t("leaving.elsewhere.passphrase") in group.ok("leave", "--yes").out


def test_decrypted_it_needs_no_passphrase(group: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert group("decrypt", "--yes").code == 2
    group.ok("add", "action", f"Ask {CANARY}")
    group.ok("encrypt", "--yes", "--sheet", str(tmp_path.parent / f"{tmp_path.name}.sheet"))
    group.ok("decrypt", "--yes")
    another_process(monkeypatch, "")
    assert CANARY in group.ok("actions").out
    assert CANARY in group.path.read_text()


def test_without_the_extra_one_sentence_says_what_to_install(
    group: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = tmp_path.parent / f"{tmp_path.name}.sheet"
    for name in [name for name in sys.modules if name.startswith("cryptography")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "cryptography", None)
    ran = group("encrypt", "--yes", "--sheet", str(sheet))
    assert ran.code == 1
    assert t("encryption.no_library.hint") in ran.err
    assert not sheet.exists()
    group.ok("actions")


def test_a_script_opens_it_through_the_store(group: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import ictwg

    group.ok("encrypt", "--yes", "--sheet", str(tmp_path.parent / f"{tmp_path.name}.sheet"))
    another_process(monkeypatch, OLD)
    with ictwg.open_db(str(group.path)) as db:
        db.table("notes").insert({"text": CANARY})
        assert [row["text"] for row in db.table("notes").all()] == [CANARY]
    assert plain(tmp_path) == []


def test_another_groups_encrypted_file_is_brought_in_with_its_passphrase(
    group: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    group.ok("encrypt", "--yes", "--sheet", str(tmp_path.parent / f"{tmp_path.name}.sheet"))
    group.ok("add", "action", f"Ask {CANARY}")
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.setenv("ICTWG_HOME", str(tmp_path / "another home"))
    group.ok("new", str(other / "ours.json"), "--name", "Ours")
    another_process(monkeypatch, "")
    ran = group("import", str(group.path), "--dry-run")
    assert ran.code == 5
    assert "passphrase" in ran.err
    another_process(monkeypatch, OLD)
    assert CANARY in group.ok("import", str(group.path), "--dry-run").out


def texts_in(document: Any) -> set[str]:
    """What people have written, in any place of a record; ids, stamps and names of fields and tables are not."""
    if isinstance(document, dict):
        held = [value for name, value in document.items() if name not in ("_v", "_c", "_sync", "table", "changes")]
        return set().union(*map(texts_in, held))
    if isinstance(document, list):
        return set().union(*map(texts_in, document))
    written = isinstance(document, str) and " " in document and len(document) > LONG
    return {document} if written else set()


def test_no_text_of_the_example_group_stands_in_any_file(
    run: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.path.write_bytes(data_file("example.json"))
    texts = texts_in(json.loads(run.path.read_bytes()))
    assert len(texts) > 100
    run.ok("--file", "group.json", "set", "A-2010-001", f"text={CANARY}")
    run.ok("add", "action", f"{CANARY} is here", "--no-share")
    run.ok("encrypt", "--yes", "--sheet", str(tmp_path.parent / f"{tmp_path.name}.sheet"))
    another_process(monkeypatch, OLD)
    run.ok("add", "action", f"{CANARY} was here", "--no-share")
    run.ok("carry", "carried.json")
    run.ok("compact")
    files = [path.read_text("utf-8", "replace") for path in tmp_path.rglob("*") if path.is_file()]
    needles = [CANARY, *texts, *(json.dumps(text)[1:-1] for text in texts)]
    assert [needle for needle in needles if any(needle in file for file in files)] == []
    assert run.ok("check").out == ""
