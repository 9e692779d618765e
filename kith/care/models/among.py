"""What those who run a group ask each other: without any alias and without any group."""

from datetime import datetime
from typing import Self

from django.db import models
from django.utils import timezone

from kith.kit.refs import RefField
from kith.people.apart import apart_from
from kith.people.models import Person


class AmongAskings(models.QuerySet["Asking"]):
    def of(self, person: Person, now: datetime) -> Self:
        """This person's own that stand and have not ended."""
        return self.filter(by=person, taken_back_at=None, until__gt=now)

    def heard_by(self, person: Person) -> Self:
        """What stands, but not from those one of the two wished to be apart from (A5)."""
        return self.filter(taken_back_at=None).exclude(by__in=apart_from(person))

    def open(self, now: datetime, *, having: models.Count) -> Self:
        """Those that have not ended, newest first, each with how many answers it has; a page's worth."""
        return self.filter(until__gt=now).annotate(having=having).order_by("-at")[:50]

    def over(self, now: datetime) -> Self:
        return self.filter(until__lte=now)


class AmongAnswers(models.QuerySet["Answer"]):
    def heard_by(self, person: Person) -> Self:
        """The same of answers."""
        return self.filter(taken_back_at=None).exclude(by__in=apart_from(person))


class Asking(models.Model):
    """It ends by itself, answers and all. Nobody is told who asks, only that it is someone who runs a group here."""

    ref = RefField()
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    words = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)  # by who asked, or by a host

    objects = AmongAskings.as_manager()


class Answer(models.Model):
    ref = RefField()
    asking = models.ForeignKey(Asking, on_delete=models.CASCADE, related_name="answers")
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    words = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = AmongAnswers.as_manager()

    class Meta:
        ordering = ["at"]
