"""After a first evening someone may say hello; whether, is for whom it is for to say."""

from kith.groups.models import Membership
from kith.meetings.models import Attendance, Meeting


def answer(meeting: Meeting, *, by: Membership, answer: str) -> bool:
    """Keep their answer, which they may change. False where there is nothing to answer."""
    if answer not in (Attendance.Hello.YES, Attendance.Hello.PLEASE_DONT):
        return False
    return bool(Attendance.objects.filter(meeting=meeting, membership=by).update(hello=answer))
