"""What goes out: copies and files, once it is decided what becomes of all in them that may be confidential."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

from textual import work

from ictwg.app.doors import MarkedError, require_accepted
from ictwg.domain.values import Audience
from ictwg.errors import IctwgError
from ictwg.exports.messages import Copy
from ictwg.locales import t
from ictwg.papers.files import PlannedFile, WrittenFile, notices, write_exports
from ictwg.ui.marks import decide_on
from ictwg.ui.session_screen import SessionScreen

Screen = SessionScreen[Any]


class GoesOut(Protocol):
    """A copy, or a file that is still to be written."""

    @property
    def text(self) -> str: ...


Goes = TypeVar("Goes", bound=GoesOut)


async def let_out(screen: Screen, make: Callable[[], Sequence[Goes]], audience: Audience | None) -> Sequence[Goes]:
    """What goes to these readers, once it is decided what becomes of all in it that may be confidential.

    Nothing where a person goes no further, or where it cannot be made, which is told. For workers.

    Args:
        make: Called again after each decision.
        audience: None for a copy of which nobody knows who will read it.
    """
    while True:
        try:
            made = make()
            require_accepted(screen.session.state, "\n".join(one.text for one in made), audience)
        except MarkedError as found:
            if not await decide_on(screen, found.marks[0], audience):
                return ()
        except IctwgError as error:
            screen.complain(error)
            return ()
        else:
            return made


async def write_out(
    screen: Screen, make: Callable[[], Sequence[PlannedFile]], audience: Audience | None
) -> list[WrittenFile]:
    """Writes what is let out; a refusal is told. For workers."""
    try:
        papers = await let_out(screen, make, audience)
        for notice in notices(papers):
            screen.program.notify(notice, markup=False, severity="warning", timeout=8)
        return write_exports(papers)
    except IctwgError as error:
        screen.complain(error)
        return []


@work
async def hand_out(screen: Screen, make: Callable[[], Copy], what: str, audience: Audience | None) -> None:
    """To the clipboard, for these readers; how much is not for them, and was left out, is said."""
    for copied in await let_out(screen, lambda: (make(),), audience):
        told = [t("exporting.for", what=what, audience=t(f"choices.audience.{audience}")) if audience else what]
        told += [t("exporting.left_out", count=copied.left_out)] if copied.left_out else []
        screen.program.copy(copied.text, " ".join(told))
