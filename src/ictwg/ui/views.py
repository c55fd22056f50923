"""The views of a screen, of which one is shown: two keys step through them, a click on a name goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Collection

    from ictwg.ui.widgets.bars import ViewTabs


class Views:
    """For a screen that composes `ViewTabs` and says what going to a view does."""

    VIEWS: ClassVar[Collection[str]] = ()
    """In their order; behind the last one comes the first."""

    _view: str
    """The one that is shown."""

    def go_to(self, view: str) -> None:
        raise NotImplementedError

    def action_previous_view(self) -> None:
        self._step_view(-1)

    def action_next_view(self) -> None:
        self._step_view(1)

    def on_view_tabs_chosen(self, event: ViewTabs.Chosen) -> None:
        self.go_to(event.view)

    @property
    def views(self) -> tuple[str, ...]:
        """Those that there are now."""
        return tuple(self.VIEWS)

    def _step_view(self, step: int) -> None:
        views = self.views
        self.go_to(views[(views.index(self._view) + step) % len(views)])
