"""Named points where a test may kill this process. Outside of tests each is one comparison with an empty string."""

import os
import signal
from collections.abc import Callable, Iterable
from itertools import count

_allowed = os.environ.get("KITH_FAULTS_ALLOWED") == "1"  # two settings, both read once: nobody does this by accident
_asked = os.environ.get("KITH_FAULT", "") if _allowed else ""


def points(names: Iterable[str]) -> Callable[[str], None]:
    """`at(name)`: passing there for the n-th time ends the process at once, as a power cut would, if a test asked for it."""
    name, _, nth = _asked.partition(":")
    wanted, last = (name, int(nth or 1)) if name in tuple(names) else ("", 0)
    passages = count(1)

    def at(name: str) -> None:
        if name == wanted and next(passages) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    return at


def patience(name: str, seconds: float) -> float:
    """How long to wait for something. A test may make it shorter (KITH_PATIENCE="blocked=2,lost=1"), nobody else."""
    asked = os.environ.get("KITH_PATIENCE", "") if _allowed else ""
    return float(dict(each.split("=") for each in asked.split(",") if "=" in each).get(name, seconds))
