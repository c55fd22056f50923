"""The bullets of our own files: lines of the minutes and earlier actions, with owner, due date and status.

Before them the small pieces: cells, labels, days, and parts between signs that stand unescaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from ictwg.domain.fields import Choice, Day, MaybeChoice, Number, Text, Words
from ictwg.domain.records import Action, Decision
from ictwg.domain.schema import Field, Record, Tally
from ictwg.domain.values import ActionStatus, Audience, Channel, Commented, DueWord, EntryType, Settled
from ictwg.domain.when import parse_due
from ictwg.errors import InvalidValueError
from ictwg.locales.former_words import by_word, words
from ictwg.minutes.printed.details import between, unsaid
from ictwg.minutes.printed.sheet import CommentRow, CorrectionRow, Promise, Reviewed, Ruling, SheetLine, Update
from ictwg.papers.blocks import DASH
from ictwg.papers.markdown import unescaped, unmarked
from ictwg.papers.words import choice_of, key_of, languages_of

_CELL = re.compile(r"((?:\\.|[^\\|])*)(?:\||$)")
_DETAIL = re.compile(r"\*((?:\\.|[^*\\])+):\*(?: (.*))?$")
_MARK = re.compile(r"\*((?:\\.|[^*\\])+)\*")
_BRACKETED = re.compile(r"(.*?)(?: \(((?:\\.|[^()\\])*)\))?$")
_LONGEST_DUE = 40


def cells(line: str) -> tuple[str, ...]:
    """The cells of a table row, still escaped."""
    inner = line.strip(" ").removeprefix("|").removesuffix("|")
    return tuple(found[1].strip(" ") for found in _CELL.finditer(inner) if found.start() < len(inner) or not inner)


def is_rule(line: str) -> bool:
    return bool(re.fullmatch(r"\|[\s:|-]+\|?", line.strip(" "))) and "-" in line


def parts(text: str, sign: str) -> list[str]:
    """The pieces between unescaped signs (`,` or `;`), each behind a space."""
    return re.findall(rf"(?:\\.|[^\\{sign}]|{sign}(?! ))+|(?<=^)(?={sign} )", text) if text else []


def listed(text: str, sign: str) -> tuple[str, ...]:
    """The pieces, unescaped."""
    return tuple(unescaped(piece.removeprefix(sign).strip(" ")) for piece in parts(text, sign))


def bracketed(text: str) -> tuple[str, str]:
    """`Ministry of Justice (MoJ)` → both, unescaped."""
    found = _BRACKETED.fullmatch(text)
    return (unescaped(found[1]), unescaped(found[2] or "")) if found else (unescaped(text), "")


def detail(line: str) -> tuple[str, str] | None:
    """The label and the rest of a line such as `*Basis:* vote`."""
    found = _DETAIL.match(line)
    return (found[1], found[2] or "") if found else None


def mark(text: str) -> str:
    """The word of `*no owner*`; empty if it is none."""
    found = _MARK.fullmatch(text)
    return found[1] if found else ""


def details(line: str) -> Iterator[tuple[str, str]]:
    """All labels in one line, each with its value: `*Presenter:* Ana · *Papers:* a; b`."""
    pieces = re.split(r"\*((?:\\.|[^*\\])+):\* ", line)
    for at in range(1, len(pieces), 2):
        last = at + 2 >= len(pieces)
        yield pieces[at], pieces[at + 1] if last else pieces[at + 1].removesuffix(" · ")


def day_of(said: str) -> date | None:
    """The day that we wrote in words, or in another unmistakable way, with its year."""
    if len(said) > _LONGEST_DUE or not re.search(r"\d{4}", said):
        return None
    try:
        found = parse_due(said, date(2000, 1, 1))
    except InvalidValueError:
        return None
    return found if isinstance(found, date) else None


def is_sentence(key: str, said: str, lang: str) -> bool:
    """Whether it is a sentence made from a message."""
    return any(_sentence(sentence).fullmatch(said) for sentence in _said(key, lang))


def filled(key: str, said: str, lang: str) -> dict[str, str]:
    """The values in a sentence made from a message; nothing where it is none."""
    found = (_sentence(sentence).fullmatch(said) for sentence in _said(key, lang))
    return next((match.groupdict() for match in found if match), {})


@cache
def _sentence(template: str) -> re.Pattern[str]:
    sentence = re.escape(template).replace(r"\{", "{").replace(r"\}", "}")
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>.+)", sentence))


@cache
def _said(key: str, lang: str) -> tuple[str, ...]:
    """What a message of the minutes says or said, in the language of the page and in each other."""
    said = (word for code in languages_of(lang) for word in words(f"minutes.{key}", code))
    return tuple(dict.fromkeys(said))


BULLET = re.compile(r"( *)-(?: (.*))?")
_AUDIENCE = re.compile(r"\*\(([^)]*)\)\* ")
_BOLD = re.compile(r"\*\*((?:\\.|[^*\\])+):\*\* ?")
_SPEAKER = re.compile(r"\*(?!\s)((?:\\.|[^*\\\n])+):\* ")  # a star before a space is a bullet of the text
_KINDS = ("decision", "action", "reviewed", "question", "correction")


class Bullet(NamedTuple):
    depth: int
    lines: tuple[str, ...]


class LineLabel(NamedTuple):
    """What the bold word before a line says: its kind, and the reference or the one who is asked."""

    kind: str
    name: str


def bullets(lines: Iterable[str]) -> list[Bullet]:
    """The items of a list, nested by indentation; their further lines without it."""
    found: list[tuple[int, list[str]]] = []
    indents: list[int] = []
    for line in lines:
        bullet = BULLET.fullmatch(line)
        if bullet:
            indent = len(bullet[1])
            indents = [outer for outer in indents if outer < indent]
            found.append((len(indents), [bullet[2] or ""]))
            indents.append(indent)
        elif found:
            found[-1][1].append(_inside(line, indents[-1] + 2))
    return [Bullet(depth, _trimmed(said)) for depth, said in found]


def audience_and_rest(text: str, lang: str) -> tuple[Audience | None, str]:
    found = _AUDIENCE.match(text)
    audience = choice_of(found[1], Audience, lang) if found else None
    return (audience, text[found.end() :]) if found and audience else (None, text)


def is_restricted(text: str, lang: str) -> bool:
    return text.startswith("[") and text.endswith("]") and key_is(text[1:-1], "restricted", lang)


def key_is(said: str, key: str, lang: str) -> bool:
    return said in _said(key, lang)


def line_or_review(bullet: Bullet, lang: str) -> SheetLine | Reviewed | CorrectionRow:
    """One item of a list of ours."""
    first = bullet.lines[0]
    if is_restricted(first, lang):
        return SheetLine(depth=bullet.depth, restricted=True)
    audience, rest = audience_and_rest(first, lang)
    said, named, asked = _labels(rest, lang)
    if named.kind == "correction":
        text = text_of("\n".join((said, *bullet.lines[1:])), lang)
        return replace(_correction(named.name, text, lang), audience=audience)
    body, about = _with_details("\n".join((said, *bullet.lines[1:])), lang)
    if named.kind == "reviewed":
        return replace(_review(named.name, body, about, lang), audience=audience)
    speaker = _SPEAKER.match(body)
    body = body[speaker.end() :] if speaker else body
    line = SheetLine(depth=bullet.depth, audience=audience, question_to=asked, reference=named.name)
    line = replace(line, speaker=unescaped(speaker[1]) if speaker else "")
    return _typed(line, named.kind, body, about, lang)


def comment_row(bullet: Bullet, lang: str) -> CommentRow | None:
    """One item of the list of comments; None where it is something else."""
    audience, rest = audience_and_rest(bullet.lines[0], lang)
    found = _BOLD.match(rest)
    head = _behind("line.comment", found[1], lang) if found else None
    on, organization, became = _dated(head or "")
    if found is None or not organization:
        return None
    text = "\n".join((rest[found.end() :], *bullet.lines[1:]))
    nothing = choice_of(mark(text), Commented, lang) is Commented.NO_COMMENTS
    comments = Commented.NO_COMMENTS if nothing else Commented.COMMENTS
    said = "" if nothing else text_of(text, lang)
    return CommentRow(organization, comments, said, on, choice_of(became, Settled, lang), audience)


def _correction(head: str, text: str, lang: str) -> CorrectionRow:
    on, by, place = _dated(head)
    return CorrectionRow(text, on, filled("correction.item", place, lang).get("item", ""), by)


def _dated(head: str) -> tuple[date | None, str, str]:
    """What stands behind our word: ` 3 May 2010 – MoJ (item 5)`."""
    when, _, named = head.partition(DASH)
    by, more = bracketed(named) if named else ("", "")
    if not named:
        when, more = bracketed(when) if "(" in when else (when, "")
    return day_of(when.strip(" ")), by, more


def _typed(line: SheetLine, kind: str, body: str, about: list[tuple[str, str]], lang: str) -> SheetLine:
    if kind == "action":
        given = _given(body, about, lang)
        return replace(line, type=EntryType.ACTION, text=_more(given.text, about, Action, lang), promise=given.promise)
    text = text_of(body, lang)
    if kind == "decision":
        ruling = Ruling(**_details(about, Decision, lang))
        return replace(line, type=EntryType.DECISION, text=_more(text, about, Decision, lang), ruling=ruling)
    return replace(line, text=_more(text, about, Record, lang))


def _more(text: str, about: list[tuple[str, str]], kind: type[Record], lang: str) -> str:
    """Labels that do not belong to what the line is are words of its text."""
    known = {one.name for one in kind.PRINTED}
    rest = ((name, value) for name, value in about if key_of(name, "detail", lang) not in known)
    return "\n\n".join([text, *(f"*{name}:* {unmarked(value)}" for name, value in rest)])


def _given(body: str, about: list[tuple[str, str]], lang: str) -> ReadPromise:
    given = promised(body, lang)
    return given._replace(promise=replace(given.promise, **_details(about, Action, lang)))


def _details(about: list[tuple[str, str]], kind: type[Record], lang: str) -> dict[str, Any]:
    return read_details(kind, {key_of(name, "detail", lang): value for name, value in about}, lang)


def read_details(kind: type[Record], said: Mapping[str, str], lang: str) -> dict[str, Any]:
    """By the names of fields what stands behind the labels with these keys, still escaped."""
    found: dict[str, Any] = {}
    for one in kind.PRINTED:
        text = said.get(one.name, "")
        found |= _figures(one, text, lang) if isinstance(one, Tally) else {one.name: _read(one, text, lang)}
    return found


def _read(field: Field[Any], said: str, lang: str) -> Any:
    if isinstance(field, (Choice, MaybeChoice)):
        return choice_of(said, field.choices, lang) or unsaid(field)
    if isinstance(field, Words):
        return listed(said, between(field))
    if isinstance(field, Day):
        return day_of(said)
    if isinstance(field, Number):
        return _number(said)
    return unmarked(said) if isinstance(field, Text) else unescaped(said)


def _labels(text: str, lang: str) -> tuple[str, LineLabel, str]:
    """The text without the bold words before it, what they say, and who is asked."""
    named, asked = LineLabel("", ""), ""
    while (found := _BOLD.match(text)) and (said := labelled(found[1], lang)).kind:
        text = text[found.end() :]
        if said.kind == "question":
            asked = said.name
        else:
            named = said
    return text, named, asked


def labelled(said: str, lang: str) -> LineLabel:
    for word, kind in _line_words(lang):
        if said == word or said.startswith(f"{word} "):
            name = said[len(word) + 1 :]
            return LineLabel(kind, name if kind == "correction" else unescaped(name))
    return LineLabel("", "")


@cache
def _line_words(lang: str) -> tuple[tuple[str, str], ...]:
    """What a line begins with, and its kind: the longest first, those of the language of the page before others."""
    said = {
        code: by_word(((kind, f"minutes.line.{kind}") for kind in _KINDS), code, str) for code in languages_of(lang)
    }
    return tuple(one for words in said.values() for one in sorted(words.items(), key=lambda one: -len(one[0])))


def _with_details(text: str, lang: str) -> tuple[str, list[tuple[str, str]]]:
    """The text, and the labelled paragraphs under it."""
    body: list[str] = []
    about: list[tuple[str, list[str]]] = []
    for at, line in enumerate(text.split("\n")):
        said = detail(line) if at else None
        if said and _is_detail(said[0], lang):
            about.append((said[0], [said[1]]))
        else:
            (about[-1][1] if about else body).append(line)
    return "\n".join(_trimmed(body)), [(name, "\n".join(_trimmed(lines))) for name, lines in about]


def _is_detail(name: str, lang: str) -> bool:
    return bool(key_of(name, "detail", lang)) or _behind("detail.update", name, lang) is not None


def _review(reference: str, body: str, about: list[tuple[str, str]], lang: str) -> Reviewed:
    given = _given(body, about, lang)
    origin = next((unescaped(value) for name, value in about if key_of(name, "detail", lang) == "origin"), "")
    updates = (_update(name, value, lang) for name, value in about)
    told = tuple(update for update in updates if update is not None)
    return Reviewed(reference, given.text, given.promise, origin, updates=told)


def _update(name: str, value: str, lang: str) -> Update | None:
    rest = _behind("detail.update", name, lang)
    if rest is None:
        return None
    on, by, channel = _dated(rest)
    return Update(text_of(value, lang), on, by, choice_of(channel, Channel, lang))


def _behind(key: str, name: str, lang: str) -> str | None:
    """What stands behind a word of ours; None where it begins with another."""
    begins = (word for word in _said(key, lang) if name == word or name.startswith(f"{word} "))
    return next((name[len(word) :] for word in begins), None)


def _figures(figures: Tally, said: str, lang: str) -> dict[str, int | None]:
    pieces = (piece.rpartition(" ") for piece in said.split(", "))
    known = ((figures.fields.get(key_of(word, "detail", lang)), figure) for word, _, figure in pieces)
    return {field.name: _number(figure) for field, figure in known if field is not None}


def _number(said: str) -> int | None:
    return int(said) if re.fullmatch(r"\d{1,9}", said, re.ASCII) else None


def _inside(line: str, indent: int) -> str:
    return line[indent:] if not line[:indent].strip(" ") else line.lstrip(" ")


def _trimmed(lines: Sequence[str]) -> tuple[str, ...]:
    end = len(lines)
    while end and not lines[end - 1].strip(" "):
        end -= 1
    return tuple(lines[:end]) or ("",)


class ReadPromise(NamedTuple):
    text: str
    promise: Promise


_UNKNOWN = re.compile(r"(?<!\\)(?:\\\\)*\?$")
"""A question mark that is not escaped; a backslash before it may be."""


def promised(said: str, lang: str) -> ReadPromise:
    """`owner – text – due`; somebody may have taken parts away."""
    rest, standing = _standing(said, lang)
    first, dash, others = rest.partition("\n")
    owner, between, text = first.partition(DASH)
    if not between:
        return ReadPromise(text_of(rest, lang), standing)
    return ReadPromise(text_of(text + dash + others, lang), owned(standing, owner, lang))


def text_of(said: str, lang: str) -> str:
    """The long text; nothing where a word in emphasis says that there is none."""
    return "" if key_of(mark(said), "line", lang) == "no_text" else unmarked(said)


def _standing(said: str, lang: str) -> tuple[str, Promise]:
    """What stands before the due date, and the due date with everything behind it."""
    before, dash, tail = said.rpartition(DASH)
    pieces = parts(tail, ";") if dash and "\n" not in tail else []
    if not pieces or not _is_due(pieces[0].strip(" "), lang):
        return said, Promise()
    due = pieces[0].strip(" ")
    promise = Promise(due=_due(due, lang), pending=_behind("due.pending", due, lang) is not None)
    for piece in pieces[1:]:
        promise = also_said(promise, piece.strip("; "), lang)
    return before, promise


def _is_due(said: str, lang: str) -> bool:
    return key_of(mark(said), "due", lang) == "none" or _due(said, lang) is not None


def _due(said: str, lang: str) -> date | DueWord | None:
    return choice_of(said, DueWord, lang) or day_of((_behind("due.pending", said, lang) or said).strip(" "))


def also_said(promise: Promise, said: str, lang: str) -> Promise:
    if key_of(said, "due", lang) == "overdue":
        return replace(promise, overdue=True)
    if review := day_of((_behind("due.review", said, lang) or "").strip(" ")):
        return replace(promise, review_on=review)
    # `done 3 May 2010`: the longest beginning that is a status, then its day
    words = said.split(" ")
    for end in range(len(words), 0, -1):
        status = choice_of(" ".join(words[:end]), ActionStatus, lang)
        if status is not None:
            return replace(promise, status=status, closed_on=day_of(" ".join(words[end:])))
    return promise


def due_said(promise: Promise, said: str, lang: str) -> Promise | None:
    """With the day by which, as a page says it: `by 3 May 2010; review 1 June 2010`; None where it is none."""
    first, *others = said.split("; ")
    bare = filled("page.until", first, lang).get("day", first)
    if not (key_of(bare, "due", lang) == "none" or _due(bare, lang)):
        return None
    promise = replace(promise, due=_due(bare, lang), pending=_behind("due.pending", bare, lang) is not None)
    for piece in others:
        promise = also_said(promise, piece, lang)
    return promise


def owned(promise: Promise, said: str, lang: str) -> Promise:
    owners: list[str] = []
    tasked: int | None = None
    for piece in parts(said, ","):
        name, who = bracketed_owner(piece.strip(" "))
        word, _, behind = name.partition(": ")
        if key_of(word, "owner", lang) == "invited":
            name, tasked = behind, len(owners)
        key = key_of(mark(name) or name, "owner", lang)
        if who:
            promise = replace(promise, who=who)
        if key == "everybody":
            promise = replace(promise, everybody=True)
        elif key == "person":
            promise = replace(promise, withheld=True)
        elif _UNKNOWN.search(name):
            promise = replace(promise, strangers=(*promise.strangers, unescaped(name[:-1])))
        elif name and key != "none":
            owners.append(unescaped(name))
    return replace(promise, owners=tuple(owners), invited=tuple(owners[tasked:] if tasked is not None else ()))


def bracketed_owner(piece: str) -> tuple[str, str]:
    """The name, still escaped, and the person in brackets."""
    _, who = bracketed(piece)
    if not who:
        return piece, ""
    return piece[: piece.rindex(" (")], who
