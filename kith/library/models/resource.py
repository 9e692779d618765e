"""A resource: a book, an article, a place, typed in by hand. Kith fetches nothing."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from kith.groups.models import Group, Membership, Theme
from kith.kit import addresses
from kith.kit.refs import RefField
from kith.meetings.models import Meeting
from kith.people.models import Apart, Person


class ResourceSet(models.QuerySet["Resource"]):
    def visible_to(self, person: Person) -> Self:
        away = Apart.objects.between(person, Apart.Kind.BLOCK, "by__person")
        return self.filter(group__in=Group.objects.visible_to(person)).filter(Q(by__person=person) | ~away)

    def of(self, person: Person) -> Self:
        return self.filter(by__person=person, group__in=Group.objects.visible_to(person))

    def ever_of(self, person: Person) -> Self:
        """Their own, also from groups they left since: for taking along."""
        return self.filter(by__person=person)


class Resource(models.Model):
    class Kind(models.TextChoices):
        BOOK = "book"
        ARTICLE = "article"
        FILM = "film"
        PLACE = "place"
        HELPLINE = "helpline"
        OTHER = "other"

    ref = RefField()
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.BOOK)
    name = models.CharField(max_length=160)
    where = models.CharField(max_length=500, blank=True)  # an address, a number, a street: as it was typed
    why = models.CharField(max_length=600, blank=True)  # why it mattered
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = ResourceSet.as_manager()

    def get_absolute_url(self) -> str:
        return addresses.at("library:resource", self.ref)
