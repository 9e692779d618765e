"""Who walks, and what was walked when: so that several workers never do the same thing at once, and a stop is noticed."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils import timezone

from kith.kit.faults import patience

BREATH = timedelta(seconds=patience("breath", 30))  # a worker silent for longer is taken for dead


class Workers(models.QuerySet["Worker"]):
    def breathing(self, now: datetime) -> Self:
        return self.filter(beat_at__gt=now - BREATH)


class Worker(models.Model):
    """A worker process. It says again and again that it breathes; what a dead one had in hand is free."""

    id = models.CharField(max_length=17, primary_key=True)  # made anew at each start
    began_at = models.DateTimeField(default=timezone.now)
    beat_at = models.DateTimeField(default=timezone.now)

    objects = Workers.as_manager()


class Walk(models.Model):
    """When a round was last walked, and how it went."""

    name = models.CharField(max_length=64, primary_key=True)
    by = models.CharField(max_length=17, blank=True)  # the worker that walks it now
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)  # one after another; none once it went well
    failed = models.CharField(max_length=120, blank=True)  # what kind of mistake, and in which line of Kith
