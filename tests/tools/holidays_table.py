"""Writes data/holidays.json from the `holidays` package: `python tests/tools/holidays_table.py [YEAR]`.

A table travels with the program instead of the package: `holidays` wants an old python-dateutil and costs a command
its start. From seventeen years before YEAR (this year) to ten after it.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

COUNTRIES = {"TL": {"en": "en_TL", "pt": "pt_TL", "tet": "tet"}}
ESTIMATED = re.compile(r"\s*\((?:estimated|aproximada|kalkula)\)")
TARGET = Path(__file__).resolve().parents[2] / "data" / "holidays.json"


def named(country: str, locale: str, years: range) -> dict[dt.date, str]:
    package: Any = import_module("holidays")
    return dict(package.country_holidays(country, years=years, language=locale))


def table(country: str, years: range) -> dict[str, Any]:
    by_language = {lang: named(country, locale, years) for lang, locale in COUNTRIES[country].items()}
    return {day.isoformat(): row(day, by_language) for day in sorted(by_language["en"])}


def row(day: dt.date, by_language: dict[str, dict[dt.date, str]]) -> dict[str, Any]:
    names = {lang: ESTIMATED.sub("", days[day]) for lang, days in by_language.items()}
    return {**names, "estimated": True} if ESTIMATED.search(by_language["en"][day]) else names


def main(year: int) -> None:
    years = range(year - 17, year + 11)
    head = {
        "generated": dt.datetime.now(tz=dt.UTC).date().isoformat(),
        "source": f"holidays {version('holidays')}",
        "first_year": years[0],
        "last_year": years[-1],
    }
    lines = [f" {json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    lines += [f" {json.dumps(country)}: {{\n{rows(table(country, years))}\n }}" for country in COUNTRIES]
    TARGET.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def rows(days: dict[str, Any]) -> str:
    return ",\n".join(f"  {json.dumps(day)}: {json.dumps(names, ensure_ascii=False)}" for day, names in days.items())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else dt.datetime.now(tz=dt.UTC).year)
