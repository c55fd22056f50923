"""What a row of a member list says of an organization or a person, as settings; and what of it is not kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.records import Organization, Person
from ictwg.domain.text import fold
from ictwg.imports.member_lists.words import OURS, Heading
from ictwg.locales import t

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ictwg.domain.schema import Record, Setting
    from ictwg.imports.member_lists.reading import ReadMemberRow


def told_of_organization(
    organization: Organization, row: ReadMemberRow, links: tuple[str | None, str | None]
) -> Iterator[Setting]:
    """What the row says of a known organization; another spelling of its name becomes an alias.

    Args:
        organization: As it is here.
        row: The row.
        links: What it is part of, and whose seat it shares.
    """
    yield from _settings(Organization, row, (Heading.TYPE,))
    yield from (field(id) for field, id in zip((Organization.part_of, Organization.seat), links, strict=True) if id)
    if not row.person:
        yield from of_our_list(row)
    renamed = row.is_ours and not row.person
    if renamed and row.organization and row.acronym:
        yield Organization.name(row.organization)
        yield Organization.acronym(row.acronym)
    names = {fold(name) for name in (organization.name, organization.acronym, *organization.aliases)}
    told = row.value(Heading.ALIASES) if renamed else (row.organization, *row.aliases_of_organization)
    spelled = [name for name in told if name and fold(name) not in names]
    if spelled:
        yield Organization.aliases((*organization.aliases, *spelled))


def of_our_list(row: ReadMemberRow) -> Iterator[Setting]:
    """What is seldom in the lists of others."""
    yield from _settings(Organization, row, (Heading.EXEMPT, Heading.NOTES, Heading.SOURCE))


_OF_NOBODY = (Heading.FORM_OF_ADDRESS, Heading.LISTED_AS, Heading.POSITION)
_CONTACTS = (Heading.PHONE, Heading.EMAIL, Heading.ASK_THROUGH, Heading.ASK_THROUGH_PHONE)
_CHOSEN = (Heading.SEX, Heading.CHANNEL)


def told_of_person(row: ReadMemberRow) -> Iterator[Setting]:
    """The fields of a person that the row fills in."""
    texts = (*_OF_NOBODY, *_CONTACTS, Heading.LANGUAGE, Heading.NOTES, Heading.SOURCE)
    yield from _settings(Person, row, (*texts, *_CHOSEN, Heading.LISTING, Heading.LISTS))
    if row.other_names:
        yield Person.aliases(row.other_names)


def _settings(kind: type[Record], row: ReadMemberRow, columns: Iterable[Heading]) -> Iterator[Setting]:
    for column in columns:
        if (value := row.value(column)) not in (None, ()):
            yield from (field(value) for field in OURS[column] if field.record is kind)


def not_kept(row: ReadMemberRow, lost: Sequence[str]) -> Iterator[str]:
    """What the row says and no record takes: words that are not understood, and what is said of a person unnamed.

    Args:
        row: The row.
        lost: Names of organizations to which it was not linked.
    """
    if _is_unread(row, Heading.TYPE):
        yield t("importing.unknown_type", text=row.text(Heading.TYPE))
    choices = (Heading.STATUS, Heading.SINCE, Heading.EXEMPT, *((*_CHOSEN, Heading.LISTING) if row.person else ()))
    unread = [row.text(column) for column in choices if _is_unread(row, column)]
    unread += [told.text for told in row.functions if told.text and told.function is None] if row.person else []
    unread += [text for heading, text in row.others if not heading]
    unread += lost
    if unread:
        yield t("importing.not_understood", text=", ".join(unread))
    if row.person:
        return
    functions = () if row.is_ours else (told.text for told in row.functions)
    rest = (*_CONTACTS, *_CHOSEN, Heading.LANGUAGE)
    nobodys = [*map(row.text, _OF_NOBODY), *functions, *map(row.text, rest), "; ".join(row.value(Heading.LISTS))]
    if any(nobodys):
        yield t("importing.no_person", text=", ".join(filter(None, nobodys)))


def _is_unread(row: ReadMemberRow, column: Heading) -> bool:
    return bool(row.text(column)) and row.value(column) is None
