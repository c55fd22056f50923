"""Who came how often, counted in the files of real minutes themselves; shares no code with the program.

    python -m tests.bench.attendance_counts FOLDER

prints for each person of ticked rolls (`- [x] Name - Organization`) or of lists under *Present* the meetings at which
they were there, and of ticked rolls those at which they were not.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path
from typing import NamedTuple

BOX = re.compile(r"\s*[*+-] \[( |x|X)\]\s+(.+)")
HEADING = re.compile(r"#+\s+(.*)")
BULLET = re.compile(r"\s{0,3}[*+-]\s+(.+)")
ATTENDANCE = re.compile(r"attend|representative|staff|apologies|non.voting|regrets", re.IGNORECASE)
LISTED = re.compile(r"attend", re.IGNORECASE)
PRESENT = re.compile(r"present\W*$", re.IGNORECASE)
DAY = re.compile(r"(\d{4}-\d\d-\d\d)")
MARKS = re.compile(r"[*_`\\]|\[|\]|^[A-Z]{2,4}:\s")


class Came(NamedTuple):
    """By folded name: at how many files they were there, and at how many they were listed and were not."""

    there: Counter[str]
    absent: Counter[str]


def ticked(text: str) -> dict[str, bool]:
    """The people of a roll, and whether they were there: ticked anywhere, or in a list of attendees without boxes."""
    found: dict[str, bool] = {}
    section = ""
    for line in text.splitlines():
        if heading := HEADING.match(line):
            section = heading[1].lower()
        name, there = _on_roll(line, section)
        if name:
            found[name] = found.get(name, False) or there
    return found


def _on_roll(line: str, section: str) -> tuple[str, bool]:
    if not ATTENDANCE.search(section) or "quorum" in section:
        return "", False
    if box := BOX.match(line):
        return _name(box[2]), box[1] in "xX"
    bullet = BULLET.match(line) if LISTED.search(section) else None
    return (_name(bullet[1]), True) if bullet else ("", False)


def listed(text: str) -> set[str]:
    """The people listed under *Present*, up to the next heading."""
    found: set[str] = set()
    inside = False
    for line in text.splitlines():
        if heading := HEADING.match(line):
            inside = bool(PRESENT.match(heading[1]))
        bullet = BULLET.match(line) if inside else None
        if bullet and (name := _name(bullet[1])):
            found.add(name)
    return found


def count_ticked(files: list[Path]) -> Came:
    came = Came(Counter(), Counter())
    for file in files:
        for name, there in ticked(_text(file)).items():
            (came.there if there else came.absent)[name] += 1
    return came


def count_listed(files: list[Path]) -> Came:
    there: Counter[str] = Counter()
    for file in files:
        there.update(listed(_text(file)))
    return Came(there, Counter())


def minutes_in(folder: Path) -> list[Path]:
    """The files that bear a day in their name."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and DAY.search(path.name))


def folded(name: str) -> str:
    """Without case, accents and signs."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w]+", " ", plain).split())


def _name(line: str) -> str:
    """What stands before the organization, a handle or a remark."""
    without = MARKS.sub("", line.replace("&amp;", "&"))
    return folded(re.split(r"\s[-–—]+\s|,|:|@|\(|\s-\s?$", without, maxsplit=1)[0])


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


if __name__ == "__main__":
    found = minutes_in(Path(sys.argv[1]))
    for kind, came in (("ticked", count_ticked(found)), ("listed", count_listed(found))):
        for who, times in came.there.most_common():
            print(f"{kind}\t{who}\t{times}\t{came.absent[who]}")
