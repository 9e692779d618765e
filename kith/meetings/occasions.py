"""Where one meeting stands among the others of its group, so that a format knows what is different that evening."""

from datetime import datetime

from kith.groups.models import Group
from kith.meetings.formats import Format
from kith.meetings.models import Meeting
from kith.meetings.varying import Occasion


def of(group: Group, form: Format, *, starts_at: datetime, besides: Meeting | None = None) -> Occasion:
    """Counted in meetings that stand, on the group's clock. What was called off does not count."""
    day = starts_at.astimezone(group.tz).date()
    before = Meeting.objects.standing().filter(group=group, starts_at__lt=starts_at)
    before = before.exclude(ref=besides.ref if besides else "")
    month = datetime(day.year, day.month, 1, tzinfo=group.tz)
    of_month, of_format = before.filter(starts_at__gte=month), before.filter(format=form.key)
    return Occasion(day, of_month.count() + 1, of_format.count() + 1)


def tonight(form: Format, group: Group, *, starts_at: datetime, besides: Meeting | None = None) -> Format:
    """The format as it goes that evening."""
    return form.on(of(group, form, starts_at=starts_at, besides=besides)) if form.variations else form
