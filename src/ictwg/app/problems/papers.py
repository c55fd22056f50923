"""Folders of papers of which points are open still, as lines of *To check*; this computer alone knows of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from ictwg.locales import t
from ictwg.minutes.gaps import Problem, ProblemKind

if TYPE_CHECKING:
    from pathlib import Path

    from ictwg.app.session import Session

NAME = "import.json"
"""The file with what was answered, and how many points of each folder are open."""

PAPERS = "papers/"
"""What the id of a line begins with; the folder follows."""


def open_folders(session: Session) -> dict[str, int]:
    """How many points of each folder are open."""
    return read_kept(session.scratch_file(NAME))[1]


def paper_lines(session: Session) -> Iterator[Problem]:
    for folder, count in open_folders(session).items():
        what, way = t("mend.papers", count=count), t("mend.papers.way")
        yield Problem(PAPERS + folder, ProblemKind.GAPS, what, folder, way)


def read_kept(file: Path | None) -> tuple[dict[str, str], dict[str, int]]:
    """The answers by their ids, and the open points of each folder; nothing where there is no file or a damaged one."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        told = json.loads(file.read_bytes()) if file is not None else {}
        return {str(k): str(v) for k, v in told["said"].items()}, {str(k): int(v) for k, v in told["open"].items()}
    return {}, {}
