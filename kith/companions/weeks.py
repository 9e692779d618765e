"""The week of a pact and of a group, on wall clocks. Pure."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SUNDAY, EVENING = 6, time(18)  # when a group's wishes are looked at, on its own clock
WEEK = timedelta(weeks=1)


def batch_moment(now: datetime, zone: ZoneInfo) -> datetime:
    """The last Sunday at six in the evening there, not after now."""
    today = now.astimezone(zone).date()
    sunday = today - timedelta(days=(today.weekday() - SUNDAY) % 7)
    moment = datetime.combine(sunday, EVENING, zone)
    return moment if moment <= now else datetime.combine(sunday - WEEK, EVENING, zone)


def check_in_day(first: date, today: date) -> date | None:
    """The check-in day whose week it is on this calendar; None: the first is still to come."""
    return None if today < first else first + WEEK * ((today - first) // WEEK)
