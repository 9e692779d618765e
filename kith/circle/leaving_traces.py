"""What is left of a circle once it has closed: who came, for how long, and how long they were heard. No word of it."""

from datetime import UTC, datetime

from kith.circle.evening.facts import Circle, Seat
from kith.meetings import attendance
from kith.meetings.attendance import Came
from kith.meetings.models import Meeting

LONGEST = 24 * 60  # minutes: a clock that jumped must not become someone's evening


def record(meeting: Meeting, circle: Circle, now: float) -> None:
    """One line for each who sat; guests without an account are only counted. Doing it twice is harmless."""
    attendance.record(meeting, came=[_came(seat, now) for seat in circle.seats if seat.gone != "forgotten"])


def _came(seat: Seat, now: float) -> Came:
    until = seat.away_at if seat.away else now
    return Came(
        ref="" if seat.guest else seat.ref,
        came_at=datetime.fromtimestamp(seat.sat_at, UTC),
        minutes=_minutes(until - seat.sat_at),
        heard_minutes=_minutes(seat.heard),
    )


def _minutes(seconds: float) -> int:
    return max(0, min(LONGEST, round(seconds / 60)))
