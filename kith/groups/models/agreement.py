"""What the group promises, in versions, and who has said they will try to keep it."""

from typing import Self

from django.db import models
from django.utils import timezone

from kith.groups.models.group import Group
from kith.groups.models.membership import Membership
from kith.people.models import Person


class AgreementSet(models.QuerySet["Agreement"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(group__in=Group.objects.visible_to(person))


class Agreement(models.Model):
    """One version of what the group promises. The newest is in force; older ones stay readable."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="agreements")
    version = models.PositiveSmallIntegerField()
    text = models.TextField()  # one clause a line
    adopted_at = models.DateTimeField(default=timezone.now)
    adopted_by = models.ForeignKey("Membership", null=True, on_delete=models.SET_NULL, related_name="+")

    objects = AgreementSet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "version"], name="agreement_version")]
        ordering = ["-version"]

    @property
    def clauses(self) -> list[str]:
        return [line.strip() for line in self.text.splitlines() if line.strip()]


class Acceptance(models.Model):
    """ "I'll try to keep these", said to one version of the agreement."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="acceptances")
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "agreement"], name="accepted_once")]
