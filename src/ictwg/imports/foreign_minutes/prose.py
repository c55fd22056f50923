"""Sentences of running text that decide, that say who will do what, or when the next meeting is.

A decision is a sentence whose subject is the group ("The Committee endorsed", "Foi decidido", "Rapat memutuskan"); what
the sentence only recalls ("in January the Group had decided") is none. Who will do what is told only by the prose of
plain texts, and only of those whom the paper knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from ictwg.domain.text import fold
from ictwg.domain.values import EntryType
from ictwg.imports.foreign_minutes.people import is_body, is_office, names_body, without_titles
from ictwg.imports.foreign_minutes.words import SOMEONE, WORDS, pattern, plain_words, words_of
from ictwg.locales.typed_words import MONTHS
from ictwg.sentences.dates import date_spelled, find_date
from ictwg.sentences.sentence import find_until, is_introduced

# Words, as patterns over folded text.

_ADVERBS = rf"(?:{words_of('adverbs')}\s+){{0,2}}"
_DECIDED = f"(?:{'|'.join(WORDS['people']['decided'])})"
# "After the debate, …", "Setelah mendengar pendapat para anggota, …"; not "In January, …".
_LEAD = rf"(?:{words_of('leads')}\b[^.:;]{{0,120}}?,?\s+)?"
_DECIDES = re.compile(rf"{_LEAD}(?:{SOMEONE}\s+{_ADVERBS}{_DECIDED}\b|{words_of('it was')})")
# In notes that mark their decisions "Members agreed to test it" is what they will do.
_MEMBERS = re.compile(r"(?:the )?members agreed to\b")
_LEADS_ON = re.compile(r"(?::|\bthat:?|\bque:?|\bbahwa:?)\s*$")
LETTERED = re.compile(r"(?:^|[;,.]\s+)(?:(?:and|e|dan|no|ho)\s+)?\(?(?:[a-h]|[1-9]|i{1,3}|iv)\)\s+")
"""As in "Follow-up: (a) MoJ to write; (b) WFP to send"."""
_STEM_ENDS = re.compile(r"\s*:\s?[-–—]+$")  # "The Committee resolved:-"
_FOLLOWING = pattern("following")
_FORMALITY = pattern("formality", r"\b~")
_RECALLED = pattern("recalled")
_LIKE = pattern("like")
_WILL = pattern("will", r"\s+(?:also |then |further |e |mos )?~")
_DOES = re.compile(r"\s+(?:me[mn]?[a-z]{3,}|melakukan|menyampaikan)\s")
_CHARGED = pattern(
    "charged", r"(?:ficou|fica|ficaram|ficam) (?:ainda |tambem |igualmente )?(?P<who>.{3,90}?) ~\w* (?:de|por) "
)
_LEFT_WITH = re.compile(r"(?:ficou|fica|ficaram|ficam) (?P<who>.{3,60}?) de (?=\w+r\b)")  # "Ficou o Rui de enviar"
_DUE = pattern("due", r"\b~\b")
_NEXT = pattern("next")
_ROLES = plain_words(WORDS["people"]["roles"])
_SMALL = plain_words(WORDS["people"]["small"])
_JOINED = re.compile(r"\s*,\s*(?:and |e |dan )?|\s+(?:and|e|dan|bersama|no|ho|&)\s+|\s*/\s*")
_TITLE = pattern("title", r"^(?:~\.?\s+|(?:senhora?|conselheir[oa]|sr|sra)\.?\s+(?=\S+\s+\S))+", any_case=True)
_NUMBER = re.compile(r"^\(?(?:\d{1,3}(?:\.\d{1,2})+\.?|\d{1,3}[.)]|[a-z][.)]|[ivx]{1,5}[.)])\s+")
_SPLIT = re.compile(r"(?<=[.!?])\s+(?=[\"“(*_]{0,3}[^\W\d_a-z])")
_ABBREVIATED = pattern("abbreviated", r"(?:^|[\s(])~\.$", any_case=True)
# "was approved by majority", "foi aprovada por unanimidade", "disetujui secara bulat".
_VOTED = pattern("voted", r"\b~")
_ITS_LETTERS = re.compile(r"\b(?:[Tt]he|[OoAa]) [A-Z]{2,8}\b")
_BARE = re.compile(r"(?:agreed|decided|resolved) (?:that|to)\b")  # a bullet of what was decided
_TELLS = pattern("tells", r"~\b")
_POSTPONED = pattern("postponed", r"\b~")
_ANOTHER = pattern("another meeting", r"\b~\b")
_WITH_CHANGES = pattern("with changes", r"\b~|nanim")
_NO_DOER = (" is", " was", " are", " were", " has", " have")
_SUBJECT = pattern("subject", r"(?P<who>[^\W\d_a-z][^:;.!?]{2,90}?)(?::\s|,?\s~\s|\sme[mn]?[a-z]{4,}\s)")
_IS_TO = re.compile(r" (?:to|deve|devem|deverá|deverão|fica|ficam|ficou|agar|untuk|akan) ")
# "Mr Sa stated that the Office will …": the one who says it has not promised it.
_COMMITS = pattern("commits", r" (?:e|and|dan|no) ~ ")  # "Ana said that it is late, and undertook to write"
_REPORTED = pattern("reported", r"(?P<who>[^:;]{2,60}?)\s~(?:\s\w+){0,4}?\s(?:that|que|bahwa|katak|hatete)\s")
# "The Task Force requested the Secretariat to …", "requested the Secretariat to …" under "The Task Force:".
_REQUESTED = re.compile(
    rf"(?!.*\b{words_of('rites')}\b)(?:{SOMEONE}\s+)?(?:also |further |tambem |ainda )?{words_of('requested')}\s"
)
_STEMS = pattern("stems", any_case=True)
_LABELLED = pattern("labelled", r"^[*_]{0,2}~[*_]{0,2}\s*:[*_]{0,2}\s+(?=\S)", any_case=True)
_CHARGE = re.compile(r"[(\[](?P<who>[^()\[\],;]{2,50})(?:[,;–—]\s*(?P<day>[^()\[\]]{2,40}))?[)\]][\s.*_]*$")
_BOLD = re.compile(r"(?P<mark>\*\*|__)(?P<text>[^*_]+)(?P=mark)\W*")
_BESIDE = pattern("beside", r"\s+~\s+(?=[A-Z])")
_MONTHS = "|".join({one for names in MONTHS.values() for one in names})
_BY = pattern("by a day", r"\b~\s", any_case=True)
_DAY_SAID = pattern("by a day", rf"\b~\s(?:[\w'’-]+\s){{0,3}}?(?:\d|{_MONTHS})", any_case=True)
_BEGINS_WITH_WHO = pattern("is to", r"[^\W\d_][^;:]{1,80}?\s~\s")

_CODE = re.compile(
    r"^[*_]{0,2}(?P<code>[A-Z]{1,3}[-. ]?\d{1,3}(?:[./-]\d{1,3}){0,2})[*_]{0,2}\s*[-–—.:)]{0,2}[*_]{0,2}\s+(?=\S)"
)
_PERSON = re.compile(r"(?:(?:the|[oa]s?) )?[^\W\d_a-z]")
_ANY_DAY = date(2001, 1, 1)

_MOST_WORDS_OF_ONE = 8
_FARTHEST = 130  # letters before the verb that says who will do it


class KnownNames(NamedTuple):
    """The people and bodies that the paper names: their folded words, and their whole names."""

    words: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


class JudgedSentence(NamedTuple):
    """A sentence and what it is; nothing where it is only told."""

    text: str
    kind: EntryType | None = None
    who: tuple[str, ...] = ()
    label: str = ""


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph; "Mr. Lee" ends none."""
    kept: list[list[str]] = []
    for piece in _SPLIT.split(text):
        if kept and _ABBREVIATED.search(kept[-1][-1]):
            kept[-1].append(piece)
        else:
            kept.append([piece])
    return [" ".join(pieces) for pieces in kept]


def unnumbered(text: str) -> tuple[str, str]:
    """The number of a paragraph or the letter of an element, and what it says."""
    found = _NUMBER.match(text)
    return (found[0].strip(), text[found.end() :]) if found else ("", text)


def uncoded(text: str) -> tuple[str, str]:
    """Likewise, and the code of a task: "T6.1  MoJ: send it" and "**A-3** MoJ: send it"."""
    found = _CODE.match(text)
    return (found["code"], text[found.end() :]) if found else unnumbered(text)


def _written(sentence: str) -> str:
    return _STEM_ENDS.sub(":", " ".join(re.sub(r"[*_\"“”]", "", sentence).split()))


def _said(sentence: str) -> str:
    return fold(_written(sentence))


def decides(sentence: str) -> bool:
    """Whether the group decides by this sentence, and is not only told to have done so; "the HCT" is a group."""
    sentence = _ITS_LETTERS.sub("the group", sentence)
    sentence = sentence[:1].upper() + sentence[1:] if sentence.startswith("the group") else sentence
    said, written = _said(sentence), _written(sentence)
    if not written[:1].isupper() and not _BARE.match(said):
        return False  # a bullet that tells in passing: "members agreed to test it first"
    told = _DECIDES.match(said) or _VOTED.search(said)
    return bool(told) and not (_RECALLED.search(said) or is_formality(said) or said.endswith(":") or tells_only(said))


def leads_to_decisions(text: str) -> bool:
    """As in "14. The Group decided:" over a list of what it decided."""
    said = _said(unnumbered(text.strip())[1])
    told = _DECIDES.match(said) or _FOLLOWING.search(said)
    return bool(_LEADS_ON.search(said) and told) and not _RECALLED.search(said)


def tells_only(text: str) -> bool:
    """Whether an element of a list of outcomes decides nothing: "took note of the report", "was put off"."""
    return _TELLS.match(_said(text)) is not None or is_postponed(text)


def is_postponed(text: str) -> bool:
    """Whether it puts off what was proposed: "was deferred to the next meeting"."""
    return _POSTPONED.search(_said(text)) is not None


def is_resolution(text: str) -> bool:
    """Whether a paragraph right below a heading of decisions is one: it neither tells nor leads to something."""
    said = _said(text)
    return len(sentences(said)) == 1 and not said.endswith(":") and not tells_only(text) and not is_formality(said)


def is_formality(said: str) -> bool:
    """Whether it adopts an agenda or earlier minutes."""
    return _FORMALITY.search(fold(said)) is not None


def is_of_another(sentence: str) -> bool:
    """Whether it tells of another meeting, an earlier or the next one."""
    return _ANOTHER.search(_said(sentence)) is not None


def may_decide(text: str) -> bool:
    """Whether a sentence reads like a decision, although nothing is certain."""
    said = _said(text)
    formal = is_formality(said) and not _WITH_CHANGES.search(said)
    return bool(_LIKE.search(said) or _VOTED.search(said)) and not _RECALLED.search(said) and not formal


def assigned(text: str, known: KnownNames) -> tuple[str, ...]:
    """Who is to do what the text of an action says, also by a mere "to"; those whom the paper names."""
    written = _written(text)
    to = re.search(r" (?:to|para|untuk|[-–—]) ", written[:_FARTHEST])
    named = _doers(written[: to.start()], known, named=True) if to else _leading(written, known)
    return promised(text, known) or named


def _leading(written: str, known: KnownNames) -> tuple[str, ...]:
    """The name that stands right before what its bearer does: "MSSI prepara kalendáriu"."""
    found = re.match(r"(?:(?:The|[OA]s?) )?(?P<name>[^\W\d_a-z]\S*(?:\s[^\W\d_a-z]\S*)*)\s(?=[^\W\d_A-Z])", written)
    return (found["name"],) if found and fold(found["name"]) in known.names else ()


def tasked(text: str, known: KnownNames) -> tuple[str, ...]:
    """Who is to do what a bullet of one sentence says, which begins with names that the paper knows, and "to"."""
    written = _written(text)
    to = _IS_TO.search(written, 0, _FARTHEST)
    if to is None or len(sentences(written)) > 1:
        return ()
    return _doers(written[: to.start()], known)


def subject_of(text: str, known: KnownNames) -> tuple[str, ...]:
    """Who is to do what an element of a list of actions says, also somebody whom the paper names nowhere else.

    As in "Heads of department to report", "Mesa diretora: visitar a escola"; a word must name an office or body.
    """
    found = _SUBJECT.match(_written(text))
    return _doers(found["who"], known) if found else ()


def may_act(name: str) -> bool:
    """Whether it names an office or body, an acronym too."""
    return names_body(name) or is_office(name) or bool(_ROLES & set(fold(name).split()))


def promised(sentence: str, known: KnownNames) -> tuple[str, ...]:
    """Who will do what the sentence says: those whom the paper names and whose task it is; else nobody."""
    said, written = _said(sentence), _written(sentence)
    if next_day(sentence, None):
        return ()
    if charged := _CHARGED.match(said) or _LEFT_WITH.match(said):
        who = written[charged.start("who") : charged.end("who")]
        return _doers(who, known)
    if found := _REQUESTED.match(said):
        begin, end = next(found.span(name) for name in "abc" if found[name])
        return _doers(written[begin:end], known, named=True)
    if reported := _REPORTED.match(said):
        if _COMMITS.search(said, reported.end()):
            return _doers(written[: reported.end("who")], known, named=True)
        said, written = said[reported.end() :], written[reported.end() :]
    dated = find_date(written) or _DAY_SAID.search(written) or (_BY.search(written) and find_until(written, _ANY_DAY))
    for will in _all_of(_WILL, said):
        if written[will:].lstrip()[:1].isupper():
            continue  # a name that ends as a verb does: "Câmara", "Pereira"
        if names := _doers(written[:will], known, named=not dated) or _last_named(written[:will], known):
            return names
    does = next(_all_of(_DOES, said), 0) if _DUE.search(said) else 0
    return _doers(written[:does], known, named=True)


def _last_named(before: str, known: KnownNames) -> tuple[str, ...]:
    """Whom the words before "will" name behind their last comma: "On item 3, roads, Mr Lee"; not "…, the group"."""
    last = before.rpartition(", ")[2]
    return _doers(last, known, named=True) if " " in last and _PERSON.match(last) else ()


def _all_of(words: re.Pattern[str], said: str) -> Iterator[int]:
    """Where each of the words begins, the blank before it included: "A Câmara ficou de …" has two that may be one."""
    found = words.search(f"{said} ", 0, _FARTHEST)
    while found:
        yield found.start()
        found = words.search(f"{said} ", found.start() + 1, _FARTHEST)


def _doers(text: str, known: KnownNames, *, named: bool = False) -> tuple[str, ...]:
    """The names as they are written, where the paper knows each, or it is a body, office or group that may act.

    Args:
        named: Only those whom the paper knows.
    """
    first = re.split(r",\s+(?:with|com o apoio|com a colabora|dengan|bersama-sama)", text, maxsplit=1)[0]
    names = names_joined(first, known)
    may = not (named or text.endswith(_NO_DOER) or ":" in text)
    may = may and all(len(one.split()) <= _MOST_WORDS_OF_ONE for one in names)
    return names if all(_is_known(one, known) or (may and may_act(one)) for one in names) else ()


def names_joined(text: str, known: KnownNames) -> tuple[str, ...]:
    """Names parted by "and" or commas; one that has an "and" in it stays whole if it is known as one."""
    parts: list[str] = []
    begin = 0
    for joint in [*_JOINED.finditer(text), None]:
        part = text[begin : joint.start() if joint else len(text)]
        if joint and any(name.startswith(f"{fold(_bare(part + joint[0])).strip()} ") for name in known.names):
            continue
        if joint and "," not in joint[0] and is_body(part) and _is_rest(_JOINED.split(text[joint.end() :])[0], known):
            continue
        parts.append(_bare(part))
        begin = joint.end() if joint else begin
    return tuple(filter(None, parts))


def _is_rest(word: str, known: KnownNames) -> bool:
    """Whether a word behind "and" ends what a body is called, as in "Ministry of Trade and Industry"."""
    return word.isalpha() and word.istitle() and fold(word) not in known.words and not is_body(word)


def _bare(name: str) -> str:
    return without_titles(_TITLE.sub("", name.strip()).strip())


def _is_known(name: str, known: KnownNames) -> bool:
    words = [fold(word).strip(".,()") for word in name.split()]
    telling = [word for word in words if word not in _SMALL]
    return bool(telling) and all(word in known.words or word in _ROLES for word in telling)


def next_day(sentence: str, after: date | None) -> date | None:
    """The day of the next meeting, where the sentence is about it."""
    if not _NEXT.search(_said(sentence)):
        return None
    found = find_date(sentence)
    day = found.date if found else date_spelled(sentence, after)
    return day if day and (after is None or day > after) else None


def told_in(
    text: str, known: KnownNames, chosen: Callable[[EntryType, str], bool], *, formal: bool
) -> Iterator[JudgedSentence]:
    """The paragraph in pieces: each sentence that decides or promises alone, the others together."""
    if not (formal or _STEMS.search(text) or _DAY_SAID.search(text) or _CHARGE.search(text)):
        yield JudgedSentence(text)
        return
    waiting: list[str] = []
    for sentence in sentences(text):
        told = _told(sentence, known, formal=formal)
        if told.kind is None and may_decide(sentence) and chosen(EntryType.DECISION, sentence):
            told = JudgedSentence(sentence, EntryType.DECISION)
        maybe = () if told.kind else may_promise(sentence, known)
        who = maybe if maybe or told.kind else charged_in_bracket(sentence, known)[0]
        if who and chosen(EntryType.ACTION, sentence):
            told = JudgedSentence(sentence, EntryType.ACTION, who)
        if told.kind is None:
            waiting.append(sentence)
            continue
        if waiting:
            yield JudgedSentence(" ".join(waiting))
            waiting = []
        first, *several = LETTERED.split(told.text)
        yield from (told._replace(text=one) for one in (several if told.label and not first else [told.text]))
    if waiting:
        yield JudgedSentence(" ".join(waiting))


def charged_in_bracket(sentence: str, known: KnownNames) -> tuple[tuple[str, ...], bool]:
    """Whom a bracket at the end names for a task, as in "(WHO, by 15 July)"; and whether it is sure: bold, with a day.

    A bare name in a bracket says nothing where nothing is bold.
    """
    bold, found = _BOLD.fullmatch(sentence.strip()), _CHARGE.search(sentence)
    dated = bool(found and found["day"] and is_introduced(found["day"]))
    told = bold is not None and "." in found[0] if found else False
    if found is None or not (told or dated) or (found["day"] and not dated):
        return (), False
    names = _doers(_BESIDE.sub(", ", _written(found["who"])), known)
    return names, bool(names and bold) and dated


def _told(sentence: str, known: KnownNames, *, formal: bool) -> JudgedSentence:
    who, sure = charged_in_bracket(sentence, known)
    if sure and (bold := _BOLD.fullmatch(sentence.strip())) and not _LABELLED.match(bold["text"]):
        return JudgedSentence(bold["text"], EntryType.ACTION, who)
    if label := _LABELLED.match(sentence):
        kind = EntryType.DECISION if label["decision"] else EntryType.ACTION
        return JudgedSentence(sentence[label.end() :], kind, label=label[0].strip())
    if decides(sentence) and (formal or not _MEMBERS.match(_said(sentence))):
        return JudgedSentence(sentence, EntryType.DECISION)
    who = (promised(sentence, known) or may_promise(sentence, known)) if formal else ()
    return JudgedSentence(sentence, EntryType.ACTION if who else None, who)


def says_day(text: str) -> bool:
    """Whether "by" and a day stand in it."""
    return _DAY_SAID.search(text) is not None


def may_promise(sentence: str, known: KnownNames) -> tuple[str, ...]:
    """Who may be to do what a sentence says, where body, verb and a day stand together; else nobody."""
    return (tasked(sentence, known) or promised(sentence, known)) if _DAY_SAID.search(sentence) else ()


def commissions(text: str) -> list[str]:
    """The sentences of a cell that lists what is to be done, where each begins with who does it."""
    found = sentences(text)
    return found if len(found) > 1 and all(_BEGINS_WITH_WHO.match(one) for one in found) else [text]
