"""The running text of a meeting: notes, and the actions and decisions among them, in their order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto

from ictwg.domain.clock_words import clocks, without_clocks
from ictwg.domain.text import fold
from ictwg.domain.values import EntryType
from ictwg.imports.foreign_minutes.actions import is_task
from ictwg.imports.foreign_minutes.attendance import (
    officers_told,
    read_labelled_line,
    read_roll,
    roll_listed,
    roll_told,
)
from ictwg.imports.foreign_minutes.builder import Builder
from ictwg.imports.foreign_minutes.markers import MarkedPiece, mark_of, may_mark, pieces, split_fields
from ictwg.imports.foreign_minutes.page import LabelledText, is_known_label, labelled, sense_of
from ictwg.imports.foreign_minutes.people import roll_under
from ictwg.imports.foreign_minutes.prose import (
    LETTERED,
    decides,
    is_postponed,
    is_resolution,
    leads_to_decisions,
    sentences,
    tasked,
    tells_only,
    uncoded,
    unnumbered,
)
from ictwg.imports.foreign_minutes.sections import is_label_with_list, topic_of
from ictwg.imports.foreign_minutes.tables import read_table
from ictwg.imports.foreign_minutes.words import ROLL, Sense, label_of, part_of, pattern, split_status, status_of
from ictwg.sentences.dates import find_date
from ictwg.sentences.who import names_in
from ictwg.sources.inline import line_of, lines_of, plain
from ictwg.sources.markdown import MarkdownBlock

# Facts that may also stand after the opening.
_LATE_FACT = pattern("late fact", any_case=True)
_OF_PEOPLE = ROLL | {Sense.CHAIR, Sense.SCRIBE}
"""What stands behind the name after such a label is another one: "Present: Ana Dias · Rui Sá"."""
_BARS = re.compile(r"\s+[|•·]\s+")
_FOLLOWED_UP = re.compile(r"(?P<task>[^\n]{4,300}?\((?P<who>[^()\n]{2,60})\))\s*[-–—:]\s*(?P<told>[^\n]+)")
# Deep inside a discussion "Next steps:" may head anything.
_EXPLICIT = re.compile(r"\baction|\bacoes|\bacao|\basaun|tindak lanjut|encaminhamento|\bdeci|\bdesiz|\bresol|keputusan")
_FIELDS = {Sense.EFFECT: "effect", Sense.RATIONALE: "rationale", Sense.OPPOSING: "opposing"}
_SPEAKER = re.compile(r"\W{0,3}[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*)?\W{0,3}: ")

# How long, and how many.

_LONGEST_HEAD, _LATEST_DAY, _LONGEST_PLACE = 120, 12, 10  # of a line that says when and where; words of a place
_LONGEST_UNIT = 3
"""Letters of "hrs" and "WIB"."""
_FEWEST_PAIRED = 3  # labels in one run
_LONGEST_TOPIC, _LONGEST_SENTENCE = 200, 12  # letters; words
_ENOUGH = 3  # speakers


class Mode(Enum):
    """What a bullet is where nothing else marks it; of `MIXED` an action says who is to do it."""

    OPENING = auto()
    """Before the first part: facts and rolls have labels."""
    NOTES = auto()
    AGENDA = auto()
    ACTIONS = auto()
    DECISIONS = auto()
    MIXED = auto()


_TYPES = {Mode.ACTIONS: EntryType.ACTION, Mode.DECISIONS: EntryType.DECISION, Mode.MIXED: EntryType.DECISION}
MODES = {Sense.ACTIONS: Mode.ACTIONS, Sense.DECISIONS: Mode.DECISIONS, Sense.OUTCOMES: Mode.MIXED}


def read_blocks(blocks: Sequence[MarkdownBlock], mode: Mode, build: Builder) -> None:
    for block in blocks:
        if block.kind == "paragraph":
            _read_paragraph(block, mode, build)
        elif block.kind == "list":
            inner = Mode.NOTES if mode is Mode.AGENDA and is_talk(block) else mode
            build.begin_list()
            for item in block.children:
                read_item(item, inner, build)
        elif block.kind == "quote" and may_mark(build.page.source(block)):
            read_blocks(block.children, mode, build)
        elif block.kind != "rule" and not (
            block.kind == "table" and read_table(block, build, read_labelled_line, actions=mode is Mode.ACTIONS)
        ):
            build.note(build.page.source(block))


def _read_paragraph(block: MarkdownBlock, mode: Mode, build: Builder) -> None:
    _read_people_told(block.text, mode, build)
    if mode is Mode.OPENING and _read_dated_line(block.text, build):
        return
    if mode is Mode.ACTIONS and uncoded(block.text)[0][:1].isalpha():
        _read_coded(block.text, build)
    elif mode is Mode.DECISIONS and not may_mark(block.text) and is_resolution(block.text):
        letter, said = unnumbered(block.text)
        build.labels.append(letter)
        build.typed(EntryType.DECISION, said, block.text)
    elif mode is Mode.OPENING or _LATE_FACT.search(block.text[:300]):
        _read_facts(block.text, mode, build)
    else:
        _read_pieces(block.text, build)


def _read_people_told(text: str, mode: Mode, build: Builder) -> None:
    """Whom the sentences of a paragraph name as present, away, presiding or writing."""
    listed = roll_listed(text) if mode is Mode.OPENING else []
    build.attend(*(listed or (roll_told(text) if build.page.formal else ())))
    for sense, name in officers_told(text) if build.page.formal else ():
        if not build.fact_text(sense):
            build.fact(sense, "", name)


def _read_coded(text: str, build: Builder) -> None:
    """Lines of which each begins with the code of an action: "T6.1  MoJ: send it"."""
    for line in text.split("\n"):
        code, said = uncoded(line)
        build.labels.append(code)
        if mark := mark_of(line):
            build.marked(mark, line)
        elif code[:1].isalpha():
            build.typed(EntryType.ACTION, said, said)
        else:
            _read_facts(said, Mode.ACTIONS, build)


def _read_dated_line(text: str, build: Builder) -> bool:
    """As in "12 May 2015, 9:00 to 11:00, Department of Children": a line that says when and where, without labels."""
    line = plain(text)
    day = find_date(line) if len(line) <= _LONGEST_HEAD and "\n" not in line else None
    if day is None or day.start > _LATEST_DAY or labelled(line) or day.date != build.date:
        return False
    rest = line[day.end :]
    place = re.sub(
        r"^(?:[\W_]|(?:to|at|até|a|sampai|in|em|di|iha)\b)+|[\W_]+$", "", without_clocks(rest), flags=re.IGNORECASE
    )
    if not place[:1].isupper() or len(place.split()) > _LONGEST_PLACE or place.endswith("."):
        return False
    build.fact(Sense.DATE, "", line[: day.end])
    build.fact(Sense.TIME, "", " – ".join(clocks(rest)))
    build.fact(Sense.PLACE, "", place)
    build.labels.append(rest)
    return True


def _read_facts(text: str, mode: Mode, build: Builder) -> None:
    """Lines with known labels are facts; runs of other lines stay together."""
    waiting = _paired(text.split("\n"))[::-1]
    other: list[str] = []
    nobody_yet = not build.attendees
    while waiting:
        line = waiting.pop()
        kept = line_of(line)
        if mode is Mode.OPENING and _read_barred(plain(kept), build):
            continue
        goes_on = kept[:1].islower() and bool(other)  # a sentence: "… and with<newline>the presence of: …"
        labels = labelled(kept) if (":" in kept or "**" in kept or "__" in kept) and not goes_on else ()
        if (not labels or not labels[0].text) and waiting and (deferred := _deferred(kept, waiting)):
            labels, waiting = deferred
        while labels and waiting and labels[-1].text.endswith(",") and part_of(labels[-1].label) in ROLL:
            labels = (*labels[:-1], labels[-1]._replace(text=f"{labels[-1].text} {waiting.pop().strip()}"))
        if labels and _is_fact(labels, mode, build, nobody_yet=nobody_yet) and read_labelled_line(labels, None, build):
            _read_pieces("\n".join(other), build)
            other = []
        else:
            other.append(line)
    _read_pieces("\n".join(other), build)


def _read_barred(line: str, build: Builder) -> bool:
    """As in "Hall 2 | 11.00–12.20 | Chair: Ana Dias": facts beside each other, of which some have no label."""
    parts = _BARS.split(line)
    found = [labels if (labels := labelled(part)) and is_known_label(labels[0].label) else () for part in parts]
    hours = [_is_hours(part) for part in parts]
    others = [at for at, part in enumerate(parts) if not (found[at] or hours[at] or find_date(part))]
    names = any(at and found[at - 1] and sense_of(found[at - 1][0].label) in _OF_PEOPLE for at in others)
    if len(parts) == 1 or names or len(others) > 1 or not any([*hours, *found]):
        return False
    for part, labels, is_hours in zip(parts, found, hours, strict=True):
        day = find_date(part)
        if labels:
            read_labelled_line(labels, None, build)
        elif is_hours or day:
            build.fact(Sense.TIME if is_hours else Sense.DATE, "", part)
        elif build.fact_text(Sense.PLACE):
            build.note(part)
        else:
            build.fact(Sense.PLACE, "", part)
    return True


def _is_hours(text: str) -> bool:
    words = re.findall(r"[^\W\d_]+", without_clocks(text))
    return bool(clocks(text)) and all(len(word) <= _LONGEST_UNIT for word in words)


def _paired(lines: list[str]) -> list[str]:
    """Labels in one run and what they say in the next, as a table leaves them, each label with its own."""
    said = [line.strip() for line in lines]
    heads = [one.endswith(":") or (one.isupper() and label_of(one) is not None) for one in said]
    for at in range(len(lines)):
        run = next((count for count, head in enumerate(heads[at:]) if not head), len(lines) - at)
        if run >= _FEWEST_PAIRED and (at == 0 or not heads[at - 1]) and not any(heads[at + run : at + 2 * run]):
            values = said[at + run : at + 2 * run]
            both = [f"{label.rstrip(':')}: {value}" for label, value in zip(said[at:], values, strict=False)]
            return [*lines[:at], *both, *lines[at + 2 * run :]] if len(values) == run else lines
    return lines


def _deferred(line: str, waiting: list[str]) -> tuple[tuple[LabelledText, ...], list[str]] | None:
    """A label on a line of its own, with what follows it: ": Ana, Rui" below "Present", "Dili" below "Place:"."""
    following = waiting[-1].strip()
    if following.startswith(": ") and (part_of(line) or label_of(line)):
        return labelled(f"{line}: {following[2:]}"), waiting[:-1]
    if line.endswith(":") and is_known_label(line) and following and ":" not in following:
        return labelled(f"{line} {following}"), waiting[:-1]
    return None


def _is_fact(labels: tuple[LabelledText, ...], mode: Mode, build: Builder, *, nobody_yet: bool) -> bool:
    senses = {sense_of(found.label) for found in labels}
    late = {Sense.NEXT, *({Sense.CHAIR, Sense.SCRIBE} if build.page.formal else ())}
    return mode is Mode.OPENING or senses <= late or (senses <= ROLL and nobody_yet)


def _read_pieces(text: str, build: Builder) -> None:
    for piece in pieces(text) if text.strip() else ():
        _read_piece(piece, build, 0)


def _read_piece(piece: MarkedPiece, build: Builder, depth: int) -> None:
    if piece.mark and (piece.mark.label or not build.page.formal or not any(map(decides, sentences(piece.text)))):
        first, *several = LETTERED.split(piece.mark.text.strip())
        if piece.mark.type is EntryType.ACTION and not first and len(several) > 1:
            build.labels += [piece.mark.label, *LETTERED.findall(piece.mark.text.strip())]
            for said in several:
                build.typed(EntryType.ACTION, said, said, owner=piece.mark.owner, depth=depth)
            return
        number, said = unnumbered(piece.mark.text)
        build.labels.append(number)
        build.marked(piece.mark._replace(text=said), piece.text, depth)
    else:
        build.prose(piece.text, depth)


def read_item(item: MarkdownBlock, mode: Mode, build: Builder, depth: int = 0) -> None:
    """A bullet with all that stands below it."""
    as_fact = mode is Mode.OPENING and _read_fact_bullet(item, build)
    if as_fact or (is_label_with_list(item) and _read_label_with_list(item, mode, build, depth)):
        return
    lists = bool(item.below) and all(block.kind == "list" for block in item.below)
    if mode is Mode.ACTIONS and lists and names_in(item.head):  # "- Ana" over a list
        for nested in _elements(item.below):
            _read_listed(nested, EntryType.ACTION, build, depth, owner=plain(item.head).rstrip(" :"))
    elif not item.head and all(block.kind == "list" for block in item.children):
        for nested in _elements(item.children):
            read_item(nested, mode, build, depth)
    elif mode is Mode.AGENDA and item.head and is_topic_bullet(lines_of(item.head)[0][0]):
        _read_topic(item, build)
    elif (mode is Mode.MIXED and tells_only(unnumbered(item.head)[1])) or (
        mode is Mode.DECISIONS and is_postponed(item.head)
    ):
        _read_note_item(item, build, depth)
    elif mode in _TYPES and item.head:
        said = plain(unnumbered(item.head)[1])
        asked = mode is Mode.MIXED and not decides(said) and build.doers(said)
        _read_listed(item, EntryType.ACTION if asked else _TYPES[mode], build, depth)
    elif not _read_followed_up(item, build, depth):
        _read_note_item(item, build, depth)


def _elements(lists: Sequence[MarkdownBlock]) -> list[MarkdownBlock]:
    return [item for block in lists for item in block.children]


def _read_followed_up(item: MarkdownBlock, build: Builder, depth: int) -> bool:
    """As in "Send the code (Ann Lee) – in progress, they wait": an earlier action, who does it, how far it is."""
    found = _FOLLOWED_UP.fullmatch(item.head.strip())
    status, told = _status_first(plain(found["told"])) if found else ("", "")
    if found is None or not status or item.below or not build.only_names(found["who"]):
        return False
    build.typed(EntryType.ACTION, f"{found['task']} – {status}", item.head, depth=depth)
    build.note(told, depth + 1)
    return True


def _status_first(told: str) -> tuple[str, str]:
    """How far it is and what more is said of it, a day behind it too: "completed 20 January"."""
    status, more = split_status(told)
    if status_of(status):
        return status, more
    first, _, rest = told.partition(" ")
    return (first, rest) if status_of(first) and rest[:1].isdigit() else ("", told)


def _read_fact_bullet(item: MarkdownBlock, build: Builder) -> bool:
    """As in "- Present: Ana, Rui" and "- Participants:" over a list of them."""
    labels = labelled(item.head) if ":" in item.head else ()
    if not labels:
        return False
    label = labels[0].label
    sense = part_of(label)
    if sense in ROLL and not labels[0].text and item.below:
        build.labels.append(label)
        read_blocks(read_roll(item.below, roll_under(label, sense), build), Mode.NOTES, build)
        return True
    if not item.below and read_labelled_line(labels, None, build):
        build.labels.append(item.number)
        return True
    return False


def _read_label_with_list(item: MarkdownBlock, mode: Mode, build: Builder, depth: int) -> bool:
    """As in "- Action items:" over a list."""
    label = labelled(f"{item.head} ")[0].label
    sense = part_of(label)
    if sense not in MODES or not (mode is not Mode.NOTES or depth == 0 or _EXPLICIT.search(fold(label))):
        return False
    build.labels.append(label)
    read_blocks(item.below, MODES[sense], build)
    return True


def _read_topic(item: MarkdownBlock, build: Builder) -> None:
    first, *rest = lines_of(item.head)
    topic = topic_of(first[0])
    number = topic.number or item.number.rstrip(".)")
    build.open_item(topic.title, number, build.agenda_depth, topic.outcome)
    build.labels.append(topic.prefix)
    build.note(" ".join(f"<{link}>" for link in topic.links))
    _read_pieces("\n".join(line for line, _ in rest), build)
    read_blocks(item.below, Mode.NOTES, build)


def _read_listed(item: MarkdownBlock, kind: EntryType, build: Builder, depth: int, owner: str = "") -> None:
    """A bullet in a list of actions or decisions is one, with or without a mark of its own."""
    letter, head = uncoded(item.head) if kind is EntryType.ACTION else unnumbered(item.head)
    first, *rest = pieces(head)
    build.labels += [item.number, letter]
    if first.mark:
        build.marked(first.mark, first.text, depth)
    else:
        build.typed(kind, first.text, first.text, owner=owner, depth=depth)
    for piece in rest:
        _read_piece(piece, build, depth)
    _read_below(item, build, depth + 1)


def _read_below(entry: MarkdownBlock, build: Builder, depth: int) -> None:
    """What stands under an entry: "[rationale] …" belongs to a decision, all else follows it as notes."""
    is_decision = bool(build.item.entries) and build.item.entries[-1].type is EntryType.DECISION
    for block in entry.below:
        if block.kind != "list":
            build.note(build.page.source(block), depth)
        for item in block.children if block.kind == "list" else ():
            found = split_fields(item.head)
            values = {_FIELDS[sense]: value for sense, value in found.values.items() if sense in _FIELDS}
            if is_decision and values and not (found.text or item.below) and len(values) == len(found.values):
                build.attach(**values)
                build.labels.extend(found.labels)
            else:
                _read_note_item(item, build, depth)


def _read_note_item(item: MarkdownBlock, build: Builder, depth: int) -> None:
    """One note for the whole bullet, unless something in it is more than a note."""
    source = build.page.source(item)
    marker = f"{item.number} " if item.number else ""
    if leads_to_decisions(item.head) and any(block.kind == "list" for block in item.below):
        build.note(marker + item.head, depth)
        read_blocks(item.below, Mode.DECISIONS, build)
        return
    if not may_mark(source):
        _read_unmarked(item, marker, source, build, depth)
        return
    if is_task(item.head, build.date, build.people().words):
        _read_listed(item, EntryType.ACTION, build, depth)
        return
    _read_head(item.head, marker, build, depth)
    _read_below(item, build, depth + 1)


def _read_unmarked(item: MarkdownBlock, marker: str, source: str, build: Builder, depth: int) -> None:
    """A bullet without a mark: in plain text, with whose task it is, an action."""
    if item.number:
        _read_people_told(item.head, Mode.NOTES, build)
    if item.below:
        build.note(marker + source, depth)
    elif build.page.formal and not decides(item.head) and (who := tasked(plain(item.head), build.people())):
        build.labels.append(marker.strip())
        build.typed(EntryType.ACTION, item.head, item.head, who=who, depth=depth)
    else:
        build.prose(marker + source, depth)


def _read_head(head: str, marker: str, build: Builder, depth: int) -> None:
    if not head:
        return
    first, *rest = pieces(head)
    if first.mark:
        build.labels.append(marker.strip())
    _read_piece(first if first.mark else MarkedPiece(marker + first.text, None), build, depth)
    for piece in rest:
        _read_piece(piece, build, depth + 1)


def is_talk(block: MarkdownBlock) -> bool:
    """A list of who said what ("Ana: …") has no topics in it."""
    heads = [item.head for item in block.children]
    return len(heads) >= _ENOUGH and sum(bool(_SPEAKER.match(head)) for head in heads) * 2 > len(heads)


def is_topic_bullet(raw: str) -> bool:
    """Whether an agenda's bullet can be a title: short, no link alone, no sentence, no action."""
    text = plain(raw)
    if not any(map(str.isalpha, text)) or len(text) > _LONGEST_TOPIC or any(piece.mark for piece in pieces(raw)):
        return False
    if text.startswith(("http://", "https://", "www.")) or decides(text):
        return False
    return not (text.endswith(".") and len(text.split()) > _LONGEST_SENTENCE)
