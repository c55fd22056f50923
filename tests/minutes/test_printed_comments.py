"""What organizations answered to circulated minutes stands in Annex D: for whom, from where, and what never does."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from tests.adopting import adopted
from tests.builders import MemoryState, known
from tests.papers_made import EXPORTERS
from tests.rich_meeting import UNPRINTED, Rich, comment, rich_meeting

from ictwg.app.leaving import handed_over
from ictwg.documents.comments import edit_comment, settle
from ictwg.domain.changes import Edit
from ictwg.domain.records import Contact, Edition, Entry, Meeting
from ictwg.domain.schema import Setting
from ictwg.domain.values import Audience, Commented, Direction, Settled
from ictwg.imports.minutes_comparison.apply_sheets import bring_in_files
from ictwg.imports.minutes_comparison.copies import OwnFile
from ictwg.minutes.printed.making import minutes_sheet
from ictwg.minutes.printed.minutes import minutes_markdown
from ictwg.records.lookup import Lookup

GOLDEN = Path(__file__).parents[1] / "golden"
ADOPTED_ON, LATER = date(2010, 4, 6), date(2010, 9, 1)
FOR_EVERYBODY = [
    "- **Comment 26 March 2010 – MFA:** The summary leaves out:",
    "",
    "  * who asked",
    "  * *why*",
]
FOR_MEMBERS = [
    *FOR_EVERYBODY,
    "- *(members)* **Comment 25 March 2010 – MoJ (accepted):** Item 5: the second draft, not the first.",
    "- *(members)* **Comment 26 March 2010 – IOM:** *no comments*",
]


@pytest.fixture
def rich() -> Rich:
    return rich_meeting()


def printed(rich: Rich, audience: Audience = Audience.MEMBERS, lang: str = "en", on: date = LATER) -> str:
    meeting = known(rich.state.get(Meeting, rich.meeting.id))
    return minutes_markdown(minutes_sheet(rich.state, meeting, audience, on, lang))


def annex_d(rich: Rich, audience: Audience = Audience.MEMBERS) -> str:
    """What stands under the table of steps."""
    return printed(rich, audience).partition("## Annex D")[2].partition("## Annex E")[0].rpartition(" |\n")[2].strip()


def change(rich: Rich, record: Contact, *settings: Setting) -> None:
    rich.state.apply(Edit("verbs.edited").update(record, *settings).done())


def the(rich: Rich, text: str) -> Contact:
    (found,) = (one for one in rich.state.all(Contact) if one.text.startswith(text))
    return found


def test_everyone_reads_what_was_opened_to_everyone(rich: Rich) -> None:
    assert annex_d(rich, Audience.EVERYONE).split("\n") == FOR_EVERYBODY


def test_members_read_what_was_opened_to_them_in_protocol_order(rich: Rich) -> None:
    assert annex_d(rich).split("\n") == FOR_MEMBERS


def test_the_core_group_reads_what_is_for_it_too(rich: Rich) -> None:
    told = annex_d(rich, Audience.CORE)
    assert "- *(core group)* **Comment 29 March 2010 – UNIFEM:** To the chairs." in told
    assert "Annex C." not in told
    assert "nowhere" not in told


def test_the_secretariat_reads_all_of_it_by_organization_and_day(rich: Rich) -> None:
    rows = [row for row in annex_d(rich, Audience.SECRETARIAT).split("\n") if row.startswith("-")]
    assert [row.partition("2010 – ")[2].partition(":")[0] for row in rows] == [
        *("MFA (declined)", "MFA", "MoJ (accepted)", "IOM", "UNIFEM", "FND"),
    ]
    assert rows[0] == "- *(secretariat)* **Comment 24 March 2010 – MFA (declined):** Annex C."


@pytest.mark.parametrize("adoption", [False, True])
def test_who_wrote_called_and_was_told_why_is_printed_for_nobody(rich: Rich, *, adoption: bool) -> None:
    meeting = adopted(rich.state, rich.meeting, ADOPTED_ON) if adoption else rich.meeting
    (edition,) = [one.content for one in rich.state.all(Edition)] or [""]
    told = [exporter.render(rich.state, meeting, Audience.SECRETARIAT, LATER, "en") for exporter in EXPORTERS]
    assert [secret for secret in UNPRINTED if any(secret in text for text in (*told, edition))] == []


def test_a_comment_is_no_more_open_than_what_it_is_about(rich: Rich) -> None:
    secret = next(one for one in rich.state.all(Entry) if "in confidence" in one.text)
    change(rich, the(rich, "Item 5"), Contact.entry(secret.id))
    assert "Item 5" not in annex_d(rich, Audience.CORE)
    closed = rich.items["Shelters [closed part]"].id
    change(rich, the(rich, "Item 5"), Contact.entry(None), Contact.item(closed))
    assert "Item 5" not in annex_d(rich)
    assert "*(core group)* **Comment 25 March 2010 – MoJ" in annex_d(rich, Audience.CORE)


def test_what_somebody_noted_before_there_was_this_choice_is_for_the_secretariat(rich: Rich) -> None:
    comment(rich, "PNTL", 30, Commented.COMMENTS, Contact.text("Said in a hurry"))
    assert "Said in a hurry" not in printed(rich, Audience.CORE)
    assert "Said in a hurry" in printed(rich, Audience.SECRETARIAT)


def test_minutes_without_comments_print_as_before(rich: Rich) -> None:
    for one in rich.state.all(Contact):
        rich.state.apply(Edit("verbs.removed").remove(one).done())
    rich = rich._replace(meeting=adopted(rich.state, rich.meeting, ADOPTED_ON))
    for audience in (Audience.MEMBERS, Audience.SECRETARIAT):
        assert printed(rich, audience) == (GOLDEN / f"edition-before-comments-{audience}.md").read_text("utf-8")


def test_an_edition_that_the_version_before_froze_prints_the_same_bytes(rich: Rich) -> None:
    """It was made with the comments among the records, and holds none."""
    content = (GOLDEN / "edition-before-comments.json").read_text("utf-8").strip()
    rich = rich._replace(meeting=adopted(rich.state, rich.meeting, ADOPTED_ON))
    assert "Item 5: the second" in annex_d(rich)
    (edition,) = rich.state.all(Edition)
    rich.state.apply(Edit("verbs.edited").update(edition, Edition.content(content)).done())
    for audience in (Audience.MEMBERS, Audience.SECRETARIAT):
        assert printed(rich, audience) == (GOLDEN / f"edition-before-comments-{audience}.md").read_text("utf-8")


def test_adopted_minutes_say_for_ever_what_had_come_back_by_then(rich: Rich) -> None:
    rich = rich._replace(meeting=adopted(rich.state, rich.meeting, ADOPTED_ON))
    before = [printed(rich, audience) for audience in Audience]
    comment(rich, "PNTL", 30, Commented.COMMENTS, Contact.text("Too late"), Contact.audience(Audience.MEMBERS))
    rich.state.apply(edit_comment(Lookup(rich.state, LATER), the(rich, "Item 5"), {"text": "Reworded since"}))
    rich.state.apply(settle(the(rich, "The summary"), Settled.DECLINED, LATER))
    rich.state.apply(Edit("verbs.removed").remove(the(rich, "Annex C")).done())
    change(rich, the(rich, "The director"), Contact.audience(Audience.EVERYONE))
    assert [printed(rich, audience) for audience in Audience] == before


def test_what_is_kept_to_fewer_after_adoption_leaves_the_page(rich: Rich) -> None:
    rich = rich._replace(meeting=adopted(rich.state, rich.meeting, ADOPTED_ON))
    change(rich, the(rich, "Item 5"), Contact.audience(Audience.SECRETARIAT))
    assert "Item 5" not in annex_d(rich, Audience.CORE)
    assert "*(secretariat)* **Comment 25 March 2010 – MoJ (accepted):**" in annex_d(rich, Audience.SECRETARIAT)


@pytest.mark.parametrize(
    ("lang", "word", "nothing", "became"),
    [
        ("en", "Comment", "no comments", "accepted"),
        ("pt", "Comentário", "sem comentários", "aceite"),
        ("tet", "Comment", "no comments", "accepted"),
        ("id", "Tanggapan", "tidak ada tanggapan", "diterima"),
    ],
)
def test_its_words_in_four_languages(rich: Rich, lang: str, word: str, nothing: str, became: str) -> None:
    told = printed(rich, lang=lang)
    assert f" – MoJ ({became}):** Item 5: the second draft" in told
    assert f" – IOM:** *{nothing}*" in told
    assert told.count(f"**{word} ") == 3


def test_a_file_that_somebody_wrote_a_comment_into_brings_it_back(rich: Rich) -> None:
    text = printed(rich, Audience.SECRETARIAT)
    edited = text.replace(
        "*no comments*\n", "*no comments*\n- **Comment 31 March 2010 – PNTL (declined):** Nine, not eight\n"
    ).replace("not the first.", "not the third.")
    plan = bring_in_files(rich.state, [OwnFile("x.md", edited)], LATER)
    rich.state.apply(plan.changes)
    new, old = the(rich, "Nine, not eight"), the(rich, "Item 5")
    assert (new.comments, new.settled, new.on) == (Commented.COMMENTS, Settled.DECLINED, date(2010, 3, 31))
    assert (new.direction, new.minutes) == (Direction.IN, (rich.meeting.id,))
    assert (old.text, old.name) == ("Item 5: the second draft, not the third.", UNPRINTED[0])
    assert len(rich.state.all(Contact)) == 8
    assert [row.why for row in plan.rows if row.why] == []


def test_a_comment_that_is_missing_in_a_file_is_told_and_stays(rich: Rich) -> None:
    gone = ("Item 5: the second", "*no comments*")
    edited = "\n".join(row for row in printed(rich).split("\n") if not any(words in row for words in gone))
    plan = bring_in_files(rich.state, [OwnFile("x.md", edited)], LATER)
    assert [one.text for one in plan.rows[0].doubts] == ["[-MoJ: Item 5: the second draft, not the first.-]", "[-IOM-]"]
    assert len(rich.state.all(Contact)) == 7


def test_a_line_somewhere_else_that_begins_so_stays_a_line(rich: Rich) -> None:
    """People write `Comment:` before many things."""
    said = "new members.\n- **Comment 3 May 2010 – MoJ:** as agreed\n"
    edited = printed(rich).replace("new members.\n", said, 1)
    rich.state.apply(bring_in_files(rich.state, [OwnFile("x.md", edited)], LATER).changes)
    assert any("as agreed" in one.text for one in rich.state.all(Entry))
    assert len(rich.state.all(Contact)) == 7


@pytest.mark.parametrize("adoption", [False, True])
def test_another_body_gets_the_comments_of_the_page_and_nothing_beside_them(rich: Rich, *, adoption: bool) -> None:
    if adoption:
        rich = rich._replace(meeting=adopted(rich.state, rich.meeting, ADOPTED_ON))
    other = MemoryState()
    other.apply(handed_over(rich.state, LATER).changes)
    found = other.all(Contact)
    assert {one.text[:6] for one in found} == {"Item 5", "", "The su"}
    assert not any((one.name, one.letter, one.settled_note, one.received_by) != ("", "", "", "") for one in found)
    assert annex_d(rich._replace(state=other)) == annex_d(rich)


def test_the_edition_holds_what_is_printed_and_nothing_else_of_a_contact(rich: Rich) -> None:
    adopted(rich.state, rich.meeting, ADOPTED_ON)
    (edition,) = rich.state.all(Edition)
    rows = json.loads(edition.content)["rows"][Contact.TABLE].values()
    fields = {"organization", "date", "comments", "text", "settled", "minutes", "audience"}
    assert {name for row in rows for name in row} - {"_v"} == fields
    assert len(rows) == 6
