"""A meeting that was moved, and who has been told of a change by a person rather than by Kith."""

from django.db import models
from django.utils import timezone

from kith.groups.models import Membership
from kith.meetings.models.meeting import Meeting


class Moved(models.Model):
    """From one time to another. Each has its own number, so that moving there and back is told twice."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="moves")
    was = models.DateTimeField()
    became = models.DateTimeField()
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now, db_index=True)


def last_moved() -> models.Subquery:
    """When a meeting was last moved, to annotate meetings with."""
    return models.Subquery(Moved.objects.filter(meeting=models.OuterRef("pk")).order_by("-pk").values("at")[:1])


class ToldOf(models.Model):
    """A tick on tonight's list: this member has been told of this change, by someone who rang or met them."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="told")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    moved = models.ForeignKey(
        Moved, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )  # None: called off
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership", "moved"], name="told_once_of_a_move"),
            models.UniqueConstraint(
                fields=["membership", "meeting"], name="told_once_it_is_off", condition=models.Q(moved__isnull=True)
            ),
        ]
