"""Time zones: in full, in any case, by their place alone; and this computer's own."""

from __future__ import annotations

import pytest
import tzlocal

from ictwg.errors import InvalidValueError
from ictwg.records import group as zones
from ictwg.records.group import system_zone, zone_meant


@pytest.mark.parametrize(
    ("typed", "zone"),
    [("Asia/Dili", "Asia/Dili"), ("asia/dili", "Asia/Dili"), ("dili", "Asia/Dili"), ("New York", "America/New_York")],
)
def test_a_zone_is_meant(typed: str, zone: str) -> None:
    assert zone_meant(typed) == zone


def test_what_is_none_names_the_nearest() -> None:
    with pytest.raises(InvalidValueError) as raised:
        zone_meant("Asia/Dilli", "time_zone")
    assert "Asia/Dili" in raised.value.hint
    assert raised.value.field == "time_zone"


def test_this_computers_zone_is_a_known_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tzlocal, "get_localzone_name", lambda: "Asia/Jakarta")
    assert system_zone() == "Asia/Jakarta"
    for told_by_nobody in ("Nowhere/Land", "Etc/UTC", "UTC"):
        monkeypatch.setattr(tzlocal, "get_localzone_name", lambda name=told_by_nobody: name)
        assert system_zone() == ""
    monkeypatch.undo()
    assert system_zone() in {"", *zones.zones()}
