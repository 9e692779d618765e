"""A series: the rule by which a group meets again and again, at the same time on the wall."""

from typing import Self
from zoneinfo import ZoneInfo

from django.db import models
from django.utils import timezone

from kith.groups.models import Group, Membership
from kith.kit.refs import RefField
from kith.people.models import Person


class SeriesSet(models.QuerySet["Series"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(group__in=Group.objects.visible_to(person))

    def run_by(self, person: Person) -> Self:
        return self.filter(group__in=Group.objects.run_by(person))

    def going_on(self) -> Self:
        """Those that still make meetings."""
        return self.filter(ended_at=None)


class Series(models.Model):
    """`rule` is an RRULE (RFC 5545) without DTSTART; DTSTART is `starts_on` at `clock` on the wall in `zone`.

    Each of its gatherings is a `Meeting` row, made eight weeks ahead: moved when its `starts_at` is not its `occurrence`,
    called off when it has a `Cancellation`. A day in `Skipped` is left out and never becomes a meeting (EXDATE).
    """

    ref = RefField()
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="series")
    rule = models.CharField(max_length=200)
    starts_on = models.DateField()
    clock = models.TimeField()
    zone = models.CharField(max_length=64)
    minutes = models.PositiveSmallIntegerField(default=75)
    format = models.CharField(max_length=40)
    call_link = models.CharField(max_length=500, blank=True)
    place = models.CharField(max_length=300, blank=True)
    by_text = models.BooleanField(default=True)
    facilitator = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    is_cohort = models.BooleanField(default=False)  # closed: the same people for so many weeks, with an ending
    reunion_on = models.DateField(null=True, blank=True)  # when a cohort meets once more
    made_until = models.DateField(null=True, blank=True)  # up to which day its meetings exist
    revision = models.PositiveSmallIntegerField(default=0)
    planned_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    planned_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = SeriesSet.as_manager()

    class Meta:
        verbose_name_plural = "series"

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)


class Skipped(models.Model):
    """A day on which this series does not meet, known before the meeting was made."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="skipped")
    day = models.DateField()
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "day"], name="skipped_once")]
