"""A telephone number, given for one thing only: that a facilitator can ring when tonight changes."""

from typing import Self

from django.db import models
from django.utils import timezone

from kith.groups.models.membership import Membership


class ReachSet(models.QuerySet["Reach"]):
    def of(self, membership: Membership) -> Self:
        return self.filter(membership=membership)

    def for_telling(self, facilitator: Membership) -> Self:
        """The numbers in the facilitator's group, for those not yet told of a change. For anyone else there are none."""
        if not facilitator.runs:
            return self.none()
        here = Membership.objects.here().filter(group=facilitator.group_id)
        return self.filter(membership__in=here).select_related("membership")


class Reach(models.Model):
    """Its row goes when the membership pauses or ends, whatever the reason."""

    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="reach")
    number = models.CharField(max_length=30)
    since = models.DateTimeField(default=timezone.now)

    objects = ReachSet.as_manager()
