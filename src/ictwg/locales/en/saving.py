"""Whether what was typed is saved, and whether colleagues see it."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "saved": "saved on this computer",
    "long.shared": "in the shared folder ✓",
    "long.pending": {
        "one": "{count} change not yet in the shared folder",
        "other": "{count} changes not yet in the shared folder",
    },
    "long.unreachable": "shared folder not reachable since {since}",
    "long.waiting": "the shared file is not ready",
    "long.never": "not yet in the shared folder",
    "short.shared": "✓ shared",
    "short.pending": "↑ {count}",
    "short.unreachable": "▲ no folder",
    "short.waiting": "▲ waiting",
    "short.never": "↑",
    "heard": {
        "one": "{user}: last heard {at} ({count} change)",
        "other": "{user}: last heard {at} ({count} changes)",
    },
    "held": {
        "one": "{count} deletion in the shared file waits for your answer",
        "other": "{count} deletions in the shared file wait for your answer",
    },
    "read_only": "A newer program has written this file: update yours to change it",
    "came": {"one": "{count} change came in from colleagues", "other": "{count} changes came in from colleagues"},
    "conflicts": {"one": "{count} field has two answers", "other": "{count} fields have two answers"},
}
