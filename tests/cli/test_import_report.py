"""What `ictwg import` says of each file: what was found and what is in doubt, whole at any width."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from typing import Any

from tests.cli.conftest import Commands
from tests.sources.files import p, run, word

from ictwg.locales import t

TEXT = """# Board 2024-03-05

## Attendance

see the sheet that hangs on the wall of the second floor near the lift and the stairs

## Budget

- ACTION: Ana Dias to send the list of all members to the whole group and to the chair by 30 March
- DECISION: the budget is adopted
"""


def test_the_report_shows_what_was_found_and_the_lines_in_doubt(group: Commands, tmp_path: Path) -> None:
    (tmp_path / "board.md").write_text(TEXT, encoding="utf-8")
    ran = group.ok("import", str(tmp_path / "board.md"), "--dry-run")
    assert all(len(line) <= 80 for line in ran.out.splitlines())
    said = " ".join(ran.out.split())
    either = f"{t('importing.choice.present')}; {t('importing.choice.absent')}"
    for whole in (
        "see the sheet that hangs on the wall of the second floor near the lift and the stairs",
        (
            "Ana Dias to send the list of all members to the whole group and to the chair by 30 March "
            "· Ana Dias · 2024-03-30"
        ),
        "- the budget is adopted",
        t("importing.found.unknown", names="Ana Dias"),
        "Line 5:",
        f"{t('importing.taken_as', choice=t('importing.choice.note'))} {t('importing.or', choices=either)}",
    ):
        assert whole in said
    assert "…" not in ran.out


def test_programs_get_the_same(group: Commands, tmp_path: Path) -> None:
    (tmp_path / "board.md").write_text(TEXT, encoding="utf-8")
    told = group.ok("import", str(tmp_path / "board.md"), "--dry-run", "--json").json
    assert told["unsure"] == 1
    (row,) = told["rows"]
    assert row["found"]["decisions"] == ["the budget is adopted"]
    assert row["doubts"][0]["line"] == 5


def test_a_folder_gives_its_files_and_names_the_damaged_ones(group: Commands, tmp_path: Path) -> None:
    folder = tmp_path / "old"
    folder.mkdir()
    (folder / "a.txt").write_text("MINUTES OF THE BOARD\n\nDate: 3 May 2022\n\nPresent\n\nAna Dias\n", encoding="utf-8")
    (folder / "b.docx").write_bytes(b"PK")
    (folder / "c.pdf").write_bytes(b"%PDF")
    told = group.ok("import", str(folder), "--dry-run", "--json").json
    assert (told["new"], told["unread"]) == (1, 2)
    unread = [row for row in told["rows"] if row["state"] == "unread"]
    assert [row["where"][-6:] for row in unread] == ["b.docx", "/c.pdf"]
    assert all(t("importing.broken") in row["why"] for row in unread)


def test_a_list_of_participants_names_its_training(group: Commands, tmp_path: Path) -> None:
    group.ok("add", "training", "Police training", "--starts-on", "2010-03-01")
    file = tmp_path / "participants.csv"
    file.write_text("Name;Sex\nInês Example;F\nRui Example;M\n", encoding="utf-8")
    told = ("import", str(file), "--kind", "participant", "--of", "Police training", "--json")
    assert group.ok(*told).json["new"] == 2
    assert group.ok(*told).json["same"] == 2
    assert len(group.ok("list", "participants", "--json").json) == 2
    assert group("import", str(file), "--kind", "participant").code == 2


def test_points_to_check_are_answered_by_their_ids(group: Commands, tmp_path: Path) -> None:
    file = tmp_path / "board.md"
    file.write_text("# Board, 3 May 2022\n\nPresent: Ana Dias\n\n## Money\n\n- Action: Ana to send it by mid-June\n")
    dry = ("import", str(file), "--dry-run", "--json")
    (doubt,) = group.ok(*dry).json["rows"][0]["doubts"]
    assert f"[{doubt['id']}]" in group.ok(*dry[:-1]).out
    assert (doubt["choices"], doubt["safe"]) == (["2022-06-15", "no_day"], False)
    assert group.ok(*dry, "--yes").json["rows"][0]["found"]["actions"][0].endswith("2022-06-15")
    for choice in ("no_day", "2"):
        told = group.ok(*dry, "--answer", f"{doubt['id']}={choice}").json["rows"][0]
        assert "2022" not in told["found"]["actions"][0]
    assert group(*dry, "--answer", "abcdef=1").code == 2
    assert group(*dry, "--answer", f"{doubt['id']}=tomorrow").code == 2
    assert group(*dry, "--answer", doubt["id"]).code == 2


def test_what_is_attached_to_a_mail_is_read_too(group: Commands, tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Subject"] = "Minutes"
    mail.set_content("Dear all, please find them attached.")
    minutes = (
        "MINUTES OF THE BOARD",
        "Date: 3 May 2008",
        "Present: Ana Dias (MoJ)",
        "Action: MoJ to call the police",
    )
    attached = word("".join(p(run(line)) for line in minutes))
    mail.add_attachment(attached, maintype="application", subtype="octet-stream", filename="../minutes.docx")
    (tmp_path / "board.eml").write_bytes(mail.as_bytes())
    rows = group.ok("import", str(tmp_path / "board.eml"), "--dry-run", "--json").json["rows"]
    (made,) = (row for row in rows if row["state"] == "new")
    assert made["where"].endswith("board.eml · minutes.docx")
    assert made["found"]["actions"] == ["MoJ to call the police · MoJ"]


def test_a_list_in_a_document_is_a_list(group: Commands, tmp_path: Path) -> None:
    rows = (
        ("No.", "Action", "Responsible", "Deadline", "Status"),
        ("1", "Print the leaflet", "MoJ", "5 May 2010", "open"),
    )
    cells = "".join(f"<w:tr>{''.join(f'<w:tc>{p(run(cell))}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    (tmp_path / "tracker.docx").write_bytes(word(f"{p(run('Follow-up table'))}<w:tbl>{cells}</w:tbl>"))
    rows = group.ok("import", str(tmp_path / "tracker.docx"), "--json").json["rows"]
    assert [row["state"] for row in rows if row["what"] == "Print the leaflet"] == ["new"]
    assert ("skipped", t("importing.only_lists")) in {(row["state"], row["why"]) for row in rows}
    assert "Print the leaflet" in {one["text"] for one in group.ok("actions", "--json").json}


def table(*rows: tuple[str, ...]) -> str:
    cells = (f"<w:tr>{''.join(f'<w:tc>{p(run(cell))}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    return f"<w:tbl>{''.join(cells)}</w:tbl>"


def test_a_plan_in_a_document_has_a_table_for_each_pillar(group: Commands, tmp_path: Path) -> None:
    """They are one list, of which one question is asked; what is no pillar stands in the text alone."""
    heads = ("Activity", "Responsible", "Deadline", "Budget")
    parts = [
        *("Pillar 1 – Prevention", "Introduction", table(heads, ("1.1 Train", "MoJ", "2010", ""))),
        *("Pillar 2 – Protection", "Text.", table(heads, ("2.1 Shelter", "MoJ", "2011", ""), ("2.2 Help", "", "", ""))),
    ]
    body = "".join(one if one.startswith("<") else p(run(one)) for one in parts)
    (tmp_path / "plan.docx").write_bytes(word(body))
    rows = group.ok("import", str(tmp_path / "plan.docx"), "--json").json["rows"]
    assert [one["kind"] for row in rows for one in row["doubts"]].count("belongs_to") == 1
    made = {one["title"]: one["part_of"] for one in group.ok("list", "activity", "--json").json}
    assert [made[one] for one in ("Train", "Shelter", "Help")] == ["1 Prevention", "2 Protection", "2 Protection"]
    assert {*made} == {"Train", "Shelter", "Help", "Prevention", "Protection"}


def test_the_roll_of_a_training_in_a_document_is_no_meeting(group: Commands, tmp_path: Path) -> None:
    group.ok("add", "training", "Course for police", "--kind", "training", "--starts-on", "2010-03-09")
    roll = table(
        ("S/N", "Name and rank", "Sex", "Institution"), ("1", "Rui Lay", "M", "MoJ"), ("2", "Ana Gil", "F", "MoJ")
    )
    (tmp_path / "roll.docx").write_bytes(word(f"{p(run('Training of police officers, 9 March 2010'))}{roll}"))
    group.ok("import", str(tmp_path / "roll.docx"))
    assert {one["name"] for one in group.ok("list", "participant", "--json").json} == {"Rui Lay", "Ana Gil"}
    assert "2010-03-09" not in {one["date"] for one in group.ok("meetings", "--json").json}
    (tmp_path / "minutes.docx").write_bytes(word(f"{p(run('Minutes of the meeting on training, 9 March 2010'))}{roll}"))
    group.ok("import", str(tmp_path / "minutes.docx"))
    assert "2010-03-09" in {one["date"] for one in group.ok("meetings", "--json").json}


def test_new_organizations_are_answered_by_words(group: Commands, tmp_path: Path) -> None:
    """All as proposed; or each by its type, its days, or the one that it is; what is none of these is refused."""
    file = tmp_path / "board.md"
    file.write_text("# Board, 3 May 2009\n\nPresent: Ana Dias (Water Forum), Rui Sá (Ministry of Roads)\n")
    args = ("import", str(file), "--json")

    def types(*answers: str) -> list[str]:
        return [new.split()[1] for one in doubts(*answers) for new in one["choices"] if new.startswith("new_")]

    def doubts(*answers: str) -> list[dict[str, Any]]:
        rows = group.ok(*args, "--dry-run", *answers).json["rows"]
        return [one for row in rows for one in row["doubts"] if one["kind"] == "unknown_organization"]

    assert types() == ["ngo", "government"]
    assert not doubts("--answer", "unknown_organization_new=proposed")
    first, second = (one["id"] for one in doubts())
    assert group(*args, "--answer", f"{first}=Nobody").code == 2
    group.ok(*args, "--answer", f"{first}=donor observer 2008-01-01", "--answer", f"{second}=MoJ")
    made = {one["name"]: one for one in group.ok("members", "--json").json}
    assert "Ministry of Roads" not in made
    assert (made["Water Forum"]["type"], made["Water Forum"]["status"]) == ("donor", "observer")


def test_the_answer_for_a_column_is_proposed_for_the_next_list(group: Commands, tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / f"{name}.csv").write_text(f"Action,Wer,Due\n{name} letter,MoJ,2010-05-01\n", "utf-8")

    def asked(name: str) -> dict[str, str]:
        rows = group.ok("import", str(tmp_path / f"{name}.csv"), "--dry-run", "--json").json["rows"]
        return next(one for row in rows for one in row["doubts"] if one["kind"] == "unknown_column")

    answer = f"{asked('first')['id']}=action.owners"
    group.ok("import", str(tmp_path / "first.csv"), "--answer", answer, "--dry-run")
    assert asked("second")["meanwhile"] == "in_notes"
    group.ok("import", str(tmp_path / "first.csv"), "--answer", answer)
    assert asked("second")["meanwhile"] == "action.owners"


def test_one_answer_is_for_all_of_a_kind_and_what_is_answered_is_no_point(group: Commands, tmp_path: Path) -> None:
    """A word that only some offer is taken for those; what nobody can know is answered by `--yes`."""
    (tmp_path / "board.md").write_text(
        "# Board, 3 May 2022\n\n| Name | Organization | Present |\n|---|---|---|\n"
        "| Ana Dias | MoJ | X |\n| Rui Melo | MoJ | |\n| Eva Reis | MoJ | |\n\n## Money\n\nIt was late.\n",
        "utf-8",
    )
    (tmp_path / "note.txt").write_text("A paper without any day\n", "utf-8")
    dry = ("import", str(tmp_path), "--dry-run", "--json")
    assert group.ok(*dry).json["unsure"] == 3
    told = group.ok(*dry, "--answer", "no_mark=absent").json
    assert told["unsure"] == 1
    assert told["rows"][-1]["found"]["absent"] == ["Rui Melo (MoJ)", "Eva Reis (MoJ)"]
    assert group.ok(*dry, "--yes").json["unsure"] == 1, "not said"
    assert group.ok(*dry, "--yes", "--answer", "no_day=left_out").json["unsure"] == 0
    assert group(*dry, "--answer", "thousands=1").code == 2, "there is none of that kind"
