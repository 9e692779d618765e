"""Who may come in, and what the circle is told of them: first those who may not."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from kith.circle import entering, opening
from kith.circle.models import Room
from kith.circle.tests.rooming import Evening, evening
from kith.groups.models import Membership
from kith.meetings.models import Cancellation, Meeting
from kith.people import apart
from kith.people.models import Person
from tests.cast import Cast, person

pytestmark = pytest.mark.django_db


def came(who: Person | AnonymousUser, to: Meeting, minutes: float = 0) -> entering.Arrival | None:
    return entering.arriving(who, to.ref, timezone.now() + timedelta(minutes=minutes))


def test_for_strangers_there_is_nothing_and_for_members_there_is_a_room(cast: Cast) -> None:
    assert came(AnonymousUser(), cast.meeting) is None
    assert came(cast.charlie, cast.meeting) is None
    assert came(cast.charlie, Meeting(ref="no-such-ref")) is None
    assert not Room.objects.exists()
    arrival = came(cast.ben, cast.meeting)
    assert arrival and arrival.membership == cast.as_ben and arrival.room


@pytest.mark.parametrize("state", [state for state in Membership.State if state != "member"])
def test_only_who_is_a_member_now_comes_in(cast: Cast, state: str) -> None:
    Membership.objects.filter(pk=cast.as_ben.pk).update(state=state)
    assert came(cast.ben, cast.meeting) is None
    assert came(cast.ana, cast.meeting)


def test_a_cancelled_meeting_has_no_circle(cast: Cast) -> None:
    assert came(cast.ben, cast.meeting)
    Cancellation.objects.create(meeting=cast.meeting)
    assert came(cast.ben, cast.meeting) is None


def test_too_early_there_is_a_time_and_no_room_and_too_late_there_is_nothing(cast: Cast) -> None:
    early = came(cast.ben, cast.meeting, minutes=-15)
    assert early and early.room is None and early.opens_at == cast.meeting.starts_at - opening.EARLY
    assert came(cast.ben, cast.meeting, minutes=cast.meeting.minutes + 60) is None
    assert not Room.objects.exists()


def test_a_circle_that_runs_on_stays_open_and_a_closed_one_for_a_while(cast: Cast) -> None:
    arrival = came(cast.ben, cast.meeting)
    assert arrival and arrival.room
    assert came(cast.ben, cast.meeting, minutes=300)  # nobody has closed it
    closed_at = timezone.now()
    Room.objects.filter(pk=arrival.room.pk).update(closed_at=closed_at)
    assert came(cast.ben, cast.meeting, minutes=60)
    assert came(cast.ben, cast.meeting, minutes=60 * 24) is None


def facts(of: Evening, alias: str) -> dict[str, object]:
    return dict(entering.facts_of(of[alias])(of.circle))


def test_the_circle_is_told_what_the_rows_say_and_not_what_the_page_says(db: None) -> None:
    here = evening("Dee", "Ash", "Ben")
    Membership.objects.filter(pk=here["Ben"].pk).update(comes="listen")
    here["Ben"].refresh_from_db()
    assert facts(here, "Dee") == {
        "alias": "Dee",
        "seed": 0,
        "role": "facilitator",
        "greeter": False,
        "new": False,
        "listens": False,
        "apart": [],
        "mine": [],
        "theirs": [],
        "unsafe": [],
        "afraid": [],
    }
    assert facts(here, "Ash")["greeter"]
    assert facts(here, "Ben")["listens"]
    eve = Membership.objects.create(group=here.meeting.group, person=person("eve"), alias="Eve")
    assert entering.facts_of(eve)(here.circle)["new"]


def test_who_is_kept_apart_counts_both_ways_and_only_among_those_here(db: None) -> None:
    here = evening("Dee", "Ash", "Ben", "Cal", "June")
    people = {alias: membership.person for alias, membership in here.members.items()}
    apart.keep_apart(of=people["Cal"], by=people["Ben"], kind="block")
    apart.keep_apart(of=people["Ben"], by=people["Ash"], kind="unsafe")
    apart.keep_apart(of=people["June"], by=people["Ben"], kind="block")
    here.sit("Dee", "Ash", "Cal")
    told = facts(here, "Ben")
    assert told["apart"] == sorted([here["Ash"].ref, here["Cal"].ref])
    assert told["mine"] == [here["Cal"].ref]
    assert told["unsafe"] == [here["Ash"].ref]
    assert facts(here, "Dee")["apart"] == []


def test_not_safe_if_they_come_keeps_them_at_the_door_whoever_said_it(db: None) -> None:
    here = evening("Dee", "Ash", "Ben", "Cal")
    apart.keep_apart(of=here["Ben"].person, by=here["Cal"].person, kind="unsafe")
    here.sit("Dee", "Ash", "Cal")
    here.press("Ben", "sit")
    assert not entering.is_seated(here.circle, here["Ben"].ref)
    waiting = here.circle.knock(here["Ben"].ref)
    assert waiting and here.circle.unsafe_with(waiting.seat)
    other = evening("Dee", "Ash", "Ben")
    other.sit("Dee", "Ben")
    assert entering.is_seated(other.circle, other["Ben"].ref)
