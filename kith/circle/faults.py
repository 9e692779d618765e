"""Named points where a test may kill this process. Outside of tests each is one comparison with an empty string."""

import os
import signal
from itertools import count

POINTS = (
    "before_lock",
    "after_lock",
    "after_due",
    "after_decide",
    "after_entry",
    "after_room",
    "before_commit",
    "after_commit",
    "before_poke",
    "after_poke",
    "before_answer",
    "in_fanout",
    "in_presence",
)


def _asked_for() -> tuple[str, int]:
    # Two settings, both read once: nobody switches this on by accident or while the server runs.
    if os.environ.get("KITH_FAULTS_ALLOWED") != "1":
        return "", 0
    name, _, nth = os.environ.get("KITH_FAULT", "").partition(":")
    return (name, int(nth or 1)) if name in POINTS else ("", 0)


_name, _nth = _asked_for()
_passages = count(1)


def at(name: str) -> None:
    """Passing here for the n-th time ends the process at once, as a power cut would, if a test asked for it."""
    if name == _name and next(_passages) == _nth:
        os.kill(os.getpid(), signal.SIGKILL)


def patience(name: str, seconds: float) -> float:
    """How long to wait for something. A test may make it shorter (KITH_PATIENCE="blocked=2,lost=1"), nobody else."""
    if os.environ.get("KITH_FAULTS_ALLOWED") != "1":
        return seconds
    asked = dict(each.split("=") for each in os.environ.get("KITH_PATIENCE", "").split(",") if "=" in each)
    return float(asked.get(name, seconds))
