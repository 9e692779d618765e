"""A line over time, drawn on the server with attributes alone: where it goes, the levels it moves between, and no verdict."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

WIDE, TOP, EDGE = 320, 12, 8  # the drawing's own units: on a small screen one of them is about a pixel
BETWEEN = 34  # from one level to the next
A_LETTER, WIDEST = 7, 110  # room for the words beside the levels


@dataclass(frozen=True, slots=True)
class Level:
    words: str | Promise
    y: int

    @property
    def text_y(self) -> int:
        return self.y + 4


@dataclass(frozen=True, slots=True)
class Line:
    """`runs`: points that belong together, as SVG reads them; where nothing is known there is a gap."""

    levels: tuple[Level, ...]
    dots: tuple[tuple[int, int], ...]
    runs: tuple[str, ...]
    first: str
    last: str
    left: int  # here it begins; the words of the levels stand before it

    @property
    def height(self) -> int:
        return self.levels[-1].y + 26

    @property
    def text_y(self) -> int:
        return self.height - 6


def line(
    points: Sequence[tuple[float, float | None]], *, levels: Sequence[str | Promise], first: str, last: str
) -> Line:
    """`points`: (x, y) with x from 0 to 1, y counted in levels from the lowest (0); None: not known. `levels`: highest first."""
    deep = TOP + (len(levels) - 1) * BETWEEN
    left = min(WIDEST, EDGE + A_LETTER * max(len(str(words)) for words in levels))
    room = WIDE - left - 2 * EDGE
    placed = [None if y is None else (round(left + EDGE + x * room), round(deep - y * BETWEEN)) for x, y in points]
    return Line(
        levels=tuple(Level(words, TOP + place * BETWEEN) for place, words in enumerate(levels)),
        dots=tuple(one for one in placed if one),
        runs=tuple(" ".join(f"{x},{y}" for x, y in run) for run in _runs(placed) if len(run) > 1),
        first=first,
        last=last,
        left=left,
    )


def _runs(placed: Sequence[tuple[int, int] | None]) -> list[list[tuple[int, int]]]:
    runs: list[list[tuple[int, int]]] = [[]]
    for one in placed:
        if one:
            runs[-1].append(one)
        elif runs[-1]:
            runs.append([])
    return runs
