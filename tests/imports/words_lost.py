"""Which words of a source are nowhere in what was read of it."""

from __future__ import annotations

from collections import Counter

from ictwg.imports.foreign_minutes.model import ReadFile
from ictwg.sources.lines import words_of
from ictwg.sources.markdown import front_of


def words_lost(text: str, found: ReadFile) -> dict[str, int]:
    """Words of the source outside front matter that stand more often there than in what was read."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")
    lines = text.split("\n")
    missing = Counter(words_of("\n".join(lines[front_of(lines).end :])))
    missing.subtract(
        words_of("\n".join((*found.labels, *(text for meeting in found.meetings for text in meeting.texts()))))
    )
    return {word: count for word, count in missing.items() if count > 0}
