"""Mails that come back: who wrote, what they answer, and what is new in them.

    read_mail(source) → Mail;  found_in(state, mail) → what it answers, the likeliest first

Whoever wrote is known by the address, what they answer by the thread of our own mail, else by a reference that they
name. Nothing is written here, and nothing of a mail is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from email.utils import parseaddr, parsedate_to_datetime
from itertools import takewhile
from typing import NamedTuple

from ictwg.contacts.circulation import DOMAIN
from ictwg.domain.ids import is_id
from ictwg.domain.records import Letter, LetterAddressee, Organization, Person
from ictwg.domain.schema import RECORDS, Record
from ictwg.domain.state import State
from ictwg.domain.text import clean
from ictwg.records.lookup import referenced
from ictwg.sources.mail import body_of
from ictwg.sources.model import Source


class Mail(NamedTuple):
    """What one mail says.

    Attributes:
        name: Of who wrote it, as the mail has it.
        on: The day on which it was written, where it says so.
        answers: The mails that it answers, each by its id.
        words: What is new in it.
        quoted: What it repeats of the mails before, and the signature.
    """

    name: str = ""
    address: str = ""
    subject: str = ""
    on: date | None = None
    answers: tuple[str, ...] = ()
    words: str = ""
    quoted: str = ""


def read_mail(source: Source) -> Mail:
    """Of a file that was read as a mail; whatever it holds."""
    about = dict(source.about)
    name, address = parseaddr(about.get("from", ""))
    words, quoted = parted(body_of(source)[:_LONGEST])
    answers = tuple(_ID.findall(about.get("answers", "")))
    return Mail(clean(name), address.casefold(), about.get("subject", ""), _day(about), answers, words, quoted)


_LONGEST = 100_000
"""Signs of a mail; no reply is as long, and whatever is longer is no text."""
_ID = re.compile(r"<([^<>\s]{1,200})>")


def _day(about: Mapping[str, str]) -> date | None:
    try:
        return parsedate_to_datetime(about["date"]).date()
    except (KeyError, ValueError, OverflowError):
        return None


_WROTE = re.compile(
    r"[ *]*(?:on|em|no dia|pada|iha)\b.{6,200}\b(?:wrote|escreveu|menulis|hakerek)\s*:[ *]*"
    r"|[ -]*-{3,} ?(?:original message|forwarded message|mensagem original|mensagem (?:re)?encaminhada|pesan asli)\b.*"
    r"|_{20,}",
    re.IGNORECASE,
)
"""The line above what a mail program repeats of the mail before."""
_FROM = re.compile(r"[ *]*(?:from|de|dari|husi):[ *]*\S.*", re.IGNORECASE)
_SENT = re.compile(r"[ *]*(?:sent|date|enviad[ao]( em)?|data|dikirim|terkirim|tanggal|haruka):", re.IGNORECASE)
_NEAR = 5
"""Lines below *From:* in which the day stands, where it is the head of a mail."""


def parted(text: str) -> tuple[str, str]:
    """What is new in the text of a mail, and what it repeats; an answer may stand above the repeated lines or below."""
    lines = text.splitlines()
    cut = next((at for at in range(len(lines)) if _begins_quote(lines, at)), len(lines))
    below = lines[cut + 1 :] if any(line.startswith(">") for line in lines[cut:]) else []
    new = _new(lines[:cut]) or _new(below)
    quoted = [line for line in lines[cut:] if line.strip()] or [line for line in lines if line.startswith(">")]
    return new, "\n".join(quoted)


def _begins_quote(lines: list[str], at: int) -> bool:
    """At this line; a long one is broken in two."""
    two = " ".join(line.strip() for line in lines[at : at + 2])
    if _WROTE.fullmatch(lines[at].strip()) or (not lines[at].startswith(">") and _WROTE.fullmatch(two)):
        return True
    near = takewhile(str.strip, lines[at + 1 : at + 1 + _NEAR])
    return bool(_FROM.fullmatch(lines[at])) and any(_SENT.match(line) for line in near)


def _new(lines: list[str]) -> str:
    """Without quoted lines and what stands below the sign of a signature (RFC 3676 §4.3)."""
    end = next((at for at, line in enumerate(lines) if line.rstrip() == "--"), len(lines))
    said = "\n".join(line.rstrip() for line in lines[:end] if not line.lstrip().startswith(">"))
    return re.sub(r"\n{3,}", "\n\n", said).strip()


def written_by(state: State, mail: Mail) -> tuple[Organization | None, Person | None]:
    """By the address: of a person, or the mailbox of an organization."""
    address = mail.address
    people = [one for one in state.all(Person) if address and clean(one.email).casefold() == address]
    if people:
        return state.get(Organization, people[0].organization), people[0] if len(people) == 1 else None
    homes = [one for one in state.all(Organization) if address and clean(one.mailbox).casefold() == address]
    return homes[0] if len(homes) == 1 else None, None


def found_in(state: State, mail: Mail, printed: Mapping[str, Record]) -> tuple[Record, ...]:
    """The records that it answers, the likeliest first.

    Args:
        state: The group.
        mail: What came.
        printed: Records by what papers call them, besides their references: `Minutes No. 2/2009`.
    """
    named = (*(_of_thread(state, id) for id in reversed(mail.answers)), *_named(state, mail, printed))
    return tuple({one.id: one for one in named if one is not None}.values())


def _of_thread(state: State, id: str) -> Record | None:
    """What our own mail was about, of which this is the id; see `circulation.thread_id`."""
    table, _, rest = id.partition(".")
    about, _, rest = rest.partition(".")
    kind = RECORDS.get(table) if rest.endswith(f"@{DOMAIN}") and is_id(about) else None
    return state.get(kind, about) if kind is not None else None


_REFERENCE = re.compile(r"(?<![\w-])[ATDM]-(?:\w{1,12}-)?\d{4}-\d{1,6}(?:-\d{1,2})?(?![\w-])", re.IGNORECASE)
_DASHES = dict.fromkeys(map(ord, "‐‑–"), "-")
_SHORTEST = 4
"""Signs of a number of a letter that is looked for: `3` stands in every text."""


def _named(state: State, mail: Mail, printed: Mapping[str, Record]) -> Iterator[Record]:
    """By a reference, the name of a paper or the number of a letter: in the subject, then in the words, then below."""
    called = (*_numbers(state), *printed.items())
    numbers = {name.casefold(): one for name, one in called if len(name) >= _SHORTEST}
    for text in (mail.subject, mail.words, mail.quoted):
        said = text.translate(_DASHES)
        for found in _REFERENCE.finditer(said):
            yield from referenced(state, found[0])[:1]
        folded = said.casefold()
        yield from (one for name, one in numbers.items() if name in folded and _stands_alone(name, folded))


def _stands_alone(name: str, text: str) -> bool:
    return re.search(rf"(?<![\w/.-]){re.escape(name)}(?![\w/-])", text) is not None


def _numbers(state: State) -> Iterator[tuple[str, Record]]:
    for letter in state.all(Letter):
        yield letter.number, letter
    for one in state.all(LetterAddressee):
        if one.number and (whole := state.get(Letter, one.letter)) is not None:
            yield one.number, whole
