"""A meeting was moved or called off: it is noted, what was said for the old time is taken back, and people hear of it."""

from datetime import datetime

from django.utils import timezone

from kith.groups.models import Membership
from kith.meetings import answering, reminding
from kith.meetings.models import Meeting, Moved

AT_ONCE = 100  # members; a larger group is told by the round, not while someone waits for a page


def note(meeting: Meeting, *, was: datetime, by: Membership | None, now: datetime) -> Moved | None:
    """Called in the transaction that moves it. None when its time has stayed the same."""
    if was == meeting.starts_at:
        return None
    return Moved.objects.create(meeting=meeting, was=was, became=meeting.starts_at, by=by, at=now)


def on_meeting_changed(sender: object, meeting: Meeting, **_: object) -> None:
    """After it is true. Should this not be reached, the round does the same within a minute."""
    now = timezone.now()
    reminding.follow(meeting, now=now)
    if Membership.objects.here().filter(group=meeting.group_id)[: AT_ONCE + 1].count() <= AT_ONCE:
        near = Meeting.objects.filter(pk=meeting.pk, starts_at__gt=now, starts_at__lte=now + reminding.FAR)
        reminding.put(reminding.changes(near))


def on_membership_ended(sender: object, membership: Membership, **_: object) -> None:
    """Whoever is no longer a member hears nothing more of this group's meetings, and nobody is asked to say hello to them."""
    reminding.stop(membership, now=timezone.now())
    answering.let_be(membership)


def on_membership_changed(sender: object, membership: Membership, **_: object) -> None:
    """Back from a rest: what was taken back stands again."""
    if membership.state == Membership.State.MEMBER:
        reminding.resume(membership, now=timezone.now())
