"""What people and files held of version 0.1 stays: `golden/0.1` is never written again.

A group with a past, shared by two; the settings of one of them; and what 0.1 told of it, chose from it and wrote.
A tool of that version made them; what a later one writes would prove nothing about it.
"""

from __future__ import annotations

import csv
import io
import json
import re
from itertools import zip_longest
from typing import TYPE_CHECKING

import pytest
from tests.all_of import some
from tests.builders import MemoryState
from tests.filtering import asked
from tests.papers_made import exporter_named
from tests.what_stays import (
    FILTERED,
    GOLDEN,
    LANGUAGES,
    TODAY,
    Kept,
    editions,
    exported,
    filtered,
    history,
    in_words_of_then,
    names,
    printed_words,
)

from ictwg.app.problems.two_answers import questions
from ictwg.app.settings import load, save
from ictwg.domain.records import Meeting, SavedFilter
from ictwg.domain.values import Audience
from ictwg.domain.when import parse_due
from ictwg.imports.minutes_comparison.apply_sheets import bring_in_files
from ictwg.imports.minutes_comparison.copies import OwnFile
from ictwg.imports.report import RowState
from ictwg.locales import catalogue, known, set_language, t
from ictwg.locales.former_words import former, template, words
from ictwg.papers.markdown import is_unedited
from ictwg.records.history import group_history
from ictwg.store.local.home import Home
from ictwg.store.sync.reports import Outcome
from ictwg.ui.keys import KEYS, keymap

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ictwg.app.session import Session

SHOWN_ONLY = ("minutes.chair.", "minutes.refused", "minutes.brought.", "minutes.unwritable.")
"""What no reader of files looks for: words of the chair's copy, and what is told of reading and writing."""

GROUP = (GOLDEN / "group.json").read_bytes()
NAMES = json.loads((GOLDEN / "names.json").read_text("utf-8"))
MINUTES = sorted(GOLDEN.glob("exports/*/minutes-M-*.md"))


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path, GROUP)


@pytest.fixture
def session(kept: Kept) -> Iterator[Session]:
    session = kept.session()
    yield session
    session.store.close()


def test_the_file_opens_without_a_complaint_and_nothing_is_written(kept: Kept) -> None:
    session = kept.session()
    assert session.store.maintenance.check() == ()
    assert [one.register for one in questions(session.store, session.lookup)] == ["venue"]
    shared = session.carry()
    assert (shared.outcome, shared.taken, shared.conflicts, shared.held) == (Outcome.SHARED, (), (), ())
    session.leave()
    assert kept.path.read_bytes() == GROUP
    assert list(kept.path.parent.iterdir()) == [kept.path]


def test_every_row_of_the_history_says_the_same(session: Session) -> None:
    before = (GOLDEN / "history.txt").read_text("utf-8").splitlines()
    now = (said if said == had else as_before(said) for had, said in zip(before, history(session), strict=True))
    assert [two for two in zip_longest(before, now) if len(set(two)) > 1] == []


def as_before(said: str) -> str:
    """Without what a row says since then: the default that stood there, and whether a member came or went."""
    said = re.sub(r"⟨field=(⟨field=.* name=[^⟩]*⟩) before=[^⟩]*⟩+$", r"\1", said)
    return re.sub(r"⟨field=⟨field=(⟨[^⟩]*⟩) member=([^⟩]*)⟩ name=", r"⟨field=\1 (\2) name=", said)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_row_of_the_history_is_a_sentence(session: Session, lang: str) -> None:
    set_language(lang)
    verbs = {entry.id: entry.verb for entry in session.store.history.log()}
    told = [(verbs[did.id], did.what) for did in group_history(session.store, limit=len(verbs))]
    assert len(told) == len(verbs) > 100
    assert [what for verb, what in told if verb in what or "{" in what or not what[:1].isalpha()] == []


def test_every_saved_filter_gives_the_same_rows(session: Session) -> None:
    assert filtered(session) == json.loads((GOLDEN / "filters.json").read_text("utf-8"))


def test_every_word_of_a_saved_filter_is_known(session: Session) -> None:
    for saved in some(session.state.all(SavedFilter)):
        assert asked(session.state, FILTERED[saved.screen], saved.words, TODAY).unknown == ()


def test_the_settings_are_read_whole_and_written_alike(tmp_path: Path) -> None:
    home, before = Home.at(str(tmp_path)), (GOLDEN / "settings.toml").read_bytes()
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_bytes(before)
    settings = load(home)
    assert (settings.user, settings.device, settings.language) == ("Ana", "office", "tet")
    assert (settings.theme, settings.vi_keys, settings.problem) == ("evening", True, "")
    save(home, settings)
    assert (tmp_path / "config" / "settings.toml").read_bytes() == before


def test_every_key_of_the_settings_still_does_what_it_did(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_bytes((GOLDEN / "settings.toml").read_bytes())
    wishes = load(Home.at(str(tmp_path))).keymap
    in_force = keymap(vi=True, wishes=wishes)
    assert in_force.problems == ()
    assert {id: in_force.keys[id] for id in wishes} == wishes
    assert set(wishes) == set(NAMES["keys"]) <= set(KEYS)


@pytest.mark.parametrize("what", NAMES)
def test_what_had_a_name_has_it_still(what: str) -> None:
    assert set(NAMES[what]) - set(names()[what]) == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_of_own_minutes_is_read_still(lang: str) -> None:
    before, now = json.loads((GOLDEN / "words.json").read_text("utf-8"))[lang], printed_words(lang)
    read = {id: word for id, word in before.items() if not id.startswith(SHOWN_ONLY)}
    assert [id for id, word in read.items() if word not in (now.get(id), *former(lang).get(id, ()))] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_that_files_have_ever_held_is_read_still(lang: str) -> None:
    """Labels of fields and choices too, which stand in lists: a word that changes is kept among the former ones."""
    held = json.loads((GOLDEN.parent / "words.json").read_text("utf-8"))[lang]
    assert [id for id, word in held.items() if isinstance(word, str) and word not in words(id, lang)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_printed_day_is_read_still(lang: str) -> None:
    said = json.loads((GOLDEN / "words.json").read_text("utf-8"))[lang]
    days = {id: word for id, word in said.items() if id.startswith("2010-")}
    assert {id: str(parse_due(word, TODAY)) for id, word in days.items()} == {id: id for id in days}
    assert len(days) == 12


def test_every_verb_that_was_ever_logged_has_words(session: Session) -> None:
    logged = {entry.verb for entry in session.store.history.log()}
    assert [verb for verb in {*logged, *NAMES["verbs"]} if not known(verb)] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_export_has_the_same_bytes(kept: Kept, lang: str) -> None:
    """But for messages, which nobody reads back: they say since what the page says, with references.

    Pages, whose words are those of the file, in English alone.
    """
    before = {path.name: path.read_bytes() for path in (GOLDEN / "exports" / lang).iterdir()}
    with in_words_of_then(lang):
        now = {name: text for name, text in exported(kept, lang).items() if not name.endswith(".txt")}
        assert sorted(now) == sorted(before)
        before |= {name: in_words_of_today(name, text, lang) for name, text in before.items()}
    now |= {name: with_columns_of(before[name], now[name]) for name in now if name.endswith(".csv")}
    assert [name for name in now if unmarked(name, now[name]) != unmarked(name, before[name])] == []


def in_words_of_today(name: str, text: bytes, lang: str) -> bytes:
    """A list, minutes or a chair's copy as it would be said now."""
    text = told_otherwise(name, text)
    if not name.endswith((".csv", "-core.md", "-secretariat.md")):
        text = as_members_read_it(text.decode(), lang).encode()
    if name.endswith(".csv"):
        sign = ";" if text.startswith(b"\xef\xbb\xbf") else ","
        changed = (
            one
            for code in ("en", lang)
            for one in former(code).items()
            if one[0].startswith(("records.", "choices.implementation."))
        )
        said = {t(id, lang=lang) for id in catalogue("en", "records")}
        today = {word: t(id, lang=lang) for id, those in changed for word in those if word not in said}
        rows, out = csv.reader(io.StringIO(text.decode(), newline=""), delimiter=sign), io.StringIO(newline="")
        marked = ([today.get(cell, cell) for cell in row] for row in rows)
        csv.writer(out, delimiter=sign).writerows(marked)
        return out.getvalue().encode()
    if name.startswith("minutes-M-"):
        for id, those in former(lang).items():
            for was in those if id.startswith("minutes.banner.") else ():
                text = text.replace(was.encode(), t(id, lang=lang).encode())
    if name.startswith("chair-copy"):
        said = json.loads((GOLDEN / "words.json").read_text("utf-8"))
        for id, was in (said["en"] | said[lang]).items():
            if id.startswith("minutes.chair.") and isinstance(was, str):
                then, now = (one.replace("{group}", "ICTWG").encode() for one in (was, template(id, lang)))
                text = text.replace(then, now)
    return text


SAID_SINCE = {
    "minutes": ((", until item 7 |", ", until Any other business |"),),
    "agenda-M-2010-03": (('status_date: "2010-03-30"', 'status_date: "2010-03-12"'),),
    "action-points": (("cost the night guards – ", "cost the night guards – {pending} "),),
    "actions": (('"IOM; MoJ"', '"MoJ; IOM"'), ('"FFS; MoJ"', '"MoJ; FFS"')),
    "meetings": (("\n- ", "\n'- "),),
}
"""What single places say since then, by the beginning of the file's name.

That somebody left at a closing section, whose number is not printed; when the agenda was circulated; owners in protocol
order; and no line of a cell that a spreadsheet could take for a formula.
"""


def told_otherwise(name: str, text: bytes) -> bytes:
    for begins, changes in SAID_SINCE.items():
        for was, now in changes if name.startswith(begins) else ():
            text = text.replace(was.encode(), now.encode())
    return text


def as_members_read_it(text: str, lang: str) -> str:
    """Since when something is pending, and of nothing that it is overdue, nor of how much."""
    overdue, pending = (t(f"minutes.due.{one}", lang=lang) for one in ("overdue", "pending"))
    cell, day = r"(?: \| |</td><td>)", r"(\d{1,2} [^;|<>–]* \d{4})"
    text = re.sub(rf"(?<= · )\d+ {overdue} · ", "", text)
    text = re.sub(rf"{day}(; [^;\n]+)?; {overdue}", rf"{pending} \1\2", text)
    return re.sub(rf"{day}({cell}[^,|<]+), {overdue}", rf"{pending} \1\2", text).replace("{pending}", pending)


def with_columns_of(before: bytes, now: bytes) -> bytes:
    """The spreadsheet without the columns that its type has since then: those that it had stay as they were."""
    sign = ";" if now.startswith(b"\xef\xbb\xbf") else ","
    (had, *_), (has, *rows) = (
        list(csv.reader(io.StringIO(text.decode(), newline=""), delimiter=sign)) for text in (before, now)
    )
    kept, out = [place for place, heading in enumerate(has) if heading in had], io.StringIO(newline="")
    csv.writer(out, delimiter=sign).writerows([row[place] for place in kept] for row in (has, *rows))
    return out.getvalue().encode()


REPORTS = ("attendance", "decisions", "followup")


def counted(name: str, report: bytes) -> list[list[bytes]]:
    """Its rows with each figure and each bar: their words, and how they write a day, are said anew.

    Members read nothing of what is overdue, which was in the last columns, and decisions stand in one list each.
    """
    shown = report.rpartition(b"\n## ")[0] if name.startswith("decisions") else report
    rows = ([cell.strip() for cell in line.strip(b"|").split(b"|")] for line in shown.splitlines() if line[:1] == b"|")
    if name.startswith("followup") and name.endswith("-members.md"):
        rows = (row if row[-1].isdigit() else row[:-2] for row in rows)
    figures = ([*filter(re.compile(rb"\d+|[^ -~]+").fullmatch, row)] for row in rows)
    return [row for row in figures if row]


OLD_ANNEX = r"(?m)^- \*\*(A-\S+):\*\* ((?:.|\n)*?) – (.*?)(?:;.*)?$"
NEW_ANNEX = r"(?m)^\| (A-\S+) (.*?) \| .*? \| (.*?) \|$"


def with_annex_b(text: str) -> tuple[str, list[tuple[str, ...]]]:
    """The text without Annex B, and the actions in it: each once, with what is to be done and until when."""
    found = re.search(r"(?ms)^(#+ )\S+ B – .*?(?=^\1|\Z)", text)
    if found is None:
        return text, []
    each = (*re.findall(OLD_ANNEX, found[0]), *re.findall(NEW_ANNEX, found[0]))
    assert each
    return text.replace(found[0], ""), sorted({tuple(" ".join(part.split()) for part in one) for one in each})


def unmarked(name: str, text: bytes) -> object:
    """A page without what it says since then, and so its own digest.

    How it looks, that the group is the example, for whom it is, and the word for how long an item of the agenda
    takes; of a report its figures stay.
    """
    digest, looks = rb"sha256-[0-9a-f]{64}", rb'(?s:<style>.*?</style>)| class="[a-z ]*"| width="[0-9]+%"| scope="col"'
    around = rb'<meta name="viewport".*>\n|<p class="example".*</p>\n|<footer class="paper">(?s:.*?)</footer>\n'
    said = re.sub(b"|".join((digest, around, looks)), b"", text) if name.endswith(".html") else text
    if name.startswith(REPORTS):
        return counted(name, text) if name.endswith(".md") else text
    if name.startswith("minutes"):
        said = re.sub(digest, b"", said)
        return said if name.endswith(("-core.md", "-secretariat.md")) else with_annex_b(said.decode())
    if name.startswith("action-points"):
        return re.sub(digest, b"", said)
    if not name.startswith(("agenda", "chair-copy")):
        return said
    durations = "|".join(t("minutes.item.minutes", lang=lang) for lang in LANGUAGES)
    return re.sub(digest + rf"|(?<=[*>])(Minutes|{durations})(?=:)".encode(), b"", said)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_exported_minutes_come_in_and_change_nothing(session: Session, lang: str) -> None:
    for file in some(path for path in MINUTES if path.parent.name == lang):
        text = file.read_text("utf-8")
        assert is_unedited(text)
        plan = bring_in_files(session.state, [OwnFile(file.name, text)], TODAY)
        assert ([row.state for row in plan.rows], plan.changes.writes) == ([RowState.SAME], ())


@pytest.mark.parametrize("file", MINUTES, ids=[f"{file.parent.name}/{file.stem}" for file in MINUTES])
def test_exported_minutes_come_into_another_group_and_go_out_with_the_same_bytes(file: Path) -> None:
    group, text, lang = MemoryState(), file.read_text("utf-8"), file.parent.name
    group.apply(bring_in_files(group, [OwnFile(file.name, text)], TODAY).changes)
    (meeting,) = (one for one in group.all(Meeting) if one.reference and one.reference in file.name)
    audience = Audience(file.stem.rpartition("-")[2])
    with in_words_of_then(lang):
        now = exporter_named("minutes").render(group, meeting, audience, TODAY, lang).encode()
        before = in_words_of_today(file.name, text.encode(), lang)
    assert unmarked(file.name, now) == unmarked(file.name, before)
    assert now == before or before != text.encode(), "where nothing is said otherwise, the digest is the same too"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_exported_lists_come_in_and_go_out_with_the_same_bytes(kept: Kept, lang: str) -> None:
    for name in ("members", "people", "meetings", "actions", "decisions", "tasks"):
        (file,) = (GOLDEN / "exports" / lang).glob(f"{name}-*-secretariat.csv")
        assert kept.run("import", str(file)) == 0
        with in_words_of_then(lang):
            assert kept.run("export", "list", name, "--lang", lang, "--to", str(kept.folder / file.name)) == 0
            before = in_words_of_today(file.name, file.read_bytes(), lang)
        assert with_columns_of(before, (kept.folder / file.name).read_bytes()) == before


def test_freezing_the_same_state_gives_the_same_edition(kept: Kept) -> None:
    assert editions(kept) == json.loads((GOLDEN / "editions.json").read_text("utf-8"))
