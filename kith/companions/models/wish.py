"""Wishes: whom someone would like as a companion, and who would be glad of anyone. Only the weekly batch reads both sides."""

from django.db import models
from django.utils import timezone

from kith.groups.models import Group, Membership


class Tick(models.Model):
    """One person's private wish. Nobody is ever shown it but who made it; a match takes it away."""

    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    wished = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "wished"], name="one_tick_for_each")]


class Rota(models.Model):
    """ "Anyone is fine": until they are paired, or say otherwise."""

    of = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    alone_at = models.DateTimeField(null=True, blank=True)  # the batch that left them over; they go first in the next


class Batch(models.Model):
    """The wishes of one group were looked at, for this moment of its week."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "batches"
        constraints = [models.UniqueConstraint(fields=["group", "at"], name="one_batch_a_week")]


class Rest(models.Model):
    """A facilitator has paused all pairing in this group. Pacts that are there go on."""

    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
