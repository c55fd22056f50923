"""Attendance: bullets, checkboxes, comma lists, labelled lines, sentences; and which sections hold a roll."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, groupby, takewhile

from ictwg.domain.text import fold
from ictwg.imports.doubts import ABSENT, NOTE, PEOPLE, PRESENT, DoubtKind
from ictwg.imports.foreign_minutes.builder import Builder
from ictwg.imports.foreign_minutes.markers import mark_of
from ictwg.imports.foreign_minutes.model import ReadAttendee, ReadPresence
from ictwg.imports.foreign_minutes.names import (
    bodies_first,
    cut_apart,
    each_of,
    is_cut,
    posts_last,
    read_people,
    seated,
    split_names,
    split_people,
    with_bodies_in_brackets,
)
from ictwg.imports.foreign_minutes.page import BREAK, LabelledText, labelled, sense_of
from ictwg.imports.foreign_minutes.people import (
    BOX,
    BY_OTHER,
    Roll,
    has_title,
    is_acronym,
    is_band,
    is_body,
    is_name,
    is_office,
    is_person,
    is_proper,
    name_first,
    names_body,
    posts_in_brackets,
    read_person,
    representative_in,
    roll_under,
    under_band,
    with_codes,
    with_state_apart,
    without_titles,
)
from ictwg.imports.foreign_minutes.prose import sentences, unnumbered
from ictwg.imports.foreign_minutes.sections import SourceSection, topic_of
from ictwg.imports.foreign_minutes.tables import read_people_table, tells_topics
from ictwg.imports.foreign_minutes.words import (
    FACTS,
    NOBODY,
    ROLL,
    ROLLS,
    WORDS,
    Sense,
    label_of,
    legend_in,
    part_of,
    pattern,
    words_of,
)
from ictwg.sentences.words import PARTICLES
from ictwg.sources.inline import lines_of, plain
from ictwg.sources.markdown import MarkdownBlock

_PERSON_SIGNS = re.compile(r"\s[-–—]\s|,\s|\(|@")

# The signs of a line of a roll, and of a sentence that names people.

_BULLET = re.compile(r"^\s*(?:[-*+•·]|\d{1,3}[.)])\s+")
_ELSEWHERE = pattern("elsewhere", r"\b~\b")
_ASIDE_ELSEWHERE = pattern("elsewhere", r"\s*\([^()]*~[^()]*\)", any_case=True)  # "… NRC (see annex)"

# Patterns over folded text: what the sentence begins with, and what it says of those whom it names.
_BEGINS = tuple(
    (ReadPresence(state), re.compile(rf"(?:{'|'.join(patterns)})\b"))
    for state, patterns in WORDS["leads to rolls"].items()
)
_GONE = pattern("gone")
_CAME = pattern("came", r"\s+~(?: (?:in|at) the (?:meeting|session))?(?: as (?:an )?(?:observers?|guests?))?\s*\.?$")
_CAME_FOR = pattern(
    "came for", r"(?P<who>[^,;:]{3,60}?)\s+~\s+(?P<of>[A-ZÀ-Þ].*?)(?P<instead>,? (?:in|em|instead|men)\w* .*)?\.?$"
)
_LED_IN = re.compile(r"^(?:[^():]{0,100}:\s+)+")
_OF_GROUP = re.compile(r"[A-ZÀ-Þ][^():;.,]{2,80}:\s+(?=[^():]+\([^()]+\))")
"""As in "Representatives of users: Ana Dias (Roads for All), …", behind a sentence that tells who came."""
_NO_GROUP = ROLLS["away"] | ROLLS["excuses"] | ROLLS["not"]
_LETTERED = re.compile(r"(?:^|(?<=[;,:] ))\(?[a-z]\) (?=\S)")
_ASIDE_CLAUSE = re.compile(r"\b(?:who|which|that|que|yang|neebe)\b")
_FOR_WHOM = pattern(
    "for whom",
    r"\b~\s+(?P<of>[^,()]{3,80}), (?=(?:Dr|Sr|Senhor|Mr|Mrs|Ms|Eng|Prof|Ibu|Bapak)[a-zª]*\.? )(?P<name>[^,();]{3,60}?)"
    r"(?=[,;.]|\s*\(|$)(?:\s*\([^()]*\d[^()]*\))?",
)
_REPLACED = pattern("replaced", r"(?P<gone>.{3,80}?),?\s+~\s+(?P<came>.{3,80})")
_ASIDE = pattern("as whom", r"^[\s,]*~?(?:\s*e? sem direito a voto)?[\s,:]*", any_case=True)
_WHOM = pattern("whom", r"^(?:\s|~\b\s*:?)+", any_case=True)
_PARTED = pattern("parted")
_OF_TITLED = pattern("of whom", r"^(?P<name>[^,()]{3,60}?)\s+~\s+(?P<of>[A-ZÀ-Þ][^,()]{2,80})$")
_LONGEST, _LONGEST_BODY = 2_000, 60
_FEWEST = 3
_IN_BRACKETS = re.compile(r"[^\W\d_][^()\[\]:]{2,60}\s\([^()]{2,90}\)$")
_BY_BODY = pattern("by body", r"^~(?P<of>[A-ZÀ-Þ][^,;]{1,90}?),\s+(?P<who>.+)$")
_IN_PLACE = pattern("in the place of", r",?\s*\b~\s+(?=[A-ZÀ-Þ])", any_case=True)
_LED = re.compile(rf"\b{words_of('led by')} (?P<who>[^;:]{{3,80}}?),? {words_of('and attended')}\s+")
_UNEXCUSED = pattern("unexcused", r"(?:,|;)?\s+(?:(?:e|and|dan|no|ho),?\s+)?~,?\s*:?\s*")
_BESIDE = pattern(
    "accompanied", r",?\s*\b~\s+|\s+(?:e|and|dan|ho|no)\s+(?:(?:d|pel)[oa]s?\s+)?(?=(?:[oa]s?\s+)?[A-ZÀ-Þ])"
)
_FEW = 6
_CHAIR_ENDS = pattern("chair ends", r";|\s+\(|~|:$")

_CLAUSE = re.compile(r",? (?:who|que|yang|neebe|ne'ebé) [^,;.:]*(?=[,;.]|$)")
"""As in "Ana Dias, do Registo Civil, que justificou a falta, e Rui Sá": what is told of somebody in passing."""
_AMONG = pattern("among", r"\b~\s*:?\s*")
"""Who is present, in the middle of a sentence."""
_AWAY_SAID = pattern("away said", r"\b~\b")
_REASON = pattern("reason", r"(?:^|(?:\s+(?:e|and|dan|no|ho))?,)\s*~[^,]*,\s*", any_case=True)
"""As "por motivo de doença," before who was away."""

_THROUGH = pattern(
    "through",
    r"^(?:[a-zà-þ]+\s+){0,2}(?P<of>[A-ZÀ-Þ][^,;]{1,90}?)(?:,?\s+~\s+|\s+\((?=[^()]+\)\.?$))(?P<who>.+?)[).]*$",
)
"""As in "o Ministério da Saúde, através da Dra. Ana Dias" and "e a UNICEF (Sra. Kim Lo)": a body, then who is of it."""

_OFFICERS = tuple(
    (
        Sense(sense),
        re.compile(rf"\b(?:{'|'.join(told['before'])})\s+"),
        re.compile(rf"\s*,?\s+(?:{'|'.join(told['behind'])})\b"),
    )
    for sense, told in WORDS["officers"].items()
)
"""Who presided or wrote, over folded text: what stands before the name, and what behind it."""

_SEVERAL = 4
"""Names in one bullet; fewer may be a name, an institution and an office."""


def read_roll(blocks: list[MarkdownBlock], roll: Roll, build: Builder) -> list[MarkdownBlock]:
    """Takes the people out of these blocks; gives back, in order, what holds none."""
    before = len(build.attendees)
    lines = (line for block in blocks for line in build.page.source(block).split("\n"))
    left = _without_people(blocks, with_codes(roll, lines, build.page.legend), build)
    build.ask_unmarked(before)
    return left


def _without_people(blocks: list[MarkdownBlock], roll: Roll, build: Builder) -> list[MarkdownBlock]:
    left: list[MarkdownBlock] = []
    blocks = _below_bodies(blocks)
    runs = [[*run] for _, run in groupby(blocks, lambda block: _is_line(block) or block)]
    for at, run in enumerate(runs):
        block = _joined(run)
        if build.attendees and _is_told(block):
            return [*left, *chain.from_iterable(runs[at:])]
        if block.kind == "list":
            left.extend(_read_list(block, roll, build))
        elif block.kind == "paragraph" and _read_paragraph(block, roll, build):
            continue
        elif not (block.kind == "table" and read_people_table(block, roll, build, read_labelled_line)):
            left.extend(run)
    return left


def _below_bodies(blocks: list[MarkdownBlock]) -> list[MarkdownBlock]:
    """The blocks, each list of people under a line that is a body, or under one like it, as an element of a list."""
    kept: list[MarkdownBlock] = []
    taken = False
    for block in blocks:
        said = plain(kept[-1].text).strip(" :") if kept and block.kind == "list" and _is_line(kept[-1]) else ""
        is_head = not is_band(said) and not has_title(said) and (taken or names_body(said))
        if said and is_head and _reads_as_organization(said, [block]):
            item = MarkdownBlock("item", kept[-1].start, block.end, children=[kept.pop(), block])
            kept.append(MarkdownBlock("list", item.start, item.end, children=[item]))
            taken = True
        else:
            kept.append(block)
    return kept


def _is_line(block: MarkdownBlock) -> bool:
    return block.kind == "paragraph" and "\n" not in block.text and not _is_told(block)


def _joined(run: list[MarkdownBlock]) -> MarkdownBlock:
    """Paragraphs of a line each as the lines of one: in Word each line of a roll is a paragraph."""
    text = "\n".join(block.text for block in run)
    return MarkdownBlock("paragraph", run[0].start, run[-1].end, text) if len(run) > 1 else run[0]


def _is_told(block: MarkdownBlock) -> bool:
    """Whether a block tells what happened, and a roll ends before it."""
    if tells_topics(block):
        return True
    if block.kind == "list":
        return all(item.children and _is_told(item.children[0]) for item in block.children)
    told = plain(block.text) if block.kind == "paragraph" else ""
    said = sentences(told)
    naming = sum(any(True for _ in roll_told(one)) for one in said)
    return len(said) > 1 and len(told) > _LONGEST_BODY * 2 and naming * 2 <= len(said)


def unread_roll(heading: str, blocks: list[MarkdownBlock], roll: Roll, build: Builder) -> list[MarkdownBlock]:
    """What gave nobody under an attendance heading, which is doubtful: by choice its lines are the people."""
    listed = [block for block in blocks if block.kind not in {"heading", "rule"}]
    lines = [line for block in listed for line in _lines_of_roll(block, build) if any(map(str.isalpha, line))]
    lines = [line for line in lines if fold(line).strip(" .:") not in NOBODY]
    if not lines:
        return blocks
    asked = build.doubts.ask(DoubtKind.EMPTY_ROLL, listed[0].start + 1, f"{heading}: {lines[0]}", NOTE, PRESENT, ABSENT)
    if asked == NOTE:
        return blocks
    state = ReadPresence.PRESENT if asked == PRESENT else ReadPresence.ABSENT
    build.attend(*(ReadAttendee(line, state=state, capacity=roll.capacity) for line in lines), own_line=True)
    return [block for block in blocks if block not in listed]


def _lines_of_roll(block: MarkdownBlock, build: Builder) -> list[str]:
    if block.kind == "table":
        return [" | ".join(filter(None, map(plain, row))) for row in block.rows]
    return [plain(_BULLET.sub("", line)) for line in build.page.source(block).split("\n")]


def _read_list(block: MarkdownBlock, roll: Roll, build: Builder) -> list[MarkdownBlock]:
    heads = [plain(item.head) for item in block.children if item.head and not item.below]
    plainly = len(heads) == len(block.children) and not any(map(BOX.match, heads))
    turned = posts_last(bodies_first(heads)) if plainly else heads
    above = next(filter(None, reversed(build.page.lines[: block.start])), "")
    if turned == heads and plainly and above.startswith("|"):  # a table that lost its cells stands below its heads
        cut = cut_apart([with_state_apart(head) for head in heads])
        told = cut[0].count("(") and build.doubts.ask(
            DoubtKind.GUESSED_COLUMNS, block.start + 1, heads[0], PEOPLE, NOTE
        )
        turned = cut if told == PEOPLE else heads
    if turned != heads:
        _read_lines(turned, roll, build)
        build.labels.extend(item.number for item in block.children)
        return []
    left = [item for item in block.children if not _read_bullet(item, roll, build)]
    return [replace(block, start=item.start, end=item.end, children=[item]) for item in left]


def _read_bullet(item: MarkdownBlock, roll: Roll, build: Builder) -> bool:
    letter, head = unnumbered(item.head)
    below = item.below
    build.labels.append(letter)
    if below and _reads_as_organization(head, below):
        build.labels.append(plain(head))
        read_roll(below, roll._replace(organization=plain(head).strip(" :")), build)
        return True
    if not head or not _read_line(head, roll, build):
        return False
    build.labels.append(item.number)
    for block in below:
        build.note(build.page.source(block), depth=1)
    return True


def _reads_as_organization(head: str, below: list[MarkdownBlock]) -> bool:
    """A name without further signs, or a body with commas in its name, over a list of names."""
    name = plain(head).strip(" :")
    nested = [plain(item.head) for block in below for item in block.children]
    names = [without_titles(re.split(r"\s[-–—]\s|,|\(", text)[0].strip()) or "-" for text in nested]
    first, *more = _PERSON_SIGNS.split(name)
    alone = is_name(name) if not more else is_body(first) and not has_title(first) and ";" not in name
    return alone and bool(names) and all(map(is_proper, names))


def _read_line(raw: str, roll: Roll, build: Builder) -> bool:
    """One bullet: a person, a labelled list of people, or several lines of them."""
    lines = lines_of(raw)
    raw = with_state_apart(raw) if len(lines) == 1 else raw
    further = any(has_title(line) or BOX.match(line) for line, _ in lines[1:])
    if len(lines) > 1 and has_title(lines[0][0]) and not further:  # over an office and a body on lines of their own
        raw, lines = ", ".join(line.strip(" ,;") for line, _ in lines), []
    if len(lines) > 1 and all(BOX.match(line) or read_person(line, roll) for line, _ in lines):
        for line, _ in lines:
            _read_line(line, roll, build)
        return True
    raw = name_first(raw)
    names = split_names(raw)
    seated_each = len(names) > 1 and all(_IN_BRACKETS.match(name) and has_title(name) for name in names)
    full = len(names) >= _SEVERAL and all(map(is_person, names))
    if seated_each or full:
        for name in names:
            _read_line(name, roll, build)
        return True
    labels = labelled(raw)
    if labels and _labelled_people(labels, roll, build):
        return True
    person = read_person(raw, roll)
    if person is None:
        return False
    build.attend(person, own_line=True)
    return True


def _labelled_people(labels: tuple[LabelledText, ...], roll: Roll, build: Builder) -> bool:
    """As in "Apologies: Ana", "UNHCR: Ana, Rui", "Chair: Ana" inside a roll."""
    label, text = labels[0]
    sense = part_of(label)
    if sense in ROLL and not text:
        build.labels.append(label)  # "Observers:", and nobody behind it
        return True
    if sense in ROLL:
        return read_labelled_roll(label, text, roll_under(label, sense, roll), build)
    if label_of(label) in {Sense.CHAIR, Sense.SCRIBE}:
        person = read_person(text, roll._replace(role=label))
        build.roles += [person] if person else []
        return person is not None
    people, others = read_people(f"{label}: {text}", roll)
    named = [person for person in people if person.organization == label]
    if not (named or (people and all(person.organization for person in people))) or others or len(labels) > 1:
        return False
    build.attend(*people)
    return True


def read_labelled_roll(label: str, text: str, roll: Roll, build: Builder) -> bool:
    """The comma list after "Present:", or the lines of a cell; what in it is nobody stays a note."""
    if BREAK.search(text):
        build.labels.append(label)
        listed = MarkdownBlock("paragraph", 0, 0, re.sub(r",\n", ", ", BREAK.sub("\n", text)))
        for left in read_roll([listed], roll, build):
            build.note(f"{label}: {left.text}")
        return True
    text = _ASIDE_ELSEWHERE.sub("", text).rstrip(" .")
    others: list[str] = []
    people = list(_of_bodies(text, roll.state))
    if not people and not _is_elsewhere(text):
        people, others = read_people(text, roll)
    told, line = f"{label}: {text}", build.page.line_of(text)
    if not people or (is_cut(text) and build.doubts.ask(DoubtKind.GUESSED_COLUMNS, line, told, PEOPLE, NOTE) == NOTE):
        return False
    build.labels.append(label)
    build.attend(*people)
    if others:
        build.note(f"{label}: {', '.join(others)}")
    return True


def _read_paragraph(block: MarkdownBlock, roll: Roll, build: Builder) -> bool:
    lines = [with_state_apart(_BULLET.sub("", line)) for line, _ in lines_of(block.text) if line]
    lines = bodies_first([name_first(line) for line in lines])
    text = plain(block.text)
    if legend_in(text.partition("\n")[0]) or legend_in(text) or _is_elsewhere(text):
        return False
    if len(lines) > 1 and sum(bool(_is_line_of_roll(line)) for line in lines) * 2 > len(lines):
        _read_lines(lines, roll, build)
        return True
    rolls = [(found.label, part_of(found.label)) for line in lines for found in labelled(line)]
    if rolls and all(sense in ROLL or label_of(label) in {Sense.CHAIR, Sense.SCRIBE} for label, sense in rolls):
        for line in lines:
            if not read_labelled_line(labelled(line), roll, build):
                _read_told(line, build)
        return True
    if next(roll_told(block.text), None) is not None:
        return False  # sentences, not a list
    return mark_of(block.text) is None and _comma_list(" ".join(lines), roll, build)


def _read_lines(lines: list[str], outer: Roll, build: Builder) -> None:
    roll = outer
    for line in lines:
        if is_band(plain(line)):
            roll = under_band(plain(line), outer)
            build.labels.append(line)
        elif not (_is_line_of_roll(line) or labelled(line)) or not _read_line(line, roll, build):
            _read_told(line, build)


def _read_told(line: str, build: Builder) -> None:
    """A line that is no person may tell of some: "Apologies were received from Mr Lee"."""
    build.attend(*roll_told(plain(line)))
    build.note(line)


def _is_line_of_roll(line: str) -> bool:
    """A line by itself is a person if it has a box, a handle, an organization, or is a proper name."""
    if BOX.match(line):
        return True
    grouped, others = read_people(line, Roll()) if ": " in line else ([], [])
    if grouped and not others and all(one.organization and line.startswith(one.organization) for one in grouped):
        return True
    person = read_person(line, Roll())
    return person is not None and bool(person.handle or person.organization or person.role or is_proper(person.name))


def _comma_list(text: str, roll: Roll, build: Builder) -> bool:
    """Names after each other; a sentence with commas in it is none."""
    names = split_names(text)
    found = sum(read_person(name.rstrip("."), roll) is not None for name in names)
    if not found or found * 5 < len(names) * 4:
        return False
    if len(names) == 1 and (text.endswith(":") or " " not in text.strip() or not _is_line_of_roll(text)):
        return False
    people, others = read_people(text, roll)
    build.attend(*people)
    if others:
        build.note(", ".join(others))
    return True


def read_labelled_line(labels: tuple[LabelledText, ...], roll: Roll | None, build: Builder) -> bool:
    """As in "**Present:** Ana, Rui", "Chair: Ana", "**Date:** 3 May **Place:** Dili"; the first must be known."""
    senses = [sense_of(found.label) for found in labels]
    if not labels or senses[0] not in ROLL | FACTS:
        return False
    for found, sense in zip(labels, senses, strict=True):
        if sense in FACTS and sense is not None:
            build.fact(sense, found.label, found.text)
        elif sense in ROLL and not build.attendees and _is_elsewhere(found.text):
            told, line = f"{found.label}: {found.text}", build.page.line_of(found.text)
            build.doubts.ask(DoubtKind.EMPTY_ROLL, line, told, NOTE, PRESENT, ABSENT)  # nobody is on the roll
            build.note(told)
        elif sense not in ROLL or not read_labelled_roll(
            found.label, found.text, roll_under(found.label, sense, roll), build
        ):
            build.note(f"{found.label}: {found.text}")
    return True


def _is_elsewhere(text: str) -> bool:
    """Whether the list is an annex, and not here: "(see attached list)"."""
    return _ELSEWHERE.search(fold(_ASIDE_ELSEWHERE.sub("", text).strip() or text)) is not None


def roll_told(text: str) -> Iterator[ReadAttendee]:
    """The people whom the sentences of a paragraph name as present or absent."""
    before: ReadPresence | None = None
    for sentence in sentences(" ".join(text[:_LONGEST].split())):
        named = [*_named(sentence)]
        group = _OF_GROUP.match(sentence)
        if before and group and not (named or _NO_GROUP & {*fold(group[0]).split()}):
            named = [one._replace(state=before) for one in roll_listed(sentence[group.end() :], 1)]
        before = named[-1].state if named else None
        yield from named


def roll_listed(text: str, fewest: int = _FEWEST) -> list[ReadAttendee]:
    """A paragraph that is nothing but people, each with what they are of in brackets; else nobody."""
    parts = split_names(" ".join(text[:_LONGEST].split()).rstrip("."))
    if len(parts) < fewest or not all(_IN_BRACKETS.match(part) for part in parts):
        return []
    people = [read_person(part, Roll()) for part in parts]
    return [one for one in people if one is not None and is_proper(one.name)] if all(people) else []


def _aligned(sentence: str) -> str:
    """The sentence folded letter by letter: positions in one are positions in the other."""
    return "".join((fold(letter) or letter)[0] for letter in sentence)


def _named(sentence: str) -> Iterator[ReadAttendee]:
    folded = _aligned(sentence)
    state, begins = next(((state, found) for state, words in _BEGINS if (found := words.match(folded))), (None, None))
    if led := _LED.search(folded):  # "chaired by Ana Dias (WFP) and attended by …"
        yield from _people(sentence[led.start("who") : led.end("who")], ReadPresence.PRESENT)
        yield from _people(sentence[led.end() :], ReadPresence.PRESENT)
        return
    came = begins if state is ReadPresence.PRESENT else None if begins else _AMONG.search(folded)
    if came and (away := _away_said(folded, came.end())):
        yield from _people(sentence[came.end() : away.start()].rstrip(" ,"), ReadPresence.PRESENT)
        yield from _people(_REASON.sub(", ", sentence[away.end() :]).strip(" ,"), ReadPresence.ABSENT)
    elif state and begins:
        said = sentence[begins.end() :]
        instead = state is ReadPresence.APOLOGIES and _REPLACED.match(said)
        other = _UNEXCUSED.search(folded, begins.end()) if state is ReadPresence.APOLOGIES else None
        first = sentence[begins.end() : other.start()] if other else said
        yield from _replaced(said) if instead else _people(first, state)
        yield from _people(sentence[other.end() :], ReadPresence.ABSENT) if other else ()
    elif inside := _AMONG.search(folded):
        yield from _people(sentence[inside.end() :], ReadPresence.PRESENT)
    elif (gone := _GONE.search(folded)) and len(folded[gone.end() :].split()) <= _FEW:
        state, who = ReadPresence.APOLOGIES if gone["excused"] else ReadPresence.ABSENT, sentence[: gone.start()]
        body = ReadAttendee("", organization=_without_article(who), state=state)
        yield from [body] if is_acronym(body.organization) else _people(who, state)
    elif (other := BY_OTHER.search(sentence)) and representative_in(other[0]) and has_title(_without_article(sentence)):
        for one in _people(sentence[: other.start()].rstrip(" ,"), ReadPresence.APOLOGIES):
            yield one._replace(remark=f"{one.remark}, {other[0]}".strip(" ,"))
    elif came_for := _CAME_FOR.match(sentence):
        yield from _of_bodies("for {of}, {who}{instead}".format_map(came_for.groupdict("")), ReadPresence.PRESENT)
    elif (came := _CAME.search(folded)) and not _ASIDE_CLAUSE.search(folded[: came.start()]):
        yield from _people(sentence[: came.start()], ReadPresence.PRESENT)


def _away_said(folded: str, begin: int) -> re.Match[str] | None:
    """The verb that ends the list of who came: "…, tendo faltado a Sra. Dias"; not one in brackets behind a name."""
    verbs = _AWAY_SAID.finditer(folded, begin)
    return next((one for one in verbs if folded.count("(", 0, one.start()) == folded.count(")", 0, one.start())), None)


def _replaced(text: str) -> Iterator[ReadAttendee]:
    """As in "the members Ana Dias (PS) por Rui Sá": who was away, and who came instead."""
    found = _REPLACED.match(text.strip(" ."))
    gone, came = (_person(found[part]) if found else None for part in ("gone", "came"))
    if gone is not None:
        yield gone._replace(state=ReadPresence.APOLOGIES)
    if came is not None and gone is not None:
        yield came._replace(stands_in_for=gone.name)


def _people(text: str, state: ReadPresence) -> Iterator[ReadAttendee]:
    text = _CLAUSE.sub("", text)
    said = _LETTERED.sub("", posts_in_brackets(_LED_IN.sub("", text).strip()))
    if by_body := list(_of_bodies(said, state)):
        yield from by_body
        return
    said = _FOR_WHOM.sub(r"\g<name> (\g<of>)", with_bodies_in_brackets(_ASIDE.sub("", said).strip(" .")))
    names = split_people(_WHOM.sub("", said))
    for part in names if len(names) > 1 else _PARTED.split(said):
        closed = f"{part})" if part.count("(") > part.count(")") else part
        several = split_people(_WHOM.sub("", closed))
        for each in several if len(several) > 1 else each_of(closed):
            person = _person(each)
            if person is not None:
                yield person._replace(state=state)


def _of_bodies(said: str, state: ReadPresence) -> Iterator[ReadAttendee]:
    """As in "for the Ministry of Health, Dr Ana Dias, Director, in the place of Mr Rui Sá; for WFP, Ms Kim Lo"."""
    parts = [part.strip(" ,") for part in said.split(";")]
    found = [_BY_BODY.match(part) or _THROUGH.match(part) for part in parts]
    found = [match if match and not has_title(match["of"]) else None for match in found]
    for match in found if found[0] else ():
        came, *gone = _IN_PLACE.split(match["who"]) if match else ("",)
        instead = [_titled(one, match["of"], ReadPresence.APOLOGIES) for one in gone] if match else []
        for who in _BESIDE.split(came):
            if match and (one := _titled(who, match["of"], state)):
                yield one._replace(stands_in_for=instead[0].name if instead and instead[0] else "")
        yield from (one for one in instead if one and not has_title(one.name))  # "Mr Lee" is on the roll by his name


def _titled(text: str, of: str, state: ReadPresence) -> ReadAttendee | None:
    """Who is named behind a title, of this body; what follows the name is an office."""
    name, _, office = _without_article(text).partition(", ")
    person = read_person(name, Roll(state, organization=of)) if has_title(name) else None
    return person._replace(position=person.position or office) if person and is_proper(person.name) else None


def _person(part: str) -> ReadAttendee | None:
    seat = read_person(_without_article(part), Roll())
    if seat is not None and not seat.name:
        return seat
    written = _WHOM.sub("", part.strip(" .,"))
    if body := seated(written, Roll()):
        return body
    of = _OF_TITLED.match(written) if has_title(written) else None
    alone = is_body(written) and written[0].isupper() and not set("(,") & set(written)
    if of is None and alone and len(written) <= _LONGEST_BODY:
        return ReadAttendee("", organization=written)
    person = read_person(f"{of['name']} ({of['of']})" if of else written, Roll())
    if person is None or not is_proper(person.name) or (" " not in person.name and not person.remark):
        return None
    return person


def _without_article(part: str) -> str:
    return re.sub(r"^\s*(?:[oae]s?|the)\s+", "", part, flags=re.IGNORECASE).strip(" .,")


def officers_told(text: str) -> Iterator[tuple[Sense, str]]:
    """Who presided and who wrote, as sentences say it: "sob a presidência de …", "Mr Lee chaired the meeting"."""
    parts = (text[:_LONGEST], text[_LONGEST:][-_LONGEST // 4 :])
    for sentence in (one for part in parts for one in sentences(" ".join(part.split()))):
        folded = _aligned(sentence)
        for sense, before, behind in _OFFICERS:
            found, ends = before.search(folded), behind.search(folded)
            said = _begin(sentence[found.end() :]) if found else _end(sentence[: ends.start()]) if ends else ""
            person = read_person(said, Roll())
            if person and is_proper(person.name) and not is_body(person.name) and (person.remark or " " in person.name):
                yield sense, person.name


def _begin(text: str) -> str:
    """Who stands at the beginning of "Senhor Secretário Regional, Dr. Humberto Falcoeiro, abriu a reunião"."""
    words = _behind_post(_CHAIR_ENDS.split(text, maxsplit=1)[0]).split()
    return " ".join(takewhile(lambda word: not word[0].islower() or fold(word) in PARTICLES, words))


def _end(text: str) -> str:
    """Who stands at the end of "The Chief Secretary, Mrs R. Lee" and "the group's chair Mr Abdi Hassan"."""
    words = text.strip(" ,").split()
    ends = (" ".join(words[at:]) for at in range(max(len(words) - _FEW, 0), len(words)))
    return _behind_post(next(filter(has_title, ends), text.strip(" ,").rsplit(", ", 1)[-1]))


def _behind_post(text: str) -> str:
    """Of "Administrador Municipal, Ana Dias" the name; of anything else the part before the first comma."""
    first, second, *_ = [*_without_article(text).split(", "), "", ""]
    is_post = has_title(second) or is_office(without_titles(first)) or (not has_title(first) and is_person(second))
    return second if second and is_post else first


def inherits_roll(section: SourceSection) -> bool:
    """Under "Attendance", a heading without a number and with people below ("Premier members")."""
    topic = topic_of(section.title)
    if topic.number or topic.prefix:
        return False
    lines = list(_bullets(section))
    if not lines:
        return not any(block.kind == "paragraph" for block in section.blocks)
    return sum(_is_person(line) for line in lines) * 2 >= len(lines)


def looks_like_roll(section: SourceSection) -> bool:
    """Right after a roll, a list of boxes with people in them ("Working groups, staff")."""
    lines = [unnumbered(line)[1].partition("\n")[0] for line in _bullets(section)]
    return bool(lines) and all((BOX.match(line) or has_title(line)) and _is_person(line) for line in lines)


def _bullets(section: SourceSection) -> Iterator[str]:
    for block in section.blocks:
        if block.kind == "list":
            yield from (item.head for item in block.children if item.head)
        elif block.kind == "paragraph":
            yield from (line for line, _ in lines_of(block.text) if BOX.match(line))


def _is_person(line: str) -> bool:
    return mark_of(line) is None and read_person(line, Roll()) is not None
