"""Giving a few kind words to one person, and taking them back. What the other does with them is told to nobody."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from kith.companions.models import Encouragement, NotNow
from kith.companions.signals import announce, encouragement_given
from kith.companions.words import Reason
from kith.groups.models import Membership
from kith.kit.refusal import Refused
from kith.notices import outbox
from kith.notices.models import Notice
from kith.people.models import Apart

DAY = timedelta(days=1)
FROM_ONE = 3  # a day from one member, to three different people
TO_ONE = 4  # a day that come to one person, from all together; what is more comes a day later


@transaction.atomic
def give(text: str, *, to: Membership, by: Membership, now: datetime, card: str = "") -> Encouragement:
    """It is always kept the same way, whatever the other wishes: only what `by` did themselves is ever a reason to say no.

    The caller knows that `by` may write to `to`. The same words again are the same words.
    """
    _lock(to, by)
    today = list(Encouragement.objects.filter(by=by, at__gt=now - DAY))
    if not text and not card:
        raise Refused(Reason.SAY_A_FEW_WORDS, field="text")
    to_them = [one for one in today if one.to_id == to.pk and one.withdrawn_at is None]
    if again := next((one for one in to_them if (one.text, one.card) == (text, card)), None):
        return again
    if to_them:
        raise Refused(Reason.GAVE_THEM_TODAY, field="to")
    if len(today) >= FROM_ONE:
        raise Refused(Reason.GAVE_MUCH_TODAY, field="text")
    comes_at = when_it_comes(_latest(to), now=now)
    _tell(to, by, comes_at)
    given = Encouragement.objects.create(to=to, by=by, text=text, card=card, at=now, comes_at=comes_at)
    announce(encouragement_given, encouragement=given)
    return given


def when_it_comes(latest: Sequence[datetime], *, now: datetime) -> datetime:
    """Pure. `latest`: when the last ones came or will come, newest first. So that no more than four come within a day."""
    if len(latest) < TO_ONE:
        return now
    return max(now, latest[TO_ONE - 1] + DAY)


@transaction.atomic
def take_back(one: Encouragement, *, by: Membership, now: datetime) -> None:
    """By who gave it. It is gone from the jar, whether or not it was read. Twice is harmless."""
    gone = Encouragement.objects.filter(pk=one.pk, by=by, withdrawn_at=None)
    gone.update(withdrawn_at=now, text="", card="")


def _lock(*both: Membership) -> None:
    """Always in the same order, so that two who write to each other at once both can."""
    keys = [one.pk for one in both]
    list(Membership.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))


def _latest(to: Membership) -> list[datetime]:
    found = Encouragement.objects.filter(to=to).order_by("-comes_at")
    return list(found.values_list("comes_at", flat=True)[:TO_ONE])


def _tell(to: Membership, by: Membership, comes_at: datetime) -> None:
    """Once a day at most, and only that something is there. Nothing where it would not be shown."""
    blocked = Q(by=by.person_id, of=to.person_id, kind=Apart.Kind.BLOCK)
    hidden = Apart.objects.filter(Q(by=to.person_id, of=by.person_id) | blocked).exists()
    if hidden or NotNow.objects.filter(of=to.person_id).exists():
        return
    key, path = f"jar:{to.ref}:{comes_at:%Y%m%d}", reverse("companions:jar")
    outbox.put(outbox.Telling(to.person, Notice.Kind.COMPANION, key, path, due_at=comes_at, zone=to.group.zone))
