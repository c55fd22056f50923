"""How many lines of public minutes the scanner of confidential texts marks, and how long it looks.

`python -m tests.bench.confidential_marks FOLDER… [--no-write]`, results/confidential_marks.md: each folder in a FOLDER
is a group whose minutes are public, or papers in their manner (`field`; `tests/imports`). An address or telephone that
stands there is one; every other mark is wrong. A page has 3,000 characters.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from ictwg.domain.confidential import finds_in
from ictwg.domain.values import Find

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

RESULTS = Path(__file__).parent / "results" / "confidential_marks.md"
PAGE = 3000
HEADINGS = ("Group", "Pages", "Lines marked", "of them contacts", "Wrong a page", "Microseconds a line")


def row_of(group: Path) -> tuple[str, ...]:
    pages = lines = 0
    finds: Counter[Find] = Counter()
    begun = perf_counter()
    for text in _texts(group):
        pages += -(-len(text) // PAGE)
        found = [finds_in(line) for line in text.split("\n")]
        lines += len(found)
        finds.update(told[0] for told in found if told)
    each = (perf_counter() - begun) / lines * 1e6
    marked, right = finds.total(), finds[Find.EMAIL] + finds[Find.PHONE]
    return (group.name, str(pages), str(marked), str(right), f"{(marked - right) / pages:.3f}", f"{each:.0f}")


def _texts(group: Path) -> Iterator[str]:
    for path in sorted((*group.rglob("*.md"), *group.rglob("*.txt"))):
        yield path.read_text(encoding="utf-8", errors="replace")


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--no-write", action="store_true")
    args = parser.parse_args(argv)
    folders = (one for folder in args.folders for one in sorted(folder.iterdir()) if one.is_dir())
    groups = [one for one in folders if any(_texts(one))]
    rows = [HEADINGS, ("---",) * len(HEADINGS), *map(row_of, groups)]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    print(table)
    if not args.no_write:
        RESULTS.write_text(f"# Lines of public minutes that are marked\n\n{table}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
