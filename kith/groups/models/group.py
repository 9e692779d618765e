"""A group: people who share a challenge, and how one comes in."""

from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.utils import timezone

from kith.groups.models.membership import Membership
from kith.kit import addresses
from kith.kit.refs import RefField
from kith.people.models import Person

if TYPE_CHECKING:
    from kith.groups.models.agreement import Agreement


class Theme(models.Model):
    """What a group is about: a small tree that the host edits."""

    ref = RefField()
    name = models.CharField(max_length=60)
    under = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="within")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class GroupSet(models.QuerySet["Group"]):
    def visible_to(self, person: Person) -> Self:
        """The groups this person is a member of. Any other does not exist for them."""
        return self.filter(pk__in=Membership.objects.of(person).values("group"))

    def open_to(self, person: Person | None) -> Self:
        """The groups someone may read about before they are in: listed ones, unless they were asked to go. None: signed out."""
        listed = self.filter(listed_at__isnull=False)
        gone = Membership.objects.filter(person=person, state__in=Membership.GONE)
        return listed.exclude(pk__in=gone.values("group")) if person else listed

    def known_to(self, person: Person) -> Self:
        """Where they have a standing of any kind, whether or not it is listed; not where they were asked to go."""
        return self.filter(pk__in=Membership.objects.own(person).values("group"))

    def run_by(self, person: Person) -> Self:
        """The groups this person facilitates, alone or with others."""
        return self.filter(pk__in=Membership.objects.running(person).values("group"))

    def led_by(self, person: Person) -> Self:
        """The groups where this person may give roles: facilitators, not co-facilitators."""
        return self.filter(pk__in=Membership.objects.leading(person).values("group"))


class Group(models.Model):
    class Door(models.TextChoices):
        OPEN = "open"  # whoever says yes to the agreement is in, while a seat is free
        REQUEST = "request"  # a facilitator answers
        INVITATION = "invitation"  # only by a link

    ref = RefField()
    name = models.CharField(max_length=80)
    about = models.CharField(max_length=300, blank=True)  # who it is for, in a sentence
    zone = models.CharField(max_length=64, default="UTC")
    capacity = models.PositiveSmallIntegerField(default=10)
    language = models.CharField(max_length=10, default="en")
    town = models.CharField(max_length=80, blank=True)  # roughly where, if it meets in a hall
    who_for = models.CharField(max_length=200, blank=True)  # who may come, in a sentence
    adults_only = models.BooleanField(default=True)
    door = models.CharField(max_length=10, choices=Door.choices, default=Door.INVITATION)
    listed_at = models.DateTimeField(null=True, blank=True)  # since when it can be found; None: only by invitation
    full_since = models.DateTimeField(null=True, blank=True)  # "we are full for now", said in one press
    starts_with = models.PositiveSmallIntegerField(default=0)  # still forming: it starts when this many are in
    begun_at = models.DateTimeField(null=True, blank=True)  # when a forming group had enough, or was never forming
    themes: "models.ManyToManyField[Theme, models.Model]" = models.ManyToManyField(
        "Theme", blank=True, related_name="groups"
    )
    made_at = models.DateTimeField(default=timezone.now)
    greeter = models.ForeignKey("Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = GroupSet.as_manager()

    class Meta:
        indexes = [  # the directory: which are listed, and which languages they speak
            models.Index(fields=["language"], condition=models.Q(listed_at__isnull=False), name="listed_languages")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return addresses.at("groups:group", self.ref)

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def is_listed(self) -> bool:
        return self.listed_at is not None

    @property
    def is_forming(self) -> bool:
        """It waits for enough people before it starts."""
        return self.starts_with > 0 and self.begun_at is None

    @property
    def agreement(self) -> "Agreement | None":
        """The version in force."""
        return self.agreements.first()
