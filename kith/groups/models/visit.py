"""The first visit: a plan that only she reads, and the hello that a greeter says afterwards, if she wished it."""

from typing import Self

from django.db import models
from django.utils import timezone

from kith.groups.models.group import Group
from kith.groups.models.membership import Membership
from kith.people.models import Person


class FirstVisitSet(models.QuerySet["FirstVisit"]):
    def of(self, person: Person) -> Self:
        return self.filter(membership__person=person)


class FirstVisit(models.Model):
    """What I might say, and a word to leave with. Read by nobody else."""

    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="first_visit")
    say = models.CharField(max_length=500, blank=True)
    leave_with = models.CharField(max_length=120, blank=True)
    kept_at = models.DateTimeField(default=timezone.now)

    objects = FirstVisitSet.as_manager()


class GreetingSet(models.QuerySet["Greeting"]):
    def greeted_by(self, person: Person) -> Self:
        """Of the groups where this person greets, or facilitates."""
        mine = models.Q(membership__group__greeter__in=Membership.objects.of(person))
        return self.filter(mine | models.Q(membership__group__in=Group.objects.run_by(person)))


class Greeting(models.Model):
    """Someone said yes to a hello, some days after their first evening."""

    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="greeting")
    due_at = models.DateTimeField()
    said_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = GreetingSet.as_manager()
