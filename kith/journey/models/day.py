"""Days that matter to one person, and the words that a group of theirs is told on such a day, if they chose some."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from kith.groups.models import Membership
from kith.kit import addresses
from kith.kit.refs import RefField
from kith.people.models import Apart, Person


def is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def key_of(day: date) -> int:
    return day.month * 100 + day.day


def keys_on(day: date) -> set[int]:
    """The keys of the yearly days that are today: the 29th of February is the 28th where there is none."""
    return {key_of(day)} | ({229} if key_of(day) == 228 and not is_leap(day.year) else set())


def is_on(days: Iterable[date], *, path: str = "") -> Q:
    """True of a Day (or, with a path to one, of another row) that is on one of these days."""
    return is_on_one(list(days), sorted({key for day in days for key in keys_on(day)}), path=path)


def is_on_one(days: list[date], keys: list[int], *, path: str = "") -> Q:
    """The same, where the keys of those days are at hand."""
    once, yearly = (
        {f"{path}yearly": False, f"{path}on__in": days},
        {f"{path}yearly": True, f"{path}key__in": keys},
    )
    return Q(**once) | Q(**yearly)


class DaySet(models.QuerySet["Day"]):
    def of(self, person: Person) -> Self:
        return self.filter(person=person)


class Day(models.Model):
    """A milestone, or a day that is hard. `quiet`: the ref of the bare quiet day it wrote, which knows no reason."""

    ref = RefField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    key = models.PositiveSmallIntegerField()  # month * 100 + day
    yearly = models.BooleanField(default=False)
    hard = models.BooleanField(default=False)
    words = models.CharField(max_length=200)
    quiet = models.CharField(max_length=20, blank=True)

    objects = DaySet.as_manager()

    def save(self, *given: object, **more: object) -> None:
        self.key = key_of(self.on)
        super().save(*given, **more)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return addresses.at("journey:day", self.ref)

    def is_on(self, day: date) -> bool:
        return self.key in keys_on(day) if self.yearly else self.on == day


class ToldSet(models.QuerySet["Told"]):
    def of(self, person: Person) -> Self:
        return self.filter(membership__in=Membership.objects.of(person))

    def visible_to(self, person: Person) -> Self:
        """In groups they are in, by members who are there, and by nobody they are kept apart from (A5)."""
        here = self.filter(membership__group__in=Membership.objects.of(person).values("group"))
        away = Apart.objects.between(person, Apart.Kind.BLOCK, "membership__person")
        return here.filter(membership__state=Membership.State.MEMBER).exclude(away)


class Told(models.Model):
    """What one group reads on that day, under the alias there. It says these words and nothing else of the day."""

    day = models.ForeignKey(Day, on_delete=models.CASCADE, related_name="told")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    words = models.CharField(max_length=200)

    objects = ToldSet.as_manager()

    class Meta:
        verbose_name_plural = "told"
        constraints = [models.UniqueConstraint(fields=["day", "membership"], name="told_once_to_a_group")]
