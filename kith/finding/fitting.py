"""Which group fits: a rule over values, with its reasons. Pure: no clock, no database, no dice.

It ranks groups, never people, and only by what the person just said. Every point a group gets has a reason that is shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

LISTEN, TALK = "listen", "talk"
SMALL, ROOMY = 6, 7  # people who usually come: in a small one there is time to talk, in a roomy one one can sit back


class Why(StrEnum):
    ABOUT = "about"
    WHEN = "when"
    WAY = "way"
    SMALL = "small"
    ROOMY = "roomy"
    ALIVE = "alive"
    SEAT = "seat"


# What was asked for weighs most; that a group is alive, and has room, decides between equals.
POINTS = {Why.ABOUT: 16, Why.WHEN: 10, Why.WAY: 5, Why.SMALL: 3, Why.ROOMY: 3, Why.ALIVE: 2, Why.SEAT: 1}
ASKED = frozenset({Why.ABOUT, Why.WHEN, Why.WAY, Why.SMALL, Why.ROOMY})


@dataclass(frozen=True, slots=True)
class Wish:
    """Four answers. What is empty was not said, and weighs nothing."""

    about: str = ""  # a theme's ref
    when: frozenset[str] = frozenset()  # times of the week
    way: str = ""
    voice: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a group. `key` is the caller's."""

    key: int
    about: frozenset[str] = frozenset()  # its themes' refs, and those they stand under
    when: frozenset[str] = frozenset()  # times of the week in which it meets
    ways: frozenset[str] = frozenset()
    usually: int = 0  # people; 0 is not known
    alive: bool = False
    seat: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    key: int
    why: tuple[Why, ...]  # the weightiest first

    @property
    def points(self) -> int:
        return sum(POINTS[reason] for reason in self.why)

    @property
    def answers(self) -> bool:
        """Whether it has anything that was asked for."""
        return bool(ASKED & set(self.why))


def fit(wish: Wish, group: Facts) -> Fit:
    holds = {
        Why.ABOUT: bool(wish.about) and wish.about in group.about,
        Why.WHEN: bool(wish.when & group.when),
        Why.WAY: bool(wish.way) and wish.way in group.ways,
        Why.SMALL: wish.voice == TALK and 0 < group.usually <= SMALL,
        Why.ROOMY: wish.voice == LISTEN and group.usually >= ROOMY,
        Why.ALIVE: group.alive,
        Why.SEAT: group.seat,
    }
    return Fit(group.key, tuple(reason for reason in POINTS if holds[reason]))


def rank(wish: Wish, groups: Iterable[Facts]) -> list[Fit]:
    """Those with something that was asked for, the best first; equals as they came. Nothing asked: all of them."""
    fits = [fit(wish, group) for group in groups]
    wanted = [one for one in fits if one.answers or wish == Wish()]
    return sorted(wanted, key=lambda one: -one.points)
