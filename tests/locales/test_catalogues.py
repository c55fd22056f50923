from __future__ import annotations

import pkgutil
import re
from typing import TYPE_CHECKING

import pytest

import ictwg.locales
import ictwg.locales.en
from ictwg import locales
from ictwg.locales import MissingMessageError, catalogue, set_language, set_strict, t
from ictwg.locales.calendar_names import (
    DATE_PATTERNS,
    DAYS,
    DAYS_SHORT,
    MONTHS,
    MONTHS_SHORT,
    WEEKDAY_SEPARATORS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

AREAS = sorted(module.name for module in pkgutil.iter_modules(ictwg.locales.en.__path__))
PLACEHOLDER = re.compile(r"\{(\w+)\}")


@pytest.fixture(autouse=True)
def _own_messages(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(
        locales._catalogues,
        ("en", "proof"),
        {
            "plain": "Saved",
            "named": "Closed {reference}",
            "many": {"one": "{count} action", "other": "{count} actions"},
        },
    )
    monkeypatch.setitem(
        locales._catalogues,
        ("pt", "proof"),
        {"plain": "Guardado", "many": {"one": "{count} ação", "other": "{count} ações"}},
    )
    monkeypatch.setitem(locales._catalogues, ("id", "proof"), {"many": {"other": "{count} tindak lanjut"}})
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


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("lang", ["pt", "tet", "id"])
def test_translations_have_only_english_keys_and_the_same_placeholders(lang: str, area: str) -> None:
    english, translated = catalogue("en", area), catalogue(lang, area)
    assert set(translated) <= set(english)
    for key, message in translated.items():
        assert placeholders(message) == placeholders(english[key]), key


@pytest.mark.parametrize("lang", ["pt", "tet", "id"])
def test_no_translated_area_is_without_an_english_one(lang: str) -> None:
    package = __import__(f"ictwg.locales.{lang}", fromlist=["__path__"])
    assert {module.name for module in pkgutil.iter_modules(package.__path__)} <= set(AREAS)


@pytest.mark.parametrize("area", AREAS)
def test_plural_messages_have_the_general_form(area: str) -> None:
    for key, message in catalogue("en", area).items():
        assert isinstance(message, str) or "other" in message, key


def placeholders(message: locales.Message) -> set[str]:
    forms = [message] if isinstance(message, str) else list(message.values())
    return {name for form in forms for name in PLACEHOLDER.findall(form)}


@pytest.mark.parametrize("lang", locales.LANGUAGES)
def test_every_language_names_every_month_and_day(lang: str) -> None:
    for table, count in ((MONTHS, 12), (MONTHS_SHORT, 12), (DAYS, 7), (DAYS_SHORT, 7)):
        assert len(set(table[lang])) == count
    assert DATE_PATTERNS[lang]
    assert WEEKDAY_SEPARATORS[lang]
