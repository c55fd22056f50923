"""What a command said, so that a number in it may be looked for by its digits alone."""

from __future__ import annotations

import re

_OF_THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")


def with_plain_numbers(out: str) -> str:
    """What was said, and once more without the separators of thousands: nothing may hide behind one."""
    return f"{out}\n{_OF_THOUSANDS.sub('', out)}"
