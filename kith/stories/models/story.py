"""A story: writing shared with the group, with what its writer needs back."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kith.companions.models import Pact, Side
from kith.groups.models import Group, Membership
from kith.kit import addresses
from kith.kit.refs import RefField
from kith.people.models import Apart, Person


class Need(models.TextChoices):
    """What a writer wants back; the same four as a speaker in the circle."""

    JUST_LISTEN = "just_listen"
    NOT_ALONE = "not_alone"
    QUESTIONS = "questions"
    IDEAS = "ideas"


class StorySet(models.QuerySet["Story"]):
    def of(self, person: Person) -> Self:
        """Their own, drafts too, in groups they are a member of."""
        return self.filter(by__person=person, group__in=Group.objects.visible_to(person))

    def ever_of(self, person: Person) -> Self:
        """Their own, also from groups they left since: for taking along. What was taken back has no words any more."""
        return self.filter(by__person=person, withdrawn_at=None)

    def shared(self) -> Self:
        return self.filter(shared_at__isnull=False, withdrawn_at=None)

    def visible_to(self, person: Person) -> Self:
        """Their own; and what was shared with a group they are in, by nobody they are kept apart from (A5), and is not folded."""
        folded = Exists(Folded.objects.filter(story=OuterRef("pk"), reply=None, unfolded_at=None))
        return self.told_to(person).filter(Q(by__person=person) | ~folded)

    def told_to(self, person: Person) -> Self:
        """The same with what is folded for everyone: only for who reads what was told about it."""
        there = Q(shared_at__isnull=False, withdrawn_at=None)
        there &= Q(readers=Story.Readers.GROUP) | Q(companion_of(person), readers=Story.Readers.COMPANION)
        away = Apart.objects.between(person, Apart.Kind.BLOCK, "by__person")
        others = there & ~away
        return self.filter(group__in=Group.objects.visible_to(person)).filter(Q(by__person=person) | others)

    def newest(self) -> Self:
        return self.order_by("-shared_at", "-pk")


def companion_of(person: Person) -> Exists:
    """True of what was written for their companion, while that pact lasts: not while one of the two rests, nor after its end."""
    theirs = Side.objects.filter(pact=OuterRef("pact"), over_at=None, pact__paused_at=None)
    return Exists(theirs.filter(of__person=person))


class Story(models.Model):
    """`text` is light Markdown as it was typed. A draft has no `shared_at`. One taken back keeps nothing of its words."""

    class Readers(models.TextChoices):
        ME = "me"
        COMPANION = "companion"
        GROUP = "group"

    class Kind(models.TextChoices):
        STORY = "story"
        LETTER = "letter"  # to the newcomer I was

    ref = RefField()
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.STORY)
    title = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    need = models.CharField(max_length=12, choices=Need.choices, default=Need.JUST_LISTEN)
    notes: "models.JSONField[list[str], list[str]]" = models.JSONField(
        default=list
    )  # content notes: keys of data/notes.toml
    note_words = models.CharField(max_length=80, blank=True)  # a content note in their own words
    without_alias = models.BooleanField(default=False)
    readers = models.CharField(max_length=10, choices=Readers.choices, default=Readers.GROUP)
    # For a companion: the one of this pact, and nobody who comes after them.
    pact = models.ForeignKey(Pact, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    revision = models.PositiveIntegerField(default=0)  # of a draft: an older tab does not write over a newer one
    shared_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)  # after it was shared
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = StorySet.as_manager()

    class Meta:
        verbose_name_plural = "stories"
        indexes = [models.Index(fields=["group", "-shared_at"], name="stories_of_a_group")]

    def get_absolute_url(self) -> str:
        return addresses.at("stories:story", self.ref)

    @property
    def is_draft(self) -> bool:
        return self.shared_at is None and self.withdrawn_at is None

    def is_by(self, person: Person) -> bool:
        return self.by.person_id == person.pk

    @property
    def wants_listening(self) -> bool:
        """Whether a reply with advice in it is met by the listening nudge."""
        return self.need in {Need.JUST_LISTEN, Need.NOT_ALONE}


class Draft(models.Model):
    """What someone is in the middle of writing: of a story that is shared already, or of a reply. It saves itself."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="drafts")
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    of = models.CharField(max_length=6, choices=[("story", "story"), ("reply", "reply")])
    title = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)  # so that an older tab does not write over a newer one
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "by", "of"], name="one_draft_each")]


class Folded(models.Model):
    """Folded for everyone until someone has talked with its writer: a facilitator's or the host's doing. Its writer reads why.

    A story, or one `reply` under it.
    """

    ref = RefField()
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="folds")
    reply = models.ForeignKey("stories.Reply", null=True, blank=True, on_delete=models.CASCADE, related_name="folds")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    why = models.CharField(max_length=300)
    at = models.DateTimeField(default=timezone.now)
    unfolded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "folded"
        constraints = [
            models.UniqueConstraint(fields=["story"], name="folded_once", condition=Q(unfolded_at=None, reply=None)),
            models.UniqueConstraint(
                fields=["reply"], name="reply_folded_once", condition=Q(unfolded_at=None, reply__isnull=False)
            ),
        ]
