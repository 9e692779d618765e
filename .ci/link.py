"""Puts kith itself into .venv: a line in a .pth file and the `kith` command. No build tool, so nothing to fetch."""

import stat
import sys
import sysconfig
from pathlib import Path

COMMAND = """#!{python}
import sys

from kith.config.command import main

sys.exit(main())
"""

here = Path(__file__).resolve().parent.parent
Path(sysconfig.get_path("purelib"), "kith.pth").write_text(f"{here}\n")
command = Path(sysconfig.get_path("scripts"), "kith")
command.write_text(COMMAND.format(python=sys.executable))
command.chmod(command.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
