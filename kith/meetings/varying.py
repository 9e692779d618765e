"""What is different on some dates: one part instead of another, or one more. Pure; the same date always gives the same evening."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, Protocol, TypeVar

NTH, EVERY, DAY = "nth", "every", "day"
INSTEAD, AFTER = "instead", "after"
LAST = 0


class Keyed(Protocol):
    @property
    def key(self) -> str: ...


P = TypeVar("P", bound=Keyed)


@dataclass(frozen=True, slots=True)
class Varied(Generic[P]):
    """On these dates, `block` stands instead of the part `part`, or after it."""

    on: str
    number: int  # the n-th meeting of the month (LAST is the last), or every n-th in this format
    day: date | None
    what: str
    part: str
    block: P


@dataclass(frozen=True, slots=True)
class Occasion:
    """One meeting among the others: its day on the group's clock, its place in the month and in the format, from 1."""

    day: date
    of_month: int = 1
    of_format: int = 1

    @property
    def is_last(self) -> bool:
        """A week later is another month."""
        return (self.day + timedelta(days=7)).month != self.day.month


def holds(one: Varied[P], at: Occasion) -> bool:
    if one.on == DAY:
        return one.day == at.day
    if one.on == EVERY:
        return one.number > 0 and at.of_format % one.number == 0
    return at.is_last if one.number == LAST else at.of_month == one.number


def vary(parts: Sequence[P], variations: Sequence[Varied[P]], at: Occasion) -> tuple[P, ...]:
    """The parts of that evening. Two that stand instead of the same part: the one written last counts."""
    tonight = [one for one in variations if holds(one, at)]
    instead = {one.part: one.block for one in tonight if one.what == INSTEAD}
    evening: list[P] = []
    for part in parts:
        evening.append(instead.get(part.key, part))
        evening += [one.block for one in tonight if one.what == AFTER and one.part == part.key]
    return tuple(evening)
