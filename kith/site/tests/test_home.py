"""The first page: nothing of a group to who is not in it; what matters tonight on top for who is."""

import pytest
from django.test import Client

from kith.groups.models import Membership
from kith.meetings.models import Cancellation
from tests.cast import Cast, group, meeting, member, person

pytestmark = pytest.mark.django_db


def page(who: object = None) -> str:
    client = Client()
    if who:
        client.force_login(who)  # type: ignore[arg-type]
    return client.get("/").content.decode()


def test_a_stranger_sees_no_group_and_a_member_does(cast: Cast) -> None:
    for who in (None, cast.charlie, person("hedda", is_host=True)):
        assert "Walking with grief" not in page(who)
    assert "Walking with grief" in page(cast.ben)


@pytest.mark.parametrize("state", ["removed", "banned", "left"])
def test_who_is_no_longer_in_the_group_sees_nothing_of_it(cast: Cast, state: str) -> None:
    gone = member(cast.group, "Gus", state=Membership.State(state))
    assert "Walking with grief" not in page(gone.person)


def test_an_open_circle_comes_first_with_one_thing_to_press(cast: Cast) -> None:
    first = page(cast.ben)
    assert f"/circle/{cast.meeting.ref}/" in first
    assert first.count("Take a seat") == 1
    Cancellation.objects.create(meeting=cast.meeting)
    assert "Take a seat" not in page(cast.ben)


def test_a_later_meeting_is_coming_up_and_one_that_is_over_is_gone(cast: Cast) -> None:
    later, over = meeting(cast.group, starts_in=60 * 24), meeting(cast.group, starts_in=-60 * 3)
    first = page(cast.ben)
    assert f"/meetings/{later.ref}/" in first
    assert over.ref not in first


def test_who_is_in_no_group_is_told_what_to_do(cast: Cast) -> None:
    first = page(cast.charlie)
    assert "You are in no group yet" in first
    assert "/groups/new/" in first


def test_the_page_asks_few_questions_however_many_groups(cast: Cast, django_assert_max_num_queries: object) -> None:
    for number in range(6):
        theirs = group(f"Group {number}")
        member(theirs, f"Ben{number}", cast.ben)
        meeting(theirs)
    client = Client()
    client.force_login(cast.ben)
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        client.get("/")
