"""Who came to which meeting, over time."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "missed": {"one": "{count} missed", "other": "{count} missed in a row"},
    "some_excused": "{count} missed in a row, {apologies} with apologies",
    "all_excused": {"one": "{count} with apologies", "other": "{count} in a row with apologies"},
    "short.missed": "{count} missed",
    "short.some_excused": "{count} missed, {apologies} excused",
    "short.all_excused": "{count} excused",
}
