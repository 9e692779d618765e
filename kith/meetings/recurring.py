"""When a series meets: a rule people choose in plain words, and its occurrences, at the same time on the wall all year. Pure."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rrulestr

WEEK, MONTH = "week", "month"
FREQUENCY = {WEEK: "WEEKLY", MONTH: "MONTHLY"}
LAST = -1
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Rule:
    """Every week or month, on these days; `apart` 2 is every other one. At most one of `times` and `until` ends it."""

    every: str
    days: tuple[int, ...]  # 0 is Monday
    apart: int = 1
    which: int = 0  # of a month: 1 the first such day, LAST the last; 0 in a week
    times: int | None = None
    until: date | None = None  # the last day it may fall on

    def __str__(self) -> str:
        """As an RRULE (RFC 5545). UNTIL is the end of that day on the series' own wall, without a zone."""
        days = ",".join(f"{self.which or ''}{DAYS[day]}" for day in self.days)
        parts = [
            f"FREQ={FREQUENCY[self.every]}",
            *([f"INTERVAL={self.apart}"] if self.apart > 1 else []),
            f"BYDAY={days}",
        ]
        if self.until:
            parts.append(f"UNTIL={self.until:%Y%m%d}T235959")
        elif self.times:
            parts.append(f"COUNT={self.times}")
        return ";".join(parts)


def read(text: str) -> Rule:
    """The rule again, from its RRULE."""
    said = dict(part.split("=", 1) for part in text.split(";"))
    days = said["BYDAY"].split(",")
    until = said.get("UNTIL", "")[:8]
    return Rule(
        every=MONTH if said["FREQ"] == FREQUENCY[MONTH] else WEEK,
        days=tuple(DAYS.index(day[-2:]) for day in days),
        apart=int(said.get("INTERVAL", 1)),
        which=int(days[0][:-2] or 0),
        times=int(said["COUNT"]) if "COUNT" in said else None,
        until=date.fromisoformat(until) if until else None,
    )


@dataclass(frozen=True, slots=True)
class Course:
    """A rule from a first day on, at a time on the wall of a zone: DTSTART and RRULE."""

    rule: Rule
    starts_on: date
    clock: time
    zone: ZoneInfo

    def days(self, since: date, until: date) -> list[date]:
        """The days it falls on, the first and the last of the two included."""
        found = _naive(self).between(datetime.combine(since, time.min), datetime.combine(until, time.max), inc=True)
        return [at.date() for at in found]

    def moments(self, since: date, until: date) -> list[datetime]:
        """The same as moments in UTC, each later than the one before: where a zone leaves out a whole day, two would be one."""
        found: list[datetime] = []
        for day in self.days(since, until):
            at = moment(day, self.clock, self.zone)
            if not found or at > found[-1]:
                found.append(at)
        return found

    def day_of(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    @property
    def last_on(self) -> date | None:
        """The last day it falls on; None where it has no end, or no day at all."""
        if not (self.rule.times or self.rule.until):
            return None
        return max((at.date() for at in _naive(self)), default=None)

    def left(self, since: date) -> int | None:
        """How many times it still comes from this day on; None where that is not counted."""
        if not self.rule.times:
            return None
        return sum(at.date() >= since for at in _naive(self))


def moment(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """That time of that day in UTC, by RFC 5545, 3.3.5.

    A time that the clocks jump over is counted with the offset before the jump (02:30 becomes 03:30); one that comes twice
    is the first of the two. Both are what Python means by fold=0.
    """
    return datetime.combine(day, clock.replace(tzinfo=None, fold=0), zone).astimezone(UTC)


def beginning(rule: Rule, day: date) -> date:
    """The first day on or after this one that the rule can begin on. Every other week is counted from it."""
    plain = replace(rule, apart=1, times=1, until=None)
    return _naive(Course(plain, day, time.min, ZoneInfo("UTC")))[0].date()


def ending(course: Course, day: date) -> Rule:
    """The same rule, with nothing after that day."""
    return replace(course.rule, times=None, until=day)


def _naive(course: Course) -> rrule:
    """The rule run on the wall, where there are no zones and every day has every hour."""
    found: rrule = rrulestr(str(course.rule), dtstart=datetime.combine(course.starts_on, course.clock))  # type: ignore[assignment]
    return found
