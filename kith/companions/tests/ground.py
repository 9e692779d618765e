"""Ana, Ben and others who came to the same four meetings, in a group that has companions; and Sundays to look at wishes on."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from kith.companions import beginning, matching
from kith.companions.models import Pact, Side
from kith.groups.models import Cupboard, Group, Membership
from kith.meetings.models import Attendance
from kith.people.models import Person
from tests.cast import Cast, meeting

SUNDAY = datetime(2026, 11, 15, 18, 5, tzinfo=UTC)  # just after the moment, where the group lives
NEXT = SUNDAY + timedelta(weeks=1)
BEFORE = SUNDAY - timedelta(days=2)


def came_together(of: Group, *who: Membership, times: int = 4) -> None:
    for n in range(times):
        one = meeting(of, starts_in=-60 * 24 * (n + 1))
        Attendance.objects.bulk_create(Attendance(meeting=one, membership=who_, came_at=one.starts_at) for who_ in who)


@pytest.fixture
def friends(cast: Cast) -> Cast:
    """The cast, four meetings later."""
    Group.objects.filter(pk=cast.group.pk).update(zone="UTC")
    cast.group.refresh_from_db()
    Cupboard.objects.create(group=cast.group, what="companions", opened_by=cast.as_ana)
    came_together(cast.group, cast.as_ana, cast.as_ben)
    return cast


@pytest.fixture
def pact(friends: Cast) -> Pact:
    """Ana and Ben, since that Sunday."""
    return beginning.begin(friends.as_ana, friends.as_ben, now=SUNDAY)


def side(pact: Pact, of: Membership) -> Side:
    return pact.sides.select_related("of__person", "of__group", "pact__group").get(of=of)


def batch(of: Group, now: datetime = SUNDAY) -> list[Pact]:
    return matching.batch(of, now=now, dice=7)


def two_of(pacts: Iterable[Pact]) -> list[set[str]]:
    return [set(one.sides.values_list("of__alias", flat=True)) for one in pacts]


def signed_in(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client
