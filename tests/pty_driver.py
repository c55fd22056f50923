"""A terminal for tests and benches: runs a program, types, reads its screen, and times keys to the last output byte.

Example:
    with Terminal([sys.executable, "-m", "ictwg", "demo"]) as terminal: terminal.wait_for("Today")
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple, Self

import pyte

assert sys.platform != "win32", "Windows has no pseudo-terminals of this kind"

from tests.warm_start import WarmStart  # noqa: E402 - not to be read on Windows

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "space": " ",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "shift+up": "\x1b[1;2A",
    "shift+down": "\x1b[1;2B",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "delete": "\x1b[3~",
    **{f"f{n}": code for n, code in enumerate(("\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS"), 1)},
    **{f"f{n}": f"\x1b[{code}~" for n, code in zip(range(5, 13), (15, 17, 18, 19, 20, 21, 23, 24), strict=True)},
    **{f"ctrl+{chr(96 + n)}": chr(n) for n in range(1, 27)},
}


def _readable(fd: int, seconds: float) -> bool:
    """Whether something comes within so many seconds; by `poll`, because `select` knows no number above 1,023."""
    waiting = select.poll()
    waiting.register(fd, select.POLLIN | select.POLLHUP)
    return bool(waiting.poll(seconds * 1000))


class ColdStart:
    """A program that was started on this terminal as the shell does it; the terminal is closed here."""

    def __init__(self, command: Sequence[str], variables: Mapping[str, str], cwd: str, terminal: int) -> None:
        self.pid = os.fork()
        if self.pid == 0:  # pragma: no cover - the child becomes the program
            try:
                os.login_tty(terminal)
                os.chdir(cwd)
                os.execvpe(command[0], list(command), dict(variables))  # noqa: S606 - the program under test
            finally:
                os._exit(127)
        os.close(terminal)

    def poll(self) -> int | None:
        """Its exit code; None while it runs."""
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        return os.waitstatus_to_exitcode(status) if pid else None

    def wait(self) -> int:
        """Its exit code, once it has ended."""
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


class TerminalTimeoutError(AssertionError):
    """What was waited for did not come; the message shows the screen."""


class Arrival(NamedTuple):
    """A piece of output: milliseconds since the key, and the lines of the screen, from 0, that it changed."""

    at: float
    lines: set[int]


class Terminal:
    """A program on a pseudo-terminal of its own.

    Args:
        command: The program and its arguments.
        environment: Added to this process's; a value of "" takes a variable out.
        keep_bytes: Keeps all that the program writes, for looking at the raw bytes.
        warm: Starts a program of Python as a copy of a process that has read all of `ictwg`: see `warm_start`.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 80,
        lines: int = 24,
        environment: Mapping[str, str] | None = None,
        cwd: str | os.PathLike[str] | None = None,
        keep_bytes: bool = True,
        warm: bool = False,
    ) -> None:
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self._keep = keep_bytes
        self.raw = bytearray()
        self.status: int | None = None
        # A size in the environment would win over the terminal's own.
        sized = {"COLUMNS": "", "LINES": ""}
        variables = {**os.environ, **sized, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(environment or {})}
        variables = {name: value for name, value in variables.items() if value}
        self._fd, program = pty.openpty()
        self._size(columns, lines)
        start = WarmStart if warm else ColdStart
        self._program = start(command, variables, str(cwd or Path.cwd()), program)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # What the program writes

    def read(self, timeout: float) -> bytes:
        """What comes within the time; empty where nothing does, or where the program has ended."""
        ready = _readable(self._fd, timeout)
        if not ready:
            return b""
        try:
            data = os.read(self._fd, 65536)
        except OSError:
            return b""
        self._take(data)
        return data

    def _take(self, data: bytes) -> None:
        if self._keep:
            self.raw += data
        self._stream.feed(data)

    @property
    def lines(self) -> list[str]:
        """The screen's lines without spaces at their ends."""
        return [line.rstrip() for line in self._screen.display]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def style_at(self, line: int, column: int) -> tuple[str, str, bool, bool]:
        """(foreground, background, bold, reverse) of one cell, colours as pyte names them."""
        char = self._screen.buffer[line][column]
        return char.fg, char.bg, char.bold, char.reverse

    def find(self, words: str) -> tuple[int, int]:
        """Line and column where the words stand; (-1, -1) where they do not."""
        return next(((n, line.index(words)) for n, line in enumerate(self.lines) if words in line), (-1, -1))

    def wait_for(self, words: str, timeout: float = 20.0) -> None:
        """Until the screen shows the words."""
        self._until(lambda: words in self.text, f"“{words}”", timeout)

    def wait_gone(self, words: str, timeout: float = 20.0) -> None:
        """Until the screen does not show the words any more."""
        self._until(lambda: words not in self.text, f"no “{words}”", timeout)

    def _until(self, reached: Callable[[], bool], wanted: str, timeout: float) -> None:
        """Looked at again where the program has written something: making the screen's text takes milliseconds."""
        deadline = time.monotonic() + timeout
        while not reached():
            while not (came := self.read(0.05)) and not self.ended and time.monotonic() < deadline:
                pass
            if (not came or time.monotonic() > deadline) and not reached():
                raise TerminalTimeoutError(f"waited {timeout} s for {wanted}; the screen shows:\n{self.text}")

    def settle(self, quiet: float = 0.15, timeout: float = 10.0) -> None:
        """Until nothing has been written for a while."""
        deadline = time.monotonic() + timeout
        while self.read(quiet) and time.monotonic() < deadline:
            pass

    # What the person does

    def write(self, text: str) -> None:
        """Bytes as they are, at once: what a terminal without bracketed paste does with a paste."""
        os.write(self._fd, text.encode())

    def press(self, *keys: str, pause: float = 0.03, shows: str = "") -> None:
        """Keys by their names ("f2", "ctrl+n", "enter", "a"), slower than a paste, and the words that they lead to."""
        for key in keys:
            self.write(KEYS.get(key, key))
            self._wait(pause)
        if shows:
            self.wait_for(shows)

    def type(self, text: str, pause: float = 0.02) -> None:
        """A person's typing, letter by letter."""
        self.press(*text, pause=pause)

    def paste(self, text: str) -> None:
        """A bracketed paste; line ends as terminals send them."""
        self.write("\x1b[200~" + text.replace("\n", "\r") + "\x1b[201~")

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """The program gets no turn meanwhile, as on a computer that sleeps: it reads all that was typed at once."""
        os.kill(self._program.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self._program.pid, signal.SIGCONT)

    def click(self, line: int, column: int, *, times: int = 1) -> None:
        for _ in range(times):
            self.write(f"\x1b[<0;{column + 1};{line + 1}M\x1b[<0;{column + 1};{line + 1}m")
            self._wait(0.03)

    def memory(self) -> tuple[int, int]:
        """Megabytes that the program has just now, and the most that it had."""
        told = Path(f"/proc/{self._program.pid}/status").read_text("ascii").splitlines()
        kilobytes = dict(line.split(":", 1) for line in told)
        rests, most = (int(kilobytes[name].split()[0]) // 1024 for name in ("VmRSS", "VmHWM"))
        return rests, most

    def processor(self) -> float:
        """Milliseconds that the program's threads have taken of the processor so far; Linux counts them."""
        threads = Path(f"/proc/{self._program.pid}/task").glob("*/schedstat")
        return sum(int(one.read_text().split()[0]) for one in threads) / 1e6

    def resize(self, columns: int, lines: int) -> None:
        self._screen.resize(lines, columns)
        self._size(columns, lines)
        os.kill(self._program.pid, signal.SIGWINCH)

    def _size(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def _wait(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self.read(left)

    # Timing and the end

    def latency(self, key: str, quiet: float = 0.06, patience: float | None = None) -> float:
        """Milliseconds from the key until the screen stands as it then stays; 0 where nothing changes on it.

        Args:
            quiet: Seconds without a byte after which all has come.
            patience: Seconds that the first byte may take; as `quiet` where nothing is said.
        """
        return next((piece.at for piece in reversed(self.arrivals(key, quiet, patience))), 0.0)

    def arrivals(self, key: str, quiet: float, patience: float | None = None) -> list[Arrival]:
        """The pieces that change the screen after a key, as `latency` waits for them.

        What is painted over the same again does not count. It is read while the program works, and looked at after.
        """
        while self.read(0):
            pass
        start = time.perf_counter()
        self.write(KEYS.get(key, key))
        wait = quiet if patience is None else patience
        pieces: list[tuple[float, bytes]] = []
        while _readable(self._fd, wait):
            try:
                data = os.read(self._fd, 65536)
            except OSError:
                break
            wait = quiet
            pieces.append(((time.perf_counter() - start) * 1000, data))
        arrivals = (Arrival(at, self._changed(data)) for at, data in pieces)
        return [one for one in arrivals if one.lines]

    def _changed(self, data: bytes) -> set[int]:
        before = self._cells()
        self._take(data)
        return {line for line, (was, now) in enumerate(zip(before, self._cells(), strict=True)) if was != now}

    def _cells(self) -> list[list[object]]:
        """What stands on the screen, with its colours."""
        columns, buffer = range(self._screen.columns), self._screen.buffer
        return [[buffer[line][column] for column in columns] for line in range(self._screen.lines)]

    @property
    def ended(self) -> bool:
        if self.status is None:
            self.status = self._program.poll()
        return self.status is not None

    def wait_end(self, timeout: float = 10.0) -> int:
        """The exit code, once the program has ended."""
        self._until(lambda: self.ended, "the end of the program", timeout)
        assert self.status is not None
        return self.status

    def close(self) -> None:
        if not self.ended:
            with suppress(ProcessLookupError):  # it may end by itself before the signal comes
                os.kill(self._program.pid, signal.SIGKILL)
            self.status = self._program.wait()
        os.close(self._fd)
