"""Whether people at risk may be among those of a training or an action in the field: asked once for all on file.

Until somebody answers it counts as yes (DOMAIN.md §4, Small numbers).
"""

from __future__ import annotations

from collections.abc import Mapping

from ictwg.domain.changes import Changes, Edit
from ictwg.domain.records import FieldAction, Training
from ictwg.domain.schema import title_of
from ictwg.domain.state import State
from ictwg.domain.values import IN_THEIR_WORK, ON_SITE, YesNo
from ictwg.locales import t
from ictwg.programme.plan import speaks_of
from ictwg.records.reference_data import at_risk_words
from ictwg.records.selection import in_order

Answers = Mapping[Training | FieldAction, YesNo]
OTHER = {YesNo.YES: YesNo.NO, YesNo.NO: YesNo.YES}


def proposals(state: State) -> dict[Training | FieldAction, YesNo]:
    """Of each of which nobody has said it, what it seems to be."""
    asked: list[Training | FieldAction] = [*in_order(state, state.all(Training)), *state.all(FieldAction)]
    return {one: _proposed(one) for one in asked if one.people_at_risk is None}


def _proposed(one: Training | FieldAction) -> YesNo:
    """No where all are there in their work, or nobody is there at all, as at the radio."""
    if isinstance(one, Training):
        in_work = bool(one.audience_groups) and IN_THEIR_WORK.issuperset(one.audience_groups)
    else:
        in_work = one.kind not in ON_SITE
    return YesNo.NO if in_work and not speaks_of(at_risk_words(), [title_of(one)]) else YesNo.YES


def answered(answers: Answers) -> Changes:
    """All at once; undone at once."""
    edit = Edit("verbs.answered_at_risk", asked_of(answers))
    for one, answer in answers.items():
        edit.update(one, type(one).people_at_risk(answer))
    return edit.done()


def summary(answers: Answers) -> str:
    """`Save all: yes 3, no 9`."""
    yes, no = (sum(one is answer for one in answers.values()) for answer in YesNo)
    return t("at_risk.save", yes=yes, no=no)


def asked_of(answers: Answers) -> str:
    """`12 trainings and actions in the field`."""
    return t("at_risk.asked_of", count=len(answers))
