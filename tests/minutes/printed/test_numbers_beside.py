"""Who sees more than the members sees their numbers too: of each item and paragraph that has another one for them."""

from __future__ import annotations

import re

import pytest
from tests.papers_made import minutes
from tests.rich_meeting import MEETS_ON, Rich, decide, rich_meeting, say

from ictwg.domain.changes import Edit
from ictwg.domain.records import AgendaItem, Group
from ictwg.domain.values import Audience
from ictwg.papers.blocks import HeadingBlock, Paragraph, plain_text

BESIDE = re.compile(r"\((?P<other>\S+) for members\) ")


def with_hidden(*, hides: bool) -> Rich:
    """In the middle of an item, as a whole item, and among what belongs to no item's end."""
    rich = rich_meeting()
    (group,) = rich.state.all(Group)
    rich.state.apply(Edit("verbs.edited").update(group, Group.hides_restricted(hides)).done())
    say(rich, "Opening", "The chair alone knows.", audience=Audience.CORE)
    say(rich, "Opening", "So do two others.", audience=Audience.CORE)
    say(rich, "Opening", "Everybody heard this.")
    decide(rich, "Any other business", "It goes on.", "D-2010-77")
    order = AgendaItem.audience(Audience.CORE)
    rich.state.apply(Edit("verbs.edited").update(rich.items["Adoption of the agenda"], order).done())
    return rich


def numbered(rich: Rich, audience: Audience) -> dict[str, tuple[str, str]]:
    """The number of each text that has one, and the number beside it."""
    found = {}
    for one in minutes(rich.state, rich.meeting, audience, MEETS_ON, "en").document.blocks:
        if isinstance(one, Paragraph) and one.number:
            number, text = one.number, plain_text(one.text)
        elif isinstance(one, HeadingBlock) and (opens := re.match(r"([\d.]+)\. ", plain_text(one.text))):
            number, text = opens[1], plain_text(one.text)[len(opens[0]) :]
        else:
            continue
        beside = BESIDE.match(text)
        bare = re.sub(r"\((members|core group)\) ", "", text[beside.end() :] if beside else text)
        found[bare] = (number, beside["other"] if beside else "")
    return found


@pytest.mark.parametrize("hides", [True, False])
def test_each_other_number_stands_beside_the_own(*, hides: bool) -> None:
    rich = with_hidden(hides=hides)
    members = numbered(rich, Audience.MEMBERS)
    assert not any(beside for _, beside in members.values())
    for audience in (Audience.CORE, Audience.SECRETARIAT):
        seen = numbered(rich, audience)
        both = {text for text in members if text in seen and text != "[restricted]"}
        others = {text: seen[text][1] for text in both if seen[text][1]}
        assert others == {text: members[text][0] for text in both if members[text][0] != seen[text][0]}
        assert not any(beside for text, (_, beside) in seen.items() if text not in both)
        assert ("Any other business" in others) is hides
        assert "Everybody heard this." in others
