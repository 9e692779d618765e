"""How often a group met and how many came, month by month: counts and dates for the apps above, and nobody's name."""

from collections import defaultdict
from datetime import date, datetime
from statistics import median_low
from zoneinfo import ZoneInfo

from django.db.models import Count

from kith.kit import together
from kith.meetings.models import Attendance


def by_month(group: int, *, since: datetime, until: datetime, zone: ZoneInfo) -> dict[date, tuple[int, int]]:
    """Month -> how many meetings people came to, and how many usually came to one."""
    came = Attendance.objects.filter(meeting__group=group, meeting__cancellation=None)
    evenings = came.filter(meeting__starts_at__gte=since, meeting__starts_at__lt=until)
    sizes: dict[date, list[int]] = defaultdict(list)
    for at, people in evenings.values_list("meeting__starts_at").annotate(n=Count("pk")).order_by("meeting__starts_at"):
        sizes[together.month_of(at, zone)].append(people)
    return {month: (len(those), median_low(those)) for month, those in sizes.items()}
