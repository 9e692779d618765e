"""A strategy: a way of coping on a card, and how it went for those who tried it."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from kith.groups.models import Group, Membership, Theme
from kith.kit import addresses
from kith.kit.refs import RefField
from kith.library.models.resource import Resource
from kith.meetings.models import Meeting
from kith.people.models import Apart, Person


class StrategySet(models.QuerySet["Strategy"]):
    def visible_to(self, person: Person) -> Self:
        away = Apart.objects.between(person, Apart.Kind.BLOCK, "by__person")
        return self.filter(group__in=Group.objects.visible_to(person)).filter(Q(by__person=person) | ~away)

    def of(self, person: Person) -> Self:
        return self.filter(by__person=person, group__in=Group.objects.visible_to(person))

    def ever_of(self, person: Person) -> Self:
        """Their own, also from groups they left since: for taking along."""
        return self.filter(by__person=person)


class Strategy(models.Model):
    ref = RefField()
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    how = models.TextField(max_length=600)
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = StrategySet.as_manager()

    class Meta:
        verbose_name_plural = "strategies"

    def get_absolute_url(self) -> str:
        return addresses.at("library:strategy", self.ref)


class Tried(models.Model):
    """How it went for one person. Nobody is shown whose it is."""

    class How(models.TextChoices):
        HELPED = "helped"
        SOMEWHAT = "somewhat"
        NOT_FOR_ME = "not_for_me"

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="tried")
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    how = models.CharField(max_length=10, choices=How.choices)
    on = models.DateField()

    class Meta:
        verbose_name_plural = "tried"
        constraints = [models.UniqueConstraint(fields=["strategy", "by"], name="tried_once_each")]


class HeldUp(models.Model):
    """A resource or a strategy that its owner holds up in a circle, like a keepsake."""

    resource = models.ForeignKey(Resource, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    strategy = models.ForeignKey(Strategy, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
