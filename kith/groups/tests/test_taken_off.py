"""Off the list, and away from the group: only by those who run it; who is alongside rests when she rests; what waits for a host."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.groups import leaving, parting, passing, resting, returning, taking_off, waiting
from kith.groups.models import Asking, Group, Membership, Offer
from kith.kit.refusal import Refused
from kith.notices import outbox
from kith.notices.models import Notice, Wishes
from tests.cast import group, member, person

NOW = timezone.now()
State = Membership.State


def state(who):
    return Membership.objects.get(pk=who.pk).state


def in_line(cast, alias, place=0):
    one = member(cast.group, alias, state="waiting")
    Asking.objects.create(membership=one, in_line_since=NOW + timedelta(minutes=place))
    return one


@pytest.fixture
def line(cast):
    """A full group; Ash and Dee wait, in that order."""
    Group.objects.filter(pk=cast.group.pk).update(capacity=2, listed_at=NOW, door="open")
    return in_line(cast, "Ash"), in_line(cast, "Dee", 1)


def at(name, of, *more):
    return reverse(f"groups:{name}", args=[of.ref, *more])


def test_neither_a_member_nor_one_who_waits_nor_a_facilitator_elsewhere_takes_anyone_off(client, cast, line):
    ash, dee = line
    fay = member(group("Elsewhere"), "Fay", role="facilitator")
    hollis = person("hollis", is_host=True)
    for name in ("take_off", "remove"):
        url = at(name, cast.group, ash.ref)
        for who in (cast.ben, dee.person, ash.person, fay.person, hollis):
            client.force_login(who)
            assert client.post(url, {"why": ""}).status_code == 404
    assert state(ash) == "waiting"
    client.force_login(cast.ana)
    assert client.post(at("take_off", cast.group, ash.ref)).url == at("door", cast.group)
    assert state(ash) == "left"


def test_who_is_taken_off_is_told_may_ask_again_and_the_line_moves(client, cast, line):
    ash, dee = line
    Group.objects.filter(pk=cast.group.pk).update(capacity=3)
    waiting.move_on(cast.group, now=NOW)
    assert (state(ash), state(dee)) == ("invited", "waiting")
    taking_off.take_off(ash, by=cast.as_ana, now=NOW)
    assert (state(ash), state(dee)) == ("left", "invited")
    told = Notice.objects.of(ash.person).standing()
    assert [one.kind for one in told] == [Notice.Kind.STANDING]
    client.force_login(ash.person)
    assert b"You are not on the list any more" in client.get(told.get().path).content
    assert client.get(at("public", cast.group)).status_code == 200


def test_who_came_in_meanwhile_stays_in(cast, line):
    ash, _ = line
    Group.objects.filter(pk=cast.group.pk).update(capacity=3)
    waiting.move_on(cast.group, now=NOW)
    waiting.take(by=ash, now=NOW)
    taking_off.take_off(ash, by=cast.as_ana, now=NOW)
    assert state(ash) == "member"


def test_who_was_asked_back_is_as_before_and_hears_nothing_more(cast):
    gone = member(cast.group, "Gil")
    leaving.leave(by=gone)
    waiting.invite(Membership.objects.get(pk=gone.pk), by=cast.as_ana, now=NOW)
    taking_off.take_off(gone, by=cast.as_ana, now=NOW)
    assert state(gone) == "left"
    assert not Offer.objects.open().exists()
    assert not Notice.objects.of(gone.person).standing().exists()


@pytest.mark.parametrize("was", ["waiting", "asked", "invited", "paused"])
def test_whoever_waits_asks_or_rests_can_be_asked_to_stay_away_and_no_door_opens_again(client, cast, line, was):
    one = line[0]
    if was == "invited":
        Group.objects.filter(pk=cast.group.pk).update(capacity=3)
        waiting.move_on(cast.group, now=NOW)
    elif was == "paused":
        one = cast.as_ben
        resting.pause(by=one, now=NOW)
    else:
        Membership.objects.filter(pk=one.pk).update(state=was)
    client.force_login(cast.ana)
    page = at("remove", cast.group, one.ref)
    assert client.get(page).status_code == 200
    client.post(page, {"why": "It was agreed."})
    assert state(one) == "removed"
    assert one.standings.get(what="removed").why == "It was agreed."
    client.force_login(one.person)
    for name in ("public", "waiting", "back", "come_in"):
        assert client.get(at(name, cast.group)).status_code == 404
    assert not Offer.objects.open().filter(membership=one).exists()


def test_who_rests_is_named_to_who_runs_the_group_and_to_nobody_else(client, cast):
    resting.pause(by=cast.as_ben, now=NOW)
    client.force_login(cast.ana)
    assert at("remove", cast.group, cast.as_ben.ref).encode() in client.get(at("members", cast.group)).content
    client.force_login(member(cast.group, "Cleo").person)
    assert client.get(at("members", cast.group)).status_code == 404


@pytest.fixture
def beside(cast):
    """Ida interprets for Ben."""
    return member(cast.group, "Ida", alongside_of=cast.as_ben)


def test_who_is_alongside_rests_with_her_comes_back_with_her_and_takes_no_seat(cast, beside):
    Group.objects.filter(pk=cast.group.pk).update(capacity=2)
    resting.pause(by=cast.as_ben, now=NOW)
    assert state(beside) == "paused"
    with pytest.raises(Refused, match="rests_too"):
        resting.come_back(by=beside, now=NOW)
    resting.come_back(by=cast.as_ben, now=NOW)
    assert (state(cast.as_ben), state(beside)) == ("member", "member")
    assert cast.group.memberships.taking_seats(NOW).count() == 2


def test_who_rested_by_herself_stays_at_rest_and_comes_back_by_herself(client, cast, beside):
    resting.pause(by=beside, now=NOW)
    resting.pause(by=cast.as_ben, now=NOW)
    resting.come_back(by=cast.as_ben, now=NOW)
    assert state(beside) == "paused"
    Group.objects.filter(pk=cast.group.pk).update(capacity=2)  # full: it does not matter
    client.force_login(beside.person)
    assert b"You come alongside Ben." in client.get(at("back", cast.group)).content
    client.post(at("back", cast.group))
    assert state(beside) == "member"


@pytest.mark.parametrize("rests", [False, True])
def test_when_she_goes_for_good_so_does_who_is_alongside(cast, beside, rests):
    if rests:
        resting.pause(by=cast.as_ben, now=NOW)
    resting.graduate(by=cast.as_ben, now=NOW)
    assert state(beside) == "left"


# A member who has died, and nobody else would say so


def hushed(who):
    return Wishes.objects.filter(person=who, hushed_at__isnull=False).exists()


@pytest.mark.parametrize("elsewhere", [False, True])
def test_who_died_and_was_in_no_other_group_is_written_to_by_nobody_and_a_mistake_ends_that(cast, elsewhere):
    if elsewhere:
        member(group("Elsewhere"), "Bob", cast.ben)
    dee = member(cast.group, "Dee", role="co_facilitator")
    passing.say(cast.as_ben, by=cast.ana, now=NOW)
    assert not hushed(cast.ben)  # one alone
    said = passing.say(cast.as_ben, by=dee.person, now=NOW)
    assert hushed(cast.ben) is not elsewhere
    passing.mistake(said, by=cast.ben, now=NOW)
    assert not hushed(cast.ben)


def test_who_comes_into_a_group_after_all_is_told_of_things_again(cast):
    dee = member(cast.group, "Dee", role="co_facilitator")
    passing.say(cast.as_ben, by=cast.ana, now=NOW)
    passing.say(cast.as_ben, by=dee.person, now=NOW)
    passing.look(NOW + timedelta(days=15))
    there = member(group("Elsewhere"), "Bob", cast.ben, state="invited")
    Offer.objects.create(membership=there, was="waiting", until=NOW + timedelta(days=20))
    waiting.take(by=there, now=NOW + timedelta(days=16))
    assert not hushed(cast.ben)


# What waits for a host


def lines(client, who):
    client.force_login(who)
    answer = client.get(reverse("groups:host_asked"))
    return answer.status_code, [one.path for one in answer.context["waits"]] if answer.status_code == 200 else []


def test_only_a_host_sees_what_waits_for_one_and_not_what_is_about_or_said_by_them(client, cast):
    hollis, holly = person("hollis", is_host=True), person("holly", is_host=True)
    dee = member(cast.group, "Dee", role="co_facilitator")
    asked = parting.ask(dee, why="x", by=cast.as_ana, now=NOW)
    one = at("parting", cast.group, asked.ref)
    assert lines(client, cast.ana)[0] == lines(client, cast.ben)[0] == 404
    assert lines(client, hollis) == (200, [one])
    as_holly = member(cast.group, "Holly", holly, role="co_facilitator")
    about_her = parting.ask(as_holly, why="x", by=cast.as_ana, now=NOW)
    assert lines(client, holly) == (200, [one])
    assert lines(client, hollis) == (200, [one, at("parting", cast.group, about_her.ref)])
    parting.agree_as_host(asked, by=hollis, now=NOW)
    parting.take_back(about_her, by=cast.as_ana, now=NOW)
    assert lines(client, hollis) == (200, [])
    client.force_login(hollis)
    assert reverse("groups:host_asked").encode() in client.get("/").content


def test_what_takes_two_waits_for_a_host_only_where_one_runs_the_group_and_has_said_it(client, cast):
    hollis = person("hollis", is_host=True)
    asked = returning.ask(cast.group, said="Ben", by=cast.charlie, now=NOW)
    assert lines(client, hollis) == (200, [])
    returning.vouch(asked, of=cast.as_ben, by=cast.ana, now=NOW)
    passing.say(member(cast.group, "Cleo"), by=cast.ana, now=NOW)
    paths = lines(client, hollis)[1]
    assert len(paths) == 2
    assert all(client.get(path).status_code == 200 for path in paths)
    member(cast.group, "Dee", role="co_facilitator")
    assert lines(client, hollis) == (200, [])


def test_a_notice_kept_back_for_the_dead_is_not_told_later(cast):
    dee = member(cast.group, "Dee", role="co_facilitator")
    outbox.put(outbox.Telling(cast.ben, Notice.Kind.REMINDER_DAY, "meeting:x:day:0", "/notices/"))
    passing.say(cast.as_ben, by=cast.ana, now=NOW)
    passing.say(cast.as_ben, by=dee.person, now=NOW)
    assert not Notice.objects.of(cast.ben).standing().exists()
