"""Sending a paper that was just made: to whom it goes, what is copied into the mail, and that it went.

The jobs that it is for:

1. See who gets it, who has no address, and who gets it on paper; leave somebody out, or take another list.
2. Copy addresses, subject and text by one key each, open the folder with the files; or open a draft of the mail.
3. Say that it went: a contact with each organization, and the step of the meeting, in one undo.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work

from ictwg.contacts.circulation import (
    LARGE,
    MEMBERS,
    OutgoingPaper,
    Recipient,
    Unreached,
    addresses,
    covering,
    draft,
    lists,
    reached,
    recipients,
    sent,
    short_text,
    subject,
)
from ictwg.domain.changes import Changes
from ictwg.domain.records import Meeting
from ictwg.domain.values import Audience
from ictwg.errors import IctwgError
from ictwg.exports.messages import Copy
from ictwg.locales import first_known, language, t
from ictwg.minutes.steps import STEPS, step_of
from ictwg.records.group import spoken_in
from ictwg.ui.disclosure import let_out
from ictwg.ui.keys import bindings_for
from ictwg.ui.list_screen import ListScreen
from ictwg.ui.modals.choose import Choose
from ictwg.ui.widgets.columns import Column
from ictwg.ui.widgets.completing_input import Choice

if TYPE_CHECKING:
    from collections.abc import Sequence


class CirculationScreen(ListScreen[Recipient]):
    BINDINGS: ClassVar = bindings_for("circulation")
    EMPTY = "circulation.nobody"
    told_as: ClassVar = {"list.choose": "circulation.leave_out"}

    def __init__(self, what: OutgoingPaper) -> None:
        super().__init__()
        self._what = what
        self._list = MEMBERS
        self._out: frozenset[str] = frozenset()

    @property
    def heading(self) -> str:
        state, chosen = self.session.state, self._chosen
        told = t("circulation.heading", what=subject(state, self._what, language()), count=len(reached(chosen)))
        large = t("circulation.large") if self._what.size > LARGE else ""
        return " · ".join(filter(None, (told, _list_words(self._list), large)))

    def columns(self) -> Sequence[Column[Recipient]]:
        return (
            Column("goes", "", self._goes, width=2),
            Column("home", t("records.organization"), lambda row: row.acronym, width=10, tone="info", snug=True),
            Column("name", t("records.name"), lambda row: row.name, share=2, minimum=12, snug=True),
            Column("address", t("records.email"), _reached_by, share=3, minimum=12, snug=True),
        )

    def _goes(self, row: Recipient) -> str:
        return "–" if row.id in self._out else "✓" if row.gap in (None, Unreached.PAPER) else "!"

    def rows(self) -> tuple[Recipient, ...]:
        about = self._what.about
        series = about.series if isinstance(about, Meeting) else ""
        return recipients(self.session.state, self.session.today, self._list, series)

    @property
    def _chosen(self) -> tuple[Recipient, ...]:
        return tuple(one for one in self.rows() if one.id not in self._out)

    @property
    def _spoken(self) -> str:
        return spoken_in(self.session.state) or language()

    def choose(self, row: Recipient) -> None:
        """Leaves somebody out, or takes them in again."""
        self._out ^= {row.id}
        self.reload()

    @work
    async def action_other_list(self) -> None:
        options = [Choice(one, _list_words(one)) for one in lists(self.session.state)]
        chosen = await self.app.push_screen_wait(Choose(t("circulation.ask.list"), options, current=self._list))
        if chosen is not None:
            self._list, self._out = chosen, frozenset()
            self.reload()

    def action_copy_addresses(self) -> None:
        told = t("circulation.copied.addresses", count=len(reached(self._chosen)))
        self._copy(addresses(self._chosen), told, Audience.SECRETARIAT)

    def action_copy_subject(self) -> None:
        text = subject(self.session.state, self._what, self._spoken)
        self._copy(text, t("circulation.copied.subject"), self._what.audience)

    def action_copy_text(self) -> None:
        text = covering(self.session.state, self._what, self._spoken)
        self._copy(text, t("circulation.copied.text"), self._what.audience)

    def action_copy_short(self) -> None:
        text = short_text(self.session.state, self._what, self._spoken)
        self._copy(text, t("circulation.copied.short"), Audience.EVERYONE)

    @work
    async def _copy(self, text: str, told: str, audience: Audience) -> None:
        """Through the one door: what may be confidential is asked about."""
        for copied in await let_out(self, lambda: (Copy(text, 1, 0),), audience):
            self.program.copy(copied.text, told)

    def action_open_folder(self) -> None:
        if self._what.files:
            self.program.open_file(str(self._what.files[0].parent))

    @work
    async def action_draft(self) -> None:
        """Beside the files; the mail program of this computer opens it."""
        state = self.session.state
        title, text = subject(state, self._what, self._spoken), covering(state, self._what, self._spoken)
        if not await let_out(self, lambda: (Copy(f"{title}\n\n{text}", 1, 0),), self._what.audience):
            return
        folder = self._what.files[0].parent if self._what.files else Path(self.session.store.path).parent
        path = folder / f"{title.replace('/', '-')}.eml"
        try:
            path.write_bytes(draft(self._what, self._chosen, title, text))
        except OSError as error:
            self.complain(IctwgError(t("circulation.no_draft", path=str(path), why=str(error.strerror or error))))
            return
        self.program.open_file(str(path))
        self.tell(t("circulation.drafted", name=path.name))

    def action_sent(self) -> None:
        state, today, what = self.session.state, self.session.today, self._what

        def went() -> Changes:
            changes = sent(state, what, self._chosen, subject(state, what, self._spoken), today)
            meeting = state.get(Meeting, what.about.id) if isinstance(what.about, Meeting) else None
            step = step_of(state, meeting, today, what.paper, what.audience) if meeting is not None else ""
            if meeting is None or not step:
                return changes
            return changes.and_then(self.said_out(STEPS[step](self.session.lookup, meeting)))

        if self.carry_out(went):
            self.dismiss()


def _list_words(name: str) -> str:
    return t(first_known(f"circulation.list.{name}", "circulation.list.own"), name=name)


def _reached_by(row: Recipient) -> str:
    return row.address if row.gap is None else t(f"circulation.gap.{row.gap}")
