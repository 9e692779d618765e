"""What was said of coming is for one evening: hard weeks go after two weeks, answers thirty days after the meeting."""

from datetime import datetime, timedelta

from kith.meetings.models import Coming, HardWeek, ToldOf
from kith.meetings.models.coming import GOOD_FOR

KEPT = timedelta(days=30)


def look(now: datetime) -> None:
    HardWeek.objects.filter(at__lt=now - GOOD_FOR).delete()
    Coming.objects.filter(meeting__starts_at__lt=now - KEPT).delete()
    ToldOf.objects.filter(at__lt=now - KEPT).delete()
