"""Who came: kept without blame."""

from django.db import models

from kith.groups.models import Membership
from kith.meetings.models.meeting import Meeting


class Attendance(models.Model):
    """Someone came: a member, or a guest without an account (then only counted)."""

    class Hello(models.TextChoices):
        UNASKED = ""
        YES = "yes"
        PLEASE_DONT = "please_dont"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    membership = models.ForeignKey(Membership, null=True, on_delete=models.CASCADE, related_name="attendances")
    first = models.BooleanField(default=False)
    came_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=0)
    heard_minutes = models.PositiveSmallIntegerField(default=0)  # whole minutes of air time
    hello = models.CharField(max_length=12, choices=Hello.choices, blank=True, default=Hello.UNASKED)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "membership"], name="came_once", condition=models.Q(membership__isnull=False)
            )
        ]
