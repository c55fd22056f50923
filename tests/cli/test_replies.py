"""`ictwg replies`: what was dropped, filed one by one; and what is referred or left out, of which no byte stays."""

from __future__ import annotations

import os
import tempfile
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from tests.cli.conftest import Commands
from tests.sources.files import p, word
from tests.sources.files import run as run_of

from ictwg.locales import t

SAID = "Half is drafted."
CANARY = "Zulmira Quintão"
MATTER = f"The victim {CANARY} was heard in Dili."


@pytest.fixture
def folder(group: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where mails are dropped; temporaries and what is kept for a session are below the same folder."""
    for name in ("TMPDIR", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME"):
        place = tmp_path / name.lower()
        place.mkdir(mode=0o700)
        monkeypatch.setenv(name, str(place))
    monkeypatch.setattr(tempfile, "tempdir", None)
    group.ok("set", "Ana Example", "email=ana@moj.example")
    home = tmp_path / "home" / "data" / "Replies"
    home.mkdir(parents=True)
    return home


def drop(folder: Path, name: str, text: str, *attached: tuple[str, bytes], **heads: str) -> None:
    mail = EmailMessage()
    usual = {"From": "Ana Example <ANA@moj.example>", "Date": "Fri, 12 Feb 2010 09:00:00 +0900", "Subject": "Re:"}
    for head, said in (usual | heads).items():
        mail[head.replace("_", "-")] = said
    mail.set_content(text)
    for title, data in attached:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=title)
    folder.joinpath(name).write_bytes(mail.as_bytes())


def test_the_words_of_a_reply_are_what_it_answers(group: Commands, folder: Path) -> None:
    quoted = "On Mon, 8 Feb 2010, TG wrote:\n> Please report"
    drop(folder, "a.eml", f"{SAID}\n\n{quoted}", Subject="Re: A-2010-001")
    drop(folder, "b.eml", "We come.", Subject="Re: M-2010-03-12")
    drop(folder, "c.eml", "Hello", From="x@elsewhere.example")
    first, second, third = group.ok("replies", "--json").json
    assert (first["organization"], first["kind"], first["words"]) == ("MoJ", "action", SAID)
    assert (second["kind"], third["organization"], third["kind"]) == ("invitation", None, None)
    assert group("replies", "file", "3").code != 0, "nobody knows from whom"
    assert group.ok("replies", "file", "1", "--dry-run").code == 0
    assert not group.ok("list", "contact", "--json").json
    group.ok("replies", "file", "1")
    (said,) = group.ok("list", "progress", "--json").json
    told = [said[name] for name in ("text", "channel", "by", "on")]
    assert told == [SAID, "email", "Ana Example", "2010-02-12"]
    (contact,) = group.ok("list", "contact", "--json").json
    assert (contact["direction"], contact["channel"], contact["organization"]) == ("in", "email", "MoJ")
    assert [one["filed"] for one in group.ok("replies", "--json").json] == [True, False, False]
    assert t("replies.filed.update") in group.ok("show", contact["id"]).out
    assert group("replies", "file", "b.eml", "--says", "perhaps").code == 2
    ran = group.ok("replies", "file", "b.eml", "--says", "coming")
    assert [one["filed_as"] for one in group.ok("replies", "--json").json] == ["update", "answer", None]
    assert f"✓ {t('replies.filed.answer')}" in group.ok("replies").out
    group.ok("undo")
    assert [one["filed_as"] for one in group.ok("replies", "--json").json] == ["update", None, None]
    ran = group.ok("replies", "file", "b.eml", "--says", "coming", "--delete")
    assert t("replies.elsewhere") in ran.err
    assert not (folder / "b.eml").exists()
    assert [one["answer"] for one in group.ok("list", "attendance", "--json").json] == ["coming"]
    group.ok("undo")
    assert not group.ok("list", "attendance", "--json").json
    group.ok("replies", "file", "c.eml", "--by", "PNTL", "--about", "A-2010-001")
    assert len(group.ok("list", "progress", "--json").json) == 2


def test_a_reply_closes_all_actions_that_it_names_in_one_undo(group: Commands, folder: Path) -> None:
    second = group.ok("add", "action", "Print it", "--owners", "MoJ", "--json").json["reference"]
    other = group.ok("add", "action", "Not theirs", "--owners", "PNTL", "--json").json["reference"]
    drop(folder, "a.eml", f"{SAID}\n\n> {second}, {other}", Subject="Re: A-2010-001")
    assert group("replies", "file", "1", "--says", "coming").code == 2
    before = group.ok("list", "action", "--json").json
    group.ok("replies", "file", "1", "--says", "done")
    (contact,) = group.ok("list", "contact", "--json").json
    assert contact["actions"] == ["A-2010-001", second]
    closed = {one["reference"] for one in group.ok("list", "action", "is:done", "--json").json}
    assert closed == {"A-2010-001", second}
    assert [one["text"] for one in group.ok("list", "progress", "--json").json] == [SAID, SAID]
    group.ok("undo")
    assert group.ok("list", "action", "--json").json == before
    group.ok("replies", "file", "1", "--about", second, "--about", other)
    (contact,) = group.ok("list", "contact", "--json").json
    assert contact["actions"] == [second, other]


def test_a_folder_that_others_see_is_refused(group: Commands, tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "Replies", tmp_path.parent):
        assert t("replies.shared", path=str(place)) in group("replies", "--folder", str(place)).err
    with tempfile.TemporaryDirectory() as elsewhere:
        group.ok("replies", "--folder", f"{elsewhere}/Replies")
        drop(Path(elsewhere, "Replies"), "a.eml", "Hello")
        assert [one["file"] for one in group.ok("replies", "--json").json] == ["a.eml"]


def holding(place: Path, text: str) -> list[str]:
    """The files that hold it, in any of the ways in which a program writes letters."""
    ways = [text.encode(code) for code in ("utf-8", "utf-16-le", "latin-1")] + [text.encode("unicode_escape")]
    files = (Path(at, name) for at, _, names in os.walk(place) for name in names)
    return [str(one) for one in files if any(way in one.read_bytes() for way in ways)]


LISTED = f"Victim;Age;District\n{CANARY};16;Dili\n".encode()
WAYS = (
    ("--refer",),
    ("--leave-out",),
    ("--refer", "--about", "A-2010-001"),
    ("--attachment", "1", "--refer"),
    ("--attachment", "1", "--leave-out", "--yes"),
    ("--attachment", "2"),
    ("--attachment", "1", "--into", "secretariat"),
    ("--attachment", "2", "--into", "members"),
    (),
)


@pytest.mark.parametrize("way", WAYS, ids=" ".join)
def test_what_is_not_filed_leaves_no_byte(group: Commands, folder: Path, tmp_path: Path, way: tuple[str, ...]) -> None:
    """A planted case list, in the words and in two attachments."""
    files = (("list.csv", LISTED), (f"{CANARY}.docx", word(p(run_of(MATTER)))))
    drop(folder, "a.eml", MATTER, *files, Subject=f"Re: A-2010-001 {CANARY}")
    assert holding(tmp_path, CANARY.partition(" ")[0]), "the mail itself"
    group.ok("replies")
    group("replies", "file", "1", *way)
    assert not any(each["filed"] for each in group.ok("replies", "--json").json[0]["attachments"])
    Path(folder, "a.eml").unlink()
    assert holding(tmp_path, "Zulmira") == holding(tmp_path, "Quint") == []
    referred = [(one["organization"], one["date"]) for one in group.ok("list", "referral", "--json").json]
    assert referred == [("MoJ", "2010-02-15")] * (way[:1] == ("--refer",))
    assert not group.ok("list", "contact", "--json").json


def test_what_somebody_vouches_for_is_filed(group: Commands, folder: Path, tmp_path: Path) -> None:
    """So that the search above finds what there is."""
    drop(folder, "a.eml", MATTER, ("list.csv", LISTED))
    group.ok("replies", "file", "1", "--accept", "invented")
    into = ("replies", "file", "1", "--attachment", "1", "--into", "members", "--accept", "invented")
    for words, filed in (((*into, "--dry-run"), False), (into, True)):
        group.ok(*words)
        assert group.ok("replies", "--json").json[0]["attachments"][0]["filed"] is filed
    assert "✓ list.csv" in group.ok("replies").out
    Path(folder, "a.eml").unlink()
    assert {Path(one).name for one in holding(tmp_path, "Zulmira")} >= {"group.json", "list.csv"}
    assert (tmp_path / "For members" / "list.csv").read_bytes() == LISTED


def test_hostile_mails_are_listed_or_said_to_be_unreadable(group: Commands, folder: Path) -> None:
    many = [(f"{number}.bin", b"x") for number in range(1000)]
    drop(folder, "many.eml", "Hello", *many)
    nested = EmailMessage()
    nested.set_content("inside")
    for _ in range(30):
        outer = EmailMessage()
        outer.set_content("text")
        outer.add_attachment(nested)
        nested = outer
    (folder / "deep.eml").write_bytes(nested.as_bytes())
    (folder / "long.eml").write_bytes(b"From: " + b"a@b.c, " * 200_000 + b"\nSubject: " + b"(" * 100_000 + b"\n\nx")
    (folder / "large.eml").write_bytes(b"Subject: x\n\n" + bytes(21 << 20))
    (folder / "parts.eml").write_bytes(
        b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 3000
    )
    (folder / "\x1b[31mred.eml").write_bytes(b"From: \x1b[31mx\nSubject: =?utf-8?b?Gxs=?=\n\n\x1b[2J<html>")
    (folder / "link.eml").symlink_to("/etc/passwd")
    (folder / "old.msg").write_bytes(b"\xd0\xcf")
    ran = group.ok("replies", "--json")
    told = {one["file"]: one for one in ran.json}
    assert len(told["many.eml"]["attachments"]) == 1000
    assert told["old.msg"]["problem"] == t("replies.msg")
    assert told["large.eml"]["problem"] == t("importing.too_large")
    assert "link.eml" not in told
    assert len(told) == 7
    for one in folder.iterdir():
        if "red" not in one.name:
            one.unlink()
    assert "\x1b" not in group.ok("replies").out


def test_a_draft_that_comes_back_is_of_who_sent_it(group: Commands, folder: Path) -> None:
    group.ok("add", "agenda_item", "SOPs", "--meeting", "M-2010-03-12")
    group.ok("add", "entry", "It was discussed at lenght.", "--meeting", "M-2010-03-12", "--item", "1")
    (paper,) = group.ok("export", "minutes", "M-2010-03-12", "--format", "docx", "--json").json
    page = docx.Document(paper["path"])
    for run in (run for one in page.paragraphs for run in one.runs):
        run.text = run.text.replace("lenght", "length")
    page.save(str(folder / "copy.bin"))
    drop(folder, "a.eml", "See the file.", ("Minutes.docx", (folder / "copy.bin").read_bytes()))
    (reply, _) = group.ok("replies", "--json").json
    assert [one["kind"] for one in reply["attachments"]] == ["draft"]
    ran = group.ok("replies", "file", "a.eml", "--attachment", "1", "--dry-run", "--json").json
    whose, changed = ran["rows"][0]["doubts"]
    assert (whose["choices"][0], "length" in changed["text"]) == ("MoJ", True), "Ana has sent it"
