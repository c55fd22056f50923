"""What may be confidential in a text, by its signs (DOMAIN.md §4).

Contact fields hold phones and e-mails by right, and a group names its own members: neither is a find. The scanner
knows signs, not sense, so it finds too much; a person says what a find is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from html import unescape
from typing import Any

from ictwg.domain.access import visible
from ictwg.domain.changes import Changes, Edit
from ictwg.domain.fields import TEXT_KINDS
from ictwg.domain.ids import derived_id
from ictwg.domain.records import AcceptedText, Entry, Group, Organization, OrganizationName, Person
from ictwg.domain.schema import Field
from ictwg.domain.state import State
from ictwg.domain.text import fold_words
from ictwg.domain.values import Audience, Find
from ictwg.locales import t

_NUMBER = r"(?i:n[or]\.?|n\.o|num(?:ber|ero|eru)?|número|nomor|:|#)"
_CODE = r"\s*(?=\S*\d)\w[\w./-]"

_GAP = r"(?:[ -]|\s*\n\s*)?"
_PHONES = "tel|phone|telephone|mobile|telefone|telemóvel|telefon|telp|hp|whatsapp|wa"
_CARDS = (
    r"(?:identity|id|voter|electoral) card|bilhete de identidade|cart[ãa]o (?:de )?(?:eleitor|eleitoral|identidade)"
    r"|kart[au]+n (?:eleitor[aá]l|identidade)|kartu (?:identitas|tanda penduduk)|ktp|nik"
)
_CASES = "id|case|caso|processo|perkara|kasus|kazu"
_BORN = r"born|date of birth|d\.?o\.?b\.?|nascid[oa]|data de nascimento|moris iha|data moris|lahir|ttl"
_HARMED = (
    r"trafficked|rescued|repatriated|exploited|abused|raped|traf[ií]cad[oa]|resgatad[oa]|repatriad[oa]|trafikad[ua]"
)
_PERSON = r"woman|man|girl|boy|child|minor|person|worker|mulher|homem|menor|criança|jovem|feto|mane|labarik"
_WHO = (
    r"victims?|survivors?|v[ií]timas?|sobreviventes?|korban|penyintas|witness|testemunha|saksi|suspect|suspeit[oa]"
    rf"|tersangka|arguid[oa]|girl|boy|menin[oa]|rapariga|gadis|(?:{_HARMED})\s+(?:{_PERSON})|(?:{_PERSON})\s+(?:{_HARMED})"
)
_CHILD = "child|minor|criança|menor|labarik|anak"
_SEX = "f|m|p|l|female|male|feminino|masculino|feto|mane|perempuan|laki-laki"
_CALLED = r"mr|mrs|ms|sr|sra|sr\.a|ibu|bapak|named|called|chamad[oa]|bernama|naran"
_AGED = r"[ ,(]+(?i:(?:aged?|de|(?:ho )?tinan|umur|usia)\b)?\s*\d{1,2}\b"
_UNIT = r"\s*(?i:years?(?: old)?|y/?o|anos|tinan|tahun|th)\b"
_YEARS = rf"\d{{1,2}}(?:{_UNIT})?"
_SEX_AGE = rf"(?i:{_SEX})\b[ ,;|/]+{_YEARS}\b|{_YEARS}[ ,;|/]+(?i:{_SEX})\b"
_INITIALS = r"(?:[A-ZÀ-Ý]\.\s?){1,4}"
_MOST_PARTS = 12
"""Of a name: pages of words that all begin with a capital are not looked through from each of them."""
_PART = r"[A-ZÀ-Ý][\w'’-]+"
_MORE = rf"(?:\s+(?:(?:d[aeo]s?|von|bin|binti)\s+)?{_PART})"
_NAME = rf"{_INITIALS}|{_PART}{_MORE}{{0,{_MOST_PARTS - 1}}}"
_HOUSE = r"shelters?|safe houses?|abrigos?|casas? de acolhimento|uma mahon|rumah (?:aman|perlindungan)"
_AT = "in|at|em|na|no|iha|di|named|called|chamad[oa]|bernama|naran"

_SIGNS: dict[Find, tuple[str, ...]] = {
    Find.PHONE: (
        r"(?<![\w+.])(?:\+|(?<!/)00)\d[\d\s().-]{5,20}\d(?!\w)",
        rf"(?<![\w+.,/$€-])(?<!\d )0[1-9]\d{{1,2}}{_GAP}\d{{3}}{_GAP}\d{{3,4}}(?![\w/]|[.,-]\d| \d)",
        r"\(0\d{2,3}\)\s*\d{3}[ -]?\d{2,5}(?!\w)",
        rf"(?<![\w+.,/-])7(?:[2-8]\d{{2}}{_GAP}|\d{{2}}[ -])\d{{4}}(?![\w/]|[.,-]\d)",
        rf"(?<![\w+.,/-])08\d{{1,2}}{_GAP}\d{{3,4}}{_GAP}\d{{3,5}}(?!\w)",
        r"(?<![\w+.,/$€-])(?<!\d )[2-4]\d{2}[ -]\d{4}(?![\w/]| ?[–-]|[.,]\d| \d)",
        r"(?:\A|(?<=[a-zà-ÿ])[ ,;:(-]{1,3})(?:[2-4]\d{6}|7[2-8]\d{6}|7[2-8](?:[ .-]?\d\d){3})(?=[),;]|\s*(?:\n|\Z))",
        rf"(?i:\b(?:{_PHONES})\b)[.:]*\s*\(?\d[\d\s()/-]{{4,}}\d",
    ),
    Find.EMAIL: (r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+",),
    Find.IDENTITY: (
        r"(?<![\w-])[A-Z]{1,2} ?\d{6,9}(?!\w)",
        rf"(?i:\b(?:passports?|passaportes?|pasaporte|paspor)\b)[ ,]*{_NUMBER}*{_CODE}{{3,}}",
        rf"(?i:\b(?:{_CARDS})\b)[ ,]*{_NUMBER}*{_CODE}{{4,}}",
        rf"(?i:\b(?:{_CASES}))\s*{_NUMBER}+{_CODE}*",
        rf"(?i:\b(?:{_CASES}))\s+\d+[/-]\d+",
        r"\bNUC\b[ :.]*\d[\w./-]+",
    ),
    Find.BIRTH: (rf"(?i:\b(?:{_BORN})(?!\w))[^\n\d]{{0,30}}\d",),
    Find.NAME: (
        rf"\b(?i:{_WHO})\b(?:\s*{_NUMBER}\s*\d+)?[\s,:;(–-]*(?:(?i:{_CALLED})\b\.?\s+)?(?P<name>{_NAME})",
        rf"\b(?i:{_CHILD})\s+(?:(?i:{_SEX})\s+)?(?P<name>{_INITIALS}|{_PART}{_MORE}{{,40}}(?={_AGED}))",
        rf"\b(?P<name>{_NAME})(?:\s*[,;|(]\s*|(?<=\.)\s*)(?:{_SEX_AGE})(?!\s*\d)",
        rf"\b(?P<name>{_NAME})\s*[,;|(]\s*\d{{1,2}}(?:{_UNIT}|\s*[,;|)])[^.\n]{{1,40}}\b(?i:{_WHO}|{_HARMED})\b",
    ),
    Find.PLACE: (rf"\b(?i:{_HOUSE})\s+(?:(?i:{_AT})\s+)?(?P<name>{_NAME})",),
    Find.HEALTH: (
        r"(?i:\b(?:hiv|vih|aids|sida)[\s-]*(?:positiv[eoau]|pozitiv[ua]|positif)\b)",
        r"(?i:\b(?:diagnosed with|diagnosticad[oa] com|didiagnosis|suicide attempt|tentativa de suic[ií]dio)\b)",
        rf"(?i:\b(?:{_WHO})\b[^.\n]{{0,20}}\b(?:pregnant|gr[áa]vida|isin-rua|hamil)\b)",
    ),
}

_TITLES = """
assistance bantuan care case centre centered center compensation dan empowerment families fund hotline identification
justice korban needs network orang pekerja perdagangan perempuan programme program protection referral reintegration
repatriation rehabilitation rights screening services service shelter shelters statement support tindak trafficking
treatment units unit vulnerable witness witnesses and anak the who were was sops sop guidelines law act standards
working staff management manager managers visits visit forum aid cluster sector coordination timor timor-leste
indonesia portugal kit kits trust foundation group team repair construction strategy assessment lpsk
"""
_NO_NAMES = frozenset(_TITLES.split())
"""What follows such a word in the titles of offices, laws and chapters."""
_NUMBERED = re.compile(r"(?i:\b(?:code|account|conta|c[óo]digo|kode|kodigu|room|sala|item|invoice|voucher)\b)[ .:#]*\Z")
"""Behind it a number is none of a telephone."""
CODE_BEFORE = 12
_OF_A_TITLE = re.compile(r"(?:Victims|Survivors|V[ií]timas|Sobreviventes) [^\W\d]+")
"""Of several a text says more names than one: `Proteção de Vítimas Estrangeiras`."""
_HARMED_ONES = re.compile(rf"\b(?i:{_WHO}|{_HARMED})\b")
_ESCAPES = re.compile(r"\\(?=[\W_])|[*`]")
_BETWEEN = re.compile(r"</?(?:a|b|br|em|h\d|i|li|p|span|strong|t[dhr]|u)(?=[\s/>])|\\[nrt]?|[<>\[\]{}\"“”„«»_]")
"""What a page, JSON or a person puts between the words of a text."""
_DASHES = {**dict.fromkeys(range(0x2010, 0x2016), "-"), 0x2212: "-"}


@cache
def _signs() -> tuple[tuple[Find, re.Pattern[str]], ...]:
    return tuple((find, re.compile(sign)) for find, signs in _SIGNS.items() for sign in signs)


def as_looked_at(text: str) -> str:
    """The text as people read it: no sign that nobody sees hides anything, and a page of it looks as it does itself."""
    text = _ESCAPES.sub("", text)
    while (read := unescape(text)) != text:
        text = read
    if not text.isascii():
        wide = unicodedata.normalize("NFKC", text.translate(_DASHES))
        text = "".join(letter for letter in wide if unicodedata.category(letter) != "Cf")
    return _BETWEEN.sub(" ", text)


@lru_cache(maxsize=2048)  # the lines of an item are looked at whenever one of them has changed
def finds_in(text: str, own: frozenset[str] = frozenset()) -> tuple[Find, ...]:
    """The kinds of what may be confidential in it, each once.

    Args:
        own: The group's own names, as `own_names` gives them.
    """
    return tuple(dict.fromkeys(find for find, _ in found_in(as_looked_at(text), own)))


def found_in(text: str, own: frozenset[str] = frozenset()) -> Iterator[tuple[Find, re.Match[str]]]:
    """Each find and where it stands in a text `as_looked_at`."""
    for find, sign in _signs():
        for found in sign.finditer(text):
            if "name" not in sign.groupindex:
                if find is not Find.PHONE or not _NUMBERED.search(
                    text, max(found.start() - CODE_BEFORE, 0), found.start()
                ):
                    yield find, found
                continue
            name, whole = fold_words(found["name"]), fold_words(found[0])
            words = name.split()
            if len(words) >= _MOST_PARTS:  # cut out of more words: only where the sign stands it begins or ends
                words = words[-1:] if found.start("name") == found.start() else words[:1]
            titled = {*words[:1], *words[-1:]} & _NO_NAMES or _OF_A_TITLE.fullmatch(found[0])
            if not titled and name not in own and not any(whole in one for one in own):
                yield find, found


def speaks_of_harmed(text: str) -> bool:
    """Whether it names those who must be protected: `List of assisted victims`."""
    return _HARMED_ONES.search(as_looked_at(text)) is not None


def own_names(state: State) -> frozenset[str]:
    """How the group, its organizations and their people are called."""
    names = (
        (Group.name, Group.acronym),
        (Organization.name, Organization.acronym, Organization.aliases),
        (OrganizationName.name, OrganizationName.acronym),
        (Person.name, Person.aliases),
    )
    said = (field.of(one) for fields in names for one in state.all(fields[0].record) for field in fields)
    each = (name for value in said for name in (value if isinstance(value, tuple) else (value,)))
    return frozenset(map(fold_words, each)) - {""}


def is_scanned(field: Field[Any]) -> bool:
    """Whether it holds what people wrote, and is no contact field."""
    return field.kind in TEXT_KINDS and not (field.personal or field.hidden)


def digest_of(text: str) -> str:
    """By which a text that a person has accepted is known, without the text."""
    from hashlib import sha256

    return sha256(fold_words(text).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def is_accepted(state: State, text: str) -> bool:
    """Whether a person has said of this text that nothing in it is confidential."""
    digest = digest_of(text)
    return any(one.digest == digest for one in state.all(AcceptedText))


def marked(state: State, entries: Iterable[Entry]) -> frozenset[str]:
    """The ids of those that a person has still to reword, to keep to the secretariat, or to call not confidential."""
    found = [entry for entry in entries if finds_in(entry.text)]
    own = own_names(state) if found else frozenset()
    found = [entry for entry in found if finds_in(entry.text, own) and not is_accepted(state, entry.text)]
    return frozenset(entry.id for entry in found if visible(state, entry, Audience.CORE))


def accept(state: State, text: str, reason: str) -> Changes:
    """A person says why nothing in it is confidential; neither the record nor the history holds the text."""
    finds = finds_in(text, own_names(state))
    told = Edit("verbs.text_accepted", ", ".join(t(f"choices.find.{find}") for find in finds))
    return accepted(told, state, text, finds, reason).done()


def accepted(edit: Edit, state: State, text: str, finds: tuple[Find, ...], reason: str) -> Edit:
    reason, digest = AcceptedText.reason.parse(reason), AcceptedText.digest(digest_of(text))
    id = derived_id(state.db, AcceptedText.TABLE, (str(digest.raw),))
    return edit.create(AcceptedText, id, digest, AcceptedText.finds(finds), AcceptedText.reason(reason))
