"""What is copied for a message: actions by owner, a meeting, who has not answered, and the contact list."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictwg.domain.access import RANK, effective, strictest, visible, within
from ictwg.domain.agenda import agenda_of
from ictwg.domain.calendar import say_date, short_day
from ictwg.domain.periods import holding
from ictwg.domain.records import Action, Decision, Person, Role
from ictwg.domain.roster import ON_THE_ROSTER
from ictwg.domain.seen import Seen
from ictwg.domain.text import clean
from ictwg.domain.values import ActionStatus, Answer, Audience, MembershipStatus
from ictwg.locales import catalogue, language, t
from ictwg.meetings.invitation import asked
from ictwg.meetings.meetings import meeting_row
from ictwg.members.functions import people_of
from ictwg.members.organizations import register
from ictwg.minutes.lines import as_text, minute_lines
from ictwg.minutes.printed.annexes import none_said
from ictwg.minutes.printed.blocks import (
    DASH,
    HeadingBlock,
    Items,
    ListItem,
    Paragraph,
    chain,
    choice,
    day,
    label,
    line,
    opening,
    own,
    strong,
)
from ictwg.minutes.printed.files import HTML, file_name
from ictwg.minutes.printed.html import page
from ictwg.minutes.printed.making import minutes_sheet
from ictwg.minutes.printed.markdown import beginning, lines_of, markdown, plain
from ictwg.records.group import is_example, short_group_name, spoken_in
from ictwg.records.lookup import shown_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ictwg.actions.action_rows import ActionRow
    from ictwg.decisions.decision_rows import DecisionRow
    from ictwg.domain.records import AgendaItem, Meeting, Organization
    from ictwg.domain.state import State
    from ictwg.meetings.invitation import Invited
    from ictwg.minutes.printed.blocks import Block, PaperText
    from ictwg.minutes.printed.sheet import SheetItem


class Copy(NamedTuple):
    """The text, how many it lists, and how many it leaves out because they are not for these readers."""

    text: str
    """Empty where nothing is listed."""
    listed: int
    left_out: int


def copy_actions(
    state: State, rows: Iterable[ActionRow], today: date, title: str, audience: Audience = Audience.CORE
) -> Copy:
    """What `audience` may see of these rows; tasks are the secretariat's alone."""
    unique = list({row.action: row for row in rows}.values())
    seen = [row for row in unique if _may_see(state, row, audience)]
    return Copy(_list(title, today, _by_owner(seen)), len(seen), len(unique) - len(seen))


def copy_decisions(
    state: State, rows: Iterable[DecisionRow], today: date, title: str, audience: Audience = Audience.CORE
) -> Copy:
    """What `audience` may see of these decisions, one bullet each."""
    listed = list(rows)
    found = ((row, state.get(Decision, row.id)) for row in listed)
    seen = [row for row, decision in found if decision is not None and visible(state, decision, audience)]
    lines = ["", *map(_decision_bullet, seen)] if seen else []
    return Copy(_list(title, today, lines), len(seen), len(listed) - len(seen))


def _list(title: str, today: date, lines: list[str]) -> str:
    """Under its heading; nothing at all where there is nothing to list."""
    return "\n".join([f"**{plain(title)}** – {short_day(today)}", *lines, ""]) if lines else ""


def _decision_bullet(row: DecisionRow) -> str:
    status = t(f"choices.implementation.{row.status}")
    return "- " + beginning(" – ".join(filter(None, (row.reference, plain(row.text), status))))


def _may_see(state: State, row: ActionRow, audience: Audience) -> bool:
    action = state.get(Action, row.action)
    return action is not None and visible(state, action, audience)


def _by_owner(rows: list[ActionRow]) -> list[str]:
    lines: list[str] = []
    owners: dict[str, list[ActionRow]] = {}
    for row in rows:
        owners.setdefault(row.owners or row.assignee, []).append(row)
    for owner, owned in owners.items():
        lines += ["", f"**{plain(owner or t('followup.nobody'))}**", "", *(_bullet(row) for row in owned)]
    return lines


def _bullet(row: ActionRow) -> str:
    return "- " + beginning(" – ".join(filter(None, (row.reference, plain(row.text), _when(row), _state(row)))))


def _when(row: ActionRow) -> str:
    if not row.due:
        return ""
    return t("followup.copied_late" if row.late else "followup.copied_due", due=row.due)


def _state(row: ActionRow) -> str:
    if row.status is ActionStatus.OPEN:
        return ""
    return t(f"choices.action_status.{row.status}")


def readers(meeting: Meeting) -> Audience:
    """Whom a copy is for where nobody asks: the members, or those few who may see the meeting."""
    return strictest(Audience.MEMBERS, meeting.audience)


def copy_meeting(state: State, meeting: Meeting, audience: Audience) -> Copy:
    """One line that names the meeting."""
    if not visible(state, meeting, audience):
        return Copy("", 0, 1)
    row = meeting_row(state, meeting)
    return Copy(f"{row.reference} {row.day} {row.title}".rstrip(), 1, 0)


def copy_agenda(state: State, meeting: Meeting, today: date, audience: Audience) -> Copy:
    """The items as a list, numbered as in the agenda that is sent to these readers.

    Raises:
        InvalidValueError: They may not see the meeting.
    """
    sheet = minutes_sheet(state, meeting, audience, today)
    lines = [_item(item, sheet.language) for item in sheet.items if item.id or item.restricted]
    told = sum(bool(item.id) for item in sheet.items)
    return Copy("\n".join(lines), told, len(agenda_of(state, meeting)) - told)


def copy_lines(state: State, meeting: Meeting, item: AgendaItem | None, audience: Audience) -> Copy:
    """The lines of one item, or those of no item."""
    told = minute_lines(Seen(state, audience), meeting, item)
    return Copy(as_text(told), len(told), len(minute_lines(state, meeting, item)) - len(told))


def _item(item: SheetItem, language: str) -> str:
    title = f"[{label('restricted', language)}]" if item.restricted else item.title.strip()
    return f"{'  ' * item.number.count('.')}- {item.number} {title}"


def copy_unanswered(state: State, meeting: Meeting, today: date, audience: Audience) -> Copy:
    """One bullet for each organization that has not said; how its people are reached is the secretariat's alone."""
    told, waiting = _waiting(state, meeting, audience)
    if not told:
        return Copy("", 0, waiting)
    head = t("invitation.unanswered", meeting=plain(shown_name(state, meeting)), day=_day(meeting, language()))
    lines = [f"**{head}** – {short_day(today)}", "", *(_name_bullet(state, one, audience) for one in told)]
    return Copy("\n".join((*lines, "")), len(told), waiting - len(told))


def copy_reminder(state: State, meeting: Meeting, audience: Audience) -> Copy:
    """A mail to those who have not answered, in the language of the group where there is one for it; no addresses."""
    told, waiting = _waiting(state, meeting, audience)
    if not told:
        return Copy("", 0, waiting)
    spoken = spoken_in(state) or ""
    lang = spoken if "invitation.reminder" in catalogue(spoken, "invitation") else "en"
    values = {
        "group": clean(short_group_name(state)),
        "day": _day(meeting, lang),
        "when": ", ".join(filter(None, (_day(meeting, lang), _hours(meeting), clean(meeting.venue)))),
        "organizations": ", ".join(one.acronym or one.name for one in told),
    }
    return Copy(t("invitation.reminder", lang=lang, **values), len(told), waiting - len(told))


def reached_by(state: State, person: str) -> str:
    """Phone, e-mail, and through whom to ask: for the secretariat alone."""
    found = state.get(Person, person)
    if found is None:
        return ""
    through = " ".join(filter(None, (found.ask_through, found.ask_through_phone)))
    asked_through = t("invitation.ask_through", who=through) if through else ""
    return " · ".join(filter(None, (found.phone, found.email, asked_through)))


def _waiting(state: State, meeting: Meeting, audience: Audience) -> tuple[tuple[Invited, ...], int]:
    """Those without an answer that this audience is told of, and how many there are."""
    found = tuple(one for one in asked(state, meeting) if one.answer is Answer.NONE)
    seen = visible(state, meeting, audience)
    return tuple(one for one in found if seen and (one.organization or _tells_persons(audience))), len(found)


def _name_bullet(state: State, one: Invited, audience: Audience) -> str:
    named = f"**{plain(one.acronym)}** {plain(one.name)}" if one.acronym != one.name else f"**{plain(one.name)}**"
    people = "; ".join(_people(state, one, audience)) if _tells_persons(audience) else ""
    return "- " + beginning(" – ".join(filter(None, (named, people))))


def _people(state: State, one: Invited, audience: Audience) -> Iterable[str]:
    for place in one.lines:
        person = state.get(Person, place.person)
        if place.name and (person is None or visible(state, person, audience)):
            reached = reached_by(state, place.person) if audience is Audience.SECRETARIAT else ""
            yield plain(" ".join(filter(None, (place.name, f"({reached})" if reached else ""))))


def _tells_persons(audience: Audience) -> bool:
    return RANK[audience] >= RANK[Audience.MEMBERS]


def _day(meeting: Meeting, lang: str) -> str:
    return say_date(meeting.date, lang, weekday=False) if meeting.date else ""


def _hours(meeting: Meeting) -> str:
    return "–".join(time.strftime("%H:%M") for time in (meeting.start, meeting.end) if time)


CURRENT = (*ON_THE_ROSTER, MembershipStatus.SUSPENDED)
"""Who belongs to the group; not who has withdrawn."""


def contact_list(state: State, on: date, audience: Audience = Audience.MEMBERS) -> str:
    """The list as markdown to paste; empty where nobody may be listed."""
    people = _listed_people(state, on, audience, language())
    return "\n".join(lines_of([*_head(on, audience, language()), *people])) + "\n" if people else ""


def contact_page(state: State, on: date, audience: Audience, lang: str, form: str = HTML) -> str:
    """The list as a file: a page to print and send, or markdown; an empty language is the interface's."""
    lang = lang or language()
    blocks = [*_head(on, audience, lang), *(_listed_people(state, on, audience, lang) or [none_said(lang)])]
    if form == HTML:
        return page(blocks, lang, example=is_example(state))
    told = {"kind": "contacts", "date": on.isoformat(), "audience": str(audience), "language": lang}
    return markdown(told, blocks)


def contact_page_name(on: date, audience: Audience, form: str = HTML) -> str:
    """`contacts-2010-02-15-members.html`."""
    return file_name("contacts", on.isoformat(), audience, suffix=form)


def _head(on: date, audience: Audience, lang: str) -> list[Block]:
    readers = f"{label('agenda.audience', lang)}: {choice(audience, lang)}"
    return [HeadingBlock(1, own(label("contacts.title", lang))), Paragraph(own(f"{day(on, lang)}{DASH}{readers}"))]


def _listed_people(state: State, on: date, audience: Audience, lang: str) -> list[Block]:
    """The people of every organization of the group, as of a day, with the functions that they hold.

    Whoever may be listed to this audience is listed with phone and e-mail: that is what being listed means.
    """
    told: list[Block] = []
    for row in register(state, on):
        people = _listed(state, row.organization, on, audience) if row.status in CURRENT else []
        if people:
            named = strong(line(row.acronym)) + own(" ") + line(row.name)
            told += [Paragraph(named), Items(tuple(ListItem(_person(state, one, on, lang)) for one in people))]
    return told


def _listed(state: State, organization: Organization, on: date, audience: Audience) -> list[Person]:
    people = people_of(state, organization, on)
    return [person for person in people if within(effective(state, person), audience)]


def _person(state: State, person: Person, on: date, lang: str) -> PaperText:
    held = holding(state.linked(Role, Role.person, person.id), on)
    functions = ", ".join(dict.fromkeys(choice(role.function, lang) for role in held))
    known = (person.listed_as or person.name, functions, person.position, person.phone, person.email)
    return opening(chain(" · ", map(line, known)))
