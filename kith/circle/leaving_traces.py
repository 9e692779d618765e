"""What is left of a circle once it has closed: who came, for how long, and how long they were heard. No word of it."""

from datetime import UTC, datetime

from kith.circle import core
from kith.groups.models import Membership
from kith.meetings.models import Attendance, Meeting

LONGEST = 24 * 60  # minutes: a clock that jumped must not become someone's evening


def record(meeting: Meeting, circle: core.Circle, now: float) -> None:
    """One row for each who sat; guests without an account are only counted. Doing it twice is harmless."""
    seats = [seat for seat in circle.seats if seat.gone != "forgotten"]
    members = dict(Membership.objects.filter(ref__in=[seat.ref for seat in seats]).values_list("ref", "pk"))
    Attendance.objects.bulk_create(
        [
            Attendance(
                meeting=meeting,
                membership_id=members.get(seat.ref),
                first=seat.new,
                came_at=datetime.fromtimestamp(seat.sat_at, UTC),
                minutes=_minutes((seat.away_at if seat.away else now) - seat.sat_at),
                heard_minutes=_minutes(seat.heard),
            )
            for seat in seats
            if seat.guest or seat.ref in members
        ],
        ignore_conflicts=True,
    )


def _minutes(seconds: float) -> int:
    return max(0, min(LONGEST, round(seconds / 60)))
