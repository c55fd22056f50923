"""Opens files from elsewhere one after the other, in a process that may die of one of them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from shutil import rmtree
from tempfile import TemporaryDirectory, gettempdir
from threading import Thread
from time import monotonic, time
from types import TracebackType
from typing import Any, Self

from ictwg.sources.model import BlockKind, Source, SourceBlock, Unreadable
from ictwg.sources.old_formats import NEW_FORMATS, written_anew

SECONDS = 20.0
"""The longest that one file may take."""

_MOST_MEMORY_KB = 1 << 20
"""On a Mac, where it is watched from here."""

_LOOKED_EVERY = 0.2


class SourceReader:
    """Reads files while it is open: `with SourceReader(files) as reader: reader.read(files[0])`."""

    def __init__(self, files: Sequence[Path] = (), seconds: float = SECONDS) -> None:
        """`files`: all that will be read, so that those of old kinds are written anew together."""
        self._old = [file for file in files if file.suffix.lower() in NEW_FORMATS]
        self._anew: dict[Path, Path] = {}
        self._folder: TemporaryDirectory[str] | None = None
        self._seconds = seconds
        self._child: subprocess.Popen[str] | None = None
        self._answers: Queue[str] = Queue()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop()
        if self._folder is not None:
            self._folder.cleanup()

    def read(self, path: Path) -> Source:
        """What it says, or why it says nothing; never raises whatever it holds."""
        if path.suffix.lower() not in NEW_FORMATS:
            return self._read(path)
        if self._folder is None:
            with suppress(OSError):  # nowhere to put it, or no room
                _clear_away()
                self._folder = TemporaryDirectory(prefix=_FOLDER, ignore_cleanup_errors=True)
                self._anew = written_anew(self._old, Path(self._folder.name))
        anew = self._anew.get(path)
        return self._read(anew) if anew is not None else Source(problem=Unreadable.NO_OFFICE)

    def _read(self, path: Path) -> Source:
        if self._child is not None and self._child.poll() is not None:  # somebody ended it since the last file
            self._stop()
        child = self._child or self._start()
        answer = ""
        with suppress(OSError):
            assert child.stdin is not None  # noqa: S101 - it was started with one
            child.stdin.write(json.dumps(str(path.absolute())) + "\n")
            child.stdin.flush()
            answer = self._answer(child)
        if not answer:
            self._stop()
            return Source(problem=Unreadable.TOO_SLOW)
        return _source(json.loads(answer))

    def _answer(self, child: subprocess.Popen[str]) -> str:
        """Empty where it died, or where it took too long."""
        until = monotonic() + self._seconds
        while monotonic() < until and not _is_too_large(child.pid):
            with suppress(Empty):
                return self._answers.get(timeout=_LOOKED_EVERY if sys.platform == "darwin" else self._seconds)
        return ""

    def _start(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-I", "-m", "ictwg.sources.child"]
        self._child = subprocess.Popen(  # noqa: S603 - our own module
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
        )
        self._answers = Queue()
        self._listener = Thread(target=_listen, args=(self._child.stdout, self._answers), daemon=True)
        self._listener.start()
        return self._child

    def _stop(self) -> None:
        if self._child is not None:
            assert self._child.stdin is not None  # noqa: S101 - it was started with one
            with suppress(OSError):  # what it has not read goes with it
                self._child.stdin.close()
            self._child.kill()
            self._child.wait()
            self._listener.join()
            self._child = None


def _clear_away() -> None:
    """The copies of files that a program left which was ended before it could."""
    for folder in Path(gettempdir()).glob(f"{_FOLDER}*"):
        with suppress(OSError):
            if time() - folder.stat().st_mtime > _OLD:
                rmtree(folder, ignore_errors=True)


_FOLDER, _OLD = "ictwg-papers-", 24 * 60 * 60


def _listen(lines: Any, answers: Queue[str]) -> None:
    with lines:
        for line in lines:
            answers.put(line if line.endswith("\n") else "")  # it died while it wrote
    answers.put("")


def _is_too_large(pid: int) -> bool:
    if sys.platform == "darwin":
        told = subprocess.check_output(["/bin/ps", "-o", "rss=", "-p", str(pid)])  # noqa: S603 - a number
        return told.strip().isdigit() and int(told) > _MOST_MEMORY_KB
    else:  # noqa: RET505 - it limits itself there
        return False


def _source(told: list[Any]) -> Source:
    blocks, problem, name, inside, about = told
    read = tuple(
        SourceBlock(BlockKind(kind), text, place, level, number, tuple(map(tuple, rows)), *tracked)
        for kind, text, place, level, number, rows, *tracked in blocks
    )
    why = Unreadable(problem) if problem else None
    return Source(read, why, name, tuple(map(_source, inside)), tuple((key, said) for key, said in about))
