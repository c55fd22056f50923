"""Any word of our own papers may change: what was printed with the word before is read as it was, in each language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from tests.papers_made import exporter_named
from tests.rich_meeting import MEETS_ON, rich_meeting

from ictwg import locales
from ictwg.domain.values import Audience
from ictwg.imports import headings
from ictwg.locales import former_words
from ictwg.minutes.read_back import reading_lines
from ictwg.minutes.read_back.reading import read_own
from ictwg.papers import blocks

AREAS = ("minutes", "choices", "meetings")
LANGUAGES = locales.LANGUAGES
REMEMBERED: tuple[Callable[..., Any], ...] = tuple(
    found
    for module in (blocks, reading_lines, headings)
    for found in vars(module).values()
    if hasattr(found, "cache_clear") and found.__module__ == module.__name__
)
"""What the readers have worked out once."""


@pytest.fixture
def forgotten() -> Iterator[None]:
    _forget()
    yield
    _forget()


def _forget() -> None:
    for one in REMEMBERED:
        one.cache_clear()  # type: ignore[attr-defined]  # that is what they are found by


def reworded(message: locales.Message) -> locales.Message:
    """Another word in its place, with the same places for values."""
    return f"Ω {message}" if isinstance(message, str) else {form: f"Ω {text}" for form, text in message.items()}


def printed(lang: str) -> str:
    rich = rich_meeting()
    return exporter_named("minutes").render(rich.state, rich.meeting, Audience.SECRETARIAT, MEETS_ON, lang)


def change_every_word(monkeypatch: pytest.MonkeyPatch, lang: str, *, remember: bool) -> None:
    """Says everything of one language otherwise, with what it said before among the former words or nowhere."""
    before: dict[str, list[str]] = {}
    for area in AREAS:
        said = locales.catalogue(lang, area)
        before |= {id: [text] for id in said for text in [former_words.template(id, lang)]}
        monkeypatch.setitem(locales._catalogues, (lang, area), {id: reworded(text) for id, text in said.items()})
    was = former_words.former

    def former(asked: str) -> Mapping[str, list[str]]:
        return {**was(asked), **before} if remember and asked == lang else was(asked)

    monkeypatch.setattr(former_words, "former", former)


@pytest.mark.usefixtures("forgotten")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_minutes_are_read_after_every_word_has_changed(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = printed(lang)
    before = read_own(text)
    change_every_word(monkeypatch, lang, remember=True)
    _forget()
    assert printed(lang) != text
    assert read_own(text) == before


@pytest.mark.usefixtures("forgotten")
def test_a_word_that_is_forgotten_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """So the law above can fail."""
    text = printed("en")
    before = read_own(text)
    change_every_word(monkeypatch, "en", remember=False)
    _forget()
    assert read_own(text) != before


@pytest.mark.usefixtures("forgotten")
@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_minutes_of_a_language_without_its_words_are_read_once_it_has_them(
    lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Printed before anybody translated them: the page is of that language, and its words are English."""
    with monkeypatch.context() as untranslated:
        for area in AREAS:
            untranslated.setitem(locales._catalogues, (lang, area), {})
        _forget()
        text = printed(lang)
        before = read_own(text)
    _forget()
    assert printed(lang) != text
    assert read_own(text) == before
