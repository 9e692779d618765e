"""Everyone in the group is asked along, once; and whoever comes is reminded the day before.

A round looks who is missing a notice, so that whoever joined later is asked too. Near a quiet day of theirs nobody is asked for
anything: they are asked when it is past. Nobody is asked along by someone they are kept apart from.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q

from kith.companions.models import Outing
from kith.companions.models.outing import apart_from, is_open
from kith.companions.outings import telling
from kith.groups.models import Membership
from kith.notices.models import Notice
from kith.people.models import Person, QuietDay

NEAR = timedelta(days=3)  # a quiet day of theirs, before or after
DAY_AHEAD = timedelta(hours=27)  # the same hour on the wall, the day before, may be 26 hours away
TOO_SOON = timedelta(hours=3)
AT_ONCE = 200


def invite(outings: Iterable[Outing], *, now: datetime) -> None:
    """Each member who has not been asked along yet, but whoever proposed it."""
    for outing in outings:
        if outing.by is None:
            continue
        had = Notice.objects.filter(key=telling.key(outing, telling.INVITED)).values("person")
        answered = outing.goings.values("of")
        here = Membership.objects.here().filter(group=outing.group_id, person__suspended_at=None)
        missing = here.exclude(Q(person__in=had) | Q(pk__in=answered) | Q(pk=outing.by_id))
        missing = missing.exclude(apart_from(outing.by.person, "person"))
        people = [one.person for one in missing.select_related("person")]
        telling.invite(outing, _not_quiet(people, outing, now))


def _not_quiet(people: list[Person], outing: Outing, now: datetime) -> list[Person]:
    today = now.astimezone(outing.group.tz).date()
    quiet = QuietDay.objects.quiet([one.pk for one in people], today, within=NEAR)
    return [one for one in people if one.pk not in quiet]


def remind(outing: Outing) -> None:
    """Who comes, and whoever proposed it. Not where that day, or the day itself, is a quiet day of theirs."""
    day = outing.begins.astimezone(outing.group.tz).date()
    come = outing.goings.coming().filter(of__state=Membership.State.MEMBER).select_related("of__person")
    people = [one.of.person for one in come] + ([outing.by.person] if outing.by else [])
    keys = [one.pk for one in people]
    none = timedelta()
    quiet = QuietDay.objects.quiet(keys, day, within=none)
    quiet |= QuietDay.objects.quiet(keys, day - timedelta(days=1), within=none)
    telling.reminder(outing, [one for one in people if one.pk not in quiet])


def look(now: datetime) -> None:
    """The round. Harmless when called twice: who has a notice already is not told it again."""
    there = Outing.objects.standing().looked_after().select_related("group", "by__person")
    ahead = (
        there.filter(is_open()).filter(Q(starts_at__gt=now) | Q(starts_at=None, times__starts_at__gt=now)).distinct()
    )
    invite(ahead.iterator(chunk_size=AT_ONCE), now=now)
    soon = there.filter(starts_at__gt=now + TOO_SOON, starts_at__lte=now + DAY_AHEAD)
    for outing in soon.iterator(chunk_size=AT_ONCE):
        remind(outing)
