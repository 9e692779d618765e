"""Ana, Ben, Dee, Em and Fay in a group that has outings; Ben proposes a walk. Three have read the sheet."""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kith.companions.models import Going, Outing, SheetRead
from kith.companions.outings import coming, proposing
from kith.companions.outings.proposing import Plan
from kith.companions.tests.ground import came_together
from kith.groups.models import Cupboard, Group, Membership
from kith.notices.models import Notice
from kith.people.models import Person
from tests.cast import Cast, member

PLACE = "zqmillqz, by the old mill"
WALK = Plan(title="A walk along the river", place=PLACE, about="Slowly.", getting="Bus 4.", access="Flat.", seats=2)
DAY = timedelta(days=1)
IN_THREE = 3 * DAY


@pytest.fixture
def here(cast: Cast) -> Cast:
    """Ana and Ben have come often; so have Dee, Em and Fay."""
    Group.objects.filter(pk=cast.group.pk).update(zone="UTC")
    cast.group.refresh_from_db()
    Cupboard.objects.create(group=cast.group, what="outings", opened_by=cast.as_ana)
    dee, em, fay = (member(cast.group, alias) for alias in ("Dee", "Em", "Fay"))
    came_together(cast.group, cast.as_ana, cast.as_ben, dee, em, fay)
    for one in (cast.as_ana, cast.as_ben, dee):
        SheetRead.objects.create(of=one)
    return cast


def called(alias: str) -> Membership:
    return Membership.objects.select_related("person", "group", "alongside_of").get(alias=alias)


def walk(by: Membership, *days: int, now: datetime | None = None, plan: Plan = WALK) -> Outing:
    """In three days, unless other days are given; several make a poll."""
    now = now or timezone.now()
    return proposing.propose(plan, at=[now + n * DAY for n in days or (3,)], by=by, now=now)


def yes(outing: Outing, who: str | Membership, now: datetime | None = None) -> str:
    me = called(who) if isinstance(who, str) else who
    coming.read_sheet(by=me, now=now or timezone.now())
    return coming.come(outing, by=me, now=now or timezone.now()).how


def how(outing: Outing, who: str) -> str:
    going = Going.objects.filter(outing=outing, of__alias=who).first()
    return going.how if going else ""


def signed_in(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client


def body(who: Person | str, path: str) -> str:
    client = signed_in(called(who).person if isinstance(who, str) else who)
    return client.get(path).content.decode()


def at(outing: Outing) -> str:
    return outing.get_absolute_url()


def told(who: str, kind: str = "") -> list[str]:
    found = Notice.objects.standing().filter(person=called(who).person, path__startswith="/outings/")
    return [one.kind for one in found.order_by("pk") if kind in ("", one.kind)]


def calendar_of(who: str) -> str:
    """The address of a new calendar of theirs, as their own page tells it once."""
    client = signed_in(called(who).person)
    client.post("/me/calendar/new/")
    found = re.search(r"/calendar/[^.\"<]+\.ics", client.get("/me/calendar/").content.decode())
    assert found
    return found[0]


def read(address: str) -> str:
    answer = Client().get(address)
    return answer.content.decode() if answer.status_code == 200 else ""
