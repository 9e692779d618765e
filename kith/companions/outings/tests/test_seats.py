"""Seats: never one too many, newcomers first for a while, a line whose seats are offered and go on by themselves."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from kith.companions.models import Going, Outing
from kith.companions.outings import coming, seats, times
from kith.companions.outings.tests.ground import DAY, WALK, at, body, called, how, told, walk, yes
from kith.companions.tests.test_at_once import at_once
from kith.groups import leaving
from kith.kit.refusal import Refused
from kith.notices.models import Notice
from tests.cast import Cast, member
from tests.depth import rounds

pytestmark = pytest.mark.django_db


def test_a_full_outing_seats_nobody_and_a_free_seat_is_offered_to_who_waited_longest(here: Cast) -> None:
    now, outing = timezone.now(), walk(here.as_ben)
    assert [yes(outing, one, now) for one in ("Ana", "Dee", "Em", "Fay")] == ["comes", "comes", "waits", "waits"]
    assert "You are in line" in body("Em", at(outing))
    coming.say_no(outing, by=called("Dee"), now=now + 2 * DAY)
    assert (how(outing, "Em"), how(outing, "Fay")) == ("offered", "waits")
    assert told("Em", "seat_offered") and not told("Fay", "seat_offered")
    later = Going.objects.get(of__alias="Em").until
    assert later and now + 2 * DAY < later < outing.begins
    seats.look(later)
    assert (how(outing, "Em"), how(outing, "Fay")) == ("passed", "offered")
    assert not told("Em", "seat_offered")
    assert yes(outing, "Fay", later) == "comes"
    assert outing.goings.holding().count() == 2


def test_a_seat_that_is_kept_counts_as_taken_and_letting_it_pass_hands_it_on(here: Cast) -> None:
    now, outing = timezone.now(), walk(here.as_ben)
    yes(outing, "Ana", now), yes(outing, "Dee", now), yes(outing, "Em", now)
    coming.say_no(outing, by=called("Dee"), now=now)
    assert yes(outing, "Dee", now) == "waits"
    coming.say_no(outing, by=called("Em"), now=now)
    assert how(outing, "Dee") == "offered"


@pytest.mark.deep
def test_newcomers_are_asked_first_for_two_days(here: Cast) -> None:
    now = timezone.now()
    new = member(here.group, "Nia")
    outing = walk(here.as_ben, 9, now=now)
    assert yes(outing, "Ana", now) == "comes"
    assert yes(outing, "Dee", now) == "waits"
    assert "for newcomers first" in body("Em", at(outing)) and "One seat is free" in body("Nia", at(outing))
    assert yes(outing, new, now) == "comes"
    other = walk(here.as_ana, 9, now=now)
    yes(other, "Ben", now), yes(other, "Dee", now)
    seats.look(now + 2 * DAY - timedelta(minutes=1))
    assert how(other, "Dee") == "waits"
    seats.look(now + 2 * DAY)
    assert how(other, "Dee") == "offered"


def test_after_a_poll_a_newcomer_whom_it_suits_stands_before_those_who_answered_earlier(here: Cast) -> None:
    now, poll = timezone.now(), walk(here.as_ben, 9, 10, plan=replace(WALK, seats=1))
    nia, (first, _) = member(here.group, "Nia"), poll.times.order_by("starts_at")
    for n, who in enumerate((called("Dee"), called("Em"), nia)):
        times.suits(poll, [first], by=who, now=now + timedelta(minutes=n))
    times.settle(poll, first, now=now + timedelta(hours=1))
    assert [how(poll, who) for who in ("Dee", "Em", "Nia")] == ["waits", "waits", "offered"]
    coming.say_no(poll, by=nia, now=now + timedelta(hours=2))
    assert [how(poll, who) for who in ("Dee", "Em")] == ["offered", "waits"]


def test_who_has_come_to_four_meetings_or_runs_the_group_is_not_new(here: Cast) -> None:
    greta = member(here.group, "Greta", role="co_facilitator")
    assert not seats.is_new(greta) and not seats.is_new(called("Dee"))
    assert seats.is_new(member(here.group, "Nia"))


def test_who_leaves_or_is_removed_gives_the_seat_on(here: Cast, django_capture_on_commit_callbacks: object) -> None:
    outing = walk(here.as_ben)
    yes(outing, "Ana"), yes(outing, "Dee"), yes(outing, "Em")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        leaving.remove(called("Dee"), by=here.as_ana)
    assert how(outing, "Dee") == "" and how(outing, "Em") == "offered"
    assert not Notice.objects.standing().filter(person__sign_in="dee", path=at(outing)).exists()


def test_who_is_alongside_takes_no_seat_and_comes_only_with_the_one_they_are_there_for(here: Cast) -> None:
    outing = walk(here.as_ben)
    ida = member(here.group, "Ida", alongside_of=called("Dee"))
    with pytest.raises(Refused, match="beside_first"):
        yes(outing, ida)
    assert [yes(outing, one) for one in ("Dee", ida, "Ana")] == ["comes"] * 3
    coming.say_no(outing, by=called("Dee"), now=timezone.now())
    assert how(outing, "Ida") == ""


def test_nobody_says_yes_to_what_is_off_over_their_own_or_still_asked_about(here: Cast) -> None:
    poll, gone = walk(here.as_ben, 2, 3), walk(here.as_ana)
    Outing.objects.filter(pk=gone.pk).update(starts_at=timezone.now() - timedelta(minutes=1))
    for outing, who, why in (
        (poll, "Dee", "still_asked"),
        (gone, "Dee", "has_begun"),
        (walk(here.as_ana, 4), "Ana", "yours"),
    ):
        with pytest.raises(Refused, match=why):
            yes(outing, who)
    assert not Going.objects.exists()


@pytest.mark.deep
@pytest.mark.django_db(transaction=True)
def test_two_at_the_last_seat_at_once_while_the_line_moves_are_never_one_too_many(here: Cast) -> None:
    """Real threads on a real database."""
    now = timezone.now()
    outing = walk(here.as_ben)
    many = [member(here.group, f"Nia{n}") for n in range(5)]
    for one in (*many, called("Em")):
        coming.read_sheet(by=one, now=now)
    for _ in range(rounds(2, 40)):
        at_once(
            *[lambda who=one: coming.come(outing, by=who, now=now) for one in many],
            lambda: seats.move_on(outing, now=now),
        )
        counts = {
            state: Going.objects.filter(outing=outing, how=state).count() for state in ("comes", "offered", "waits")
        }
        assert counts["comes"] + counts["offered"] == 2 and sum(counts.values()) == 5
        stays = [one for one in many if how(outing, one.alias) == "comes"]
        at_once(*[lambda who=one: coming.say_no(outing, by=who, now=now) for one in stays], lambda: seats.look(now))
        assert seats.taken(outing) == 2
        Going.objects.all().delete()
        Notice.objects.all().delete()
