"""A person says what they wish to be told, how, and when not; and, rarely, someone sees to it that no mail goes at all."""

from dataclasses import dataclass
from datetime import datetime, time

from django.db import transaction

from kith.notices.models import Notice, Wishes
from kith.people.models import Person


@dataclass(frozen=True, slots=True)
class Wish:
    how: dict[str, str]  # sort -> mail, kith, none; what is not in it stays as it was
    discreet: str
    quiet: tuple[time, time] | None


@transaction.atomic
def wish(person: Person, *, wished: Wish, by: Person) -> None:
    """Holds from now on, also for letters that wait."""
    wishes, _ = Wishes.objects.get_or_create(person=person)
    wishes.how |= wished.how
    wishes.discreet = wished.discreet
    wishes.quiet_from, wishes.quiet_until = wished.quiet or (None, None)
    wishes.save()


@transaction.atomic
def hush(person: Person, *, now: datetime, by: Person) -> None:
    """They have died, or must not be written to: what was not told never will be, and no mail goes. Doing it twice is harmless."""
    wishes, _ = Wishes.objects.get_or_create(person=person)
    Wishes.objects.filter(pk=wishes.pk, hushed_at=None).update(hushed_at=now)
    Notice.objects.of(person).standing().unseen().update(withdrawn_at=now)


def unhush(person: Person, *, by: Person) -> None:
    """It was a mistake."""
    Wishes.objects.filter(person=person).update(hushed_at=None)
