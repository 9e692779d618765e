"""Telling a facilitator or the host, and taking it into one's hands."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from kith.care.addressing import destination
from kith.care.models import Telling
from kith.care.pieces import Piece
from kith.care.words import Reason
from kith.groups.models import Group, Membership
from kith.kit.refusal import Refused
from kith.people.models import Person

ONE_PRESS = timedelta(minutes=1)  # the same words again within this are one press that was made twice
PLACES = {"circle", "door", "hall", "groups", "meetings", "people", "site", "care", "safety", "practice"}
PLACES |= {"story", "reply", "shelf", "keepsake", "jar", "goals", "outings"}


@transaction.atomic
def tell(
    *,
    by: Person | None,
    wish: str,
    group: Group | None,
    about: Membership | None,
    where: str,
    words: str,
    clause: str = "",
    piece: Piece | None = None,
) -> Telling:
    """Put it into the hands of who may read it. Anyone may tell, also signed out; then it needs words."""
    if not (by or words.strip()):
        raise Refused(Reason.TELL_IN_WORDS, field="words")
    unnamed = piece is not None and piece.unnamed
    to = destination(wish, group=group, about=about, by=by, unnamed=unnamed)
    facts = {"by": by, "to": to, "group": group, "about": about, "words": words.strip(), "clause": clause}
    facts |= pointers(piece)
    again = Telling.objects.filter(**facts, at__gt=timezone.now() - ONE_PRESS).first()
    return again or Telling.objects.create(**facts, where=where if where in PLACES else "")


def pointers(piece: Piece | None) -> dict[str, Any]:
    if piece is None:
        return {}
    return {piece.kind: piece.thing, "unnamed": piece.unnamed}


@transaction.atomic
def take(telling: Telling, *, by: Person) -> Telling:
    """ "I have it": the one who told can read that it was seen. The first who takes it has it."""
    row = Telling.objects.select_for_update(no_key=True).get(pk=telling.pk)
    if row.seen_at is None:
        row.seen_at, row.seen_by = timezone.now(), by
        row.save(update_fields=["seen_at", "seen_by"])
    return row


@transaction.atomic
def settle(telling: Telling, *, by: Person) -> Telling:
    """Done. It stays readable, at the end of the page."""
    row = take(telling, by=by)
    if row.settled_at is None:
        row.settled_at = timezone.now()
        row.save(update_fields=["settled_at"])
    return row
