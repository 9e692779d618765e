"""Lost everything: who may never take a name, and how someone gets hers back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.groups import inviting, inviting_by_code, leaving, returning, roles
from kith.groups.models import Membership, Returning, Standing
from kith.groups.signals import membership_ended, name_returned
from kith.kit.refusal import Refused
from kith.notices.models import Notice
from kith.people.models import Apart
from tests.cast import group, member, person

HOURS = timedelta(hours=48)


@pytest.fixture
def dee(cast):
    """A second one who runs the group."""
    return member(cast.group, "Dee", role="co_facilitator")


@pytest.fixture
def new(db):
    """The new account of someone who says that they were Ben."""
    return person("new")


def asked(cast, new, said="Ben"):
    return returning.ask(cast.group, said=said, by=new, now=timezone.now())


def vouch(one, by, of=None, now=None):
    return returning.vouch(one, of=of, by=by, now=now or timezone.now())


def code(cast, **more):
    letters = inviting_by_code.new_code()
    inviting.invite(cast.group, seats=3, days=7, by=cast.as_ana, now=timezone.now(), code=letters, **more)
    return letters


def told(who):
    return list(Notice.objects.standing().filter(person=who).values_list("kind", flat=True))


# who is kept out


def test_a_stranger_learns_the_same_whether_or_not_there_is_such_a_name(client, cast, new):
    client.force_login(new)
    letters, pages = code(cast), []
    for said in ("Ben", "Nobody of that name"):
        sent = client.post(reverse("groups:lost_everything"), {"code": letters, "said": said}, follow=True)
        text = sent.content.decode().replace(said, "said")
        pages.append(text[text.index("<main") : text.index("</main>")].partition("csrfmiddlewaretoken")[0])
        Returning.objects.update(ended_at=timezone.now())
    assert pages[0] == pages[1]
    assert told(cast.ben) == []


def test_asking_alone_tells_the_member_nothing_and_vouching_does(cast, dee, new):
    one = asked(cast, new)
    assert told(cast.ben) == [] and told(cast.ana) == ["facilitating"]
    vouch(one, cast.ana, of=cast.as_ben)
    assert told(cast.ben) == ["standing"]


@pytest.mark.parametrize("typed", ["", "zzzzzzzz", "https://elsewhere.example/come/x/", "2" * 300])
def test_without_a_code_of_a_group_nothing_is_asked(client, cast, new, typed):
    client.force_login(new)
    assert client.post(reverse("groups:lost_everything"), {"code": typed, "said": "Ben"}).status_code == 200
    assert not Returning.objects.exists()
    client.post(reverse("groups:lost_everything"), {"code": code(cast), "said": "Ben"})
    assert Returning.objects.get().group == cast.group


def test_who_was_asked_to_go_finds_that_every_code_leads_nowhere(client, cast, new):
    member(cast.group, "Gone", new, state="removed")
    client.force_login(new)
    page = client.post(reverse("groups:lost_everything"), {"code": code(cast), "said": "Ben"})
    assert "leads nowhere" in page.content.decode() and not Returning.objects.exists()


def test_one_person_never_vouches_twice_nor_for_their_own_new_account(cast, dee, new):
    one = vouch(asked(cast, new), cast.ana, of=cast.as_ben)
    with pytest.raises(Refused, match="needs_another"):
        vouch(one, cast.ana)
    own = returning.ask(cast.group, said="Ben", by=person("anas-other-account"), now=timezone.now())
    assert vouch(own, dee.person, of=cast.as_ben).moves_at is None
    assert vouch(one, dee.person).moves_at is not None


@pytest.mark.parametrize("who", ["a member", "of another group", "the one it is about", "a host", "the one who asks"])
def test_nobody_else_vouches_where_a_facilitator_does(client, cast, dee, new, who):
    one = asked(cast, new, "Cleo")
    cleo = member(cast.group, "Cleo", role="facilitator")
    people = {
        "a member": cast.ben,
        "of another group": member(group("Elsewhere"), "Fay", role="facilitator").person,
        "the one it is about": cleo.person,
        "a host": person("host", is_host=True),
        "the one who asks": new,
    }
    if who == "the one it is about":
        vouch(one, cast.ana, of=cleo)
    with pytest.raises(Refused):
        vouch(one, people[who], of=cleo)
    page = reverse("groups:returning", args=[cast.group.ref, one.ref])
    client.force_login(people[who])
    assert client.get(page).status_code == 404
    client.force_login(dee.person)
    assert client.get(page).status_code == 200


def test_the_name_of_someone_asked_to_go_comes_back_to_nobody(cast, dee, new):
    leaving.remove(cast.as_ben, by=cast.as_ana)
    with pytest.raises(Refused, match="who_was_it"):
        vouch(asked(cast, new), cast.ana, of=Membership.objects.get(pk=cast.as_ben.pk))


def test_nobody_takes_a_name_of_another_group_by_vouching_here(cast, dee, new):
    nia = member(group("Elsewhere"), "Nia")
    with pytest.raises(Refused, match="who_was_it"):
        vouch(asked(cast, new), cast.ana, of=nia)


def test_before_two_days_have_passed_nothing_moves(cast, dee, new):
    now = timezone.now()
    one = vouch(vouch(asked(cast, new), cast.ana, of=cast.as_ben, now=now), dee.person, now=now)
    returning.look(now + HOURS - timedelta(minutes=1))
    assert not Membership.objects.of(new).exists()
    returning.look(now + HOURS)
    assert Membership.objects.of(new).get().alias == "Ben"
    one.refresh_from_db()
    assert one.outcome == "moved"


def test_the_old_account_ends_it_in_one_press_also_in_the_last_hour(client, cast, dee, new):
    now = timezone.now()
    one = vouch(vouch(asked(cast, new), cast.ana, of=cast.as_ben), dee.person)
    url = reverse("groups:not_me", args=[one.ref])
    for other in (cast.ana, new, cast.charlie):
        client.force_login(other)
        assert client.post(url).status_code == 404
    client.force_login(cast.ben)
    assert "Someone says that they are you" in client.get(url).content.decode()
    client.post(url)
    returning.look(now + HOURS * 2)
    assert Membership.objects.of(cast.ben).get().alias == "Ben" and not Membership.objects.of(new).exists()
    with pytest.raises(Refused, match="already_over"):
        vouch(one, dee.person)
    assert told(cast.ben) == []


def test_the_old_account_is_shown_nothing_before_somebody_vouched(client, cast, dee, new):
    one = asked(cast, new)
    client.force_login(cast.ben)
    url = reverse("groups:not_me", args=[one.ref])
    assert client.get(url).status_code == 404
    vouch(one, cast.ana, of=cast.as_ben)
    assert client.get(url).status_code == 200


def test_a_word_counts_for_nothing_once_its_giver_has_gone(cast, dee, new):
    now = timezone.now()
    cleo = member(cast.group, "Cleo", role="co_facilitator")
    one = vouch(vouch(asked(cast, new), cast.ana, of=cast.as_ben), dee.person)
    roles.lay_down(by=dee)
    returning.look(now + HOURS + timedelta(minutes=1))
    assert not Membership.objects.of(new).exists()
    one = vouch(one, cleo.person, now=now + HOURS)
    returning.look(now + HOURS * 2 + timedelta(minutes=1))
    assert Membership.objects.of(new).get().alias == "Ben"


def test_where_one_facilitator_is_left_the_host_is_the_second_and_never_the_first_of_two(cast, new):
    host, other = person("host", is_host=True), person("host2", is_host=True)
    one = vouch(asked(cast, new), cast.ana, of=cast.as_ben)
    assert vouch(one, host).moves_at
    with pytest.raises(Refused):
        vouch(one, host)
    again = returning.ask(cast.group, said="Ben", by=person("newer"), now=timezone.now())
    vouch(again, host, of=cast.as_ben)
    assert vouch(again, other).moves_at is None  # two hosts, and nobody who knows the group


def test_a_facilitator_who_hosts_is_one_person_with_two_hats(cast, new):
    cast.ana.is_host = True
    cast.ana.save()
    one = vouch(asked(cast, new), cast.ana, of=cast.as_ben)
    with pytest.raises(Refused, match="needs_another"):
        vouch(one, cast.ana)


def test_whoever_keeps_apart_from_her_still_does_and_her_own_wishes_stay_behind(cast, dee, new):
    Apart.objects.create(by=cast.ana, of=cast.ben, kind="unsafe")
    Apart.objects.create(by=cast.ben, of=cast.ana, kind="block")
    stranger = person("of-another-group")
    Apart.objects.create(by=stranger, of=cast.ben, kind="block")
    moved(cast, dee, new)
    assert Apart.objects.filter(by=cast.ana, of=new, kind="unsafe").exists()
    assert not Apart.objects.filter(by=new).exists() and not Apart.objects.filter(by=stranger, of=new).exists()


# how she gets it back


def moved(cast, dee, new):
    now = timezone.now()
    one = vouch(vouch(asked(cast, new), cast.ana, of=cast.as_ben), dee.person)
    returning.look(now + HOURS + timedelta(minutes=1))
    one.refresh_from_db()
    return one


def test_the_name_its_colour_and_since_when_move_and_nothing_that_hangs_on_the_old_row(cast, dee, new, request):
    ended, returned = [], []

    def on_end(membership, **_):
        ended.append(membership.pk)

    def on_return(old, new, **_):
        returned.append((old.pk, new.pk))

    membership_ended.connect(on_end, weak=False)
    name_returned.connect(on_return, weak=False)
    request.addfinalizer(lambda: (membership_ended.disconnect(on_end), name_returned.disconnect(on_return)))
    since = timezone.now() - timedelta(days=300)
    Membership.objects.filter(pk=cast.as_ben.pk).update(joined_at=since, seed=5)
    moved(cast, dee, new)
    mine = Membership.objects.of(new).get()
    assert (mine.alias, mine.seed, mine.joined_at) == ("Ben", 5, since)
    assert mine.pk != cast.as_ben.pk and mine.ref != cast.as_ben.ref
    assert mine.has_said_yes(cast.group.agreement)
    assert Standing.objects.filter(membership=mine, what="member").exists()


@pytest.mark.django_db(transaction=True)
def test_the_old_account_is_out_at_once_and_everything_above_hears_of_it(client, cast, request):
    heard = []

    def hear(membership, **_):
        heard.append(membership.pk)

    membership_ended.connect(hear, weak=False)
    request.addfinalizer(lambda: membership_ended.disconnect(hear))
    client.force_login(cast.ben)
    assert client.get(cast.group.get_absolute_url()).status_code == 200
    moved(cast, member(cast.group, "Dee", role="facilitator"), person("new"))
    assert client.get(cast.group.get_absolute_url()).status_code == 404
    assert heard == [cast.as_ben.pk]


def test_a_facilitators_role_is_not_given_back_and_the_group_is_not_left_without(cast, dee, new):
    cleo = member(cast.group, "Cleo", role="co_facilitator")
    one = asked(cast, new, "Ana")
    vouch(vouch(one, dee.person, of=cast.as_ana), cleo.person)
    returning.look(timezone.now() + HOURS + timedelta(minutes=1))
    assert Membership.objects.of(new).get().role == "member"
    assert cast.group.memberships.here().filter(role="facilitator").exists()


def test_who_came_in_anew_under_another_name_gets_the_old_one(cast, dee, new):
    one = asked(cast, new)
    fresh = member(cast.group, "Benny", new)
    vouch(vouch(one, cast.ana, of=cast.as_ben), dee.person)
    returning.look(timezone.now() + HOURS + timedelta(minutes=1))
    fresh.refresh_from_db()
    assert (fresh.alias, fresh.state) == ("Ben", "member")
    assert cast.group.memberships.here().filter(alias="Ben").count() == 1


def test_moving_twice_is_once(cast, dee, new):
    one = moved(cast, dee, new)
    returning.move(one, now=timezone.now() + HOURS * 3)
    assert cast.group.memberships.here().filter(alias="Ben").count() == 1


def test_what_nobody_vouches_for_is_over_after_a_month(cast, new):
    one = asked(cast, new)
    returning.look(timezone.now() + timedelta(days=31))
    one.refresh_from_db()
    assert one.outcome == "lapsed"
    assert told(cast.ana) == []


def test_from_the_lost_page_to_the_end_without_script(client, cast, dee):
    assert reverse("groups:lost_everything") in client.get(reverse("people:lost")).content.decode()
    assert "Come in anew" in client.get(reverse("groups:lost_everything")).content.decode()
    client.post(reverse("people:welcome"), {"alias": "Ben", "comes": "listen", "next": "/return/"})
    page = client.post(reverse("groups:lost_everything"), {"code": code(cast).upper(), "said": " ben "}, follow=True)
    assert "You asked to be ben again" in page.content.decode()
    one = Returning.objects.get()
    url = reverse("groups:returning", args=[cast.group.ref, one.ref])
    client.force_login(cast.ana)
    assert f'value="{cast.as_ben.ref}" selected' in client.get(url).content.decode()
    client.post(url, {"do": "vouch", "of": cast.as_ben.ref})
    client.force_login(dee.person)
    assert "the first who vouched" in client.get(url).content.decode().lower()
    client.post(url, {"do": "vouch"})
    returning.look(timezone.now() + HOURS + timedelta(minutes=1))
    assert Membership.objects.of(one.person).get().alias == "Ben"
    client.force_login(one.person)
    assert "You are ben again" in client.get(reverse("groups:lost_everything")).content.decode()
