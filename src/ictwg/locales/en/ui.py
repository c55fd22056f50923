"""Texts of the widgets and boxes that every screen uses."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: dict[str, str | Mapping[str, str]] = {
    "filter_hint": "Filter",
    "count": {"one": "{count} row", "other": "{count} rows"},
    "count_of": "{shown} of {count}",
    "nothing_matches": "Nothing has “{query}”. Escape shows all again.",
    "nothing_here": "Nothing here yet.",
}
