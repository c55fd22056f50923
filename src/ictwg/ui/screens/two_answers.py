"""Two different answers: fields that two people changed at once, and the decision between them.

The three jobs that it is for:

1. See what is to decide: where, which field, what each of them said.
2. Read both answers in full, with who gave them, when and on which computer.
3. Decide with Enter: keep one, keep both, take both changes in one text, or write it anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from ictwg.app.problems.two_answers import Question, questions, told_apart
from ictwg.locales import t
from ictwg.records.lookup import shown_name
from ictwg.ui.deciding import answers_detail, decide
from ictwg.ui.screens.listed import Listed
from ictwg.ui.widgets.columns import Column

if TYPE_CHECKING:
    from ictwg.records.detail import Detail


class TwoAnswersScreen(Listed[Question]):
    @property
    def heading(self) -> str:
        return t("places.two_answers")

    @property
    def empty(self) -> str:  # type: ignore[override]
        return t("answers.empty")

    def rows(self) -> tuple[Question, ...]:
        return questions(self.desk.store, self.desk.lookup)

    def columns(self) -> tuple[Column[Question], ...]:
        state = self.desk.state
        return (
            Column("where", t("answers.where"), lambda q: shown_name(state, q.record), minimum=12, snug=True),
            Column("field", t("answers.field"), lambda q: q.label, minimum=10, tone="warn", snug=True),
            Column("shown", t("answers.shown"), lambda q: _apart(q)[0], share=2, minimum=14),
            Column("other", t("answers.other"), lambda q: _apart(q)[1], share=2, minimum=14, drop=1),
        )

    def detail(self, row: Question) -> Detail:
        return answers_detail(self.desk.lookup, row)

    def text(self, row: Question) -> str:
        told = " ".join(f"{answer.words} {answer.user}" for answer in row.answers)
        return f"{shown_name(self.desk.state, row.record)} {row.label} {told}"

    @work
    async def choose(self, row: Question) -> None:  # type: ignore[override]
        await decide(self, row)


def _apart(question: Question) -> tuple[str, str]:
    """The first two answers, so that they can be told apart where they are cut."""
    return told_apart(question.answers[0].words, question.answers[1].words)
