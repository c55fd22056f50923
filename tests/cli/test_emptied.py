"""`set REF field=` for a field that cannot be empty: said in the words of `set`."""

from __future__ import annotations

import pytest
from tests.cli.conftest import Commands


@pytest.mark.parametrize(
    ("reference", "field"), [("MoJ", "name"), ("MoJ", "acronym"), ("A-2010-001", "text"), ("A-2010-001", "status")]
)
def test_a_field_that_cannot_be_empty_says_how_it_is_set(group: Commands, reference: str, field: str) -> None:
    ran = group("set", reference, f"{field}=")
    assert ran.code == 4
    assert "--" not in ran.err
    assert f"write {field}=VALUE" in ran.err or field == "status"  # that one lists its values


def test_what_is_added_without_a_name_still_says_the_flag(group: Commands) -> None:
    assert "--acronym" in group("add", "organization", "Ministry of Health").err


def test_a_day_is_set_and_emptied(group: Commands) -> None:
    group.ok("set", "A-2010-001", "due=fri")
    assert group.ok("show", "A-2010-001", "--json").json["due"] == "2010-02-19"
    group.ok("set", "A-2010-001", "due=")
    assert group.ok("show", "A-2010-001", "--json").json["due"] is None
