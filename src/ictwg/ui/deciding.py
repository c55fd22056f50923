"""The decision between two different answers, in one box: keep one, keep both, take the proposal, or write it anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ictwg.app.problems.two_answers import (
    before_words,
    both_kept,
    given_by,
    keep,
    proposal,
    told_apart,
    typed_field,
    write,
)
from ictwg.locales import t
from ictwg.records.detail import Detail, Section
from ictwg.records.lookup import shown_name
from ictwg.ui.widgets.completion import Choice

if TYPE_CHECKING:
    from ictwg.app.problems.two_answers import Question
    from ictwg.records.lookup import Lookup
    from ictwg.ui.desk_screen import DeskScreen

PROPOSAL, BOTH, WRITE = "proposal", "both", "write"
SHORT = 280
"""Characters that the box has room for below its list, on a screen of 80 columns."""


async def decide(screen: DeskScreen[Any], question: Question) -> bool:
    """Asks, and saves what was decided; whether anything was. For workers."""
    from ictwg.ui.modals.choose import Choose

    lookup = screen.desk.lookup
    title = t("answers.which", field=question.label, name=shown_name(lookup.state, question.record))
    chosen = await screen.app.push_screen_wait(Choose(title, _choices(lookup, question), whole=True))
    if chosen is None:
        return False
    if chosen == WRITE:
        return await _write_anew(screen, question)
    text = {PROPOSAL: proposal, BOTH: both_kept}[chosen](question) if chosen in (PROPOSAL, BOTH) else None
    if text is not None:
        return screen.carry_out(lambda: write(lookup, question, text))
    return screen.carry_out(lambda: keep(lookup, question, question.answers[int(chosen)]))


def answers_detail(lookup: Lookup, question: Question) -> Detail:
    """Every answer in full, with who gave it; what both saw before; what both changes would make together."""
    sections = [
        Section(f"{n}  {given_by(lookup.state, a)}", tuple(a.words.split("\n")))
        for n, a in enumerate(question.answers, 1)
    ]
    if before := before_words(lookup, question):
        sections.append(Section(t("answers.before"), tuple(before.split("\n"))))
    if together := proposal(question):
        sections.append(Section(t("answers.proposal"), tuple(together.split("\n"))))
    return Detail(shown_name(lookup.state, question.record), question.label, tuple(sections))


def _choices(lookup: Lookup, question: Question) -> tuple[Choice, ...]:
    kept = [_keeping(lookup, question, n) for n in range(len(question.answers))]
    together, both = proposal(question), both_kept(question)
    if together is not None:
        words, first = (_one_line(text) for text in (together, question.answers[0].words))
        cut = told_apart(words, first)[0]
        kept.insert(
            0,
            Choice(
                PROPOSAL,
                t("answers.take", text=cut),
                t("answers.proposal"),
                t("answers.take", text=_in_full(cut, words)),
            ),
        )
    if both is not None:
        kept.append(Choice(BOTH, t("answers.keep_both"), t("answers.both")))
    if typed_field(question) is not None:
        kept.append(Choice(WRITE, t("answers.write_anew")))
    return tuple(kept)


def _keeping(lookup: Lookup, question: Question, n: int) -> Choice:
    """One answer, from where it differs from another: cut at the end, both would read the same."""
    answer, other = question.answers[n], question.answers[0 if n else 1]
    words = _one_line(answer.words)
    cut = told_apart(words, _one_line(other.words))[0]
    told = (t("answers.keep", answer=text) for text in (cut, _in_full(cut, words)))
    return Choice(str(n), next(told), given_by(lookup.state, answer), next(told))


def _in_full(cut: str, words: str) -> str:
    """All of it where the box has room; of a longer text what differs, and all of it stands behind the box."""
    return words if len(words) <= SHORT else cut


def _one_line(text: str) -> str:
    return " ".join(text.split())


async def _write_anew(screen: DeskScreen[Any], question: Question) -> bool:
    from ictwg.ui.forms import form_field

    field, lookup = typed_field(question), screen.desk.lookup
    if field is None:
        return False
    start = proposal(question)
    asked = form_field(lookup, field, question.record, start)
    title = t("answers.write", field=question.label, name=shown_name(lookup.state, question.record))
    return await screen.fill_in(title, (asked,), lambda values: write(lookup, question, values[field.name]))
