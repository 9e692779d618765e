"""Days that I enter: milestones and hard ones; what a group of mine is told on such a day, in words that I chose for it."""

from datetime import date

from django.db import transaction

from kith.groups.models import Membership
from kith.journey.models import Day, Told
from kith.journey.words import Reason
from kith.kit.refusal import Refused
from kith.people import quiet_days
from kith.people.models import Person, QuietDay

MOST = 60


@transaction.atomic
def enter(*, on: date, yearly: bool, hard: bool, words: str, by: Person) -> Day:
    """A hard day is a quiet one too, and that row knows no reason. A quiet day said before stays one, whatever happens to this."""
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    if Day.objects.of(by).count() >= MOST:
        raise Refused(Reason.ENOUGH_DAYS, field="on")
    quiet = ""
    if hard and not QuietDay.objects.of(by).filter(day=on).exists():
        quiet = quiet_days.say(day=on, yearly=yearly, by=by).ref
    return Day.objects.create(person=by, on=on, yearly=yearly, hard=hard, words=words.strip(), quiet=quiet)


@transaction.atomic
def take_away(day: Day, *, by: Person) -> None:
    """With what it told, and the quiet day it wrote, unless another hard day is on the same date."""
    others = Day.objects.of(by).filter(on=day.on, hard=True).exclude(pk=day.pk)
    if day.quiet and (heir := others.first()):
        others.filter(pk=heir.pk).update(quiet=day.quiet)
    elif day.quiet:
        quiet_days.take_back(day.quiet, by=by)
    Day.objects.of(by).filter(pk=day.pk).delete()


@transaction.atomic
def tell(day: Day, *, words: str, to: Membership) -> Told:
    """On that day this group reads these words, under the alias there. Other groups learn nothing of it."""
    if to.person_id != day.person_id or to.state != Membership.State.MEMBER:
        raise Refused(Reason.NOT_THERE_NOW)
    return Told.objects.update_or_create(day=day, membership=to, defaults={"words": words.strip()})[0]


def untell(day: Day, *, to: Membership) -> None:
    Told.objects.filter(day=day, membership=to).delete()
