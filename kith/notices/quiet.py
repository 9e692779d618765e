"""Quiet hours, as a pure rule: nothing rings while a person's own clock stands between two times of the day."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


def is_quiet(at: datetime, *, start: time, end: time, zone: ZoneInfo) -> bool:
    """Whether the clock on the wall stands at `start` or later and before `end`, past midnight too. The same time twice: never."""
    wall = at.astimezone(zone).time()
    return start <= wall < end if start <= end else wall >= start or wall < end


def rings(at: datetime, *, start: time | None, end: time | None, zone: ZoneInfo) -> datetime:
    """The first moment from `at` on that is not quiet. `at` is aware; so is the answer, in UTC."""
    if start is None or end is None or not is_quiet(at, start=start, end=end, zone=zone):
        return at.astimezone(UTC)
    day = at.astimezone(zone).date()
    # Twice as clocks go back, never as they go forward: both readings of `end`, and the next day's, are looked at.
    walls = [datetime.combine(day + timedelta(days=n), end, zone) for n in (0, 1, 2)]
    ends = sorted({_moment(wall.replace(fold=fold)) for wall in walls for fold in (0, 1)})
    return next(one for one in ends if one >= at and not is_quiet(one, start=start, end=end, zone=zone))


def _moment(wall: datetime) -> datetime:
    """When a clock shows this; where it jumps over it, the moment of the jump."""
    at = wall.astimezone(UTC)
    if at.astimezone(wall.tzinfo).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return at
    before, after = sorted(wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        jumped = middle.astimezone(wall.tzinfo).replace(tzinfo=None) >= wall.replace(tzinfo=None)
        before, after = (before, middle) if jumped else (middle, after)
    return after.replace(microsecond=0)
