"""Our dates are those of the standard library, wherever they came from."""

from __future__ import annotations

import datetime as dt

from ictwg import dates


def test_the_types_are_the_standard_ones() -> None:
    assert dates.UTC is dt.UTC
    for name in ("date", "datetime", "time", "timedelta", "timezone"):
        assert getattr(dates, name) is getattr(dt, name)
