"""What a person wishes to be told, how, and when not. Who never wished anything is told in Kith only."""

from datetime import time

from django.db import models

from kith.people.models import Person

EVENING, MORNING = time(22), time(7)


class Wishes(models.Model):
    """`how` has a word for each sort of notice (sorts.py): "mail", "kith" or "none"; what is missing is "kith"."""

    class Discreet(models.TextChoices):
        BARE = "bare"  # that there is something, and nothing else
        HOUR = "hour"  # the day and hour too

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="wishes")
    how = models.JSONField(default=dict)
    discreet = models.CharField(max_length=4, choices=Discreet.choices, default=Discreet.BARE)
    quiet_from = models.TimeField(null=True, blank=True, default=EVENING)  # on their own clock; both or neither
    quiet_until = models.TimeField(null=True, blank=True, default=MORNING)
    hushed_at = models.DateTimeField(null=True, blank=True)  # no mail at all: they died, or a host knows why
