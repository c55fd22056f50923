"""`python -m ictwg` is the command `ictwg`."""

import sys

from ictwg.cli import main

sys.exit(main())
