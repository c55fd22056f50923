"""The style sheets: what the first screen needs, and all of them, which every other screen brings.

Textual reads the sheets of a screen (`CSS_PATH`) when it is first shown; the first frame waits for none but its own.
"""

from __future__ import annotations

from pathlib import Path, PurePath

FIRST: list[str | PurePath] = [Path(__file__).with_name("lists.tcss")]
SHEETS: list[str | PurePath] = [
    *FIRST,
    *(
        Path(__file__).with_name(name)
        for name in ("inputs.tcss", "forms.tcss", "modals.tcss", "meeting.tcss", "followup.tcss")
    ),
]
