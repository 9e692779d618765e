"""Hours of someone's week as moments: "Tuesday evenings, on my clock" right across the nights when clocks change. Pure."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING, AFTERNOON, EVENING, NIGHT = "morning", "afternoon", "evening", "night"
# From this hour, to this one; a night belongs to the day on which it began.
PARTS = {MORNING: (5, 12), AFTERNOON: (12, 17), EVENING: (17, 22), NIGHT: (22, 29)}
WEEKS = 5  # a group that meets once a month meets within five weeks
NIGHT_ENDS = 5

Span = tuple[datetime, datetime]  # in UTC, the end not included
Hour = tuple[int, str]  # day of the week (0 is Monday), part of the day


def spans(hours: Iterable[Hour], *, zone: ZoneInfo, now: datetime, weeks: int = WEEKS) -> list[Span]:
    """The moments from now on that lie in these hours of the coming weeks, in order; those that touch are one."""
    wanted = set(hours)
    first = now.astimezone(zone).date() - timedelta(days=1)
    days = [first + timedelta(days=away) for away in range(weeks * 7 + 1)]
    found = [_span(day, part, zone) for day in days for part in PARTS if (day.weekday(), part) in wanted]
    return _joined((max(begins, now), ends) for begins, ends in found if ends > now)


def whole_days(weekday: int, *, zone: ZoneInfo, now: datetime, weeks: int = WEEKS) -> list[Span]:
    """The same for a day from midnight to midnight."""
    today = now.astimezone(zone).date()
    days = [today + timedelta(days=away) for away in range(weeks * 7)]
    found = [(_moment(day, 0, zone), _moment(day, 24, zone)) for day in days if day.weekday() == weekday]
    return _joined((max(begins, now), ends) for begins, ends in found if ends > now)


def tonight(*, zone: ZoneInfo, now: datetime) -> Span:
    """From now until this night is over."""
    here = now.astimezone(zone)
    morning = here.date() + timedelta(days=0 if here.hour < NIGHT_ENDS else 1)
    return now, _moment(morning, NIGHT_ENDS, zone)


def hour_of(at: datetime, *, zone: ZoneInfo) -> Hour:
    """Into which hour of the week a moment falls, on that clock."""
    here = at.astimezone(zone)
    late = here.hour < NIGHT_ENDS
    day = here.date() - timedelta(days=1) if late else here.date()
    part = NIGHT if late else next(part for part, (begins, ends) in PARTS.items() if begins <= here.hour < ends)
    return day.weekday(), part


def _span(day: date, part: str, zone: ZoneInfo) -> Span:
    begins, ends = PARTS[part]
    return _moment(day, begins, zone), _moment(day, ends, zone)


def _moment(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """That hour on the wall (24 and more: of the next day). One that comes twice is the first; one left out, its gap."""
    more, hour = divmod(hour, 24)
    return datetime.combine(day + timedelta(days=more), time(hour), zone).astimezone(UTC)


def _joined(some: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for begins, ends in sorted(some):
        if joined and begins <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], ends))
        elif begins < ends:
            joined.append((begins, ends))
    return joined
