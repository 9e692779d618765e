"""Links that lead to the door."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone

from kith.groups.models.group import Group
from kith.groups.models.membership import Membership
from kith.kit.refs import RefField
from kith.people.models import Person


class InvitationSet(models.QuerySet["Invitation"]):
    def run_by(self, person: Person) -> Self:
        return self.filter(group__in=Group.objects.run_by(person))

    def live(self, now: datetime) -> Self:
        """Not ended by hand, by date or by count. Each carries `taken`, the seats already used."""
        open_ones = self.filter(revoked_at=None, expires_at__gt=now).annotate(taken=models.Count("uses"))
        return open_ones.filter(taken__lt=models.F("seats"))

    def newest(self) -> Self:
        """Newest first, with who made them; a page's worth."""
        return self.select_related("by").order_by("-made_at")[:50]


class Invitation(models.Model):
    """A link that leads to the door. Only its hash is kept; it ends by date, by count or by hand."""

    ref = RefField()
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="invitations")
    hash = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    seats = models.PositiveSmallIntegerField(default=1)
    revoked_at = models.DateTimeField(null=True, blank=True)
    code_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)  # of the eight letters on a slip
    alongside_of = models.ForeignKey(  # a link for the interpreter or carer of this member, and nobody else
        Membership, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )

    objects = InvitationSet.as_manager()


class InvitationUse(models.Model):
    """One seat of an invitation, taken."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="uses")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["invitation", "membership"], name="invited_once")]
