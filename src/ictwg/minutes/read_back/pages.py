"""Our own minutes as an office prints them, read back from any file that keeps their headings and tables.

They say less than our markdown, of the same sheet. Whatever is neither a line nor a value is left over, word for word.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from ictwg.domain.records import Action, AgendaItem, Decision
from ictwg.domain.references import parse_reference
from ictwg.domain.text import fold
from ictwg.domain.values import (
    Audience,
    Basis,
    Capacity,
    Channel,
    EntryType,
    ItemKind,
    MembershipStatus,
    MinutesState,
    OrganizationType,
    Presence,
)
from ictwg.minutes.printed.making_items import numbered
from ictwg.minutes.printed.sheet import (
    AttendanceRow,
    MinutesSheet,
    OrganizationRow,
    Promise,
    Reviewed,
    Ruling,
    SheetItem,
    SheetLine,
    Update,
)
from ictwg.minutes.read_back.reading import hours_and_day
from ictwg.minutes.read_back.reading_lines import (
    also_said,
    bracketed,
    day_of,
    due_said,
    filled,
    is_restricted,
    is_sentence,
    key_is,
    labelled,
    owned,
    read_details,
)
from ictwg.papers.blocks import DASH
from ictwg.papers.words import choice_of, key_of, kind_by_title, label


class ReadPages(NamedTuple):
    """Attributes: left: What of them is in no line or value of the sheet."""

    sheet: MinutesSheet
    left: tuple[str, ...]


def read_pages(
    lines: Iterable[str], lang: str, audience: Audience, reference: str = "", ours: Collection[str] = ()
) -> ReadPages:
    """The sheet as the pages tell it.

    Args:
        ours: The paragraphs that we printed, where they are known: one without a number that is none of these is new,
            and no more of the one above it.
    """
    pages = _Pages(lang, ours)
    for text in lines:
        pages.take(text)
    return pages.done(audience, reference)


_OF_BODY = re.compile(r"M-(.+)-\d{4}-\d{1,6}")
_HEADING = re.compile(r"(#+)\s+(?:(\d+(?:\.\d+)*)\.\s+)?(.*)")
_NUMBER = re.compile(r"(\(?\d+(?:\.\d+)*\)?(?:\([a-z]\))?(?:\.\d+)*)(?:\t\s*| {2,})(.*)")
_MARK = re.compile(r"\(([^()]*)\) (.*)")
_DECIDED = re.compile(r"(.*?)\**([^*:()]+?)\**(?: \(([^()]*)\))?\**:\** *(.*)")
_DETAIL = re.compile(r"([^:]{2,40}): (.*)", re.DOTALL)
_STATEMENTS = ("next_meeting", "closed", "opened", "agenda_adopted", "nothing")
"""What is printed where nobody said anything."""

_ROLL: Mapping[str, Presence | None] = {
    "present": Presence.PRESENT,
    "secretariat": Presence.PRESENT,
    "apologies": Presence.APOLOGIES,
    "by_proxy": Presence.ABSENT,
    "not_represented": Presence.ABSENT,
    "not_present": Presence.ABSENT,
    "not_recorded": None,
}
_HEAD = {"place": "venue", "presided": "chair", "minute_taker": "minute_taker"}
_OWNERS_AND_DUE = 2
_SAYS = 4
"""Cells of a row of the earlier actions before the last one."""


class _Pages:
    def __init__(self, lang: str, ours: Collection[str]) -> None:
        self._lang = lang
        self._ours = ours
        self._items: list[tuple[int, SheetItem]] = []
        self._lines: list[SheetLine] = []
        self._notes: tuple[SheetLine, ...] = ()
        self._roll: list[AttendanceRow] = []
        self._head: dict[str, Any] = {"minutes_state": MinutesState.DRAFT}
        self._named = 0
        """How many bold lines stood above the roll: the group, then the state of the minutes."""
        self._part = "head"
        self._printed = ""
        """The number of the item as it is printed."""
        self._last: dict[str, list[str]] = {}
        """Of the table at the end the rows that are not as we printed them."""
        self._left: list[str] = []
        self._gap = False
        self._detailed: dict[str, str] = {}
        """What is told below the last line, by its label."""

    def done(self, audience: Audience, reference: str) -> ReadPages:
        self._close()
        day = self._head.get("date") or date.min
        body = _OF_BODY.fullmatch(reference)
        known = {"reference": reference, "date": None, "series": body[1] if body else "", **self._head}
        known["series_name"] = known.get("series_name", "") if body else ""
        sheet = MinutesSheet(
            **known,
            audience=audience,
            open_to=Audience.EVERYONE if audience is Audience.EVERYONE else Audience.MEMBERS,
            language=self._lang,
            status_date=day,
            items=tuple(replace(one, lines=tuple(map(self._as_at_end, one.lines))) for one in numbered(self._items)),
            notes=tuple(map(self._as_at_end, self._notes)),
            attendance=tuple(self._roll),
            organizations=() if body else tuple(_named(self._roll)),
        )
        return ReadPages(sheet.with_owners_told_apart(), tuple(self._left))

    def _as_at_end(self, line: SheetLine) -> SheetLine:
        """With what somebody changed in the last table alone."""
        told = self._last.get(line.reference)
        if told is None or line.promise is None:
            return line
        text, owner, due = told
        promise = due_said(owned(line.promise, owner, self._lang), due, self._lang) or line.promise
        return replace(line, promise=promise, text=self._marked(text.replace("<br>", "\n"))[1])

    def take(self, text: str) -> None:
        if not text.strip():
            self._gap = True
            return
        heading = _HEADING.fullmatch(text)
        if heading:
            self._begin(len(heading[1]), heading[2] or "", heading[3])
        elif self._part in {"head", "actions", "remarks"}:
            self._beside(text)
        elif text.startswith("|"):
            self._table(_cells(text))
        else:
            self._paragraph(text)
        self._gap = False

    def _close(self) -> None:
        """What has been read belongs to the part that it stands in."""
        if self._part == "notes":
            self._notes = tuple(self._lines)
        elif self._part == "item":
            depth, item = self._items[-1]
            self._items[-1] = (depth, replace(item, lines=tuple(self._lines)))
        self._lines = []

    def _begin(self, level: int, number: str, title: str) -> None:
        self._close()
        self._detailed = {}
        key = "" if number else key_of(title, "page", self._lang) or key_of(title, "section", self._lang)
        self._printed = number
        if level == 1 and not number:
            self._part = "head"
            self._left.append(title)
        elif key in {"actions", "remarks", "notes"}:
            self._part = key
        else:
            self._part = "item"
            audience, rest = self._marked(title)
            said = rest.replace("**", "")
            named = "" if key_is(said, "untitled", self._lang) else said
            hidden = is_restricted(said, self._lang)
            item = SheetItem(number, "" if hidden else named, audience=audience, restricted=hidden)
            kind = ItemKind.TOPIC if hidden else kind_by_title(named, self._lang)
            self._items.append((number.count(".") if number else max(level - 2, 0), replace(item, kind=kind)))

    def _beside(self, text: str) -> None:
        """The head and the ends: rows that we know, and what is left over."""
        name, *cells = _cells(text) if text.startswith("|") else ["", text]
        key = key_of(name, "page", self._lang) or key_of(name, "row", self._lang) if name else ""
        said = " ".join(cells).strip()
        if self._part == "head" and key in _ROLL:
            for one in said.split("<br>"):
                self._roll += self._came(one, key) if key_of(one, "attendance", self._lang) != "none" else ()
            return
        if self._part == "head" and key == "time":
            self._head |= hours_and_day(said)
        elif self._part == "head" and key in _HEAD:
            self._head[_HEAD[key]] = said if key == "place" else _led_by(said)
        elif self._part == "head" and not name and said.startswith("**"):
            self._banner(said.replace("**", ""))
        elif self._part == "head" and not name and self._named == 1:
            self._head["title"] = said
            return
        elif self._part == "actions" and self._ours and text not in self._ours and len(cells) == _SAYS - 1:
            self._last[name] = cells
            return
        self._left.append(text)

    def _banner(self, said: str) -> None:
        """The group, and whether the minutes are adopted."""
        self._named += 1
        if self._named == 1:
            series, _, named = said.rpartition(DASH)
            group, acronym = bracketed(named)
            self._head |= {"group": acronym, "group_name": group, "series_name": series} if acronym else {}
        elif any(is_sentence(key, said, self._lang) for key in _ADOPTED):
            self._head["minutes_state"] = MinutesState.ADOPTED

    def _came(self, said: str, key: str) -> Iterator[AttendanceRow]:
        """`Ana Silva, adviser; Rui Costa (Ministry of Justice – MoJ)`; the body alone where nobody is named."""
        persons, bracket, body = _behind(said)
        name, dash, acronym = body.rpartition(DASH)
        row = AttendanceRow("", "", _ROLL[key], type=OrganizationType.OTHER if bracket or key in _BODIES else None)
        if key == "secretariat":
            row = replace(row, capacity=Capacity.SECRETARIAT)
        if bracket and not dash and (key in _BODIES or _is_short_for(body, persons)):
            yield replace(row, organization=persons, acronym=body)
            return
        if not bracket and key in _BODIES:
            yield replace(row, organization=said, acronym=said)
            return
        home: dict[str, Any] = {"organization": name or body, "acronym": acronym if dash else body} if bracket else {}
        for person in _persons(persons, self._lang):
            yield self._person(replace(row, **home), person)

    def _person(self, row: AttendanceRow, said: str) -> AttendanceRow:
        """The name, the title, and behind them what else is told."""
        name, *pieces = said.split(", ")
        more: dict[str, Any] = {}
        title: list[str] = []
        for piece in pieces:
            capacity = choice_of(piece, Capacity, self._lang)
            if capacity is not None:
                more["capacity"] = capacity
            elif choice_of(piece, Presence, self._lang) is Presence.REMOTE:
                more["state"] = Presence.REMOTE
            elif told := self._when_there(piece):
                more |= told
            else:
                title.append(piece)
        return replace(row, representative=name, title=", ".join(title), **more)

    def _when_there(self, said: str) -> dict[str, str]:
        keys = ((which, f"attendance.{which}{tail}") for which in ("arrived", "left") for tail in ("", "_section"))
        found = ((which, filled(key, said, self._lang).get("item", "")) for which, key in keys)
        return next(({which: item} for which, item in found if item), {})

    def _table(self, cells: list[str]) -> None:
        """A row of the earlier actions; of another table it is text."""
        if all(key_of(cell, "column", self._lang) for cell in cells):
            return
        if key_of(cells[0].partition("<br>")[0], "page.sign", self._lang):
            self._left.append(f"| {' | '.join(cells)} |")
            return
        if self._part != "item" or len(cells) != _SAYS + 1 or self._lines:
            self._paragraph(f"| {' | '.join(cells)} |")
            return
        depth, item = self._items[-1]
        self._items[-1] = (depth, replace(item, reviewed=(*item.reviewed, self._reviewed(*cells))))

    def _reviewed(self, reference: str, said: str, owner: str, due: str, standing: str) -> Reviewed:
        audience, text = self._marked(said.replace("<br>", "\n"))
        words, origin = bracketed(text)
        promise = due_said(owned(Promise(), owner, self._lang), due, self._lang) or Promise()
        first, *updates = standing.split("<br>")
        for piece in first.split(", "):
            promise = also_said(promise, piece, self._lang)
        told = tuple(self._update(one) for one in updates)
        return Reviewed(reference, words, promise, origin, audience, updates=told)

    def _update(self, said: str) -> Update:
        """`10 March 2010, IOM (phone): two of three sessions held`."""
        head, _, text = said.partition(": ")
        on, _, by = head.partition(", ")
        who, channel = bracketed(by)
        return Update(text, day_of(on), who, choice_of(channel, Channel, self._lang)) if day_of(on) else Update(said)

    def _paragraph(self, text: str) -> None:
        found = _NUMBER.fullmatch(text)
        if found is not None:
            self._detailed = {}
            self._numbered(found[1], found[2])
            return
        bare = text.strip("* ").replace("**", "")
        if not (self._promised(bare) or self._detail(bare) or self._fact(text)):
            self._more(text)

    def _numbered(self, number: str, text: str) -> None:
        """A paragraph with its number: a line, or what is printed where nobody said anything."""
        said = self._marked(text)[1]
        if any(is_sentence(f"page.{key}", said, self._lang) for key in _STATEMENTS):
            self._left.append(text)
            return
        rest = number.removeprefix(self._printed) if self._printed else number
        self._lines.append(self._line(text, max(len(re.findall(r"\d+|[a-z]", rest)) - 1, 0)))

    def _line(self, text: str, depth: int = 0) -> SheetLine:
        audience, said = self._marked(text)
        if is_restricted(said, self._lang):
            return SheetLine(depth=depth, restricted=True)
        line = SheetLine(text=said, depth=depth, audience=audience)
        decided = _DECIDED.fullmatch(said.partition("\n")[0])
        named = labelled(decided[2].strip(), self._lang) if decided else None
        if decided is None or named is None or named.kind != "decision":
            return line
        basis = next((one for one in Basis if key_of(decided[3] or "", "page.by", self._lang) == one), Basis.CONSENSUS)
        text = decided[1] + decided[4] + said[decided.end() :]
        return replace(line, type=EntryType.DECISION, text=text, reference=named.name, ruling=Ruling(basis))

    def _promised(self, said: str) -> bool:
        """`A-2009-005 · MoJ · by 12 February 2010` below what is promised."""
        parts = [part.strip() for part in said.split("·")]
        reference = parts.pop(0) if parse_reference(parts[0]) else ""
        line = self._lines[-1] if self._lines else None
        if line is None or len(parts) < _OWNERS_AND_DUE or line.type is EntryType.DECISION or line.promise is not None:
            return False
        promise = due_said(owned(Promise(), parts[0], self._lang), parts[1], self._lang)
        if promise is None:
            return False
        for part in parts[2:]:
            promise = also_said(promise, part, self._lang)
        self._lines[-1] = replace(line, type=EntryType.ACTION, reference=reference, promise=promise)
        return True

    def _detail(self, said: str) -> bool:
        """`Votes: for 4, against 0` below a decision, and what else is told of it or of an action."""
        found = _DETAIL.fullmatch(said)
        line = self._lines[-1] if self._lines else None
        key = key_of(found[1], "detail", self._lang) if found else ""
        if found is None or line is None or not key:
            return False
        about, kind = (line.ruling, Decision) if line.ruling is not None else (line.promise, Action)
        if about is None or key not in {one.name for one in kind.PRINTED}:
            return False
        self._detailed[key] = found[2]
        told = read_details(kind, self._detailed, self._lang)
        values = {name: value for name, value in told.items() if value not in (None, "", ()) and name != "basis"}
        more: dict[str, Any] = {"ruling" if kind is Decision else "promise": replace(about, **values)}
        self._lines[-1] = replace(line, **more)
        return True

    def _fact(self, text: str) -> bool:
        """Who presented an item, and what was on the table."""
        if self._lines or self._part != "item":
            return False
        told = [piece.partition(":") for piece in text.split(" · ")]
        about = {key_of(name.strip("* "), "item", self._lang): value.strip() for name, _, value in told}
        if "" in about:
            return False
        depth, item = self._items[-1]
        values = {name: value for name, value in read_details(AgendaItem, about, self._lang).items() if value}
        self._items[-1] = (depth, replace(item, **values))
        self._left += [text] if about.keys() - values.keys() else []
        return True

    def _more(self, text: str) -> None:
        """A paragraph without a number: more of the one above, or a new one."""
        new = bool(self._ours) and text.strip() not in self._ours
        if self._detailed and not new:
            name, said = self._detailed.popitem()
            self._detail(f"{label(f'detail.{name}', self._lang)}: {said}{_BREAK if self._gap else _LINE}{text.strip()}")
        elif self._lines and not new and not self._lines[-1].restricted:
            above = self._lines[-1]
            self._lines[-1] = replace(above, text=f"{above.text}{_BREAK if self._gap else _LINE}{text.strip()}")
        elif self._part == "item" and self._items[-1][1].restricted:
            self._left.append(text)
        else:
            self._lines.append(self._line(text.strip().removeprefix("- ")))

    def _marked(self, text: str) -> tuple[Audience | None, str]:
        """Who may see it, without the number that other readers see."""
        found = _MARK.match(text)
        if found and filled("page.for_members", found[1], self._lang):
            text = found[2] + text[found.end() :]
            found = _MARK.match(text)
        audience = choice_of(found[1], Audience, self._lang) if found else None
        return (audience, found[2] + text[found.end() :]) if found and audience else (None, text)


SPEAKS = (Capacity.MEMBER, Capacity.ALTERNATE, None)
"""A row that says nothing of it is a member's."""

_BREAK, _LINE = "\n\n", "\n"

_ADOPTED = ("page.adopted_at", "banner.adopted", "banner.adopted_on", "banner.adopted_at", "banner.adopted_by_silence")

_BODIES = frozenset({"not_represented", "not_recorded", "by_proxy"})
"""Where bodies are told, and seldom anybody of them."""


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in text.strip()[1:-1].split("|")]


def _behind(said: str) -> tuple[str, str, str]:
    """What stands before the last bracket, whether there is one, and what it says with the brackets in it."""
    depth = 0
    for at in range(len(said) - 1, 0, -1) if said.endswith(")") else ():
        depth += (said[at] == ")") - (said[at] == "(")
        if not depth:
            return said[:at].rstrip(), "(", said[at + 1 : -1]
    return said, "", ""


def _led_by(said: str) -> str:
    """The name, or the acronym of the body."""
    name, body = bracketed(said)
    return body if body and "," not in name and _is_short_for(body, name) else name.partition(", ")[0]


def _is_short_for(acronym: str, name: str) -> bool:
    """`MoJ` for `Ministry of Justice`, and no person of that body."""
    capitals = [word[0] for word in name.split() if word[:1].isupper()]
    letters = [letter for letter in acronym if letter.isupper()]
    return bool(letters) and "," not in name and fold("".join(capitals))[:2] == fold("".join(letters))[:2]


def _persons(said: str, lang: str) -> Iterator[str]:
    """What is told behind a semicolon of whom somebody stands for belongs to that person."""
    found: list[str] = []
    for piece in said.split("; "):
        words = (filled_label(piece, key, lang) for key in ("in_place_of", "proxy_for"))
        if found and any(words):
            continue
        found.append(piece)
    yield from filter(None, found)


def filled_label(said: str, key: str, lang: str) -> bool:
    """Whether a piece begins with a label of the roll."""
    words = said.split(" ")
    return any(key_of(" ".join(words[:n]), "attendance", lang) == key for n in range(1, len(words)))


def _named(roll: Iterable[AttendanceRow]) -> Iterator[OrganizationRow]:
    """The bodies of a roll, and whether somebody speaks for them or only observes; that of a guest is neither."""
    came: dict[tuple[str, str], set[Capacity | None]] = {}
    for row in roll:
        came.setdefault((row.acronym, row.organization), set()).add(row.capacity)
    for (acronym, name), capacities in came.items():
        if acronym:
            speaks, watches = capacities & set(SPEAKS), Capacity.OBSERVER in capacities
            status = MembershipStatus.MEMBER if speaks else MembershipStatus.OBSERVER if watches else None
            yield OrganizationRow(acronym, name, OrganizationType.OTHER, status)
