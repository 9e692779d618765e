"""What of a person's stands in meetings, and goes with them: their words, and their evenings as facilitator."""

from django.db import transaction
from django.utils import timezone

from kith.groups.models import Membership
from kith.meetings.models import Cancellation, Correction, Meeting, NotHeld, PieceAsked, Series, Skipped
from kith.people.models import Person


@transaction.atomic
def forget(person: Person) -> None:
    """Called before the person's row goes. Who came is theirs too, and goes with their memberships."""
    for kept in (Cancellation, NotHeld, Correction):
        kept.objects.filter(by__person=person).update(why="")
    Skipped.objects.filter(by__person=person).update(why="")
    for meeting in Meeting.objects.filter(planned_by__person=person, prompt_key=""):
        _unask(meeting)


def _unask(meeting: Meeting) -> None:
    """A question in their own words is no longer kept."""
    if part := meeting.asking:
        part["prompt"] = part["lighter"] = ""
        meeting.save(update_fields=["agenda"])


def on_person_erasing(sender: object, person: Person, **_: object) -> None:
    forget(person)


def on_membership_ended(sender: object, membership: Membership, **_: object) -> None:
    """Evenings they would have facilitated wait for someone else; those that were stay as they were."""
    coming = Meeting.objects.coming_up(timezone.now()).filter(facilitator__ref=membership.ref)
    Meeting.objects.filter(pk__in=coming.order_by().values("pk")).update(facilitator=None)
    doors = Meeting.objects.coming_up(timezone.now()).filter(door_by__ref=membership.ref)
    Meeting.objects.filter(pk__in=doors.order_by().values("pk")).update(door_by=None)
    PieceAsked.objects.waiting().filter(of__ref=membership.ref).delete()
    Series.objects.going_on().filter(facilitator__ref=membership.ref).update(facilitator=None)
