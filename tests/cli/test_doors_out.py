"""Nothing leaves the program but through doors, one to each stream and few to files, that take out what is obeyed."""

from __future__ import annotations

import ast
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.cli.conftest import Commands, Ran
from tests.papers_made import EXPORTERS
from tests.ui.hostile_group import HOSTILE, MARK, hostile_group

import ictwg
from ictwg.cli.parsing import COMMANDS
from ictwg.domain.records import Action, Decision, Meeting, Organization, Person
from ictwg.domain.schema import declared
from ictwg.domain.text import clean, harmless
from ictwg.papers import html, markdown
from ictwg.records.selection import LISTINGS
from ictwg.reports import REPORTS

SOURCE = Path(ictwg.__path__[0])
STREAMS = {"cli/output.py"}
PROMPTS = {"cli/encryption.py", "cli/upkeep.py", "store/encryption/keys.py"}
"""Where a passphrase or a word is asked for, in a sentence of the program's own."""
FILES = {
    "cli/__init__.py": "what nobody reads",
    "cli/crash.py": "the report of a failure, made of names in the source",
    "cli/program.py": "the example group, as it was delivered",
    "app/encryption.py": "the sheet with the passphrase",
    "app/import_questions.py": "what was answered about papers, on this computer alone",
    "store/local/disk.py": "the store's own files, whose codec alters nothing; what is exported, as `harmless`",
    "store/local/home.py": "the path used last",
    "store/local/locks.py": "an empty file",
    "sources/old_formats.py": "copies of files from elsewhere, for LibreOffice, in a folder of its own that goes again",
    "ui/clipboard.py": "what was copied, through `harmless`",
    "ui/external_programs.py": "what is being typed, through `harmless`",
}
"""The modules that write to a file, and what."""
STARTED = {
    *("store/local/leases.py", "ui/clipboard.py", "ui/external_programs.py"),
    *("sources/old_formats.py", "sources/reading.py"),
}
"""Where another program is started: one that tells when the computer began, those that get what was let out, and those
that read files from elsewhere and get nothing of ours."""
TYPED = {
    "demo": "a program of its own", "project": "likewise", "encrypt": "asks for a passphrase", "decrypt": "likewise",
    "passphrase": "likewise", "import": "writes", "prepare": "writes", "add": "writes", "set": "writes",
    "done": "writes", "answer": "writes", "conclude": "writes", "undo": "writes", "redact": "writes", "same": "writes",
    "renumber": "writes",
    "risk": "writes",
    "letters": "writes",
    "send": "writes",
    "replies": "reads mails, of which `test_replies` has hostile ones",
    "circulate": "writes", "comment": "writes", "adopt": "writes", "correct": "writes", "resolve": "writes",
    "merge": "writes", "carry": "writes", "restore": "writes", "leave": "writes", "handover": "writes",
    "new": "writes", "repair": "writes", "upgrade": "writes", "compact": "writes", "manual": "the program's own words",
    "help": "likewise",
}  # fmt: skip
"""Commands that read nothing out; what they say goes through the same doors."""
UNEDITED = {".md": markdown.is_ours, ".html": html.is_ours}
OBEYED = frozenset({"Cc", "Zl", "Zp"})
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def obeyed(text: str) -> set[str]:
    return {
        c for c in text.replace("\r\n", "\n") if (unicodedata.category(c) in OBEYED or c in TURNING) and c not in "\n\t"
    }


class Called(NamedTuple):
    """A call somewhere in the program, and its name as it is written there."""

    place: str
    name: str
    call: ast.Call


@pytest.fixture(scope="module")
def calls() -> tuple[Called, ...]:
    trees = ((path, ast.parse(path.read_text(encoding="utf-8"))) for path in SOURCE.rglob("*.py"))
    nodes = ((path, node) for path, tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    return tuple(Called(path.relative_to(SOURCE).as_posix(), ast.unparse(node.func), node) for path, node in nodes)


def writes_to_stream(name: str) -> bool:
    return name in {"print", "sys.stdout.write", "sys.stderr.write", "sys.stdout.buffer.write", "pydoc.pager"}


def writes_to_file(name: str, call: ast.Call) -> bool:
    if name.endswith((".write_text", ".write_bytes")) or name == "os.open":
        return "O_RDONLY" not in ast.unparse(call)
    if name.startswith(("shutil.copy", "shutil.move", "tempfile.")):
        return True
    if name not in ("open", "io.open", "codecs.open") and not name.endswith("ath.open"):
        return False
    at = 0 if name.endswith("ath.open") else 1
    said = (*call.args[at : at + 1], *(one.value for one in call.keywords if one.arg == "mode"))
    modes = [ast.unparse(one) for one in said]
    return any(sign in mode for mode in modes for sign in "wax+")


@pytest.mark.once
def test_only_the_doors_write_to_a_stream(calls: tuple[Called, ...]) -> None:
    found = {one.place for one in calls if writes_to_stream(one.name)}
    assert found - STREAMS - PROMPTS == set()


@pytest.mark.once
def test_only_the_doors_replace_a_file_of_people_or_hand_a_text_to_another_program(calls: tuple[Called, ...]) -> None:
    """The store's own files go through its disk; a picture of the screen, as Textual makes it, goes through none.

    Which papers were made here is kept in a file of this computer's own.
    """
    replaced = {one.place for one in calls if one.name.endswith("replace_file")}
    assert {place for place in replaced if not place.startswith("store/")} == {"papers/files.py", "app/made_papers.py"}
    assert {one.place for one in calls if one.name.startswith(("subprocess.", "os.startfile"))} == STARTED
    assert {one.place for one in calls if one.name.endswith("copy_to_clipboard")} == {"ui/clipboard.py"}
    assert not [one for one in calls if one.name.endswith(("_screenshot", "deliver_text", "deliver_binary"))]


@pytest.mark.once
def test_only_the_doors_write_to_a_file(calls: tuple[Called, ...]) -> None:
    assert {one.place for one in calls if writes_to_file(one.name, one.call)} == set(FILES)


def test_what_goes_out_loses_what_is_obeyed_and_nothing_else() -> None:
    assert obeyed(harmless(HOSTILE)) == set()
    assert harmless("a\r\nb\tc\u200d – ção \ufeff") == "a\r\nb\tc\u200d – ção \ufeff"
    assert harmless("a\rb\x1b[31m\ud800") == "ab[31m\ufffd"
    assert harmless("plain\r") == "plain"
    minted = clean(HOSTILE, multiline=True)
    assert harmless(minted) == minted


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    hostile_group(folder).store.close()
    return folder


def commands(folder: Path) -> Iterator[tuple[str, ...]]:
    """Every command that reads the group out, in every form."""
    session = hostile_group(folder)
    ids = [session.state.all(kind)[0].id for kind in (Action, Decision, Meeting, Organization, Person)]
    meeting = session.state.all(Meeting)[0].id
    session.store.close()
    for name in LISTINGS:
        yield from ((name,), (name, "--csv"), (name, "--json"))
    yield from (("list", kind.SINGULAR) for kind in declared())
    for id in ids:
        yield from (("show", id), ("show", id, "--json"), ("history", id), ("history", id, "--json"))
    for report in REPORTS:
        yield from (("report", report.name), ("report", report.name, "--json"))
    for one in EXPORTERS:
        yield ("export", one.name, meeting, "--to", "-", *(("--plain",) if one.suffix == ".txt" else ()))
    yield from (("export", "book", "--to", "-"), ("export", "contacts", "--to", "-"), ("agenda", meeting, "--to", "-"))
    yield from (("export", "list", name, "--to", "-") for name in ("members", "actions"))
    yield from (("search", "INGO"), ("search", "INGO", "--json"), ("conflicts",), ("conflicts", "--json"))
    yield from (("trash",), ("backups",), ("check",), ("share", "--status"), ("show", HOSTILE), ("members", HOSTILE))


def test_every_command_is_known_here(hostile: Path) -> None:
    tried = {words[0] for words in commands(hostile)}
    assert tried | TYPED.keys() >= COMMANDS.keys()


def test_no_command_puts_out_what_a_terminal_or_a_reader_obeys(run: Commands, hostile: Path) -> None:
    where = ("--file", str(hostile / "group.json"))
    seen = 0
    for words in commands(hostile):
        ran: Ran = run(*words, *where)
        assert obeyed(ran.out) == obeyed(ran.err) == set(), words
        seen += MARK in ran.out
    assert seen > 40, "the texts themselves are there"


def test_no_file_that_is_written_holds_it_either(run: Commands, hostile: Path, tmp_path: Path) -> None:
    where = ("--file", str(hostile / "group.json"))
    to = tmp_path / "out"
    for words in commands(hostile):
        if words[0] in {"export", "agenda"}:
            run(*words[: words.index("--to")], *words[words.index("--to") + 2 :], "--to", f"{to}/", *where)
    for report in REPORTS:
        run("report", report.name, "--to", f"{to}/", *where)
    for words in (("contacts",), ("contacts", "--format", "markdown"), ("book",)):
        run("export", *words, "--audience", "core", "--to", f"{to}/", *where)
    written = [path for path in to.rglob("*") if path.is_file()]
    assert len(written) >= len(EXPORTERS)
    for path in written:
        text = path.read_text(encoding="utf-8")
        assert obeyed(text) == set(), path
        assert UNEDITED.get(path.suffix, bool)(path.read_bytes()), f"{path} was so when its digest was made"
