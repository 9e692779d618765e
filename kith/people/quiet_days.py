"""Quiet days: said, and taken back, by the person alone. Why a day is hard is nowhere."""

from datetime import date
from functools import partial

from django.db import transaction

from kith.kit.refusal import Refused

from .models import Person, QuietDay
from .signals import quiet_day_said
from .words import Reason

MOST = 40


@transaction.atomic
def say(*, day: date, yearly: bool, by: Person) -> QuietDay:
    """The same day again is the same day, every year or once as was said last."""
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    if QuietDay.objects.of(by).exclude(day=day).count() >= MOST:
        raise Refused(Reason.ENOUGH_QUIET_DAYS, field="day")
    said, _new = QuietDay.objects.update_or_create(person=by, day=day, defaults={"yearly": yearly})
    transaction.on_commit(partial(quiet_day_said.send_robust, Person, person=by))
    return said


def take_back(ref: str, *, by: Person) -> None:
    QuietDay.objects.of(by).filter(ref=ref).delete()
