"""Who can listen this week, whom a story was put before, and what a reader would rather have folded."""

from django.db import models
from django.utils import timezone

from kith.groups.models import Membership
from kith.people.models import Person
from kith.stories.models.story import Story


class Listening(models.Model):
    """ "I can listen this week." It ends by itself."""

    membership = models.OneToOneField(Membership, primary_key=True, on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField()


class PutBefore(models.Model):
    """A story without a reply after a day, put before one who can listen."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="put_before")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    passed_at = models.DateTimeField(null=True, blank=True)  # "not this one": nobody is told

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "membership"], name="put_before_once")]


class Gentle(models.Model):
    """What a person would rather meet folded, or not at all: keys of content notes."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="+")
    fold: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    leave_out: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)


class LastHere(models.Model):
    """When a member last opened the reading home of their group, for "since you were here". Nobody else can read it."""

    membership = models.OneToOneField(Membership, primary_key=True, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    before = models.DateTimeField(
        null=True, blank=True
    )  # the visit before that: the line is drawn there for the whole day
