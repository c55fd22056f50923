"""The passphrase of an encrypted group, typed unseen; a wrong one says so, and the box stays."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.widgets import Input

from ictwg.errors import IctwgError
from ictwg.locales import t
from ictwg.ui.modals.box import Box
from ictwg.ui.text import plain
from ictwg.ui.widgets.detail import ShortText

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from ictwg.store.store import Store


class PassphraseBox(Box[bool | None]):
    """True once it has opened the file."""

    def __init__(self, store: Store) -> None:
        super().__init__(t("encryption.form"))
        self._store = store
        self._help = ShortText("", classes="form--help")

    def body(self) -> Iterable[Widget]:
        yield Input(password=True, compact=True)
        yield self._help

    def on_mount(self) -> None:
        self._tell(t("encryption.form.help"))
        self.query_one(Input).focus()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """To derive the key takes a third of a second, by intent: in a thread, so that the box can say so."""
        event.stop()
        if not event.value.strip():
            return
        event.input.disabled = True
        self._tell(t("encryption.form.opening"))
        try:
            await asyncio.to_thread(self._store.unlock, event.value)
        except IctwgError as error:
            event.input.disabled = False
            event.input.value = ""
            event.input.focus()
            self._tell(error.message, wrong=True)
        else:
            self.dismiss(True)

    def _tell(self, words: str, *, wrong: bool = False) -> None:
        self._help.update(plain(words))
        self._help.set_class(wrong, "-wrong")
