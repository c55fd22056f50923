"""`ictwg send`: drafts for those who get a paper, and that it went."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Commands

from ictwg.locales import t


def test_a_paper_is_written_with_its_draft_and_that_it_went_is_said_by_itself(group: Commands) -> None:
    (member,) = group.ok("list", "person", "--json").json[:1]
    group.ok("set", member["id"], "email=ana@example.org")
    looked = group.ok("send", "action-list", "--dry-run", "--json").json
    assert (looked["files"], [one["address"] for one in looked["to"] if not one["gap"]]) == ([], ["ana@example.org"])
    sent = group.ok("send", "action-list", "--json").json
    paper, draft = map(Path, sent["files"])
    assert (paper.parent.name, draft.parent.name, draft.suffix) == ("For members", "Secretariat only", ".eml")
    assert b"ana@example.org" in draft.read_bytes()
    assert group.ok("list", "contact", "--json").json == []
    told = group.ok("send", "action-list", "--sent")
    contacts = group.ok("list", "contact", "--json").json
    assert {one["text"] for one in contacts} == {sent["subject"]}
    assert sorted(one["channel"] for one in contacts) == ["email", "letter"]
    assert all(t(f"sending.tally.{name}", count=1) in told.err for name in ("mail", "paper", "no_address"))
    group.ok("undo")
    assert group.ok("list", "contact", "--json").json == []


def test_what_cannot_be_sent_is_refused_with_what_to_do(group: Commands) -> None:
    letter = group.ok("add", "letter", "Use of a hall", "--text", "May we use it?", "--json").json["id"]
    for words in (("letter", letter), ("agenda",), ("action-list", letter), ("action-list", "--list", "nobody")):
        refused = group("send", *words)
        assert refused.code != 0, words
        assert refused.err.count("\n") > 1, words
    group.ok("add", "letter_addressee", "--letter", letter, "--organization", "MoJ")
    group.ok("set", letter, "number=1/2010", "signed_on=today")
    assert "--unsigned" in group("send", "letter", letter).err
    assert len(group.ok("send", "letter", letter, "--unsigned", "--json").json["to"]) == 1


def give_addresses(group: Commands) -> None:
    for one in group.ok("list", "person", "--json").json:
        group.ok("set", one["id"], "email=somebody@example.org")


def test_a_draft_is_never_written_over_another_and_says_where_it_cannot_be_written(group: Commands) -> None:
    give_addresses(group)
    group.ok("send", "action-list")
    (first,) = group.path.parent.rglob("*.eml")
    first.write_bytes(b"edited")
    group.ok("send", "action-list")
    assert first.read_bytes() == b"edited"
    assert len(list(group.path.parent.rglob("*.eml"))) == 2
    for one in first.parent.glob("*.eml"):
        one.unlink()
    first.parent.rename(first.parent.with_name("aside"))
    first.parent.write_text("a file is in its place")
    refused = group("send", "action-list")
    assert refused.code == 6
    assert str(first.parent.name) in refused.err


def test_a_reminder_of_several_actions_is_a_mail_and_a_question_for_each_organization(group: Commands) -> None:
    give_addresses(group)
    first, second = [
        group.ok("add", "action", text, "--owners", owners, "--json").json["reference"]
        for text, owners in (("Draft", "MoJ"), ("Print", "MoJ, PNTL"))
    ]
    day = ("--until", "2010-03-26")
    drafts = [Path(one) for one in group.ok("send", "reminder", first, second, *day, "--json").json["files"]]
    (said,) = [one.read_text().partition("Dear ")[2] for one in drafts]
    assert all(one in said for one in (first, second, "26 March 2010"))
    group.ok("send", "reminder", first, second, *day, "--sent")
    waiting = group.ok("list", "contact", "is:waiting", "--json").json
    assert sorted((one["organization"], one["actions"], one["answer_by"]) for one in waiting) == [
        ("MoJ", [first, second], "2010-03-26"),
        ("PNTL", [second], "2010-03-26"),
    ]
    group.ok("done", first)
    group.ok("set", second, "status=in_progress")
    assert group.ok("list", "contact", "is:waiting", "--json").json == []
    assert group("send", "extract", first, second).code != 0
