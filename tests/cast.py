"""The cast: Ana facilitates, Ben is a member, Charlie is a stranger; their group has a meeting whose door is open now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from kith.groups.models import Acceptance, Agreement, Group, Membership
from kith.meetings.models import Meeting
from kith.people.models import Person

PASSPHRASE = "a long enough phrase"


def person(sign_in: str, **more: Any) -> Person:
    """Someone who can sign in with PASSPHRASE."""
    one = Person(sign_in=sign_in, **more)
    one.set_password(PASSPHRASE)
    one.save()
    return one


def group(name: str = "Walking with grief", **more: Any) -> Group:
    """A group with an agreement in force."""
    made = Group.objects.create(name=name, **more)
    Agreement.objects.create(group=made, version=1, text="I may pass, listen or leave.\nWhat is said here stays here.")
    return made


def member(of: Group, alias: str, who: Person | None = None, **more: Any) -> Membership:
    """A membership (a member's, unless `role` or `state` say else) that has accepted the agreement."""
    more.setdefault("seed", of.memberships.count() % 8)
    one = Membership.objects.create(group=of, person=who or person(alias.lower()), alias=alias, **more)
    Acceptance.objects.create(membership=one, agreement=of.agreements.all()[0])
    return one


def agenda(*parts: dict[str, Any], empty_seat: bool = False) -> dict[str, Any]:
    """An agenda in the shape that kith.meetings makes; without parts a small guided discussion of 75 minutes."""
    given = parts or (
        {"key": "arriving", "name": "Arriving", "mode": "talk", "minutes": 5},
        {"key": "check-in", "name": "Check-in", "mode": "round", "minutes": 20, "share": 2, "prompt": "How are you?"},
        {"key": "one-question", "name": "One question", "mode": "floor", "minutes": 40, "share": 4, "asks": True},
        {"key": "closing", "name": "Closing", "mode": "closing", "minutes": 10, "prompt": "One word?"},
    )
    blank = {"share": None, "prompt": "", "lighter": "", "script": "", "first_time": "", "asks": False}
    return {
        "format": "guided-discussion",
        "name": "Guided discussion",
        "empty_seat": empty_seat,
        "parts": [blank | one for one in given],
    }


def meeting(of: Group, *, starts_in: float = 5, now: datetime | None = None, **more: Any) -> Meeting:
    """A meeting that starts in so many minutes (negative: has begun)."""
    more.setdefault("agenda", agenda())
    more.setdefault("minutes", sum(part["minutes"] for part in more["agenda"]["parts"]))
    starts = (now or timezone.now()) + timedelta(minutes=starts_in)
    return Meeting.objects.create(group=of, starts_at=starts, format=more["agenda"]["format"], **more)


@dataclass(frozen=True)
class Cast:
    """Persons sign in; `as_...` are their memberships. Charlie has none."""

    ana: Person
    ben: Person
    charlie: Person
    group: Group
    as_ana: Membership
    as_ben: Membership
    meeting: Meeting


@pytest.fixture
def cast(db: None) -> Cast:
    """Ana (facilitator and greeter) and Ben in a group whose meeting starts in five minutes; Charlie outside of it."""
    ana, ben, charlie = person("ana"), person("ben"), person("charlie")
    theirs = group()
    as_ana = member(theirs, "Ana", ana, role=Membership.Role.FACILITATOR)
    as_ben = member(theirs, "Ben", ben)
    theirs.greeter = as_ana
    theirs.save(update_fields=["greeter"])
    soon = meeting(theirs, facilitator=as_ana)
    return Cast(ana, ben, charlie, theirs, as_ana, as_ben, soon)
