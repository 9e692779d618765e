"""Whose a story is, and its words, for who reads a telling about it: only while needed, and never without its writer knowing."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse

from kith.care import pieces
from kith.care.models import Telling, Unveiled
from kith.care.words import Reason
from kith.groups.models import Membership
from kith.kit.refusal import Refused
from kith.notices import outbox
from kith.notices.models import Notice
from kith.people.apart import apart_from
from kith.people.models import Person
from kith.stories import folding
from kith.stories.models import Reply, Story

What = Unveiled.What
LASTS = timedelta(hours=1)  # after that it is asked for anew, and its writer is told anew


@transaction.atomic
def look(telling: Telling, *, what: str, why: str, by: Person, now: datetime) -> Unveiled:
    """Recorded, and told to whoever wrote it. Only of what was told to this person and is still open (A6)."""
    row = (
        Telling.objects.select_for_update(no_key=True, of=("self",))
        .readable_by(by)
        .filter(pk=telling.pk, settled_at=None)
        .first()
    )
    if row is None or row.about is None or pieces.of(row) is None:
        raise Refused(Reason.NOTHING_TO_LOOK_AT)
    if standing := looked(row, what=what, by=by, now=now):
        return standing
    if not why.strip():
        raise Refused(Reason.SAY_WHY, field="why")
    facts = {"of": row.about, "by": by, "what": What(what), "why": why.strip()[:300]}
    made = Unveiled.objects.create(telling=row, at=now, **facts)
    outbox.put(outbox.Telling(row.about.person, Notice.Kind.WRITTEN, f"looked:{made.ref}", reverse("care:looked")))
    return made


def looked(telling: Telling, *, what: str, by: Person, now: datetime) -> Unveiled | None:
    """That this person has looked, and it is not over yet."""
    return Unveiled.objects.filter(telling=telling, what=what, by=by, at__gt=now - LASTS).first()


def whom(telling: Telling, *, by: Person, now: datetime) -> str:
    """The alias of the one it is about, as far as this reader may be shown it."""
    hidden = telling.unnamed and not (telling.settled_at is None and looked(telling, what=What.WHOSE, by=by, now=now))
    return "" if hidden or telling.about is None else telling.about.alias


def facts(telling: Telling, *, by: Person, now: datetime) -> dict[str, Any]:
    """What the page of a telling about something that is here shows."""
    piece = pieces.of(telling)
    if piece is None:
        return {}
    there, can_fold = getattr(piece, "withdrawn_at", None) is None, isinstance(piece, Story | Reply)
    return {
        "piece": piece,
        "there": there,
        "words": pieces.words(piece) if there and may_read(telling, by=by, now=now) else None,
        "theirs": not isinstance(piece, Story | Reply) and _is_before_them(piece, by),  # then they may open its picture
        "can_fold": can_fold,
        "fold": folding.standing_fold(piece) if isinstance(piece, Story | Reply) else None,
        "may_ask_whose": telling.unnamed and telling.about is not None and not whom(telling, by=by, now=now),
    }


def may_read(telling: Telling, *, by: Person, now: datetime) -> bool:
    """Whoever facilitates there could read it on its own page, folded or not. Anyone else asks first, and that is recorded."""
    piece = pieces.of(telling)
    if telling.settled_at or telling.about is None or piece is None:
        return False
    if _is_before_them(piece, by) and telling.about.person_id not in apart_from(by):
        return True
    return looked(telling, what=What.WORDS, by=by, now=now) is not None


def _is_before_them(piece: pieces.Thing, by: Person) -> bool:
    """A story also where it is folded; anything else where its own page shows it to them."""
    if isinstance(piece, Story | Reply):
        return Story.objects.told_to(by).filter(pk=piece.story_id if isinstance(piece, Reply) else piece.pk).exists()
    return pieces.sees(by, piece)


def who_looked(person: Person) -> list[dict[str, Any]]:
    """For whoever wrote it: who looked, when and why. Newest first, a page's worth. Never who told."""
    rows = Unveiled.objects.filter(of__person=person).select_related("of", "telling__story", "telling__reply")
    return [{"look": row, "by": alias(row.by_id, row.of.group_id)} for row in rows.order_by("-at")[:50]]


def alias(person: int | None, group: int) -> str:
    """Their alias in that group; empty for the host, who is in it or not."""
    own = Membership.objects.filter(person=person, group=group).first() if person else None
    return own.alias if own else ""
