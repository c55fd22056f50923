"""Texts of the list, the form and the detail that every record type has."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MESSAGES: dict[str, str | Mapping[str, str]] = {
    "view.all": "All",
    "place_tip": "All {plural} in one list: filter, add, edit, delete.",
    "title": "{plural} – {view}",
    "children": "{plural} of {name}",
    "filter_hint": "Words, or {keys}",
    "empty": "No {plural} here yet. {key:record.new} adds one.",
    "new": "New {kind}",
    "edit": "Edit {subject}",
    "several": "{plural} ({count})",
    "copied": {"one": "{count} row", "other": "{count} rows"},
    "sort": "Sort by",
    "backwards": "{field}, last first",
    "group": "Group by",
    "no_group": "No groups",
    "without": "Without {field}",
}
