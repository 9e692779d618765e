"""A directory for tests: groups with a rhythm and meetings, as small as they may be."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from kith.finding import indexing
from kith.groups.models import Group, Theme
from kith.meetings.models import Meeting, Rhythm
from tests.cast import agenda, group

Door = Group.Door


def listed(
    name: str = "Walking with grief", *, theme: Theme | None = None, meets: tuple[datetime, ...] = (), **more: Any
) -> Group:
    """A group that can be found, with one open door and room; `meets`: its coming meetings. Keys of Rhythm go to its rhythm."""
    now = timezone.now()
    fields = {field.name for field in Rhythm._meta.fields} - {"group"}
    rhythm = {key: more.pop(key) for key in list(more) if key in fields}
    made = group(name, **{"listed_at": now, "begun_at": now, "door": Door.OPEN} | more)
    if theme:
        made.themes.add(theme)
    for starts in meets:
        Meeting.objects.create(group=made, starts_at=starts, minutes=75, format="x", agenda=agenda())
    first = {
        "next_at": min(meets, default=None),
        "last_met_at": now - timedelta(days=3),
        "met": 6,
        "weeks": 6,
        "usually": 7,
    }
    Rhythm.objects.update_or_create(group=made, defaults=first | {"by_text": True} | rhythm)
    indexing.index([made.pk], now=now)
    return made
