"""A question asked before joining, with or without an account."""

from typing import Self

from django.db import models
from django.utils import timezone

from kith.groups.models.group import Group
from kith.groups.models.membership import Membership
from kith.kit.refs import RefField
from kith.people.models import Person


class QuestionSet(models.QuerySet["Question"]):
    def run_by(self, person: Person) -> Self:
        return self.filter(group__in=Group.objects.run_by(person))

    def asked_by(self, person: Person) -> Self:
        return self.filter(person=person)

    def behind(self, hash: str) -> Self:  # noqa: A002 - the field's name
        """The one whose address was given to whoever asks now."""
        return self.filter(hash=hash)

    def open(self) -> Self:
        return self.filter(answered_at=None).order_by("asked_at")


class Question(models.Model):
    """The answer is found at an address that only who asked was given: of it only the hash is kept."""

    ref = RefField()
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="questions")
    hash = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    words = models.CharField(max_length=500)
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=1000, blank=True)
    answered_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionSet.as_manager()
