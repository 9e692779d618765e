"""The outbox: a notice is a row, written in the same transaction as what it tells of. The worker sends; no request ever does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from kith.notices.models import Notice
from kith.people.models import Person


@dataclass(frozen=True, slots=True)
class Telling:
    """What is to be told to one person. `key` makes it one, however often it is put; `path` is a page of Kith."""

    person: Person
    kind: Notice.Kind
    key: str
    path: str
    when: datetime | None = None  # the moment it is about
    due_at: datetime | None = None  # not before; None: now
    until: datetime | None = None  # not after
    zone: str = ""


def put(*tellings: Telling) -> None:
    """Twice is harmless: what is there already stays as it is, told or not."""
    Notice.objects.bulk_create([_row(one) for one in tellings], ignore_conflicts=True, batch_size=500)


def withdraw(*keys: str, persons: Iterable[Person] | None = None, now: datetime | None = None) -> int:
    """It is not so any more: who has not been told never will be; who has, no longer reads it. Returns how many."""
    found = Notice.objects.standing().filter(key__in=keys)
    if persons is not None:
        found = found.filter(person__in=persons)
    return found.update(withdrawn_at=now or timezone.now())


def restore(*keys: str, persons: Iterable[Person]) -> int:
    """It is so again for these: what was taken back stands as before. Who has been told already is not told again by mail."""
    taken_back = Notice.objects.filter(key__in=keys, person__in=persons, withdrawn_at__isnull=False)
    return taken_back.update(withdrawn_at=None)


def withdraw_all(person: Person, *, under: str = "/", now: datetime | None = None) -> int:
    """Whatever this person was to hear that leads to a page under this path: none of it is told any more."""
    found = Notice.objects.standing().filter(person=person, path__startswith=under)
    return found.update(withdrawn_at=now or timezone.now())


def withdraw_about(ref: str, *, now: datetime | None = None) -> int:
    """Whatever anyone was to hear about the row with this ref: a key that speaks of a row has its ref in it."""
    return Notice.objects.standing().filter(key__contains=ref).update(withdrawn_at=now or timezone.now())


def _row(one: Telling) -> Notice:
    moment = timezone.now()
    return Notice(
        person=one.person,
        kind=one.kind,
        key=one.key,
        path=one.path,
        when=one.when,
        zone=one.zone,
        made_at=moment,
        due_at=one.due_at or moment,
        until=one.until,
    )
