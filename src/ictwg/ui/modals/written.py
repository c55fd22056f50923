"""What was written, and where: it stays until it is closed, and its path can be copied whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual import work
from textual.widgets import Static

from ictwg.locales import t
from ictwg.ui.keys import bindings_for
from ictwg.ui.modals.box import Box
from ictwg.ui.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from ictwg.minutes.printed.files import Written
    from ictwg.ui.app import IctwgApp


class WrittenBox(Box[None]):
    """The file's name, its folder, and why it has another name than expected.

    Args:
        beside: A second file with the same in other words.
    """

    BINDINGS = bindings_for("written")

    def __init__(self, written: Written, beside: Written | None = None) -> None:
        super().__init__(t("exporting.written" if written.changed else "exporting.written.same"))
        self._path = Path(written.path)
        self._beside = Path(beside.path).name if beside is not None else ""
        self._kept = Path(written.kept).name if written.kept else ""

    def body(self) -> Iterable[Widget]:
        yield Static(plain(self._path.name, style="b"))
        if self._beside:
            yield Static(plain(self._beside, style="b"))
        yield Static(plain(t("exporting.written.folder", folder=str(self._path.parent)), style="$foreground 72%"))
        if self._kept:
            yield Static(plain(t("exporting.written.kept", kept=self._kept), style="$warning"))

    @work(thread=True)
    def action_open_file(self) -> None:
        from ictwg.ui.opener import open_file

        if not open_file(str(self._path)):
            self.app.call_from_thread(self.notify, t("exporting.written.not_opened"), severity="warning", markup=False)

    def action_copy_path(self) -> None:
        cast("IctwgApp", self.app).copy(str(self._path), t("exporting.written.path"))
