"""Who is kept out of a group's pages, each beside the nearest one who is let in."""

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.groups import inviting
from kith.groups.models import Group, Invitation, Membership
from tests.cast import group, member, person

MEMBERS = ["group", "agreement", "leave", "apart"]
RUNNERS = ["edit", "agreement_edit", "invitations", "members"]


def status(client, who, name, *args):
    client.force_login(who)
    return client.get(reverse(f"groups:{name}", args=args)).status_code


@pytest.mark.parametrize("name", MEMBERS + RUNNERS)
def test_signed_out_everyone_goes_to_sign_in_whether_or_not_the_group_exists(client, cast, name):
    for ref in (cast.group.ref, "nosuchgroup"):
        url = reverse(f"groups:{name}", args=[ref])
        assert client.get(url).url == f"/sign-in/?next={url}"


@pytest.mark.parametrize("name", MEMBERS)
def test_a_stranger_finds_nothing_where_a_member_finds_the_page(client, cast, name):
    assert status(client, cast.charlie, name, cast.group.ref) == 404
    assert status(client, cast.ben, name, cast.group.ref) == 200


@pytest.mark.parametrize("name", RUNNERS)
def test_a_member_finds_nothing_where_a_facilitator_finds_the_page(client, cast, name):
    assert status(client, cast.ben, name, cast.group.ref) == 404
    assert status(client, cast.ana, name, cast.group.ref) == 200


@pytest.mark.parametrize("state", ["asked", "invited", "waiting", "paused", "left", "removed", "banned"])
def test_whoever_is_no_member_now_finds_nothing(client, cast, state):
    Membership.objects.filter(pk=cast.as_ben.pk).update(state=state)
    assert status(client, cast.ben, "group", cast.group.ref) == 404
    Membership.objects.filter(pk=cast.as_ben.pk).update(state="member")
    assert status(client, cast.ben, "group", cast.group.ref) == 200


def test_a_facilitator_elsewhere_runs_nothing_here(client, cast):
    member(group("Another"), "Ben", cast.ben, role="facilitator")
    assert status(client, cast.ben, "members", cast.group.ref) == 404
    assert status(client, cast.ana, "members", cast.group.ref) == 200


def test_a_stranger_reads_the_same_whether_or_not_the_group_exists(client, cast):
    client.force_login(cast.charlie)
    there = client.get(reverse("groups:group", args=[cast.group.ref]))
    nowhere = client.get(reverse("groups:group", args=["3" * 17]))
    assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content)


def test_only_facilitators_give_roles_not_those_who_share_the_work(client, cast):
    cleo = member(cast.group, "Cleo", role="co_facilitator")
    url = reverse("groups:role", args=[cast.group.ref, cast.as_ben.ref])
    client.force_login(cleo.person)
    assert client.post(url, {"role": "co_facilitator"}).status_code == 404
    client.force_login(cast.ana)
    assert client.post(url, {"role": "co_facilitator"}).status_code == 302
    cast.as_ben.refresh_from_db()
    assert cast.as_ben.role == "co_facilitator"


def test_nobody_reaches_a_member_of_another_group_through_their_own(client, cast):
    other = member(group("Another"), "Nia")
    client.force_login(cast.ana)
    for name in ("role", "remove", "apart_choose"):
        assert client.post(reverse(f"groups:{name}", args=[cast.group.ref, other.ref])).status_code == 404
    assert client.get(reverse("groups:remove", args=[cast.group.ref, cast.as_ben.ref])).status_code == 200


def test_someone_suspended_is_signed_out(client, cast):
    client.force_login(cast.ben)
    person_url = reverse("groups:group", args=[cast.group.ref])
    assert client.get(person_url).status_code == 200
    cast.ben.suspended_at = cast.group.made_at
    cast.ben.save()
    assert client.get(person_url).status_code == 302


def test_what_changes_something_is_never_a_link(client, cast):
    client.force_login(cast.ana)
    agree = reverse("groups:agree", args=[cast.group.ref, 1])
    for url in (
        agree,
        reverse("groups:lay_down", args=[cast.group.ref]),
        reverse("groups:greeter", args=[cast.group.ref]),
    ):
        assert client.get(url).status_code == 405


def test_a_host_is_a_stranger_to_a_group(client, cast):
    host = person("host", is_host=True)
    assert status(client, host, "group", cast.group.ref) == 404
    assert status(client, cast.ben, "group", cast.group.ref) == 200


def test_scopes_name_who_is_asking(cast):
    inviting.invite(cast.group, seats=1, days=1, by=cast.as_ana, now=timezone.now())
    scopes = [Group.objects.visible_to, Group.objects.run_by, Group.objects.led_by, Invitation.objects.run_by]
    cleo = member(cast.group, "Cleo", role="co_facilitator").person
    for who, sees in ((cast.charlie, 0), (cast.ben, 1), (cleo, 3), (cast.ana, 4)):
        allowed = [scope for scope in scopes if scope(who)]
        assert len(allowed) == sees, who.sign_in
    assert Group.objects.run_by(cleo) and not Group.objects.led_by(cleo)
