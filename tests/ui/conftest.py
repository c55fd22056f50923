"""Pilot waits patiently; on Windows the tests through a pseudo-terminal are left out."""

from __future__ import annotations

import sys

from tests.ui.patience import be_patient

collect_ignore_glob = ["test_real_terminal.py", "*_journey.py", "*_journeys.py"] if sys.platform == "win32" else []
be_patient()
