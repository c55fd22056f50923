"""An action or decision as its line says it: the text, who, until when, how far."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ictwg.domain.text import fold
from ictwg.exchange.reading.dates import date_in
from ictwg.exchange.reading.due import due_at_end, is_due
from ictwg.exchange.reading.inline import parsed, plain, unbalanced
from ictwg.exchange.reading.model import EntryType, ReadEntry
from ictwg.exchange.reading.owners import BODIES, is_proper_list, owners_in, split_owners
from ictwg.exchange.reading.tagged import Fields, split_fields
from ictwg.exchange.reading.words import EVERYONE, Sense, status_of

if TYPE_CHECKING:
    from datetime import date


@dataclass(slots=True)
class Draft:
    """An entry while its parts are still being found."""

    text: str
    owners: tuple[str, ...] = ()
    due_text: str = ""
    status_text: str = ""
    labels: list[str] = field(default_factory=list)


_BOX = re.compile(r"^\\?\[(?P<mark>[ xX✓✔_]?)\\?\]\s+")
_OWNER_COLON = re.compile(
    r"^(?:\*\*|__|\*|_)?(?P<owner>@?[^\W\d_][^:*_\n?!]{0,60}?)\s*"
    r"(?::(?:\*\*|__|\*|_)?|(?:\*\*|__|\*|_)\s*:)\s+(?=\S)"
)
_OWNER_DASH = re.compile(r"^(?P<owner>@?[^\W\d_][^:*_\n?!]{0,60}?)\s+[-–—]\s+(?=\S)")
_OWNER_BRACKET = re.compile(r"^[(\[](?P<owner>[^()\[\]\n]{1,60})[)\]]\s*:?\s+(?=\S)")
_OWNER_VERB = re.compile(
    r"^(?:\*\*)?(?P<owner>@?[^\W\d_][^:\n.?!()]{0,60}?)(?:\*\*)?\s+"
    r"(?:to|will|should|shall|must|agreed to|has to|have to|is to|are to|volunteered to|"
    r"takes?(?: an)? action to|take the action to|"
    r"can|deve|devem|vai|vão|irá|irão|ficou de|sei|atu|akan|untuk|harus)\s+\S"
)
_TRAILING = re.compile(r"\s*[(\[](?P<inside>[^()\[\]\n]{1,80})[)\]]\s*[.;]?\s*$")
_LAST_SEGMENT = re.compile(r"^(?P<head>.*\S)\s+(?:[-–—―|]+|→|=>|->)\s+(?P<tail>\S.{0,80})$", re.DOTALL)
_STRIKE = re.compile(r"</?(?:s|del|strike)>", re.IGNORECASE)
_STRUCK = re.compile(r"^~~(?P<text>[^~]+)~~\s*[-–—]?\s*(?P<rest>\S[^\n]{0,30})$")
_NEW = re.compile(
    r"^(?:\*\*|__)?(?:new|old|carried over|carry over|outstanding|standing)\s*:\s*(?:\*\*|__)?\s*", re.IGNORECASE
)
_BOLD_STATUS = re.compile(r"\s*[-–—]?\s*(?:\*\*|__)(?P<status>[^*_\n]{2,20})(?:\*\*|__)[\s.\\*]*$")
_STATUS_LAST = re.compile(r"\s*:\s+(?P<status>[^\W\d_]+(?: [^\W\d_]+)?)\s*\.?\s*$")
_INITIALS_LAST = re.compile(r"[,.:]\s+(?P<who>[A-Za-z]{1,3}[A-Z](?:\s*[,&/]\s*[A-Za-z]{1,3}[A-Z])*)\s*\.?\s*$")
_EVERYBODY = frozenset({"everyone", "everybody", "todos", "semua"})
_WORDS_OF_OWNER = 4
_TAIL = 120
_MENTION = re.compile(r"(?<![\w./])@([\w-]+)")


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
    draft = Draft(_STRIKE.sub("~~", raw.strip()))
    _box(draft)
    _standing(draft)
    fields = split_fields(draft.text)
    _fields(draft, fields)
    if not fields.tagged:
        _owner_said(draft, owner)
        _tails(draft, near, known)
        _heads(draft, known)
    elif owner:
        draft.labels.append(owner)
    return _entry(draft, EntryType.ACTION, fields, near), draft.labels


def is_task(head: str, near: date | None, known: frozenset[str]) -> bool:
    """Whether a bullet with an empty box, outside a list of actions, says whose task it is."""
    if not _BOX.match(head):
        return False
    entry, _ = read_action(head, near, known=known)
    return bool(entry.owners) and all(_is_known(name, known) or f"@{name}" in head for name in entry.owners)


def read_decision(raw: str, near: date | None) -> tuple[ReadEntry, list[str]]:
    draft = Draft(raw.strip())
    fields = split_fields(draft.text)
    _fields(draft, fields)
    return _entry(draft, EntryType.DECISION, fields, near), draft.labels


def _entry(draft: Draft, kind: EntryType, fields: Fields, near: date | None) -> ReadEntry:
    due = date_in(plain(draft.due_text), near) if draft.due_text else None
    if not draft.due_text and kind is EntryType.ACTION:
        due = due_at_end(plain(draft.text[-_TAIL:]), near)
    return ReadEntry(
        text=unbalanced(draft.text),
        type=kind,
        owners=draft.owners,
        due_text=draft.due_text,
        due=due,
        status_text=draft.status_text,
        status=status_of(draft.status_text),
        effect=fields.values.get(Sense.EFFECT, ""),
        rationale=fields.values.get(Sense.RATIONALE, ""),
        opposing=fields.values.get(Sense.OPPOSING, ""),
    )


def _box(draft: Draft) -> None:
    match = _BOX.match(draft.text)
    if match:
        done = bool(match["mark"].strip(" _"))
        draft.text = draft.text[match.end() :]
        draft.status_text = "x" if done else "open"
        return
    struck = _STRUCK.match(draft.text)
    if struck and status_of(struck["rest"]):
        draft.text, draft.status_text = struck["text"], struck["rest"].strip()
    elif parsed(draft.text).struck and draft.text.startswith("~~"):
        draft.status_text = "x"


def _standing(draft: Draft) -> None:
    """As in "**New:** Ana to …" and "… **DONE**": how old it is, how far it is."""
    label = _NEW.match(draft.text)
    if label:
        draft.labels.append(label[0])
        draft.text = draft.text[label.end() :]
    status = _BOLD_STATUS.search(draft.text[-_TAIL:]) or _STATUS_LAST.search(draft.text[-_TAIL:])
    if status and not draft.status_text and status_of(status["status"]):
        draft.status_text = status["status"]
        draft.text = draft.text[: len(draft.text) - len(status[0])].rstrip()


def _fields(draft: Draft, fields: Fields) -> None:
    draft.text = fields.text
    draft.labels.extend(fields.labels)
    draft.owners = split_owners(fields.values.get(Sense.OWNER, ""))
    due_text = plain(fields.values.get(Sense.DUE, ""))
    draft.due_text = due_text if "(" in due_text else due_text.rstrip(") ")  # "(deadline: 15 Nov)"
    draft.status_text = plain(fields.values.get(Sense.STATUS, "")) or draft.status_text


def _owner_said(draft: Draft, owner: str) -> None:
    """Who the mark named; words that are nobody stay in the text."""
    bare = re.sub(r"^(?:to|for|on|by)\s+", "", owner, flags=re.IGNORECASE)
    names = owners_in(bare) or ((bare.lstrip("@"),) if bare and " " not in bare and not owner.startswith(",") else ())
    if names and not draft.owners:
        draft.owners = names
        draft.labels.append(owner)
    elif owner:
        draft.text = f"{owner}: {draft.text}"


def _tails(draft: Draft, near: date | None, known: frozenset[str]) -> None:
    """As in "… (Ana, 3 May)", "… – DPSA – 24 May 2019 – done", "…, SC.", taken off from the end."""
    last = _INITIALS_LAST.search(draft.text[-_TAIL:])
    if last and not draft.owners and all(_is_known(name, known) for name in split_owners(last["who"])):
        draft.owners = split_owners(last["who"])
        draft.text = draft.text[: len(draft.text) - len(last[0])].rstrip()
    for _ in range(4):
        match = _TRAILING.search(draft.text[-100:])
        if match:
            start = max(len(draft.text) - 100, 0) + match.start()
            head, tail = draft.text[:start], match["inside"]
        else:
            segment = _LAST_SEGMENT.match(draft.text) if len(draft.text) < 4000 else None  # noqa: PLR2004
            if segment is None:
                return
            head, tail = segment["head"], segment["tail"]
        if known and not match and _is_known(head.strip(" *_~"), known):
            return  # "SM - Prospectus": the owner stands first
        if not head.strip(" *_~") or not _tail(draft, plain(unbalanced(tail)), near, bracket=bool(match)):
            return
        draft.text = head.rstrip()


def _tail(draft: Draft, tail: str, near: date | None, *, bracket: bool) -> bool:
    if not draft.due_text and is_due(tail, near):
        draft.due_text = tail
        return True
    if not draft.status_text and status_of(tail) and tail:
        draft.status_text = tail
        return True
    owners = owners_in(tail)
    if owners and not draft.owners and (bracket or all(len(name.split()) <= _WORDS_OF_OWNER for name in owners)):
        draft.owners = owners
        return True
    return False


def _heads(draft: Draft, known: frozenset[str]) -> None:
    """As in "Ana, Rui: …" (cut off), "Ana and Rui to …" (kept: the sentence needs it)."""
    if draft.owners:
        return
    for pattern, needed in ((_OWNER_BRACKET, _is_likely), (_OWNER_COLON, _is_likely), (_OWNER_DASH, _is_known)):
        match = pattern.match(draft.text)
        names = owners_in(match["owner"]) if match else ()
        if match and names and all(needed(name, known) for name in names):
            draft.owners = names
            draft.text = draft.text[match.end() :]
            return
    verb = _OWNER_VERB.match(draft.text)
    if verb and is_proper_list(verb["owner"]):
        draft.owners = owners_in(verb["owner"])
    elif verb and all(_is_known(name, known) for name in split_owners(verb["owner"])):
        draft.owners = split_owners(verb["owner"])
    elif (first := draft.text.partition(" ")[0]) and fold(first) in _EVERYBODY:
        draft.owners = (first,)
    if not draft.owners:
        draft.owners = tuple(dict.fromkeys(_MENTION.findall(plain(draft.text))))


def _is_known(name: str, known: frozenset[str]) -> bool:
    return all(fold(word).strip(".") in known for word in name.split())


def _is_likely(name: str, known: frozenset[str]) -> bool:
    """Where a roll was read, one single word before a colon must be on it: "Ana: …", no "Feedback: …"."""
    if not known or " " in name or name.isupper() or fold(name) in EVERYONE | BODIES:
        return True
    return fold(name).strip(".") in known


def repeated(entry: ReadEntry, seen: set[tuple[str, str]]) -> bool:
    """Whether this meeting has said it before; remembers it."""
    key = (entry.type, fold(plain(entry.text)).strip(" .;"))
    if key in seen:
        return True
    seen.add(key)
    return False
