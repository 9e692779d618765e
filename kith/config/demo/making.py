"""Everything is made at once, or nothing: people, groups, the year that was, the weeks ahead, and what waits today."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from kith.care import among
from kith.config.demo import ahead, between, companions, door, goals, grounds, journal, kindness, outings, year
from kith.config.demo.journeys import walk
from kith.config.demo.written import community
from kith.finding import indexing
from kith.meetings import rhythms
from kith.people.models import Person


def is_empty() -> bool:
    return not Person.objects.exists()


@transaction.atomic
def make(passphrase: str, *, now: datetime) -> None:
    """One slow hash for all of them."""
    people = _people(make_password(passphrase), now=now)
    casts = [grounds.lay(told, people, now=now) for told in community()["group"]]
    for cast in casts:
        year.live(cast)
        ahead.plan(cast)
        between.fill(cast)
        companions.keep_company(cast)
        goals.work_towards(cast)
        outings.go_out(cast)
        kindness.be_kind(cast)
        door.stand(cast)
        walk(cast)
    journal.keep_one(people, now=now)
    _among(people, now=now)
    groups = [cast.group.pk for cast in casts]
    rhythms.count(groups, now)
    indexing.index(groups, now=now)


def _people(encoded: str, *, now: datetime) -> dict[str, Person]:
    """Everyone who is in a group, was, or stands at a door. The host is in none."""
    told, found = community(), dict[str, Person]()
    host = told["host"]["sign_in"]
    found[host] = Person(sign_in=host, password=encoded, is_host=True, made_on=(now - timedelta(weeks=60)).date())
    for group in told["group"]:
        for one in group["people"]:
            found.setdefault(one["sign_in"], _person(one, encoded, now - timedelta(weeks=one["joined"])))
        for name in door.names(group):
            found.setdefault(name, _person({"sign_in": name}, encoded, now - timedelta(days=20)))
    Person.objects.bulk_create(found.values())
    return found


def _person(one: dict[str, str], encoded: str, at: datetime) -> Person:
    return Person(sign_in=one["sign_in"], password=encoded, zone=one.get("zone", ""), made_on=at.date())


def _among(people: dict[str, Person], *, now: datetime) -> None:
    """What those who run groups ask each other."""
    for one in community()["among"]:
        at = now - timedelta(days=one["days"])
        asking = among.ask(words=one["words"], by=people[one["by"]], now=at)
        for hours, answer in enumerate(one["answers"], 7):
            among.answer(
                asking=asking, words=answer["words"], by=people[answer["by"]], now=at + timedelta(hours=hours * 3)
            )
