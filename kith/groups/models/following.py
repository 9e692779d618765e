"""Following a group without joining it: to be told when a seat is free, or when it starts. Nobody in the group sees who follows."""

from typing import Self

from django.db import models
from django.utils import timezone

from kith.groups.models.group import Group
from kith.people.models import Person


class FollowingSet(models.QuerySet["Following"]):
    def of(self, person: Person) -> Self:
        return self.filter(person=person)


class Following(models.Model):
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    for_seat = models.BooleanField(default=False)  # it was full: to be told, once, when a seat is free

    objects = FollowingSet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "person"], name="follows_once")]
