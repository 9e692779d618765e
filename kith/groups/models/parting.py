"""Asking a facilitator or co-facilitator to go: never one person alone."""

from typing import Self

from django.db import models
from django.utils import timezone

from kith.groups.models.group import Group
from kith.groups.models.membership import Membership
from kith.kit.refs import RefField
from kith.people.models import Person


class PartingSet(models.QuerySet["Parting"]):
    def readable_by(self, person: Person) -> Self:
        """Those who run the group, the one it is about among them; and the host, whose yes it needs."""
        if person.is_host:
            return self
        return self.filter(group__in=Group.objects.run_by(person))

    def open(self) -> Self:
        return self.filter(ended_at=None)

    def with_names(self) -> Self:
        return self.select_related("group", "about", "by", "yes_by", "host_by")


class Parting(models.Model):
    """One asks; another facilitator and the host agree, or nothing happens. The one it is about is told, and can answer."""

    class Outcome(models.TextChoices):
        OPEN = ""
        AGREED = "agreed"
        TAKEN_BACK = "taken_back"
        LAPSED = "lapsed"

    ref = RefField()
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="partings")
    about = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    why = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(blank=True)  # in the words of the one it is about
    yes_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    yes_at = models.DateTimeField(null=True, blank=True)
    host_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    host_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True, default=Outcome.OPEN)

    objects = PartingSet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["about"], name="one_parting_open", condition=models.Q(ended_at=None))
        ]
