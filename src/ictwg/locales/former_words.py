"""Words that minutes no longer print, by the id of what says it today: files that say so are read for ever."""

from __future__ import annotations

FORMER: dict[str, dict[str, str]] = {
    "en": {
        "choices.shifted_by.group": "group",
        "choices.shifted_by.owner": "owner",
        "minutes.column.owner": "Owner",
        "minutes.item.minutes": "Minutes",
        "minutes.owner.none": "no owner",
    },
}
"""Of version 0.1. Its "absent" is still the word of the closed list, which is read too."""
