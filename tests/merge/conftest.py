"""`LAWS_UNSHRUNK=1` stops at the first example that breaks a law, as the runner of seeded bugs wants it."""

from __future__ import annotations

import os

from hypothesis import Phase, settings

settings.register_profile(
    "unshrunk", max_examples=300, deadline=None, phases=(Phase.explicit, Phase.generate), database=None
)
if os.environ.get("LAWS_UNSHRUNK"):
    settings.load_profile("unshrunk")
