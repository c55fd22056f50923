"""What is done to the file once in a while, from the command line."""

from __future__ import annotations

import pytest
from tests.cli.conftest import Commands
from tests.store.office import folded

from ictwg import __version__
from ictwg.domain.author import Author
from ictwg.domain.clock import Clock
from ictwg.locales import t
from ictwg.store.local.home import Home
from ictwg.store.store import Store

YEARS_ON = "2099-01-01"


def test_old_history_is_moved_and_still_listed(group: Commands) -> None:
    before = group.ok("history", "--json").json
    would = group.ok("compact", "--dry-run", "--json", today=YEARS_ON).json
    assert would["rows"] == len(before)
    assert would["archive"] is None
    told = group.ok("compact", today=YEARS_ON)
    assert t("compact.rows", count=len(before)) in told.out
    assert "group (ictwg archive).json" in told.err
    after = group.ok("history", "--json").json
    assert after[1:] == before
    assert "old history" in after[0]["what"]
    assert group.ok("history", "A-2010-001").out.count("Added A-2010-001") == 1
    group.ok("check")


def test_without_the_shared_folder_nothing_is_moved(group: Commands) -> None:
    away = group.path.rename(group.path.with_name("away.json"))
    ran = group("compact", today=YEARS_ON)
    assert ran.code == 1
    assert t("upgrade.not_shared", reason=t("store.missing")) in ran.err
    away.rename(group.path)
    assert group.ok("compact", "--dry-run", "--json", today=YEARS_ON).json["rows"]


def test_what_is_damaged_is_repaired_and_the_rest_is_told_with_who_mends_it(group: Commands) -> None:
    assert t("repair.nothing") in group.ok("repair").out
    group.path.write_text(group.path.read_text("utf-8").replace("Draft the SOP", "Draft it quickly"), "utf-8")
    (finding,) = group("check", "--json").json
    assert finding["mends"] == "repair"
    assert t("check.mends.repair") in group("check").out
    dry = group.ok("repair", "--dry-run")
    assert t("repair.would") in dry.out
    told = group.ok("repair", "--json").json
    assert len(told["done"]) == 1
    assert told["left"] == []
    assert group.ok("show", "A-2010-001", "--json").json["text"] == "Draft it quickly"
    group.ok("check")


@pytest.mark.parametrize("command", [("compact",), ("upgrade",), ("actions",), ("add", "action", "Another")])
def test_whichever_command_makes_a_damaged_copy_again_says_so_once(group: Commands, command: tuple[str, ...]) -> None:
    store = Store.open(str(group.path), home=Home.find(), clock=Clock(), author=Author("ana", "desk"))
    replica = folded(store)
    store.close()
    data = replica.read_bytes()
    replica.unlink()  # base.json may be another name of it
    if command[0] in ("compact", "add"):  # they share, and look it through before; others find what does not open
        replica.write_bytes(data.replace(b"Draft the SOP", b'Draft the"}{', 1))
    else:
        replica.write_bytes(b"{" + data[2:])
    said = group.ok(*command).err
    assert said.count(t("store.renewed")) == 1
    assert t("store.renewed") not in group.ok(*command).err
    assert group.ok("show", "A-2010-001", "--json").json["text"] == "Draft the SOP"


def test_who_uses_which_version_is_listed_and_nothing_is_raised(group: Commands) -> None:
    before = group.path.read_bytes()
    told = group.ok("upgrade")
    assert t("upgrade.nothing", version=__version__) in told.out
    (seen,) = group.ok("upgrade", "--json").json["seen"]
    assert seen["version"] == __version__
    assert group.path.read_bytes() == before


def test_sharing_tells_of_what_two_edits_have_broken_together(group: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each names a chair without having seen the other's."""
    path = str(group.path)
    here = str(group.path.with_name("home"))
    monkeypatch.setenv("ICTWG_HOME", str(group.path.with_name("other home")))
    group.ok("--file", path, "add", "person", "Rui Example", "--function", "chair", "--no-share")
    monkeypatch.setenv("ICTWG_HOME", here)
    group.ok("add", "person", "Eva Example", "--function", "chair")
    assert group.ok("share", "--json").json["to_mend"] == 0
    monkeypatch.setenv("ICTWG_HOME", str(group.path.with_name("other home")))
    assert t("cli.check.to_mend", count=1) in group.ok("--file", path, "share").err
    monkeypatch.setenv("ICTWG_HOME", here)
    assert group.ok("share", "--json").json["to_mend"] == 1
