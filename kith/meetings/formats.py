"""Formats: the orders a meeting can follow, as they are written in data/formats.toml, read once."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Part:
    key: str
    name: str
    mode: str
    minutes: int
    script: str
    first_time: str
    share: int | None = None  # soft minutes of one turn
    prompt: str = ""
    asks: bool = False  # takes the evening's question
    prompt_depth: str = "middle"


@dataclass(frozen=True, slots=True)
class Format:
    key: str
    name: str
    summary: str
    good_for: str
    seats: tuple[int, int]  # fewest and most it suits
    minutes: int
    parts: tuple[Part, ...]
    empty_seat: bool = False

    @property
    def asking(self) -> Part | None:
        """The part that takes a question from the library or of the facilitator's own."""
        return next((part for part in self.parts if part.asks), None)


@cache
def shelf() -> dict[str, Format]:
    """All formats by key, in the order they are offered."""
    text = resources.files("kith.meetings").joinpath("data/formats.toml").read_text("utf-8")
    return {written["key"]: _read(written) for written in tomllib.loads(text)["format"]}


def _read(written: dict[str, object]) -> Format:
    parts = tuple(Part(**part) for part in written.pop("parts"))  # type: ignore[attr-defined]
    return Format(parts=parts, seats=tuple(written.pop("seats")), **written)  # type: ignore[arg-type]
