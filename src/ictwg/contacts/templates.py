"""Letters that are written again and again, begun from the record that they are about, in their own language.

The texts are the messages `letters.template.NAME.subject` and `.text`; what is typed over them stays as it is typed.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from ictwg.contacts.addressing import of_name
from ictwg.contacts.letters import many
from ictwg.decisions.decisions import actions_of
from ictwg.domain.access import strictest
from ictwg.domain.agenda import agenda_of
from ictwg.domain.calendar import say_date
from ictwg.domain.in_language import in_language
from ictwg.domain.periods import roles_on
from ictwg.domain.records import Action, Decision, IncomingLetter, Letter, Meeting, Organization
from ictwg.domain.roster import in_protocol_order, invited, is_invited, said_owners
from ictwg.domain.schema import Record
from ictwg.domain.seen import AudienceView, audience_for
from ictwg.domain.state import State
from ictwg.domain.text import clean
from ictwg.domain.values import CLOSED, ActionKind, Audience, Function, ItemKind, LetterKind
from ictwg.locales import known, t
from ictwg.meetings.editions import as_printed, sent_agendas
from ictwg.papers.words import choice
from ictwg.records.group import full_group_name, short_group_name
from ictwg.records.lookup import shown_reference


class Template(NamedTuple):
    """A letter to begin with; `about` is the type of record that it tells of, None for the group alone."""

    name: str
    kind: LetterKind
    about: type[Record] | None = Meeting


ACKNOWLEDGEMENT = Template("acknowledgement", LetterKind.LETTER, IncomingLetter)
"""What the answer to a letter begins with."""
TEMPLATES = (
    Template("convening", LetterKind.CONVENING),
    Template("invitation", LetterKind.INVITATION),
    Template("addendum", LetterKind.LETTER),
    Template("postponement", LetterKind.LETTER),
    Template("reminder", LetterKind.LETTER, Organization),
    Template("transmittal", LetterKind.LETTER),
    Template("decision", LetterKind.LETTER, Decision),
    Template("action", LetterKind.LETTER, Action),
    Template("nomination", LetterKind.LETTER, None),
    Template("room", LetterKind.LETTER),
    Template("interpreter", LetterKind.LETTER),
    Template("submission", LetterKind.SUBMISSION, None),
    Template("thanks", LetterKind.LETTER),
    ACKNOWLEDGEMENT,
    Template("empty", LetterKind.LETTER, None),
)

_ENCLOSED = {"convening": "agenda", "addendum": "addendum", "transmittal": "transmittal.subject"}
"""What goes with it, by the message that names it."""
_FEMININE = re.compile(r"\w*(?:a|ão|dade|Rede)\b")
"""How the name of a group begins in Portuguese: *a Comissão*, and else *o Grupo*."""


def carried_out_by(state: State, about: Decision | Action) -> tuple[Action, ...]:
    """An action itself; of a decision what carries it out, or where nothing is said to, what its item has given."""
    if isinstance(about, Action):
        return (about,)
    beside = state.linked(Action, Action.item, about.item) if about.item else ()
    return actions_of(state, about) or tuple(one for one in beside if one.kind is ActionKind.ACTION)


def concerned(state: State, about: Record | None, on: date) -> tuple[Organization, ...]:
    """Who is to be written to about it, in protocol order: an organization, or who owns what is to be done."""
    if isinstance(about, (Organization, IncomingLetter)):
        home = about if isinstance(about, Organization) else state.get(Organization, about.organization)
        return (home,) if home is not None else ()
    actions = carried_out_by(state, about) if isinstance(about, (Decision, Action)) else ()
    homes = [home for one in actions for id in one.owners if (home := state.get(Organization, id)) is not None]
    everybody = many(state, "members", on) if any(one.all for one in actions) else ()
    return in_protocol_order(state, dict.fromkeys(home.id for home in (*homes, *everybody)), on)


def begun(state: State, template: Template, about: Record | None, language: str, today: date) -> dict[str, str]:
    """What a new letter begins with, by the names of its fields: nothing that its readers may not see."""
    spoken, state = "pt" if language == "tet" else language, in_language(state, language)
    about, group = state.get(type(about), about.id) if about is not None else None, full_group_name(state, language)
    told = {
        "group": of_name(group or short_group_name(state), "a" if _FEMININE.match(group) else "o", spoken),
        **_places(state, template, about, spoken, today),
    }
    asked = _is_asked(state, about)
    text = _words(template, "text", spoken, told, asked=asked)
    slip = template.kind is LetterKind.INVITATION
    reply = t("letters.template.reply_slip", lang=spoken, day=told["day"]) if slip else ""
    found = {
        Letter.kind.name: str(template.kind),
        Letter.language.name: language,
        Letter.subject.name: _words(template, "subject", spoken, told, asked=asked),
        Letter.text.name: "\n\n".join(filter(None, (text, reply))),
        Letter.signatory.name: _signs(state, today) or "",
    }
    if isinstance(about, Meeting):
        found[Letter.meetings.name] = about.id
    if isinstance(about, IncomingLetter):
        found[Letter.answers.name] = about.id
    if isinstance(about, (Decision, Action)):
        link = Letter.decisions if isinstance(about, Decision) else Letter.actions
        found[link.name] = about.id
        found[Letter.enclosures.name] = t("letters.template.extract", lang=spoken, reference=told["reference"])
    if template.name in _ENCLOSED:
        found[Letter.enclosures.name] = t(f"letters.template.{_ENCLOSED[template.name]}", lang=spoken, **told)
    return {name: value for name, value in found.items() if value}


def _signs(state: State, on: date) -> str | None:
    """Who was to sign the last letter; before the first the chair."""
    last = max((one for one in state.all(Letter) if one.signatory), key=lambda one: one.id, default=None)
    chairs = (role.person for role in roles_on(state, on, Function.CHAIR))
    return last.signatory if last is not None else next(chairs, None)


def _is_asked(state: State, about: Record | None) -> bool:
    """Whether the letter goes to those alone who are invited, and tasked with nothing."""
    if isinstance(about, Organization):
        return bool(invited(state, (about.id,)))
    return isinstance(about, Action) and is_invited(state, about)


def _words(template: Template, part: str, lang: str, told: dict[str, str], *, asked: bool) -> str:
    """Nothing where a letter of this kind begins without; for who is invited it may have words of its own."""
    id = f"letters.template.{template.name}.{part}"
    id = f"{id}.invited" if asked and known(f"{id}.invited") else id
    return t(id, lang=lang, **told) if known(id) else ""


def _places(state: State, template: Template, about: Record | None, lang: str, today: date) -> dict[str, str]:
    if isinstance(about, Meeting):
        return _meeting(state, about, lang, new_alone=template.name == "addendum")
    if isinstance(about, Organization):
        return {
            "organization": of_name(clean(about.name), clean(about.article), lang),
            "pending": _pending(state, about, lang),
            "day": say_date(today, lang, weekday=False),
        }
    if isinstance(about, (Decision, Action)):
        return _promised(state, about, lang, today)
    if isinstance(about, IncomingLetter):
        on, gap = about.their_date or about.received_on, t("letters.template.gap", lang=lang)
        return {
            "reference": clean(about.their_reference) or gap,
            "day": say_date(on, lang, weekday=False) if on else gap,
            "subject": clean(about.subject),
        }
    return {}


def _promised(state: State, about: Decision | Action, lang: str, today: date) -> dict[str, str]:
    """Its text and who does what by when, as far as all who get the letter may read them."""
    audiences = (audience_for(state, home.id, Audience.MEMBERS) for home in concerned(state, about, today))
    seen = AudienceView(state, Audience.EVERYONE if Audience.EVERYONE in audiences else Audience.MEMBERS)
    gap, meeting = t("letters.template.gap", lang=lang), state.get(Meeting, about.meeting)
    shown = seen.get(type(about), about.id)
    actions = (one for one in carried_out_by(state, about) if seen.get(Action, one.id))
    lines = [promise(one, lang, said_owners(state, invited(state, one.owners), None, lang=lang)) for one in actions]
    on = (about.decided_on if isinstance(about, Decision) else about.given_on) or (meeting.date if meeting else None)
    return {
        "reference": shown_reference(state, about),
        "day": say_date(on, lang, weekday=False) if on else gap,
        "text": clean(shown.text, multiline=True) if shown is not None else gap,
        "actions": "\n".join(lines) or f"- {gap}",
    }


def _announced(state: State, meeting: Meeting) -> set[str]:
    """The items of the agenda that was sent last."""
    sent = sent_agendas(state, meeting)[-1:]
    was = [as_printed(state, meeting, one.on or date.min, edition=one) for one in sent]
    return {line.item.id for one in was for line in agenda_of(one.state, one.meeting)}


def _meeting(state: State, meeting: Meeting, lang: str, *, new_alone: bool) -> dict[str, str]:
    seen = AudienceView(state, strictest(Audience.MEMBERS, meeting.audience))
    topics = [one.item for one in agenda_of(seen, meeting) if one.item.kind is ItemKind.TOPIC]
    known = _announced(state, meeting) if new_alone else set()
    items = [one for one in topics if one.id not in known]
    gap = t("letters.template.gap", lang=lang)
    return {
        "day": say_date(meeting.date, lang, weekday=False) if meeting.date else gap,
        "start": (f"{at.hour}h{at:%M}" if lang == "pt" else f"{at:%H:%M}") if (at := meeting.start) else gap,
        "venue": clean(meeting.venue) or gap,
        "items": "\n".join(f"- {clean(item.title)}" for item in items) or f"- {gap}",
    }


def pending_with(state: State, home: Organization) -> list[Action]:
    """Its open actions, as far as it may read them."""
    owed = AudienceView(state, audience_for(state, home.id, Audience.MEMBERS)).linked(Action, Action.owners, home.id)
    still = (one for one in owed if one.kind is ActionKind.ACTION and one.status not in CLOSED)
    return sorted(still, key=lambda one: (one.reference, one.id))


def _pending(state: State, home: Organization, lang: str) -> str:
    """Its open actions, with the day by which each was due."""
    lines = [promise(one, lang) for one in pending_with(state, home)]
    return "\n".join(lines) or f"- {t('letters.template.gap', lang=lang)}"


def promise(action: Action, lang: str, asked: str = "") -> str:
    """`- A-2010-014 – text – day`; before the text who is invited to do it, where others read it too."""
    due = action.due
    when = "" if due is None else say_date(due, lang, weekday=False) if isinstance(due, date) else choice(due, lang)
    return "- " + " – ".join(filter(None, (clean(action.reference), asked, clean(action.text), when)))
