"""No test holds a sentence of the catalogue: what is said is asked for by its message id, `t("area.key", name=…)`.

So a sentence is rewritten in one place. Looked for in the literals of all tests are whole messages of two words or
more, messages with their places filled, and messages of three words or more inside a longer text. The exceptions
say why.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.all_of import over
from tests.tools.catalogues import forms, said

pytestmark = pytest.mark.once

TESTS = Path(__file__).parent
SENTENCE = 3
"""So many words are known again inside a longer text; fewer only where they are all of it."""

KEPT_WORDS = {
    "minutes.": "printed in minutes, and recognised by the reader of minutes",
    "choices.": "likewise",
    "meetings.item.": "likewise: the usual items of an agenda",
    "meetings.represented": "printed in minutes: who was represented, and whether that was enough",
    "meetings.attending": "likewise",
    "meetings.unrecorded": "likewise",
    "meetings.not_taken": "likewise",
    "meetings.quorum": "likewise",
    "recurrence.": "typed by people, and read as it is shown",
}
"""Messages whose words stay: the start of an id, and why."""

COMMANDS = re.compile(r"cli\..*\.examples")
"""Examples of a command are typed."""

PLACES = {
    "imports/": "minutes and lists as other people write them",
    "test_phrases.py": "shows what is looked for",
}
"""Where literals are not looked at: the start of a path, and why."""

EVERYDAY = {
    "backups.damaged": "“the file is damaged”",
    "backups.in_trash": "“in the trash”",
    "editing.missing": "“none is missing”",
    "errors.expects.choice": "“one of text, --none”",
    "keys.enrol": "“on the register”",
    "membership.form.rename": "“Name of MoJ”",
    "minutes_screen.agenda.time_of": "“the rest of the minutes”",
    "minutes_screen.ahead.yes": "“It is held”",
    "preparing.screen.when": "“The next meeting is”",
    "prompt.meets": "“next meeting”",
    "reports.period": "“From Enter to the commit”",
    "sending.tally.mail": "“Decided by mail”",
    "sharing.held.whole": "“all of it”",
}
"""Messages that are said by chance: too short to be told from other words, such as these."""

ELSEWHERE = {
    "cli/test_manual.py": ("Did you mean “{}”?",),
    "domain/test_representation.py": ("1 of 4 member organizations were represented, 3 not recorded",),
}
"""Texts of another maker: of the parser of commands, and of printed minutes."""


class Phrase(NamedTuple):
    id: str
    longest: str
    """Its longest part without a place to fill."""
    pattern: re.Pattern[str]
    inside: bool
    """Whether it is known again in a longer text."""

    def is_in(self, text: str) -> bool:
        found = self.pattern.search if self.inside else self.pattern.fullmatch
        return self.longest in text and found(text) is not None


@cache
def phrases() -> tuple[Phrase, ...]:
    """Without those that are worded like one whose words stay."""
    worded = {(id, form.strip()) for id, message in said("en").items() for form in forms(message)}
    kept = {form for message_id, form in worded if message_id.startswith(tuple(KEPT_WORDS))}
    open_to_change = sorted((message_id, form) for message_id, form in worded if form not in kept)
    return tuple(phrase for message_id, form in open_to_change if (phrase := _phrase(message_id, form)) is not None)


def _phrase(message_id: str, form: str) -> Phrase | None:
    parts = re.split(r"\{[\w:.]+\}", form)
    longest = max(parts, key=len)
    if _words(parts) < SENTENCE - 1 or message_id in EVERYDAY or COMMANDS.fullmatch(message_id):
        return None
    inside = _words(parts) >= SENTENCE and _words([longest]) >= SENTENCE - 1
    pattern = re.compile(rf"(?<!\w){'.+?'.join(map(re.escape, parts))}(?!\w)", re.DOTALL)
    return Phrase(message_id, longest, pattern, inside)


def _words(parts: list[str]) -> int:
    return sum(len(re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", part)) for part in parts)


def literals(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Without docstrings; a place in a formatted text is `{}`."""
    passed: set[ast.AST] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant() as docstring):
                passed.add(docstring)
            case ast.JoinedStr(values=values):
                passed.update(values)
                yield node.lineno, "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in values)
            case ast.Constant(value=str(text)) if node not in passed and " " in text:
                yield node.lineno, text


def sentences(texts: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The texts that hold messages whose words may change, and which these are."""
    held: dict[str, tuple[str, ...]] = {}
    together = "\n".join(texts)
    for phrase in phrases():
        if phrase.longest in together:
            held |= {text: (*held.get(text, ()), phrase.id) for text in texts if phrase.is_in(text)}
    return held


def test_what_is_said_is_asked_for_by_its_id() -> None:
    places = {path.relative_to(TESTS).as_posix(): path for path in sorted(TESTS.rglob("*.py"))}
    found = [
        (place, line, text)
        for place, path in places.items()
        if not place.startswith(tuple(PLACES))
        for line, text in literals(ast.parse(path.read_text(encoding="utf-8")))
        if text not in ELSEWHERE.get(place, ())
    ]
    held = sentences({text for _, _, text in found})
    assert [f"{place}:{line}: {text!r}: {held[text]}" for place, line, text in found if text in held] == []


@over("place", [*PLACES, *ELSEWHERE])
def test_every_exception_is_still_needed(place: str) -> None:
    paths = [path for path in TESTS.rglob("*.py") if path.relative_to(TESTS).as_posix().startswith(place)]
    texts = {text for path in paths for _, text in literals(ast.parse(path.read_text(encoding="utf-8")))}
    assert set(ELSEWHERE.get(place, ())) <= texts
    assert sentences(texts), f"nothing needs it at {place}"


@over("start", [*KEPT_WORDS, *EVERYDAY])
def test_every_message_that_is_passed_over_is_there(start: str) -> None:
    assert any(id.startswith(start) for id in said("en")), f"no message begins with {start}"


def test_the_search_sees_what_it_is_for() -> None:
    seen = [text for _, text in literals(ast.parse(_WRONG))]
    assert list(sentences(seen)) == [text for text in seen if text != "Any other business"]
    assert sentences(["It is unassigned."]) == {"It is unassigned.": ("lateness.nobody",)}


_WRONG = """
assert said == "It is unassigned."
assert "MoJ: It is unassigned.\\n" in said
assert said == f"The minutes of {meeting} are adopted. Only corrections are possible"
shows("in 14 days", "My tasks", "Any other business")
"""
