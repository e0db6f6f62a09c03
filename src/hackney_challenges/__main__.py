"""`python -m hackney_challenges` is `hackney`."""

import os
import sys

# -m puts the working folder first on the path, where a team's random.py would hide Python's own.
if not getattr(sys.flags, "safe_path", False) and sys.path[0] in ("", os.getcwd()):  # noqa: PTH109 - as Python does
    del sys.path[0]

from hackney_challenges.commands.main import run

run()
