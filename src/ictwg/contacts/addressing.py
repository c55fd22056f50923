"""How somebody is written to: envelope, salutation and closing by level, sex and language (DOMAIN.md §2, *Letter*).

The group's own forms come first, then those that travel with the program; a person's own line is the exception.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from ictwg.domain.periods import holding, name_on, roles_for
from ictwg.domain.records import AddressForm, LetterAddressee, Organization, Person
from ictwg.domain.state import State
from ictwg.domain.text import clean
from ictwg.domain.values import Function, Level
from ictwg.locales import LANGUAGES, first_known, language, t
from ictwg.records.group import spoken_in
from ictwg.records.reference_data import load_forms_of_address

EXCELLENCIES = (Level.MINISTER, Level.VICE_MINISTER, Level.SECRETARY_OF_STATE)
"""Who is written to as a minister is."""
_WITH_ARTICLES = ("pt", "tet")
_TO = {"o": "ao", "a": "à", "os": "aos", "as": "às"}
_OF = {"o": "do", "a": "da", "os": "dos", "as": "das"}


class AddressWords(NamedTuple):
    """What stands on the envelope, or above the name in it; how the letter begins, and how it ends."""

    envelope: str
    salutation: str
    closing: str


def addressed_as(state: State, one: LetterAddressee, language: str, on: date, *, nobody: bool = False) -> AddressWords:
    """Whoever is named; else the head of the organization on that day; else, or always, the organization itself."""
    person = None if nobody else person_of(state, one, on)
    office, named = ("", "") if nobody else (clean(one.office), clean(one.name))
    if person is not None:
        office, named = office or clean(person.position), clean(person.name)
    form = form_for(state, person, language, alone=not (office or named))
    home = state.get(Organization, one.organization)
    place = _place(state, home, language, on, alone=not (office or named)) if home is not None else ()
    above = _filled(form.envelope.replace("{name}", named), office)
    lines = (above, *(said for said, place in ((named, "{name}"), (office, "{office}")) if place not in form.envelope))
    somebody = tuple(filter(None, lines)) if office or named else ()
    own = _own_line(person) if person is not None else ""
    envelope = "\n".join((*somebody, *(line for line in place if line not in office)))
    return AddressWords(envelope, own or _filled(form.salutation, office), form.closing)


def _own_line(person: Person) -> str:
    own = clean(person.form_of_address)
    return f"{own}," if own and not own.endswith((",", ":", "!")) else own


def greeting_of(state: State, person: Person, language: str) -> str:
    """How a mail to this person alone begins: with the name; to a minister as a letter does."""
    if person.level in EXCELLENCIES:
        return _own_line(person) or _filled(form_for(state, person, language).salutation, clean(person.position))
    id = first_known(f"circulation.greeting.{person.sex}", "circulation.greeting.person")
    return _own_line(person) or t(id, lang=language, name=clean(person.name))


def of_name(name: str, article: str, language: str) -> str:
    """In Portuguese with what joins it, as the texts there have it: *do Ministério da Justiça*."""
    return f"{_OF.get(article.casefold(), 'de')} {name}" if language == "pt" else name


def _filled(form: str, office: str) -> str:
    """With the office in its place, `Exma. Senhora {office},`, or without where it is not known."""
    return " ".join(form.replace("{office}", office).split()).replace(" ,", ",")


def _place(state: State, home: Organization, language: str, on: date, *, alone: bool) -> tuple[str, ...]:
    """The organization, as `Ao Ministério da Justiça` where the letter names nobody there, and its address."""
    article = _TO.get(clean(home.article).casefold(), "") if alone and language in _WITH_ARTICLES else ""
    called = f"{article.capitalize()} {clean(name_on(state, home, on).name)}".strip()
    return (called, *clean(home.address, multiline=True).splitlines())


def person_of(state: State, one: LetterAddressee, on: date) -> Person | None:
    """Whoever the letter names, else the head of the organization; nobody of the register where a name is typed."""
    home = state.get(Organization, one.organization)
    if one.person or one.name or home is None:
        return state.get(Person, one.person)
    heads = (role for role in holding(roles_for(state, home), on) if role.function is Function.HEAD)
    return next((found for role in heads if (found := state.get(Person, role.person)) is not None), None)


def language_of(state: State, homes: Iterable[Organization], on: date) -> str:
    """In which their heads and focal points are written to, where all want the same; else that of the group."""
    spoken = (Function.HEAD, Function.FOCAL_POINT)
    roles = [role for home in homes for role in holding(roles_for(state, home), on) if role.function in spoken]
    wanted = {person.language for role in roles if (person := state.get(Person, role.person)) is not None}
    return next(iter(wanted & set(LANGUAGES) if len(wanted) == 1 else ()), "") or spoken_in(state) or language()


def form_for(state: State, person: Person | None, language: str, *, alone: bool = False) -> AddressWords:
    """The group's own words for somebody of this level and sex; what it does not say, as the program proposes it.

    An institution is written to alone where nobody there is named.
    """
    level, sex = (person.level, person.sex) if person is not None else (None, None)
    excellency = Level.MINISTER if level in EXCELLENCIES else "institution" if alone else None
    levels = load_forms_of_address(language if language != "tet" else "pt")
    proposed = AddressWords(**levels.get(excellency or "", levels[""])[sex or ""])
    own = (one for one in state.all(AddressForm) if (one.level, one.sex, one.language) == (level, sex, language))
    for one in own:
        said = (clean(one.envelope), clean(one.salutation), clean(one.closing))
        return AddressWords(*(mine or theirs for mine, theirs in zip(said, proposed, strict=True)))
    return proposed


def named_organization(state: State, one: LetterAddressee, on: date) -> str:
    """The addressee in one line, for lists: the organization as it was called that day, else who is named."""
    home = state.get(Organization, one.organization)
    person = state.get(Person, one.person)
    called = clean(name_on(state, home, on).name) if home is not None else ""
    return called or clean(one.name) or (clean(person.name) if person is not None else "")
