"""What every command puts out, on the example and on a group in which every field says something.

A transcript for each: `$` the command, its standard output, `!` before a line of standard error, `=` the exit code.
Messages stand as their ids; what is printed for others, and JSON and CSV, as they are.
"""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from tests.bad_values import EXAMPLE, Bad, good_group

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LISTS = ("members", "people", "meetings", "actions", "decisions", "tasks")
KINDS = ("followup", "decisions", "attendance", "trainings", "campaigns", "programme")
LOOKS = """
list
list --json
list contact
list membership --csv --limit 2
list agenda_item kind:topic --json --limit 1
list role function:chair
list organization colour:blue
list nonsense
search draft
search draft --json
search xyzzy
show A-2009-001
show A-2009-001 --json
show MoJ
show D-2010-01
show M-DS-2010-02
show group
show A-1999-001
history
history --json --limit 5
history A-2009-001
agenda M-2010-03-12
agenda M-2010-03-12 --json
prepare --dry-run
prepare --dry-run --json
export list members --to -
export book --to -
export contacts --to -
conflicts
conflicts --json
renumber --dry-run
risk
risk --json
trash
backups
replies
check
check --json
repair --dry-run
compact --dry-run
upgrade
share
share --json
same organization MoJ PNTL --dry-run
help
help add
manual
nonsense
actions --nonsense
actions --owner nobody
members --from 32
"""
STEPS = """
new again.json --name "Another group" --acronym AG
add action "Write to the schools" --owner MoJ --owner PNTL --due "30 Mar" --meeting M-DS-2010-02
add action "MoJ and PNTL draft the SOP by 30 May"
add action "Write" --due 32
add task "Book the room" --due fri --json
add decision "The SOP has five chapters" --meeting M-DS-2010-02
add organization "Ministry of Health" --acronym MoH --type government
add organization "Ministry of Health"
add person "Focal point, MoH" --organization MoH --function focal_point
add meeting --date 2010-04-09 --title "Fourth meeting"
set A-2009-001 due="12 Feb" owners+=PNTL
set A-2009-001 due=
set A-2009-001 colour=blue
set MoJ aliases+="Justice Ministry" --json
done A-2009-001 --note "Sent by letter" --by MoJ
done A-1999-001
undo
undo --redo
add decision "The standards apply" --circulated-on today --answers-until +2w
answer D-2010-03 MoJ agrees --channel email
conclude D-2010-03 --taken --early
circulate M-DS-2010-02 --to-chair
circulate M-LAW-2010-01 --to-chair
circulate M-LAW-2010-01 --cleared --by "Deputy chair"
circulate M-LAW-2010-01 --anyway --until 2010-03-02
send reminder A-2009-005 --dry-run
letters new reminder --about MoJ --to MoJ
letters sign "Pending actions of Ministry of Justice" --number 1/2010
letters dispatch 1/2010
letters delivered 1/2010 --by Registry
comment M-LAW-2010-01 MoJ "Item 5: the SOP, not the law" --channel letter
comment M-LAW-2010-01 PNTL --none
adopt M-LAW-2010-01 --anyway --by-silence
adopt M-LAW-2010-01 --anyway --by-silence --early
correct M-LAW-2010-01 "Not eight, but nine members" --item 1 --by MoJ
export minutes M-LAW-2010-01 --to -
prepare --on 2010-03-19
redact A-2009-002 text --ground "names a person" --dry-run
redact A-2009-002 text --ground "names a person"
show A-2009-002
resolve A-2009-001 due --keep 2
merge nothing.json
carry carried.json
carry carried.json
merge carried.json
restore 1 --dry-run
trash --restore A-2009-001
handover successor.json
import nothing.md
passphrase
decrypt
repair
compact
leave
"""
UNSEEN = frozenset({"demo", "project", "encrypt"})
"""Two that open the program on the terminal, and one that asks for words that nobody sees."""
SHOWN_PART = 8
"""So many rows of each list of the group in which every field says something."""

MASKS = (
    (re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)?"), "STAMP"),
    (re.compile(r"(?<=at=)\d{4}-\d\d-\d\d \d\d:\d\d\b"), "STAMP"),
    (re.compile(r"(?<=replicas/)\w+"), "REPLICA"),
    (re.compile(r"\b[0-9a-hjkmnp-tv-z]{26}\b", re.IGNORECASE), "ID"),
    (re.compile(r"(?<=backups/)[\w-]+(?=\.json)"), "BACKUP"),
    (re.compile(r"(?<=kilobytes count=)\d+"), "N"),
)


def of_the_example(folder: Path) -> str:
    """Looks at the example, then changes it step by step."""
    lists = [f"{name}{form}" for name in LISTS for form in ("", " --json", " --csv")]
    reports = [f"report {kind}{form}" for kind in KINDS for form in ("", " --json", " --audience secretariat")]
    looks = [*lists, *reports, *filter(None, LOOKS.split("\n")), *filter(None, STEPS.split("\n"))]
    return _transcript(folder, EXAMPLE.read_bytes(), looks)


def of_the_rich_group(folder: Path) -> str:
    """Each list of a group in which every field of every record says something."""
    made = folder / "made"
    made.mkdir()
    looks = [f"{name} --limit {SHOWN_PART}{form}" for name in LISTS for form in ("", " --json", " --csv")]
    return _transcript(folder, good_group(made), looks)


def _transcript(folder: Path, group: bytes, commands: list[str]) -> str:
    bad = Bad(folder, group)
    return "\n".join(_masked(line, folder) for command in commands for line in _ran(bad, command)) + "\n"


def _ran(bad: Bad, command: str) -> Iterator[str]:
    ran = bad.run("old", *shlex.split(command))
    yield f"$ ictwg {command}"
    yield from ran.out.splitlines()
    yield from (f"! {line}" for line in ran.err.splitlines())
    yield f"= {ran.code}\n"


def _masked(line: str, folder: Path) -> str:
    line = line.replace(str(folder), "FOLDER").rstrip()
    for mask, instead in MASKS:
        line = mask.sub(instead, line)
    return line
