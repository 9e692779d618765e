"""Formats that a group writes for itself, and what is different on some dates."""

from typing import Any, Self

from django.db import models
from django.utils import timezone

from kith.groups.models import Group, Membership
from kith.kit import addresses
from kith.kit.refs import RefField
from kith.people.models import Person

OWN = "own:"  # a meeting's or a series' format: "council" is Kith's, "own:<ref>" the group's


class WrittenFormatSet(models.QuerySet["WrittenFormat"]):
    def run_by(self, person: Person) -> Self:
        """Formats of the groups this person facilitates."""
        return self.filter(group__in=Group.objects.run_by(person))

    def shared_with(self, membership: Membership) -> Self:
        """What other groups here have shared, for whoever facilitates this one."""
        if not membership.runs:
            return self.none()
        return self.exclude(shared_at=None).exclude(group=membership.group_id)

    def offered(self) -> Self:
        """As they stand on a shelf, each with its variations at hand."""
        return self.prefetch_related("variations").order_by("name", "ref")


class WrittenFormat(models.Model):
    """`parts` is a list in the shape of `formats.Part`. What a person wrote here belongs to the group and stays with it."""

    ref = RefField()
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="formats")
    name = models.CharField(max_length=60)
    summary = models.CharField(max_length=200, blank=True)
    good_for = models.CharField(max_length=200, blank=True)
    fewest = models.PositiveSmallIntegerField(default=3)
    most = models.PositiveSmallIntegerField(default=10)
    empty_seat = models.BooleanField(default=False)
    parts: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField(default=list)
    # A format of Kith's it began as. Where it came from another group, nothing says which (A8).
    made_from = models.CharField(max_length=40, blank=True)
    shared_at = models.DateTimeField(null=True, blank=True)  # since when other groups here may copy it
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects = WrittenFormatSet.as_manager()

    def get_absolute_url(self) -> str:
        return addresses.at("meetings:format", self.group.ref, self.ref)

    @property
    def key(self) -> str:
        return OWN + self.ref


class Variation(models.Model):
    """On some dates one part is another, or there is one part more."""

    class On(models.TextChoices):
        NTH = "nth"  # the n-th meeting of the month; 0 is the last
        EVERY = "every"  # every n-th meeting in this format
        DAY = "day"  # one date

    class What(models.TextChoices):
        INSTEAD = "instead"
        AFTER = "after"

    ref = RefField()
    format = models.ForeignKey(WrittenFormat, on_delete=models.CASCADE, related_name="variations")
    on = models.CharField(max_length=5, choices=On.choices)
    number = models.PositiveSmallIntegerField(default=0)
    day = models.DateField(null=True, blank=True)
    what = models.CharField(max_length=7, choices=What.choices, default=What.INSTEAD)
    part = models.CharField(max_length=60)  # the key of the part it stands instead of, or after
    block: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)  # one part
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["made_at", "pk"]
