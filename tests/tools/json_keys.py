"""Writes tests/golden/json-keys.json: every key that `--json` prints, by kind of record.

    python -m tests.tools.json_keys

Others build on these keys: a key may be added, none may go or change its meaning.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.example_group import TODAY, example_group

from ictwg.domain import records
from ictwg.domain.schema import Record
from ictwg.records.lookup import Lookup
from ictwg.records.tables import record_json

GOLDEN = Path(__file__).parents[1] / "golden" / "json-keys.json"


def all_keys() -> dict[str, list[str]]:
    """The keys of one record of every declared kind, by its table; what is nested as `progress[].text`."""
    group = example_group()
    lookup = Lookup(group.state, TODAY)
    kinds = [getattr(records, name) for name in records.__all__]
    examples: list[Record] = [*map(group.one, (kind.TABLE for kind in kinds))]
    examples += [group.ministry, group.action, group.meeting]
    return {type(record).TABLE: list(keys_of(record_json(lookup, record))) for record in examples}


def keys_of(value: Any, above: str = "") -> Iterator[str]:
    """The keys of an object and of what is nested in it; a list has those of its first element."""
    for key, inner in value.items():
        yield above + key
        if isinstance(inner, list) and inner and isinstance(inner[0], dict):
            yield from keys_of(inner[0], f"{above}{key}[].")


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(all_keys(), indent=1) + "\n", encoding="utf-8")
