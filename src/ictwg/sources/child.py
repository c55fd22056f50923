"""The process that opens foreign files: `python -I -m ictwg.sources.child`, a path a line, an answer in JSON a line.

What is damaged, or was made to do damage, can take this process and nothing else: it has a limit of memory, and who
started it counts the seconds.
"""

from __future__ import annotations

import faulthandler
import json
import os
import sys
from pathlib import Path

from ictwg.sources.formats import read
from ictwg.sources.model import Source, Unreadable

MOST_MEMORY = 1 << 30
"""Bytes."""

MOST_TOLD = 20_000_000
"""Letters of an answer; a paper of a thousand pages has a fifth, and a few cells that repeat themselves any number."""

LONGEST = 60
"""Seconds, where nobody is left who would end it sooner."""


def main() -> None:
    """Answers until there are no more paths."""
    _limit()
    with os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="ascii") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what libraries print is no answer
        for line in sys.stdin:
            faulthandler.dump_traceback_later(LONGEST, exit=True)
            answers.write(_told(Path(json.loads(line))) + "\n")
            answers.flush()
            faulthandler.cancel_dump_traceback_later()


def _told(path: Path) -> str:
    try:
        told = json.dumps(read(path.name, path.read_bytes()))
    except MemoryError:
        return json.dumps(Source(problem=Unreadable.TOO_SLOW))
    except OSError:
        return json.dumps(Source(problem=Unreadable.BROKEN))
    return told if len(told) <= MOST_TOLD else json.dumps(Source(problem=Unreadable.TOO_LARGE))


def _limit() -> None:
    """No more memory than any paper needs; on a Mac, which keeps no limit, who started it watches."""
    if sys.platform == "win32":
        from ictwg.sources.windows import limit_memory

        limit_memory(MOST_MEMORY)
    elif sys.platform != "darwin":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


if __name__ == "__main__":
    main()
