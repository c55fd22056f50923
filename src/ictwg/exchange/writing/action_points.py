"""Action points: one page, ready the same day, as read out at the end of the meeting (DOMAIN.md §5).

In markdown, and in plain words with the few signs that WhatsApp knows (`*bold*`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictwg.domain.values import CLOSED, EntryType
from ictwg.exchange.escaping import beginning, plain
from ictwg.exchange.front_matter import sheet_values, with_front_matter
from ictwg.exchange.labels import DASH, choice, day, label
from ictwg.exchange.writing.annexes import by_owner, referred
from ictwg.exchange.writing.header import when
from ictwg.exchange.writing.items import joined
from ictwg.exchange.writing.lines import bullet, text_or_mark
from ictwg.exchange.writing.promises import due, owners

if TYPE_CHECKING:
    from ictwg.exchange.sheet import Line, MinutesSheet, Promise


def action_points_markdown(sheet: MinutesSheet) -> str:
    """Decisions, actions as owner – text – due, next meeting."""
    lang = sheet.language
    blocks = [
        [f"# {label('points.heading', lang, meeting=plain(_name(sheet)))}"],
        [f"*{label('points.note', lang)}*"],
        [f"{when(sheet)}{DASH}{label('points.audience', lang, audience=choice(sheet.audience, lang))}"],
        [f"## {label('points.decisions', lang)}"],
        [line for taken in _decisions(sheet) for line in _decision(taken, lang)] or [_none(lang)],
        [f"## {label('points.actions', lang)}"],
        [line for given in _actions(sheet) for line in _action(given, lang)] or [_none(lang)],
        *(
            [[f"## {label('points.next_meeting', lang)}"], [day(sheet.next_meeting, lang)]]
            if sheet.next_meeting
            else []
        ),
    ]
    return with_front_matter(sheet_values(sheet, "action points"), "\n" + "\n".join(joined(blocks)) + "\n")


def action_points_text(sheet: MinutesSheet) -> str:
    """The same in plain lines that fit a message on a telephone."""
    lang, none = sheet.language, label("annex.none", sheet.language)
    blocks = [
        [f"*{_unstarred(label('points.heading', lang, meeting=_name(sheet)))}*", label("points.note", lang)],
        [f"*{label('points.decisions', lang)}*", *([_plain_decision(one) for one in _decisions(sheet)] or [none])],
        [f"*{label('points.actions', lang)}*", *(_plain_actions(sheet) or [none])],
        [f"*{label('points.next_meeting', lang)}:* {day(sheet.next_meeting, lang)}"] if sheet.next_meeting else [],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _name(sheet: MinutesSheet) -> str:
    return " ".join(filter(None, (sheet.series_name or sheet.group, sheet.reference)))


def _decisions(sheet: MinutesSheet) -> list[Line]:
    return [line for line in sheet.lines if line.type is EntryType.DECISION and not line.restricted]


def _actions(sheet: MinutesSheet) -> list[Line]:
    """The actions of this meeting that are still to be done, in protocol order of their owners."""
    open_ones = [line for line in sheet.lines if line.promise and line.promise.status not in CLOSED]
    held = by_owner((line for line in open_ones), sheet)
    return list(dict.fromkeys(line for group in held.values() for line in group))


def _decision(line: Line, lang: str) -> list[str]:
    return bullet(0, referred(line.reference) + text_or_mark(line.text, lang))


def _action(line: Line, lang: str) -> list[str]:
    assert line.promise is not None  # noqa: S101 - only promises are actions
    said = (beginning(owners(line.promise, lang)), text_or_mark(line.text, lang), due(line.promise, lang))
    return bullet(0, referred(line.reference) + DASH.join(said))


def _plain_decision(line: Line) -> str:
    return " ".join(filter(None, ("•", line.reference, _flat(line.text))))


def _plain_actions(sheet: MinutesSheet) -> list[str]:
    lang = sheet.language
    given = [(line.promise, _flat(line.text)) for line in _actions(sheet) if line.promise]
    return [
        f"• {DASH.join((_plain_owners(promise, lang), text, _plain_due(promise, lang)))}" for promise, text in given
    ]


def _plain_owners(promise: Promise, lang: str) -> str:
    everybody = [label("owner.everybody", lang)] if promise.everybody else []
    named = [*everybody, *promise.owners, *([promise.who] if promise.who else [])]
    named += [f"{name}?" for name in promise.strangers]
    return ", ".join(named) or label("owner.person" if promise.withheld else "owner.none", lang)


def _plain_due(promise: Promise, lang: str) -> str:
    return due(promise, lang).replace("*", "")


def _flat(text: str) -> str:
    """On one line: a message has no paragraphs to spare."""
    return " ".join(text.split())


def _unstarred(text: str) -> str:
    return text.replace("*", "")


def _none(lang: str) -> str:
    return f"*{label('annex.none', lang)}*"
