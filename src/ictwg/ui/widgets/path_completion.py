"""Completes the names of files and folders as they are typed."""

from __future__ import annotations

import os
from itertools import islice
from typing import TYPE_CHECKING

from ictwg.ui.widgets.completion import Completion, Completions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ictwg.ui.widgets.completion import Completer

MOST_LOOKED_AT = 2000
"""Names; a folder of more is none in which somebody looks for a file by its first letters."""
MOST = 50


def path_completer(suffixes: frozenset[str]) -> Completer:
    """Folders, and files that end so; `~` is the home folder. Hidden ones only where the dot is typed."""

    def complete(text: str, _cursor: int) -> Completions:
        folder, begun = os.path.split(text)
        found = sorted(_matching(os.path.expanduser(folder) or ".", begun, suffixes.__contains__))  # noqa: PTH111
        options = tuple(Completion(os.path.join(folder, name), name) for name in found if name != begun)  # noqa: PTH118
        return Completions(0, len(text), options[:MOST])

    return complete


def _matching(folder: str, begun: str, wanted: Callable[[str], bool]) -> Iterator[str]:
    start = begun.casefold()
    try:
        with os.scandir(folder) as entries:
            for entry in islice(entries, MOST_LOOKED_AT):
                if not entry.name.casefold().startswith(start) or (entry.name.startswith(".") and not begun):
                    continue
                if entry.is_dir():
                    yield entry.name + os.sep
                elif wanted(os.path.splitext(entry.name)[1].lower()):  # noqa: PTH122
                    yield entry.name
    except OSError:
        return
