"""What a member would be willing to take on. A wish said to those who facilitate, and no promise."""

from typing import Self

from django.db import models
from django.utils import timezone

from kith.groups.models.group import Group
from kith.groups.models.membership import Membership


class WillingSet(models.QuerySet["Willing"]):
    def seen_by(self, me: Membership) -> Self:
        """For those who run the group: who of its members would be willing. Nothing for anyone else."""
        there = self.filter(of__group=me.group_id, of__state=Membership.State.MEMBER, of__alongside_of=None)
        return there.select_related("of").order_by("of__alias") if me.runs else self.none()

    def not_yet(self, group: Group) -> Self:
        """Who has it already is not among them."""
        to = Willing.To
        greets = models.Q(what=to.GREET, of=group.greeter_id)
        shares = models.Q(what=to.CO_FACILITATE, of__role__in=Membership.RUNS)
        leads = models.Q(what=to.FACILITATE, of__role=Membership.Role.FACILITATOR)
        return self.exclude(greets | shares | leads)


class Willing(models.Model):
    class To(models.TextChoices):
        READ = "read"
        GREET = "greet"
        CO_FACILITATE = "co_facilitate"
        FACILITATE = "facilitate"

    of = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=13, choices=To.choices)
    at = models.DateTimeField(default=timezone.now)

    objects = WillingSet.as_manager()

    class Meta:
        verbose_name_plural = "willing"
        constraints = [models.UniqueConstraint(fields=["of", "what"], name="willing_once")]
