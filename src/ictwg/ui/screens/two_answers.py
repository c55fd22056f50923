"""Two different answers: fields that two people changed at once, and the decision between them.

The three jobs that it is for:

1. See what is to decide: where, which field, what each of them said.
2. Read both answers in full, with who gave them, when and on which computer.
3. Decide with Enter: keep one, keep both, take both changes in one text, or write it anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.containers import VerticalScroll

from ictwg.locales import t
from ictwg.services.lookup import shown_name
from ictwg.services.two_answers import questions
from ictwg.ui.deciding import answers_detail, decide
from ictwg.ui.desk_screen import DeskScreen
from ictwg.ui.keys import bindings_with
from ictwg.ui.widgets.columns import Column
from ictwg.ui.widgets.detail import DetailPane
from ictwg.ui.widgets.filtered_list import FilteredList
from ictwg.ui.widgets.key_bar import KeyBar
from ictwg.ui.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from ictwg.services.lookup import Lookup
    from ictwg.services.two_answers import Question
    from ictwg.ui.widgets.virtual_list import VirtualList


class TwoAnswersScreen(DeskScreen[None]):
    BINDINGS: ClassVar = bindings_with("record.back")

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield FilteredList(_columns(self.desk.lookup), text=_text, empty=t("answers.empty"))
        with VerticalScroll(id="answers-detail"):
            yield DetailPane()
        yield KeyBar()

    @property
    def _list(self) -> FilteredList[Question]:
        return self.query_one(FilteredList)

    def on_mount(self) -> None:
        self.reload()
        self._list.list.focus()

    def reload(self) -> None:
        self._list.show(questions(self.desk.store, self.desk.lookup))

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        pane, question = self.query_one(DetailPane), event.row
        if question is None:
            pane.clear()
        else:
            pane.show(answers_detail(self.desk.lookup, question))

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        self._decide(event.row)

    @work
    async def _decide(self, question: Question) -> None:
        await decide(self, question)

    def action_back(self) -> None:
        self.dismiss()


def _text(question: Question) -> str:
    told = " ".join(f"{answer.words} {answer.user}" for answer in question.answers)
    return f"{question.label} {told}"


def _columns(lookup: Lookup) -> tuple[Column[Question], ...]:
    return (
        Column("where", t("answers.where"), lambda q: shown_name(lookup.state, q.record), share=1, minimum=12),
        Column("field", t("answers.field"), lambda q: q.label, share=1, minimum=10, tone="warn"),
        Column("shown", t("answers.shown"), lambda q: q.answers[0].words, share=2, minimum=14),
        Column("other", t("answers.other"), lambda q: q.answers[1].words, share=2, minimum=14, drop=1),
    )
