"""Farewells: a member has died; a group has ended."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils import timezone

from kith.groups.models.group import Group
from kith.groups.models.membership import Membership
from kith.kit.refs import RefField
from kith.people.models import Person

READABLE = timedelta(days=30)  # how long a goodbye page stays


class PassingSet(models.QuerySet["Passing"]):
    def standing(self) -> Self:
        """Said and not taken back."""
        return self.filter(undone_at=None)

    def run_by(self, person: Person) -> Self:
        return self.filter(membership__group__in=Group.objects.run_by(person)).select_related("membership__group")

    def mistaken_for(self, person: Person) -> Self:
        """For the one who is said to have died and signs in all the same, as long as it can be taken back."""
        own = self.filter(membership__person=person, membership__state=Membership.State.DIED)
        return own.standing().filter(settled_at=None).select_related("membership__group")


class Passing(models.Model):
    """Two who run the group said so. For fourteen days either of them, or the one it is about, can say it was a mistake."""

    ref = RefField()
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    said_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)
    second_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    second_at = models.DateTimeField(null=True, blank=True)  # from then on it holds
    state_before = models.CharField(max_length=10, blank=True)
    role_before = models.CharField(max_length=14, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = PassingSet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership"], name="one_passing", condition=models.Q(undone_at=None))
        ]


class GoodbyeSet(models.QuerySet["Goodbye"]):
    def led_by(self, person: Person) -> Self:
        return self.filter(group__in=Group.objects.led_by(person))

    def over(self, now: datetime) -> Self:
        """Read for long enough; what is left is to close."""
        return self.filter(at__lte=now - READABLE, closed_at=None)


class Goodbye(models.Model):
    """The group has ended. Its members can read these words for thirty days; then it is closed."""

    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="goodbye")
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    words = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = GoodbyeSet.as_manager()

    @property
    def readable_until(self) -> datetime:
        return self.at + READABLE
