"""What minutes print of who came: nobody is absent whom nobody marked so, and every word is read back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.adopting import adopted
from tests.all_of import over
from tests.rich_meeting import MEETS_ON, Rich, rich_meeting

from ictwg.domain.agenda import CLOSING_SECTIONS, agenda_of
from ictwg.domain.changes import Edit
from ictwg.domain.records import Attendance, Group, Meeting
from ictwg.domain.schema import Setting
from ictwg.domain.values import Audience, Presence
from ictwg.locales import t
from ictwg.meetings.attendance import mark, roll
from ictwg.minutes.printed.making import minutes_sheet
from ictwg.minutes.printed.minutes import minutes_markdown
from ictwg.minutes.read_back.reading import read_own

WORDS = {
    "en": ("not represented", "not recorded", "not present", "Responsible", "Prepared by", "Approved by"),
    "pt": ("não representada", "não registada", "não presente", "Responsável", "Elaborada por", "Aprovada por"),
    "tet": ("not represented", "not recorded", "not present", "Responsavel", "Prepara husi", "Aprova husi"),
    "id": ("tidak diwakili", "tidak dicatat", "tidak hadir", "Penanggung jawab", "Disusun oleh", "Disahkan oleh"),
}
NAMED = ("(FND)", "(PNTL)", "Director")
NONE_TAKEN = {
    "en": "Attendance was not recorded",
    "pt": "As presenças não foram registadas",
    "tet": "Attendance was not recorded",
    "id": "Kehadiran tidak dicatat",
}


def called() -> Rich:
    """FND was marked absent, of MoJ somebody was there and somebody not; of PNTL nothing is recorded."""
    rich = rich_meeting()
    (line,) = (one for one in roll(rich.state, rich.meeting) if one.acronym == "FND")
    rich.state.apply(mark(rich.state, rich.meeting, line, Presence.ABSENT))
    moj = (Attendance.organization(rich.organizations["MoJ"].id), Attendance.name("Director"))
    rich.state.add(Attendance, Attendance.meeting(rich.meeting.id), *moj, Attendance.state(Presence.ABSENT))
    return rich


def printed(rich: Rich, lang: str, audience: Audience = Audience.SECRETARIAT) -> str:
    return minutes_markdown(minutes_sheet(rich.state, rich.meeting, audience, MEETS_ON, lang))


def changed(rich: Rich, *settings: Setting) -> Rich:
    rich.state.apply(Edit("verbs.edited").update(rich.meeting, *settings).done())
    meeting = rich.state.get(Meeting, rich.meeting.id)
    assert meeting is not None
    return rich._replace(meeting=meeting)


@over("lang", WORDS)
def test_the_words_of_attendance_and_signature(lang: str) -> None:
    text = printed(called(), lang)
    represented, recorded, present, responsible, prepared, approved = WORDS[lang]
    rows = [line for line in text.split("\n") if line.startswith("| ")]
    ends = {name: next(row for row in rows if name in row).split("|")[-2].strip() for name in NAMED}
    assert ends == {"(FND)": represented, "(PNTL)": recorded, "Director": present}
    assert f" {responsible} |" in text
    assert f"| | {prepared} | {approved} |" in text


@pytest.mark.parametrize("lang", WORDS)
@pytest.mark.parametrize("audience", [Audience.EVERYONE, Audience.SECRETARIAT])
def test_a_roll_that_nobody_took_is_said_not_to_be_recorded(lang: str, audience: Audience) -> None:
    rich = rich_meeting()
    for row in rich.state.linked(Attendance, Attendance.meeting, rich.meeting.id):
        rich.state.apply(Edit("verbs.removed").remove(row).done())
    text = printed(rich, lang, audience)
    assert f"*{NONE_TAKEN[lang]}*" in text
    assert not any(f"| {word} |" in text for word in WORDS[lang][:3])
    assert "represented" not in text


def test_positions_and_initials_stand_in_the_signature_block_and_come_back() -> None:
    rich = changed(rich_meeting(), Meeting.chair_position("Vice-Minister | acting"))
    rich = changed(rich, Meeting.minute_taker_position("Programme officer"))
    (group,) = rich.state.all(Group)
    rich.state.apply(Edit("verbs.edited").update(group, Group.initials(True)).done())
    text = printed(rich, "en")
    assert "| Position | Programme officer | Vice-Minister \\| acting |" in text
    assert "*Initials on each page*" in text
    read = read_own(text)
    assert (read.chair_position, read.minute_taker_position) == ("Vice-Minister | acting", "Programme officer")
    assert read.initials
    assert "Vice-Minister" not in printed(rich, "en", Audience.EVERYONE)


def test_a_signed_copy_is_noted_after_adoption_and_changes_no_minutes() -> None:
    rich = rich_meeting()
    rich = rich._replace(meeting=adopted(rich.state, rich.meeting, date(2010, 4, 3)))
    before = printed(rich, "en")
    filed = (Meeting.signed_on(MEETS_ON + timedelta(days=30)), Meeting.signed_by("MFA"))
    rich = changed(rich, *filed, Meeting.signed_copy("scans/M-2010-03.pdf"))
    assert printed(rich, "en") == before


@pytest.mark.parametrize("counts", [True, False])
@pytest.mark.parametrize("state", [Presence.ABSENT, Presence.APOLOGIES, None])
@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("lang", WORDS)
def test_whose_proxy_was_there_is_not_called_unrepresented(
    lang: str, audience: Audience, state: Presence | None, *, counts: bool
) -> None:
    rich = rich_meeting()
    (group,) = rich.state.all(Group)
    rule = (Group.quorum_rule("ToR, § 7"), Group.quorum_proxies(counts))
    rich.state.apply(Edit("verbs.edited").update(group, *rule).done())
    rows = rich.state.linked(Attendance, Attendance.meeting, rich.meeting.id)
    holder = next(row for row in rows if row.organization == rich.organizations["MoJ"].id)
    given = Attendance.proxy_for(rich.organizations["FND"].id)
    rich.state.apply(Edit("verbs.edited").update(holder, given).done())
    (line,) = (one for one in roll(rich.state, rich.meeting) if one.acronym == "FND")
    rich.state.apply(mark(rich.state, rich.meeting, line, state))
    text = printed(rich, lang, audience)
    (said,) = [line for line in text.split("\n") if line.startswith("| ") and "(FND) |" in line][:1] or [""]
    word = t("minutes.presence.by_proxy", lang=lang)
    assert not any(word in said for word in WORDS[lang][:3])
    assert (word in said) is (state is not None)
    assert "| ;" not in text, "who is not named comes for somebody all the same"
    read = read_own(text)
    assert {row.acronym: row.state for row in read.attendance}.get("FND") is state
    assert minutes_markdown(read) == text


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("lang", WORDS)
def test_what_has_no_number_in_print_has_none_on_the_screen_and_is_named(lang: str, audience: Audience) -> None:
    rich = rich_meeting()
    sheet = minutes_sheet(rich.state, rich.meeting, audience, MEETS_ON, lang)
    text = minutes_markdown(sheet)
    headings = [line.lstrip("# ") for line in text.split("\n") if line.startswith("## ")]
    agenda = agenda_of(rich.state, rich.meeting)
    bare = [line for line in agenda if line.item.kind in CLOSING_SECTIONS]
    assert bare
    assert all(line.printed == line.number for line in agenda if line not in bare)
    for line in bare:
        assert (line.printed, line.spoken) == ("", line.item.title)
        standing = t(f"meetings.item.{line.item.kind}", lang="en") if lang == "en" else line.item.title
        assert any(heading.endswith(standing) for heading in headings)
    if audience is not Audience.EVERYONE:
        assert t("minutes.attendance.left_section", lang=lang, item=bare[0].item.title) in text
    assert minutes_markdown(read_own(text)) == text
    (moj,) = (one for one in roll(rich.state, rich.meeting) if one.left)
    assert moj.left == bare[0].item.title
