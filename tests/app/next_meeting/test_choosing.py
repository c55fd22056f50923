"""What was chosen of a proposal holds where it is made anew; what nobody has touched follows the new day."""

from __future__ import annotations

from datetime import date, time

import pytest
from tests.body import Body, named

from ictwg.app.next_meeting.accepting import added, as_chosen, edited, toggled
from ictwg.app.next_meeting.proposal import starts_of
from ictwg.domain.records import AgendaItem, Meeting
from ictwg.locales import t

EARLY, HELD, LATE = date(2010, 3, 5), date(2010, 3, 12), date(2010, 4, 9)
PREVIOUS, BUSINESS = "Minutes of the previous meeting", "Any other business"
ADOPTION = "Adoption of the agenda"


@pytest.fixture
def body() -> Body:
    return Body()


def test_what_nobody_touched_is_as_the_new_day_has_it(body: Body) -> None:
    body.meet(HELD)
    before = body.propose(EARLY, EARLY)
    assert not named(before, PREVIOUS).kept
    item = named(as_chosen(body.propose(EARLY, LATE), before), PREVIOUS)
    assert (item.kept, item.why) == (True, t("preparing.why.previous", meetings="M-2010-03-12", count=1))


def test_what_follows_a_dropped_item_begins_when_that_would(body: Body) -> None:
    body.meet(HELD)
    proposal = body.propose(HELD, LATE)
    proposal = proposal._replace(settings=(*proposal.settings, Meeting.start(time(9))))
    for title, minutes in (("Opening", 5), (ADOPTION, 10), (PREVIOUS, 10)):
        proposal = edited(proposal, named(proposal, title).key, AgendaItem.minutes_allotted(minutes))
    shown = dict(zip((item.title for item in proposal.items), starts_of(body.state, proposal), strict=True))
    dropped = toggled(proposal, named(proposal, ADOPTION).key)
    now = dict(zip((item.title for item in dropped.items), starts_of(body.state, dropped), strict=True))
    assert shown[ADOPTION]
    assert (now[ADOPTION], now[PREVIOUS]) == (None, shown[ADOPTION])


@pytest.mark.parametrize(
    ("cursor", "before"), [("Opening", BUSINESS), ("Adoption of the agenda", BUSINESS), (PREVIOUS, "Matters arising")]
)
def test_a_topic_by_hand_stands_behind_another_item_but_not_behind_the_opening(
    body: Body, cursor: str, before: str
) -> None:
    body.meet(HELD)
    proposal = body.propose(HELD, LATE)
    proposal, _ = added(proposal, named(proposal, cursor).key, AgendaItem.title("Hotline"))
    titles = [item.title for item in proposal.items]
    assert titles[titles.index("Hotline") + 1] == before
