"""Decisions as adopted at the meeting: on one paper with who was there and room to sign, before there are minutes."""

from __future__ import annotations

import pytest
from tests.file_texts import text_of
from tests.papers_made import documents
from tests.rich_meeting import MEETS_ON, decide, rich_meeting

from ictwg.domain.changes import Edit
from ictwg.domain.records import Attendance
from ictwg.domain.values import PRESENT_STATES, Audience, Capacity
from ictwg.papers.blocks import Facts, Paragraph, Signatures, plain_text
from ictwg.papers.forms import PDF, WORD, FileForm
from ictwg.papers.words import choice

EVERYBODY = (Audience.EVERYONE, Audience.MEMBERS, Audience.CORE, Audience.SECRETARIAT)


def test_each_decision_that_these_readers_see_stands_in_it_once_under_its_number() -> None:
    rich = rich_meeting()
    for place in range(3):
        decide(rich, "The plan of action", f"Members alone decide {place}.", f"D-2010-1{place}", Audience.MEMBERS)
    for audience in EVERYBODY:
        (made,) = documents("decisions", rich.state, rich.meeting, audience, MEETS_ON, "en")
        (minutes,) = documents("minutes", rich.state, rich.meeting, audience, MEETS_ON, "en")
        boxes = [one for one in made.blocks if isinstance(one, Paragraph) and one.boxed]
        assert [one.number for one in boxes] == [f"{at}." for at in range(1, len(boxes) + 1)]
        inside = [one for one in minutes.blocks if isinstance(one, Paragraph) and one.boxed and one.number]
        assert [(one.text, one.below) for one in boxes] == [(one.text, one.below) for one in inside]
        assert len(boxes) == {Audience.EVERYONE: 1, Audience.MEMBERS: 4}.get(audience, 5)


def test_it_is_signed_before_the_minutes_are_adopted_and_says_nothing_of_drafts() -> None:
    rich = rich_meeting()
    for audience in EVERYBODY:
        (made,) = documents("decisions", rich.state, rich.meeting, audience, MEETS_ON, "en")
        (minutes,) = documents("minutes", rich.state, rich.meeting, audience, MEETS_ON, "en")
        signed = [isinstance(one, Signatures) for one in made.blocks]
        assert signed == [*[False] * (len(signed) - 1), audience is not Audience.EVERYONE]
        assert not any(isinstance(one, Signatures) for one in minutes.blocks)
        assert not [word for word in ("DRAFT", "draft", "version") if word in text_of(PDF.write(made))]
        assert made.foot


@pytest.mark.parametrize("who", Capacity)
def test_a_body_that_sends_no_member_alone_is_told_from_the_members_that_are_counted(who: Capacity) -> None:
    rich = rich_meeting()
    came = [one for one in rich.state.all(Attendance) if one.state in PRESENT_STATES and one.organization]
    for one in (one for one in came if one.organization == came[0].organization):
        rich.state.apply(Edit("verbs.edited").update(one, Attendance.capacity(who)).done())
    (made,) = documents("decisions", rich.state, rich.meeting, Audience.MEMBERS, MEETS_ON, "pt")
    bodies = next(dict(one.rows)["Entidades presentes"] for one in made.blocks if isinstance(one, Facts))
    lines = plain_text(bodies).splitlines()
    assert choice(Capacity.GUEST, "pt") not in lines  # of who came for no organization
    told = [f", {choice(who, 'pt')}" in one for one in lines]
    assert told.count(True) == (who in {Capacity.OBSERVER, Capacity.GUEST, Capacity.INTERPRETER})


@pytest.mark.parametrize("form", [PDF, WORD])
def test_a_ministry_reads_it_in_its_language(form: FileForm) -> None:
    rich = rich_meeting()
    (made,) = documents("decisions", rich.state, rich.meeting, Audience.MEMBERS, MEETS_ON, "pt")
    text = text_of(form.write(made))
    for words in (
        "Ata em minuta n.º 3/2010 – 12.ª reunião",
        "Entidades presentes",
        "(por votação)",
        "Pela Presidência",
    ):
        assert words in text
