"""What is told of an outing, by the outbox. Every key has the outing's ref in it, so that all of it can be taken back at once."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from kith.companions.models import Going, Outing
from kith.groups.models import Membership
from kith.notices import outbox
from kith.notices.models import Notice
from kith.notices.outbox import Telling
from kith.people.models import Person

Kind = Notice.Kind
INVITED, DAY = "invited", "day"


def key(outing: Outing, what: str) -> str:
    return f"outing:{outing.ref}:{what}"


def day_key(outing: Outing) -> str:
    """Of its present time: away and back again reminds anew."""
    return key(outing, f"{DAY}-{outing.revision}")


def invite(outing: Outing, who: Iterable[Person]) -> None:
    """Only that there is something: not when, which may still move, nor what or where."""
    until = outing.starts_at or max(outing.times.values_list("starts_at", flat=True), default=None)
    _put(outing, who, Kind.OUTING, INVITED, until=until, untimed=True)


def settled(outing: Outing, who: Iterable[Person]) -> None:
    _put(outing, who, Kind.OUTING, "settled", until=outing.starts_at)


def seat(outing: Outing, going: Going) -> None:
    what = f"seat-{going.pk}-{going.until:%Y%m%d%H%M%S}"
    one = Telling(
        going.of.person,
        Kind.SEAT_OFFERED,
        key(outing, what),
        outing.get_absolute_url(),
        when=going.until,
        until=going.until,
        zone=outing.group.zone,
    )
    outbox.put(one)


def seat_gone(going: Going, *, now: datetime) -> None:
    outing, person = going.outing, going.of.person
    keys = (
        Notice.objects.of(person).filter(key__startswith=key(outing, f"seat-{going.pk}-")).values_list("key", flat=True)
    )
    outbox.withdraw(*keys, persons=[person], now=now)


def changed(outing: Outing, who: Iterable[Person]) -> None:
    """Something about it, or its time, is another now."""
    _put(outing, who, Kind.OUTING_CHANGED, f"changed-{outing.changed_at:%Y%m%d%H%M%S}", until=outing.ends_at)


def outdated(outing: Outing, *, now: datetime) -> None:
    """It was moved: what was told of its old time stands no more, but that one is asked along does."""
    stale = Notice.objects.standing().filter(key__startswith=key(outing, ""))
    stale.exclude(key=key(outing, INVITED)).update(withdrawn_at=now)


def off(outing: Outing, who: Iterable[Person], *, now: datetime) -> None:
    """What was still to be told of it is not any more."""
    outbox.withdraw_about(outing.ref, now=now)
    _put(outing, who, Kind.OUTING_CHANGED, "off", until=outing.ends_at)


def over_for(going: Going, *, now: datetime) -> None:
    """For one person, whatever the reason: what stood of it goes, and one notice leads to the page that says it ended."""
    outing, person = going.outing, going.of.person
    path = outing.get_absolute_url()
    outbox.withdraw_all(person, under=path, now=now)
    outbox.put(
        Telling(
            person,
            Kind.OUTING_CHANGED,
            key(outing, f"ended-{now:%Y%m%d%H%M%S}"),
            path,
            when=going.starts_at,
            zone=outing.group.zone,
        )
    )


def reminder(outing: Outing, who: Iterable[Person]) -> None:
    _put(
        outing,
        who,
        Kind.OUTING_DAY,
        day_key(outing).rpartition(":")[2],
        due_at=a_day_before(outing),
        until=outing.starts_at,
    )


def a_day_before(outing: Outing) -> datetime:
    """The same hour on the group's wall, the day before: 23 or 25 hours where clocks change in between."""
    return (outing.begins.astimezone(outing.group.tz) - timedelta(days=1)).astimezone(UTC)


def not_for(outing: Outing, person: Person, *, now: datetime) -> None:
    """They are not told anything of it any more."""
    outbox.withdraw_all(person, under=outing.get_absolute_url(), now=now)


def answered(outing: Outing) -> list[Person]:
    """Who has said anything of it but no, and is a member still."""
    said = outing.goings.exclude(how__in=(Going.How.ENDED, Going.How.NO)).values("of")
    suits = Membership.objects.here().filter(pk__in=outing.times.values("suits__of"))
    here = Membership.objects.here().filter(pk__in=said) | suits
    return [one.person for one in here.select_related("person").distinct()]


def _put(
    outing: Outing,
    who: Iterable[Person],
    kind: Notice.Kind,
    what: str,
    *,
    due_at: datetime | None = None,
    until: datetime | None = None,
    untimed: bool = False,
) -> None:
    path, when = outing.get_absolute_url(), None if untimed else outing.starts_at
    zone = outing.group.zone
    told = (person for person in who if person.suspended_at is None)
    outbox.put(
        *(
            Telling(person, kind, key(outing, what), path, when=when, due_at=due_at, until=until, zone=zone)
            for person in told
        )
    )
