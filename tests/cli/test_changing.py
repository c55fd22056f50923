"""Adding, changing, closing, undoing and redacting from the command line."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, NoReturn, cast

import pytest
from tests.all_of import some
from tests.builders import MemoryState

from ictwg.app import opening
from ictwg.cli.adding import added
from ictwg.domain.records import Action
from ictwg.domain.schema import Field, Record, declared
from ictwg.errors import UsageError
from ictwg.locales import t
from ictwg.records.editing import on_add, on_set
from ictwg.records.history import Did
from ictwg.records.lookup import Lookup
from ictwg.store.local.log import Change

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Commands


def test_an_action_is_added_with_owners_and_a_due_date_in_full(group: Commands) -> None:
    said = group.ok("add", "action", "Print the posters", "--owner", "moj", "--due", "+2w").out
    assert said == "Added A-2010-002: Print the posters · MoJ · Mon 1 March 2010\n"


def _reached(*_: Any) -> NoReturn:
    raise UsageError("reached")


SET = [(kind, field) for kind in declared() for field in on_set.all_of(kind) if isinstance(field, Field)]
ADDED_BY = [name for name, kind in added().items() if on_add.of(kind)]


@pytest.mark.parametrize(("kind", "field"), SET)
def test_set_goes_by_what_the_field_means(
    group: Commands, monkeypatch: pytest.MonkeyPatch, kind: type[Record], field: Field[Any]
) -> None:
    group.ok("add", "decision", "Meet monthly")
    group.ok("add", "plan", "NPA")
    group.ok("add", "activity", "Posters", "--plan", "NPA")
    group.ok("add", "document", "The bill")
    group.ok("add", "indicator", "Officers trained", "--plan", "NPA")
    group.ok("add", "document_version", "draft 1", "--document", "The bill")
    group.ok("add", "round", "Contacts", "--closes-on", "2010-04-01")
    group.ok("add", "round_answer", "--round", "Contacts", "--organization", "MoJ")
    group.ok("add", "recommendation", "Adopt a law")
    made = ("track_step", "document_version", "round_answer")
    step, version, answer = (group.ok("list", kind, "--json").json[0]["id"] for kind in made)
    group.ok("add", "letter", "Use of a hall")
    named = {"action": "A-2010-001", "decision": "D-2010-01", "meeting": "M-2010-03-12", "organization": "MoJ"}
    named |= {
        "letter": "Use of a hall",
        "activity": "Posters",
        "track_step": step,
        "document_version": version,
        "indicator": "Officers trained",
    }
    named |= {"round_answer": answer, "round": "Contacts", "recommendation": "Adopt a law"}
    examples = {"due": "2010-04-01", "date": "2010-02-01", "choice": str(field.default), "links": ""}
    value = examples.get(field.kind, "New")
    monkeypatch.setitem(cast("dict[Any, Any]", on_set.all_of(kind)), field, _reached)
    assert "reached" in group("set", named.get(kind.SINGULAR, "TG"), f"{field.name}={value}").err


@pytest.mark.parametrize("name", ADDED_BY)
def test_add_goes_by_what_the_area_says(group: Commands, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    group.ok("add", "plan", "NPA")
    group.ok("add", "activity", "Posters", "--plan", "NPA")
    group.ok("add", "indicator", "Officers trained", "--plan", "NPA")
    period = ("--from", "2009-01-01", "--to", "2009-12-31", "--value", "1")
    group.ok("add", "document", "The bill")
    monkeypatch.setitem(cast("dict[Any, Any]", on_add.all_of(added()[name])), "", _reached)
    of_others = {
        "activity_report": ("--activity", "Posters", "--reported-on", "2010-02-01"),
        "indicator_value": ("--indicator", "Officers trained", *period),
        "track_step": ("--document", "The bill"),
    }
    words = of_others.get(name, ("New",))
    assert "reached" in group("add", name, *words).err


def test_everything_that_an_area_adds_has_its_command() -> None:
    assert {kind for kind in declared() if on_add.of(kind)} <= set(added().values())


def test_undo_says_what_it_took_back(group: Commands) -> None:
    group.ok("set", "A-2010-001", "text=Draft it")
    assert group.ok("undo").out == "Undid: Changed A-2010-001\n"
    assert group.ok("undo", "--redo").out == "Redid: Changed A-2010-001\n"


def test_several_are_done_as_one_change_with_one_undo(group: Commands) -> None:
    group.ok("add", "action", "Print the forms")
    group.ok("done", "A-2010-001", "A-2010-002", "A-2010-001")
    assert [one["status"] for one in group.ok("actions", "--json", "is:closed").json] == ["done", "done"]
    assert group("done", "A-2010-001", "A-2010-999").code == 3
    group.ok("undo")
    assert len(group.ok("actions", "--json").json) == 2


def test_done_closes_and_undo_opens_again(group: Commands) -> None:
    group.ok("done", "A-2010-001", "--note", "sent by letter", "--by", "MoJ", "--on", "2010-02-12")
    closed = group.ok("show", "A-2010-001", "--json").json
    assert (closed["status"], closed["closed_on"]) == ("done", "2010-02-12")
    assert [(p["on"], p["by"], p["text"]) for p in closed["progress"]] == [("2010-02-12", "MoJ", "sent by letter")]
    group.ok("undo")
    again = group.ok("show", "A-2010-001", "--json").json
    assert (again["status"], again["closed_on"], again["progress"]) == ("open", None, [])
    group.ok("undo", "--redo")
    assert group.ok("show", "A-2010-001", "--json").json["status"] == "done"


@pytest.mark.parametrize(
    ("words", "who", "day"),
    [
        (("add", "person", "Ana Lobato", "--function", "focal_point", "--from", "10 Feb"), "Ana Lobato", "10 Feb 2010"),
        (("add", "organization", "Mission", "--acronym", "UNMIT", "--from", "1 Dec"), "UNMIT", "1 Dec 2009"),
        (("add", "organization", "Mission", "--acronym", "UNMIT", "--from", "1 Mar"), "UNMIT", "1 Mar 2010"),
        (("done", "A-2010-001", "--on", "12 Feb"), "A-2010-001", "12 February 2010"),
        (("set", "A-2010-001", "due=12 Feb"), "A-2010-001", "12 February 2011"),
    ],
)
def test_a_day_without_a_year_lies_where_its_field_looks(
    group: Commands, words: tuple[str, ...], who: str, day: str
) -> None:
    group.ok(*words)
    assert day in group.ok("show", who).out


def test_a_meeting_that_would_end_before_it_starts_is_refused(group: Commands) -> None:
    ran = group("add", "meeting", "--date", "2010-04-01", "--start", "14:00", "--end", "9:00")
    assert ran.code == 4
    assert t("errors.ends_before", end="End", last="09:00", begin="Start", first="14:00") in ran.err
    assert "correct one of the two" in ran.err


@pytest.mark.parametrize(
    ("word", "key", "value"),
    [
        ("due=fri", "due", "2010-02-19"),
        ("due=next meeting", "due", "next_meeting"),
        ("due=", "due", None),
        ("owners-=PNTL", "owners", ["MoJ"]),
        ("owners=PNTL", "owners", ["PNTL"]),
        ("status=in_progress", "status", "in_progress"),
        ("priority=High", "priority", "high"),
        ("text=Draft the whole SOP", "text", "Draft the whole SOP"),
    ],
)
def test_set_takes_a_field_and_a_value(group: Commands, word: str, key: str, value: object) -> None:
    group.ok("set", "A-2010-001", word)
    assert group.ok("show", "A-2010-001", "--json").json[key] == value


def test_a_name_that_is_there_already_is_doubted(group: Commands) -> None:
    words = ("add", "person", "ana  example", "--organization", "MoJ")
    doubted = group(*words, "--json")
    assert doubted.code == 4
    said = json.loads(doubted.err)
    assert "MoJ" in said["error"]
    assert "--another" in said["hint"]
    assert said["field"] == "name"
    assert len(group.ok("people", "--json").json) == 1
    group.ok(*words, "--another")
    group.ok("add", "person", "Ana Example", "--organization", "PNTL")
    group.ok("add", "person", "Ana Example")
    assert group("add", "person", "Ana Example").code == 4
    assert len(group.ok("people", "--json").json) == 4


@pytest.mark.parametrize(
    ("name", "acronym", "field"),
    [("Another Ministry", "moj", "acronym"), ("ministry  of jústice", "MJ", "name"), ("MoJ", "XX", "name")],
)
def test_an_organization_that_is_there_already_is_named(group: Commands, name: str, acronym: str, field: str) -> None:
    words = ("add", "organization", name, "--acronym", acronym, "--type", "government")
    doubted = group(*words, "--json")
    said = json.loads(doubted.err)
    assert (doubted.code, said["field"]) == (4, field)
    assert "MoJ, Ministry of Justice" in said["error"]
    assert "--another" in said["hint"]
    group.ok(*words, "--another")
    assert len(group.ok("members", "--json").json) == 3


def test_redaction_leaves_the_text_nowhere(group: Commands) -> None:
    group.ok("add", "action", "Call Zebedee Quux at the shelter", "--owner", "MoJ")
    group.ok("set", "A-2010-002", "text=Call Zebedee Quux tomorrow")
    assert (
        t("errors.no_reason", field=t("records.reason")) in group("redact", "A-2010-002", "text", "--ground", "-").err
    )
    group.ok("redact", "A-2010-002", "text", "--ground", "names a person")
    group.ok("actions")
    files = [path for path in group.path.parent.rglob("*") if path.is_file()]
    assert len(files) > 2
    assert [path for path in files if b"Zebedee" in path.read_bytes()] == []
    assert "Zebedee" not in group.ok("history", "A-2010-002").out


def test_a_line_of_the_minutes_is_redacted_by_the_id_that_show_prints(group: Commands) -> None:
    group.ok("import", str(_minutes(group)))
    lines = group.ok("show", "M-2010-01-15").out.splitlines()
    (line,) = (line for line in lines if "Zebedee" in line)
    id = next(word for word in line.split() if len(word) == 26)
    before = group.ok("redact", id, "text", "--ground", "names a person", "--dry-run").out
    assert "Zebedee" in before
    assert "Zebedee" in group.ok("show", "M-2010-01-15").out
    group.ok("redact", id, "text", "--ground", "names a person")
    assert "Zebedee" not in group.ok("show", "M-2010-01-15").out
    assert not [line for line in group.ok("history").out.splitlines() if line.rstrip().endswith("from")]


def _minutes(group: Commands) -> Path:
    path = group.path.parent / "old.md"
    path.write_text(
        "# Minutes\n\nDate: 2010-01-15\n\n## Present\n\n- MoJ\n\n## Reports\n\n- Zebedee Quux was met.\n", "utf-8"
    )
    return path


def test_history_is_of_one_person_of_some_days_and_of_so_many_lines(
    group: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ICTWG_USER", "Rui")
    group.ok("set", "A-2010-001", "due=2010-04-30")
    group.ok("set", "A-2010-001", "text=Print them")
    for words in (("history",), ("history", "A-2010-001")):
        of_rui = group.ok(*words, "--by", "ru", "--json").json
        assert {line["user"] for line in of_rui} == {"Rui"}
        assert len(of_rui) == len(("due", "text"))
        assert group.ok(*words, "--limit", "1", "--json").json == of_rui[:1]
        assert group.ok(*words, "--until", "1/1/2010", "--json").json == []
        assert group.ok(*words, "--from", "1/1/2010", "--json").json == group.ok(*words, "--json").json
    assert group("history", "--limit", "-1").code == 2


def test_history_tells_the_time_of_the_groups_own_clocks(run: Commands) -> None:
    run.ok("new", str(run.path), "--name", "Working group", "--time-zone", "Asia/Dili")
    run.ok("add", "action", "Print the posters")
    stamp = run.ok("history", "A-2010-001", "--json").json[0]["at"]
    local = datetime.fromisoformat(stamp).astimezone(timezone(timedelta(hours=9)))
    said = run.ok("history", "A-2010-001").out
    assert "(Asia/Dili)" in said
    assert f"{local:%Y-%m-%d %H:%M}" in said


@pytest.mark.parametrize(
    ("words", "code", "field"),
    [
        (("add", "action"), 4, "text"),
        (("add", "action", "x", "--due", "31/31/2010"), 4, "due"),
        (("add", "action", "x", "--owner", "nobody"), 3, None),
        (("set", "A-2010-001", "status=finished"), 4, "status"),
        (("set", "A-2010-001", "colour=red"), 4, "colour"),
        (("set", "A-2010-001", "status"), 4, None),
        (("set", "A-2010-999", "status=done"), 3, None),
        (("done", "MoJ"), 2, None),
        (("actions", "--nonsense"), 2, None),
        (("acitons",), 2, None),
        (("actions", "--from", "someday"), 4, None),
        (("--today", "yesterday", "actions"), 2, None),
    ],
)
def test_a_mistake_is_one_clear_error(group: Commands, words: tuple[str, ...], code: int, field: str | None) -> None:
    ran = group(*words, "--json")
    told = json.loads(ran.err)
    assert ran.code == code, ran
    assert ran.out == ""
    assert told["error"]
    assert told["hint"]
    if field is not None:
        assert told["field"] == field


def test_without_a_file_the_error_says_what_to_do(run: Commands) -> None:
    ran = run("actions")
    assert ran.code == 2
    assert "ictwg demo" in ran.err


def test_a_change_is_in_the_shared_file_when_the_command_ends(group: Commands) -> None:
    assert b"Draft the SOP" in group.path.read_bytes()
    group.ok("add", "action", "Kept back", "--no-share")
    assert b"Kept back" not in group.path.read_bytes()
    assert len(group.ok("actions", "--json").json) == 2
    group.ok("undo")
    assert b"Kept back" in group.path.read_bytes()  # in the history: the next command shares what waited


def test_members_and_minutes_of_one_import_know_each_other(group: Commands) -> None:
    folder = group.path.parent / "old"
    folder.mkdir()
    (folder / "members.csv").write_text("Organization;Acronym;Contact\nWorld Food Program;WFP;Rui Example\n")
    (folder / "2009.md").write_text("# Board 2009-11-03\n\nPresent: Rui Example (WFP)\n")
    assert group.ok("import", "old", "--json").json["new"] == 2
    assert [row["acronym"] for row in group.ok("members", "--json").json] == ["MoJ", "PNTL", "WFP"]
    (attendance,) = group.ok("show", "M-2009-11-03", "--json").json["attendance"]
    assert attendance["organization"] == "WFP"


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("notjson.json", "{", "not minutes"),
        ("list.csv", "hello\nworld\n", "name the columns"),
        ("list.csv", "", "empty"),
        ("notes.md", "# Shopping\n\nbread\n", "no date"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(group: Commands, name: str, text: str, why: str) -> None:
    group.path.with_name(name).write_text(text, encoding="utf-8")
    ran = group("import", name)
    assert (ran.code, name in ran.out, why in ran.out) == (1, True, True)
    group.path.with_name("members.csv").write_text("Name;Organization\nRui Example;MoJ\n", encoding="utf-8")
    said = group.ok("import", name, "members.csv", "--json").json
    assert said["skipped"] + said["unread"] == 1


def test_a_folder_without_minutes_is_no_success(group: Commands) -> None:
    group.path.with_name("empty").mkdir()
    ran = group("import", "empty")
    assert ran.code == 1
    assert t("cli.import.nothing") in ran.err


def test_importing_what_is_not_there_is_an_error(group: Commands) -> None:
    assert group("import", "nothing/here").code == 3


def test_a_group_begins_its_days_in_the_zone_that_is_given(run: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    named = run.ok("new", "group.json", "--name", "A", "--time-zone", "jakarta", "--json").json
    assert named["time_zone"] == "Asia/Jakarta"
    monkeypatch.setattr(opening, "system_zone", lambda: "Europe/Lisbon")
    assert "time zone Europe/Lisbon" in run.ok("new", "other.json", "--name", "B").out
    monkeypatch.setattr(opening, "system_zone", lambda: "")
    assert "time zone Asia/Dili" in run.ok("new", "fourth.json", "--name", "D").out
    failed = run("new", "third.json", "--name", "C", "--time-zone", "Asia/Dilli", "--json")
    assert failed.code == 4
    assert not run.path.with_name("third.json").exists()


@pytest.mark.parametrize(
    ("reference", "word", "key", "value"),
    [
        ("A-2010-001", "assignee=me", "assignee", "Ana Example"),
        ("A-2010-001", "person=ME", "person", "Ana Example"),
        ("A-2010-001", "waiting_on=me", "waiting_on", "Ana Example"),
        ("A-2010-001", "evidence=me", "evidence", "me"),
        ("M-2010-03-12", "chair=me", "chair", "Ana Example"),
        ("M-2010-03-12", "minute_taker= Me ", "minute_taker", "Ana Example"),
    ],
)
def test_me_is_understood_wherever_somebody_is_named(
    group: Commands, monkeypatch: pytest.MonkeyPatch, reference: str, word: str, key: str, value: str
) -> None:
    monkeypatch.setenv("ICTWG_USER", "Ana Example")
    group.ok("set", reference, word)
    assert group.ok("show", reference, "--json").json[key] == value


def test_the_settings_of_the_group_are_shown_and_changed_by_its_name(group: Commands) -> None:
    rule = "Terms of reference, paragraph 7"
    for name in ("group", group.ok("show", "group", "--json").json["name"]):
        assert t("records.time_zone") in group.ok("show", name).out
    group.ok("set", "group", f"quorum_rule={rule}", "quorum_needed=9", "time_zone=dili")
    told = group.ok("show", "group", "--json").json
    assert (told["quorum_rule"], told["quorum_needed"], told["time_zone"]) == (rule, 9, "Asia/Dili")
    assert group("set", "group", "time_zone=Nowhere").code != 0
    group.ok("undo")
    assert group.ok("show", "group", "--json").json["quorum_needed"] is None


def test_nothing_is_done_or_answered_on_a_day_to_come(group: Commands) -> None:
    made = group.ok("add", "decision", "The standards apply", "--basis", "circulation", "--json").json
    for words in (("done", "A-2010-001"), ("answer", made["reference"], "MoJ", "agrees")):
        refused = group(*words, "--on", "2010-02-16")
        assert refused.code != 0
        assert t("errors.day_ahead.hint") in refused.err
        group.ok(*words, "--on", "2010-02-15")


def test_what_is_decided_by_circulation_goes_round_first(group: Commands) -> None:
    made = group.ok("add", "decision", "The standards apply", "--basis", "circulation", "--json").json
    assert made["status"] == "proposed"
    group.ok("answer", made["reference"], "MoJ", "agrees")
    reminded = ("set", made["reference"], "answers_until=2010-03-05")
    group.ok(*reminded)
    early = group("conclude", made["reference"], "--taken")
    assert (early.code, early.out) == (1, "")
    assert "2010" in early.err
    assert "--early" in early.err
    assert group.ok("show", made["reference"], "--json").json["status"] == "proposed"
    group.ok("conclude", made["reference"], "--taken", "--early")
    past = group.ok(
        "add", "decision", "Decided by mail", "--basis", "circulation", "--decided-on", "2010-01-05", "--json"
    )
    assert past.json["status"] == "pending"


def test_an_answer_to_what_was_never_circulated_is_refused(group: Commands) -> None:
    voted = group.ok("add", "decision", "The SOP applies", "--basis", "vote", "--json").json
    refused = group("answer", voted["reference"], "MoJ", "agrees")
    assert refused.code == 2
    assert t("circulation.no_proposal", subject=voted["reference"]) in refused.err


@pytest.mark.parametrize(("first", "second"), [("A", "A"), ("A", "B")])
def test_nothing_takes_its_own_place(group: Commands, first: str, second: str) -> None:
    named = {text: group.ok("add", "decision", text, "--json").json["reference"] for text in ("A", "B")}
    if first != second:
        group.ok("set", named[second], f"supersedes={named[first]}")
        assert group.ok("show", named[first], "--json").json["status"] == "overtaken"
    refused = group("set", named[first], f"supersedes={named[second]}", "--json")
    assert (refused.code, json.loads(refused.err)["field"]) == (4, "supersedes")
    assert group("check").code == 0


@pytest.mark.parametrize("words", [("--csv",), ("export",)])
def test_members_and_people_come_back_in_another_group(group: Commands, words: tuple[str, ...]) -> None:
    """In either order of the files: with status, since, functions, and who may be listed."""
    group.ok("add", "organization", "UN Women", "--acronym", "UNW", "--type", "international", "--status", "observer")
    group.ok("set", "Ana Example", "listing=nobody", "phone=+670 7711 2233", "notes==not a formula\nof two lines")
    folder = group.path.with_name("lists")
    folder.mkdir()
    for name, kind in (("b-members.csv", "members"), ("a-people.csv", "people")):
        asked = ("export", "list", kind, "--to", "-") if words == ("export",) else (kind, *words)
        (folder / name).write_bytes(group.ok(*asked).out.encode())
    before = [group.ok(kind, "--csv").out for kind in ("members", "people")]
    group.ok("new", "elsewhere.json", "--name", "Elsewhere")
    there = ("--file", str(group.path.with_name("elsewhere.json")))
    counts = group.ok("import", str(folder), "--json", *there).json
    assert (counts["doubtful"], counts["skipped"]) == (0, 0)
    assert [group.ok(kind, "--csv", *there).out for kind in ("members", "people")] == before
    assert group.ok("import", str(folder), "--json", *there).json["same"] == 4


@pytest.mark.parametrize("kind", ["meetings", "actions", "decisions", "tasks", "district"])
@pytest.mark.parametrize("lang", ["en", "pt"])
def test_a_list_of_ours_is_known_wherever_it_is_dropped(group: Commands, kind: str, lang: str) -> None:
    """It stands beside the minutes, whose folder somebody may import; a list of districts makes no organizations."""
    group.ok("set", "A-2010-001", "person=Ana Example")
    (written,) = group.ok("export", "list", kind, "--json", "--lang", lang).json
    rows = group("import", written["path"], "--json").json["rows"]
    assert {row["state"] for row in rows} <= {"same", "unread"}
    assert all(row["why"] == t("importing.no_rows") for row in rows if row["state"] == "unread")


def test_history_tells_who_was_added_to_a_list_and_what_stood_there_by_default(group: Commands) -> None:
    group.ok("add", "organization", "Ministry of Foreign Affairs", "--acronym", "MFA")
    group.ok("set", "A-2010-001", "owners+=MFA")
    group.ok("set", "A-2010-001", "owners-=MoJ")
    group.ok("set", "A-2010-001", "status=in_progress")
    status, removed, added, *_ = group.ok("history", "A-2010-001", "--json").json
    owners = t(Action.owners.label_id)
    assert added["what"] == t("history.added", field=owners, member="MFA")
    assert (added["before"], added["after"]) == ("", "MFA")
    assert removed["what"] == t("history.removed", field=owners, member="MoJ")
    assert (removed["before"], removed["after"]) == ("MoJ", "")
    both = (status["before"], status["after"])
    assert both == tuple(t(f"choices.action_status.{one}") for one in ("open", "in_progress"))


@pytest.mark.parametrize("kind", declared(), ids=lambda kind: kind.TABLE)
def test_what_stood_in_a_field_that_was_never_written_is_its_default(kind: type[Record]) -> None:
    lookup = Lookup(MemoryState(), date(2010, 3, 12))
    for field in some(kind.fields()):
        shown = "" if field.is_set or field.personal else field.show(field.decode(None), lookup)
        change = Change(kind.TABLE, "01", field.name)
        did = Did("", datetime(2010, 3, 12, tzinfo=UTC), "Ana", "desk", "", (change,), "")
        (told,) = did.detail(lookup).sections[0].lines
        assert shown in told, field
        if getattr(field, "choices", ()) and field.default is not None and not field.is_set:
            assert shown, field
