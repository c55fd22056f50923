"""Programs on a terminal that start at once: one process has read all of `ictwg`, and each start is a copy of it.

    python -m tests.warm_start

is asked through a socket, its standard input. Reading the modules is most of what a short journey costs; all else is
as in any program: a process, a terminal and an environment of its own.
"""

from __future__ import annotations

import gc
import json
import os
import random
import runpy
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import ictwg

assert sys.platform != "win32", "Windows copies no processes"

ROOT = Path(__file__).parents[1]
WIDGETS = ("_input", "_label", "_static", "_option_list", "_tooltip")
"""What Textual reads only when it is used."""


class WarmStart:
    """A program that was started so on this terminal, which is closed here; the command starts with `python`."""

    def __init__(self, command: Sequence[str], variables: Mapping[str, str], cwd: str, terminal: int) -> None:
        told, tell = os.pipe()
        asked = {"command": command[1:], "variables": dict(variables), "cwd": cwd}
        socket.send_fds(_process()[0], [json.dumps(asked).encode() + b"\n"], [terminal, tell])
        os.close(terminal)
        os.close(tell)
        self._told = os.fdopen(told)
        self.pid = int(self._told.readline())

    def poll(self) -> int | None:
        """Its exit code; None while it runs."""
        waiting = select.poll()
        waiting.register(self._told, select.POLLIN)
        return self.wait() if waiting.poll(0) else None

    def wait(self) -> int:
        """Its exit code, once it has ended."""
        with self._told:
            return int(self._told.readline())


@cache
def _process() -> tuple[socket.socket, subprocess.Popen[bytes]]:
    """The process, and where it is asked; it ends with this one."""
    ours, theirs = socket.socketpair()
    with theirs:
        return ours, subprocess.Popen([sys.executable, "-m", "tests.warm_start"], cwd=ROOT, stdin=theirs.fileno())


# In the process


def serve(asking: socket.socket) -> None:
    """Starts what is asked for, until nobody can ask any more."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while asked := _next(asking):
        words, terminal, tell = asked
        if os.fork() == 0:
            asking.close()
            _keep(words, terminal, tell)
            return
        os.close(terminal)
        os.close(tell)


def _next(asking: socket.socket) -> tuple[dict[str, Any], int, int] | None:
    said, fds, _, _ = socket.recv_fds(asking, 65536, 2)
    while said and not said.endswith(b"\n"):
        said += asking.recv(65536)
    return (json.loads(said), fds[0], fds[1]) if said else None


def _keep(asked: dict[str, Any], terminal: int, tell: int) -> None:
    """Starts the program, says its number and in the end its exit code."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    pid = os.fork()
    if pid == 0:
        os.close(tell)
        _become(asked["command"], asked["variables"], asked["cwd"], terminal)
        return
    os.close(terminal)
    os.write(tell, f"{pid}\n".encode())
    _, status = os.waitpid(pid, 0)
    os.write(tell, f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def _become(command: list[str], variables: dict[str, str], cwd: str, terminal: int) -> None:
    """Runs `-m MODULE WORDS` or `FILE WORDS` as `python` does; the end of this process is its end."""
    os.login_tty(terminal)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(variables)
    random.seed()
    for fd, name in enumerate(("stdin", "stdout", "stderr")):
        stream = open(fd, "w" if fd else "r", closefd=False)  # noqa: SIM115 - for good
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    if command[0] == "-m":
        sys.argv = command[1:]
        runpy.run_module(command[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = command
        runpy.run_path(command[0], run_name="__main__")


def _read_all() -> None:
    """Everything that a program may need before its end."""
    for module in walk_packages(ictwg.__path__, f"{ictwg.__name__}."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    for name in WIDGETS:
        import_module(f"textual.widgets.{name}")
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    _read_all()
    serve(socket.socket(fileno=os.dup(0)))
