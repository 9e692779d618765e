"""The door of a group: who may read about it, ask, and come in; what a stranger learns; that nobody is added without a yes."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.groups import asking_in, doors, following, inviting, joining, leaving, resting, waiting
from kith.groups.models import Asking, Following, Group, Membership, Offer, Standing
from kith.groups.signals import membership_ended
from kith.kit.refusal import Refused
from kith.notices.models import Notice
from tests.cast import member, person

NOW = timezone.now()
YES = {"alias": "Ash", "comes": "listen", "if_away": "wait", "yes": "on"}


def at(name, group, *more):
    return reverse(f"groups:{name}", args=[group.ref, *more])


def list_it(group, door="request", **more):
    Group.objects.filter(pk=group.pk).update(listed_at=NOW, door=door, **more)
    group.refresh_from_db()
    return group


def knock(group, who, alias="Ash", **more):
    return asking_in.knock(group, alias=alias, comes="listen", by=who, now=more.pop("now", NOW), **more)


def state(who, group):
    return Membership.objects.get(person=who, group=group).state


def told(who):
    return set(Notice.objects.of(who).standing().values_list("kind", flat=True))


def full(group):
    Group.objects.filter(pk=group.pk).update(capacity=group.memberships.taking_seats(NOW).count())


@pytest.mark.parametrize("name", ["public", "hold", "ask"])
def test_what_is_not_listed_does_not_exist_for_a_stranger(client, cast, name):
    hidden, nowhere = client.get(at(name, cast.group)), client.get(reverse(f"groups:{name}", args=["3" * 17]))
    assert hidden.status_code == nowhere.status_code == 404
    assert hidden.content.replace(cast.group.ref.encode(), b"") == nowhere.content.replace(b"3" * 17, b"")
    list_it(cast.group)
    assert client.get(at(name, cast.group)).status_code == 200


@pytest.mark.parametrize("gone", ["removed", "banned"])
def test_who_was_asked_to_go_finds_nothing_and_a_member_is_led_home(client, cast, gone):
    list_it(cast.group)
    client.force_login(cast.ben)
    assert client.get(at("public", cast.group)).url == cast.group.get_absolute_url()
    Membership.objects.filter(pk=cast.as_ben.pk).update(state=gone)
    for name in ("public", "come_in", "ask", "follow", "waiting", "back"):
        assert client.get(at(name, cast.group)).status_code == 404, name
    with pytest.raises(Refused, match="by_invitation"):
        knock(cast.group, cast.ben)


def test_the_public_page_names_nobody_but_the_greeter(client, cast):
    list_it(cast.group, who_for="For anyone who has lost someone.", capacity=4)
    page = client.get(at("public", cast.group)).content.decode()
    assert "Ben" not in page and "Ana greets you" in page
    assert "Two seats are free." in page and "18 and over" in page and "I may pass" in page
    assert "I have a question" in page and "Ask to come" in page


@pytest.mark.parametrize("name", ["public", "door", "waiting"])
def test_queries_do_not_grow_with_who_knocks(client, cast, name, django_assert_max_num_queries):
    list_it(cast.group, "request", capacity=3)
    members = [knock(cast.group, person(f"many{n}"), f"Many {n}") for n in range(6)]
    for one in members[:3]:
        asking_in.welcome(one.asking, words="Yes", by=cast.as_ana, now=NOW)
    client.force_login({"public": cast.charlie, "door": cast.ana, "waiting": members[1].person}[name])
    with django_assert_max_num_queries(10):
        assert client.get(at(name, cast.group)).status_code == 200


@pytest.mark.parametrize(
    ("door", "more", "says"),
    [
        ("open", {}, "Come t"),
        ("open", {"full_since": NOW}, "Put me on the list"),
        ("request", {}, "Ask to come"),
        ("request", {"full_since": NOW}, "Put me on the list"),
        ("open", {"starts_with": 5}, "Count me in"),
        ("invitation", {"starts_with": 5}, "Tell me when it starts"),
    ],
)
def test_one_press_says_what_it_does(client, cast, door, more, says):
    list_it(cast.group, door, **more)
    page = client.get(at("public", cast.group)).content.decode()
    assert says in re.search(r'class="button main"[^>]*>([^<]+)', page)[1]


def test_by_invitation_nobody_can_ask_but_anyone_may_ask_a_question(client, cast):
    list_it(cast.group, "invitation")
    with pytest.raises(Refused, match="by_invitation"):
        knock(cast.group, cast.charlie)
    assert client.get(at("hold", cast.group)).url == at("public", cast.group)
    assert client.post(at("ask", cast.group), {"words": "Is it for me?"}).status_code == 302


def test_a_place_is_kept_under_a_name_before_any_account_and_nothing_is_asked_twice(client, cast):
    list_it(cast.group)
    before = Membership.objects.count()
    welcome = client.post(
        at("hold", cast.group), {"alias": "Juniper", "comes": "listen", "words": "My mother died."}
    ).url
    assert Membership.objects.count() == before and client.session["place"]["alias"] == "Juniper"
    page = client.get(welcome).content.decode()
    assert "Come in, Juniper" in page
    keep = client.post(welcome, {"alias": "Juniper", "comes": "listen", "next": at("come_in", cast.group)}).url
    come_in = client.post(keep).url
    assert come_in == at("come_in", cast.group)
    page = client.get(come_in).content.decode()
    assert 'value="Juniper"' in page and "My mother died." in page
    done = client.post(come_in, YES | {"alias": "Juniper", "words": "My mother died."})
    assert done.url == at("waiting", cast.group)
    asking = Asking.objects.get()
    assert (asking.words, asking.membership.alias, asking.membership.if_away) == ("My mother died.", "Juniper", "wait")
    assert "place" not in client.session and "help" in client.get(done.url).content.decode()


def test_a_place_is_kept_for_half_an_hour_one_each_and_takes_no_seat(client, cast, monkeypatch):
    list_it(cast.group)
    client.post(at("hold", cast.group), {"alias": "Juniper", "comes": "listen"})
    client.post(at("hold", cast.group), {"alias": "Jo", "comes": "listen"})
    assert 'value="Jo"' in client.get(at("hold", cast.group)).content.decode()
    session = client.session
    session["place"] |= {"until": (NOW - timedelta(minutes=1)).timestamp()}
    session.save()
    assert 'value="Jo"' not in client.get(at("hold", cast.group)).content.decode()
    assert client.post(at("hold", cast.group), {"alias": "Ben", "comes": "listen"}).status_code == 200  # taken


def test_a_facilitator_elsewhere_reads_no_note_and_one_here_answers(client, cast):
    me = knock(list_it(cast.group), cast.charlie, words="It is so quiet now.")
    asked = at("asked", cast.group, me.asking.ref)
    client.force_login(cast.ben)
    assert client.get(asked).status_code == client.get(at("door", cast.group)).status_code == 404
    client.force_login(cast.ana)
    assert "It is so quiet now." in client.get(asked).content.decode()
    client.post(asked, {"do": "welcome", "yes-sentence": "", "yes-own": "Come, dear."})
    assert state(cast.charlie, cast.group) == "member"
    asking = Asking.objects.get()
    assert (asking.words, asking.answer_words, asking.answered_by) == ("", "Come, dear.", cast.as_ana)
    assert "answered" in told(cast.charlie) and "newcomer" in told(cast.ana)
    client.force_login(cast.charlie)
    page = client.get(at("waiting", cast.group)).content.decode()
    assert "Come, dear." in page and "Plan my first visit" in page


def test_not_now_is_kind_and_not_for_ever(client, cast):
    me = knock(list_it(cast.group), cast.charlie)
    client.force_login(cast.ana)
    client.post(at("asked", cast.group, me.asking.ref), {"do": "not_now", "no-sentence": "0"})
    assert state(cast.charlie, cast.group) == "not_now"  # not "left": they never were here
    client.force_login(cast.charlie)
    assert "It says nothing about you." in client.get(at("waiting", cast.group)).content.decode()
    with pytest.raises(Refused, match="asked_lately"):
        knock(cast.group, cast.charlie)
    assert knock(cast.group, cast.charlie, now=NOW + timedelta(days=15)).state == "asked"


def test_asking_twice_is_one_note_and_the_first_answer_stands(cast):
    me = knock(list_it(cast.group), cast.charlie)
    assert knock(cast.group, cast.charlie) == me and Asking.objects.count() == 1
    asking_in.welcome(me.asking, words="Yes", by=cast.as_ana, now=NOW)
    with pytest.raises(Refused, match="answered"):
        asking_in.not_now(me.asking, words="No", by=cast.as_ana, now=NOW)
    assert state(cast.charlie, cast.group) == "member"


def test_every_change_has_who_and_when(cast):
    me = knock(list_it(cast.group), cast.charlie)
    asking_in.welcome(me.asking, words="Yes", by=cast.as_ana, now=NOW)
    me.refresh_from_db()
    resting.pause(by=me, now=NOW, told="resting")
    resting.come_back(by=me, now=NOW)
    resting.graduate(by=Membership.objects.get(pk=me.pk), now=NOW, told="moved_on")
    rows = [(s.what, s.by_id) for s in Standing.objects.filter(membership=me).order_by("pk")]
    assert rows == [
        ("asked", me.pk),
        ("member", cast.as_ana.pk),
        ("paused", me.pk),
        ("member", me.pk),
        ("graduated", me.pk),
    ]


def test_a_name_someone_asked_under_is_held_for_them(cast):
    knock(list_it(cast.group), cast.charlie, "Ash")
    with pytest.raises(Refused, match="alias_taken"):
        knock(cast.group, person("dora"), "ash")
    assert knock(cast.group, person("eli"), "Asher").state == "asked"


def test_a_full_group_takes_nobody_in_by_any_door(cast):
    full(list_it(cast.group, "open"))
    token = inviting.invite(cast.group, seats=5, days=7, by=cast.as_ana, now=NOW)[1]
    by_link = joining.join(token=token, alias="Link", comes="listen", by=cast.charlie, now=NOW)
    by_door = knock(cast.group, person("dora"), "Door")
    assert (by_link.state, by_door.state) == ("waiting", "waiting")
    Group.objects.update(capacity=3)
    waiting.move_on(cast.group, now=NOW)
    assert (state(cast.charlie, cast.group), state(by_door.person, cast.group)) == ("invited", "waiting")
    late = knock(cast.group, person("eli"), "Late")
    assert late.state == "waiting"  # the free seat is kept for who waited


def test_who_is_alongside_takes_no_seat(cast):
    list_it(cast.group, "open", capacity=2)
    assert knock(cast.group, cast.charlie).state == "waiting"
    Membership.objects.filter(pk=cast.as_ben.pk).update(alongside_of=cast.as_ana)
    waiting.move_on(cast.group, now=NOW)
    assert state(cast.charlie, cast.group) == "invited"


def test_an_offer_is_told_at_once_and_goes_on_by_itself(django_capture_on_commit_callbacks, cast):
    list_it(cast.group, "open", capacity=2)
    first, second = knock(cast.group, cast.charlie, "First"), knock(cast.group, person("dora"), "Second")
    with django_capture_on_commit_callbacks(execute=True):
        leaving.leave(by=cast.as_ben)
    assert state(first.person, cast.group) == "invited" and "seat_offered" in told(first.person)
    waiting.look(NOW + timedelta(hours=47))
    assert state(second.person, cast.group) == "waiting"
    waiting.look(timezone.now() + timedelta(hours=49))
    assert (state(first.person, cast.group), state(second.person, cast.group)) == ("waiting", "invited")
    assert "seat_offered" not in told(first.person) and "seat_offered" in told(second.person)
    with pytest.raises(Refused, match="offer_over"):
        waiting.take(by=first, now=NOW + timedelta(hours=50))
    assert waiting.take(by=second, now=NOW + timedelta(hours=50)).state == "member"


def test_an_offer_that_ran_out_a_moment_ago_is_over_before_the_round_comes(cast):
    list_it(cast.group, "open", capacity=2)
    me = knock(cast.group, cast.charlie)
    Group.objects.update(capacity=3)
    waiting.move_on(cast.group, now=NOW)
    with pytest.raises(Refused, match="offer_over"):
        waiting.take(by=me, now=NOW + timedelta(hours=48))
    assert waiting.take(by=me, now=NOW + timedelta(hours=47)).state == "member"


def test_two_unanswered_offers_and_one_is_off_the_list_and_told(cast):
    list_it(cast.group, "open", capacity=2)
    me = knock(cast.group, cast.charlie)
    Group.objects.update(capacity=3)
    for days in (0, 3, 11, 14):
        waiting.look(NOW + timedelta(days=days))
    assert state(cast.charlie, cast.group) == "left" and "standing" in told(cast.charlie)
    assert list(me.offers.values_list("how", flat=True)) == ["lapsed", "lapsed"]


def test_who_lets_one_pass_keeps_a_place_and_who_steps_out_does_not(client, cast):
    list_it(cast.group, "open", capacity=2)
    me, next_one = knock(cast.group, cast.charlie, "Ash"), knock(cast.group, person("dora"), "Next")
    Group.objects.update(capacity=3)
    waiting.move_on(cast.group, now=NOW)
    client.force_login(cast.charlie)
    client.post(at("waiting", cast.group), {"do": "pass"})
    assert (state(cast.charlie, cast.group), state(next_one.person, cast.group)) == ("waiting", "invited")
    client.post(at("waiting", cast.group), {"do": "off"})
    assert state(cast.charlie, cast.group) == "left"
    assert me.offers.get().how == "passed"


def test_nobody_is_asked_back_by_a_member_nor_added_by_a_facilitator(client, cast):
    Standing.objects.create(membership=cast.as_ben, what="member")
    leaving.leave(by=cast.as_ben)
    url = at("invite_back", cast.group, cast.as_ben.ref)
    cleo = member(cast.group, "Cleo")
    client.force_login(cleo.person)
    assert client.post(url).status_code == 404
    client.force_login(cast.ana)
    client.post(url)
    assert state(cast.ben, cast.group) == "invited" and "seat_offered" in told(cast.ben)
    client.force_login(cast.ben)
    assert client.get(cast.group.get_absolute_url()).status_code == 404
    assert client.post(at("waiting", cast.group), {"do": "take"}).url == cast.group.get_absolute_url()
    assert state(cast.ben, cast.group) == "member"


def test_an_invitation_nobody_answers_ends_as_it_was_and_is_not_repeated(cast):
    leaving.leave(by=cast.as_ben)
    waiting.invite(cast.as_ben, by=cast.as_ana, now=NOW)
    waiting.look(NOW + timedelta(days=8))
    assert state(cast.ben, cast.group) == "left"
    with pytest.raises(Refused, match="asked_back_lately"):
        waiting.invite(cast.as_ben, by=cast.as_ana, now=NOW + timedelta(days=9))


def test_who_rests_cannot_come_back_by_a_link_but_in_one_press(client, cast):
    token = inviting.invite(cast.group, seats=5, days=7, by=cast.as_ana, now=NOW)[1]
    resting.pause(by=cast.as_ben, now=NOW)
    with pytest.raises(Refused, match="resting"):
        joining.join(token=token, alias="Ben", comes="listen", by=cast.ben, now=NOW)
    client.force_login(cast.ben)
    come = reverse("groups:come", args=[token])
    assert client.get(come).url == client.post(come, YES).url == at("back", cast.group)
    assert "Your seat is kept" in client.get(at("back", cast.group)).content.decode()
    assert client.get(cast.group.get_absolute_url()).status_code == 404
    assert client.post(at("back", cast.group)).url == cast.group.get_absolute_url()


def test_a_seat_is_kept_for_twelve_weeks_and_after_that_she_is_first_in_line(cast):
    list_it(cast.group, "open", capacity=2)
    resting.pause(by=cast.as_ben, now=NOW)
    assert knock(cast.group, cast.charlie, "Ash").state == "waiting"
    later = NOW + timedelta(weeks=12, minutes=1)
    waiting.look(later)
    waiting.take(by=Membership.objects.get(person=cast.charlie), now=later)
    other = knock(cast.group, person("dora"), "Other", now=later)
    back = resting.come_back(by=cast.as_ben, now=later + timedelta(days=1))
    assert back.state == "waiting"
    assert list(Asking.objects.in_line().values_list("membership", flat=True)) == [back.pk, other.pk]


def test_the_only_facilitator_neither_rests_nor_moves_on(cast):
    for verb in (resting.pause, resting.graduate):
        with pytest.raises(Refused, match="last_facilitator"):
            verb(by=cast.as_ana, now=NOW)
    assert resting.pause(by=cast.as_ben, now=NOW).state == "paused"


def test_only_what_she_chose_is_told_and_for_two_weeks(client, cast):
    client.force_login(cast.ana)
    cleo = member(cast.group, "Cleo")
    resting.pause(by=cleo, now=NOW)
    client_of_ben = cast.as_ben
    resting.graduate(by=client_of_ben, now=NOW, told="moved_on")
    page = client.get(cast.group.get_absolute_url()).content.decode()
    assert "Ben has moved on" in page and "Cleo" not in page
    Standing.objects.filter(told="moved_on").update(at=NOW - timedelta(days=15))
    assert "Ben has moved on" not in client.get(cast.group.get_absolute_url()).content.decode()


def test_graduating_is_celebrated_and_ends_what_it_opened(client, cast):
    client.force_login(cast.ben)
    assert client.post(at("graduate", cast.group), {"told": ""}).url == at("back", cast.group)
    assert "quiet celebration" in client.get(at("back", cast.group)).content.decode()
    assert client.get(cast.group.get_absolute_url()).status_code == 404
    client.post(at("back", cast.group))
    assert state(cast.ben, cast.group) == "graduated"


def test_a_forming_group_starts_with_enough_and_everyone_is_told_once(cast):
    list_it(cast.group, "open", starts_with=4)
    Following.objects.create(group=cast.group, person=person("fern"))
    knock(cast.group, cast.charlie, "Ash")
    cast.group.refresh_from_db()
    assert cast.group.begun_at is None and not Notice.objects.filter(kind="starts").exists()
    knock(cast.group, person("dora"), "Dora")
    cast.group.refresh_from_db()
    assert cast.group.begun_at and Notice.objects.filter(kind="starts").count() == 5


def test_a_follower_is_told_of_a_free_seat_once_and_nobody_sees_who_follows(client, cast):
    list_it(cast.group, "open", capacity=2)
    following.follow(cast.group, by=cast.charlie, now=NOW)
    waiting.move_on(cast.group, now=NOW)
    assert told(cast.charlie) == set()
    client.force_login(cast.ana)
    for name in ("door", "members", "group", "greeting"):
        assert "charlie" not in client.get(at(name, cast.group)).content.decode()
    Group.objects.update(capacity=3)
    waiting.move_on(cast.group, now=NOW)
    waiting.move_on(cast.group, now=NOW + timedelta(minutes=1))
    assert list(Notice.objects.of(cast.charlie).values_list("kind", flat=True)) == ["seat_free"]


def test_a_member_does_not_follow_and_following_ends_in_one_press(client, cast):
    list_it(cast.group)
    with pytest.raises(Refused, match="already_here"):
        following.follow(cast.group, by=cast.ben, now=NOW)
    client.force_login(cast.charlie)
    client.post(at("follow", cast.group))
    assert Following.objects.of(cast.charlie).exists()
    client.post(at("follow", cast.group), {"do": "stop"})
    assert not Following.objects.exists()


def test_only_who_runs_the_group_changes_its_door(client, cast):
    typed = {"name": "Walking", "zone": "UTC", "language": "en", "door": "open", "capacity": 5, "listed": "on"}
    client.force_login(cast.ben)
    assert client.post(at("edit", cast.group), typed).status_code == 404
    client.force_login(cast.ana)
    assert client.post(at("edit", cast.group), typed).status_code == 302
    cast.group.refresh_from_db()
    assert (cast.group.door, cast.group.capacity, cast.group.is_listed) == ("open", 5, True)
    assert client.post(at("edit", cast.group), typed | {"capacity": 1}).status_code == 200


def test_making_a_group_bigger_offers_the_new_seats_at_once(cast):
    list_it(cast.group, "open", capacity=2)
    knock(cast.group, cast.charlie)
    doors.change(cast.group, listed=True, themes=[], by=cast.as_ana, now=NOW, capacity=3)
    assert Offer.objects.open().get().membership.person == cast.charlie


@pytest.mark.parametrize("verb", [resting.pause, resting.graduate])
def test_resting_and_moving_on_are_announced_as_an_end_so_that_rooms_and_feeds_close(
    django_capture_on_commit_callbacks, cast, verb
):
    heard = []

    def hear(sender, membership, **_):
        heard.append(membership.state)

    membership_ended.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            verb(by=cast.as_ben, now=NOW)
    finally:
        membership_ended.disconnect(hear)
    assert heard == [state(cast.ben, cast.group)]


def test_the_first_page_leads_to_where_one_stands(client, cast):
    list_it(cast.group)
    knock(cast.group, cast.charlie)
    resting.pause(by=cast.as_ben, now=NOW)
    for who, name in ((cast.charlie, "waiting"), (cast.ben, "back")):
        client.force_login(who)
        assert f'href="{at(name, cast.group)}"' in client.get("/").content.decode()
