"""Before a page is written it is said which names it has in another language than its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ictwg.app.catalogue import asked_for_paper, named_otherwise, paper_named
from ictwg.app.session import Session
from ictwg.cli.program import open_example
from ictwg.domain.in_language import translated
from ictwg.domain.records import Organization
from ictwg.domain.schema import Field, Record
from ictwg.domain.values import Audience
from ictwg.papers.forms import WEB_PAGE


def missing(session: Session) -> tuple[Record, ...]:
    paper = paper_named("action-list")
    asked = asked_for_paper(session, paper, Audience.MEMBERS, None, WEB_PAGE, "pt")
    return named_otherwise(session, paper.documents(asked), "pt")


def test_only_what_the_page_names_and_nobody_has_said_in_its_language(tmp_path: Path) -> None:
    session = open_example(str(tmp_path))
    assert missing(session) == (), "nobody has begun to say names in this language"
    homes = {one.acronym: one for one in session.state.all(Organization)}
    names: dict[tuple[Field[Any], str], str] = {(Organization.name, "pt"): "Ministério da Justiça"}
    session.commit(translated(session.state, homes["MoJ"], names))
    told = {one.id for one in missing(session)}
    assert homes["MoE"].id in told, "the page names it"
    assert homes["MoJ"].id not in told
