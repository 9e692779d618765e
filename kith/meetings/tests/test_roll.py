"""Who came, by hand: who may not note it and when not; every correction has a trace; a first stays a first."""

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.groups.models import Membership
from kith.kit.refusal import Refused
from kith.meetings import attendance, by_hand
from kith.meetings.attendance import Came
from kith.meetings.models import Attendance, Correction, Meeting, NotHeld
from tests.cast import group, meeting, member


@pytest.fixture
def past(cast):
    return meeting(cast.group, starts_in=-60 * 24)


def note(cast, one, *came, guests=0, **more):
    return by_hand.note(one, came=came, guests=guests, by=cast.as_ana, now=timezone.now(), **more)


def firsts():
    return set(Attendance.objects.filter(first=True).values_list("membership__alias", "meeting"))


def test_a_member_notes_nothing_where_a_facilitator_does(client, cast, past):
    came, unheld = (reverse(f"meetings:{name}", args=[past.ref]) for name in ("came", "not_held"))
    client.force_login(cast.ben)
    assert client.get(came).status_code == client.post(came).status_code == client.post(unheld).status_code == 404
    client.force_login(cast.ana)
    assert client.post(came, {"came": [cast.as_ben.ref], "guests": "2"}).url == past.get_absolute_url()
    assert [(one.membership, one.by_hand) for one in past.attendances.order_by("pk")] == [
        (cast.as_ben, True),
        (None, True),
        (None, True),
    ]


@pytest.mark.parametrize(
    ("starts_in", "open_"), [(5, False), (-1, True), (-60 * 24 * 29, True), (-60 * 24 * 31, False)]
)
def test_from_the_start_until_thirty_days_after(client, cast, starts_in, open_):
    one = meeting(cast.group, starts_in=starts_in)
    client.force_login(cast.ana)
    page = client.get(reverse("meetings:came", args=[one.ref])).content.decode()
    assert ("Keep this" in page) == open_
    if open_:
        assert note(cast, one, cast.as_ben)
    else:
        with pytest.raises(Refused):
            note(cast, one, cast.as_ben)
    assert Attendance.objects.exists() == open_


def test_a_member_of_another_group_cannot_be_ticked(client, cast, past):
    eve = member(group("Elsewhere"), "Eve")
    client.force_login(cast.ana)
    page = client.post(reverse("meetings:came", args=[past.ref]), {"came": [eve.ref], "guests": "0"})
    assert page.status_code == 200 and not Attendance.objects.exists()
    note(cast, past, cast.as_ben, eve)
    assert [one.membership for one in Attendance.objects.all()] == [cast.as_ben]


@pytest.mark.parametrize(
    "odd", [{"guests": "-1"}, {"guests": "61"}, {"guests": ""}, {"guests": "x"}, {"came": "nobody"}, {}]
)
def test_odd_input_keeps_nothing(client, cast, past, odd):
    client.force_login(cast.ana)
    page = client.post(reverse("meetings:came", args=[past.ref]), {"guests": "0"} | odd)
    assert page.status_code == 200 and "errorlist" in page.content.decode()
    assert not Attendance.objects.exists() and not Correction.objects.exists()


def test_a_correction_says_who_what_it_was_what_it_became_and_why(cast, past):
    note(cast, past, cast.as_ben, guests=2)
    note(cast, past, cast.as_ana, guests=1, why="I mixed up two evenings")
    traces = {(one.what, one.membership, one.was, one.became) for one in Correction.objects.all()}
    assert traces == {
        ("roll", None, "", "3"),
        ("member", cast.as_ana, "away", "came"),
        ("member", cast.as_ben, "came", "away"),
        ("guests", None, "2", "1"),
    }
    assert {one.by for one in Correction.objects.all()} == {cast.as_ana}
    assert Correction.objects.filter(why="I mixed up two evenings").count() == 3
    assert not Correction.objects.run_by(cast.ben)


def test_the_same_again_changes_nothing_and_leaves_no_trace(cast, past):
    for _ in range(3):
        note(cast, past, cast.as_ben, guests=1)
    assert Attendance.objects.count() == 2 and Correction.objects.count() == 1


def test_a_first_stays_right_after_corrections(cast, past):
    earlier, later = meeting(cast.group, starts_in=-60 * 48), meeting(cast.group, starts_in=-120)
    note(cast, past, cast.as_ben)
    note(cast, later, cast.as_ben)
    assert firsts() == {("Ben", past.pk)}
    note(cast, earlier, cast.as_ben, cast.as_ana)
    assert firsts() == {("Ben", earlier.pk), ("Ana", earlier.pk)}
    note(cast, earlier, cast.as_ana)
    note(cast, past, cast.as_ana)
    assert firsts() == {("Ben", later.pk), ("Ana", earlier.pk)}


def test_what_the_circle_saw_takes_the_place_of_a_tick_and_nobody_is_counted_twice(cast, past):
    note(cast, past, cast.as_ben, guests=2)
    came = [
        Came(cast.as_ben.ref, past.starts_at, minutes=70),
        Came("", past.starts_at),
        Came(cast.as_ana.ref, past.starts_at),
    ]
    for _ in range(2):
        attendance.record(past, came=came)
    assert past.attendances.filter(membership=cast.as_ben).get().minutes == 70
    assert past.attendances.filter(membership=None).count() == 2 and past.attendances.count() == 4
    assert firsts() == {("Ben", past.pk), ("Ana", past.pk)}


def test_what_the_circle_saw_can_be_put_right(cast, past):
    attendance.record(past, came=[Came(cast.as_ben.ref, past.starts_at, minutes=70)])
    note(cast, past, cast.as_ana)
    assert [one.membership for one in past.attendances.all()] == [cast.as_ana]


def test_ticked_at_the_door_the_hall_stays_open_until_its_end(cast):
    now = timezone.now()
    one = meeting(cast.group, starts_in=-5)
    note(cast, one, cast.as_ben)
    assert Meeting.objects.visible_to(cast.ben).is_still(one, now)
    assert not Meeting.objects.visible_to(cast.ben).is_still(one, one.ends_at)


def test_it_did_not_happen_is_said_to_all_and_ends_it(client, cast):
    one = meeting(cast.group, starts_in=-5)
    client.force_login(cast.ana)
    assert client.post(reverse("meetings:not_held", args=[one.ref]), {"why": "The key was lost"}).status_code == 302
    client.force_login(cast.ben)
    page = client.get(one.get_absolute_url()).content.decode()
    assert "did not happen" in page and "The key was lost" in page
    assert not Meeting.objects.visible_to(cast.ben).is_still(one, timezone.now())
    by_hand.not_held(one, why="Another", by=cast.as_ana, now=timezone.now())
    assert NotHeld.objects.get().why == "The key was lost" and Correction.objects.count() == 1


def test_where_someone_came_it_happened(cast, past):
    note(cast, past, cast.as_ben)
    with pytest.raises(Refused):
        by_hand.not_held(past, by=cast.as_ana, now=timezone.now())
    assert not NotHeld.objects.exists()


def test_it_did_happen_after_all(cast, past):
    by_hand.not_held(past, why="Nobody", by=cast.as_ana, now=timezone.now())
    note(cast, past, cast.as_ben, why="Two of us met after all")
    assert not NotHeld.objects.exists()
    assert [one.became for one in Correction.objects.filter(what="held")] == ["held", "not held"]


def test_who_left_since_can_still_be_put_right(client, cast, past):
    note(cast, past, cast.as_ben)
    Membership.objects.filter(pk=cast.as_ben.pk).update(state="left")
    client.force_login(cast.ana)
    client.post(reverse("meetings:came", args=[past.ref]), {"came": [cast.as_ben.ref, cast.as_ana.ref], "guests": "0"})
    assert past.attendances.count() == 2
