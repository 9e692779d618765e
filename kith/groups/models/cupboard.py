"""A new group starts with meetings only. What else there is stands in cupboards, opened when the group wants them."""

from typing import Self

from django.db import models
from django.utils import timezone

from kith.groups.models.group import Group
from kith.groups.models.membership import Membership
from kith.people.models import Person


class CupboardSet(models.QuerySet["Cupboard"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(group__in=Group.objects.visible_to(person))


class Cupboard(models.Model):
    """This one is open. `what` is a key that the app behind it has offered."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="cupboards")
    what = models.CharField(max_length=20)
    opened_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = CupboardSet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "what"], name="one_cupboard_of_each")]
