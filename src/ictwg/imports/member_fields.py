"""What a row of a member list says of an organization or a person, as settings; and what of it is not kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.records import Organization, Person
from ictwg.domain.text import fold
from ictwg.locales import t

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ictwg.domain.schema import Setting
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
    if row.type is not None:
        yield Organization.type(row.type)
    yield from (field(id) for field, id in zip((Organization.part_of, Organization.seat), links, strict=True) if id)
    if not row.person:
        yield from of_our_list(row)
    renamed = row.is_ours and not row.person
    if renamed and row.organization and row.acronym:
        yield Organization.name(row.organization)
        yield Organization.acronym(row.acronym)
    names = {fold(name) for name in (organization.name, organization.acronym, *organization.aliases)}
    told = row.aliases if renamed else (row.organization, *row.aliases_of_organization)
    spelled = [name for name in told if name and fold(name) not in names]
    if spelled:
        yield Organization.aliases((*organization.aliases, *spelled))


def of_our_list(row: ReadMemberRow) -> Iterator[Setting]:
    """What is seldom in the lists of others."""
    if row.exempt is not None:
        yield Organization.exempt_from_quorum(row.exempt)
    texts = ((Organization.notes, row.notes), (Organization.source, row.source))
    yield from (field(text) for field, text in texts if text)


def told_of_person(row: ReadMemberRow) -> Iterator[Setting]:
    """The fields of a person that the row fills in."""
    texts = {
        Person.form_of_address: row.form_of_address,
        Person.listed_as: row.listed_as,
        Person.position: row.position,
        Person.phone: row.phone,
        Person.email: row.email,
        Person.ask_through: row.ask_through,
        Person.ask_through_phone: row.ask_through_phone,
        Person.language: row.language,
        Person.notes: row.notes,
        Person.source: row.source,
    }
    yield from (field(text) for field, text in texts.items() if text)
    if row.sex is not None:
        yield Person.sex(row.sex)
    if row.channel is not None:
        yield Person.channel(row.channel)
    if row.listing is not None:
        yield Person.listing(row.listing)
    if row.lists:
        yield Person.lists(row.lists)
    if row.other_names:
        yield Person.aliases(row.other_names)


def not_kept(row: ReadMemberRow, lost: Sequence[str]) -> Iterator[str]:
    """What the row says and no record takes: words that are not understood, and what is said of a person unnamed.

    Args:
        row: The row.
        lost: Names of organizations to which it was not linked.
    """
    if row.type_text and row.type is None:
        yield t("importing.unknown_type", text=row.type_text)
    unread = [text for text, read in _read_values(row) if text and read is None]
    unread += [text for heading, text in row.others if not heading]
    unread += lost
    if unread:
        yield t("importing.not_understood", text=", ".join(unread))
    if row.person:
        return
    functions = () if row.is_ours else (told.text for told in row.functions)
    nobodys = [row.form_of_address, row.listed_as, row.position, *functions, row.phone, row.email, row.ask_through]
    nobodys += [row.ask_through_phone, row.sex_text, row.channel_text, row.language, "; ".join(row.lists)]
    if any(nobodys):
        yield t("importing.no_person", text=", ".join(filter(None, nobodys)))


def _read_values(row: ReadMemberRow) -> Iterator[tuple[str, object]]:
    """What is written in the columns of choices and days, with what it was read as."""
    yield from ((row.status_text, row.status), (row.since_text, row.since), (row.exempt_text, row.exempt))
    if row.person:
        yield from ((told.text, told.function) for told in row.functions)
        yield from ((row.sex_text, row.sex), (row.channel_text, row.channel), (row.listing_text, row.listing))
