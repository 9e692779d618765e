"""What leaves Kith for a person's own programs: for now, a calendar."""

from typing import Self

from django.db import models
from django.utils import timezone

from kith.people.models import Person


class FeedSet(models.QuerySet["Feed"]):
    def open_to(self, hashed: str) -> Self:
        """The one calendar this address leads to, while its person may sign in."""
        return self.filter(hash=hashed, person__suspended_at=None).select_related("person")


class Feed(models.Model):
    """A person's calendar, at an address that is all one needs to read it. Only the address's hash is kept."""

    class Shows(models.TextChoices):
        APPOINTMENT = "appointment"
        OWN = "own"  # a word of one's own
        GROUP = "group"  # the group's name

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="+")
    hash = models.CharField(max_length=64, unique=True)
    shows = models.CharField(max_length=12, choices=Shows.choices, default=Shows.APPOINTMENT)
    word = models.CharField(max_length=60, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects = FeedSet.as_manager()
