"""Minutes that version 0.1 exported are read for ever, its words included, with the records that 0.1 made of them.

The files and `records.json`, which holds what came in, one record a line, are never written again. A later version may
understand more of a file: nothing that 0.1 understood is lost or said otherwise.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from tests.builders import MemoryState
from tests.what_stays import in_words_of_then

from ictwg.domain.schema import Raw
from ictwg.imports.minutes_comparison.apply_sheets import bring_in_files
from ictwg.imports.minutes_comparison.copies import OwnFile
from ictwg.imports.report import RowState
from ictwg.minutes.read_back.reading import is_own
from ictwg.papers.markdown import is_unedited

GOLDEN = Path(__file__).parents[1] / "golden" / "0.1"
FILES = sorted(GOLDEN.glob("minutes-*.md"))
RECORDS = json.loads((GOLDEN / "records.json").read_text("utf-8"))
LATER = date(2026, 11, 27)


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_the_file_gives_the_same_records_as_in_0_1(file: Path) -> None:
    text = file.read_text("utf-8")
    assert is_own(text)
    assert is_unedited(text)
    group = MemoryState()
    with in_words_of_then(file.stem.rpartition("-")[2]):  # what stands in the place of a text that is not shown
        plan = bring_in_files(group, [OwnFile(file.name, text)], LATER)
    group.apply(plan.changes)
    assert [row.state for row in plan.rows] == [RowState.NEW]
    before, now = RECORDS[file.stem.rpartition("-")[0]], _records(group)
    assert {name: {field: now[name].get(field) for field in values} for name, values in before.items()} == before
    assert {name.partition("/")[0] for name in now.keys() - before.keys()} <= {"editions"}


def test_there_are_files_in_every_language_for_both_audiences() -> None:
    assert len(FILES) == 16


def _records(group: MemoryState) -> dict[str, dict[str, Raw]]:
    """Every record by its table and id: the ids are derived from what the file says."""
    return {f"{table}/{id}": group._rows[table, id].values for table, id in sorted(group._rows)}
