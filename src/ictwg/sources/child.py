"""The process that opens foreign files: `python -I -m ictwg.sources.child`, a path a line, an answer in JSON a line.

What is damaged, or was made to do damage, can take this process and nothing else: it has a limit of memory, and who
started it counts the seconds.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from ictwg.sources.formats import read
from ictwg.sources.model import Source, Unreadable

MOST_MEMORY = 1 << 30
"""Bytes."""


def main() -> None:
    """Answers until there are no more paths."""
    _limit()
    for line in sys.stdin:
        path = Path(json.loads(line))
        try:
            found = read(path.name, path.read_bytes())
        except MemoryError:
            found = Source(problem=Unreadable.TOO_SLOW)
        except OSError:
            found = Source(problem=Unreadable.BROKEN)
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()


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
