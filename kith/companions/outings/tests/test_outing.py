"""An outing from the proposal to the walk: who may do what, polls, moves, calling off, notices, quiet days, clocks, ends."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from kith.companions.models import Off, Outing, Time
from kith.companions.outings import calling_off, coming, forgetting, inviting, proposing, seats, times
from kith.companions.outings.tests.ground import DAY, PLACE, WALK, at, body, called, how, signed_in, told, walk, yes
from kith.groups import ending, resting
from kith.groups.models import Group
from kith.kit.refusal import Refused
from kith.notices.models import Notice
from kith.people import erasing, quiet_days
from kith.people.models import Person
from tests.cast import Cast, member

pytestmark = pytest.mark.django_db


def test_only_whoever_proposed_it_changes_or_settles_it_and_who_facilitates_can_only_call_it_off(here: Cast) -> None:
    poll = walk(here.as_ben, 3, 4)
    time = poll.times.earliest("starts_at")
    for who in (here.ana, called("Dee").person):
        client = signed_in(who)
        assert client.get(f"{at(poll)}change/").status_code == 404
        assert client.post(f"{at(poll)}do/settle/", {"time": time.ref}).status_code == 404
    assert signed_in(called("Dee").person).post(f"{at(poll)}off/", {"why": "x"}).status_code == 404
    ana = signed_in(here.ana)
    assert ana.post(f"{at(poll)}off/", {"why": ""}).status_code == 200 and not Off.objects.exists()
    assert ana.post(f"{at(poll)}off/", {"why": "zqwhyqz"}).status_code == 302
    assert "zqwhyqz" in body("Ben", at(poll)) and "zqwhyqz" in body("Ana", at(poll))
    assert "zqwhyqz" not in body("Dee", at(poll)) and "called off" in body("Dee", at(poll))
    assert told("Ben") == ["outing_changed"]


@pytest.mark.deep
def test_its_form_keeps_what_was_typed_until_it_is_right(here: Cast) -> None:
    ben, new = signed_in(here.ben), f"/groups/{here.group.ref}/outings/new/"
    day = (timezone.now() + 3 * DAY).date().isoformat()
    typed = {
        "title": "Tea",
        "place": PLACE,
        "minutes": "60",
        "effort": "easy",
        "seats": "3",
        "day": day,
        "clock": "10:00",
    }
    for wrong in (
        {"place": ""},
        {"day": "2020-01-01"},
        {"day_2": day},
        {"day_2": day, "clock_2": "10:00"},
        {"seats": "0"},
    ):
        answer = ben.post(new, typed | wrong)
        assert answer.status_code == 200 and "Tea" in answer.content.decode(), wrong
    assert not Outing.objects.exists()
    assert ben.post(new, typed | {"day_2": day, "clock_2": "14:00"}).status_code == 302
    assert Outing.objects.get().is_poll and Time.objects.count() == 2
    ben.post(new, typed | {"day_2": day, "clock_2": "14:00"})
    assert Outing.objects.count() == 1


def test_everyone_is_asked_along_once_also_who_comes_later_and_nobody_near_a_quiet_day(here: Cast) -> None:
    now = timezone.now()
    quiet_days.say(day=(now + 2 * DAY).date(), yearly=True, by=called("Em").person)
    walk(here.as_ben, 20)
    nia = member(here.group, "Nia")
    for _ in range(2):
        inviting.look(now)
    assert [told(who) for who in ("Ana", "Dee", "Nia")] == [["outing"]] * 3
    assert told("Ben") == told("Em") == []
    inviting.look(now + 7 * DAY)
    assert told("Em") == ["outing"] and nia.alias == "Nia"


@pytest.mark.deep
def test_who_comes_is_reminded_the_day_before_unless_it_is_a_quiet_day(here: Cast) -> None:
    outing = walk(here.as_ben, plan=replace(WALK, seats=5))
    for who in ("Ana", "Dee", "Em"):
        yes(outing, who)
    quiet_days.say(day=outing.begins.date(), yearly=False, by=called("Em").person)
    coming.say_no(outing, by=called("Dee"), now=timezone.now())
    for _ in range(2):
        inviting.look(outing.begins - timedelta(hours=26))
    kind = Notice.Kind.OUTING_DAY
    assert sorted(Notice.objects.standing().filter(kind=kind).values_list("person__sign_in", flat=True)) == [
        "ana",
        "ben",
    ]
    assert Notice.objects.filter(kind=kind)[0].due_at == outing.begins - DAY
    coming.say_no(outing, by=here.as_ana, now=timezone.now())
    assert not told("Ana", kind)
    yes(outing, "Ana")
    assert told("Ana", kind)


def test_a_day_before_is_the_same_hour_on_the_groups_wall_where_clocks_change(here: Cast) -> None:
    Group.objects.update(zone="Europe/Berlin")
    now = datetime(2026, 10, 20, 8, tzinfo=UTC)
    outing = walk(called("Ben"), now=now)
    outing.be_at(datetime(2026, 10, 25, 10, tzinfo=ZoneInfo("Europe/Berlin")).astimezone(UTC))
    outing.save()
    inviting.look(outing.begins - timedelta(hours=26))
    due = Notice.objects.get(kind=Notice.Kind.OUTING_DAY).due_at
    assert outing.begins - due == timedelta(hours=25)


def test_times_are_shown_on_the_viewers_clock_and_on_the_groups(here: Cast) -> None:
    Group.objects.update(zone="Europe/Berlin")
    Person.objects.filter(pk=called("Dee").person_id).update(zone="America/New_York")
    outing = walk(called("Ben"))
    Outing.objects.update(
        starts_at=datetime(2099, 1, 9, 10, tzinfo=ZoneInfo("Europe/Berlin")), ends_at=datetime(2099, 1, 10, tzinfo=UTC)
    )
    page = body("Dee", at(outing))
    assert "9 January 2099, 04:00" in page and "9 January 2099, 10:00" in page
    assert "10:00" in body("Em", at(outing)) and "04:00" not in body("Em", at(outing))


@pytest.mark.deep
def test_a_poll_is_settled_and_seats_are_kept_in_the_order_of_answers(here: Cast) -> None:
    now, poll = timezone.now(), walk(here.as_ben, 3, 4)
    first, second = poll.times.order_by("starts_at")
    for n, (who, those) in enumerate((("Dee", [second]), ("Em", [first, second]), ("Fay", [second]), ("Ana", [first]))):
        times.suits(poll, those, by=called(who), now=now + timedelta(minutes=n))
    times.suits(poll, [second], by=called("Dee"), now=now + timedelta(hours=1))  # said again, in the same place
    times.settle(poll, second, now=now + timedelta(hours=2))
    poll.refresh_from_db()
    member(here.group, "Nia")  # a newcomer who has not answered: nothing is kept back for her after a poll
    seats.look(now + timedelta(hours=2))
    assert poll.starts_at == second.starts_at and not Time.objects.exists()
    assert [how(poll, who) for who in ("Dee", "Em", "Fay", "Ana")] == ["offered", "offered", "waits", ""]
    assert told("Dee", "seat_offered") and told("Fay") == ["outing", "outing"]
    assert PLACE not in body("Dee", at(poll))
    assert yes(poll, "Dee", now + timedelta(hours=3)) == "comes" and PLACE in body("Dee", at(poll))


def test_a_poll_whose_times_have_gone_by_has_ended(here: Cast) -> None:
    now, poll = timezone.now(), walk(here.as_ben, 3, 4)
    forgetting.look(now + 3.5 * DAY)
    assert not Off.objects.exists()
    forgetting.look(now + 5 * DAY)
    assert Off.objects.get(outing=poll).how == "ended"


@pytest.mark.deep
def test_when_it_is_moved_those_who_come_are_told_and_asked_again_and_keep_their_seat(here: Cast) -> None:
    now, outing = timezone.now(), walk(here.as_ben)
    yes(outing, "Dee"), yes(outing, "Em"), coming.say_no(outing, by=called("Fay"), now=now)
    inviting.look(outing.begins - timedelta(hours=26))
    proposing.change(outing, WALK, at=outing.begins + DAY, now=now)
    outing.refresh_from_db()
    assert outing.revision == 1 and how(outing, "Dee") == how(outing, "Em") == "offered"
    assert {"outing_changed", "seat_offered"} <= set(told("Dee")) and "outing_day" not in told("Dee")
    assert told("Fay")[-1] == "outing_changed" and told("Ana") == ["outing"]
    assert PLACE not in body("Dee", at(outing))
    assert yes(outing, "Dee") == "comes"
    seats.look(outing.begins - timedelta(minutes=1))
    assert how(outing, "Em") == "passed"


def test_when_it_is_said_otherwise_who_answered_is_told_and_stays(here: Cast) -> None:
    now, outing = timezone.now(), walk(here.as_ben)
    yes(outing, "Dee")
    proposing.change(outing, replace(WALK, place="The bridge"), at=outing.starts_at, now=now)
    assert how(outing, "Dee") == "comes" and "The bridge" in body("Dee", at(outing))
    assert "outing_changed" in told("Dee") and told("Em") == ["outing"]
    yes(outing, "Em")
    with pytest.raises(Refused, match="seats_taken"):
        proposing.change(outing, replace(WALK, seats=1), at=outing.starts_at, now=now)


@pytest.mark.deep
def test_called_off_with_a_reason_that_the_group_reads(here: Cast) -> None:
    outing = walk(here.as_ben)
    yes(outing, "Dee")
    for why in ("The river is high.", "Another word."):
        calling_off.call_off(outing, why=why, by=here.as_ben, now=timezone.now())
    for who in ("Dee", "Em"):
        assert "The river is high." in body(who, at(outing)) and PLACE not in body(who, at(outing))
    assert told("Dee") == ["outing_changed"] and told("Em") == []
    with pytest.raises(Refused, match="is_off"):
        yes(outing, "Em")
    forgetting.look(outing.begins + 31 * DAY)
    assert not Outing.objects.exists()


@pytest.mark.deep
def test_what_ends_with_its_group_or_when_whoever_proposed_it_rests_is_told(
    here: Cast, django_capture_on_commit_callbacks: object
) -> None:
    outing, other = walk(here.as_ben), walk(here.as_ana, 4)
    yes(outing, "Dee"), yes(other, "Dee")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        resting.pause(by=here.as_ben, now=timezone.now())
    assert "You need not go there" in body("Dee", here.group.get_absolute_url())
    assert "It ended" in body("Dee", at(outing)) and PLACE in body("Dee", at(other))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        ending.say_goodbye(here.group, words="Thank you.", by=here.as_ana, now=timezone.now())
    assert "It ended" in body("Dee", at(other))
    with pytest.raises(Refused, match="ended"):
        walk(called("Dee"))


def test_erasing_takes_every_word_of_it_and_ends_what_is_to_come(here: Cast) -> None:
    outing = walk(here.as_ben)
    yes(outing, "Dee")
    erasing.erase(here.ben, by=here.ben)
    kept = Outing.objects.get(pk=outing.pk)
    assert kept.by is None and not any((kept.title, kept.about, kept.place, kept.getting, kept.access))
    erasing.erase(called("Dee").person, by=called("Dee").person)
    assert not kept.goings.exists()


@pytest.mark.deep
def test_the_coming_weeks_show_it_beside_the_meetings_and_in_weeks_without_one(here: Cast) -> None:
    outing = walk(here.as_ben, 10)
    for path in (here.group.get_absolute_url(), f"/groups/{here.group.ref}/calendar/"):
        page = body("Em", path)
        assert f'<a href="{at(outing)}" class="beside">' in page
    here.group.meetings.all().delete()
    assert "Nothing is planned in the next three weeks." not in body("Em", here.group.get_absolute_url())
