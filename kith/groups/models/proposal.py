"""A change of the agreement that a member would like: the words as they would be, and why."""

from typing import Self

from django.db import models
from django.utils import timezone

from kith.groups.models.agreement import Agreement
from kith.groups.models.group import Group
from kith.groups.models.membership import Membership
from kith.kit.refs import RefField
from kith.people.models import Person


class ProposalSet(models.QuerySet["Proposal"]):
    def readable_by(self, person: Person) -> Self:
        """One's own, as long as one is a member; and all of the groups one runs."""
        own = models.Q(by__in=Membership.objects.of(person))
        return self.filter(own | models.Q(group__in=Group.objects.run_by(person))).select_related("by", "adopted")

    def run_by(self, person: Person) -> Self:
        return self.filter(group__in=Group.objects.run_by(person)).select_related("by")

    def waiting(self) -> Self:
        return self.filter(answered_at=None).order_by("at")


class Proposal(models.Model):
    """Read by its author and the facilitators. It is answered once: taken up, or not, with a few kind words."""

    ref = RefField()
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="proposals")
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    on_version = models.PositiveSmallIntegerField(default=0)  # what it was written against
    text = models.TextField()  # the whole agreement as it would be, one clause a line
    why = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    answer = models.CharField(max_length=500, blank=True)
    adopted = models.ForeignKey(Agreement, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = ProposalSet.as_manager()
