"""An empty database with every table in it, made once for one state of the migrations and copied: each would take seconds.

It is laid as `kith serve` lays an empty file. Nothing is skipped: whoever opens a copy looks for migrations as ever, and finds
that all are there. That the migrations, one after the other, make the same is held by tests/ground/test_from_nothing.py.
"""

import fcntl
import hashlib
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
LAY = "from kith.config.commands import ground; ground.load_django(); ground.migrate()"
MIGRATE = "import django; django.setup(); from django.core.management import call_command; call_command('migrate', verbosity=0)"


def database() -> Path:
    """The file, which nobody may write to. Made in a process of its own, as a server would."""
    return _made("empty", LAY)


def by_migrations() -> Path:
    """The same, by every migration there is: half a minute."""
    return _made("migrated", MIGRATE)


def _made(name: str, how: str) -> Path:
    folder = shared() / f"{name}-{_state()}"
    with alone(folder):
        if not (folder / ".done").exists():
            folder.mkdir(exist_ok=True)
            env = os.environ | {"KITH_DATA": str(folder), "KITH_DATABASE": "", "KITH_SECRET": secrets.token_urlsafe(40)}
            env["DJANGO_SETTINGS_MODULE"] = "kith.config.settings"
            subprocess.run([sys.executable, "-c", how], env=env, cwd=ROOT, check=True)
            (folder / ".done").touch()
    return folder / "kith.sqlite3"


def _state() -> str:
    """What the tables come from: migrations, what they call, and the packages that bring tables of their own."""
    lays = [ROOT / "kith/kit/indexes.py", ROOT / "kith/config/commands/from_nothing.py", ROOT / "requirements/run.txt"]
    files = [*(ROOT / "kith").rglob("migrations/*.py"), *lays]
    told = hashlib.sha256(sys.version.encode())
    for path in sorted(files):
        told.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return told.hexdigest()[:16]


def shared() -> Path:
    """A folder of this account's, for what all workers and runs may share."""
    folder = Path(tempfile.gettempdir()) / f"kith-ground-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One process at a time makes what is in there."""
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
