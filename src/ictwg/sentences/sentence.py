"""Who is to do what, until when: the one grammar of a promise, wherever it is typed, pasted or read.

MoJ, PNTL to draft the SOP by 30 May        names · a word that links · what to do · until when
By Friday the secretariat sends the list    the day may stand anywhere
Send the list (MoJ, 30 May)                 what stands apart is said of the sentence
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.text import fold
from ictwg.sentences.until import due_said, find_until, is_guessed, tells_a_time, without_until
from ictwg.sentences.who import Who, agent_in, bare, behind_link, head_of, is_likely, names_in, split_names, whom

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from ictwg.domain.day_grammar import Due
    from ictwg.sentences.roster import Roster, RosterName
    from ictwg.sentences.who import Head

_BRACKET_LAST = re.compile(r"\s*[(\[](?P<inside>[^()\[\]\n]{1,80})[)\]]\s*[.;]?\s*$")
_DASH_LAST = re.compile(r"^(?P<head>.*\S)\s+(?:[-–—―|]+|→|=>|->)\s+(?P<tail>\S.{0,80})$", re.DOTALL)
_INITIALS_LAST = re.compile(r"[,.:]\s+(?P<who>[A-Za-z]{1,3}[A-Z](?:\s*[,&/]\s*[A-Za-z]{1,3}[A-Z])*)\s*\.?\s*$")
_PARTED = re.compile(r"\s*[,;]\s*")
_TAIL, _MOST_LETTERS, _MOST_TAILS, _WORDS_OF_OWNER = 120, 4000, 4, 4


class Sentence(NamedTuple):
    """What a sentence says.

    Attributes:
        who: The names, in their order, known or not.
        what: The words without those that say who and until when; all of them where nobody is known.
        until: The due date.
        said: All its words but those that stand apart, in brackets, before a colon, behind a dash.
        until_said: The words of a due date that stand apart.
        doubtful: The day is next year's, although this year's passed only some days ago.
        guessed: Of the day only a part of its month is named.
    """

    who: tuple[Who, ...] = ()
    what: str = ""
    until: Due | None = None
    said: str = ""
    until_said: str = ""
    doubtful: bool = False
    guessed: bool = False

    @property
    def known(self) -> tuple[RosterName, ...]:
        return tuple(one.named for one in self.who if one.named)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Names that nobody on the roster answers to."""
        return tuple(one.name for one in self.who if one.named is None)


class _Apart(NamedTuple):
    """The sentence without its tails, and what they say."""

    text: str
    who: tuple[str, ...] = ()
    until_said: str = ""
    kept: str = ""
    """Tails that tell a time but no day: nothing else keeps them."""


def read_sentence(line: str, names: Roster, day: date | None, language: str, *, given: Sequence[str] = ()) -> Sentence:
    """What a sentence means that was said on a day.

    Args:
        line: The sentence, without a mark such as "Action:".
        names: Who is known on that day; nobody where minutes are read without a group.
        day: Days are read as from it; without one only whole dates count.
        language: That of the minutes: it decides of words that two languages share.
        given: Who is to do it, where that is said beside the sentence: in a column, in the mark.
    """
    apart = _without_tails(_Apart(line.strip()), names, day, language)
    until = find_until(apart.text, day)
    due = due_said(apart.until_said, day) if apart.until_said else None
    words = apart.text if until is None or (due and until.due != due) else without_until(apart.text, until)
    beside = whom((*given, *apart.who), names)
    head = head_of(words, names, language)
    who, what = _said_by(words, head, beside, names)
    first = head_of(apart.text, names, language)
    said = apart.text[first.end :] if first.apart and not beside else apart.text
    return Sentence(
        who=who,
        what=(what or ("" if who else words)) + apart.kept,
        until=due or (until.due if until else None),
        said=said.strip(),
        until_said=apart.until_said,
        doubtful=due is None and until is not None and until.doubtful,
        guessed=is_guessed(apart.until_said if due else apart.text, day),
    )


def _said_by(words: str, head: Head, beside: tuple[Who, ...], names: Roster) -> tuple[tuple[Who, ...], str]:
    """Who it is, and the words without them: a name is left out only where it is kept as one who does it."""
    certain = (head.apart or any(one.named for one in head.who)) and not head.open
    without = behind_link(words[head.end :]) if certain else words
    if beside:
        return beside, without if all(_is_among(one, beside) for one in head.who) else words
    if head.who:
        return head.who, without
    topic, colon, rest = words.partition(": ")
    if colon:
        inner = head_of(rest, names, "")
        if any(one.named for one in inner.who) and not inner.open:
            return inner.who, f"{topic}: {behind_link(rest[inner.end :])}"
    agent = agent_in(words, names)
    if agent is not None:
        return (agent[0],), words[: agent[1]] + words[agent[2] :]
    return (), words


def _is_among(one: Who, others: Sequence[Who]) -> bool:
    return any((one.named and one.named == other.named) or fold(one.name) == fold(other.name) for other in others)


def _without_tails(apart: _Apart, names: Roster, day: date | None, language: str) -> _Apart:
    """As in "… (Ana, 3 May)", "… – DPSA – 24 May 2019", "…, SC.", taken off from the end."""
    last = _INITIALS_LAST.search(apart.text[-_TAIL:])
    if last and not names.is_empty and all(names.get(one) for one in split_names(last["who"])):
        text = apart.text[: len(apart.text) - len(last[0])].rstrip()
        apart = apart._replace(text=text, who=split_names(last["who"]))
    for _ in range(_MOST_TAILS):
        shorter = _without_tail(apart, names, day, language)
        if shorter is None:
            break
        apart = shorter
    return apart


def _without_tail(apart: _Apart, names: Roster, day: date | None, language: str) -> _Apart | None:
    head, tail, bracket = _last_tail(apart.text)
    if not head.strip(" *_~") or (not bracket and not names.is_empty and names.get(bare(head).strip())):
        return None  # "SM - Prospectus": the owner stands first
    said = bare(tail).strip()
    parts = [said] if tells_a_time(said, day) and not _PARTED.search(said) else list(filter(None, _PARTED.split(said)))
    times = [part for part in parts if tells_a_time(part, day)]
    others = [part for part in parts if part not in times]
    who = tuple(name for part in others for name in names_in(part, language))
    if not _tells(others, who, names, dated=bool(times), bracket=bracket):
        return None
    if (times and apart.until_said) or (who and apart.who) or len(times) > 1:
        return None
    until_said = times[0] if times else ""
    undated = bool(until_said) and due_said(until_said, day) is None
    kept = f"{apart.text[len(head) :]}{apart.kept}" if undated else apart.kept
    return _Apart(head.rstrip(), who or apart.who, until_said or apart.until_said, kept)


def _tells(others: Sequence[str], who: Sequence[str], names: Roster, *, dated: bool, bracket: bool) -> bool:
    """Whether what is no time is names; a stranger to the group must stand out where no day is beside the name."""
    if not others:
        return dated
    if not who or not all(names_in(part) for part in others):
        return False
    if not bracket and any(len(name.split()) > _WORDS_OF_OWNER for name in who):
        return False
    return dated or not names.is_whole or all(is_likely(name, names) for name in who)


def _last_tail(text: str) -> tuple[str, str, bool]:
    """What stands before the last bracket or dash, what is in it, and whether it is a bracket."""
    start = max(len(text) - 100, 0)
    match = _BRACKET_LAST.search(text, start)
    if match:
        return text[: match.start()], match["inside"], True
    segment = _DASH_LAST.match(text) if len(text) < _MOST_LETTERS else None
    return (segment["head"], segment["tail"], False) if segment else ("", "", False)


def names_of(who: Sequence[Who]) -> Iterator[str]:
    """As they are shown: one that nobody answers to with a question mark."""
    return (one.name if one.named else f"{one.name}?" for one in who)
