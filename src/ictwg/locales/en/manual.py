"""Headings of the manual's reference."""

MESSAGES: dict[str, str | dict[str, str]] = {
    "commands": "## Commands",
    "keys": "## Keys",
    "json": (
        "## JSON\n\nWhat `--json` prints of the first record in each list of the example group.\n"
        "`show` and `add` print one object without the list.\n"
    ),
    "more": "## More\n\nThe reference, each on a page of its own:\n\n{pages}",
    "fields": "## Fields\n\nA star marks what a record cannot do without.",
    "field": "Field",
    "key": "Key in JSON, CSV and on the command line",
    "kind": "Kind",
    "kind.line": "one line",
    "kind.text": "text in markdown",
    "kind.choice": "one of",
    "kind.date": "a day",
    "kind.due": "a day, next meeting, or ongoing",
    "kind.time": "a time",
    "kind.stamp": "a moment",
    "kind.number": "a number",
    "kind.flag": "yes or no",
    "kind.position": "a place",
    "kind.link": "another record",
    "kind.links": "other records",
    "kind.words": "words",
    "key.keys": "Key",
    "key.does": "What it does",
    "key.id": "Name in your settings file",
}
