"""Keeping two people apart: one of them wishes it, the other is never told."""

from collections.abc import Iterable

from django.db import transaction

from .models import Apart, Person


@transaction.atomic
def keep_apart(*, of: Person, by: Person, kind: str) -> Apart:
    """`by` wishes to be kept apart from `of`; `kind` is "block" or "unsafe". Wishing it twice is one wish."""
    if of == by:
        raise ValueError("nobody is kept apart from themselves")
    wish, _ = Apart.objects.get_or_create(by=by, of=of, kind=Apart.Kind(kind))
    return wish


def allow_again(*, of: Person, by: Person, kind: str) -> None:
    """Take the wish back. Only one's own: what the other may wish stands."""
    Apart.objects.filter(by=by, of=of, kind=Apart.Kind(kind)).delete()


def apart_from(person: Person) -> set[int]:
    """Ids of everyone with whom there is a block, whichever of the two made it (A5: mutual and silent)."""
    return Apart.objects.around(person, Apart.Kind.BLOCK)


def unsafe_between(person: Person, others: Iterable[int | Person]) -> set[int]:
    """Ids of those among `others` (people or ids) with whom one of the two said "I'm not safe if this person comes"."""
    asked = {other.pk if isinstance(other, Person) else other for other in others}
    return Apart.objects.around(person, Apart.Kind.UNSAFE) & asked


def wishes_of(person: Person) -> "list[Apart]":
    """What this person wished, for their own page."""
    return list(Apart.objects.filter(by=person).select_related("of").order_by("since"))
