"""The extract of a decision or an action: word for word as in the minutes, for whoever may read it there."""

from __future__ import annotations

import pytest
from tests.adopting import adopted
from tests.file_texts import text_of
from tests.papers_made import documents
from tests.rich_meeting import MEETS_ON, rich_meeting

from ictwg.domain.changes import Edit
from ictwg.domain.records import Action, Decision, Meeting
from ictwg.domain.seen import AudienceView
from ictwg.domain.state import State
from ictwg.domain.values import ActionKind, Audience, Basis, Implementation
from ictwg.errors import InvalidValueError
from ictwg.papers.blocks import Paragraph, Signatures, plain_text
from ictwg.papers.document import Document
from ictwg.papers.forms import PDF, WEB_PAGE


def extract(
    state: State, about: Decision | Action, audience: Audience = Audience.MEMBERS, lang: str = "en"
) -> Document:
    (made,) = documents("extract", state, about, audience, MEETS_ON, lang)
    return made


def test_it_says_what_the_minutes_say_to_these_readers_under_the_number_that_it_has_there() -> None:
    rich, tried = rich_meeting(), 0
    for audience in (Audience.EVERYONE, Audience.MEMBERS, Audience.CORE, Audience.SECRETARIAT):
        (minutes,) = documents("minutes", rich.state, rich.meeting, audience, MEETS_ON, "en")
        seen = AudienceView(rich.state, audience)
        found: list[Decision | Action] = [*seen.linked(Decision, Decision.meeting, rich.meeting.id), *seen.all(Action)]
        for about in found:
            if about.meeting == rich.meeting.id:
                made = extract(rich.state, about, audience)
                (said,) = (one for one in made.blocks if isinstance(one, Paragraph) and one.number)
                there = (one for one in minutes.blocks if isinstance(one, Paragraph) and one.number == said.number)
                (same,) = (one for one in there if one.below == said.below and one.at_right == said.at_right)
                assert plain_text(same.text).endswith(plain_text(said.text))  # behind its number for others
                assert isinstance(made.blocks[-1], Signatures)
                tried += 1
    assert tried > 8


def test_until_the_minutes_are_adopted_it_is_subject_to_that_and_then_it_is_of_their_edition() -> None:
    rich = rich_meeting()
    decision = rich.state.linked(Decision, Decision.meeting, rich.meeting.id)[0]
    before = text_of(PDF.write(extract(rich.state, decision, lang="pt")))
    assert "Extrato da Ata n.º 3/2010" in before
    assert "Sujeito à aprovação da ata" in before
    assert "Está conforme o original." in before
    adopted(rich.state, rich.meeting, MEETS_ON)
    rich.state.apply(Edit("verbs.edited").update(decision, Decision.text("Otherwise")).done())
    told = WEB_PAGE.write(extract(rich.state, decision, lang="pt")).decode()
    assert "Sujeito" not in told
    assert "Otherwise" not in told
    assert decision.text in told


def test_what_was_decided_between_meetings_is_of_the_register() -> None:
    rich = rich_meeting()
    said = Decision.text("By circulation we agree"), Decision.reference("D-2010-77"), Decision.basis(Basis.CIRCULATION)
    told = WEB_PAGE.write(extract(rich.state, rich.state.add(Decision, *said))).decode()
    assert "Extract of the register" in told
    assert "By circulation we agree" in told
    assert "by circulation" in told


def test_who_may_not_see_it_is_refused_and_a_task_or_a_proposal_has_none() -> None:
    rich = rich_meeting()
    hidden = rich.state.add(Meeting, Meeting.audience(Audience.SECRETARIAT), Meeting.date(MEETS_ON))
    decision = rich.state.add(Decision, Decision.text("Quietly"), Decision.meeting(hidden.id))
    with pytest.raises(InvalidValueError) as refused:
        extract(rich.state, decision, Audience.CORE)
    assert "Quietly" not in str(refused.value)
    task = rich.state.add(Action, Action.text("Ours"), Action.kind(ActionKind.TASK))
    proposal = rich.state.add(Decision, Decision.text("Perhaps"), Decision.status(Implementation.PROPOSED))
    for nothing in (task, proposal):
        assert documents("extract", rich.state, nothing, Audience.SECRETARIAT, MEETS_ON) == []
