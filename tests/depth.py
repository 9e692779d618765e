"""How deep the tests go: KITH_DEPTH is read here and nowhere else."""

import os
from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")
DEPTHS = ("quick", "ci", "long")
DEPTH = os.environ.get("KITH_DEPTH", "quick")
REQUIRE_ALL = os.environ.get("KITH_REQUIRE_ALL", "") == "1"

if DEPTH not in DEPTHS:
    raise SystemExit(f"KITH_DEPTH is {DEPTH!r}; it can be quick, ci or long.")


def rounds(quick: int, ci: int, long: int | None = None) -> int:
    """How often to try something at this depth."""
    return pick(quick, ci, ci * 5 if long is None else long)


def some(everything: Iterable[T], one_in: int = 6) -> list[T]:
    """All of it; at depth quick one in so many, the same ones from run to run."""
    return list(everything)[:: pick(one_in, 1, 1)]


def pick(quick: T, ci: T, long: T) -> T:
    """What is right for this depth."""
    return {"quick": quick, "ci": ci, "long": long}[DEPTH]
