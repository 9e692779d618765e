"""A member has died: two say so, never one; then nothing more is sent; and for fourteen days it can be a mistake."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.groups import leaving, passing
from kith.groups.models import Membership, Passing
from kith.groups.signals import death_settled, death_undone, member_died, membership_ended
from kith.kit.refusal import Refused
from kith.notices import outbox
from kith.notices.models import Notice
from tests.cast import group, member, person

Kind = Notice.Kind
DAYS = timedelta(days=14)


@pytest.fixture
def dee(cast):
    return member(cast.group, "Dee", role="co_facilitator")


@pytest.fixture
def heard(request):
    told = []
    for name, signal in {
        "died": member_died,
        "undone": death_undone,
        "settled": death_settled,
        "ended": membership_ended,
    }.items():

        def hear(membership, name=name, **_):
            told.append((name, membership.alias))

        signal.connect(hear, weak=False)
        request.addfinalizer(lambda signal=signal, hear=hear: signal.disconnect(hear))
    return told


def say(who, by):
    return passing.say(who, by=by, now=timezone.now())


def died(cast, dee):
    say(cast.as_ben, cast.ana)
    return say(cast.as_ben, dee.person)


def state(who):
    return Membership.objects.get(pk=who.pk).state


def test_one_person_saying_it_twice_changes_nothing(cast, dee):
    say(cast.as_ben, cast.ana)
    say(cast.as_ben, cast.ana)
    assert state(cast.as_ben) == "member"
    say(cast.as_ben, dee.person)
    assert state(cast.as_ben) == "died"


def test_nobody_else_says_it(client, cast, dee):
    fay = member(group("Elsewhere"), "Fay", role="facilitator")
    host = person("host", is_host=True)
    cleo = member(cast.group, "Cleo")
    url = reverse("groups:passing", args=[cast.group.ref, cast.as_ben.ref])
    for who in (fay.person, host, cleo.person, cast.ben, cast.charlie):
        with pytest.raises(Refused):
            say(cast.as_ben, who)
        client.force_login(who)
        assert client.get(url).status_code == client.post(url, {"do": "say"}).status_code == 404
    client.force_login(cast.ana)
    assert client.get(url).status_code == 200


def test_where_one_runs_it_the_host_is_the_second(client, cast):
    with pytest.raises(Refused, match="runs_alone"):
        say(cast.as_ben, cast.ana)
    host = person("host", is_host=True)
    url = reverse("groups:passing", args=[cast.group.ref, cast.as_ben.ref])
    client.force_login(host)
    assert client.get(url).status_code == 404  # nobody who knows them has said it
    say(cast.as_ben, cast.ana)
    assert client.get(url).status_code == 200
    client.post(url, {"do": "say"})
    assert state(cast.as_ben) == "died"


@pytest.mark.django_db(transaction=True)
def test_everything_that_was_to_be_sent_stops_and_another_group_hears_nothing(cast, heard):
    dee = member(cast.group, "Dee", role="co_facilitator")
    other = member(group("Elsewhere"), "Ben", cast.ben)
    here, there = f"/groups/{cast.group.ref}/", f"/groups/{other.group.ref}/"
    outbox.put(
        outbox.Telling(cast.ben, Kind.AGREEMENT, "group:here:agreement:2", f"{here}agreement/"),
        outbox.Telling(cast.ben, Kind.AGREEMENT, "group:there:agreement:2", f"{there}agreement/"),
        outbox.Telling(cast.ana, Kind.SAY_HELLO, f"hello:{cast.as_ben.ref}", f"{here}greeting/"),
    )
    died(cast, dee)
    standing = Notice.objects.standing()
    assert list(standing.filter(person=cast.ben).values_list("path", flat=True)) == [f"{there}agreement/"]
    assert not standing.filter(kind=Kind.SAY_HELLO).exists()
    assert state(other) == "member"
    assert {("ended", "Ben"), ("died", "Ben")} <= set(heard)


def test_who_was_in_no_other_group_is_written_to_by_nobody(cast, dee):
    outbox.put(outbox.Telling(cast.ben, Kind.MOVED, "meeting:x:moved", "/meetings/x/"))
    died(cast, dee)
    assert not Notice.objects.standing().filter(person=cast.ben).exists()


def test_their_name_is_given_to_nobody_and_their_seat_not_offered_while_it_could_be_a_mistake(cast, dee):
    from kith.groups import aliases, capacity

    now = timezone.now()
    before = capacity.free(cast.group, now=now)
    died(cast, dee)
    with pytest.raises(Refused, match="alias_taken"):
        aliases.free(cast.group, "ben")
    assert capacity.free(cast.group, now=now) == before
    assert capacity.free(cast.group, now=now + DAYS * 2) == before + 1


@pytest.mark.parametrize("who", ["ana", "dee", "another", "ben"])
def test_a_mistake_is_undone_by_either_by_another_or_by_who_is_here_after_all(client, cast, dee, who):
    Membership.objects.filter(pk=cast.as_ben.pk).update(role="co_facilitator")
    another = member(cast.group, "Cleo", role="co_facilitator")
    died(cast, dee)
    person_ = {"ana": cast.ana, "dee": dee.person, "another": another.person, "ben": cast.ben}[who]
    client.force_login(person_)
    if who == "ben":
        home = client.get(cast.group.get_absolute_url())
        assert home.url == reverse("groups:still_here", args=[cast.group.ref])
        client.post(home.url)
    else:
        client.post(reverse("groups:passing", args=[cast.group.ref, cast.as_ben.ref]), {"do": "mistake"})
    back = Membership.objects.get(pk=cast.as_ben.pk)
    assert (back.state, back.role, back.alias) == ("member", "co_facilitator", "Ben")


def test_who_came_alongside_comes_back_with_them_but_not_who_had_left_before(cast, dee):
    ira, joe = (member(cast.group, name, alongside_of=cast.as_ben) for name in ("Ira", "Joe"))
    leaving.leave(by=Membership.objects.get(pk=joe.pk))
    died(cast, dee)
    assert state(ira) == "left"
    passing.mistake(Passing.objects.get(), by=cast.ana, now=timezone.now())
    assert (state(ira), state(joe)) == ("member", "left")
    ira.refresh_from_db()
    assert (ira.alongside_of, ira.alias) == (cast.as_ben, "Ira")


def test_a_member_or_a_stranger_undoes_nothing(cast, dee):
    cleo = member(cast.group, "Cleo")
    one = died(cast, dee)
    for who in (cleo.person, cast.charlie):
        with pytest.raises(Refused):
            passing.mistake(one, by=who, now=timezone.now())
    assert state(cast.as_ben) == "died"


def test_after_fourteen_days_it_is_settled_and_announced_once(cast, dee, heard, django_capture_on_commit_callbacks):
    one = died(cast, dee)
    with django_capture_on_commit_callbacks(execute=True):
        passing.look(timezone.now() + DAYS - timedelta(hours=1))
        assert Passing.objects.get().settled_at is None
        passing.look(timezone.now() + DAYS + timedelta(hours=1))
        passing.look(timezone.now() + DAYS + timedelta(hours=2))
    assert heard == [("settled", "Ben")]
    with pytest.raises(Refused, match="already_over"):
        passing.mistake(one, by=cast.ana, now=timezone.now())


def test_one_word_alone_is_forgotten_after_a_month(cast, dee):
    say(cast.as_ben, cast.ana)
    passing.look(timezone.now() + timedelta(days=31))
    say(cast.as_ben, dee.person)
    assert state(cast.as_ben) == "member"


def test_the_wish_about_their_words_is_told_and_an_evening_of_remembering_offered(client, cast, dee):
    Membership.objects.filter(pk=cast.as_ben.pk).update(words_after="take_down")
    died(cast, dee)
    client.force_login(cast.ana)
    page = client.get(reverse("groups:passing", args=[cast.group.ref, cast.as_ben.ref])).content.decode()
    assert "taken down" in page and "?format=remembering" in page
    offered = client.get(reverse("meetings:plan", args=[cast.group.ref]) + "?format=remembering").content.decode()
    assert "remember" in offered.lower()


def test_the_wish_about_ones_words_is_ones_own_and_read_by_nobody_before(client, cast, dee):
    url = reverse("groups:wishes_here", args=[cast.group.ref])
    client.force_login(cast.charlie)
    assert client.post(url, {"if_away": "wait", "words_after": "keep"}).status_code == 404
    client.force_login(cast.ben)
    client.post(url, {"if_away": "wait", "words_after": "take_down"})
    mine = Membership.objects.get(pk=cast.as_ben.pk)
    assert (mine.if_away, mine.words_after) == ("wait", "take_down")
    client.force_login(cast.ana)
    page = reverse("groups:passing", args=[cast.group.ref, cast.as_ben.ref])
    assert "taken down" not in client.get(page).content.decode()
    died(cast, dee)
    assert "taken down" in client.get(page).content.decode()
