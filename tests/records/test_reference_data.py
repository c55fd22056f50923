from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from ictwg.domain.values import MeetingKind
from ictwg.errors import NotFoundError
from ictwg.locales import LANGUAGES, known
from ictwg.records import reference_data
from ictwg.records.reference_data import (
    data_file,
    district_named,
    holiday_table,
    load_checklist,
    load_districts,
    load_holidays,
    load_phrases,
)


def test_the_holidays_of_the_countrys_calendar() -> None:
    english, portuguese, tetum = (load_holidays("TL", lang) for lang in ("en", "pt", "tet"))
    assert english[date(2010, 5, 20)] == "Restoration of Independence Day"
    assert portuguese[date(2010, 12, 25)] == "Dia de Natal"
    assert tetum[date(2010, 12, 25)] == "Loron Natál"
    assert load_holidays("TL", "id")[date(2010, 12, 25)] == "Christmas Day"
    assert load_holidays("XX") == {}


def test_islamic_dates_are_marked_as_estimates() -> None:
    assert load_holidays()[date(2010, 11, 16)] == "Idul Adha (estimated)"
    assert {h.day.year for h in holiday_table() if h.estimated} >= {2010, *range(2027, 2037)}
    assert not any("(" in h.name for h in holiday_table())


def test_the_table_reaches_ten_years_ahead_of_its_making() -> None:
    years = {h.day.year for h in holiday_table()}
    made = date.fromisoformat(json.loads(data_file("holidays.json"))["generated"]).year
    assert years == set(range(made - 17, made + 11))


def test_thirteen_districts_then_fourteen() -> None:
    assert len(load_districts(year=2009)) == 13
    assert len(load_districts()) == 14
    assert [d.name for d in load_districts() if d.since > 2009] == ["Ataúro"]


@pytest.mark.parametrize(
    ("spelled", "name"),
    [
        ("liquica", "Liquiçá"),
        ("COVALIMA", "Cova Lima"),
        ("Oe-Cusse Ambeno", "Oecusse"),
        ("dili", "Díli"),
        ("Ata’uru", "Ataúro"),
        ("Lautem", "Lautém"),
        ("Jakarta", None),
        ("", None),
    ],
)
def test_districts_answer_to_their_spellings(spelled: str, name: str | None) -> None:
    found = district_named(spelled, load_districts())
    assert (found.name if found else None) == name


def test_no_spelling_means_two_districts() -> None:
    spellings = [reference_data._spelled(name) for d in load_districts() for name in {d.name, *d.also}]
    by_district = {(reference_data._spelled(n), d.name) for d in load_districts() for n in (d.name, *d.also)}
    assert len(by_district) == len(set(spellings))


@pytest.mark.parametrize("kind", MeetingKind)
def test_every_kind_of_meeting_has_a_checklist_in_order(kind: MeetingKind) -> None:
    steps = load_checklist(kind)
    assert [step.days for step in steps] == sorted(step.days for step in steps)
    assert all(known(f"checklists.{step.key}") for step in steps)


def test_the_offsets_of_an_ordinary_meeting() -> None:
    assert [step.days for step in load_checklist("ordinary")] == [-12, -10, -8, -5, -3, -1, 0, 3, 5, 10, 12]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_phrases_exist_in_every_language_with_the_same_blanks(lang: str) -> None:
    english, spoken = load_phrases("en"), load_phrases(lang)
    assert spoken.keys() == english.keys()
    for key, phrase in spoken.items():
        assert set(re.findall(r"\{\w+\}", phrase)) == set(re.findall(r"\{\w+\}", english[key]))


def test_a_list_that_is_not_there_is_said() -> None:
    with pytest.raises(NotFoundError) as missing:
        data_file("absent.json")
    assert "absent.json" in missing.value.message


def test_an_installed_wheel_has_its_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "phrases.json").write_text(json.dumps({"en": {"closing": "Bye"}}), encoding="utf-8")
    monkeypatch.setattr("importlib.resources.files", lambda _: tmp_path)
    assert load_phrases("tet") == {"closing": "Bye"}
