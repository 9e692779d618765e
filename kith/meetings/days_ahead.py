"""A series looked at: what of it is to come, day by day, and how each day stands."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kith.meetings.eight_weeks import horizon
from kith.meetings.models import Meeting, Series, Skipped

PLANNED, MOVED, OWN, OFF, SKIPPED = "planned", "moved", "own", "off", "skipped"
FAR = timedelta(weeks=26)  # so far ahead a day can be left out


@dataclass(frozen=True, slots=True)
class Day:
    """One gathering of a series. `at` is when it is, or would have been; `ruled_at` what the rule says."""

    at: datetime
    ruled_at: datetime
    state: str
    meeting: Meeting | None = None
    skipped: Skipped | None = None

    @property
    def why(self) -> str:
        if self.skipped:
            return self.skipped.why
        return self.meeting.cancellation.why if self.meeting and self.meeting.is_cancelled else ""


def of(series: Series, now: datetime) -> list[Day]:
    """What is to come within eight weeks, and every day later that is left out already. Two queries."""
    found = series.meetings.exclude(occurrence=None).filter(starts_at__gt=now).select_related("cancellation")
    days = [Day(one.starts_at, one.ruled_at, _state(one), meeting=one) for one in found.defer("agenda")]
    today = now.astimezone(series.tz).date()
    for one in series.skipped.filter(day__gte=today):
        days += [Day(at, at, SKIPPED, skipped=one) for at in series.course.moments(one.day, one.day)]
    return sorted(days, key=lambda day: day.at)


def _state(meeting: Meeting) -> str:
    if meeting.is_cancelled:
        return OFF
    if meeting.is_moved:
        return MOVED
    return OWN if meeting.changed_at else PLANNED


def days_to_end_on(series: Series, now: datetime) -> list[date]:
    """The coming days within eight weeks that may be its last."""
    return [series.course.day_of(one.ruled_at) for one in of(series, now) if one.state in (PLANNED, MOVED, OWN)]


def days_to_skip(series: Series, now: datetime) -> list[date]:
    """The coming days of half a year on which it still meets."""
    course, today = series.course, now.astimezone(series.tz).date()
    left_out = {course.day_of(one.ruled_at) for one in of(series, now) if one.state in (OFF, SKIPPED)}
    return [day for day in course.days(today, (now + FAR).date()) if day not in left_out]


def next_day(series: Series, now: datetime) -> date:
    """The day from which a change would count, unless another is chosen."""
    course, today = series.course, now.astimezone(series.tz).date()
    coming = course.moments(max(today, series.starts_on), horizon(now) + timedelta(days=62))
    return next((course.day_of(at) for at in coming if at > now), today)
