"""`circulate`, `comment`, `adopt`, `correct`, and the book of minutes: the way of the minutes by commands."""

from __future__ import annotations

import json
from datetime import date

import pytest
from tests.cli.conftest import Commands

from ictwg.app.opening import open_group
from ictwg.domain.changes import Edit
from ictwg.domain.records import AgendaItem
from ictwg.locales import t
from ictwg.store.local.home import Home

REF = "M-2010-01"
OUT, OVER = "2010-03-15", "2010-04-06"


@pytest.fixture
def held(group: Commands) -> Commands:
    """The meeting was held, and its minutes are a draft."""
    group.ok("set", "M-2010-03-12", "--anyway", "state=held", "minutes_state=draft")
    return group


@pytest.fixture
def adopted(held: Commands) -> Commands:
    held.ok("circulate", REF, "--anyway", today=OUT)
    held.ok("adopt", REF, "--anyway", "--by-silence", today=OVER)
    return held


def test_minutes_go_to_the_chair_are_cleared_and_go_out_until_a_day(held: Commands) -> None:
    sent = held.ok("circulate", REF, "--to-chair", "--json", today=OUT).json
    assert (sent["minutes_state"], sent["sent_to_chair"]) == ("with_chair", OUT)
    cleared = held.ok("circulate", REF, "--cleared", "--by", "Rui Cleared", "--json", today=OUT).json
    assert (cleared["cleared_by_chair"], cleared["cleared_by"]) == (OUT, "Rui Cleared")
    out = held.ok("circulate", REF, "--anyway", "--until", "2010-03-31", today=OUT)
    assert t("cli.circulate.comments_until", day="Wed 31 March 2010") in out.err
    gone = held.ok("show", REF, "--json").json
    assert (gone["minutes_state"], gone["circulated"], gone["comments_until"]) == ("circulated", OUT, "2010-03-31")
    back = held.ok("circulate", REF, "--back", "--json", today=OUT).json
    assert back["minutes_state"] == "draft"


def test_what_the_room_sees_is_told_without_the_stars_of_bold_words(held: Commands) -> None:
    session = open_group(str(held.path), home=Home.find(), writer=True, today=date.fromisoformat(OUT))
    try:
        edit = Edit("verbs.edited")
        for item in session.state.all(AgendaItem):
            edit.update(item, AgendaItem.proposed_decision("The **first** draft is approved."))
        session.commit(edit.done())
    finally:
        session.store.close()
    assert held.ok("project", REF, "--json").json["facts"] == ["Proposed: The first draft is approved."]


def test_what_is_not_in_order_is_said_and_asked_about_by_an_error(held: Commands) -> None:
    held.ok("add", "meeting", "--date", "2010-04-09")
    before = held.ok("show", REF, "--json").out
    for words in (("circulate", REF), ("adopt", REF, "--at", "M-2010-04-09")):
        refused = held(*words, today="2010-04-12")
        assert (refused.code, refused.out) == (1, ""), words
        assert "--anyway" in refused.err
        assert t("mend.nobody_present") in refused.err
    assert t("cli.adopt.not_circulated", meeting=REF) in refused.err
    assert held.ok("show", REF, "--json").out == before
    ran = held.ok("circulate", REF, "--anyway", "--json", today=OUT)
    assert json.loads(ran.out)["minutes_state"] == "circulated"
    assert t("mend.nobody_present") in ran.err


def test_a_comment_is_noted_by_its_organization_and_told_before_adoption(held: Commands) -> None:
    held.ok("circulate", REF, "--anyway", today=OUT)
    held.ok("comment", REF, "MoJ", "Item 1: the SOP, not the law", "--channel", "letter", today=OUT)
    held.ok("comment", REF, "PNTL", "--none", "--on", "16 March", today=OUT)
    ran = held("adopt", REF, "--by-silence", today=OVER)
    assert (ran.code, ran.out) == (1, "")
    assert t("life.sent", version="1.0", day="15 Mar 2010") in ran.err
    assert "1 comment" in ran.err
    (found,) = (one for one in held.ok("search", "not the law", "--json").json if one["kind"] == "contact")
    assert "Item 1: the SOP, not the law" in str(found)


def test_minutes_are_adopted_by_silence_and_cannot_be_changed_then(adopted: Commands) -> None:
    now = adopted.ok("show", REF, "--json").json
    assert (now["minutes_state"], now["adopted_on"], now["adopted_how"]) == ("adopted", OVER, "by_silence")
    ran = adopted("set", REF, "venue=Elsewhere", today=OVER)
    assert ran.code != 0
    assert "adopted" in ran.err
    assert f"ictwg correct {REF}" in ran.err or "correct" in ran.err
    assert adopted.ok("adopt", REF, "--anyway", today=OVER)


def test_silence_is_no_consent_before_its_day_unless_somebody_insists(held: Commands) -> None:
    held.ok("circulate", REF, "--anyway", "--until", "2010-03-31", today=OUT)
    held.ok("comment", REF, "PNTL", "--none", today=OUT)
    for words in (("adopt", REF, "--by-silence"), ("adopt", REF), ("set", REF, "minutes_state=adopted")):
        ran = held(*words, today="2010-03-26")
        assert ran.code == 1, words
        assert t("life.early", day="Wed 31 March 2010", count=5) in ran.err
        assert "MoJ" in ran.err
        assert "PNTL" not in ran.err
    assert held.ok("show", REF, "--json").json["minutes_state"] == "circulated"
    held.ok("adopt", REF, "--anyway", "--by-silence", "--early", today="2010-03-26")
    assert held.ok("show", REF, "--json").json["adopted_on"] == "2010-03-26"
    annex = held.ok("export", "minutes", REF, "--to", "-", today=OVER).out.partition("Annex D")[2]
    assert "26 March 2010" in annex
    assert "31 March 2010" not in annex


def test_on_its_day_and_at_a_meeting_nobody_is_asked(held: Commands) -> None:
    held.ok("circulate", REF, "--anyway", "--until", "2010-03-31", today=OUT)
    held.ok("adopt", REF, "--anyway", "--by-silence", today="2010-03-31")


@pytest.mark.parametrize("step", [("--to-chair",), ("--cleared",), ()])
def test_adopted_minutes_do_not_go_out_again_until_the_adoption_is_taken_back(
    adopted: Commands, step: tuple[str, ...]
) -> None:
    before = adopted.ok("show", REF, "--json").out
    ran = adopted("circulate", REF, *step, today=OVER)
    assert ran.code != 0
    assert f"ictwg circulate {REF} --back" in ran.err
    assert adopted.ok("show", REF, "--json").out == before
    adopted.ok("circulate", REF, "--back", today=OVER)
    adopted.ok("circulate", REF, "--anyway", *step, today=OVER)


@pytest.mark.parametrize("state", ["none", "draft", "with_chair", "circulated"])
def test_setting_the_state_takes_no_adoption_back(adopted: Commands, state: str) -> None:
    before = adopted.ok("show", REF, "--json").out
    ran = adopted("set", REF, f"minutes_state={state}", today=OVER)
    assert ran.code == 1
    assert t("meetings.frozen", meeting=REF) in ran.err
    assert f"ictwg circulate {REF} --back" in ran.err
    assert adopted.ok("show", REF, "--json").out == before


def test_what_is_adopted_already_is_not_adopted_anew_nor_edited_by_the_way(held: Commands) -> None:
    held.ok("add", "meeting", "Fourth meeting", "--date", "2010-04-09")
    held.ok("adopt", REF, "--anyway", "--at", "M-2010-04-09", today="2010-04-12")
    before = held.ok("show", REF, "--json").out
    held.ok("set", REF, "minutes_state=adopted", today="2010-04-20")
    assert held("set", REF, "minutes_state=adopted", "venue=Elsewhere", today="2010-04-20").code == 1
    assert held.ok("show", REF, "--json").out == before


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("circulate", REF, "--to-chair", "--back"), 2, "choose one of --to-chair"),
        (("circulate", "M-1999-01"), 3, "m-1999-01"),
        (("circulate", REF, "--anyway", "--until", "never ever"), 4, "clear date"),
        (("comment", REF, "MoJ"), 2, "one of text, --none"),
        (("comment", REF, "MoJ", "Words", "--none"), 2, "one of text, --none"),
        (("comment", REF, "Nobody at all", "Words"), 3, "nobody at all"),
        (("adopt", REF, "--by-silence", "--at", REF), 2, "--by-silence or --at"),
        (("adopt", REF, "--at", "M-1999-01"), 3, "m-1999-01"),
        (("correct", REF, "Nine members"), 4, "edit"),
        (("adopt", REF, "--at", REF), 4, "only be adopted after"),
        (("adopt", REF, "--at", "M-2010-02-26"), 4, "only be adopted after"),
        (("adopt", REF, "--at", "M-2010-04-09"), 4, "in the future"),
        (("adopt", REF, "--on", "2010-02-01"), 4, "only be adopted after"),
        (("adopt", "M-2010-04-09"), 4, "not been held"),
        (("circulate", "M-2010-04-09"), 4, "not been held"),
        (("set", "M-2010-04-09", "minutes_state=circulated"), 4, "not been held"),
        (("set", "M-2010-04-09", "minutes_state=adopted"), 4, "not been held"),
    ],
)
def test_what_cannot_be_done_says_why_and_what_to_do(
    held: Commands, words: tuple[str, ...], code: int, told: str
) -> None:
    for day in ("2010-02-26", "2010-04-09"):
        held.ok("add", "meeting", "Another", "--date", day)
    before = held.ok("show", REF, "--json").out
    ran = held(*words, today=OUT)
    assert ran.code == code, ran
    assert told in ran.err.lower()
    assert ran.out == ""
    assert held.ok("show", REF, "--json").out == before


def test_a_correction_of_an_item_that_is_not_there_names_those_that_are(adopted: Commands) -> None:
    ran = adopted("correct", REF, "Nine members", "--item", "99", today=OVER)
    assert ran.code == 2
    assert t("cli.prepare.no_such_item", number="99") in ran.err
    assert "1, 2" in ran.err


# The book


def test_the_book_holds_what_was_adopted_with_its_corrections_and_names_a_draft_as_one(adopted: Commands) -> None:
    adopted.ok("correct", REF, "Not eight, but nine members", today=OVER)
    adopted.ok("add", "meeting", "Fourth meeting", "--date", "2010-04-02")
    adopted.ok("set", "M-2010-04-02", "--anyway", "state=held", "minutes_state=draft")
    book = adopted.ok("export", "book", "--to", "-", today=OVER).out
    assert "Third meeting" in book
    assert "Not eight, but nine members" in book
    assert "Third meeting – adopted, version 2.0" in book
    assert "Fourth meeting – draft, version 0.1" in book


def test_the_book_of_other_days_has_none_of_them(adopted: Commands) -> None:
    book = adopted.ok("export", "book", "--from", "2010-01-01", "--until", "2010-02-28", "--to", "-", today=OVER).out
    assert "Third meeting" not in book
    written = adopted.ok("export", "book", "--from", "2010-03-01", "--until", "2010-03-31", "--json", today=OVER).json
    assert "minutes-book-2010-03-01-2010-03-31-members.md" in str(written)
