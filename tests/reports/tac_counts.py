"""What the minutes of the folder `aswf-tac` hold, counted line by line: nothing of the program is used here.

    python -m tests.reports.tac_counts ../shared/corpus/aswf-tac/meetings

Their notation: action items are the outermost bullets under “Action Items (AIs)” or “Next Steps”, and any bullet that
begins with a label such as `TODO:`; once a note says “Mr. X will do it”. The day is the file's name.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

SECTION = re.compile(r"#+\s*\**\s*(?:Action Items \(AIs\)|Next Steps)\s*\**\s*$", re.IGNORECASE)
HEADING = re.compile(r"#+\s")
OUTERMOST = re.compile(r"[-*+] +(\S.*)")
LABELLED = re.compile(r"\s*[-*+] +\**(?:TODO|TO DO|ACTION|AI|ACTION ITEM)\**\s*:\s*(\S.*)", re.IGNORECASE)
HANDED_OUT = re.compile(r"\s*[-*+] +Follow ups:\s*$")
TO_SOMEBODY = re.compile(r"    [-*+] +(\S.*: [A-Z]\w+)$")
WILL = re.compile(r"[-*+] .*?((?:Mr|Mrs|Ms)\. [A-Z]\w+ will .*)")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def actions_of(text: str) -> int:
    """How many different action items one file holds."""
    found, inside, handed_out = set(), False, False
    for line in text.splitlines():
        if HEADING.match(line):
            inside, handed_out = SECTION.match(line) is not None, False
        handed_out = handed_out or HANDED_OUT.match(line) is not None
        asked = LABELLED.match(line) or (inside and OUTERMOST.match(line)) or (handed_out and TO_SOMEBODY.match(line))
        asked = asked or WILL.match(line)
        if asked:
            found.add(re.sub(r"\W+", " ", asked[1].removeprefix("**")).strip().casefold())
    return len(found)


def actions_by_day(folder: Path) -> dict[str, int]:
    """By the day of the meeting, as the file or its folder is named; days without one are left out."""
    counted: dict[str, int] = {}
    for path in sorted(folder.rglob("*.md")):
        day = DAY.search(str(path.relative_to(folder)))
        count = actions_of(path.read_text(encoding="utf-8"))
        if day and count:
            counted[day[0]] = counted.get(day[0], 0) + count
    return counted


if __name__ == "__main__":
    for day, count in actions_by_day(Path(sys.argv[1])).items():
        print(day, count)
