"""No story unheard: which of those who can listen a story without an answer is put before. Pure: no clock, no dice, no database.

After a day, before up to three who said that they can listen this week; a day later before three others, and so on. Whoever lets it
pass makes room for another. Those who were asked least lately come first, and nobody holds more than two at a time.

Half a day after the first were asked, also before two who did not say so, but have answered in this group lately ("warm"). They
find a card when they come by, and no notice; one a week at most; and whoever lets one pass is left alone for a month.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

AFTER = timedelta(hours=24)  # without an answer
TURN = timedelta(hours=24)  # before others are asked too
WARM_AFTER = timedelta(hours=36)  # without an answer: then also those who did not say that they can listen
WARM = 2  # of those, for one story
WARM_EACH = timedelta(days=7)  # one of those is asked once in this time
WARM_SINCE = timedelta(days=90)  # they answered somebody within this
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
    """A member (by key). `asked`: when stories were put before them in the last thirty days; `let_pass`: they let one pass since.

    `warm`: they did not say that they can listen this week; they only answered someone lately.
    """

    key: int
    leaves_out: frozenset[str] = frozenset()
    near_quiet_day: bool = False
    alongside: bool = False
    holds: int = 0  # stories before them now
    asked: list[datetime] = field(default_factory=list)
    warm: bool = False
    let_pass: bool = False


def choose(stories: Iterable[Waiting], listeners: Collection[Listener], *, now: datetime) -> list[tuple[int, int]]:
    """(story, listener) for each that is put before someone now, in one group. The longest waiting story chooses first.

    The listeners are counted up as they are chosen.
    """
    chosen: list[tuple[int, int]] = []
    said_so, warm = [one for one in listeners if not one.warm], [one for one in listeners if one.warm]
    for story in sorted(stories, key=lambda one: (one.shared_at, one.key)):
        for among, many in ((said_so, room(story, now=now)), (warm, room_for_warm(story, warm, now=now))):
            for _ in range(many):
                one = next_for(story, among, taken={listener for key, listener in chosen if key == story.key}, now=now)
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


def room_for_warm(story: Waiting, warm: Iterable[Listener], *, now: datetime) -> int:
    """How many of those who did not say that they can listen: two in all, half a day after the others."""
    if not WARM_AFTER <= now - story.shared_at < GIVES_UP:
        return 0
    keys = {one.key for one in warm}
    return max(0, WARM - sum(1 for put in story.put if put.listener in keys))


def next_for(
    story: Waiting, listeners: Iterable[Listener], *, taken: Collection[int], now: datetime
) -> Listener | None:
    before = {put.listener for put in story.put} | set(taken)
    free = [one for one in listeners if one.key not in before and may_be_asked(one, story, now=now)]
    return min(free, key=lambda one: _turn(one, story), default=None)


def may_be_asked(one: Listener, story: Waiting, *, now: datetime) -> bool:
    kept_out = one.key == story.writer or one.key in story.shunned or one.alongside or one.near_quiet_day
    if one.warm and (one.let_pass or one.holds or any(now - at < WARM_EACH for at in one.asked)):
        return False
    return not kept_out and one.holds < AT_ONCE and not one.leaves_out & story.notes


def _turn(one: Listener, story: Waiting) -> tuple[int, float, int]:
    """Fewest lately, then whose last time is longest ago; among equals each story begins somewhere else."""
    last = max(one.asked).timestamp() if one.asked else 0.0
    return len(one.asked), last, (one.key * 2654435761 + story.key * 40503) % 1000003
