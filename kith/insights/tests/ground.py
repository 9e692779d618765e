"""A group in UTC that meets on Tuesdays at seven and has opened After a meeting; seven members besides Ana, who facilitates."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.test import Client

from kith.groups.models import Cupboard, Group, Membership
from kith.insights.models import CUPBOARD, Month
from kith.kit.together import Word
from kith.meetings.models import Meeting
from kith.people.models import Person
from tests.cast import Cast, agenda, member

FIRST = datetime(2026, 10, 6, 19, tzinfo=UTC)
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
OCTOBER_TOLD = datetime(2026, 11, 3, 0, 30, tzinfo=UTC)
ALL_TOLD = datetime(2027, 1, 3, 0, 30, tzinfo=UTC)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
EVENINGS = 12


@dataclass
class Tuesdays:
    cast: Cast
    evenings: list[Meeting]
    members: list[Membership]

    @property
    def group(self) -> Group:
        return self.cast.group

    def who(self, place: int) -> Membership | None:
        """As they are by now; None once they are gone."""
        pk = self.members[place].pk
        return Membership.objects.select_related("person", "group").filter(pk=pk).first()

    def told(self) -> dict[date, tuple[str, str]]:
        """All that whoever facilitates can read of it."""
        rows = Month.objects.run_by(self.cast.ana).filter(group=self.group)
        return {month: (heard, myself) for month, heard, myself in rows.values_list("month", "heard", "myself")}


def tuesdays(cast: Cast) -> Tuesdays:
    cast.group.meetings.all().delete()
    for place in range(6):
        member(cast.group, f"M{place}")
    cast.group.memberships.update(joined_at=LONG_AGO)
    Group.objects.filter(pk=cast.group.pk).update(zone="UTC")
    cast.group.refresh_from_db()
    Cupboard.objects.create(group=cast.group, what=CUPBOARD, opened_by=cast.as_ana, at=FIRST - timedelta(days=3))
    each: dict[str, Any] = {"group": cast.group, "agenda": agenda(), "minutes": 75, "format": "guided-discussion"}
    evenings = [Meeting.objects.create(starts_at=FIRST + n * timedelta(weeks=1), **each) for n in range(EVENINGS)]
    members = list(cast.group.memberships.exclude(pk=cast.as_ana.pk).select_related("person", "group").order_by("pk"))
    return Tuesdays(cast, evenings, members)


def soon_after(meeting: Meeting, minutes: int = 5) -> datetime:
    return meeting.ends_at + timedelta(minutes=minutes)


def signed_in(who: Person) -> Client:
    client = Client()
    client.force_login(who)
    return client


WORDS = {one.value for one in Word}
