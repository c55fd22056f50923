"""Minutes in plain text as lines of markdown, with the same words, and a blank line where a block begins.

II.  Early warning        a heading: numbered, or in capitals, or a word for a part, or short over a long line
Way forward:              a label of the list below it, inside a topic
(a) to keep a store       an element of a list, inside the numbered paragraph above it
Office<TAB>Ana Dias       a row of a table
--- Text. ---             a paragraph
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from ictwg.domain.text import fold
from ictwg.imports.foreign_minutes.flattened import with_flattened
from ictwg.imports.foreign_minutes.page import inner_labels, is_known_label, numbers_rows
from ictwg.imports.foreign_minutes.people import has_title, is_band, is_person, names_body
from ictwg.imports.foreign_minutes.prose import leads_to_decisions
from ictwg.imports.foreign_minutes.words import FACTS, MINUTES_WORDS, ROLL, Sense, label_of, part_of, words_of
from ictwg.sentences.dates import find_date
from ictwg.sources.word_text import with_rows

_MARKUP = re.compile(r"^#{1,6} |\*\*|^\|.*\||^(?:```|~~~)|^<table", re.MULTILINE)
_HEADING = re.compile(r"#{1,6} (?=\S)")
"""One that is a heading in the file, as in Word."""

# How the lines of a plain text begin and end.

_DASHES = re.compile(r"^-{2,}\s*(?P<text>.*?[^\W_].*?)\s*-{2,}$")
_BULLET = re.compile(r"^(?P<indent>\s*)(?:[•·▪◦●*+–—-]|o(?=\t))\s+(?=\S)")
_LETTERED = re.compile(r"^\(?(?:[a-z]|[ivx]{1,5})[.)]\s+(?=\S)")
_NUMBERED = re.compile(r"^\d{1,3}[.)]\s+(?=\S)")
_COUNTED = re.compile(
    r"^(?:(?P<roman>[IVXL]{1,6}\s?[-–—.)])|(?P<sub>\d{1,2}(?:\.\d{1,2})+[.)]?)|(?P<figure>\d{1,2}[.)]?)|"
    r"(?P<letter>[A-Z][.)](?!.*(?:,|\s{3})))|"
    rf"(?P<word>(?i:{words_of('item with a number')})\s+(?:n[o.º]+\s*)?[\w/.-]+\s*[-–—.:]))\s+(?P<title>\S.*)$"
)
# "2)Decision on …", "II.⇥OPENING".
_GLUED = re.compile(r"^(\s*\d{1,2}\))(?=[^\W\d_])|^(\s*[IVXL]{1,6}[.)])\t+(?=[^\t]+$)")
_ENDS_SENTENCE = (".", ",", ";", "…")
_LONGEST_HEADING, _LONGEST_TOLD, _CELLS = 90, 160, 2
_FOLD = re.compile(r"\s*[\uf000-\uf0ff●▪◦]\s*(?=\S)|(?<=[^\s.,;:!?])  (?=[A-ZÀ-Þ])|-{4,}\s*")
_HEADED = re.compile(
    r"(?:\*\*)?(?P<head>(?:ponto|pontu|item|point|agenda item|acara)\s+\S+\s*(?:(?P<dash>[-–—])|[.:])\s*[^:.]{3,85})"
    r"(?::|(?(dash)\.|(?!)))(?:\*\*)?\s+(?=[A-ZÀ-Þ])",
    re.IGNORECASE,
)
_COUNT = re.compile(r"(?<=[\s.])(?P<number>\d{1,2})[.)]\s+(?=[A-ZÀ-Þ])")
_SENTENCE = re.compile(r"(?<=[^\s.,;:])\s+(?=(?:The|This|It|A|O|Os|As|Foi|Rapat|Enkontru|Reuniaun)\s+[^\W\d_]{3,})")
_TABS = re.compile(r"\s*\t\s*")
_COLUMNS = frozenset({Sense.ACTION, Sense.OWNER, Sense.DUE})
_OUTCOMES = frozenset({Sense.DISCUSSION, Sense.DECISION})
_DEEPEST, _SHORT = 5, 45
_MOST_ROWS = 600
_Rows = tuple[list[list[str]], int]
"""Of a table, and how many lines it takes."""

_FILLED = re.compile(r"[^\W_][.;:]?-{4,}$")
"""The end of a paragraph, filled with dashes."""
_GAP = re.compile(r"^(\s*\S{1,8})  (?=\S)")  # behind a number or code: "T6.1  MoJ: send it"
_NAME_ENDS = re.compile(r",\s|\s[-–—]\s|\s\(")
_OWN_LABEL = re.compile(r"\s*[^\W\d_]+(?: [^\W\d_(),]+){0,3}\s?:\s")
_FLAT_ROW = re.compile(r"^\s*(\d{1,3})[.)]?\s+(?=[^\W\d_])")
_BARE_DASH = re.compile(r"^((?:\d{1,3}[.)] )?[^\t]*[^\W\d_][^\t]*)\t[-–—]\t(?=[^\t]+$)")
"""As between a name and an office: "Ana Dias<TAB>-<TAB>Chairperson"."""
_HANGS = re.compile(r"^\s*(?P<label>[^\s:][^:\t]{2,40}):(?:\t|\s{2,})(?P<first>.*\S.*)$")
_INDENT = re.compile(r"\s{4,}(?=\S)")
_TITLES = (None, Sense.NOTES)
"""What a title may name: a group, or minutes."""

LABEL = 6
"""The level of a heading that is a label of the list below it."""

# How long, and how many.

_LONGEST_LINE = 400
_FEWEST_LETTERS = 2
"""Of a heading in capitals, more than these: "A" is none."""
_LONGEST_TITLE = 12
"""Lines."""
_FEWEST_BROKEN = 2


def is_plain(text: str, path: str) -> bool:
    """Whether the text has none of the marks of markdown, or its file's name says so."""
    return path.lower().endswith(".txt") or _MARKUP.search(text) is None


class Marked(NamedTuple):
    lines: tuple[str, ...]
    origin: tuple[int, ...]
    """Which line of the text each is; that of the next one for a blank line that is new."""


def as_markdown(lines: Sequence[str]) -> Marked:
    """The lines of a plain text, each as markdown would have it."""
    return _PlainText(lines).marked()


def _unfolded(line: str) -> list[str]:
    """The lines that a line was before somebody flattened it: at bullets, at dashes that fill, at a list that counts.

    As in "Participants 1. Ana Dias, Head 2. Rui Sá, Clerk The Chair opened …".
    """
    line = _BARE_DASH.sub(r"\1 - ", re.sub(r"\s*\t\s*:\s*$", " :", _GAP.sub(r"\1 ", line)))
    parts = [line]
    if "\t" in line or line.startswith("|"):
        return parts
    filled = _FILLED.search(line.strip()) is not None
    if (filled or len(line) > _LONGEST_HEADING) and _FOLD.search(line.strip()):
        first, *rest = _FOLD.split(line.strip())
        dash = ("",) if "----" in line else ()
        listed = [text for part in rest if part.strip(" .-") for text in (*dash, part if dash else f"- {part}")]
        parts = [*([first] if first.strip() else []), *listed, *([""] if filled else [])]
    parts = [one for part in parts for one in (_HEADED.sub(r"\g<head>\n\n", part, count=1).split("\n"))]
    return [one for part in parts for one in (_uncounted(part) if len(part) > _LONGEST_LINE else [part])]


def _uncounted(line: str) -> list[str]:
    """A line for each element of the lists in it, for what is before them, and for the sentences behind the last."""
    cuts: list[int] = []
    wanted = 1
    for found in _COUNT.finditer(f" {line}"):
        number = int(found["number"])
        if number in {1, wanted}:
            cuts.append(max(found.start() - 1, 0))
            wanted = number + 1
    parts = [line[begin:end].strip() for begin, end in pairwise([0, *cuts, len(line)])]
    parts = [*_with_heading(parts[0]), *parts[1:]] if cuts else parts
    lines: list[str] = []
    for part in filter(None, parts):
        told = _SENTENCE.search(part) if _NUMBERED.match(part) else None
        lines += [part[: told.start()], "", part[told.end() :]] if told else [part]
    return [one for part in lines for one in _labelled_lines(part)]


def _with_heading(text: str) -> list[str]:
    """The text, and the heading of a roll that it ends with: "… 2.00 pm Participants"."""
    words = text.split()
    ends = (" ".join(words[-count:]) for count in (3, 2, 1))
    heading = next((end for end in ends if end[:1].isupper() and part_of(end) in ROLL), "")
    return [text[: len(text) - len(heading)].rstrip(), heading, ""] if heading else [text]


def _labelled_lines(line: str) -> list[str]:
    """The line, cut before each label that is known: "Minutes of the Committee Venue : Hall Date : 5 May"."""
    cuts = [start for _, start, _ in inner_labels(line, 0)] if len(line) <= _LONGEST_LINE else []
    parts = (line[begin:end].strip() for begin, end in pairwise([0, *cuts, len(line)]))
    return [*filter(None, parts)] or [line]


def _labels_apart(lines: Sequence[str]) -> list[tuple[int, str]]:
    """The lines, those of a first paragraph cut before each label in it: "Minutes, 3 May Participants: Ana Dias …"."""
    kept = [*enumerate(lines)]
    first = next((at for at, line in kept if line.strip()), 0)
    block = [*takewhile(str.strip, lines[first:])][:_LONGEST_TITLE]
    joined = " ".join(line.strip() for line in block)
    cuts = [(start, label) for label, start, _ in inner_labels(joined, 0)]
    told = {label for _, label in cuts} & {label for _, label in cuts if part_of(label) in ROLL}
    if len(cuts) < _CELLS or not told or any(map(_OWN_LABEL.match, block)):
        return kept
    ends = [0, *(start for start, _ in cuts), len(joined)]
    apart = [(first, joined[begin:end].strip(" ,")) for begin, end in pairwise(ends) if begin < end]
    return [*kept[:first], *apart, *kept[first + len(block) :]]


def _with_hanging(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The names that stand below the first one, behind blanks or a tab, in its line: "Present:<TAB>Ana Dias, MoJ".

    Where each has one more tab before what somebody is of, or none ends in a comma, they are a list.
    """
    kept: list[tuple[int, str]] = []
    begin = 0
    while begin < len(lines):
        found = _HANGS.match(lines[begin][1])
        label, first = (found["label"], found["first"]) if found else ("", "")
        hangs = bool(first) and part_of(label) in ROLL
        end = _end_of_hanging(lines, begin + 1) if hangs else begin + 1
        names = [(at, line.strip()) for at, line in [(lines[begin][0], first), *lines[begin + 1 : end]] if line.strip()]
        apart = end > begin + 1 and not any("\t" in name or name.endswith((",", ";")) for _, name in names)
        if hangs and (apart or sum("\t" in name for _, name in names) * 2 > len(names)):
            listed = ((at, f"- {_TABS.sub(', ', name)}") for at, name in names)
            kept += [(lines[begin][0], f"{label}:"), *listed, (names[-1][0], "")]
        elif end > begin + 1:
            kept.append((lines[begin][0], f"{label}:\t{'; '.join(name.rstrip(' ,;') for _, name in names)}"))
        else:
            kept.append(lines[begin])
        begin = end
    return kept


def _end_of_hanging(lines: list[tuple[int, str]], begin: int) -> int:
    """Where the lines end that are indented, have a tab, or name somebody as the first one does."""
    end = begin
    for at, (_, line) in enumerate(lines[begin:], begin):
        behind = "\t" in line or _INDENT.match(line)
        named = end == at and has_title(line) and len(line) <= _SHORT and not line.endswith(".")
        if line.strip() and (":" in line or not (behind or named)):
            break
        end = at + 1 if line.strip() else end
    return end


def _with_flat_roll(lines: list[str]) -> list[str]:
    """A table of people that lost its cells, with its heads apart: "No Name Agency Signature" over "1 Ana Dias WFP"."""
    kept = list(lines)
    for at, line in enumerate(lines):
        senses = [label_of(word) for word in line.split()]
        heads = {Sense.NAME, Sense.ORGANIZATION} <= {*senses} and all(senses) and "\t" not in line
        if rows := [*takewhile(_FLAT_ROW.match, lines[at + 1 :])] if heads else []:
            kept[at] = f"| {' | '.join(line.split())} |"
            kept[at + 1 : at + 1 + len(rows)] = [_FLAT_ROW.sub(r"\1. ", row) for row in rows]
    return kept


def _with_tables(lines: list[str]) -> list[str]:
    """Tables that a text has broken, as rows between pipes, and blank lines where they are fewer."""
    kept = list(lines)
    for at in (at for at, line in enumerate(lines) if line.strip()):
        near = lines[at : at + _MOST_ROWS] if kept[at] == lines[at] else [""]
        rows, size = _barred(near) or _beside(near) or _columns(near) or ([], 0)
        kept[at : at + size] = [*(f"| {' | '.join(row)} |" for row in rows), *[""] * (size - len(rows))]
    return kept


def _barred(lines: list[str]) -> _Rows | None:
    """Rows whose cells have bars between them, and none around them, below headings that name each column."""
    heads = lines[0].strip().split(" | ")
    named = len(heads) >= _CELLS and lines[0][:1] != "|" and all(map(label_of, heads))
    split = (line.strip().split(" | ") for line in lines if named)
    rows = [*takewhile(lambda row: len(row) == len(heads), split)]
    return (rows, len(rows)) if len(rows) > 1 else None


def _beside(lines: list[str]) -> _Rows | None:
    """Two rolls beside each other: their headings in one line, below it their cells with one tab between them."""
    heads = lines[0].strip().split("\t")
    of_rolls = len(heads) == _CELLS and all(part_of(head) in ROLL for head in heads)
    below = [*takewhile(str.strip, lines[1:])] if of_rolls else []
    cells = ["<br>".join(cell.strip().split("\n")) for cell in "\n".join(below).split("\t")]
    return ([heads, cells], 1 + len(below)) if len(below) > 1 and len(cells) == _CELLS else None


def _columns(lines: list[str]) -> _Rows | None:
    """Columns that stand below each other: "ACTION", two lines, "RESPONSIBLE", two lines."""
    if label_of(lines[0].strip()) is not Sense.ACTION:
        return None
    senses = [label_of(line.strip()) for line in lines]
    height = next((at for at, sense in enumerate(senses) if at and sense in _COLUMNS), 0)
    ends = 3 if senses[2 * height : 2 * height + 1] == [Sense.DUE] else 2
    block = lines[: ends * height]
    told = height >= _CELLS and senses[height] is Sense.OWNER and all(map(str.strip, block))
    return ([block[at::height] for at in range(height)], len(block)) if told else None


class _PlainText:
    def __init__(self, lines: Sequence[str]) -> None:
        apart = _labels_apart(lines)
        unfolded = [(at, _GLUED.sub(r"\1\2 ", part)) for at, line in apart for part in _unfolded(line)]
        unfolded = _with_hanging(unfolded)
        lines = _with_tables(with_flattened(_with_flat_roll([part for _, part in unfolded])))
        self._origin = [at for at, _ in unfolded]
        rows = with_rows(lines, numbers_rows)
        self._lines = [_DASHES.sub(r"\g<text>", line.strip()) if "--" in line else line for line in rows]
        self._first = next((at for at, line in enumerate(self._lines) if line.strip()), 0)
        self._is_wrapped = _is_wrapped(self._lines)
        self._titles = self._title_lines()
        self._in_item = False
        """The line may continue an element of a list."""
        self._in_number = False
        """The line belongs to a numbered paragraph."""
        self._in_roll = False
        """The last heading was that of people."""
        self._margin = 0
        """Of the list in which the line is, where that is inside no paragraph with a number."""
        self._above = ""
        """The last line that is not blank."""
        self._schemes: list[str] = []
        """How the topics above this line are numbered, the outermost first."""

    def marked(self) -> Marked:
        lines: list[str] = []
        origin: list[int] = []
        for at, line in enumerate(self._lines):
            was_item = self._in_item
            text = self._marked(at, line)
            apart = bool(lines and lines[-1] and text)
            begins = apart and self._begins_block(lines[-1], line, text, was_item=was_item)
            lines += ["", text] if begins else [text]
            origin += [self._origin[at]] * (2 if begins else 1)
            self._above = text or self._above
        return Marked(tuple(lines), tuple(origin))

    def _begins_block(self, before: str, line: str, text: str, *, was_item: bool) -> bool:
        """Whether markdown would take the line for a part of what stands above it."""
        if text.startswith("|") or before.startswith("|"):
            return text[:1] != before[:1]
        if _is_element(text):
            return not was_item
        ends = len(before) > _LONGEST_TOLD and before.endswith((".", ":", "?"))
        begins = ends or leads_to_decisions(text) or (was_item and not line[:1].isspace())
        return begins and not self._is_wrapped

    def _marked(self, at: int, line: str) -> str:
        said = line.strip()
        if not said or said.startswith("|"):
            self._in_number = self._in_number and not said
            self._in_item = False
            return said
        if heading := _HEADING.match(said):
            self._in_number = self._in_item = False
            self._level_of_part(said[heading.end() :])
            return said
        if at < self._head_end:
            return f"# {said}" if at in self._titles else said.strip("*_")
        level = self._level(at, said)
        if level:
            self._in_number = self._in_item = False
            return f"{'#' * level} {said}"
        text = self._listed(line, said)
        self._in_item = _is_element(text) or (self._in_item and (self._is_wrapped or line[:1].isspace()))
        return text

    def _listed(self, line: str, said: str) -> str:
        bullet = _BULLET.match(line)
        if bullet:
            indent = len(bullet["indent"].expandtabs(4))
            if not self._in_number and not _is_element(self._above):
                self._margin = indent
            return f"{' ' * (indent - self._margin)}- {line[bullet.end() :]}"
        if (lettered := _LETTERED.match(said)) and not lettered[0].endswith("\t"):
            return f"{'    ' if self._in_number else ''}- {said}"
        self._in_number = bool(_NUMBERED.match(said)) or (self._in_number and line[:1].isspace())
        return said.replace("\t", " ")

    def _title_lines(self) -> set[int]:
        """Of the lines in capitals at the top the one that names minutes, with the line above it, else the first.

        Above it stands what a letterhead says, in capitals or not.
        """
        first = self._first
        lines = self._lines[first : first + _LONGEST_TITLE]
        heads = list(takewhile(_may_be_head, lines))
        capitals = [at for at, line in enumerate(heads) if _is_capital(line)]
        run = len([*takewhile(lambda line: not line.strip() or (line.isupper() and part_of(line) in _TITLES), lines)])
        told = [at for at, line in enumerate(heads) if MINUTES_WORDS.search(fold(line))]
        if told and _HEADING.match(heads[told[0]]):
            self._head_end = first + told[0]
            return set()  # what stands above the title of a document is its letterhead
        named = next((at for at in told if at in capitals), -1)
        self._head_end = first + max(run, named + 1)
        named = max(named, 0)
        return {first + at for at in (named - 1, named) if at in capitals}

    def _level(self, at: int, said: str) -> int:
        """Of a heading; 0 where the line is none."""
        if len(said) > _LONGEST_HEADING or said.endswith(_ENDS_SENTENCE) or "\t" in said:
            return 0
        day = find_date(said)  # "9 April 2025, 10:00" is no ninth part
        before = self._beside(at, -1)
        counted = _COUNTED.match(said)
        ends = self._in_roll and self._ends_roll(at, said)
        if (before and (self._is_wrapped or _BULLET.match(said)) and not ends) or (day and not day.start):
            return 0
        is_part = counted and (counted["title"].isupper() or counted["roman"]) and part_of(counted["title"])
        if counted and not is_part and self._is_listed(at, _scheme(counted)):
            return 0
        title = counted["title"] if counted else said
        if part_of(title) is not None:
            return self._level_of_part(title)
        over = self._is_over_text(at, said) or (not before and label_of(title) in _OUTCOMES and self._beside(at, 1))
        if not counted and not said.isupper() and (over or ends) and not _BULLET.match(said):
            return self._nested("words")
        scheme = _scheme(counted) if counted else "capitals"
        return self._nested(scheme) if not said.endswith(":") and self._is_topic(at, title, scheme) else 0

    def _is_listed(self, at: int, scheme: str) -> bool:
        """Whether a counted line is an element of a list: beside another one, or right below the heading of a roll."""
        before, after = self._beside(at, -1), self._beside(at, 1)
        if self._is_over_own(at):
            return False
        said = self._beside(at, 0).partition(" ")[2].replace("(", "")
        alone = has_title(said) or (self._above.startswith("#") and is_person(_NAME_ENDS.split(said)[0]))
        in_roll = self._in_roll and bool(before or alone) and not before.startswith("|")
        return _is_counted(before, scheme) or _is_counted(after, scheme) or in_roll

    def _ends_roll(self, at: int, said: str) -> bool:
        """Whether a list that begins anew below the line is one of topics: "Proceedings" over "1. Opening :"."""
        topic, text = self._beside(at, 1), self._beside(at, 2)
        begins = not self._above.startswith("#") and topic.startswith(("1. ", "1) "))
        plainly = not (_is_element(said) or ":" in said or is_band(said) or names_body(said) or has_title(said))
        return begins and plainly and (topic.endswith(":") or len(text) > _SHORT)

    def _is_over_own(self, at: int) -> bool:
        """Whether what stands below is numbered inside it: "1. Opening" and "1.0 OPENING" over "1.1 …"."""
        own = re.match(r"\(?(\d{1,2})(?:\.0)?[.)]*\s", self._beside(at, 0))
        below = self._beside(at, 1) or self._beside(at, 2)
        return own is not None and below.startswith(f"{own[1]}.") and below[len(own[1]) + 1 : len(own[1]) + 2].isdigit()

    def _is_over_text(self, at: int, said: str) -> bool:
        """Whether a short line, blank lines around it, stands over a paragraph: a heading in plain words."""
        alone = not self._beside(at, -1) and not self._beside(at, 1) and at > self._first
        short = len(said) <= _SHORT and ":" not in said and not has_title(said)
        return alone and short and len(self._beside(at, 2)) > _LONGEST_HEADING

    def _is_topic(self, at: int, title: str, scheme: str) -> bool:
        """Whether a line that may be a heading is one, by what stands below it."""
        if scheme == "capitals":
            return title.isupper() and sum(map(str.isalpha, title)) > _FEWEST_LETTERS
        after = self._beside(at, 1)
        return (scheme != "sub" and (not after or after.startswith("|"))) or self._heads(at, title)

    def _beside(self, at: int, step: int) -> str:
        return self._lines[at + step].strip() if 0 <= at + step < len(self._lines) else ""

    def _level_of_part(self, title: str) -> int:
        """Of a heading that names a part of minutes; inside a topic a label of its list."""
        if title.rstrip().endswith(":") and self._schemes and part_of(title) not in ROLL:
            return LABEL
        self._schemes = []
        self._in_roll = part_of(title) in ROLL
        return 2

    def _nested(self, scheme: str) -> int:
        """Topics that are numbered in one way are beside each other, below those numbered in another one before."""
        self._in_roll = False
        if scheme in self._schemes:
            del self._schemes[self._schemes.index(scheme) + 1 :]
        else:
            self._schemes.append(scheme)
        return min(1 + len(self._schemes), _DEEPEST)

    def _heads(self, at: int, title: str) -> bool:
        """Whether a short numbered line right above its text is a heading, and no wrapped line or person."""
        below = self._lines[at + 1] if at + 1 < len(self._lines) else ""
        if label_of(title) in FACTS:
            return True
        short = len(title) <= (_SHORT if self._is_wrapped else _LONGEST_HEADING)
        listed = _BULLET.match(below) or _LETTERED.match(below) or (not self._is_wrapped and _NUMBERED.match(below))
        return short and bool(listed or self._is_over_own(at) or below.strip()[:1].isupper()) and not has_title(title)


def _may_be_head(line: str) -> bool:
    """Whether a line at the top is one of a letterhead or title: no fact, part, row or paragraph."""
    label = line.partition(":")[0]
    plain = not line.startswith("|") and not line.rstrip().endswith(":") and len(line) <= _LONGEST_TOLD
    return plain and part_of(line) in _TITLES and not is_known_label(label)


def _is_capital(line: str) -> bool:
    """Whether a line is written in capitals, but for a letter or two: "ATA Nú. 7"."""
    letters = [letter for letter in line if letter.isalpha()]
    return bool(letters) and sum(map(str.isupper, letters)) * 5 >= len(letters) * 4


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether lines end where the page ends: several begin in the middle of a sentence."""
    broken = sum(
        line[:1].islower() and not _LETTERED.match(line) and len(before) > _SHORT and not before.startswith("|")
        for before, line in pairwise(lines)
    )
    return broken > _FEWEST_BROKEN


def _is_element(text: str) -> bool:
    return text.lstrip().startswith("- ") or _NUMBERED.match(text) is not None


def _scheme(counted: re.Match[str]) -> str:
    """How a heading is numbered."""
    return next(name for name in ("word", "roman", "sub", "figure", "letter") if counted[name])


def _is_counted(line: str, scheme: str) -> bool:
    counted = _COUNTED.match(line)
    return counted is not None and _scheme(counted) == scheme
