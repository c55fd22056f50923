from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Commands

from ictwg.locales import t

DAYS = ("--from", "2010-01-01", "--until", "2010-03-31")


def test_a_report_is_printed_written_and_told_to_programs(group: Commands, tmp_path: Path) -> None:
    before = group.ok("report", "followup", *DAYS, "--json", today="2010-03-31").json
    group.ok("add", "action", "Draft the SOP", "--due", "2010-02-20", today="2010-02-12")
    told = group.ok("report", "followup", *DAYS, "--json", today="2010-03-31").json
    assert (told["from"], told["until"]) == ("2010-01-01", "2010-03-31")
    assert told["open"] - before["open"] == 1
    printed = group.ok("report", "followup", *DAYS, today="2010-03-31").out
    last = told["months"][-1]
    assert f"| Mar 2010 | {last['given']} | 0 | 0 | {told['open']} |\n" in printed
    folder = tmp_path / "reports"
    written = group.ok("report", "followup", *DAYS, "--to", str(folder), "--json", today="2010-03-31").json
    assert written == [{"path": str(folder / "followup-2010-01-01-2010-03-31-members.md"), "kept": None}]
    assert (folder / "followup-2010-01-01-2010-03-31-members.md").read_text(encoding="utf-8") == printed


def test_what_cannot_be_reported_says_how_it_can(group: Commands) -> None:
    assert group("report", "weather").code == 2
    backwards = group("report", "followup", "--from", "2010-03-01", "--until", "2010-01-01")
    assert backwards.code == 4
    assert t("reports.backwards", since="2010-03-01", until="2010-01-01") in backwards.err
    unknown = group("report", "followup", "--series", "LAW")
    assert (unknown.code, t("reports.no_series", code="LAW") in unknown.err) == (3, True)


def test_markdown_is_md_too(group: Commands) -> None:
    assert group.ok("report", "plan", "--format", "md").out == group.ok("report", "plan").out


def test_the_sheets_of_a_training_are_the_secretariat_s(group: Commands, tmp_path: Path) -> None:
    group.ok("add", "training", "Police training", "--starts-on", "2010-03-01", "--ends-on", "2010-03-02")
    group.ok("add", "participant", "--training", "Police training", "--name", "Inês Example")
    written = group.ok("export", "training-sign-in", "Police training", "--to", str(tmp_path), "--json").json
    names = [f"Attendance list - Police training ({day} March 2010) - secretariat.html" for day in (1, 2)]
    assert [one["path"] for one in written] == [str(tmp_path / name) for name in names]
    second = ("export", "training-sign-in", "Police training", "--from", "2010-03-02", "--to", "-")
    assert "Inês Example" in group.ok(*second).out
    assert group.ok("export", "payment-sheet", "Police training", "--to", "-").out.startswith("<!DOCTYPE html>")
    refused = group("export", "certificates", "Police training", "--audience", "members")
    assert (refused.code, t("sheets.secretariat_only") in refused.err) == (4, True)
