"""An evening as one person met it: how they arrived and how they left; and which evenings have been looked through."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kith.meetings.models import Meeting
from kith.people.models import Person


class How(models.IntegerChoices):
    TREMBLING = 1, _("Trembling")
    UNEASY = 2, _("Uneasy")
    BETWEEN = 3, _("Somewhere between")
    STEADIER = 4, _("Steady")
    SETTLED = 5, _("Settled")


class FeelingSet(models.QuerySet["Feeling"]):
    def of(self, person: Person) -> Self:
        return self.filter(person=person)

    def newest(self) -> Self:
        return self.order_by("-on", "-pk")


class Feeling(models.Model):
    """How I arrived, and how I left: one word each, if I wished. It outlives the meeting's row, and knows the day by itself."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()
    arriving = models.PositiveSmallIntegerField(choices=How.choices, null=True, blank=True)
    leaving = models.PositiveSmallIntegerField(choices=How.choices, null=True, blank=True)

    objects = FeelingSet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "meeting"], name="one_feeling_a_meeting")]


class Noted(models.Model):
    """This evening's numbers have been kept for those who were there: they are never counted twice."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, primary_key=True, related_name="+")
