"""A host may suspend someone: their sessions end at once, and signing in answers as to a stranger. Nothing of theirs is lost."""

from django.db import transaction
from django.utils import timezone

from . import signing_out
from .models import Person
from .signals import person_suspended


@transaction.atomic
def suspend(person: Person, *, by: Person) -> None:
    """Doing it twice is harmless; the first time stands. The caller has checked that `by` is a host."""
    if person.suspended_at is None:
        person.suspended_at = timezone.now()
        person.save(update_fields=["suspended_at"])
    signing_out.end_all(person, by=by)
    transaction.on_commit(lambda: person_suspended.send_robust(sender=Person, person_id=person.pk))


@transaction.atomic
def unsuspend(person: Person, *, by: Person) -> None:
    """They may sign in again, with the same passphrase."""
    person.suspended_at = None
    person.save(update_fields=["suspended_at"])
