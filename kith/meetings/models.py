"""Meetings: when a group gathers, in which format, where, and who came."""

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from kith.groups.models import Group, Membership
from kith.kit.refs import RefField


class Meeting(models.Model):
    """One gathering. `agenda` is its format, fitted to its minutes when it was planned, so later edits of the format change nothing."""

    ref = RefField()
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="meetings")
    starts_at = models.DateTimeField(db_index=True)
    minutes = models.PositiveSmallIntegerField(default=75)
    format = models.CharField(max_length=40)
    agenda = models.JSONField(default=dict)  # {"parts": [...], "empty_seat": bool}
    prompt_key = models.CharField(max_length=60, blank=True)  # of the library; empty when the facilitator wrote their own
    call_link = models.CharField(max_length=500, blank=True)  # beside a call
    place = models.CharField(max_length=300, blank=True)  # in a hall
    by_text = models.BooleanField(default=True)
    facilitator = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    planned_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    planned_at = models.DateTimeField(default=timezone.now)

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


class Cancellation(models.Model):
    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="cancellation")
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    why = models.CharField(max_length=300, blank=True)


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
