"""Who is invited is not tasked (DOMAIN.md §3): papers word it so, and nothing of it is ever overdue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest
from tests.adopting import adopted
from tests.builders import MemoryState, organization
from tests.every_paper import every_paper
from tests.papers_made import page
from tests.rich_meeting import Rich, promise, rich_meeting

from ictwg.actions.action_rows import by_organization, table_of
from ictwg.app.sending import REMINDER, kinds_for, outgoing
from ictwg.app.today import today_view
from ictwg.contacts.templates import TEMPLATES, begun
from ictwg.domain.changes import Edit
from ictwg.domain.overdue import ActionHistory, Deadlines
from ictwg.domain.records import Action, Group, Organization
from ictwg.domain.roster import is_invited
from ictwg.domain.values import Audience, GivenWork, MembershipStatus, OrganizationType
from ictwg.locales import t
from ictwg.papers.blocks import Block, HeadingBlock, Items, PaperText, TableBlock, plain_text
from ictwg.papers.words import label
from ictwg.programme.owed import CallSheet

PAST, TODAY = date(2010, 3, 1), date(2010, 4, 12)
ALONE, SHARED = "Lend a room", "Print the posters"


def group(*types: OrganizationType) -> Rich:
    """Of the embassy is something alone and something with MoJ, both beyond their day."""
    rich = rich_meeting()
    embassy = organization(rich.state, "EMB", Organization.type(OrganizationType.DONOR), status=MembershipStatus.MEMBER)
    rich.organizations["EMB"] = embassy
    promise(rich, "Opening", ALONE, "A-2010-091", ("EMB",), PAST)
    earlier = (Action.meeting(rich.before.id), Action.reference("A-2010-090"), Action.text(f"{ALONE} again"))
    rich.state.add(Action, *earlier, Action.owners((embassy.id,)), Action.due(PAST))
    promise(rich, "Opening", SHARED, "A-2010-092", ("EMB", "MoJ"), PAST)
    invite(rich.state, *types)
    return rich


def invite(state: MemoryState, *types: OrganizationType) -> None:
    (settings,) = state.all(Group)
    state.apply(Edit("verbs.edited").update(settings, Group.invited_types(types)).done())


def give(rich: Rich, given: GivenWork | None) -> None:
    """The embassy its own way, whatever its type says."""
    embassy = rich.organizations["EMB"]
    rich.state.apply(Edit("verbs.edited").update(embassy, Organization.given_work(given)).done())


def words(value: Any) -> str:
    """All that is said in a part of a paper."""
    if isinstance(value, PaperText):
        return plain_text(value)
    if isinstance(value, tuple):
        return " ".join(map(words, value))
    if is_dataclass(value):
        return " ".join(words(getattr(value, field.name)) for field in fields(value))
    return value if isinstance(value, str) else ""


def pieces(blocks: tuple[Block, ...]) -> Iterator[tuple[str, str]]:
    """Whose it is where that stands above, and each row, item or paragraph."""
    above = ""
    for block in blocks:
        if isinstance(block, HeadingBlock):
            above = words(block.text) if block.level > 2 else ""
        elif isinstance(block, TableBlock):
            rows = [("", words(row)) for row in block.rows]
            for whose, said in block.with_bands(rows, lambda band: (words(band.text), "")):
                above = above if said else whose
                yield above, said
        elif isinstance(block, Items):
            yield from ((above, words(item)) for item in block.items)
        else:
            yield above, words(block)


@pytest.mark.parametrize("lang", ["en", "pt", "tet", "id"])
@pytest.mark.parametrize("audience", list(Audience))
def test_every_paper_words_it_as_an_invitation(audience: Audience, lang: str) -> None:
    late = {label(key, lang) for key in ("due.overdue", "due.pending", "call_sheet.late")}
    mark = f"{label('owner.invited', lang)}: "
    tasked, asked = dict[str, int](), dict[str, int]()
    for types, found in (((), tasked), ((OrganizationType.DONOR,), asked)):
        rich = group(*types)
        documents = [made.document for made in every_paper(rich.state, TODAY, audience, lang)]
        documents.append(page("organization", rich.state, rich.organizations["EMB"], audience, TODAY, lang).document)
        told = [one for one in documents if one.kind != "list"]  # which is read in again: its cells are as typed
        for name, above, said in ((one.kind, *piece) for one in told for piece in pieces(one.blocks)):
            whole = f"{above} {said}"
            if ALONE in said or (SHARED in said and "EMB" in above):
                found[name] = found.get(name, 0) + any(word in whole for word in late)
            if ALONE in said and ("EMB" in whole or name == "organization"):
                assert (mark in whole) is bool(types), (name, whole)
            if SHARED in said and "EMB" in said:
                assert (mark in said) is bool(types), (name, said)
    assert tasked.keys() - {"chair-copy"} == asked.keys()  # which lists nothing but what is late
    assert sum(tasked.values()) > 2
    assert not any(asked.values()), asked


@pytest.mark.parametrize(
    ("owners", "everybody", "stranger"),
    [*product([(), ("EMB",), ("MoJ",), ("MoJ", "EMB")], [False, True], ["", "XYZ"])],
)
def test_it_is_overdue_where_somebody_is_tasked(owners: tuple[str, ...], everybody: bool, stranger: str) -> None:
    """What one function says of an action is what all lists and figures say."""
    state = group(OrganizationType.DONOR).state
    ids = {one.acronym: one.id for one in state.all(Organization)}
    own = (Action.owners(tuple(ids[name] for name in owners)), Action.all(everybody))
    text = ", ".join(filter(None, (*owners, stranger)))
    action = state.add(Action, *own, Action.owner_text(text), Action.due(PAST), Action.given_on(PAST))
    asked = owners == ("EMB",) and not everybody and not stranger
    deadlines = Deadlines(state, TODAY)
    (row,) = (row for row in table_of(state).rows(TODAY) if row.action == action.id)
    assert is_invited(state, action) is row.invited is asked
    assert (
        row.late is deadlines.overdue(action) is ActionHistory(state, action).was_overdue(TODAY, deadlines) is not asked
    )
    assert (t("minutes.owner.invited") in row.owners) is ("EMB" in owners and not everybody)


def test_no_list_calls_the_invited_late() -> None:
    state = group(OrganizationType.DONOR).state
    (embassy,) = (one for one in state.all(Organization) if one.acronym == "EMB")
    (own,) = (one for one in by_organization(state, table_of(state).rows(TODAY)) if one.id == embassy.id)
    assert (own.late, len(own.rows)) == (0, 3)
    owed = CallSheet(state, TODAY).owed(embassy)
    assert {one.late for one in owed if isinstance(one.record, Action)} == {False}
    before = today_view(state, TODAY).overdue
    invite(state)
    assert today_view(state, TODAY).overdue == before + 2


@pytest.mark.parametrize("lang", ["en", "pt", "tet", "id"])
def test_letters_ask_kindly(lang: str) -> None:
    """Whoever is tasked as well reads who is invited; whoever is invited alone gets words of their own."""
    letters = {template.name: template for template in TEMPLATES}
    said = list[dict[str, str]]()
    for types in ((), (OrganizationType.DONOR,)):
        rich = group(*types)
        (alone, shared) = (rich.state.by_reference(one)[0] for one in ("A-2010-091", "A-2010-092"))
        about = {"reminder": rich.organizations["EMB"], "action": alone}
        made = {name: begun(rich.state, letters[name], one, lang, TODAY) for name, one in about.items()}
        said.append({f"{name}.{part}": told[part] for name, told in made.items() for part in ("subject", "text")})
        spoken = "pt" if lang == "tet" else lang
        text = begun(rich.state, letters["action"], shared, lang, TODAY)["text"]
        assert (f"{t('minutes.owner.invited', lang=spoken)}: EMB" in text) is bool(types)
    assert all(said[0][part] != said[1][part] for part in said[0])


@pytest.mark.parametrize(("types", "given"), [((), None), ((OrganizationType.DONOR,), None), ((), GivenWork.INVITED)])
def test_adopted_minutes_stay_as_they_were(types: tuple[OrganizationType, ...], given: GivenWork | None) -> None:
    rich = group(*types)
    give(rich, given)
    meeting = adopted(rich.state, rich.meeting, TODAY)
    before = page("minutes", rich.state, meeting, Audience.MEMBERS, TODAY).document
    assert (f"{label('owner.invited', 'en')}: EMB" in words(before.blocks)) is bool(types or given)
    invite(rich.state, *({OrganizationType.DONOR} - {*types}))
    assert page("minutes", rich.state, meeting, Audience.MEMBERS, TODAY).document == before
    for other in GivenWork:
        give(rich, other)
        assert page("minutes", rich.state, meeting, Audience.MEMBERS, TODAY).document == before


@pytest.mark.parametrize("given", list(GivenWork))
def test_one_organization_may_be_an_exception_of_its_type(given: GivenWork) -> None:
    """Its papers are those of a group that treats its whole type so."""
    invites = given is GivenWork.INVITED
    usual, other = (group(*((OrganizationType.DONOR,) if same is invites else ())) for same in (True, False))
    give(other, given)
    papers = [
        [made.document for made in every_paper(one.state, TODAY, Audience.MEMBERS, "en")] for one in (usual, other)
    ]
    ours, theirs = ([words(one.blocks) for one in each if one.kind != "list"] for each in papers)
    assert ours == theirs


@pytest.mark.parametrize("lang", ["en", "pt", "tet", "id"])
def test_a_reminder_asks_kindly(lang: str) -> None:
    said = set[str]()
    for types in ((), (OrganizationType.DONOR,)):
        rich = group(*types)
        invited = rich.state.all(Group)[0]
        rich.state.apply(Edit("verbs.edited").update(invited, Group.language(lang)).done())
        session: Any = SimpleNamespace(state=rich.state, today=TODAY)
        (action,) = rich.state.by_reference("A-2010-091")
        kind = next(one for one in kinds_for(action) if one.name == REMINDER)
        said.add(outgoing(session, kind, action).text)
    assert len(said) == 2
