"""Two versions of a text in one: `The [-old-] {+new+} wording`, as it stands in comments and is told on screens."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_GONE = re.compile(r"\[-.*?-\]\s?", re.DOTALL)


def words_changed(was: str, now: str) -> str:
    """The text of now, with what is gone between `[-` and `-]` and what is new between `{+` and `+}`."""
    one, two = was.split(), now.split()
    said: list[str] = []
    for tag, a, b, c, d in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if tag == "equal":
            said += one[a:b]
            continue
        said += [f"[-{' '.join(one[a:b])}-]"] if b > a else []
        said += [f"{{+{' '.join(two[c:d])}+}}"] if d > c else []
    return " ".join(said)


def words_now(text: str) -> str:
    """The words as they stand now, of a text that `words_changed` has given; any other as it is."""
    return _GONE.sub("", text).replace("{+", "").replace("+}", "").strip()
