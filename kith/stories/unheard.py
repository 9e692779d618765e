"""No story unheard: which of those who can listen a story without an answer is put before. Pure: no clock, no dice, no database.

After a day, before up to three who said that they can listen this week; a day later before three others, and so on. Whoever lets it
pass makes room for another. Those who were asked least lately come first, and nobody holds more than two at a time.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

AFTER = timedelta(hours=24)  # without an answer
TURN = timedelta(hours=24)  # before others are asked too
STAYS = timedelta(days=3)  # a card before one person
GIVES_UP = timedelta(days=14)  # old stories are for whoever comes upon them
ABREAST = 3  # people at a time
AT_ONCE = 2  # stories before one person
LATELY = timedelta(days=30)  # what "asked least lately" looks back at
NEAR = timedelta(days=3)  # a quiet day of theirs, before or after


@dataclass(frozen=True, slots=True)
class Put:
    """That a story was put before someone (a membership's key), when, and whether they let it pass."""

    listener: int
    at: datetime
    passed: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """A story that nobody has answered. `shunned`: the keys of those with whom its writer is kept apart, either way."""

    key: int
    writer: int
    shared_at: datetime
    notes: frozenset[str] = frozenset()
    shunned: frozenset[int] = frozenset()
    put: tuple[Put, ...] = ()


@dataclass(slots=True)
class Listener:
    """A member (by key) who can listen this week. `asked`: when stories were put before them in the last thirty days."""

    key: int
    leaves_out: frozenset[str] = frozenset()
    near_quiet_day: bool = False
    alongside: bool = False
    holds: int = 0  # stories before them now
    asked: list[datetime] = field(default_factory=list)


def choose(stories: Iterable[Waiting], listeners: Collection[Listener], *, now: datetime) -> list[tuple[int, int]]:
    """(story, listener) for each that is put before someone now, in one group. The longest waiting story chooses first.

    The listeners are counted up as they are chosen.
    """
    chosen: list[tuple[int, int]] = []
    for story in sorted(stories, key=lambda one: (one.shared_at, one.key)):
        for _ in range(room(story, now=now)):
            one = next_for(story, listeners, taken={listener for key, listener in chosen if key == story.key})
            if one is None:
                break
            one.holds, one.asked = one.holds + 1, [*one.asked, now]
            chosen.append((story.key, one.key))
    return chosen


def room(story: Waiting, *, now: datetime) -> int:
    """How many more may be asked: none before a day has gone by, nor when it has waited too long."""
    if not AFTER <= now - story.shared_at < GIVES_UP:
        return 0
    return max(0, ABREAST - sum(1 for put in story.put if not put.passed and now - put.at < TURN))


def next_for(story: Waiting, listeners: Iterable[Listener], *, taken: Collection[int]) -> Listener | None:
    before = {put.listener for put in story.put} | set(taken)
    free = [one for one in listeners if one.key not in before and may_be_asked(one, story)]
    return min(free, key=lambda one: _turn(one, story), default=None)


def may_be_asked(one: Listener, story: Waiting) -> bool:
    kept_out = one.key == story.writer or one.key in story.shunned or one.alongside or one.near_quiet_day
    return not kept_out and one.holds < AT_ONCE and not one.leaves_out & story.notes


def _turn(one: Listener, story: Waiting) -> tuple[int, float, int]:
    """Fewest lately, then whose last time is longest ago; among equals each story begins somewhere else."""
    last = max(one.asked).timestamp() if one.asked else 0.0
    return len(one.asked), last, (one.key * 2654435761 + story.key * 40503) % 1000003
