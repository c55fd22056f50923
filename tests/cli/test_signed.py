"""Where members have to sign, an organization that has not gets what everyone gets, in whatever is made for it."""

from __future__ import annotations

from contextlib import closing
from datetime import date

import pytest
from tests.cli.conftest import Commands

from ictwg.app.asking_messages import copy_reminder
from ictwg.app.opening import open_group
from ictwg.domain.records import Round
from ictwg.domain.values import Audience
from ictwg.locales import t
from ictwg.programme.rounds import asked as asked_for_answers
from ictwg.programme.rounds import open_askings
from ictwg.store.local.home import Home

SIGNED, UNSIGNED = "PNTL", "MoJ"


@pytest.fixture
def asked(group: Commands) -> Commands:
    """A plan of members, a round on it, and one of two organizations that has signed; the other has a paper alone."""
    group.ok("add", "plan", "NPA", "--starts-on", "2009-01-01", "--ends-on", "2012-12-31")
    for lead in (SIGNED, UNSIGNED):
        group.ok("add", "activity", f"Train {lead}", "--plan", "NPA", "--lead", lead, "--code", "1")
    group.ok("add", "round", "First round", "--plan", "NPA", "--opens-on", "2010-02-01", "--closes-on", "2010-03-01")
    group.ok("add", "signed_instrument", "--organization", SIGNED, "--signed-on", "2010-01-20")
    group.ok("add", "signed_instrument", "--organization", UNSIGNED)
    group.ok("set", "M-2010-03-12", "audience=members")
    return group


def made_for(group: Commands, organization: str) -> dict[str, bool]:
    """Whether what is made for it tells what members are told."""
    out = ("--to", "-")
    matrix = group.ok("export", "matrix", "NPA", "--organization", organization, *out).out
    report = group.ok("report", "plan", "--recipient", organization, *out).out
    agenda = group("export", "agenda", "M-2010-03-12", "--organization", organization, *out).out
    session = open_group(str(group.path), home=Home.find(), writer=True, today=date(2010, 2, 15))
    with closing(session.store):
        (asking,) = open_askings(session.state, session.today)
        id = next(row.organization for row in asking.rows() if row.acronym == organization)
        mail = copy_reminder(session.state, asking, Audience.MEMBERS, str(id)).text
    return {"matrix": "Train" in matrix, "report": "NPA" in report, "agenda": "Third" in agenda, "mail": bool(mail)}


def test_who_has_signed_nothing_gets_what_everyone_gets(asked: Commands) -> None:
    open_round(asked)
    assert all(made_for(asked, UNSIGNED).values())
    asked.ok("set", "group", "members_sign=yes")
    assert all(made_for(asked, SIGNED).values())
    assert not any(made_for(asked, UNSIGNED).values())


def test_a_refusal_says_who_has_not_signed(asked: Commands) -> None:
    asked.ok("set", "group", "members_sign=yes")
    refused = asked("export", "agenda", "M-2010-03-12", "--organization", UNSIGNED, "--to", "-")
    assert refused.code == 4
    assert t("cli.export.unsigned", organization=UNSIGNED) in refused.err
    plain = asked("export", "agenda", "M-2010-03-12", "--audience", "everyone", "--to", "-")
    assert UNSIGNED not in plain.err


def open_round(group: Commands) -> None:
    session = open_group(str(group.path), home=Home.find(), writer=True, today=date(2010, 2, 15))
    with closing(session.store):
        (about,) = session.state.all(Round)
        session.commit(asked_for_answers(session.state, about, session.today))
