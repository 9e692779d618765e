"""A series: the rule by which a group meets again and again, at the same time on the wall."""

from datetime import date, datetime
from typing import Self
from zoneinfo import ZoneInfo

from django.db import models
from django.utils import timezone

from kith.groups.models import Group, Membership
from kith.kit import addresses
from kith.kit.refs import RefField
from kith.meetings import recurring
from kith.people.models import Person


class SeriesSet(models.QuerySet["Series"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(group__in=Group.objects.visible_to(person))

    def run_by(self, person: Person) -> Self:
        return self.filter(group__in=Group.objects.run_by(person))

    def going_on(self) -> Self:
        """Nobody has ended them. (Their rule may have run out: `last_on`.)"""
        return self.filter(ended_at=None)

    def meeting_still(self, today: date) -> Self:
        """Those that still come together, today included."""
        return self.going_on().filter(models.Q(last_on=None) | models.Q(last_on__gte=today))

    def unmade(self, until: date) -> Self:
        """Those whose meetings do not all exist up to that day."""
        behind = models.Q(made_until=None) | models.Q(made_until__lt=until)
        to_come = models.Q(last_on=None) | models.Q(made_until=None) | models.Q(made_until__lt=models.F("last_on"))
        return self.going_on().filter(behind, to_come)

    def newest(self) -> Self:
        return self.order_by("-planned_at", "-pk")


class Series(models.Model):
    """`rule` is an RRULE (RFC 5545) without DTSTART; DTSTART is `starts_on` at `clock` on the wall in `zone`.

    Each of its gatherings is a `Meeting` row, made eight weeks ahead; `occurrence` is the moment the rule says, and stays.

    For calendars: the series is one VEVENT (UID from `ref`, SEQUENCE `revision`, DTSTART;TZID=`zone`, RRULE `rule`, whose UNTIL is
    the end of that day on the wall of `zone` and has to be written in UTC). `starts_on` is always a day of the rule. A
    `Skipped` day is an EXDATE at `clock`; one beyond the rule does no harm. A meeting that is not as the series says (its
    `starts_at` is not its `occurrence`, or its `minutes` are others) is a VEVENT with RECURRENCE-ID `occurrence` and its own
    SEQUENCE `revision`; one with a `Cancellation` is the same with STATUS:CANCELLED. What was called off because its series ended
    or changed has a `series` and no `occurrence`: it is left out, the rule does not have it any more. A meeting without a
    series stands by itself. A series that ended keeps its row: `ended_at` is the moment from which nothing comes, and its
    rule has UNTIL. A change of day, time, zone or length ends it and begins a new one, with its own UID, unless
    nothing of it has happened yet: then the same row gets one more `revision`. See docs/decisions/0023.
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
    closes_at = models.DateTimeField(
        null=True, blank=True
    )  # from when nobody joins a cohort: a week after its first day
    reunion_on = models.DateField(null=True, blank=True)  # when a cohort meets once more
    made_until = models.DateField(null=True, blank=True)  # up to which day its meetings exist
    revision = models.PositiveSmallIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, blank=True)  # with each revision: a calendar looks at both
    planned_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    planned_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)  # the moment from which nothing comes
    last_on = models.DateField(null=True, blank=True)  # its last day, counted from the rule; None: it has no end

    objects = SeriesSet.as_manager()

    class Meta:
        verbose_name_plural = "series"

    def get_absolute_url(self) -> str:
        return addresses.at("meetings:series", self.group.ref, self.ref)

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def course(self) -> recurring.Course:
        return recurring.Course(recurring.read(self.rule), self.starts_on, self.clock, self.tz)

    def is_over(self, now: datetime) -> bool:
        """Nothing of it is to come."""
        today = now.astimezone(self.tz).date()
        return bool((self.ended_at and self.ended_at <= now) or (self.last_on and self.last_on < today))


class Skipped(models.Model):
    """A day on which this series does not meet, known before the meeting was made."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="skipped")
    day = models.DateField()
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "day"], name="skipped_once")]
