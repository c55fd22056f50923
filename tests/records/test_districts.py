"""Which districts there are on a day, where they lie, and in which one a place counts."""

from __future__ import annotations

from datetime import date

import pytest
from tests.builders import MemoryState

from ictwg.app.problems.problems import count_of, to_mend
from ictwg.domain.fields import District, Districts
from ictwg.domain.records import DistrictEntry, Group, Training
from ictwg.domain.schema import declared, form_fields
from ictwg.domain.values import YesNo
from ictwg.errors import NotFoundError
from ictwg.minutes.gaps import ProblemKind
from ictwg.records.group import counted_in, districts_on, known_districts, map_of, west_to_east
from ictwg.records.lookup import Lookup
from ictwg.records.reference_data import district_named

THEN, NOW = date(2009, 11, 24), date(2026, 11, 28)


def test_there_were_thirteen_in_2009_and_are_fourteen_since_2022() -> None:
    state = MemoryState()
    assert [len(districts_on(state, day)) for day in (THEN, date(2021, 12, 31), date(2022, 1, 1))] == [13, 13, 14]


def test_they_are_laid_out_like_the_country() -> None:
    grid = map_of(districts_on(MemoryState(), NOW))
    assert [[one.name if one else "" for one in row] for row in grid] == [
        ["", "", "", "Ataúro", "", "", ""],
        ["", "", "Liquiçá", "Díli", "Manatuto", "Baucau", "Lautém"],
        ["", "Bobonaro", "Ermera", "Aileu", "", "", ""],
        ["Oecusse", "Cova Lima", "Ainaro", "Manufahi", "", "Viqueque", ""],
    ]
    assert [one.name for one in west_to_east(districts_on(MemoryState(), THEN))][:3] == [
        "Oecusse",
        "Bobonaro",
        "Cova Lima",
    ]


@pytest.mark.parametrize(
    ("place", "day", "counts"),
    [
        ("Covalima", THEN, "Cova Lima"),
        ("Oe-Cusse Ambeno", NOW, "Oecusse"),
        ("Liquica", THEN, "Liquiçá"),
        ("Ataúro", THEN, "Díli"),
        ("Ataúro", NOW, "Ataúro"),
        ("Kupang", NOW, ""),
        ("", NOW, ""),
    ],
)
def test_a_place_counts_in_the_district_of_its_day(place: str, day: date, counts: str) -> None:
    state = MemoryState()
    assert counted_in(place, districts_on(state, day), known_districts(state)) == counts


def test_another_country_enters_its_own_list_and_map() -> None:
    state = MemoryState()
    state.add(Group, Group.name("Another group"), Group.country("XX"))
    assert districts_on(state, NOW) == ()
    for name, line, place in (("North", 1, 2), ("South", 2, 1), ("Island", None, None)):
        where = (DistrictEntry.north_to_south(line), DistrictEntry.west_to_east(place))
        state.add(DistrictEntry, DistrictEntry.name(name), DistrictEntry.spellings((f"{name} Province",)), *where)
    grid = map_of(districts_on(state, NOW))
    assert [[one.name if one else "" for one in row] for row in grid] == [["", "North"], ["South", ""], ["Island"]]
    assert Lookup(state, NOW).district("south province") == "South"


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [("Bacau", "Baucau"), ("Kupang", "Baucau, Bobonaro"), ("liqica", "Liquiçá"), ("Maliana", "Baucau, Bobonaro")],
)
def test_what_is_no_district_is_refused_with_the_nearest(typed: str, nearest: str) -> None:
    """In every field of a district, by form, command and list."""
    lookup = Lookup(MemoryState(), NOW)
    fields = [field for kind in declared() for field in form_fields(kind) if isinstance(field, District | Districts)]
    assert len(fields) > 3
    for field in fields:
        with pytest.raises(NotFoundError) as refused:
            field.parse(typed, lookup)
        assert nearest in refused.value.hint
        assert field.parse("oe-cusse ambeno", lookup) in ("Oecusse", ("Oecusse",))


def test_what_an_old_file_says_of_no_district_is_to_check() -> None:
    state = MemoryState()
    state.add(Training, Training.title("Course"), Training.district("Bacau"), Training.people_at_risk(YesNo.NO))
    state.add(Training, Training.title("Other"), Training.district("liquica"), Training.people_at_risk(YesNo.NO))
    (line,) = to_mend(state, NOW)
    assert ("Bacau" in line.where, line.table, line.field) == (True, Training.TABLE, Training.district.name)
    assert count_of(state, NOW)[ProblemKind.GAPS] == 1


def test_the_settings_name_where_the_group_works() -> None:
    state = MemoryState()
    state.add(Group, Group.name("A group"), Group.districts(("Baucau", "Refugee camp")))
    assert [one.name for one in districts_on(state, NOW)] == ["Baucau", "Refugee camp"]
    assert district_named("Baukau", districts_on(state, NOW)) is not None
