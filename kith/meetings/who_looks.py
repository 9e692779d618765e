"""Who looks at a meeting's page: their standing in its group, with what the page tells them of themselves."""

from datetime import datetime

from django.db.models import Exists, Subquery

from kith.groups import cupboards, known
from kith.groups.models import Membership
from kith.meetings import debriefing
from kith.meetings.models import Attendance, Meeting, PieceAsked
from kith.people.models import Person


def at(meeting: Meeting, person: Person, *, now: datetime) -> Membership | None:
    """One question. The meeting's group is from now on the one that came with it."""
    asked = PieceAsked.objects.filter(meeting=meeting)
    came = Attendance.objects.filter(membership=known.OWN)
    me = known.me(
        person,
        meeting.group.ref,
        now=now,
        has_come=Exists(came),
        came_for=Subquery(came.filter(meeting=meeting).values("minutes")[:1]),
        asked=known.few(asked, each="meeting", at="at", answer="answer", of_id="of", alias="of__alias", by="by__alias"),
        for_this_time=Subquery(debriefing.words_for(meeting).filter(by=known.OWN).values("next")[:1]),
    )
    if me:
        cupboards.know(me)
        meeting.group = me.group
    return me
