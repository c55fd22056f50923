"""An action or decision as its line says it: the text, who, until when, how far."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from ictwg.domain.text import fold
from ictwg.domain.values import EntryType
from ictwg.imports.foreign_minutes.markers import Fields, doers_in, may_do, split_fields
from ictwg.imports.foreign_minutes.model import ReadEntry
from ictwg.imports.foreign_minutes.people import BOX
from ictwg.imports.foreign_minutes.words import EVERYONE, NOBODY, Sense, pattern, status_of
from ictwg.sentences.dates import date_spelled
from ictwg.sentences.sentence import Sentence, due_said, find_until, read_sentence, tells_a_time
from ictwg.sentences.who import Roster, names_in, split_names
from ictwg.sources.inline import parsed, plain, unbalanced

_TRAILING = re.compile(r"\s*[(\[](?P<tail>[^()\[\]\n]{1,80})[)\]]\s*[.;]?\s*$")
_LAST_SEGMENT = re.compile(r"\s+(?:[-–—―|]+|→|=>|->)\s+(?P<tail>[^-–—―|→>\n]{1,40})$")
_STRIKE = re.compile(r"</?(?:s|del|strike)>", re.IGNORECASE)
_STRUCK = re.compile(r"^~~(?P<text>[^~]+)~~\s*[-–—]?\s*(?P<rest>\S[^\n]{0,30})$")
_NEW = pattern("carried on", r"^(?:\*\*|__)?~\s*:\s*(?:\*\*|__)?\s*", any_case=True)
_BOLD_STATUS = re.compile(r"\s*[-–—]?\s*(?:\*\*|__)(?P<status>[^*_\n]{2,20})(?:\*\*|__)[\s.\\*]*$")
_STATUS_LAST = re.compile(r"\s*:\s+(?P<status>[^\W\d_]+(?: [^\W\d_]+)?)\s*\.?\s*$")
_MENTION = re.compile(r"(?<![\w./])@([\w-]+)")

_WITH = pattern("beside", r"\((?P<who>[A-Z][^(),]{1,40}?)\s+~\s+(?P<others>[A-Z][^()]{1,60})\)(?=[\s.*_]*$)")
"""As in "(WFP with FAO, by 12 June)"."""

_PREFIX = re.compile(r"^(?:[mp]e(?:ng|ny|m|n)?|di)(?=\w{4})")

# How long, and how many.

_TAIL = 120  # letters in which a status may stand last
_LIKE, _LIKE_ENOUGH = 0.75, 0.6
"""How many of the words of the shorter of two actions stand in the longer."""
_FEWEST_WORDS, _ALMOST = 2, 0.99
_SMALL = 3  # letters of words that tell nothing
_STEM = 5  # letters that two forms of a word share


class NotedAction(NamedTuple):
    """An action as it is written down, before its sentence is read.

    Attributes:
        sentence: Without box, fields and status.
        labels: Words that only named its fields.
        tagged: Its fields stand in brackets of their own: the sentence names neither owners nor day.
    """

    sentence: str
    owners: tuple[str, ...] = ()
    due_text: str = ""
    status_text: str = ""
    labels: tuple[str, ...] = ()
    fields: Fields = Fields("", {}, (), tagged=False)

    @property
    def status(self) -> str:
        return status_of(self.status_text)


def read_action(
    raw: str, near: date | None, *, owner: str = "", known: frozenset[str] = frozenset()
) -> tuple[ReadEntry, list[str]]:
    """The action, and the words that only named its fields.

    Args:
        raw: markdown after the mark.
        near: the meeting's date, for due dates without a year.
        owner: who the mark itself named ("ACTION Ana: …").
        known: folded words of the names on the meeting's roll.
    """
    given = _said_by_mark(owner)
    raw = _WITH.sub(lambda found: f"({found['who']}, {found['others']})", raw)
    noted = in_fields(raw if given or not owner else f"{owner}: {raw}", near)
    read = Sentence(said=noted.sentence)
    if not noted.fields.tagged:
        roll = Roster.of_words(known)
        read = read_sentence(noted.sentence, roll, near, "", given=noted.owners or given)
    text, status = _without_status(read.said, near) if not noted.status_text else (read.said, noted.status_text)
    owners = noted.owners or tuple(one.name for one in read.who) or tuple(_MENTION.findall(plain(text)))
    noted = noted._replace(
        sentence=text,
        owners=tuple(dict.fromkeys(owners)),
        due_text=noted.due_text or read.until_said,
        status_text=status,
        labels=(*noted.labels, *([owner] if given or noted.fields.tagged else ())),
    )
    return _entry(noted, EntryType.ACTION, near), [label for label in noted.labels if label]


def in_fields(raw: str, near: date | None = None) -> NotedAction:
    """What box, label, fields and status say, and the sentence that is left."""
    text, box = _boxed(_STRIKE.sub("~~", raw.strip()))
    label = _NEW.match(text)
    text = text[label.end() :] if label else text
    bold = _BOLD_STATUS.search(text[-_TAIL:]) or _STATUS_LAST.search(text[-_TAIL:])
    if bold and not box and status_of(bold["status"]):
        text, box = text[: len(text) - len(bold[0])].rstrip(), bold["status"]
    fields = split_fields(text)
    status = plain(fields.values.get(Sense.STATUS, "")) or box
    sentence, status = (fields.text, status) if status or fields.tagged else _without_status(fields.text, near)
    return NotedAction(
        sentence,
        tuple(name for name in split_names(fields.values.get(Sense.OWNER, "")) if fold(name) not in NOBODY - EVERYONE),
        _due_text(fields),
        status,
        (*([label[0]] if label else ()), *fields.labels),
        fields,
    )


def is_task(head: str, near: date | None, known: frozenset[str]) -> bool:
    """Whether a bullet with an empty box, outside a list of actions, says whose task it is."""
    if not BOX.match(head):
        return False
    entry, _ = read_action(head, near, known=known)
    roll = Roster.of_words(known)
    return bool(entry.owners) and all(bool(roll.get(name)) or f"@{name}" in head for name in entry.owners)


def read_decision(raw: str, near: date | None) -> tuple[ReadEntry, list[str]]:
    fields = split_fields(raw.strip())
    status = plain(fields.values.get(Sense.STATUS, ""))
    owners = split_names(fields.values.get(Sense.OWNER, ""))
    noted = NotedAction(fields.text, owners, _due_text(fields), status, fields.labels, fields)
    return _entry(noted, EntryType.DECISION, near), list(noted.labels)


def _entry(noted: NotedAction, kind: EntryType, near: date | None) -> ReadEntry:
    due = due_said(plain(noted.due_text), near) if noted.due_text else None
    if not noted.due_text and kind is EntryType.ACTION and not noted.fields.tagged:
        found = find_until(plain(noted.sentence), near)
        spelled = date_spelled(plain(noted.sentence), near)
        due = found.due if found else spelled if spelled and near and spelled > near else None
    values = noted.fields.values
    return ReadEntry(
        text=unbalanced(noted.sentence),
        type=kind,
        owners=noted.owners,
        due_text=noted.due_text,
        due=due,
        status_text=noted.status_text,
        status=noted.status,
        effect=values.get(Sense.EFFECT, ""),
        rationale=values.get(Sense.RATIONALE, ""),
        opposing=values.get(Sense.OPPOSING, ""),
    )


def _boxed(text: str) -> tuple[str, str]:
    """Behind its box or under its line, and how far it is by that."""
    match = BOX.match(text)
    if match:
        return text[match.end() :], "x" if (match["mark"] or match["tick"] or "").strip(" _") else "open"
    struck = _STRUCK.match(text)
    if struck and status_of(struck["rest"]):
        return struck["text"], struck["rest"].strip()
    return text, "x" if parsed(text).struck and text.startswith("~~") else ""


def _without_status(text: str, near: date | None) -> tuple[str, str]:
    """As in "… – done": how far it is, behind the sentence."""
    match = _TRAILING.search(text[-_TAIL:]) or _LAST_SEGMENT.search(text[-_TAIL:])
    said = plain(unbalanced(match["tail"])) if match else ""
    if match is None or not said or not status_of(said) or tells_a_time(said, near):
        return text, ""
    return text[: len(text) - len(match[0])].rstrip(), said


def _due_text(fields: Fields) -> str:
    due = plain(fields.values.get(Sense.DUE, ""))
    return due if "(" in due else due.rstrip(") ")  # "(deadline: 15 Nov)"


def _said_by_mark(owner: str) -> tuple[str, ...]:
    """Whom the mark named; words that are nobody stay in the sentence."""
    bare = re.sub(r"^(?:to|for|on|by)\s+", "", owner, flags=re.IGNORECASE)
    alone = bare and " " not in bare and not owner.startswith(",")
    together = doers_in(bare) if may_do(bare) else ()
    return names_in(bare) or tuple(together) or ((bare.lstrip("@"),) if alone else ())


def repeated(entry: ReadEntry, before: Iterable[ReadEntry], near: date | None) -> tuple[ReadEntry | None, bool]:
    """What this meeting has said before, in the same words or as a summary does; and whether that is sure.

    Owners and day may stand in the one and not in the other; those that differ make another action.
    """
    unsure = None
    for other in before:
        if other.type is not entry.type or other.repeats:
            continue
        likeness, same_end = _likeness(entry, other, near), bool(entry.due) and entry.due == other.due
        differs = entry.due and other.due and not same_end
        whose = _whose(entry) & _whose(other)
        apart = bool(entry.owners and other.owners) and not whose
        if not apart and (likeness == 1 or (likeness >= _LIKE and not differs and (whose or same_end))):
            return other, True
        if likeness >= _LIKE_ENOUGH and whose and same_end:
            unsure = unsure or other
    return unsure, False


def _whose(entry: ReadEntry) -> set[str]:
    return {fold(plain(name)) for name in entry.owners}


def _likeness(one: ReadEntry, other: ReadEntry, near: date | None) -> float:
    """1 where the texts are the same; otherwise the part of the words of the shorter that stands in the longer."""
    if _in_words(one) == _in_words(other):
        return 1
    if one.type is not EntryType.ACTION:
        return 0
    shorter, longer = sorted((_telling(one, near), _telling(other, near)), key=len)
    left = {word for word in shorter if not any(_is_same_word(word, told) for told in longer)}
    more = {word for word in longer if not any(_is_same_word(word, told) for told in shorter)}
    if len(shorter) < _FEWEST_WORDS or (_proper(left) and _proper(more)):
        return 0
    return min(1 - len(left) / len(shorter), _ALMOST)


def _in_words(entry: ReadEntry) -> str:
    return fold(plain(entry.text)).strip(" .;")


def _proper(words: set[str]) -> bool:
    """Whether a name or number is among them: "the list of Dili", "annex 2"."""
    return any(word[:1].isupper() or word.isdigit() for word in words)


def _telling(entry: ReadEntry, near: date | None) -> set[str]:
    """The words that say what is to be done: without owners, day and small words."""
    text = plain(entry.text)
    until = find_until(text, near)
    text = f"{text[: until.start]} {text[until.end :]}" if until else text
    owners = set(re.findall(r"\w+", fold(" ".join(entry.owners))))
    words = [word for word in re.findall(r"\w+", text) if fold(word) not in owners]
    words = [word.lower() if not at else word for at, word in enumerate(words)]
    return {word for word in words if len(word) > _SMALL or word.isdigit() or word.isupper()}


def _is_same_word(one: str, other: str) -> bool:
    """In another form: "circulate" and "circulation", "kirim" and "mengirim"."""
    short, long = sorted((_PREFIX.sub("", fold(one)), _PREFIX.sub("", fold(other))), key=len)
    stem = short[: min(len(short), _STEM if len(short) > _STEM else _STEM - 1)]
    return fold(one) == fold(other) or (len(stem) > _SMALL and (long.startswith(stem) or short in long))
