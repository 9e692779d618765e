"""A zone's clock changes as a VTIMEZONE.

icalendar's own `Timezone.from_tzid` looks ahead in strides and steps over short changes: Morocco's weeks of Ramadan went
missing, and appointments in them were an hour off (docs/decisions). Here each day is looked at.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Wall:
    """How a zone's clocks go for a while."""

    offset: timedelta
    name: str
    summer: bool


def wall(at: datetime, zone: ZoneInfo) -> Wall:
    here = at.astimezone(zone)
    return Wall(here.utcoffset() or timedelta(), here.tzname() or zone.key, bool(here.dst()))


def changes(zone: ZoneInfo, since: datetime, until: datetime) -> Iterator[tuple[datetime, Wall, Wall]]:
    """Each change: the UTC moment from which it holds, how clocks went before, how they go from then on."""
    at, now = since, wall(since, zone)
    while at < until:
        if (then := wall(at + DAY, zone)) != now:
            moment = _moment(at, at + DAY, zone)
            yield moment, now, wall(moment, zone)
        at, now = at + DAY, then


def _moment(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """By halving: the first second that is not as `before`."""
    was = wall(before, zone)
    while after - before > SECOND:
        middle = (before + (after - before) / 2).replace(microsecond=0)
        before, after = (middle, after) if wall(middle, zone) == was else (before, middle)
    return after


@lru_cache(maxsize=500)
def clocks(key: str, *, since: int, until: int) -> Timezone:
    """The VTIMEZONE of a zone for these years, both included. RFC 5545 writes a change on the wall as it was before."""
    zone, begins = ZoneInfo(key), datetime(since, 1, 1, tzinfo=UTC)
    at_first = wall(begins, zone)
    told: dict[tuple[timedelta, Wall], list[datetime]] = defaultdict(list)
    told[at_first.offset, at_first].append((begins + at_first.offset).replace(tzinfo=None) - DAY)
    for moment, before, after in changes(zone, begins, datetime(until + 1, 1, 1, tzinfo=UTC)):
        told[before.offset, after].append((moment + before.offset).replace(tzinfo=None))
    return _component(key, told)


def _component(key: str, told: dict[tuple[timedelta, Wall], list[datetime]]) -> Timezone:
    whole = Timezone()
    whole.add("tzid", key)
    for (before, after), (first, *more) in told.items():
        part = TimezoneDaylight() if after.summer else TimezoneStandard()
        part.add("dtstart", first)
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after.offset)
        part.add("tzname", after.name)
        if more:
            part.add("rdate", more)
        whole.add_component(part)
    return whole
