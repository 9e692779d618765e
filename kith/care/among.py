"""Those who run a group ask each other: no alias, no group, so that what is asked leads to nobody. It ends by itself."""

from datetime import datetime, timedelta

from django.db import transaction

from kith.care.models import Answer, Asking
from kith.care.words import Reason
from kith.groups.models import Membership
from kith.kit.refusal import Refused
from kith.people.models import Person

OPEN_FOR = timedelta(days=30)
AT_ONCE = 5  # open ones of one person: enough for anyone, too few to fill the page


def may_come(person: Person) -> bool:
    """Whoever runs a group on this server. Not a host who runs none: their screens never show words people wrote (A6)."""
    return Membership.objects.running(person).exists()


@transaction.atomic
def ask(*, words: str, by: Person, now: datetime) -> Asking:
    """The same words again, while they are open, are one press that was made twice."""
    own = Asking.objects.of(by, now)
    if again := own.filter(words=words).first():
        return again
    if own.count() >= AT_ONCE:
        raise Refused(Reason.ASKED_ENOUGH, field="words")
    return Asking.objects.create(by=by, words=words, at=now, until=now + OPEN_FOR)


@transaction.atomic
def answer(*, asking: Asking, words: str, by: Person, now: datetime) -> Answer:
    if asking.taken_back_at or asking.until <= now:
        raise Refused(Reason.ASKING_OVER)
    return Answer.objects.get_or_create(asking=asking, by=by, words=words, taken_back_at=None, defaults={"at": now})[0]


def take_back(one: Asking | Answer, *, by: Person, now: datetime) -> None:
    """By who wrote it, or by a host who runs a group too and so may come. Its words go at once; twice is harmless."""
    if one.by_id != by.pk and not by.is_host:
        raise Refused(Reason.NOT_YOURS)
    type(one)._default_manager.filter(pk=one.pk, taken_back_at=None).update(taken_back_at=now, words="")
    if isinstance(one, Asking):
        Answer.objects.filter(asking=one).update(taken_back_at=now, words="")


def clear(now: datetime) -> None:
    """A round: what has ended goes, answers and all."""
    Asking.objects.over(now).delete()
