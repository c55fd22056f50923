"""The laws of the reader: no word of the source is lost, nothing raises, time stays in proportion."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.all_of import over
from tests.imports.words_lost import words_lost

from ictwg.domain.confidential import as_looked_at, found_in
from ictwg.imports.foreign_minutes.model import ReadMeeting
from ictwg.imports.foreign_minutes.reader import read_minutes

FIXTURES = sorted((Path(__file__).parent / "fixtures").rglob("*.md"))
HEAD = "# Council Meeting 2024-05-01\n\n## Present\n\n- Ana Dias (@adias)\n\n"


@over("path", FIXTURES)
def test_no_word_of_a_fixture_is_lost(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = read_minutes(text, path.name)
    assert found.not_minutes or not words_lost(text, found)


_PIECES = (
    *(
        "# Meeting 2024-05-01",
        "## 2024-05-02",
        "## Present",
        "## Agenda",
        "### Action items",
        "## Decisions",
        "##",
        "# ",
    ),
    *(
        "- [x] Ana Dias - Office",
        "* Rui (@rui)",
        "- ",
        "  - nested",
        "1. first",
        "\t- tab",
        "- [ ] Ana: do it",
        "*RR: Rosa",
    ),
    *(
        "ACTION: Ana to go",
        "[action] a [assignee] Ana [due] 3 May [status] done",
        "**Decision:** yes",
        "Motion: x",
        "carried",
    ),
    *("| a | b |", "|---|---|", "| Action | Owner | Due |", "| Topic | Discussion |", "| go | Ana | 3 May |"),
    *(
        "<table>",
        "<tr><td>x</td></tr>",
        "</table>",
        "<b>bold",
        "<!-- c -->",
        "```",
        "> quote",
        "    code",
        "***",
        "---",
    ),
    *(
        "[ref]: http://a.example.org 'title'",
        "text [x][ref] `code` &amp; \\[y]",
        "**Present:** Ana, Rui",
        "Present",
        ": Ana",
    ),
    *(
        "**whole bold**",
        "*Decisions:*",
        "Chair: Ana",
        "Next meeting: 3 June 2024",
        "Meeting was cancelled",
        "plain words",
        "",
    ),
    *("Présence é ñ", "a\\", "&#x20;", "~~struck~~", "![i](u.png)", "<https://a.example.org>", "x\u2028y"),
)
documents = st.lists(
    st.tuples(st.sampled_from(["", "  ", "    ", "> "]), st.one_of(st.sampled_from(_PIECES), st.text(max_size=12))),
    max_size=25,
).map(lambda lines: "\n".join(indent + line for indent, line in lines))


@given(documents, st.sampled_from(["", "meetings/2024-05-01.md"]))
def test_no_word_of_any_markdown_is_lost(text: str, path: str) -> None:
    found = read_minutes(text, path)
    assert found.not_minutes or not words_lost(text, found)


@given(documents)
def test_no_word_after_a_roll_is_lost(text: str) -> None:
    found = read_minutes(HEAD + text)
    assert not words_lost(HEAD + text, found)


@given(st.binary(max_size=600), st.sampled_from(["utf-8", "latin-1", "utf-16-le"]))
def test_no_bytes_raise(data: bytes, encoding: str) -> None:
    """Whatever stands there, it is minutes or it is said why not."""
    found = read_minutes(data.decode(encoding, "replace"), "2024-05-01.md")
    assert bool(found.meetings) is (found.not_minutes is None)


def test_what_no_reader_places_becomes_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(meeting: ReadMeeting) -> list[str]:
        assert meeting.items
        return []

    monkeypatch.setattr(ReadMeeting, "texts", forgetful)
    (meeting,) = read_minutes(HEAD + "## Bins\n\nfull\n").meetings
    assert [entry.text for entry in meeting.items[-1].entries] == ["full", "## Bins", "full"]


def test_a_joining_word_between_owners_brings_no_line_twice() -> None:
    (meeting,) = read_minutes(HEAD + "## Bins and beds\n\nACTION: dig (Ana and Rui)\n").meetings
    assert [entry.type.value for entry in meeting.entries()] == ["action"]
    assert "and" in meeting.labels


HOSTILE: dict[str, Callable[[int], str]] = {
    "deep lists": lambda n: "".join("  " * depth + "- a\n" for depth in range(75 * n)),
    "deep quotes": lambda n: ">" * (750 * n) + " x",
    "long line": lambda n: "word " * (15_000 * n),
    "blanks": lambda n: "a" + " " * (50_000 * n) + "b",
    "brackets": lambda n: "[" * (2500 * n),
    "tags": lambda n: "[action] " * (2000 * n),
    "open tables": lambda n: "<table>\n<tr><td>a</td></tr>\n\n" * (375 * n),
    "colons": lambda n: "a: " * (12_500 * n),
    "dashes": lambda n: "## Actions\n- x" + " - y" * (2500 * n),
    "names": lambda n: "## Present\n" + "Ana and " * (2000 * n),
    "bold labels": lambda n: "**a:** " * (2000 * n),
    "headings": lambda n: "## x\n" * (1500 * n),
    "lines of a word": lambda n: "".join(f"Word{k}\n" for k in range(750 * n)),
    "dates": lambda n: "".join(f"## {2000 + k % 25}-01-{k % 28 + 1:02}\n\ntext\n\n" for k in range(375 * n)),
}
PLAIN: dict[str, Callable[[int], str]] = {
    "plain lines": lambda n: "".join(f"It rained {k} times\n" for k in range(1500 * n)),
    "numbered lines": lambda n: "".join(f"{k % 999} Word\n" for k in range(3000 * n)),
    "cells between tabs": lambda n: "".join(f"a{k}\tb\n" for k in range(750 * n)),
}
LONGER, MUCH_DEARER, ATTEMPTS = 4, 2.5, 3
"""A letter of a text so many times as long costs the same, 0.5 to 1.2 times as much on a quiet computer; 4 times where
the time is in proportion to the square. A busy computer is asked again."""


@pytest.mark.once
@pytest.mark.parametrize(
    ("head", "make"),
    [pytest.param(head, make, id=name) for head, made in ((HEAD, HOSTILE), ("", PLAIN)) for name, make in made.items()],
)
def test_time_stays_in_proportion(head: str, make: Callable[[int], str]) -> None:
    short, long = head + make(1), head + make(LONGER)
    dearest = MUCH_DEARER * len(long) / len(short)
    assert any(_taken(long) < dearest * min(_taken(short), _taken(short)) for _ in range(ATTEMPTS))


def _taken(text: str) -> float:
    """Seconds to read it, and to look through it for what may be confidential."""
    begun = time.process_time()
    read_minutes(text)
    tuple(found_in(as_looked_at(text)))
    return time.process_time() - begun


@pytest.mark.corpus
def test_no_word_of_real_minutes_is_lost(corpus: Path) -> None:
    read: Counter[str] = Counter()
    for path in sorted(corpus.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        found = read_minutes(text, path.as_posix())
        if not found.not_minutes:
            read[path.relative_to(corpus).parts[0]] += 1
            assert not words_lost(text, found), path
    assert sum(read[name] for name in ("ambassador-groups", "aswf-tac", "openjs-cpc")) == 419
