"""Coming in by a link: who it opens for, how often, how long; and that a dead one tells nothing."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from kith.groups import inviting, joining, leaving
from kith.groups.models import Invitation, InvitationUse, Membership
from kith.kit.refusal import Refused
from tests.cast import person

YES = {"alias": "Ash", "comes": "listen", "yes": "on"}


@pytest.fixture
def link(cast):
    return inviting.invite(cast.group, seats=2, days=7, by=cast.as_ana, now=timezone.now())


def come(token):
    return reverse("groups:come", args=[token])


def without_csrf(page):
    return re.sub(rb'value="[A-Za-z0-9]{64}"', b"", page.content)


def join(token, who, alias="Ash", now=None):
    return joining.join(token=token, alias=alias, comes="listen", by=who, now=now or timezone.now())


def test_the_words_of_a_link_are_kept_nowhere(link):
    invitation, token = link
    assert len(token) >= 22  # 128 bits in base 64
    assert token not in str(Invitation.objects.filter(pk=invitation.pk).values().get())


def test_revoked_expired_used_up_unknown_and_not_for_you_are_one_page(client, cast, link):
    invitation, token = link
    client.force_login(cast.charlie)
    assert client.get(come(token)).status_code == 200
    pages = [client.get(come("unknown"))]
    for change in ({"revoked_at": timezone.now()}, {"expires_at": timezone.now()}, {"seats": 0}):
        before = {name: getattr(invitation, name) for name in change}
        Invitation.objects.filter(pk=invitation.pk).update(**change)
        pages += [client.get(come(token)), client.post(come(token), YES)]
        Invitation.objects.filter(pk=invitation.pk).update(**before)
    for state in ("removed", "banned"):
        Membership.objects.update_or_create(
            group=cast.group, person=cast.charlie, defaults={"alias": "Charlie", "state": state}
        )
        pages += [client.get(come(token)), client.post(come(token), YES)]
    assert {page.status_code for page in pages} == {404}
    assert len({page.content for page in pages}) == 1
    assert not Membership.objects.of(cast.charlie).exists()


def test_signed_out_a_dead_link_reads_the_same_as_an_unknown_one(client, link):
    invitation, token = link
    assert client.get(come(token)).status_code == 200
    inviting.end(invitation, by=invitation.by, now=timezone.now())
    dead, unknown = client.get(come(token)), client.get(come("unknown"))
    assert (dead.status_code, dead.content) == (unknown.status_code, unknown.content)


def test_the_door_tells_what_the_group_is_and_no_alias_but_the_greeters(client, cast, link):
    page = client.get(come(link[1])).content.decode()
    assert cast.group.name in page and "Ana greets you" in page and "I may pass" in page
    assert "Ben" not in page
    assert f"next={come(link[1])}" in page


def test_a_name_given_before_is_there_already_and_saying_yes_makes_a_member(client, cast, link):
    client.force_login(cast.charlie)
    session = client.session
    session["welcome"] = {"alias": "Ash", "comes": "listen"}
    session.save()
    assert 'value="Ash"' in client.get(come(link[1])).content.decode()
    assert client.post(come(link[1]), YES).url == cast.group.get_absolute_url()
    me = Membership.objects.of(cast.charlie).get()
    assert (me.alias, me.comes, me.role) == ("Ash", "listen", "member")
    assert me.has_said_yes(cast.group.agreement) and me.standings.get().what == "member"


def test_without_a_yes_nobody_is_in_and_what_was_typed_stays(client, cast, link):
    client.force_login(cast.charlie)
    page = client.post(come(link[1]), {"alias": "Ash", "comes": "listen"})
    assert page.status_code == 200 and 'value="Ash"' in page.content.decode()
    assert "Please tick this" in page.content.decode()
    assert not Membership.objects.of(cast.charlie).exists()


@pytest.mark.parametrize("alias", ["ben", "BEN", " Ben ", "B\u200ben", "Ｂｅｎ", "B e n"])
def test_an_alias_that_is_taken_is_refused_however_it_is_typed(client, cast, link, alias):
    client.force_login(cast.charlie)
    page = client.post(come(link[1]), YES | {"alias": alias})
    assert page.status_code == 200 and "already" in page.content.decode()
    assert not InvitationUse.objects.exists()
    assert client.post(come(link[1]), YES | {"alias": "Bent"}).status_code == 302


def test_accents_count_whatever_their_case(cast, link):
    join(link[1], cast.charlie, "Élan")
    with pytest.raises(Refused, match="alias_taken"):
        join(link[1], person("dora"), "éLAN")


def test_the_alias_of_someone_who_left_is_free_again(cast, link):
    leaving.leave(by=cast.as_ben)
    assert join(link[1], cast.charlie, "Ben").alias == "Ben"


def test_a_member_goes_to_the_group_and_takes_no_seat(client, cast, link):
    client.force_login(cast.ben)
    assert client.get(come(link[1])).url == cast.group.get_absolute_url()
    assert join(link[1], cast.ben) == cast.as_ben
    assert not InvitationUse.objects.exists()


def test_who_left_may_come_back_by_a_new_link_and_who_was_removed_may_not(cast, link):
    leaving.leave(by=cast.as_ben)
    back = join(link[1], cast.ben, "Ben again")
    assert (back.pk, back.state) == (cast.as_ben.pk, "member")
    leaving.remove(back, by=cast.as_ana)
    with pytest.raises(Refused, match="dead_link"):
        join(link[1], cast.ben, "Ben again")


def test_a_link_ends_by_date(cast, link):
    with pytest.raises(Refused, match="dead_link"):
        join(link[1], cast.charlie, now=timezone.now() + timedelta(days=7, minutes=1))
    assert join(link[1], cast.charlie, now=timezone.now() + timedelta(days=6))


def test_a_facilitator_sees_a_new_link_once_and_can_end_it(client, cast):
    client.force_login(cast.ana)
    url = reverse("groups:invitations", args=[cast.group.ref])
    made = client.post(url, {"seats": 3, "days": 7}).content.decode()
    token = re.search(r"/come/([\w-]+)/", made)[1]
    assert token not in client.get(url).content.decode()
    assert "0 of 3 seats taken" in client.get(url).content.decode()
    one = Invitation.objects.get()
    client.post(reverse("groups:invitation_end", args=[cast.group.ref, one.ref]))
    client.logout()
    assert client.get(come(token)).status_code == 404


@pytest.mark.parametrize(
    "typed", [{"seats": 0, "days": 7}, {"seats": 21, "days": 7}, {"seats": 1, "days": 365}, {"seats": "x"}]
)
def test_a_link_for_too_many_or_too_long_is_refused_and_kept_as_typed(client, cast, typed):
    client.force_login(cast.ana)
    page = client.post(reverse("groups:invitations", args=[cast.group.ref]), typed)
    assert page.status_code == 200 and f'value="{typed["seats"]}"' in page.content.decode()
    assert not Invitation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_never_take_more_seats_than_there_are(cast):
    token = inviting.invite(cast.group, seats=3, days=7, by=cast.as_ana, now=timezone.now())[1]
    came, dead, start = [], [], threading.Barrier(10)

    def try_it(who):
        start.wait()
        try:
            came.append(join(token, who, f"Person {who.pk}"))
        except Refused as no:
            dead.append(no.reason)
        finally:
            connection.close()

    threads = [threading.Thread(target=try_it, args=[person(f"many{n}")]) for n in range(10)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert (len(came), dead) == (3, ["dead_link"] * 7)
    assert InvitationUse.objects.count() == 3


def test_from_a_link_to_the_group_nobody_is_asked_for_a_name_twice(client, cast, link):
    door = client.get(come(link[1])).content.decode()
    welcome = re.search(r'href="(/welcome/[^"]+)"', door)[1]
    keep = client.post(welcome, {"alias": "Ash", "comes": "listen", "next": come(link[1])}).url
    assert client.get(keep).status_code == 200
    back = client.post(keep, {"next": come(link[1])}).url
    assert back == come(link[1])
    page = client.get(back).content.decode()
    assert 'value="Ash"' in page and re.search(r'value="listen"[^>]* checked', page)
    assert client.post(back, YES).url == cast.group.get_absolute_url()
