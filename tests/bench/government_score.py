"""Scores the reader on minutes in the manner of governments and the United Nations, beside their truth files.

    python -m tests.bench.government_score [FOLDER] [-v]

FOLDER holds NAME.txt or NAME.md, each with NAME.truth.json beside it; its README says what the truth is. Printed are
recall and precision for each document and for all; `-v` adds each thing that was missed or is too much. A line in
doubt counts as what it is taken for unless somebody chooses; how many there are is told apart.

* People: the same name, without titles, degrees, accents and case; a few letters may differ (ratio of 90 of 100).
  Where the truth names nobody, the same organization.
* Actions and decisions: a ratio of at least 80 of 100, or one within the other that is not half as long again.
* Responsible: of all actions, the same name without article and title, or the part of it that the paper uses.
* Dates: the day of the meeting, of the next one, and each day until when. "At the next meeting" is the day of that.
* What is optional in the truth counts neither way.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz
from tests.bench.import_score import Tally, key

from ictwg.domain.values import EntryType
from ictwg.imports.foreign_minutes.model import ReadAttendee, ReadEntry, ReadMeeting, ReadPresence
from ictwg.imports.foreign_minutes.reader import read_minutes

FOLDER = Path(__file__).parents[1] / "imports" / "government"
KINDS = ("present", "absent", "actions", "responsible", "dates", "decisions")
ALIKE = 80.0
SAME_NAME = 90.0
LONGER = 1.5

_TITLES = re.compile(
    r"\b(?:mr|mrs|ms|mx|dr|dra|drs|prof|eng|eng[ao]|sr|sra|srta|exm[ao]|senhora?|col|capt|lt|letkol|inf|kompol|ir|hj?|"
    r"ny|tn|bapak|ibu|pak|bu|conselheir[ao]|the|os?|as?|a|e)\b\.?(?:[ºª]\.?)?\s+",
)
_DEGREES = re.compile(r",\s*(?:[A-Za-z]{1,4}\.\s?){1,4}[A-Za-z]*\.?(?=,|$)")


def bare(name: str) -> str:
    """The name as it is compared."""
    text = key(_DEGREES.sub("", name))
    before = ""
    while text != before:
        before = text
        text = _TITLES.sub("", f"{text} ", count=1).strip() if _TITLES.match(f"{text} ") else text
    return text


def pair(wanted: Sequence[str], found: Sequence[str], alike: Callable[[str, str], float]) -> list[tuple[int, int]]:
    """One found thing for each wanted one, the most alike first."""
    pairs = [(alike(one, other), w, f) for w, one in enumerate(wanted) for f, other in enumerate(found)]
    taken: list[tuple[int, int]] = []
    for score, w, f in sorted(pairs, key=lambda one: -one[0]):
        if score and all(w != a and f != b for a, b in taken):
            taken.append((w, f))
    return taken


def same_name(one: str, other: str) -> float:
    ratio = float(fuzz.ratio(bare(one), bare(other)))
    return ratio if ratio >= SAME_NAME else 0.0


def same_owner(one: str, other: str) -> float:
    """Also "Ms Morvan" and "Adela Morvan"."""
    wanted, found = set(bare(one).split()), set(bare(other).split())
    return same_name(one, other) or (SAME_NAME if wanted and found and (wanted <= found or found <= wanted) else 0.0)


def same_text(one: str, other: str) -> float:
    first, second = key(one), key(other)
    ratio = float(fuzz.ratio(first, second))
    short, long = sorted((len(first), len(second)))
    if ratio < ALIKE and short and long <= short * LONGER and fuzz.partial_ratio(first, second) >= SAME_NAME:
        ratio = ALIKE
    return ratio if ratio >= ALIKE else 0.0


def without_optional(found: list[ReadEntry], wanted: Sequence[str], optional: Sequence[str]) -> list[ReadEntry]:
    """What was read, but for that which fits an optional text and no wanted one."""
    texts = [entry.text for entry in found]
    needed = {f for _, f in pair(wanted, texts, same_text)}
    free = [at for at in range(len(found)) if at not in needed]
    dropped = {free[f] for _, f in pair(optional, [texts[at] for at in free], same_text)}
    return [entry for at, entry in enumerate(found) if at not in dropped]


class Scores:
    def __init__(self) -> None:
        self.tallies = {kind: Tally() for kind in KINDS}
        self.doubts: Counter[str] = Counter()

    def count(self, kind: str, wanted: Sequence[str], found: Sequence[str], alike: Callable[[str, str], float]) -> None:
        tally, pairs = self.tallies[kind], pair(wanted, found, alike)
        tally.truth += len(wanted)
        tally.found += len(found)
        tally.hits += len(pairs)
        tally.missed += [f"{kind} - {one[:110]}" for at, one in enumerate(wanted) if at not in {w for w, _ in pairs}]
        tally.missed += [f"{kind} + {one[:110]}" for at, one in enumerate(found) if at not in {f for _, f in pairs}]

    def add(self, other: Scores) -> None:
        for kind, tally in other.tallies.items():
            mine = self.tallies[kind]
            mine.truth, mine.found, mine.hits = (
                mine.truth + tally.truth,
                mine.found + tally.found,
                mine.hits + tally.hits,
            )
        self.doubts += other.doubts


def score(truth: dict[str, Any], meetings: Sequence[ReadMeeting]) -> Scores:
    """The first true meeting beside all that was read of the file."""
    scores, (wanted,) = Scores(), truth["meetings"]
    _score_people(wanted, [person for meeting in meetings for person in meeting.attendees], scores)
    entries = [entry for meeting in meetings for entry in meeting.entries() if not entry.repeats]
    decisions = [entry for entry in entries if entry.type is EntryType.DECISION]
    decisions = without_optional(decisions, wanted["decisions"], wanted.get("optional_decisions", []))
    scores.count("decisions", wanted["decisions"], [entry.text for entry in decisions], same_text)
    days = [("meeting", wanted["date"]), ("next", wanted.get("next_meeting"))]
    found = [(name, str(day)) for meeting in meetings for name, day in _days(meeting)]
    more, read = _score_actions(wanted, [entry for entry in entries if entry.type is EntryType.ACTION], scores)
    dates = [f"{name}: {day}" for name, day in [*days, *more] if day]
    scores.count(
        "dates", dates, [f"{name}: {day}" for name, day in [*found, *read]], lambda one, two: float(one == two)
    )
    scores.doubts.update(str(doubt.kind) for meeting in meetings for doubt in meeting.doubts)
    return scores


def _days(meeting: ReadMeeting) -> Iterable[tuple[str, object]]:
    return [(name, day) for name, day in (("meeting", meeting.date), ("next", meeting.next_meeting)) if day]


def _score_people(wanted: dict[str, Any], people: list[ReadAttendee], scores: Scores) -> None:
    away = {ReadPresence.ABSENT, ReadPresence.APOLOGIES}
    here = [one.name or one.organization for one in people if one.state is ReadPresence.PRESENT and not one.again]
    gone = [one.name or one.organization for one in people if one.state in away and not one.again]
    for kind, found in (("present", here), ("absent", gone)):
        scores.count(kind, [one["name"] or one["organization"] for one in wanted[kind]], found, same_name)


def _score_actions(
    wanted: dict[str, Any], found: list[ReadEntry], scores: Scores
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Gives back the days of the truth and of the reading, by the number of their action."""
    actions = wanted["actions"]
    texts = [one["text"] for one in actions]
    found = without_optional(found, texts, [one["text"] for one in wanted.get("optional_actions", [])])
    scores.count("actions", texts, [entry.text for entry in found], same_text)
    of = {f: w for w, f in pair(texts, [entry.text for entry in found], same_text)}
    wanted_owners = [f"{w}: {name}" for w, one in enumerate(actions) for name in one["responsible"]]
    owners = []
    for f, entry in enumerate(found):
        helpers = actions[of[f]].get("supporting", []) if f in of else []
        named = [name for name in entry.owners if not any(same_owner(one, name) for one in helpers)]
        owners += [f"{of.get(f, '?')}: {name}" for name in named]
    scores.count("responsible", wanted_owners, owners, _same_place_and_owner)
    days = [(str(w), _day(one["due"], wanted)) for w, one in enumerate(actions)]
    read = [(str(of.get(f, "?")), _read_day(entry, wanted)) for f, entry in enumerate(found)]
    return [one for one in days if one[1]], [one for one in read if one[1]]


def _same_place_and_owner(one: str, other: str) -> float:
    place, _, name = one.partition(": ")
    read, _, said = other.partition(": ")
    return same_owner(name, said) if place == read else 0.0


def _read_day(entry: ReadEntry, wanted: dict[str, Any]) -> str:
    """A word for the next meeting is its day."""
    return _day(str(entry.due) if entry.due else None, wanted)


def _day(due: str | None, wanted: dict[str, Any]) -> str:
    if due == "next_meeting":
        return wanted.get("next_meeting") or ""
    return due if due and due[0].isdigit() else ""


def documents(folder: Path) -> Iterable[tuple[str, Scores]]:
    """Each document of the folder with its score."""
    for path in sorted(folder.glob("*.truth.json")):
        name = path.name.removesuffix(".truth.json")
        source = next(folder / f"{name}{suffix}" for suffix in (".txt", ".md") if (folder / f"{name}{suffix}").exists())
        read = read_minutes(source.read_text(encoding="utf-8"), source.name)
        yield name, score(json.loads(path.read_text(encoding="utf-8")), read.meetings)


def report(folder: Path, *, details: bool) -> str:
    """A table of recall / precision, the doubts, and on request what was missed."""
    total, lines, missed = Scores(), [f"{'':32}" + "".join(f"{kind:>14}" for kind in KINDS) + "  doubts"], []
    for name, scores in documents(folder):
        total.add(scores)
        lines.append(_line(name, scores))
        missed += [f"{name}: {one}" for tally in scores.tallies.values() for one in tally.missed]
    lines.append(_line("all", total))
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(total.doubts.items()))
    return "\n".join([*lines, "", f"lines in doubt: {told or 'none'}", *(missed if details else ())])


def _line(name: str, scores: Scores) -> str:
    cells = "".join(f"{tally.recall:>7.2f} /{tally.precision:5.2f}" for tally in scores.tallies.values())
    return f"{name:32}{cells}{scores.doubts.total():8}"


def main() -> None:
    """Prints the report of a folder."""
    folders = [Path(word) for word in sys.argv[1:] if not word.startswith("-")] or [FOLDER]
    for folder in folders:
        print(report(folder, details="-v" in sys.argv))


if __name__ == "__main__":
    main()
