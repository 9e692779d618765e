"""Who came: kept without blame. What was written down wrongly is put right, and who did that is kept."""

from typing import Self

from django.db import models
from django.utils import timezone

from kith.groups.models import Membership
from kith.meetings.models.meeting import Meeting
from kith.people.models import Person


class AttendanceSet(models.QuerySet["Attendance"]):
    def of(self, person: Person) -> Self:
        """When this person came themselves, in the groups they are a member of."""
        return self.filter(membership__in=Membership.objects.of(person))

    def run_by(self, person: Person) -> Self:
        """Who came, for those who facilitate."""
        return self.filter(meeting__in=Meeting.objects.run_by(person))


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
    by_hand = models.BooleanField(default=False)  # ticked by a facilitator, as in a hall; the circle did not see it

    objects = AttendanceSet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "membership"], name="came_once", condition=models.Q(membership__isnull=False)
            )
        ]


class NotHeld(models.Model):
    """It was planned and not called off, and yet it did not happen."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="not_held")
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    why = models.CharField(max_length=300, blank=True)


class CorrectionSet(models.QuerySet["Correction"]):
    def run_by(self, person: Person) -> Self:
        return self.filter(meeting__in=Meeting.objects.run_by(person)).select_related("membership", "by")


class Correction(models.Model):
    """What is written about who came was changed by hand: what it was, what it became, by whom, why."""

    class What(models.TextChoices):
        ROLL = "roll"  # written down for the first time; `became` is how many came
        MEMBER = "member"  # `membership` came, or did not
        GUESTS = "guests"
        HELD = "held"  # whether it happened at all

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="corrections")
    what = models.CharField(max_length=8, choices=What.choices)
    membership = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    was = models.CharField(max_length=12, blank=True)
    became = models.CharField(max_length=12, blank=True)
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    why = models.CharField(max_length=300, blank=True)

    objects = CorrectionSet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
