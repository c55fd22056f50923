"""The message and report for an internal error: where it happened, without data of the group."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from traceback import extract_tb

from ictwg import __version__
from ictwg.errors import CrashError
from ictwg.locales import t
from ictwg.store.local.home import Home, make_private_folder

FOLDER = "crashes"


def reported(error: BaseException) -> CrashError:
    """The error in words; its report lies in the folder `crashes` of this computer's data."""
    chain = tuple(_chain(error))
    folder = os.path.join(Home.find().data, FOLDER)  # noqa: PTH118 - as everywhere in the home
    try:
        hint = t("cli.crash.hint", path=_kept(folder, _report(chain)))
    except OSError:
        hint = t("cli.crash.no_report", path=folder)
    return CrashError(t("cli.crash", error=type(chain[0]).__name__, place=_place(chain[0])), hint)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error that began it first."""
    if error.__cause__ is not None:
        yield from _chain(error.__cause__)
    elif error.__context__ is not None and not error.__suppress_context__:
        yield from _chain(error.__context__)
    yield error


def _place(error: BaseException) -> str:
    frames = extract_tb(error.__traceback__)
    ours = [frame for frame in frames if _short(frame.filename).startswith("ictwg/")] or list(frames)
    return f"{_short(ours[-1].filename)}:{ours[-1].lineno}" if ours else "?"


def _report(chain: tuple[BaseException, ...]) -> str:
    """Types and places only: an error's own words may be somebody's, and so may the values of variables."""
    lines = [f"ictwg {__version__}, Python {sys.version.split()[0]}, {sys.platform}", datetime.now(UTC).isoformat()]
    for error in chain:
        lines += ["", f"{type(error).__module__}.{type(error).__name__}"]
        frames = extract_tb(error.__traceback__)
        lines += [f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames]
    return "\n".join(lines) + "\n"


def _short(path: str) -> str:
    """Without the folders above the package, which may be somebody's name."""
    plain = path.replace("\\", "/")
    for above in ("/site-packages/", "/src/"):
        if above in plain:
            return plain.rpartition(above)[2]
    return plain.rpartition("/")[2]


def _kept(folder: str, report: str) -> str:
    """The path of the report, in a file of its own.

    Raises:
        OSError: It cannot be written.
    """
    make_private_folder(folder)
    stamp = datetime.now(UTC).strftime("%Y-%m-%d %H%M%S")
    for number in count(1):
        path = os.path.join(folder, f"{stamp}-{number}.txt")  # noqa: PTH118 - likewise
        try:
            fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        with os.fdopen(fd, "w", encoding="utf-8") as file:
            file.write(report)
        return path
    raise AssertionError
