"""How it was to arrive and to leave, evening by evening: drawn as short lines, and said in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from kith.journey.models import Feeling
from kith.journey.models.evening import How

EVENINGS = 12
LINES = {how: 40 + 32 * (How.SETTLED - how) for how in How}  # settled is at the top of a drawing 212 high
LEFT, APART = 150, 42


@dataclass(frozen=True, slots=True)
class Mark:
    x: int
    arriving: int | None
    leaving: int | None

    @property
    def both(self) -> bool:
        return self.arriving is not None and self.leaving is not None and self.arriving != self.leaving


@dataclass(frozen=True, slots=True)
class Easing:
    width: int
    marks: list[Mark]
    lines: list[tuple[str, int]]


def draw(evenings: Sequence[Feeling]) -> Easing:
    """Oldest first. An open ring: arriving. A full one: leaving."""
    marks = [Mark(LEFT + APART * place, _y(one.arriving), _y(one.leaving)) for place, one in enumerate(evenings)]
    return Easing(LEFT + APART * len(marks), marks, [(str(how.label), y) for how, y in LINES.items()])


def _y(how: int | None) -> int | None:
    return None if how is None else LINES[How(how)]
