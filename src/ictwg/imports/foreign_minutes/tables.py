"""Tables of minutes, in pipes or HTML: who was there, what to do, what was discussed, facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import NamedTuple, TypeAlias

from ictwg.domain.text import fold
from ictwg.domain.values import EntryType, ItemKind
from ictwg.imports.doubts import NOTE, PEOPLE, DoubtKind
from ictwg.imports.foreign_minutes.actions import read_action
from ictwg.imports.foreign_minutes.builder import Builder
from ictwg.imports.foreign_minutes.model import ReadAttendee, ReadPresence
from ictwg.imports.foreign_minutes.names import read_people, split_people
from ictwg.imports.foreign_minutes.page import BREAK, LabelledText, is_known_label, labelled_cells
from ictwg.imports.foreign_minutes.people import (
    STATES,
    Roll,
    has_title,
    is_band,
    is_code,
    is_office,
    is_person,
    is_vacant,
    read_person,
    representative_in,
    roll_under,
    under_band,
    with_codes,
)
from ictwg.imports.foreign_minutes.prose import commissions, decides, names_joined, sentences, subject_of, tasked
from ictwg.imports.foreign_minutes.sections import topic_of
from ictwg.imports.foreign_minutes.words import (
    AWAY,
    EVERYONE,
    NOBODY,
    ROLL,
    WORDS,
    Sense,
    label_of,
    part_of,
    pattern,
    presence_of,
    presence_word,
    split_status,
    status_of,
)
from ictwg.meetings.item_titles import kind_of
from ictwg.sentences.sentence import due_said, tells_a_time
from ictwg.sentences.who import split_names
from ictwg.sources.inline import plain
from ictwg.sources.markdown import MarkdownBlock

_EMPTY_BOX = " ☐"
_ENDS = (".", "!", "?", ";", ":")
_OUTCOMES = frozenset({Sense.ACTION, Sense.DECISION, Sense.DISCUSSION, Sense.OWNER})
_PEOPLE = frozenset(
    {Sense.NAME, Sense.ORGANIZATION, Sense.POSITION, Sense.CONTACT, Sense.HANDLE, Sense.PRESENCE, Sense.NUMBER}
)
_DOING = frozenset({Sense.ACTION, Sense.OWNER, Sense.DUE, Sense.STATUS, Sense.NUMBER})
_TALKING = frozenset({Sense.TOPIC, Sense.DISCUSSION, Sense.DECISION, *_DOING})
_WORDS = re.compile(r"[^\W\d_]{3,}")  # a column "Item" that names items, and does not number them
_CLOCK = pattern("hours", r"\d{1,3}\s*~\b|\d{1,2}[:.h]\d\d", any_case=True)
_ASIDES = frozenset(WORDS["asides"])
_RUNNING = frozenset({Sense.DISCUSSION, Sense.TOPIC, Sense.DECISION, None})
_WHO = frozenset({Sense.ORGANIZATION, Sense.POSITION, Sense.PRESENCE, Sense.HANDLE})
_ASIDE = re.compile(r"(?P<body>.+\S)\s+[(\[](?P<aside>[^()\[\]]+)[)\]]")
_COUNTS = re.compile(r"\s*\(?(?:\d{1,3}|[ivxIVX]{1,5}|[a-z])[.)]?\s*")
_STRONG = re.compile(r"\s*[;/\n]\s*")
_ROW_TYPES = {word: kind for kind, words in WORDS["row types"].items() for word in words}
_IN_TOPIC = {Sense.NOTES: Sense.DISCUSSION, Sense.ACTIONS: Sense.ACTION, Sense.DECISIONS: Sense.DECISION}

_COUNTED = re.compile(r"\d{1,2} [a-z]\w+$")  # "2 representatives"

# How long, and how many.

_FEWEST_SAID = 2  # cells that are labels or marks
_SHORTEST_SAID = 2  # letters of a word, below a heading that says something else
_LONGEST_CODE = 3
"""Letters: "PR" and "E" in brackets are as often a part of a name."""
_LONGEST_MARK = 1  # a cross, a letter, a dash
_BOTH = 2
"""Cells: what it is, and what is said."""


class Grid(NamedTuple):
    """Columns by what they hold; the first of each sense counts."""

    senses: tuple[Sense | None, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, sense: Sense) -> int | None:
        return self.senses.index(sense) if sense in self.senses else None

    def cell(self, row: tuple[str, ...], sense: Sense) -> str:
        at = self.column(sense)
        return row[at] if at is not None and at < len(row) else ""

    def marks(self, row: tuple[str, ...]) -> dict[str, str]:
        """What the columns for presence say of the row, each under its heading; nothing for an empty cell or box."""
        cells = zip(self.senses, self.header, row, strict=False)
        empty = _EMPTY_BOX if self.senses.count(Sense.PRESENCE) > 1 else " "
        return {heading: plain(cell) for sense, heading, cell in cells if sense is Sense.PRESENCE and cell.strip(empty)}

    @property
    def of_states(self) -> frozenset[str]:
        """The headings of the columns that say of somebody that he was away."""
        told = (mark for row in self.rows for mark in self.marks(row).items())
        return frozenset(heading for heading, cell in told if presence_of(cell) in AWAY and any(map(str.isalpha, cell)))

    @property
    def is_marked(self) -> bool:
        """Whether some row says who was there."""
        return any(map(self.marks, self.rows))

    def rest(self, row: tuple[str, ...], used: frozenset[Sense]) -> list[str]:
        """Cells of the columns that nobody has asked for, with their headings."""
        firsts = {self.column(sense) for sense in used}
        taken = {at for at, sense in enumerate(self.senses) if sense is Sense.PRESENCE and sense in used} | firsts
        headed = zip_longest(self.header, row, fillvalue="")
        left = [one for at, one in enumerate(headed) if at not in taken]
        return [f"{label}: {cell}" if label else cell for label, cell in left if cell.strip()]


def grid_of(block: MarkdownBlock) -> Grid:
    header, *rows = _headed(block.rows)
    senses = tuple(label_of(plain(cell)) if cell.strip() else None for cell in header)
    if Sense.NUMBER in senses and Sense.TOPIC not in senses and set(senses) & _OUTCOMES:
        senses = tuple(
            Sense.TOPIC if s is Sense.NUMBER and any(_WORDS.search(row[at]) for row in rows if at < len(row)) else s
            for at, s in enumerate(senses)
        )
    if Sense.ACTION in senses or Sense.OWNER in senses:
        timed = {Sense.DATE, *({Sense.TIME} if Sense.DUE not in senses and not _is_agenda(senses, rows) else ())}
        senses = tuple(Sense.DUE if sense in timed else sense for sense in senses)
    if Sense.NAME not in senses and Sense.ORGANIZATION in senses:
        senses = tuple(Sense.NAME if s is None and _holds_names(rows, at) else s for at, s in enumerate(senses))
    if Sense.NAME in senses or (Sense.ORGANIZATION in senses and any(map(part_of, header))):
        senses = tuple(_presence_or(sense, header[at], rows, at) for at, sense in enumerate(senses))
    if Sense.OWNER not in senses:
        senses = _with_owner(senses, rows)
    if Sense.ACTION not in senses and Sense.OWNER in senses and {Sense.DUE, Sense.STATUS} & set(senses):
        senses = _with_only_text(senses, header)
    return Grid(senses, tuple(map(plain, header)), tuple(tuple(row) for row in rows))


def _band(row: Sequence[str]) -> str:
    """What a row says that has a word for a roll, and nothing else: "Apologies" across a table."""
    said = list(dict.fromkeys(plain(cell) for cell in row if cell.strip()))
    return said[0] if len(said) == 1 < len(row) and is_band(said[0]) else ""


def _headed(rows: list[list[str]]) -> list[list[str]]:
    """The rows, first the one that names the columns: a band may stand above it."""
    below = rows[1] if len(rows) > 1 and _band(rows[0]) else []
    named = sum(label_of(plain(cell)) is not None for cell in below) >= _FEWEST_SAID
    return [rows[1], rows[0], *rows[2:]] if named else rows


def _in_bands(rows: Sequence[Sequence[str]], roll: Roll, build: Builder) -> Iterator[tuple[tuple[str, ...], Roll]]:
    """The rows that are no bands, each with what the band above it says of those below."""
    under = roll
    for row in rows:
        if band := _band(row):
            under = under_band(band, roll)
            build.labels.append(band)
        elif any(cell.strip() for cell in row):
            yield tuple(row), under


def _holds_names(rows: list[list[str]], at: int) -> bool:
    """Whether a column beside bodies holds people, whatever its heading: "Membro"."""
    said = [plain(row[at]) for row in rows if at < len(row) and row[at].strip()]
    people = [*filter(is_person, said)]
    return bool(people) and all(cell in people or is_vacant(cell) for cell in said)


def _is_agenda(senses: tuple[Sense | None, ...], rows: list[list[str]]) -> bool:
    """Whether the column of times says how long or at what hour: "5 min", "10:30"."""
    at = senses.index(Sense.TIME) if Sense.TIME in senses else len(senses)
    return any(_CLOCK.search(row[at]) for row in rows if at < len(row))


def _with_owner(senses: tuple[Sense | None, ...], rows: list[list[str]]) -> tuple[Sense | None, ...]:
    """A column "By" in which no day stands says by whom."""
    for at, sense in enumerate(senses):
        said = [plain(row[at]) for row in rows if at < len(row) and any(map(str.isalpha, row[at]))]
        if sense is Sense.DUE and Sense.ACTION in senses and said and not any(due_said(cell, None) for cell in said):
            return (*senses[:at], Sense.OWNER, *senses[at + 1 :])
    return senses


def _with_only_text(senses: tuple[Sense | None, ...], header: Sequence[str]) -> tuple[Sense | None, ...]:
    """Beside who and until when, the only column of running text is what to do; remarks are none."""
    named = {at for at, heading in enumerate(header) if fold(plain(heading)).strip(" .:") in _ASIDES}
    running = [at for at, sense in enumerate(senses) if sense in _RUNNING and at not in named]
    return tuple(Sense.ACTION if running == [at] else sense for at, sense in enumerate(senses))


def _presence_or(sense: Sense | None, heading: str, rows: list[list[str]], at: int) -> Sense | None:
    """The sense of a column beside names; that of presence where its heading or its cells say who was there.

    Below a heading, as below none, marks do; below one that says something else only whole words. Who has neither,
    where most have one, is asked.
    """
    said = [plain(row[at]) for row in rows if at < len(row) and row[at].strip()]
    marks = [cell for cell in said if presence_of(cell)]
    tells = sense in {Sense.STATUS, Sense.DISCUSSION} and bool(AWAY & set(map(presence_of, marks)))
    if sense in _PEOPLE or (len(marks) * 2 <= len(said) and not tells):
        return sense
    closed = len(marks) == len(said) and bool(AWAY & set(map(presence_of, marks)))
    if part_of(heading) in AWAY | {Sense.PRESENT} or (sense is Sense.STATUS and closed):
        return Sense.PRESENCE
    shortest = 1 if sense is None else _SHORTEST_SAID
    told = len(marks) >= (1 if not heading.strip() else _FEWEST_SAID)
    told = told and (sense is not None or all(presence_of(cell) or is_code(cell) for cell in said))
    return Sense.PRESENCE if told and all(len(cell) >= shortest for cell in marks) else sense


LineReader: TypeAlias = Callable[[tuple[LabelledText, ...], Roll | None, Builder], bool]
"""Reads labels with what they say: `attendance.read_labelled_line`, which may read a table of people in its turn."""


def read_table(block: MarkdownBlock, build: Builder, read_line: LineReader, *, actions: bool) -> bool:
    """Reads a table outside a roll; False leaves it to the notes, whole."""
    block = _after_said(block, build)
    grid = grid_of(block)
    if block.text:
        build.note(block.text)
    done, senses = False, frozenset(filter(None, grid.senses))
    if _tells_who(grid):
        done = read_people_table(block, Roll(), build, read_line)
    elif Sense.TYPE in senses and _read_typed(grid, block, build):
        done = True
    elif senses & {Sense.TOPIC, Sense.DISCUSSION} and senses & _OUTCOMES:
        done = _read_topics(grid, build, build.item.depth + 1)
    elif Sense.ACTION in senses and senses & {Sense.OWNER, Sense.DUE, Sense.STATUS}:
        done = _read_actions(grid, build)
    elif actions and senses & {Sense.OWNER, Sense.DUE}:
        done = _read_actions(_with_action_column(grid, block, build), build)
    return done or _read_facts(block, build, read_line) or _read_one_topic(block, build) or _read_margin(block, build)


def _after_said(block: MarkdownBlock, build: Builder) -> MarkdownBlock:
    """The table below rows of a label and what it says: "Agreed | the pilot goes on" above "Who | What | When"."""
    for at, row in enumerate(block.rows[:_FEWEST_SAID]):
        said = list(dict.fromkeys(plain(cell) for cell in row if cell.strip()))
        named = sum(label_of(plain(cell)) is not None for cell in row if cell.strip())
        if named >= _FEWEST_SAID and len(said) > _FEWEST_SAID:
            return replace(block, rows=block.rows[at:]) if at else block
        if len(said) != _FEWEST_SAID or label_of(said[0]) is not Sense.DECISION or at + 1 >= len(block.rows):
            return block
        build.labels.append(said[0])
        build.typed(EntryType.DECISION, said[1], said[1])
    return block


def lists_people(block: MarkdownBlock) -> bool:
    """Whether a table is a roll, wherever it stands."""
    return block.kind == "table" and _tells_who(grid_of(block))


def _tells_who(grid: Grid) -> bool:
    senses = frozenset(grid.senses)
    named = Sense.NAME in senses and bool(senses & _WHO)
    listed = named or _is_of_rolls(grid) or _counts_bodies(grid) or bool(_band(grid.header))
    return listed and Sense.ACTION not in senses


def tells_topics(block: MarkdownBlock) -> bool:
    """Whether a table says what was discussed or is to be done, and lists nobody."""
    senses = set(grid_of(block).senses) if block.kind == "table" else set()
    return Sense.NAME not in senses and bool(senses & _OUTCOMES)


def read_people_table(block: MarkdownBlock, roll: Roll, build: Builder, read_line: LineReader) -> bool:
    if tells_topics(block):
        return False
    whole = _with_legend(grid_of(block), build)
    grid = _one_by_one(whole)
    if _is_of_rolls(grid):
        return _read_facts(block, build, read_line)
    if Sense.NAME not in grid.senses and not _counts_bodies(grid):
        return _read_bare_people(block, roll, build)
    build.labels.extend(filter(None, whole.header))
    roll, of = with_codes(roll, [grid.cell(row, Sense.NAME) for row in grid.rows], build.page.legend), ""
    for row, under in _in_bands(grid.rows, roll, build):
        of = grid.cell(row, Sense.ORGANIZATION) or of
        if not _read_person_row(grid, _grouped(grid, row, Sense.ORGANIZATION, Sense.NAME, of), under, build):
            build.note(" | ".join(filter(None, row)))
    return True


def _with_legend(grid: Grid, build: Builder) -> Grid:
    """The grid, with what the legend of the paper says in the place of the marks of who came."""
    meant, marks = build.page.legend, [sense is Sense.PRESENCE for sense in grid.senses]
    build.labels += [cell for row in grid.rows for cell in row if cell in meant]
    both = (zip(row, marks, strict=False) for row in grid.rows)
    rows = (tuple(meant.get(plain(cell).strip(), cell) if is_mark else cell for cell, is_mark in row) for row in both)
    return grid._replace(rows=tuple(rows))


def _one_by_one(grid: Grid) -> Grid:
    """Where each row has two people, each with a mark ("Titular | Mark | Suplente | Mark"), a row for each of them."""
    rows, before = [[*row] for row in grid.rows], [at - 1 for at, s in enumerate(grid.senses) if s is Sense.PRESENCE]
    named = [at for at in before if grid.senses[at] is Sense.NAME or _holds_names(rows, at)]
    if named != before or len(named) != _BOTH or named[0] + _BOTH != named[1]:
        return grid
    begin, end = named[0], named[1] + _BOTH
    each = ((*row[:begin], *row[at : at + _BOTH], *row[end:]) for row in grid.rows for at in named)
    kept = tuple(row for row in each if any(cell.strip() for cell in row[begin : begin + _BOTH]))
    senses = (*grid.senses[:begin], Sense.NAME, Sense.PRESENCE, *grid.senses[end:])
    return Grid(senses, (*grid.header[: begin + _BOTH], *grid.header[end:]), kept)


def _grouped(grid: Grid, row: tuple[str, ...], of: Sense, member: Sense, above: str) -> tuple[str, ...]:
    """The row; where bodies stand before their people, or their tasks, an empty cell means the body above it."""
    at, name = grid.column(of), grid.column(member)
    groups = at is not None and name is not None and at < name < len(row) and not row[at].strip() and row[name].strip()
    return (*row[:at], above, *row[at + 1 :]) if groups and at is not None else row


def _counts_bodies(grid: Grid) -> bool:
    """Whether each row is an organization, with a mark for whether it came."""
    return {Sense.ORGANIZATION, Sense.PRESENCE} <= set(grid.senses) and grid.is_marked


def _is_of_rolls(grid: Grid) -> bool:
    """Whether the names stand below "Present" and "Absent"."""
    of_rolls = all(part_of(heading) in ROLL for heading in grid.header)
    return bool(grid.rows) and Sense.NAME not in grid.senses and of_rolls


def _read_person_row(grid: Grid, row: tuple[str, ...], roll: Roll, build: Builder) -> bool:
    label = plain(grid.cell(row, Sense.ORGANIZATION))
    if (away := part_of(label)) in AWAY:  # "Apologies" in the place of an organization
        people, others = read_people(plain(grid.cell(row, Sense.NAME)), roll_under(label, away))
        build.labels.append(label)
        build.attend(*people)
        return bool(people) and not others
    if several := _several_in(grid, row):
        read = [_read_person_row(grid, one, roll, build) for one in several]
        return all(read)
    person = read_person(grid.cell(row, Sense.NAME), roll) or _nobody_of(grid, row, roll)
    if person is None:
        return False
    marks = grid.marks(row)
    organization, position = _placed(grid, row)
    organization, person = _without_aside(organization, person)
    came = roll.told or any(presence_of(one) is Sense.PRESENT for one in person.remark.split(", "))
    # A dash of one who came is no more than a signature that is not there.
    telling = {heading: cell for heading, cell in marks.items() if not came or len(cell) > _LONGEST_MARK}
    state = _state_of(telling, person.state, roll.state, grid)
    if state is None:
        asked = grid.is_marked and not came
        told = " | ".join(filter(None, map(plain, row)))
        state = build.presence_asked(person.name or person.organization, told) if asked else person.state
    more = [cell for cell in marks.values() if presence_of(cell) is None or representative_in(cell)]
    rest = [*grid.rest(row, _PEOPLE), *more]
    build.labels += [cell for cell in marks.values() if cell not in more]
    build.labels.append(grid.cell(row, Sense.NUMBER))
    build.attend(
        person._replace(
            state=state,
            organization=organization or person.organization,
            position=position or person.position,
            handle=plain(grid.cell(row, Sense.HANDLE)).lstrip("@") or person.handle,
            contact=plain(grid.cell(row, Sense.CONTACT)) or person.contact,
            remark=", ".join(filter(None, [person.remark, *map(plain, rest)])),
        )
    )
    if organization and person.organization:
        build.labels.append(person.organization)
    return True


def _placed(grid: Grid, row: tuple[str, ...]) -> tuple[str, str]:
    """Organization and position of the row; below "Position / Institution" one cell has both, or one of them."""
    organization, position = plain(grid.cell(row, Sense.ORGANIZATION)), plain(grid.cell(row, Sense.POSITION))
    at = grid.column(Sense.POSITION)
    if organization or at is None or label_of(grid.header[at].partition("/")[2].strip()) is not Sense.ORGANIZATION:
        return organization, position
    post, _, body = position.rpartition(" / ")
    return ("", position) if not post and is_office(position) else (body, post)


def _without_aside(organization: str, person: ReadAttendee) -> tuple[str, ReadAttendee]:
    """As in "Ministry of Health (Chairperson)", "UNFPA (online)": what somebody is at the meeting stands behind."""
    found = _ASIDE.fullmatch(organization)
    if found and label_of(found["aside"]) in {Sense.CHAIR, Sense.SCRIBE}:
        return found["body"], person._replace(role=person.role or found["aside"])
    if found and (said := presence_of(found["aside"])) and len(found["aside"]) > _LONGEST_CODE:
        state = person.state if said is Sense.PRESENT else STATES[said]
        remark = ", ".join(filter(None, [person.remark, found["aside"]]))
        return found["body"], person._replace(state=state, remark=remark)
    return organization, person


def _state_of(marks: dict[str, str], own: ReadPresence, roll: ReadPresence, grid: Grid) -> ReadPresence | None:
    """What the row's marks say, each below its heading; None where there is none and the line says nothing itself.

    A mark that says nothing is a signature, but not in a column of states: "NC".
    """
    if roll is not ReadPresence.PRESENT or own is not ReadPresence.PRESENT:
        return own
    for heading, cell in marks.items():
        said, column = presence_of(cell), part_of(heading)
        if said is Sense.PRESENT and column in AWAY and len(presence_word(cell)) <= _LONGEST_MARK:
            return STATES[column]  # a cross below "Absent"
        if column not in AWAY or len(cell) > _LONGEST_MARK:
            signed = label_of(heading) is Sense.PRESENCE and not column and heading not in grid.of_states
            return STATES[said] if said else own if signed else None
    return None


def _several_in(grid: Grid, row: tuple[str, ...]) -> list[tuple[str, ...]]:
    """A row each, where the cell for a name holds several: "Dr. Ana Dias, Rui Sá"."""
    at = grid.column(Sense.NAME) or 0
    cell = grid.cell(row, Sense.NAME)
    names = [name for line in BREAK.split(cell) for name in split_people(line)]
    return [(*row[:at], name, *row[at + 1 :]) for name in names] if len(names) > 1 else []


def _nobody_of(grid: Grid, row: tuple[str, ...], roll: Roll) -> ReadAttendee | None:
    """An organization of which the row names nobody, but says whether it was there."""
    name, organization = plain(grid.cell(row, Sense.NAME)), _placed(grid, row)[0]
    if counted := _COUNTED.match(name):
        return ReadAttendee("", organization=organization, remark=counted[0], state=roll.state, capacity=roll.capacity)
    if any(map(str.isalpha, name)) and fold(name).strip(" .()[]") not in NOBODY and not is_vacant(name):
        return None
    empty = is_vacant(name) and not any(map(str.isalnum, "".join(grid.marks(row).values())))
    if not organization or not grid.is_marked or empty:
        return None
    return ReadAttendee("", organization=organization, remark=name, state=roll.state, capacity=roll.capacity)


def _read_bare_people(block: MarkdownBlock, roll: Roll, build: Builder) -> bool:
    """A roll in a table whose headings say nothing: each first cell must be a person."""
    under = [(_uncounted(row), of) for row, of in _in_bands(block.rows, roll, build)]
    people = [(row, read_person(" - ".join(row), of)) for row, of in under if row]
    if not people or not all(person for _, person in people):
        return False
    told = " | ".join(map(plain, people[0][0]))
    titled = all(has_title(row[0]) for row, _ in people) or _band(block.rows[0])
    if not titled and build.doubts.ask(DoubtKind.GUESSED_COLUMNS, block.start + 1, told, PEOPLE, NOTE) == NOTE:
        return False
    build.labels += [row[0] for row in block.rows if row and _COUNTS.fullmatch(row[0])]
    build.attend(*(person for _, person in people if person))
    return True


def _uncounted(row: Sequence[str]) -> list[str]:
    """What the cells say, without the number of the row."""
    cells = [cell.strip(" -–—") for at, cell in enumerate(row) if at or not _COUNTS.fullmatch(cell)]
    return [*filter(None, cells)]


def _with_action_column(grid: Grid, block: MarkdownBlock, build: Builder) -> Grid:
    """In a list of actions the column with the longest text is the action, which is doubtful."""
    cells = [[cell for row in grid.rows for cell in row[at : at + 1]] for at in range(len(grid.senses))]
    lengths = [-1 if sense else sum(map(len, said)) for sense, said in zip(grid.senses, cells, strict=True)]
    longest = lengths.index(max(lengths))
    others = [at for at, length in enumerate(lengths) if length >= 0 and at != longest]
    names = {(grid.header[at] if at < len(grid.header) else "") or str(at + 1): at for at in (longest, *others)}
    told = " | ".join(grid.header)
    chosen = build.doubts.ask(DoubtKind.GUESSED_COLUMNS, block.start + 1, told, *names)
    senses = list(grid.senses)
    senses[names[chosen]] = Sense.ACTION
    return grid._replace(senses=tuple(senses))


def _read_actions(grid: Grid, build: Builder) -> bool:
    build.labels.extend(filter(None, grid.header))
    build.begin_list()
    who = ""
    for row in grid.rows:
        who = grid.cell(row, Sense.OWNER) or who
        _read_action_row(grid, _grouped(grid, row, Sense.OWNER, Sense.ACTION, who), build)
        for text in grid.rest(row, _DOING):
            build.note(text, depth=1)
    return True


def _read_action_row(grid: Grid, row: tuple[str, ...], build: Builder) -> None:
    texts = _tasks_in(grid.cell(row, Sense.ACTION))
    build.labels.append("" if texts else grid.cell(row, Sense.ACTION))
    owners, dues = _who_and_when(grid, row, build)
    build.labels.append(grid.cell(row, Sense.NUMBER))
    if not texts:
        build.note(" | ".join(" ".join(cells) for cells in (owners, dues) if cells))
    for at, text in enumerate(texts):
        _add_action(grid, row, text, _beside(owners, at, len(texts)), _beside(dues, at, len(texts)), build)


def _who_and_when(grid: Grid, row: tuple[str, ...], build: Builder) -> tuple[list[str], list[str]]:
    """Of one cell too, as "OC Traffic" over "NLT 27 Feb 26"."""
    said = _cell_lines(grid.cell(row, Sense.OWNER))
    days = [line for line in said[1:] if tells_a_time(plain(line), build.date)]
    return [line for line in said if line not in days], _cell_lines(grid.cell(row, Sense.DUE)) or days


def _cell_lines(cell: str) -> list[str]:
    lines = [re.sub(r"^\s*(?:[-•*]|\d+[.)])\s+", "", line) for line in BREAK.split(cell)]
    return [line for line in lines if line.strip() and fold(plain(line)) not in NOBODY - EVERYONE]


def _tasks_in(cell: str) -> list[str]:
    return [text for line in _cell_lines(cell) for text in commissions(line)]


def _beside(cells: list[str], at: int, count: int) -> str:
    return cells[at] if len(cells) == count else ", ".join(cells)


def _add_action(grid: Grid, row: tuple[str, ...], text: str, owner: str, due: str, build: Builder) -> None:
    entry, labels = read_action(text, build.date, known=build.people().words)
    status, told = split_status(plain(grid.cell(row, Sense.STATUS)))
    state, rest = split_status(due := plain(due))  # below "Status / Deadline" a cell says the one, the other, or both
    status, due = (status or state, rest) if status_of(state) else (status, due)
    entry = entry._replace(
        owners=_owners_in_cell(owner, build) or entry.owners or build.doers(text),
        due_text=due or entry.due_text,
        due=(due_said(due, build.date) if due else None) or entry.due,
        status_text=status or entry.status_text,
        status=status_of(status) or entry.status,
    )
    build.add(entry, labels, text)
    build.note(told, depth=1)


def _owners_in_cell(cell: str, build: Builder) -> tuple[str, ...]:
    """The names of a cell; a body on the roll that has an "and" in its name stays whole."""
    known = build.people()
    names = [name for part in _STRONG.split(plain(cell)) for name in names_joined(part, known)]
    return tuple(names) if any(fold(name) in known.names for name in names) else split_names(cell)


def _read_topics(grid: Grid, build: Builder, depth: int) -> bool:
    """As in "Agenda item | Discussion | Action point | Responsible": a row without topic continues the last.

    Where one column holds what was said and what is to be done, a row that names who is responsible is an action.
    """
    build.labels.extend(filter(None, grid.header))
    mixed = Sense.ACTION not in grid.senses and Sense.OWNER in grid.senses
    for row in grid.rows:
        topic = topic_of(grid.cell(row, Sense.TOPIC))
        if topic.title:
            number = topic.number or plain(grid.cell(row, Sense.NUMBER))
            build.open_item(topic.title, number, depth, topic.outcome)
            build.labels.append(topic.prefix)
            if kind_of(topic.title) is ItemKind.NEXT_MEETING:
                build.next_meeting(" ".join(row[1:]))
        parts = BREAK.split(grid.cell(row, Sense.DISCUSSION))
        owned = mixed and grid.cell(row, Sense.OWNER).strip()
        tasks = [part for part in parts if owned and _is_task(part, build)]
        for part in parts:
            if part not in tasks:
                build.prose(part if any(map(str.isalnum, part)) else "")
        taken = Sense.DISCUSSION if tasks else Sense.DECISION
        meant = tuple(Sense.ACTION if one is taken else one for one in grid.senses)
        asked = grid._replace(senses=meant) if owned else grid
        at = grid.column(Sense.DISCUSSION) or 0
        left = (*row[:at], "<br>".join(tasks), *row[at + 1 :]) if tasks else row
        for line in _cell_lines(asked.cell(left, Sense.DECISION)):
            if mixed:
                build.prose(line)
            else:
                build.typed(EntryType.DECISION, line, line)
        _read_action_row(asked, left, build)
        for text in grid.rest(row, _TALKING):
            build.note(text)
    return True


def _is_task(part: str, build: Builder) -> bool:
    """Whether a line of a cell says who is to do something, and no more: "Traffic to provide two vehicles."."""
    said = plain(part)
    return not decides(said) and bool(tasked(said, build.people()) or subject_of(said, build.people()))


def _read_typed(grid: Grid, block: MarkdownBlock, build: Builder) -> bool:
    """As in "Type | Description | Owner": each row says itself whether it is an action, a decision or information."""
    kinds = [fold(plain(grid.cell(row, Sense.TYPE))) for row in grid.rows]
    if not kinds or not all(kind in _ROW_TYPES for kind in kinds):
        return False
    if Sense.ACTION not in grid.senses:  # columns of running text may be it
        open_to_all = tuple(None if sense in _RUNNING else sense for sense in grid.senses)
        grid = _with_action_column(grid._replace(senses=open_to_all), block, build)
    build.labels.extend([*grid.header, *(grid.cell(row, Sense.TYPE) for row in grid.rows)])
    for kind, row in zip(kinds, grid.rows, strict=True):
        text = grid.cell(row, Sense.ACTION)
        if _ROW_TYPES[kind] == "action":
            _read_action_row(grid, row, build)
            continue
        if _ROW_TYPES[kind]:
            build.typed(EntryType.DECISION, text, text)
        else:
            build.note(text)
        build.note(" | ".join(grid.rest(row, frozenset({Sense.ACTION, Sense.TYPE}))), depth=1)
    return True


def _read_one_topic(block: MarkdownBlock, build: Builder) -> bool:
    """As in "Topic 2: Budget |" over "Summary of discussion | …" and "Way forward | …": a table for a topic."""
    title, *rows = block.rows
    senses = [_in_topic(row) for row in rows]
    if not rows or not all(senses) or any(len(row) != _BOTH for row in block.rows) or title[1].strip():
        return False
    heads, cells = zip(*rows, strict=True)
    grid = Grid((Sense.TOPIC, *senses), ("", *heads), ((title[0], *cells),))
    return _read_topics(grid, build, build.item.depth)


def _read_margin(block: MarkdownBlock, build: Builder) -> bool:
    """As in "Roads" over "The Group agreed that … | WFP to send it by 3 May": a table without headings of columns.

    Each cell is a topic alone in its row, a paragraph, or says in the margin who is to do what.
    """
    rows = [[cell for cell in row if cell.strip() and not _COUNTS.fullmatch(cell)] for row in block.rows]
    tasks = [row[-1] for row in rows if row and all(_is_task(one, build) for one in _tasks_in(row[-1]))]
    topics = [row[0] for row in rows if len(row) == 1 and row[0] not in tasks and not plain(row[0]).endswith(_ENDS)]
    told = [cell for row in rows for cell in row if cell not in (*tasks, *topics)]
    decided = any(decides(one) for cell in told for one in sentences(plain(cell)))
    if not (told and (tasks or decided) and all(plain(cell).endswith(_ENDS) for cell in told)):
        return False
    build.labels += [cell for row in block.rows for cell in row if _COUNTS.fullmatch(cell)]
    for cell in (cell for row in rows for cell in row):
        if cell in topics:
            build.open_item(plain(cell), "", build.item.depth, "")
        elif cell in told:
            build.prose(BREAK.sub("\n", cell))
        for task in _tasks_in(cell) if cell in tasks else ():
            build.typed(EntryType.ACTION, plain(task), task, who=tasked(plain(task), build.people()))
    return True


def _in_topic(row: list[str]) -> Sense | None:
    heading = plain(row[0]).strip(" :")
    found = label_of(heading)
    return found if found in _IN_TOPIC.values() else _IN_TOPIC.get(part) if (part := part_of(heading)) else None


def _read_facts(block: MarkdownBlock, build: Builder, read_line: LineReader) -> bool:
    """Labels with what they say, or names below what says who came."""
    heads = [plain(heading) for heading in block.rows[0]]
    if all(part_of(heading) in ROLL for heading in heads):  # "Present | Absent" over the names
        build.labels.extend(heads)
        for head, cell in (both for row in block.rows[1:] for both in zip(heads, row, strict=False)):
            if cell.strip():
                read_line((LabelledText(head, cell),), None, build)
        return True
    found = labelled_cells(block.rows)
    known = sum(is_known_label(one.label) for one in found)
    others = sum(not is_known_label(one.label) for one in found if one.label)
    if known < max(others, _FEWEST_SAID if any(not one.label for one in found) else 1):
        return False
    for one in found:
        if not read_line((one,), None, build):
            build.note(f"{one.label}: {one.text}" if one.label else one.text)
    return True
