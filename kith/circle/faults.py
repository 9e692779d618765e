"""The circle's named points where a test may kill this process (kith/kit/faults.py tells how)."""

from kith.kit.faults import patience, points

__all__ = ["POINTS", "at", "patience"]

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
at = points(POINTS)
