"""Scores the reader of markdown minutes against real minutes and prints a table.

The truth is found without the reader: `truth-2024q1.json` for one corpus, counts by regular expressions over the
lines for the two others. Run as a script: `python tests/bench/import_score.py`; writes results/import_score.md.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from ictwg.domain.text import fold
from ictwg.domain.values import EntryType
from ictwg.imports.foreign_minutes.model import ReadEntry, ReadFile, ReadMeeting, ReadPresence
from ictwg.imports.foreign_minutes.reader import read_minutes

HERE = Path(__file__).parent
CORPUS = HERE.parents[2] / "shared" / "corpus"
FIXTURES = HERE.parent / "imports" / "foreign_minutes" / "fixtures"
EXCEPTIONS = HERE / "import_exceptions.json"
NOTATIONS = ("notation_a", "notation_b", "notation_c", "notation_d", "notation_e")
FIRST_SCORES = HERE / "import_first_scores.json"
RESULTS = HERE / "results" / "import_score.md"


@dataclass
class Tally:
    """True, found and agreeing things of one kind."""

    truth: int = 0
    found: int = 0
    hits: int = 0
    missed: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.hits / self.truth if self.truth else 1.0

    @property
    def precision(self) -> float:
        return self.hits / self.found if self.found else 1.0

    def count(self, truth: Counter[str], found: Counter[str], where: str = "", *, alike: bool = False) -> None:
        """Counts equal ones; with `alike` also texts that differ in a typo or two (ratio of 90 or more)."""
        self.truth += truth.total()
        self.found += found.total()
        missed, more = truth - found, found - truth
        self.hits += (truth & found).total()
        for one in list(missed) if alike else ():
            best = max(more, key=lambda text: fuzz.ratio(one, text), default="")
            if fuzz.ratio(one, best) >= 90:
                missed[one] -= 1
                more[best] -= 1
                more = +more
                self.hits += 1
        self.missed += [f"{where}: - {one[:100]}" for one in +missed]
        self.missed += [f"{where}: + {one[:100]}" for one in +more]


def key(text: str) -> str:
    """What two texts are compared by: letters and digits of their plain words."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"&#x20;|[\\*`<>]", "", text)
    return re.sub(r"[\W_]+", " ", fold(text)).strip()


def files(folder: str) -> list[Path]:
    return sorted((CORPUS / folder).rglob("*.md"))


def read(path: Path) -> ReadFile:
    return read_minutes(path.read_text(encoding="utf-8"), path.relative_to(CORPUS).as_posix())


# The archive with truth as data.


def score_archive() -> dict[str, Tally]:
    truth = json.loads((CORPUS / "ambassador-groups" / "truth-2024q1.json").read_text(encoding="utf-8"))
    meetings = [m for path in files("ambassador-groups") for m in read(path).meetings]
    tallies = {name: Tally() for name in ("meetings", "actions", "assignee", "due", "status", "decisions", "attendees")}
    unused = list(meetings)
    for wanted in truth:
        group, day = key(wanted["workgroup"]), wanted["meetingInfo"]["date"]
        that_day = [m for m in unused if str(m.date) == day]
        same = [m for m in that_day if key(m.group) == group] or [
            m for m in that_day if fuzz.ratio(key(m.group), group) >= 85
        ]
        best = max(same, key=lambda m: len(_texts(m) & set(_wanted_actions(wanted))), default=None)
        tallies["meetings"].truth += 1
        if best is None:
            tallies["meetings"].missed.append(f"{group} {day}")
            best = ReadMeeting()
        else:
            tallies["meetings"].hits += 1
            tallies["meetings"].found += 1
            unused.remove(best)
        _score_meeting(wanted, best, tallies, f"{group} {day}")
    return tallies


def _texts(meeting: ReadMeeting) -> set[str]:
    return {key(entry.text) for entry in meeting.entries()}


def _wanted_actions(wanted: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        key(action["text"]): action
        for item in wanted["agendaItems"]
        for action in item.get("actionItems", [])
        if action.get("text")
    }


def _score_meeting(wanted: dict[str, Any], meeting: ReadMeeting, tallies: dict[str, Tally], where: str) -> None:
    texts = [
        key(action["text"])
        for item in wanted["agendaItems"]
        for action in item.get("actionItems", [])
        if action.get("text") and key(action["text"])
    ]
    found = [entry for entry in meeting.entries() if entry.type is EntryType.ACTION and not entry.repeats]
    tallies["actions"].count(Counter(texts), Counter(key(entry.text) for entry in found), where, alike=True)
    actions = _wanted_actions(wanted)
    for entry in found:
        if key(entry.text) in actions:
            _score_fields(actions[key(entry.text)], entry, tallies, where)
    decisions = [
        key(decision["decision"])
        for item in wanted["agendaItems"]
        for decision in item.get("decisionItems", [])
        if decision.get("decision")
    ]
    decided = [key(entry.text) for entry in meeting.entries() if entry.type is EntryType.DECISION]
    tallies["decisions"].count(Counter(filter(None, decisions)), Counter(decided), where, alike=True)
    info = wanted["meetingInfo"]
    people = {key(name) for name in (info.get("peoplePresent") or "").split(",")}
    people |= {key(info[role]) for role in ("host", "documenter") if info.get(role)}
    named = {key(person.name) for person in meeting.attendees if person.state is ReadPresence.PRESENT}
    tallies["attendees"].count(Counter(people - {""}), Counter(named), where)


_STATUS = {"todo": "open", "in progress": "in_progress", "done": "done", "cancelled": "cancelled"}


def _score_fields(wanted: dict[str, Any], entry: ReadEntry, tallies: dict[str, Tally], where: str) -> None:
    owners = Counter(key(name) for name in (wanted.get("assignee") or "").split(",") if key(name))
    pairs = {
        "assignee": (sorted(owners), sorted(key(name) for name in entry.owners)),
        "due": (wanted.get("dueDate") or "", entry.due_text),
        "status": (_STATUS.get(wanted.get("status") or "", ""), entry.status),
    }
    for name, (truth, found) in pairs.items():
        tally = tallies[name]
        tally.truth += 1
        tally.found += 1
        same = _same_day(str(truth), entry) if name == "due" else truth == found
        tally.hits += same
        if not same:
            tally.missed.append(f"{where}: {truth!r} / {found!r}")


def _same_day(truth: str, entry: ReadEntry) -> bool:
    """The same words, and read as the day that they say (truth writes days as "3 April 2024" or ISO)."""
    if not truth:
        return not entry.due_text and entry.due is None
    day = next((d for d in (_parsed(truth, "%d %B %Y"), _parsed(truth, "%Y-%m-%d")) if d), "")
    return key(truth) == key(entry.due_text) and (not day or str(entry.due) == day)


def _parsed(text: str, form: str) -> str:
    try:
        return time.strftime("%Y-%m-%d", time.strptime(text, form))
    except ValueError:
        return ""


# Counts by regular expression.

_HEADING = re.compile(r"^#{1,6}\s*(.*)")
_ROLL = re.compile(
    r"attend|regret|apolog|voting|representatives|staff|observer|premier|present|non.voting|projects, working groups",
    re.IGNORECASE,
)
_BOX = re.compile(r"^\s*(?:[*+-]\s+)?\[([ xX])\]\s*\S")
_BULLET = re.compile(r"^( *)[*+-]\s*[^\s*+-]")


def boxes(text: str) -> tuple[int, int]:
    """Listed and ticked boxes in the sections whose heading tells of attendance."""
    listed = ticked = 0
    inside = False
    for line in text.splitlines():
        heading = _HEADING.match(line)
        if heading:
            inside = bool(_ROLL.search(heading[1]))
        box = _BOX.match(line) if inside else None
        if box:
            listed += 1
            ticked += box[1] in "xX"
    return listed, ticked


def bullets_under_present(text: str) -> int:
    """Bullets of the first level (that of the first one) between the heading Present and the next heading."""
    indents: list[int] = []
    inside = False
    for line in text.splitlines():
        heading = _HEADING.match(line)
        if heading:
            inside = bool(re.match(r"(?:present|participants|attendance)\b", heading[1], re.IGNORECASE))
        bullet = _BULLET.match(line) if inside else None
        if bullet:
            indents.append(len(bullet[1]))
    return sum(indent <= indents[0] + 1 for indent in indents)


def boxes_read(found: ReadFile) -> tuple[int, int]:
    people = [person for meeting in found.meetings for person in meeting.attendees if person.boxed]
    return len(people), sum(person.state is ReadPresence.PRESENT for person in people)


def present_read(found: ReadFile) -> int:
    return sum(person.state is ReadPresence.PRESENT for meeting in found.meetings for person in meeting.attendees)


@dataclass
class Counts:
    equal: int = 0
    files: int = 0
    listed: int = 0
    ticked: int = 0
    differ: dict[str, str] = field(default_factory=dict)


def score_boxes() -> Counts:
    counts = Counts()
    for path in files("aswf-tac"):
        found = read(path)
        if found.not_minutes:
            continue
        truth, seen = boxes(path.read_text(encoding="utf-8")), boxes_read(found)
        counts.files += 1
        counts.listed += truth[0]
        counts.ticked += truth[1]
        counts.equal += truth == seen
        if truth != seen:
            counts.differ[path.relative_to(CORPUS).as_posix()] = f"{truth} in the file, {seen} read"
    return counts


def score_present() -> Counts:
    counts = Counts()
    for path in files("openjs-cpc"):
        found = read(path)
        if found.not_minutes:
            continue
        truth, seen = bullets_under_present(path.read_text(encoding="utf-8")), present_read(found)
        counts.files += 1
        counts.listed += truth
        counts.ticked += seen
        counts.equal += truth == seen
        if truth != seen:
            counts.differ[path.relative_to(CORPUS).as_posix()] = f"{truth} bullets, {seen} people read"
    return counts


# Share of notes, time.


def note_share(folder: str) -> float:
    """Characters of notes among the characters of the source (without blanks)."""
    source = notes = 0
    for path in files(folder):
        found = read(path)
        if found.not_minutes:
            continue
        source += _size(path.read_text(encoding="utf-8"))
        entries = [entry for meeting in found.meetings for entry in meeting.entries()]
        notes += sum(_size(entry.text) for entry in entries if entry.type is EntryType.NOTE)
    return notes / source if source else 0.0


def _size(text: str) -> int:
    return len("".join(text.split()))


def times() -> tuple[float, float]:
    """Seconds that markdown-it alone and the reader take for all files; the better of three."""
    from markdown_it import MarkdownIt

    texts = [
        (p.read_text(encoding="utf-8"), p.as_posix())
        for f in ("aswf-tac", "openjs-cpc", "ambassador-groups")
        for p in files(f)
    ]
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    alone = min(_timed(lambda: [parser.parse(text) for text, _ in texts]) for _ in range(3))
    reading = min(_timed(lambda: [read_minutes(text, path) for text, path in texts]) for _ in range(3))
    return alone, reading


def _timed(run: Any) -> float:
    begun = time.process_time()
    run()
    return time.process_time() - begun


# Notations written before the reader.


def score_notation(name: str) -> dict[str, Tally]:
    folder = FIXTURES / name
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    tallies = {kind: Tally() for kind in ("attendees", "actions", "owners", "due", "status", "decisions", "date")}
    for file, wanted in truth.items():
        found = read_minutes((folder / file).read_text(encoding="utf-8"), file)
        meeting = found.meetings[0] if len(found.meetings) == 1 else ReadMeeting()
        _score_fixture(wanted, meeting, tallies, file)
    return tallies


def _score_fixture(wanted: dict[str, Any], meeting: ReadMeeting, tallies: dict[str, Tally], where: str) -> None:
    tallies["date"].count(Counter([wanted["date"]]), Counter([str(meeting.date)]), where)
    away = {ReadPresence.ABSENT, ReadPresence.APOLOGIES}
    people = [f"{key(p.name)}, {'away' if p.state in away else 'here'}" for p in meeting.attendees if not p.again]
    named = [f"{key(n)}, here" for n in wanted["present"]] + [f"{key(n)}, away" for n in wanted["absent"]]
    tallies["attendees"].count(Counter(named), Counter(people), where)
    entries = [entry for entry in meeting.entries() if not entry.repeats]
    actions = {key(entry.text): entry for entry in entries if entry.type is EntryType.ACTION}
    truth = {key(action["text"]): action for action in wanted["actions"]}
    texts = [key(e.text) for e in entries if e.type is EntryType.ACTION]
    if wanted.get("repeated"):  # the file lists its actions again at its end: one reading of each is enough
        texts = [text for text in texts if text in truth or not _said_again(text, truth)]
    tallies["actions"].count(Counter(list(truth)), Counter(texts), where)
    decided = Counter(key(entry.text) for entry in entries if entry.type is EntryType.DECISION)
    tallies["decisions"].count(Counter(map(key, wanted["decisions"])), decided, where)
    for text in truth.keys() & actions.keys():
        said, entry = truth[text], actions[text]
        tallies["owners"].count(Counter(map(key, said["owners"])), Counter(map(key, entry.owners)), where)
        if "due" in said:
            tallies["due"].count(Counter([said["due"]]), Counter([str(entry.due)]), where)
        if "status" in said:
            tallies["status"].count(Counter([said["status"]]), Counter([entry.status]), where)


def _said_again(text: str, truth: dict[str, Any]) -> bool:
    return any(fuzz.token_set_ratio(text, said) >= 85 for said in truth)


# The report.


def exceptions() -> dict[str, str]:
    if not EXCEPTIONS.exists():
        return {}
    loaded: dict[str, str] = json.loads(EXCEPTIONS.read_text(encoding="utf-8"))
    return loaded


def report(*, timed: bool = True) -> tuple[str, list[str]]:
    """The table, and what it does not show: each thing missed."""
    lines = ["# Bringing in real minutes: the score", ""]
    details: list[str] = []
    lines += _tally_table(
        "ambassador-groups, 91 meetings of truth-2024q1.json by group and date", score_archive(), details
    )
    allowed = exceptions()
    for title, counts, unit in (
        ("aswf-tac", score_boxes(), "boxes listed / ticked in attendance sections"),
        ("openjs-cpc", score_present(), "bullets under Present / people read"),
    ):
        open_ones = {path: why for path, why in counts.differ.items() if path not in allowed}
        lines += [
            f"## {title}",
            "",
            "| files | equal | excepted | neither | " + unit + " |",
            "|---:|---:|---:|---:|---|",
        ]
        lines += [
            "| "
            + " | ".join(map(str, (counts.files, counts.equal, len(counts.differ) - len(open_ones), len(open_ones))))
            + f" | {counts.listed} / {counts.ticked} |",
            "",
        ]
        lines += [f"- {path}: {why}. {allowed.get(path, '')}" for path, why in counts.differ.items()] + [""]
    lines += ["## Share of source characters that stayed notes", "", "| corpus | share |", "|---|---:|"]
    lines += [f"| {name} | {note_share(name):.1%} |" for name in ("ambassador-groups", "aswf-tac", "openjs-cpc")] + [""]
    for name in NOTATIONS:
        lines += _tally_table(f"{name}: frozen before it was read", score_notation(name), details)
        lines += _first_time(name)
    if timed:
        alone, reading = times()
        lines += [
            "## Time for all files",
            "",
            f"markdown-it alone {alone:.2f} s, reader {reading:.2f} s: {reading / alone:.2f} ×",
            "",
        ]
    return "\n".join(lines), details


def _first_time(name: str) -> list[str]:
    """What the one score was, where the reader has been taught since by what it had missed."""
    first: dict[str, Any] = json.loads(FIRST_SCORES.read_text(encoding="utf-8"))[name]
    if not first["taught"]:
        return ["Scored once; this is that score.", ""]
    counts = first["counts"].items()
    figures = ", ".join(f"{kind} {hits} of {truth} ({found} read)" for kind, (truth, found, hits) in counts)
    return [f"Scored once: {figures}. The table shows the reader after it: {first['taught']}.", ""]


def _tally_table(title: str, tallies: dict[str, Tally], details: list[str]) -> list[str]:
    lines = [f"## {title}", "", "| | in truth | read | agree | recall | precision |", "|---|---:|---:|---:|---:|---:|"]
    for name, tally in tallies.items():
        lines.append(
            f"| {name} | {tally.truth} | {tally.found} | {tally.hits} | {tally.recall:.3f} | {tally.precision:.3f} |"
        )
        details += [f"{title.split(',', maxsplit=1)[0]} {name} {one}" for one in tally.missed]
    return [*lines, ""]


def main() -> None:
    text, details = report()
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(text + "\n", encoding="utf-8")
    print(text)
    if "-v" in sys.argv:
        print("\n".join(details))


if __name__ == "__main__":
    main()
