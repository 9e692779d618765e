"""A sealed journal: what a browser sealed, and the locks on its key. No word and no key is here (docs/journal-format.md)."""

from typing import Self

from django.db import models

from kith.kit.refs import LENGTH
from kith.people.models import Person

MOST_SEALED = 90_000  # letters of one sealed note: some 20,000 of what was written
MOST_NOTES = 2_000
MOST_HELD = 12_000_000  # letters of all sealed notes of one journal together


class JournalSet(models.QuerySet["Journal"]):
    def of(self, person: Person) -> Self:
        """Theirs alone; a facilitator, a host and a companion have none of it."""
        return self.filter(of=person)


class Journal(models.Model):
    """One for each person, who is its only reader. `ref` is drawn by the browser and sealed into everything in it.

    It is looked for only together with its owner, so it need not be unique, and nobody can find out whether it is taken.
    """

    of = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    ref = models.CharField(max_length=LENGTH)
    turn = models.PositiveIntegerField(
        default=1
    )  # grows with each new lock, so that two devices cannot change them at once
    held = models.PositiveIntegerField(default=0)  # letters of all its sealed notes

    objects = JournalSet.as_manager()


class Lock(models.Model):
    """The journal's own key, sealed with a key that only the browser can make from what its owner knows or has on paper."""

    class Opens(models.TextChoices):
        PASSPHRASE = "passphrase"  # noqa: S105
        SHEET = "sheet"

    journal = models.ForeignKey(Journal, on_delete=models.CASCADE, related_name="locks")
    opens_with = models.CharField(max_length=10, choices=Opens.choices)
    salt = models.CharField(max_length=24)
    rounds = models.PositiveIntegerField()
    iv = models.CharField(max_length=16)
    sealed = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["journal", "opens_with"], name="one_lock_of_a_kind")]


class NoteSet(models.QuerySet["Note"]):
    def newest_first(self) -> Self:
        return self.order_by("-pk")


class Note(models.Model):
    """One sealed note. When it was written is sealed too. `version` grows by one with each change."""

    journal = models.ForeignKey(Journal, on_delete=models.CASCADE, related_name="notes")
    ref = models.CharField(max_length=LENGTH)
    version = models.PositiveIntegerField(default=1)
    iv = models.CharField(max_length=16)
    sealed = models.TextField(max_length=MOST_SEALED)

    objects = NoteSet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["journal", "ref"], name="one_note_of_a_name")]

    @property
    def of(self) -> Person:
        return self.journal.of
