"""After a first evening someone may say hello; whether, is for whom it is for to say."""

from datetime import datetime, timedelta

from kith.groups.models import Membership
from kith.meetings.models import Attendance, Meeting

IN_A_FEW_DAYS = timedelta(days=3)


def when(meeting: Meeting) -> datetime:
    """The day someone would say hello: a few days on, when the evening has settled."""
    return meeting.starts_at + IN_A_FEW_DAYS


def answered(meeting: Meeting, *, by: Membership) -> str:
    """What they said so far; empty: nothing yet."""
    said = Attendance.objects.filter(meeting=meeting, membership=by).values_list("hello", flat=True).first()
    return said or ""
