"""Firsts, and what a month held, of the things whose own rows do not last. A day or a month and a number, no names and no group."""

from typing import Self

from django.db import models

from kith.people.models import Person


class FirstSet(models.QuerySet["First"]):
    def of(self, person: Person) -> Self:
        return self.filter(person=person)


class First(models.Model):
    """The day on which something happened for the first time, kept because what tells of it may go. `words` are their own."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)  # a key of kith.journey.kinds
    on = models.DateField()
    words = models.CharField(max_length=300, blank=True)

    objects = FirstSet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="one_first_of_a_kind")]


class MonthSet(models.QuerySet["Month"]):
    def of(self, person: Person) -> Self:
        return self.filter(person=person)


class Month(models.Model):
    """How often in this month, over all groups: the piece held, a hello asked for, a reflection, someone let in at the door."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()  # its first day
    what = models.CharField(max_length=12)  # a key of kith.journey.kinds
    times = models.PositiveSmallIntegerField(default=0)

    objects = MonthSet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "month", "what"], name="one_month_of_each")]
