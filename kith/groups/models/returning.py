"""Someone who lost everything asks for her name back: two people who know her vouch, the old account may refuse."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone

from kith.groups.models.group import Group
from kith.groups.models.membership import Membership
from kith.kit.refs import RefField
from kith.people.models import Person


class ReturningSet(models.QuerySet["Returning"]):
    def open(self) -> Self:
        return self.filter(ended_at=None)

    def asked_by(self, person: Person) -> Self:
        """This person's own, newest first."""
        return self.filter(person=person).order_by("-at")

    def vouched_before(self, person: Person) -> Self:
        """What the facilitators and hosts of a place may see. A host sees one only when a facilitator has vouched first."""
        mine = models.Q(group__in=Group.objects.run_by(person))
        if person.is_host:
            mine |= models.Q(first_by__isnull=False)
        return self.filter(mine).exclude(person=person).exclude(of__person=person)

    def against(self, person: Person) -> Self:
        """Those that would take this person's own place; told to them once somebody has vouched."""
        return self.open().filter(of__person=person, first_by__isnull=False)

    def due(self, now: datetime) -> Self:
        return self.open().filter(moves_at__lte=now)


class Returning(models.Model):
    """Nothing is kept of who is right: only what was said, who vouched, and how it ended."""

    class Outcome(models.TextChoices):
        OPEN = ""
        MOVED = "moved"
        REFUSED = "refused"  # by the old account
        NOT_KNOWN = "not_known"  # by a facilitator
        TAKEN_BACK = "taken_back"
        LAPSED = "lapsed"

    ref = RefField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")  # the new account
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="returnings")
    said = models.CharField(max_length=40)  # the name she says was hers
    of = models.ForeignKey(  # the one it is, as the first who vouched chose
        Membership, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    first_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    second_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    moves_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True, default=Outcome.OPEN)

    objects = ReturningSet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], name="one_returning_open", condition=models.Q(ended_at=None))
        ]
