from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from tests.tools.catalogues import TRANSLATED, forms, in_form, mark, marked, older, path_of, said, with_marks

from ictwg import locales
from ictwg.locales import MissingMessageError, catalogue, set_language, set_strict, t
from ictwg.locales.typed_words import (
    DATE_PATTERNS,
    DAYS,
    DAYS_SHORT,
    MONTHS,
    MONTHS_SHORT,
    WEEKDAY_SEPARATORS,
)
from ictwg.manual import WRITTEN, written

PLACEHOLDER = re.compile(r"\{(\w+)\}")
KEEPS_ITS_WORDS = re.compile(r"(?i)“[^”]*”|\{[^}]*\}|of which (?:meeting|body)\?")
"""A command, a place to fill, and a question of which one."""

FOREIGN = (
    *("bring together", "brings together", "brought together", "comes together", "goes there", "comes in", "came in"),
    *("different answers", "different answer", "second copy", "second copies"),
    *("mend", "mends", "mended", "mending", "way out"),
    *("nothing fits", "nothing answers", "nobody answers", "answers to “"),
    *("put in force", "puts in force", "owe", "owes", "owed", "nobody's yet", "put off", "puts off", "chase"),
    *("what was said besides", "what stands in", "what is told", "of which", "therein", "goes along", "anew"),
    *("bring back", "brings back", "brought back", "take away", "takes away", "taken away", "purge", "purged"),
    *("frozen", "lacks", "is none", "are none", "stands", "shall", "somebody"),
    *("is to be", "are to be", "what became of", "unasked", "half there", "by itself", "lies", "besides", "once more"),
)
"""What a colleague would not say; each has one plain word instead, the same everywhere."""

FOREIGN_PHRASE = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, FOREIGN))})(?!\w)", re.IGNORECASE)

UNCOUNTED = {
    "answers.no_such": "the highest number that can be typed",
    "backups.no_such": "likewise",
    "cli.prepare.no_such_item": "likewise",
    "ui.modes_behind": "likewise: the digits of the places",
    "backups.kilobytes": "a unit",
    "saving.short.": "an arrow and a figure",
    "minutes_screen.read.part.": "a heading, then a figure",
    "importing.records": "likewise",
    "ui.for_several": "a verb, then a figure",
    "saving.more_from": "a figure, then a name",
    "followup.actions_done": "two figures",
    "tasks.steps": "likewise",
    "ui.count_of": "likewise",
    "membership.chart.shown": "the noun is that of the second figure",
    "meetings.represented_short": "printed: a share of the members",
    "calendar.too_far": "always many",
    "check.double_reference": "likewise",
    "importing.not_compared": "likewise",
    "minutes_screen.minutes.hint.adopts": "likewise",
    "preparing.why.standing": "likewise: of the last three",
    "preparing.screen.count": "likewise: the items of an agenda",
    "search.most": "likewise",
    "when.too_far": "likewise",
}
"""Messages with one form for every count: the start of the id, and why."""

SENTENCE = re.compile(r"(?!keys\.help).*(\.help|_tip|[._]hint)")
STOPS = (".", "?", "!", ":", "…")
PLACEHOLDERS = {
    "cli.hint", "followup.decision_filter_hint", "followup.filter_hint", "minutes_screen.minutes.hint",
    "record_screen.filter_hint", "search.hint", "ui.choose_hint", "ui.filter_hint", "ui.help_hint", "ui.palette_hint",
}  # fmt: skip
"""Hints that stand in an empty field or in a line of keys."""

READ_BACK = ("minutes", "choices", "recurrence")
"""Areas that are printed, and read back from print: their words stay."""
TYPED = ("places.call_words",)
"""What people type, and no screen shows."""


@pytest.fixture(autouse=True)
def _own_messages(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(
        locales._catalogues,
        ("en", "proof"),
        {
            "proof.plain": "Saved",
            "proof.named": "Closed {reference}",
            "proof.many": {"one": "{count} action", "other": "{count} actions"},
        },
    )
    monkeypatch.setitem(
        locales._catalogues,
        ("pt", "proof"),
        {"proof.plain": "Guardado", "proof.many": {"one": "{count} ação", "other": "{count} ações"}},
    )
    monkeypatch.setitem(locales._catalogues, ("id", "proof"), {"proof.many": {"other": "{count} tindak lanjut"}})
    monkeypatch.delitem(locales._catalogues, ("xx", "proof"), raising=False)
    before = locales.language()
    set_strict(False)
    yield
    set_language(before)
    set_strict(False)
    locales._catalogues.pop(("xx", "proof"), None)


def test_a_language_falls_back_key_by_key() -> None:
    assert t("proof.plain", lang="pt") == "Guardado"
    assert t("proof.named", lang="pt", reference="A-1") == "Closed A-1"
    assert t("proof.absent", lang="pt") == "proof.absent"
    assert t("no_such_area.key") == "no_such_area.key"
    assert t("../hostile.key") == "../hostile.key"


def test_the_language_of_the_interface_is_the_default() -> None:
    set_language("pt_TL.UTF-8")
    assert t("proof.plain") == "Guardado"
    set_language("fr")
    assert t("proof.plain") == "Saved"


@pytest.mark.parametrize(
    ("lang", "count", "said"),
    [
        ("en", 0, "0 actions"),
        ("en", 1, "1 action"),
        ("en", 2, "2 actions"),
        ("pt", 1, "1 ação"),
        ("pt", 0, "0 ações"),
        ("id", 1, "1 tindak lanjut"),
        ("tet", 1, "1 action"),
    ],
)
def test_plurals(lang: str, count: int, said: str) -> None:
    assert t("proof.many", lang=lang, count=count) == said


def test_values_are_never_read_as_patterns() -> None:
    assert t("proof.named", reference="{reference} {0!r} %s") == "Closed {reference} {0!r} %s"


def test_a_missing_value_leaves_its_place_in_sight() -> None:
    assert t("proof.named") == "Closed {reference}"


def test_strict_mode_raises() -> None:
    set_strict(True)
    with pytest.raises(MissingMessageError):
        t("proof.absent")
    with pytest.raises(MissingMessageError):
        t("proof.named", ref="A-1")


def test_the_pseudo_language_is_longer_and_keeps_placeholders() -> None:
    said = t("proof.named", lang="xx", reference="A-1")
    assert said.startswith("Çlôšéd A-1 ")
    assert len(said) >= 1.25 * len("Closed A-1")
    assert t("proof.many", lang="xx", count=1).startswith("1 áçtíôñ ")


def test_pseudo_leaves_markup_and_names_alone() -> None:
    from ictwg.locales.pseudo import pseudo

    assert pseudo("[b]$name[/b] {count}").startswith("[b]$name[/b] {count}")


@pytest.mark.parametrize("lang", locales.LANGUAGES)
def test_what_is_asked_for_by_area_is_all_that_the_file_says(lang: str) -> None:
    messages = said(lang)
    areas = dict.fromkeys(id.partition(".")[0] for id in messages)
    assert {id: message for area in areas for id, message in catalogue(lang, area).items()} == messages


@pytest.mark.parametrize("lang", locales.LANGUAGES)
def test_every_file_is_in_its_form(lang: str) -> None:
    """If not: `python -m tests.tools.catalogues`."""
    messages, english = with_marks(lang), said("en")
    wanted = messages if lang == "en" else marked(messages, english)
    assert path_of(lang).read_bytes().decode() == in_form(wanted, english)


@pytest.mark.parametrize("lang", TRANSLATED)
def test_translations_have_only_english_ids_and_the_same_placeholders(lang: str) -> None:
    english, translated = said("en"), said(lang)
    assert set(translated) <= set(english)
    assert [id for id, message in translated.items() if placeholders(message) != placeholders(english[id])] == []


@pytest.mark.parametrize("lang", TRANSLATED)
def test_what_waits_for_a_translator(lang: str) -> None:
    """Nobody who changes English has to know all languages: what is older is told, and wrong nowhere."""
    if waiting := list(older(with_marks(lang), said("en"))):
        pytest.xfail("\n".join(("older than their English:", *waiting)))


def test_a_translation_is_older_once_any_form_of_its_english_changes() -> None:
    was: dict[str, locales.Message] = {"a.plain": "Save", "a.many": {"one": "{count} file", "other": "{count} files"}}
    made = marked({"a.plain": "Guardar", "a.many": {"one": "{count} ficheiro", "other": "{count} ficheiros"}}, was)
    assert list(older(made, was)) == []
    now = {**was, "a.many": {"one": "one file", "other": "{count} files"}}
    assert list(older(made, now)) == [
        "a.many\n    one file\n    {count} files\n    {count} ficheiro\n    {count} ficheiros"
    ]
    assert list(older({**made, "@a.many": mark(now["a.many"])}, now)) == []


def test_the_form_is_one_message_a_line_in_the_order_of_english() -> None:
    english: dict[str, locales.Message] = {
        "b.one": "One “word”",
        "a.two": "Two\nlines",
        "b.three": {"one": "Three", "other": "{count} times"},
    }
    made: dict[str, locales.Message] = {
        "b.three": {"other": "{count} vezes"},
        "@a.two": "12345678",
        "a.two": "Duas",
        "gone.id": "Foi",
    }
    assert in_form(english, english) == (
        '{\n\n  "a.two": "Two\\nlines",\n\n'
        '  "b.one": "One “word”",\n  "b.three": {"one": "Three", "other": "{count} times"}\n\n}\n'
    )
    assert in_form(made, english) == (
        '{\n\n  "a.two": "Duas", "@a.two": "12345678",\n\n  "b.three": {"other": "{count} vezes"}\n\n}\n'
    )


def test_plural_messages_have_the_general_form() -> None:
    assert [id for id, message in said("en").items() if not (isinstance(message, str) or "other" in message)] == []


@pytest.mark.parametrize("lang", locales.LANGUAGES)
def test_what_is_counted_has_a_form_for_one(lang: str) -> None:
    """Also where English says the same of one and of several: other languages do not."""
    whole = {id for id, message in said(lang).items() if "{count}" in forms(message)[0] and isinstance(message, str)}
    assert [
        id for id in whole if locales.plural_category(1, lang) == "one" and not id.startswith(tuple(UNCOUNTED))
    ] == []


@pytest.mark.parametrize("start", UNCOUNTED)
def test_every_message_that_needs_no_form_for_one_is_there(start: str) -> None:
    assert any("{count}" in str(message) for id, message in said("en").items() if id.startswith(start))


@pytest.mark.parametrize("lang", locales.LANGUAGES)
def test_a_command_is_quoted_without_the_signs_of_markdown(lang: str) -> None:
    """No screen and no terminal reads them; the manual does."""
    shown = {id: form for id, message in said(lang).items() if not id.startswith("manual.") for form in forms(message)}
    assert [id for id, form in shown.items() if "`" in form or re.search(r"(?<!\w)\*\w[^*\n]*\*(?!\w)", form)] == []


@pytest.mark.parametrize("lang", locales.LANGUAGES)
def test_help_tips_and_hints_are_sentences(lang: str) -> None:
    told = {id: form for id, message in said(lang).items() if SENTENCE.fullmatch(id) for form in forms(message)}
    assert [id for id, form in told.items() if not form.rstrip().endswith(STOPS) and id not in PLACEHOLDERS] == []


def test_english_is_what_a_colleague_would_say() -> None:
    """Ids are not looked at, nor commands in a sentence: these keep their names."""
    told = [
        (id, phrase)
        for id, message in said("en").items()
        if id.partition(".")[0] not in READ_BACK and id not in TYPED
        for form in forms(message)
        for phrase in FOREIGN_PHRASE.findall(KEEPS_ITS_WORDS.sub("", form))
    ]
    assert told == []


@pytest.mark.parametrize("page", WRITTEN)
def test_the_manual_is_what_a_colleague_would_say(page: str) -> None:
    text = re.sub(r"`[^`]*`|“[^”]*”", "", written(page))
    assert FOREIGN_PHRASE.findall(text) == []


def placeholders(message: locales.Message) -> set[str]:
    return {name for form in forms(message) for name in PLACEHOLDER.findall(form)}


@pytest.mark.parametrize("lang", locales.LANGUAGES)
def test_every_language_names_every_month_and_day(lang: str) -> None:
    for table, count in ((MONTHS, 12), (MONTHS_SHORT, 12), (DAYS, 7), (DAYS_SHORT, 7)):
        assert len(set(table[lang])) == count
    assert DATE_PATTERNS[lang]
    assert WEEKDAY_SEPARATORS[lang]
