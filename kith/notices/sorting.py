"""What is due is sorted once: in Kith it is there already; a letter is laid out for who asked for mail."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction

from kith.notices import quiet, sorts
from kith.notices.clocks import zone_of
from kith.notices.models import Letter, Notice, Wishes
from kith.people.models import Person

MOST = 500


def sort_due(now: datetime, most: int = MOST) -> int:
    """Sorts so many, and returns how many. Several workers share the work."""
    return _sort(now, most) if Notice.objects.to_sort(now).exists() else 0


@transaction.atomic
def _sort(now: datetime, most: int) -> int:
    found = (
        Notice.objects.to_sort(now)
        .select_for_update(no_key=True, skip_locked=True, of=("self",))
        .order_by("due_at", "pk")
    )
    due = list(found.select_related("person__mailbox", "person__wishes")[:most])
    Letter.objects.bulk_create(_letters(due, now), ignore_conflicts=True, batch_size=MOST)
    Notice.objects.filter(pk__in=[one.pk for one in due]).update(sorted_at=now)
    return len(due)


def _letters(due: Iterable[Notice], now: datetime) -> list[Letter]:
    return [Letter(notice=one, after=after) for one in due if (after := goes_at(one, now)) is not None]


def goes_at(notice: Notice, now: datetime) -> datetime | None:
    """When the mail about it may go; None: none goes. What quiet hours would make too late stays in Kith alone."""
    if not (notice.is_of_use(now) and wants_mail(notice.person, notice.kind)):
        return None
    wishes = wishes_of(notice.person)
    after = quiet.rings(now, start=wishes.quiet_from, end=wishes.quiet_until, zone=zone_of(notice))
    return after if notice.is_of_use(after) else None


def wants_mail(person: Person, kind: str) -> bool:
    """They may sign in, proved an address, asked for mail about such things, and mail is set up."""
    wishes = wishes_of(person)
    reachable = settings.MAIL and person.is_active and hasattr(person, "mailbox") and wishes.hushed_at is None
    return bool(reachable) and sorts.how(wishes.how, kind) == sorts.How.MAIL


def wishes_of(person: Person) -> Wishes:
    """Theirs, or what holds for who never wished anything."""
    return getattr(person, "wishes", None) or Wishes(person=person)
