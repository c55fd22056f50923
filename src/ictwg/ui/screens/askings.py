"""What many were asked for: invitations, comments, circulated decisions and rounds in one list, and one of them.

The three jobs that it is for:

1. See everything that many were asked for, until when, and who has not answered.
2. Note an answer while the phone rings, see how each is reached, and remind those who have not answered.
3. Close it: the decision is taken or not, the round is over, which makes the next.
"""

from __future__ import annotations

from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.widgets import Static

from ictwg.domain.records import Document, Round
from ictwg.domain.values import AskingKind
from ictwg.locales import t
from ictwg.programme.owed import askings
from ictwg.records.asking import Asking
from ictwg.records.tables import Detail, DetailSection
from ictwg.ui.keys import bindings_with
from ictwg.ui.list_screen import ListScreen
from ictwg.ui.screens.asking_pane import AskingPane, VotesPane, answer_line, kind_of, until_words
from ictwg.ui.screens.invitation_pane import InvitationPane
from ictwg.ui.session_screen import SessionScreen
from ictwg.ui.text import plain
from ictwg.ui.widgets.bars import KeyBar, TopBar
from ictwg.ui.widgets.columns import Column, title_column


class AskingsScreen(ListScreen["Asking[Any]"]):
    HEADING = "places.asked"
    EMPTY = "asked.nothing"

    def rows(self) -> tuple[Asking[Any], ...]:
        return askings(self.session.state, self.session.today)

    def columns(self) -> tuple[Column[Asking[Any]], ...]:
        return (
            title_column("what", t("ui.what"), lambda one: f"{kind_of(one)}: {one.name}"),
            Column("until", t("asked.until"), until_words, width=14, drop=1),
            Column("answered", t("asked.answered"), lambda one: "{}/{}".format(*one.count), width=9, align="right"),
        )

    def text(self, one: Asking[Any]) -> str:
        return " ".join((one.name, kind_of(one), *(asked.acronym for asked in one.waiting)))

    def detail(self, row: Asking[Any]) -> Detail:
        """Who has not answered, then what the others said; in few lines, so that the list above stays as high."""
        silent = ", ".join(dict.fromkeys(one.acronym or one.name for one in row.waiting))
        said = " · ".join(answer_line(row, one) for one in row.respondents if one.answer is not None)
        waiting, told = DetailSection(t("asked.waiting"), (silent,)), DetailSection(t("asked.answered"), (said,))
        sections = tuple(section for section in (waiting, told) if any(section.lines))
        return Detail(row.name, f"{kind_of(row)} · {row.words}", sections)

    def choose(self, row: Asking[Any]) -> None:
        self.app.push_screen(AskingScreen(row))


_PANES = {AskingKind.INVITATION: InvitationPane, AskingKind.DECISION: VotesPane}


class AskingScreen(SessionScreen[None]):
    """One of them.

    Args:
        asking: As it is when the screen is opened.
    """

    BINDINGS: ClassVar = bindings_with("record.back", "whole.edit")
    projector = False

    def __init__(self, asking: Asking[Any]) -> None:
        super().__init__()
        self._asking = asking

    @property
    def asking(self) -> Asking[Any]:
        """As it is now."""
        was, state = self._asking, self.session.state
        record = state.get(type(was.record), was.record.id) or was.record
        return type(was)(state, record, self.session.today)

    def compose(self) -> ComposeResult:
        yield TopBar()
        yield Static("", id="listed-heading", markup=False)
        yield _PANES.get(self._asking.KIND, AskingPane)("asking", lambda: self.asking)
        yield KeyBar()

    def on_mount(self) -> None:
        self.reload()
        self.query_one(AskingPane).edit()

    def reload(self) -> None:
        asking = self.asking
        head = (asking.name, kind_of(asking), until_words(asking, "asked.until_day"), asking.words)
        self.query_one("#listed-heading", Static).update(plain(" · ".join(filter(None, head))))
        self.query_one(AskingPane).reload()
        self.refresh_bindings()

    def action_back(self) -> None:
        self.dismiss()

    @work
    async def action_edit_whole(self) -> None:
        await self.edit_in_form(self.asking.record)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "edit_whole":
            return isinstance(self._asking.record, Document | Round)
        return super().check_action(action, parameters)
