"""Someone asks to come: her few words, the answer, and her place in the line when no seat is free."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone

from kith.groups.models.group import Group
from kith.groups.models.membership import Membership
from kith.kit.refs import RefField
from kith.people.models import Person


class AskingSet(models.QuerySet["Asking"]):
    def run_by(self, person: Person) -> Self:
        """Those that this person may answer: they facilitate the group."""
        return self.filter(membership__group__in=Group.objects.run_by(person))

    def open(self) -> Self:
        """Those that wait for an answer, the first who asked first."""
        return self.filter(membership__state=Membership.State.ASKED).order_by("asked_at")

    def in_line(self) -> Self:
        """Those who wait for a seat, in order."""
        waiting = self.filter(membership__state=Membership.State.WAITING, in_line_since__isnull=False)
        return waiting.order_by("in_line_since", "pk")


class Asking(models.Model):
    """One a membership: asking again takes the place of what was asked before."""

    class Answer(models.TextChoices):
        NONE = ""
        WELCOME = "welcome"
        NOT_NOW = "not_now"

    ref = RefField()
    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="asking")
    words = models.CharField(max_length=400, blank=True)  # hers; emptied once she is in, or was told "not now"
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True, default=Answer.NONE)
    answer_words = models.CharField(max_length=400, blank=True)
    answered_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    in_line_since = models.DateTimeField(null=True, blank=True)
    rests_until = models.DateTimeField(null=True, blank=True)  # passed on a seat: not offered the next one at once

    objects = AskingSet.as_manager()


class OfferSet(models.QuerySet["Offer"]):
    def open(self) -> Self:
        return self.filter(ended_at=None)

    def due(self, now: datetime) -> Self:
        return self.open().filter(until__lte=now)


class Offer(models.Model):
    """A seat kept for one person until a moment. While it is open the membership is `invited`, and the seat counts as taken."""

    class How(models.TextChoices):
        OPEN = ""
        TAKEN = "taken"
        PASSED = "passed"
        LAPSED = "lapsed"

    ref = RefField()
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="offers")
    by = models.ForeignKey(
        Membership, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # None: the line moved on
    was = models.CharField(max_length=10, choices=Membership.State.choices)  # what it is again when nobody takes it
    at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(db_index=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=8, choices=How.choices, blank=True, default=How.OPEN)

    objects = OfferSet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership"], name="one_open_offer", condition=models.Q(ended_at__isnull=True)
            )
        ]
