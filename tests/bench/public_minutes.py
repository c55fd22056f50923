"""Scores the reader against minutes of public groups that are not in this repository, and prints a table.

`python -m tests.bench.public_minutes FOLDER [--no-write] [-v]`, results/public_minutes.md: each folder in FOLDER is a
group, with its files as they were published and a `truth.json` written by hand from reading them: {file: {date,
present, absent, actions: [{text, owners, due, status}], decisions}}. An owner or status may have alternatives
("PD|Peter Dreisiger"); "repeated" says that the file lists its actions again. An action or decision is found where its
words are nearly the same and no more than twice as many. Each group was scored once before anything was learnt from
it: `import_first_scores.json` holds that score.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz
from tests.bench.import_score import FIRST_SCORES, Tally, key

from ictwg.domain.values import EntryType
from ictwg.imports.foreign_minutes.model import ReadEntry, ReadMeeting, ReadPresence
from ictwg.imports.foreign_minutes.reader import read_minutes

RESULTS = Path(__file__).parent / "results" / "public_minutes.md"
PUBLIC = "public: "
KINDS = ("date", "attendees", "actions", "owners", "due", "status", "decisions")
BARRED = ("attendees", "actions", "decisions")
"""The kinds that must be found: recall 0.90, precision 0.85."""
RECALL, PRECISION = 0.90, 0.85
_ALIKE = 85
_AWAY = frozenset({ReadPresence.ABSENT, ReadPresence.APOLOGIES})


def score_group(folder: Path) -> dict[str, Tally]:
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    tallies = {kind: Tally() for kind in KINDS}
    for file, wanted in truth.items():
        found = read_minutes((folder / file).read_text(encoding="utf-8"), file)
        said = wanted if isinstance(wanted, list) else [wanted]
        for one in said:
            score_meeting(one, _meeting(found.meetings, one["date"], len(said)), tallies, file)
    return tallies


def _meeting(meetings: Sequence[ReadMeeting], day: str, wanted: int) -> ReadMeeting:
    """The file's only meeting, or the one of that day where there are several."""
    if wanted == 1:
        return meetings[0] if len(meetings) == 1 else ReadMeeting()
    return next((meeting for meeting in meetings if str(meeting.date) == day), ReadMeeting())


def score_meeting(wanted: dict[str, Any], meeting: ReadMeeting, tallies: dict[str, Tally], where: str) -> None:
    tallies["date"].count(Counter([wanted["date"]]), Counter([str(meeting.date)]), where)
    people = [f"{key(p.name)}, {'away' if p.state in _AWAY else 'here'}" for p in meeting.attendees if not p.again]
    named = [f"{key(n)}, here" for n in wanted["present"]] + [f"{key(n)}, away" for n in wanted["absent"]]
    tallies["attendees"].count(Counter(named), Counter(people), where)
    entries = [entry for entry in meeting.entries() if not entry.repeats]
    decided = [key(entry.text) for entry in entries if entry.type is EntryType.DECISION]
    _pair([key(text) for text in wanted["decisions"]], decided, tallies["decisions"], where)
    _score_actions(wanted, [entry for entry in entries if entry.type is EntryType.ACTION], tallies, where)


def _score_actions(wanted: dict[str, Any], entries: list[ReadEntry], tallies: dict[str, Tally], where: str) -> None:
    texts = [key(action["text"]) for action in wanted["actions"]]
    found = [key(entry.text) for entry in entries]
    pairs = _pair(texts, found, tallies["actions"], where, again=wanted.get("repeated", False))
    for at, to in pairs.items():
        said, entry = wanted["actions"][at], entries[to]
        _count_owners(
            said["owners"], [key(owner) for owner in entry.owners], tallies["owners"], f"{where}: {texts[at]}"
        )
        if "due" in said:
            tallies["due"].count(Counter([said["due"]]), Counter([str(entry.due)]), where)
        if "status" in said:
            statuses = said["status"].split("|")
            seen = entry.status if entry.status not in statuses else statuses[0]
            tallies["status"].count(Counter([statuses[0]]), Counter([seen]), f"{where}: {texts[at]}")


def _count_owners(said: list[str], found: list[str], tally: Tally, where: str) -> None:
    """Each owner under the first of its names."""
    first = {key(name): key(names.split("|")[0]) for names in said for name in names.split("|")}
    wanted = Counter(key(names.split("|")[0]) for names in said)
    tally.count(wanted, Counter(first.get(owner, owner) for owner in found), where)


def _pair(truth: list[str], found: list[str], tally: Tally, where: str, *, again: bool = False) -> dict[int, int]:
    """Which of the found ones each true one is, best pairs first; with `again` a second reading of one is no fault."""
    scores = sorted(
        ((_likeness(one, other), at, to) for at, one in enumerate(truth) for to, other in enumerate(found)),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for score, at, to in scores:
        if score >= _ALIKE and at not in pairs and to not in pairs.values():
            pairs[at] = to
    more = [to for to in range(len(found)) if to not in pairs.values()]
    if again:
        more = [to for to in more if all(_likeness(one, found[to]) < _ALIKE for one in truth)]
    tally.truth += len(truth)
    tally.found += len(pairs) + len(more)
    tally.hits += len(pairs)
    tally.missed += [f"{where}: - {one[:100]}" for at, one in enumerate(truth) if at not in pairs]
    tally.missed += [f"{where}: + {found[to][:100]}" for to in more]
    return pairs


def _likeness(one: str, other: str) -> float:
    short, long = sorted((one, other), key=len)
    whole = fuzz.ratio(one, other)
    return max(whole, fuzz.partial_ratio(short, long)) if len(short) * 2 >= len(long) else whole


def first_scores() -> dict[str, dict[str, Any]]:
    """What each group scored before anything was learnt from it."""
    kept = json.loads(FIRST_SCORES.read_text(encoding="utf-8"))
    return {name.removeprefix(PUBLIC): first for name, first in kept.items() if name.startswith(PUBLIC)}


def report(scores: dict[str, dict[str, Tally]]) -> str:
    lines = [
        "# Minutes of public groups that nobody had tried",
        "",
        "The groups were chosen, and what a person reads in their minutes was written down, before the reader saw",
        "them; each was scored once. Those of round 2 were chosen before the reader was taught from round 1; their",
        "files were fetched, and what they say was written down, after. All that were tried are here.",
        f"Reached: recall {RECALL:.2f} and precision {PRECISION:.2f} of {', '.join(BARRED)}, each; a kind of",
        "which the truth has none is not in the table. Owners and status count for the actions that were found.",
        "",
    ]
    for name, first in first_scores().items():
        said = "reached at its first score" if first["reached"] else "NOT reached at its first score"
        lines += [f"## {name}: {said}", "", f"{first['source']}; round {first['round']}, reader {first['reader']}.", ""]
        lines += ["| | in truth | first: read, agree | recall | precision | now: read, agree | recall | precision |"]
        lines += ["|---|---:|---:|---:|---:|---:|---:|---:|"]
        lines += [_row(kind, Tally(*counts), scores.get(name, {})) for kind, counts in first["counts"].items()] + [""]
    return "\n".join(lines)


def _row(kind: str, first: Tally, now: dict[str, Tally]) -> str:
    cells = [kind, str(first.truth)]
    for tally in (first, now.get(kind)):
        known = (
            [f"{tally.found}, {tally.hits}", f"{tally.recall:.3f}", f"{tally.precision:.3f}"] if tally else ["–"] * 3
        )
        cells += known
    return f"| {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--no-write", action="store_true")
    parser.add_argument(
        "-v", "--verbose", action="store_true", help="each thing missed, and each found beside the truth"
    )
    given = parser.parse_args()
    scores = {path.parent.name: score_group(path.parent) for path in sorted(given.folder.glob("*/truth.json"))}
    text = report(scores)
    print(text)
    if given.verbose:
        found = [
            (name, kind, one) for name, group in scores.items() for kind, tally in group.items() for one in tally.missed
        ]
        print("\n".join(map(" · ".join, found)))
    if not given.no_write:
        RESULTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
