"""The matrix of a plan on the command line: in from a spreadsheet, out for one organization, and back filled in."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Commands

from ictwg.domain.records import ActivityReport
from ictwg.locales import t

PLAN, ROUND = "National Plan", "Reports January to June"
LISTED = "No;Activity;Responsible;Timeframe\n1.1;Train the police;MoJ;2010\n1.2;Print posters;MFA;Q2 2010\n"


def test_a_plan_goes_from_a_spreadsheet_out_to_an_organization_and_back(run: Commands, tmp_path: Path) -> None:
    run.ok("new", "group.json", "--name", "Test Group")
    for acronym in ("MoJ", "MFA"):
        run.ok("add", "organization", f"Ministry {acronym}", "--acronym", acronym)
    run.ok("add", "plan", PLAN, "--version", "1")
    file = tmp_path / "plan.csv"
    file.write_text(LISTED, encoding="utf-8")
    told = ("import", str(file), "--kind", "activity", "--of", PLAN, "--json")
    assert (run.ok(*told).json["new"], run.ok(*told).json["same"]) == (2, 2)
    refused = run("export", "matrix", PLAN)
    assert (refused.code, t("matrix.no_round", plan=PLAN) in refused.err) == (3, True)
    run.ok("add", "round", ROUND, "--plan", PLAN, "--closes-on", "2010-07-15")
    (sheet,) = run.ok("export", "matrix", PLAN, "--organization", "MoJ", "--json").json
    assert Path(sheet["path"]).suffix == ".xlsx", "to be filled in; a pipe and a name may say otherwise"
    (sheet,) = run.ok("export", "matrix", PLAN, "--organization", "MoJ", "--to", "matrix.csv", "--json").json
    assert Path(sheet["path"]).read_text(encoding="utf-8-sig").count("Train the police") == 1
    assert len(run.ok("export", "matrix", ROUND, "--organization", "all", "--format", "html", "--json").json) == 2
    text = run.ok("export", "matrix", ROUND, "--organization", "MoJ", "--to", "-").out
    assert ("Train the police" in text, "Print posters" in text) == (True, False)
    (row,) = (line for line in text.splitlines() if "Train the police" in line)
    file.write_text(text.replace(row, row.strip()[:-6] + ";on track;40 trained;;;;"), encoding="utf-8")
    assert run.ok("import", str(file), "--json").json["new"] == 1
    (report,) = run.ok("list", "activity_report", "--json").json
    assert (report["organization"], report["status"], report["progress"]) == ("MoJ", "on_track", "40 trained")
    (answer,) = run.ok("list", "round_answer", "--json").json
    assert (answer["organization"], answer["state"]) == ("MoJ", "received")
    assert run.ok("import", str(file), "--json").json["same"] == 1
    run.ok("undo")
    other = file.read_text("utf-8").replace(f";{t(ActivityReport.progress.label_id)};", ";Was getan ist;")
    for name, answer in (("b.csv", ("--answer", "unknown_column=activity_report.progress")), ("c.csv", ())):
        file.with_name(name).write_text(other, encoding="utf-8")
        run.ok("import", str(file.with_name(name)), *answer)
        (report,) = run.ok("list", "activity_report", "--json").json
        assert report["progress"] == "40 trained", "what was said of the heading holds for the next file"
        run.ok("undo")
    assert run.ok("list", "activity_report", "--json").json == run.ok("list", "round_answer", "--json").json == []
    workbook = ("export", "matrix", ROUND, "--organization", "MoJ", "--json")
    (sheet,) = run.ok(*workbook).json
    rows = run.ok("import", sheet["path"], "--json").json["rows"]
    assert [(row["state"], row["where"]) for row in rows] == [("same", f"{sheet['path']}:13")], "no sheet of words"
