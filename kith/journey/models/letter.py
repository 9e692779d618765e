"""A letter to oneself, shut until a day. Its words are asked of the database only when that day has come."""

from datetime import date
from typing import Self

from django.db import models

from kith.kit import addresses
from kith.kit.refs import RefField
from kith.people.models import Person


class LetterSet(models.QuerySet["Letter"]):
    def of(self, person: Person) -> Self:
        """Theirs, without the words: those come by `opened` alone."""
        return self.filter(person=person).defer("text")

    def opened(self, person: Person, *, today: date) -> Self:
        """Those whose day has come, with their words."""
        return self.filter(person=person, opens_on__lte=today)


class Letter(models.Model):
    ref = RefField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    written_on = models.DateField()
    opens_on = models.DateField()

    objects = LetterSet.as_manager()

    def get_absolute_url(self) -> str:
        return addresses.at("journey:letter", self.ref)
