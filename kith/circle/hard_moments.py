"""Cards for hard moments: words to say, steps to take, and what comes after. Kith's own words, told by data/hard_moments.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Card:
    """`do` holds the steps in order; `then` is for when it is over."""

    key: str
    title: str
    say: tuple[str, ...]
    do: tuple[str, ...]
    then: str


@cache
def cards() -> dict[str, Card]:
    """All cards by key, the gravest first."""
    rows = tomllib.loads((Path(__file__).parent / "data" / "hard_moments.toml").read_text("utf-8"))["card"]
    return {
        row["key"]: Card(row["key"], row["title"], tuple(row["say"]), tuple(row["do"]), row["then"]) for row in rows
    }
