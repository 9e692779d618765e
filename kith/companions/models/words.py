"""What the two say to each other: a weekly check-in and a short thread. Nobody else reads it."""

from typing import Self

from django.db import models
from django.utils import timezone

from kith.companions.models.pact import Side


class CheckIn(models.Model):
    """Three answers for one week; the other's stand beside them only once both have answered."""

    side = models.ForeignKey(Side, on_delete=models.CASCADE, related_name="check_ins")
    day = models.DateField()  # the check-in day it belongs to, the same for both wherever they live
    how = models.TextField(max_length=600)
    leaned = models.TextField(max_length=600, blank=True)
    wish = models.TextField(max_length=600, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["side", "day"], name="one_check_in_a_week")]


class LineSet(models.QuerySet["Line"]):
    def in_order(self) -> Self:
        return self.order_by("at", "pk")


class Line(models.Model):
    """A few words from one to the other."""

    side = models.ForeignKey(Side, on_delete=models.CASCADE, related_name="lines")
    text = models.TextField(max_length=600)
    at = models.DateTimeField(default=timezone.now)

    objects = LineSet.as_manager()
