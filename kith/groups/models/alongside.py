"""A seat alongside: a member wishes to bring an interpreter or carer."""

from typing import Self

from django.db import models
from django.utils import timezone

from kith.groups.models.group import Group
from kith.groups.models.membership import Membership
from kith.kit.refs import RefField
from kith.people.models import Person


class AlongsideWishSet(models.QuerySet["AlongsideWish"]):
    def run_by(self, person: Person) -> Self:
        here = self.filter(membership__group__in=Group.objects.run_by(person))
        return here.filter(membership__state=Membership.State.MEMBER).select_related("membership")

    def of(self, membership: Membership) -> Self:
        return self.filter(membership=membership).order_by("-at")

    def waiting(self) -> Self:
        return self.filter(answered_at=None).order_by("at")


class AlongsideWish(models.Model):
    """Asked once and answered once. After a yes the member makes the link herself: it is hers to give."""

    ref = RefField()
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    words = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    agreed = models.BooleanField(default=False)

    objects = AlongsideWishSet.as_manager()
