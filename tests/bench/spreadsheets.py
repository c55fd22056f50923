"""Every list, matrix and report as LibreOffice reads its spreadsheet, compared cell by cell with what a page says.

    python -m tests.bench.spreadsheets [--hostile]

Needs `soffice`. Prints each cell that differs; `--hostile` fills every line of a record with formulas and the like.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from tests.example_group import example_group

from ictwg.app.csv_lists import RecordList, record_list
from ictwg.domain.changes import Edit
from ictwg.domain.fields import Line
from ictwg.domain.records import Round
from ictwg.domain.schema import declared
from ictwg.domain.values import Audience
from ictwg.exports.plan_matrix import matrix
from ictwg.papers.blocks import NOTHING, Leaf, plain_text
from ictwg.papers.catalogue import PaperRequest
from ictwg.papers.forms import SPREADSHEET
from ictwg.papers.sheet_csv import rows_of
from ictwg.records.lookup import Lookup
from ictwg.reports import PAPERS
from ictwg.reports.period import asked_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ictwg.papers.blocks import PaperText
    from ictwg.papers.document import Document

TODAY = date(2010, 3, 12)
HOSTILE = ("=cmd|'/c calc'!A0", "https://x.tl/ _x0041_", "0012", "-1+3\n@SUM(1)", "w" * 5000, "12/03/2010", "1e5", "'x")
AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
"""Each sheet in a file of its own, cells as they are shown."""


def documents(*, hostile: bool) -> Iterator[tuple[str, Document]]:
    state = example_group().state
    for kind in declared():
        lines = [field for field in kind.fields() if isinstance(field, Line)]
        for one in state.all(kind) if hostile else ():
            texts = (field(HOSTILE[at % len(HOSTILE)]) for at, field in enumerate(lines))
            state.apply(Edit("verbs.edited").update(one, *texts).done())

    def asked(about: Any) -> PaperRequest:
        return PaperRequest(state, TODAY, Audience.SECRETARIAT, about, "en", tabular=True)

    for kind in declared():
        about = RecordList(kind.SINGULAR, kind, state.all(kind), Lookup(state, TODAY))
        yield from ((kind.SINGULAR, one) for one in record_list(asked(about)))
    yield from (("matrix", one) for round_ in state.all(Round) for one in matrix(asked(round_)))
    year = asked_for(TODAY, None, date(2010, 12, 31), audience=Audience.SECRETARIAT)
    yield from ((f"report-{paper.name}", one) for paper in PAPERS for one in paper.build(asked(year)))


def differs(text: PaperText, read: str) -> bool:
    """A number may be written in another way."""
    leaf = text.parts[0] if text.parts else None
    if isinstance(leaf, Leaf) and isinstance(leaf.value, int | Decimal):
        try:
            return Decimal(read.replace(",", "")) != leaf.value
        except InvalidOperation:
            return True
    if isinstance(leaf, Leaf) and isinstance(leaf.value, date):
        return read != leaf.value.isoformat()
    return plain_text(text) != read


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="spreadsheets-"))
    made = dict(documents(hostile="--hostile" in sys.argv))
    for name, document in made.items():
        (folder / f"{name}.xlsx").write_bytes(SPREADSHEET.write(document))
    office = ["soffice", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless"]
    files = sorted(map(str, folder.glob("*.xlsx")))
    subprocess.run(
        [*office, "--convert-to", AS_SHOWN, "--outdir", str(folder), *files], check=True, capture_output=True
    )
    count = wrong = 0
    for name, document in made.items():
        sheets = sorted(folder.glob(f"{name}-*.csv"), key=lambda path: path.stat().st_mtime_ns)
        told = [row for row in rows_of(document.blocks) if any(map(plain_text, row))]
        read = [row for path in sheets for row in csv.reader(path.open(encoding="utf-8", newline="")) if any(row)]
        for ours, theirs in zip(told, read, strict=False):
            for text, cell in zip_longest(ours, theirs, fillvalue=None):
                count += 1
                if differs(text or NOTHING, cell or ""):
                    wrong += 1
                    print(f"{name}: {plain_text(text or NOTHING)[:60]!r} is {(cell or '')[:60]!r}")
        wrong += len(read) < len(told)
    print(f"{len(made)} files, {count} cells, {wrong} differ; {folder}")


if __name__ == "__main__":
    main()
