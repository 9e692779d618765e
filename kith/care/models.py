"""Care: what someone tells a facilitator or the host, and who may never read it."""

from django.db import models
from django.utils import timezone

from kith.groups.models import Group, Membership
from kith.kit.refs import RefField
from kith.people.models import Person


class Telling(models.Model):
    """Something a person tells a facilitator or the host. It never reaches the one it is about."""

    class To(models.TextChoices):
        FACILITATORS = "facilitators"
        HOST = "host"

    ref = RefField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")  # may be told signed out
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    about = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    to = models.CharField(max_length=12, choices=To.choices)
    where = models.CharField(max_length=20, blank=True)  # which kind of page: "circle", "door", "group", ...
    words = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
