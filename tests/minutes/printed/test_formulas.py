"""The group's own words above and below minutes: filled in, in their own language alone, and kept with the edition."""

from __future__ import annotations

import pytest
from tests.builders import known
from tests.example_group import TODAY
from tests.papers_made import minutes
from tests.rich_meeting import MEETS_ON, Rich, rich_meeting

from ictwg.domain.changes import Edit
from ictwg.domain.fields import Formula
from ictwg.domain.records import Group, Meeting
from ictwg.domain.schema import Setting
from ictwg.domain.values import Audience
from ictwg.errors import InvalidValueError
from ictwg.locales import t
from ictwg.minutes.approval import adopt_by_silence, keep_edition
from ictwg.papers.blocks import Block, Facts, HeadingBlock, Paragraph, Signatures, plain_text
from ictwg.records.lookup import Lookup

OPENING = "Aos [day] dias do mês de [month] de [year], pelas [start], reuniu [group], em [venue]."
CLOSING = "Nada mais havendo a tratar, [chair] encerrou a reunião às [end].\n\nLavrou-se a presente ata."


def typed(rich: Rich, *settings: Setting) -> None:
    (group,) = rich.state.all(Group)
    rich.state.apply(Edit("verbs.edited").update(group, *settings).done())


def blocks(rich: Rich, lang: str, audience: Audience = Audience.MEMBERS) -> list[Block]:
    meeting = rich.state.get(Meeting, rich.meeting.id) or rich.meeting
    return [*minutes(rich.state, meeting, audience, MEETS_ON, lang).document.blocks]


def said(rich: Rich, lang: str, audience: Audience = Audience.MEMBERS) -> list[str]:
    return [plain_text(one.text) for one in blocks(rich, lang, audience) if isinstance(one, Paragraph | HeadingBlock)]


def adopt(rich: Rich) -> None:
    step = adopt_by_silence(rich.meeting, MEETS_ON)
    edition = known(keep_edition(rich.state, step, MEETS_ON))
    rich.state.apply(step.and_then(edition))


def test_they_stand_above_and_below_what_was_said() -> None:
    rich = rich_meeting()
    before = blocks(rich, "en")
    markdown = minutes(rich.state, rich.meeting, Audience.MEMBERS, MEETS_ON, "pt").markdown()
    typed(rich, Group.opening_formula_pt(OPENING), Group.closing_formula_pt(CLOSING))
    assert minutes(rich.state, rich.meeting, Audience.MEMBERS, MEETS_ON, "pt").markdown() == markdown
    assert blocks(rich, "en") == before
    adopt(rich)
    told = blocks(rich, "pt")
    end = next(at for at, one in enumerate(told) if isinstance(one, Signatures))
    *_, chair, last = (plain_text(one.text) for one in told[:end] if isinstance(one, Paragraph))
    assert chair == "Nada mais havendo a tratar, Ministry of Foreign Affairs (MFA) encerrou a reunião às 11:30."
    assert last == "Lavrou-se a presente ata."
    above = told[next(at for at, one in enumerate(told) if isinstance(one, Facts)) - 1]
    assert isinstance(above, Paragraph)
    assert plain_text(above.text) == (
        "Aos 12 dias do mês de março de 2010, pelas 09:00, reuniu Inter-Agency Counter-Trafficking Working Group, em"
        " Meeting room 2, second floor."
    )


def test_an_edition_keeps_those_of_its_day() -> None:
    rich, later = rich_meeting(), rich_meeting()
    typed(rich, Group.closing_formula("There was nothing more."))
    for one in (rich, later):
        adopt(one)
        typed(one, Group.closing_formula("Typed later."))
        assert "Typed later." not in said(one, "en")
    assert "There was nothing more." in said(rich, "en")


def test_each_place_is_filled_in_and_a_gap_is_seen() -> None:
    """Whatever is known, and for those who are told of no persons too."""
    rich = rich_meeting()
    typed(rich, Group.opening_formula(" ".join(f"<[{name}]>" for name in Formula.PLACES)))
    for audience in (Audience.EVERYONE, Audience.MEMBERS):
        (filled,) = (one for one in said(rich, "en", audience) if one.startswith("<"))
        assert "[" not in filled
        assert "<>" not in filled
    rich.state.apply(Edit("verbs.edited").update(rich.meeting, Meeting.venue("")).done())
    assert "<…>" in next(one for one in said(rich, "en") if one.startswith("<"))


@pytest.mark.parametrize(
    ("text", "place"), [("Aos [dia] dias", "[dia]"), ("[day] []", "[]"), ("[Day], [hora]", "[Day]")]
)
def test_a_place_of_another_name_is_one_clear_sentence(text: str, place: str) -> None:
    with pytest.raises(InvalidValueError) as refused:
        Group.opening_formula.parse(text, Lookup(rich_meeting().state, TODAY))
    assert refused.value.message == t("errors.no_place", place=place)
    assert "[venue]" in refused.value.hint
    assert Group.opening_formula.parse(OPENING, Lookup(rich_meeting().state, TODAY)) == OPENING
