from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.all_of import over

from ictwg.domain.references import (
    Reference,
    ReferenceKind,
    day_reference,
    format_reference,
    next_number,
    parse_reference,
    shown_reference,
)

ACTION, TASK, DECISION, MEETING = ReferenceKind
series_codes = st.from_regex("[A-Z][A-Z0-9]{0,7}", fullmatch=True)


@over(
    "typed, meant",
    [
        ("A-2010-014", Reference(ACTION, 2010, 14)),
        ("a-2010-14", Reference(ACTION, 2010, 14)),
        (" a 2010 14 ", Reference(ACTION, 2010, 14)),
        ("A2010-14", Reference(ACTION, 2010, 14)),
        ("A–2010–014", Reference(ACTION, 2010, 14)),
        ("A/2010/1234", Reference(ACTION, 2010, 1234)),
        ("A-2010-014·k7", Reference(ACTION, 2010, 14, suffix="k7")),
        ("a 2010 14 ·K7", Reference(ACTION, 2010, 14, suffix="k7")),
        ("T-2010-003", Reference(TASK, 2010, 3)),
        ("d-2010-3", Reference(DECISION, 2010, 3)),
        ("M-2010-03", Reference(MEETING, 2010, 3)),
        ("m-law-2010-3", Reference(MEETING, 2010, 3, "LAW")),
        ("M-WG2-2010-03", Reference(MEETING, 2010, 3, "WG2")),
        ("M-2010-03-12", Reference(MEETING, 2010, 0, "", date(2010, 3, 12))),
        ("m law 2010 3 12", Reference(MEETING, 2010, 0, "LAW", date(2010, 3, 12))),
    ],
)
def test_references_are_read_as_people_write_them(typed: str, meant: Reference) -> None:
    assert parse_reference(typed) == meant


@over(
    "text",
    [
        *("", "A", "A-2010", "2010-014", "A-201-14", "X-2010-01", "A-LAW-2010-014", "A-2010-014-03", "A-20100014"),
        *("M-2010-13-40", "M-2010-02-30", "A-2010-014x", "A-2010-014·", "A-٢٠١٠-٣", "A-2010-" + "1" * 60, "A 10 3"),
    ],
)
def test_other_text_is_no_reference(text: str) -> None:
    assert parse_reference(text) is None


@given(st.sampled_from([ACTION, TASK, DECISION]), st.integers(1, 9999), st.integers(1, 999_999))
def test_what_is_written_is_read(kind: ReferenceKind, year: int, number: int) -> None:
    written = format_reference(kind, year, number)
    assert parse_reference(written) == Reference(kind, year, number)
    assert str(parse_reference(written.lower().replace("-", " "))) == written


@given(series_codes | st.just(""), st.integers(1000, 9999), st.integers(1, 999_999), st.dates(date(1000, 1, 1)))
def test_meetings_are_read_by_number_and_by_day(series: str, year: int, number: int, day: date) -> None:
    assert parse_reference(format_reference(MEETING, year, number, series)) == Reference(MEETING, year, number, series)
    assert str(parse_reference(day_reference(day, series).lower())) == day_reference(day, series)


def test_two_that_share_one_are_shown_apart() -> None:
    assert shown_reference("A-2010-014", "01J9ZK3F5Q7XW2M8T4R6V1C0K7") == "A-2010-014·k7"


@given(st.lists(st.integers(1, 500)))
def test_the_next_number_was_never_used(used: list[int]) -> None:
    seen = [format_reference(ACTION, 2010, number) for number in used] + ["A-2011-900", "T-2010-901", "rubbish"]
    assert next_number(seen, ACTION, 2010) == max(used, default=0) + 1


@given(st.lists(st.text(alphabet="AaDM2010- 9é٣", max_size=14).map("A-2010-".__add__), max_size=4))
def test_a_number_counts_as_it_is_read(seen: list[str]) -> None:
    read = [r for text in seen if (r := parse_reference(text)) and (r.kind, r.year) == (ACTION, 2010)]
    assert next_number(seen, ACTION, 2010) == max((r.number for r in read), default=0) + 1


def test_each_series_and_year_counts_alone() -> None:
    seen = ["M-2010-03", "M-LAW-2010-07", "m-law-2010-8", "M-2010-12-24"]
    assert next_number(seen, MEETING, 2010) == 4
    assert next_number(seen, MEETING, 2010, "law") == 9
    assert next_number(seen, MEETING, 2011) == 1
