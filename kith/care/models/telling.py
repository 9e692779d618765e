"""What someone tells a facilitator or the host, and who may never read it."""

from typing import Self

from django.db import models
from django.utils import timezone

from kith.groups.models import Group, Membership
from kith.kit import addresses
from kith.kit.refs import RefField
from kith.library.models import Resource, Strategy
from kith.people.models import Person
from kith.stories.models import Keepsake, Reply, Story


def _to_who_runs(person: Person) -> models.Q:
    return models.Q(to=Telling.To.FACILITATORS, group__in=Group.objects.run_by(person))


class TellingSet(models.QuerySet["Telling"]):
    def readable_by(self, person: Person) -> Self:
        """What was told to this person. What is about them does not exist for them, nor what they told themselves."""
        mine = _to_who_runs(person)
        if person.is_host:
            mine |= models.Q(to=Telling.To.HOST)
        return self.filter(mine).kept_from(person).with_names()

    def told_to_who_runs(self, person: Person) -> Self:
        """Of those, what was told to whoever facilitates."""
        return self.filter(_to_who_runs(person)).kept_from(person)

    def kept_from(self, person: Person) -> Self:
        return self.exclude(about__person=person).exclude(by=person)

    def told_by(self, person: Person) -> Self:
        """What this person told, newest first; a page's worth."""
        return self.filter(by=person).with_names().order_by("-at")[:20]

    def waiting(self) -> Self:
        """Those that still need someone, oldest first."""
        return self.filter(settled_at=None).order_by("at")

    def settled(self) -> Self:
        """The last ones that are done."""
        return self.exclude(settled_at=None).order_by("-settled_at")[:20]

    def with_names(self) -> Self:
        told = ("story__by", "reply__by", "reply__story", "keepsake", "resource", "strategy")
        return self.select_related("group", "about", *told)


class Telling(models.Model):
    """Something a person tells a facilitator or the host. It never reaches the one it is about."""

    class To(models.TextChoices):
        FACILITATORS = "facilitators"
        HOST = "host"

    ref = RefField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")  # may be told signed out
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    about = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    story = models.ForeignKey(Story, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reply = models.ForeignKey(Reply, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    keepsake = models.ForeignKey(Keepsake, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    resource = models.ForeignKey(Resource, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    strategy = models.ForeignKey(Strategy, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # Told without their alias: the server knows whom it must not reach, its readers are shown "whoever told this story".
    unnamed = models.BooleanField(default=False)
    to = models.CharField(max_length=12, choices=To.choices)
    where = models.CharField(max_length=20, blank=True)  # which kind of page: "circle", "door", "group", ...
    clause = models.CharField(max_length=300, blank=True)  # the promise it is about, as it was written then
    words = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = TellingSet.as_manager()

    def __str__(self) -> str:
        return "something told"

    def get_absolute_url(self) -> str:
        return addresses.at("care:telling", self.ref)


class Unveiled(models.Model):
    """Someone who reads a telling looked whose a story is, or at its words, and said why. Whoever wrote it is told at once."""

    class What(models.TextChoices):
        WHOSE = "whose"
        WORDS = "words"

    ref = RefField()
    telling = models.ForeignKey(Telling, on_delete=models.CASCADE, related_name="unveiled")
    of = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    what = models.CharField(max_length=5, choices=What.choices)
    why = models.CharField(max_length=300)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "unveiled"
