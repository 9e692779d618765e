"""A keepsake: a picture of a thing that matters, and its story."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from kith.groups.models import Group, Membership
from kith.kit import addresses
from kith.kit.refs import RefField
from kith.meetings.models import Meeting
from kith.people.models import Apart, Person


class KeepsakeSet(models.QuerySet["Keepsake"]):
    def of(self, person: Person) -> Self:
        return self.filter(by__person=person, group__in=Group.objects.visible_to(person))

    def ever_of(self, person: Person) -> Self:
        """Their own, also where they are not a member any more: it can be taken back, and taken along, at any time."""
        return self.filter(by__person=person)

    def visible_to(self, person: Person) -> Self:
        """In groups they are in, shown to the group or their own, by nobody they are kept apart from (M2)."""
        away = Apart.objects.between(person, Apart.Kind.BLOCK, "by__person")
        others = Q(shared_at__isnull=False) & ~away & _still_shown()
        return self.filter(group__in=Group.objects.visible_to(person)).filter(Q(by__person=person) | others)

    def newest(self) -> Self:
        return self.order_by("-made_at", "-pk")


def _still_shown() -> Q:
    """Whoever left, or was asked to, could not take it back any more. After a death it follows the wish."""
    state = Membership.State
    kept = Q(by__state=state.DIED) & ~Q(by__words_after=Membership.WordsAfter.TAKE_DOWN)
    return Q(by__state__in=(state.MEMBER, state.PAUSED)) | kept


class Keepsake(models.Model):
    """Its files lie in the data folder under `folder`, a name that is never in an address. Taken back: row and files go."""

    ref = RefField()
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(blank=True)  # its story
    described = models.CharField(max_length=300)  # in words, for those who cannot see it
    folder = models.CharField(max_length=40, unique=True)
    # {"small": [width, height], ...}
    sizes: "models.JSONField[dict[str, list[int]], dict[str, list[int]]]" = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)
    shared_at = models.DateTimeField(null=True, blank=True)

    objects = KeepsakeSet.as_manager()

    def get_absolute_url(self) -> str:
        return addresses.at("stories:keepsake", self.ref)

    def is_by(self, person: Person) -> bool:
        return self.by.person_id == person.pk

    @property
    def small(self) -> dict[str, object]:
        return self.as_image("small")

    @property
    def middle(self) -> dict[str, object]:
        return self.as_image("middle")

    def as_image(self, size: str) -> dict[str, object]:
        """What an <img> says; its width and height, so that nothing jumps when it comes."""
        width, height = self.sizes.get(size, [None, None])
        return {"src": reverse("stories:picture", args=[self.ref, size]), "width": width, "height": height}


class Brought(models.Model):
    """A keepsake that its owner brings to a meeting, to be shown while they speak."""

    keepsake = models.ForeignKey(Keepsake, on_delete=models.CASCADE, related_name="brought")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["keepsake", "meeting"], name="brought_once")]
