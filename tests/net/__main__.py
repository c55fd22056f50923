from __future__ import annotations

import sys

from tests.net.parts import PARTS, kept, made
from tests.ui.patience import be_patient

be_patient()
for name in PARTS:
    if not sys.argv[1:] or sys.argv[1] in name:
        kept(name).write_text(made(name), encoding="utf-8")
        sys.stdout.write(f"{kept(name)}\n")
