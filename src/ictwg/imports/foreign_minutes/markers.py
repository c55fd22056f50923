"""The marks that make a line an action or a decision, in whatever dress they come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ictwg.domain.text import fold
from ictwg.domain.values import EntryType
from ictwg.imports.foreign_minutes.page import sense_of
from ictwg.imports.foreign_minutes.people import is_body
from ictwg.imports.foreign_minutes.prose import is_postponed, says_day
from ictwg.imports.foreign_minutes.words import EVERYONE, FACTS, WORDS, Sense, label_of, pattern
from ictwg.sentences.sentence import tells_a_time
from ictwg.sentences.who import names_in
from ictwg.sources.inline import lines_of, unbalanced

# The dresses of a mark, and the words that end a motion.

_ACTION = "|".join(WORDS["marks"]["action"])
_DECISION = "|".join(WORDS["marks"]["decision"])
_WORD = rf"(?:(?P<action>{_ACTION})|(?P<decision>{_DECISION}))"
_DRESS = r"[\s>*_~`]*"
# "4", "#4", "SC/2025/04", "n.º 12/CISR/2025", "A-09".
_NUMBER = (
    r"(?:\s*[-–#]?\s*(?:n\.?\s?[ºo°]\.?|no\.|nr\.?|nomor)?\s*"
    r"(?<![^\W\d_])(?:[A-Z]{1,8}[\-/.])*(?:[A-Z]{0,3}\d[\d.\-]{0,12})(?:[/\-.][A-Z\d]{1,8})*[a-z]?\b)?"
)
_BRACKETED = re.compile(
    rf"{_DRESS}\\?\[{_DRESS}{_WORD}{_NUMBER}{_DRESS}\\?\](?:(?!\(){_DRESS}:?|\([^()\s]*\){_DRESS}:){_DRESS}",
    re.IGNORECASE,
)
_COLON = re.compile(
    rf"{_DRESS}{_WORD}\b{_NUMBER}{_DRESS}(?P<owner>\([^()\n]{{2,60}}\)|[(,\s][^:*\n|.?!<>]{{0,40}}?)?{_DRESS}[:：]{_DRESS}(?=\s|\S)",
    re.IGNORECASE,
)
# “AI Joe to write it” asks somebody; “AI Platform?” is a topic of our days.
_ASKING_AI = r"AI(?!\s+[A-Z](?!(?:\S+\s+){1,3}(?:to|will)\b))"
_DASHED = re.compile(
    rf"(?i:(?:\*\*|__){_WORD}{_NUMBER}(?:\*\*|__)\s*[-–—]?\s+)|"
    rf"(?:(?P<upper>ACTION|{_ASKING_AI}|TODO)|(?P<agreed>AGREED|RESOLVED|DECISION|DECIDED))\b{_NUMBER}\s*"
    r"(?:[-–—]\s*|(?=[A-Z@]|\S+ (?:to|will) )(?!ITEMS?\b|POINTS?\b))"
)
_POINT = re.compile(
    rf"{_DRESS}(?P<label>(?:[A-Z]{{1,2}}|action\s+(?:point|item))\s*[-#]?\s*\d[\d.\-/]{{0,8}}){_DRESS}(?:[-–—.):]{{1,2}}\s*)?"
    rf"(?P<owner>[^\W\d_][^:*\n|?!<>()]{{0,40}}?){_DRESS}:{_DRESS}(?=\S)(?P<text>[^\n]*)",
    re.IGNORECASE,
)
_BRACKET_AT_END = re.compile(r"[(\[](?P<inside>[^()\[\]\n]{1,60})[)\]][\s.;*_]*$")
_MOTION = re.compile(r"[\s>*_]*(?:\d[\d.]*[)\s]\s*)?(?:(?:a|the)\s+)?motion\b|[\s>*_]*moved by\b", re.IGNORECASE)
_CARRIED = pattern("carried", r"(?<!be )\b~\b", any_case=True)
_LOST = pattern("lost", r"\b~\b", any_case=True)
_OWNER_WORDS = 4
_WORDS_OF_MOTION = 4  # "Motion carries." does not say which
_TO = re.compile(r"^(?:to|for|on|by)\s+", re.IGNORECASE)
_NO_OWNER = pattern("no owner", r"\b~\b", any_case=True)
_CAPITALS = re.compile(r"\b(?:AGREED|RESOLVED|DECIDED)\b")
_MOVED = pattern(
    "moved", r"[^\n]{1,80}?\b(?:move[ds]\s+(?:\w+ly\s+)?(?:to|that|for)|moved\s+by\b[^\n]{1,60}\b~)\b", any_case=True
)
_BOX = re.compile(r"^[\s>*+-]*\\?\[[ xX]?\\?\]\s", re.MULTILINE)
# A mark in the middle of a line: in bold, or in capitals behind the end of a clause or a speaker.
_BOLD_INSIDE = re.compile(
    rf"(?P<mark>\*\*|__)(?={_WORD}\b{_NUMBER}\s*(?::|(?P=mark)))(?P<body>[^*\n]+?)(?P=mark)(?P<after>[^*\n]*)",
    re.IGNORECASE,
)
_UPPER_INSIDE = re.compile(
    r"(?<=[\w)\]][.:?!]\s)(?P<body>(?:ACTION(?: ITEM| POINT)?|AI|DECISION|RESOLVED)\b(?:\s*:\s*|\s+(?=\S+\s))\S.*)$",
    re.MULTILINE,
)
_LEAD = re.compile(r"[\s•·←-⇿■▪▶►●◆➔-➾⟰-⟿⤀-⥿⬀-⯿]*(?:[-–—]\s+)?(?P<box>\\?\[[ xX]?\\?\]\s+)?")
# "Vote: 5-0 for adopting …", "Votação: 4 a favor, 1 contra".
_VOTE = pattern("vote", r"[\s>*_]*~[*_]*\s*:[*_\s]*(?P<yes>\d+)(?:\D{1,20}(?P<no>\d+))?", any_case=True)
_PROPOSAL = pattern(
    "proposal", r"(?P<before>(?:.*?[.!?]\s+)?)[*_]*(?P<label>~)[*_]*\s*:[*_]*\s+(?P<text>(?s:.+))", any_case=True
)
_PUT = pattern("put to the vote", r"\b~\b", any_case=True)
_SPEAKER = re.compile(r"(?:\*\*|__|\\?<)?[^\W\d_][\w.'’\- ]{0,30}(?:\*\*|__|>)?:|\\?<[\w.'’\- ]{1,30}>\s|>|\*\s|-\s")
_EMPTY_FIELD = re.compile(r":[\s*_]*[-–—][\s*_]*$")  # "Deadline: –"
_LONGEST_TITLE, _LONGEST_DAY = 5, 30
FIELDS = frozenset({Sense.OWNER, Sense.DUE, Sense.STATUS, Sense.RATIONALE, Sense.EFFECT, Sense.OPPOSING})
_TAG = re.compile(r"\\?\[[*_\s]{0,3}(?P<tag>[^\W\d_][\w ]{1,24}?)[*_\s]{0,3}\\?\](?!\()\s*:?")
_LABEL = pattern(
    "fields",
    r"(?P<before>^|[\s(;,.–—|-])(?P<mark>\*\*|__|\*|_)?(?P<label>~)\s*"
    r"(?::\s*(?(mark)(?P=mark)|)|(?(mark)(?P=mark)\s*:|(?!)))\s*",
    any_case=True,
)

_ANY_DAY = date(2001, 1, 1)
_BESIDE = pattern("beside", r"\s+(?:~|no)\s+(?=[A-ZÀ-Þ])|\s*[/+]\s*")

_SECONDED = re.compile(
    r"(?P<moved>(?:[^\n]{0,40}?\s)?\(?moved(?: by)?:?\s[^\n]{2,60}?\bseconded(?: by)?:?\s"
    r"(?:(?-i:(?:[A-Z][\w.'’-]*\s+){1,5}?)(?=(?:that|the|an?|council|committee|board|item)\b|(?-i:[a-z]))|"
    r"(?!by:)[^\n:]{2,60}?[,:)]{1,2}\s+))(?=\S+\s+\S)",
    re.IGNORECASE,
)
"""As in "MOVED Cr Belo, SECONDED Cr Sa, that the budget be approved.", "Moved by Ana and seconded by Rui the …"."""
_MOVES = re.compile(r"[\s>*_(]*M(?:oved|OVED)\b")
_STOPS = (".", "!", "?", ":", ";", ")", "*")

_COUNTED = pattern("counted", r"\b~\s*:?\s*\d+[,.;]?", any_case=True)  # "For 6, Against 1, Abstain 2."

_PAGE = 60
"""Characters of the second longest line of a text that was broken into lines."""
_MOST_CUTS = 40  # a paragraph has a few marks; a hostile one has as many as it likes


class Mark(NamedTuple):
    type: EntryType
    label: str
    """What was cut off: "ACTION", "[action]", "Action #3"."""
    owner: str
    text: str


def may_mark(text: str) -> bool:
    """Whether something in it is marked, or has a box."""
    return _BOX.search(text) is not None or any(piece.mark for piece in pieces(text))


def _inside(text: str) -> re.Match[str] | None:
    """The first mark that stands in the middle of a line."""
    bold = _BOLD_INSIDE.search(text) if "**" in text or "__" in text else None
    capitals = any(word in text for word in ("ACTION", "AI", "DECISION", "RESOLVED"))
    return bold or (_UPPER_INSIDE.search(text) if capitals else None)


def mark_of(line: str) -> Mark | None:
    """The mark at the beginning of a line or paragraph, behind an arrow or an empty box if it has one."""
    lead = _LEAD.match(line)
    if lead is None or not lead.end():
        return _mark_at(line)
    mark = _mark_at(line[lead.end() :])
    return mark._replace(text=f"{lead['box']}{mark.text}") if mark and lead["box"] else mark


def _mark_at(line: str) -> Mark | None:
    matches = (dress.match(line) for dress in (_BRACKETED, _COLON, _DASHED))
    marks = (_marked(match, line) for match in matches if match)
    return next(filter(None, marks), None) or _point(line) or _said(line)


def _point(line: str) -> Mark | None:
    """As in "AP2 - CARE: send the list (deadline: 15 Nov)"; without a deadline it may tell of an earlier one."""
    match = _POINT.match(line)
    until = _BRACKET_AT_END.search(match["text"]) if match else None
    if match is None or until is None or not tells_a_time(until["inside"], _ANY_DAY) or not may_do(match["owner"]):
        return None
    label = line[: match.start("owner")].strip(" *_~-–—.):")
    return Mark(EntryType.ACTION, label, match["owner"], unbalanced(line[match.start("text") :]))


def may_do(who: str) -> bool:
    """Whether it is names of people or bodies, or everybody: "Water for All with NRC", "All partners"."""
    return all(names_in(one) or is_body(one) or fold(one) in EVERYONE for one in doers_in(who))


def doers_in(who: str) -> list[str]:
    return [one.strip() for one in _BESIDE.split(who) if one.strip()]


def _marked(match: re.Match[str], line: str) -> Mark | None:
    found = match.groupdict()
    owner = (found.get("owner") or "").strip(" (),*_")
    decision = found.get("decision") or found.get("agreed")
    if owner and (decision or not _may_be_owner(found["owner"], owner)):
        return None
    label = match[0].replace(owner, "", 1) if owner else match[0]
    kind = EntryType.DECISION if decision else EntryType.ACTION
    return Mark(kind, label.strip(), owner, unbalanced(line[match.end() :]))


def _may_be_owner(raw: str, owner: str) -> bool:
    """As in "ACTION Ana:", "ACTION (Ana):", "Action item to Ana:", "AI, related:"; no "Action plan for 2024:"."""
    whole = raw.lstrip().startswith("(") and raw.rstrip().endswith(")")
    if (len(owner.split()) > _OWNER_WORDS and not whole) or _NO_OWNER.search(owner):
        return False
    bare = _TO.sub("", owner)
    if whole and owner[:1].isupper():
        return True
    if raw.lstrip()[:1] in "(@" and " " not in bare:
        return True
    return raw.lstrip().startswith(",") or bool(names_in(bare)) or (bare.isupper() and " " not in bare)


def _said(line: str) -> Mark | None:
    """A sentence that is a decision by itself keeps all its words."""
    if vote := _VOTE.match(line):
        is_won = int(vote["yes"]) > int(vote["no"] or 0) and not _LOST.search(line)
        return Mark(EntryType.DECISION, "", "", line.strip()) if is_won else None
    if moved := _SECONDED.match(line):
        is_taken = is_carried(line) and not is_postponed(line.replace(" be ", " is "))
        return Mark(EntryType.DECISION, moved["moved"].strip(), "", line[moved.end("moved") :]) if is_taken else None
    motion = ((_MOTION.match(line) and not is_result(line)) or _MOVED.match(line)) and is_carried(line)
    motion = motion or (_CAPITALS.search(line) is not None and not line.isupper())
    return Mark(EntryType.DECISION, "", "", line.strip()) if motion else None


def is_moved(text: str) -> bool:
    """Whether a motion stands in it, of which it does not say what became of it."""
    text = " ".join(text.split())
    return _SECONDED.match(text) is not None and not _CARRIED.search(text) and not _LOST.search(text)


def proposal_in(text: str) -> re.Match[str] | None:
    """As in "Proposal: the fee is raised.", also behind what was said before it."""
    return _PROPOSAL.match(text)


def is_carried(text: str) -> bool:
    return bool(_CARRIED.search(text)) and not _LOST.search(text)


def is_result(text: str) -> bool:
    """As in "CARRIED" and "The motion was put and CARRIED 5/1." on a line of its own."""
    said = _PUT.sub("", _COUNTED.sub("", text))
    return len(said.split()) < _WORDS_OF_MOTION and bool(_CARRIED.search(said) or _LOST.search(said))


class MarkedPiece(NamedTuple):
    text: str
    mark: Mark | None


def pieces(raw: str) -> list[MarkedPiece]:
    """A paragraph cut where a line begins with a mark, and where a marked line has ended."""
    groups: list[tuple[list[str], Mark | None]] = []
    ended = True
    lines = list(_cut_inside(lines_of(raw)))
    width = next(iter(sorted((len(line) for line, _ in lines), reverse=True)[1:]), 0)
    for at, (line, hard) in enumerate(lines):
        mark, above = mark_of(line), groups[-1][1] if groups else None
        is_vote = is_result(line) and (line.isupper() or (bool(groups) and groups[-1][0][-1].endswith(_STOPS)))
        is_fact = ":" in line and sense_of(line.partition(":")[0]) in FACTS  # "Next meeting: 3 May"
        begins = mark is not None or is_vote or _MOVES.match(line) or (above and (is_fact or _SPEAKER.match(line)))
        if begins or ended:
            groups.append(([line], mark))
        else:
            groups[-1][0].append(line)
        after = lines[at + 1][0] if at + 1 < len(lines) else ""
        is_title = _is_before_heading(line, after, last=at + 2 == len(lines))
        is_last = is_title or _EMPTY_FIELD.search(line) or _is_paragraph_end(line, after, width)
        ended = is_vote or (bool(groups[-1][1]) and bool((hard and mark is not None) or is_last))
    return [
        MarkedPiece("\n".join(group), mark and mark._replace(text="\n".join([mark.text, *group[1:]])))
        for group, mark in groups
    ]


def _is_before_heading(line: str, after: str, *, last: bool) -> bool:
    """Whether what is marked is complete, with a stop, a bracket or a day, and a short line without a stop follows."""
    said, title = line.rstrip(" *_"), after.strip(" *_")
    complete = said.endswith((".", ")")) or says_day(said[-_LONGEST_DAY:])
    return last and complete and title[:1].isupper() and len(title.split()) <= _LONGEST_TITLE and title[-1:].isalnum()


def _is_paragraph_end(line: str, after: str, width: int) -> bool:
    """Whether a line ends a sentence, and is not merely full where several lines are as wide as a page."""
    ends = line.rstrip(" *_").endswith((".", "!", "?")) and after[:1].isupper()
    is_full = _PAGE <= width < len(line) + 1 + len(after.split(" ", maxsplit=1)[0])
    return ends and not is_full


def _cut_inside(lines: list[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    """The lines, cut before a mark that stands in the middle of one, and behind a bold one or a sentence."""
    for line, hard in lines:
        left = line
        for _ in range(_MOST_CUTS):
            found = _inside(left) if left and mark_of(left) is None else None
            before = left[: found.start()].rstrip(" -–—") if found else ""
            if found is None or not before.strip(" -–—"):
                break
            marked, left = _cut_at(left, found)
            yield before, True
            yield marked, True
        if left or not line:
            yield left, hard


def _cut_at(line: str, found: re.Match[str]) -> tuple[str, str]:
    """What the mark marks, and what follows that in its line."""
    body, mark = found["body"], found.groupdict().get("mark")
    if mark is None:
        return body.strip(), ""
    if ":" not in body.rstrip(": "):  # "**Action:** Ana …": the bold ends before the text
        return f"{mark}{body}{mark}{found['after']}", ""
    return body.strip(), line[found.end("body") + len(mark) :].strip() if found["after"].strip(" .") else ""


class Fields(NamedTuple):
    text: str
    values: dict[Sense, str]
    labels: tuple[str, ...]
    tagged: bool


def split_fields(raw: str) -> Fields:
    """The text before the first field, the fields, and the words that named them."""
    tags = [match for match in _TAG.finditer(raw) if label_of(match["tag"]) in FIELDS]
    cuts = [(match.start(), match.end(), match["tag"]) for match in tags]
    cuts = cuts or [(match.end("before"), match.end(), match["label"]) for match in _LABEL.finditer(raw)]
    if not cuts:
        return Fields(raw.strip(), {}, (), False)
    values: dict[Sense, str] = {}
    ends = [*(start for start, *_ in cuts[1:]), len(raw)]
    for (_, begin, label), end in zip(cuts, ends, strict=True):
        sense, said = label_of(label) or Sense.STATUS, raw[begin:end]
        value = said.strip() if tags else said.strip(" \n;,|–—-").rstrip(".*_ ")
        values[sense] = f"{values[sense]}; {value}" if values.get(sense) else value
    text = raw[: cuts[0][0]].strip()
    text = text if tags else text.rstrip(" ;,|–—-(*_").rstrip()
    return Fields(text, values, tuple(label for *_, label in cuts), bool(tags))
