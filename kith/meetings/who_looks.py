"""Who looks at a meeting's page: their standing in its group, with what the page tells them of themselves."""

from datetime import datetime

from django.db.models import Exists, Subquery

from kith.groups import cupboards, known
from kith.groups.models import Membership
from kith.meetings import debriefing
from kith.meetings.models import Attendance, Meeting, PieceAsked
from kith.people.models import Person


def _has_come(meeting: Meeting) -> Exists:
    return Exists(Attendance.objects.filter(membership=known.OWN))


def _came_for(meeting: Meeting) -> Subquery:
    came = Attendance.objects.filter(membership=known.OWN, meeting=meeting)
    return Subquery(came.values("minutes")[:1])


def _asked(meeting: Meeting) -> Subquery:
    asked = PieceAsked.objects.filter(meeting=meeting)
    return known.few(asked, each="meeting", at="at", answer="answer", of_id="of", alias="of__alias", by="by__alias")


def _for_this_time(meeting: Meeting) -> Subquery:
    starts_at = Meeting.objects.filter(pk=meeting.pk).values("starts_at")
    return Subquery(debriefing.words_before(starts_at).filter(by=known.OWN).values("next")[:1])


ABOUT: known.Named = (
    ("has_come", _has_come),
    ("came_for", _came_for),
    ("asked", _asked),
    ("for_this_time", _for_this_time),
)


def at(meeting: Meeting, person: Person, *, now: datetime) -> Membership | None:
    """One question. The meeting's group is from now on the one that came with it."""
    me = known.me_beside(person, meeting.group.ref, now=now, thing=meeting, more=ABOUT)
    if me:
        cupboards.know(me)
        meeting.group = me.group
    return me
