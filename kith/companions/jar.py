"""One's own jar: reading what is in it, taking something out for good, and receiving nothing for a while."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from kith.companions.models import Encouragement, NotNow, WelcomesIdeas
from kith.groups.models import Membership
from kith.people.models import Person


def one_of(keys: Sequence[int], *, dice: int) -> int | None:
    """Pure: which is drawn; None from an empty jar."""
    return keys[dice % len(keys)] if keys else None


def draw(person: Person, *, but: str, now: datetime) -> Encouragement | None:
    """Any one of them, another than the one just read (its ref) where there is another."""
    there = Encouragement.objects.in_jar_of(person, now)
    refs = list(there.order_by("pk").values_list("pk", "ref"))
    keys = [key for key, ref in refs if ref != but] or [key for key, _ref in refs]
    drawn = one_of(keys, dice=secrets.randbits(32))
    return there.select_related("by", "to__group").filter(pk=drawn).first() if drawn else None


@transaction.atomic
def take_out(one: Encouragement, *, now: datetime) -> None:
    """For good. Who gave it sees no difference: while they can still read it, its words stay for them alone."""
    words = {} if one.at > now - Encouragement.OWN_FOR else {"text": "", "card": ""}
    Encouragement.objects.filter(pk=one.pk).update(taken_out_at=now, **words)


def forget(now: datetime) -> None:
    """The words of what was taken out go once who gave it has had their week."""
    out = Encouragement.objects.filter(taken_out_at__isnull=False, at__lte=now - Encouragement.OWN_FOR)
    out.exclude(text="", card="").update(text="", card="")


def not_now(*, by: Person, now: datetime) -> NotNow:
    """Twice is harmless: the first moment stands."""
    return NotNow.objects.get_or_create(of=by, defaults={"since": now})[0]


def gladly_again(*, by: Person) -> None:
    """What was given meanwhile is in the jar now."""
    NotNow.objects.filter(of=by).delete()


def rests(person: Person) -> bool:
    return NotNow.objects.filter(of=person).exists()


def welcome_ideas(*, by: Membership, yes: bool) -> None:
    if yes:
        WelcomesIdeas.objects.get_or_create(of=by)
    else:
        WelcomesIdeas.objects.filter(of=by).delete()
