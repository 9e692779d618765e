"""Notices: what a person should hear of. Neutral by construction: a kind, a moment and a page of Kith, no name and no words."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils import timezone

from kith.kit.refs import RefField
from kith.people.models import Person

if TYPE_CHECKING:
    from kith.notices.models.letter import Letter


class NoticeSet(models.QuerySet["Notice"]):
    def of(self, person: Person) -> Self:
        return self.filter(person=person)

    def standing(self) -> Self:
        """Not withdrawn."""
        return self.filter(withdrawn_at=None)

    def told(self, now: datetime) -> Self:
        """What the person may read in Kith: due, not withdrawn, and of use still, or read while it was."""
        of_use = models.Q(until=None) | models.Q(until__gt=now) | models.Q(seen_at__isnull=False)
        return self.standing().filter(of_use, due_at__lte=now)

    def unseen(self) -> Self:
        return self.filter(seen_at=None)

    def to_sort(self, now: datetime) -> Self:
        """Due, and nobody has decided yet whether it goes by mail as well."""
        return self.standing().filter(sorted_at=None, due_at__lte=now)


class Notice(models.Model):
    """One thing for one person to hear of. The same `key` for the same person is the same notice, however often it is put."""

    class Kind(models.TextChoices):
        REMINDER_DAY = "reminder_day"
        REMINDER_HOUR = "reminder_hour"
        MOVED = "moved"
        CALLED_OFF = "called_off"
        SEAT_OFFERED = "seat_offered"
        SEAT_FREE = "seat_free"  # for who follows a group without joining: kept for nobody
        ANSWERED = "answered"  # to a question, or to asking to join
        ASKED = "asked"  # for facilitators: someone asks something, or to join
        NEWCOMER = "newcomer"  # for the greeter
        SAY_HELLO = "say_hello"  # for the greeter, three days later
        OWN = "own"  # something of one's own has come round: a letter to oneself can be opened
        HELLO = "hello"  # for who was away: someone says hello
        STARTS = "starts"  # a group that was forming has enough people
        AGREEMENT = "agreement"  # a new version to read
        STANDING = "standing"  # one's own membership or role changed, or wants an answer
        WRITTEN = "written"  # who looks after a group did something with what one wrote: looked, folded, unfolded
        UNHEARD = "unheard"  # for who said they can listen: a story without an answer is put before them
        COMPANION = "companion"  # whatever happens between two companions, and whatever it was
        OUTING = "outing"  # time together is proposed, or its time settled
        OUTING_DAY = "outing_day"  # a day before one that they come to
        OUTING_CHANGED = "outing_changed"  # one that they answered to is another now, or over, whatever it was
        FACILITATING = "facilitating"  # something for those who run a group

    ref = RefField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    key = models.CharField(max_length=120)  # says what it is about: "meeting:<ref>:day"; nobody is shown it
    path = models.CharField(max_length=200)  # the page of Kith it leads to
    when = models.DateTimeField(null=True, blank=True)  # the moment it is about
    zone = models.CharField(max_length=64, blank=True)  # on whose clock, for a person who chose none
    made_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)  # past this it would only confuse
    sorted_at = models.DateTimeField(null=True, blank=True)  # when it was decided whether it goes by mail as well
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    if TYPE_CHECKING:
        letter: Letter

    objects = NoticeSet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="one_notice_a_key")]
        indexes = [
            models.Index(fields=["person", "-due_at"], name="notices_of_a_person"),
            models.Index(fields=["key"], name="notices_by_key"),  # what is taken back is found by its key alone
            models.Index(
                fields=["person", "due_at"],
                name="notices_unseen",
                condition=models.Q(seen_at=None, withdrawn_at=None),
            ),
            models.Index(
                fields=["due_at"],
                name="notices_to_sort",
                condition=models.Q(sorted_at=None, withdrawn_at=None),
            ),
        ]

    def is_of_use(self, now: datetime) -> bool:
        return self.withdrawn_at is None and (self.until is None or now < self.until)
