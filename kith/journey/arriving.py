"""How are you arriving, how are you leaving: asked if one wishes, of nobody but oneself, and answered with one word."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from kith.journey.models import Feeling
from kith.journey.words import Reason
from kith.kit.refusal import Refused
from kith.meetings.models import Meeting
from kith.people.models import Person

BEFORE, AFTER = timedelta(days=1), timedelta(days=7)


def asked(meeting: Meeting, *, now: datetime) -> list[str]:
    """Which of the two may be answered now."""
    arriving = meeting.starts_at - BEFORE <= now <= meeting.ends_at
    leaving = meeting.starts_at <= now <= meeting.ends_at + AFTER
    return [name for name, open_now in (("arriving", arriving), ("leaving", leaving)) if open_now]


@transaction.atomic
def say(meeting: Meeting, *, which: str, how: int | None, by: Person, now: datetime) -> Feeling | None:
    """The last word counts; none takes it back."""
    if which not in asked(meeting, now=now):
        raise Refused(Reason.NOT_YET)
    on = meeting.starts_at.astimezone(ZoneInfo(by.zone or meeting.group.zone)).date()
    kept, _new = Feeling.objects.update_or_create(person=by, meeting=meeting, defaults={"on": on, which: how})
    if kept.arriving is None and kept.leaving is None:
        kept.delete()
        return None
    return kept


def of(meeting: Meeting, person: Person) -> Feeling | None:
    return Feeling.objects.of(person).filter(meeting=meeting).first()
