"""What of a source no text has is told word by word, and by its lines."""

from __future__ import annotations

from collections import Counter

from ictwg.sources.lines import lines_with, lost_words


def test_lost_words_are_counted_and_found_in_their_lines() -> None:
    lines = ["a b", "b c", "<i>c</i> &amp; d"]
    assert lost_words(lines, ["a b", "c d"]) == {"b": 1, "c": 1}
    assert lines_with(lines, Counter(b=1, c=1)) == [1]
    assert lines_with(["a b", "c d", "c"], Counter(c=1)) == [2]
