"""The style sheets that every application of this package loads (`CSS_PATH = SHEETS`)."""

from __future__ import annotations

from pathlib import Path, PurePath

SHEETS: list[str | PurePath] = [
    Path(__file__).with_name(name)
    for name in ("lists.tcss", "inputs.tcss", "forms.tcss", "modals.tcss", "meeting.tcss", "followup.tcss")
]
