"""Roles, leaving, being asked to go, and what a group is left with."""

import pytest
from django.urls import reverse

from kith.groups import leaving, roles, signals
from kith.groups.models import Group, Membership, Standing
from kith.kit.refusal import Refused
from kith.people.signals import person_erasing
from tests.cast import group, member


@pytest.fixture
def heard(request):
    """What was announced, by name."""
    told = []

    def listen(name):
        def hear(**facts):
            told.append((name, facts["membership"]))

        signal = getattr(signals, name)
        signal.connect(hear, weak=False)
        request.addfinalizer(lambda: signal.disconnect(hear))

    listen("membership_ended")
    listen("role_changed")
    return told


def test_the_only_facilitator_cannot_leave_until_another_is_named(client, cast):
    client.force_login(cast.ana)
    url = reverse("groups:leave", args=[cast.group.ref])
    assert "Name another facilitator first" in client.post(url).content.decode()
    roles.give(cast.as_ben, role="facilitator", by=cast.as_ana)
    assert client.post(url).url == reverse("site:home")
    assert not Membership.objects.of(cast.ana).exists()


def test_a_co_facilitator_is_no_facilitator_to_leave_a_group_to(cast):
    roles.give(cast.as_ben, role="co_facilitator", by=cast.as_ana)
    with pytest.raises(Refused, match="last_facilitator"):
        leaving.leave(by=cast.as_ana)


def test_leaving_leaves_a_trace_frees_the_greeter_and_is_announced(cast, heard, django_capture_on_commit_callbacks):
    roles.choose_greeter(cast.group, greeter=cast.as_ben, by=cast.as_ana)
    with django_capture_on_commit_callbacks(execute=True):
        leaving.leave(by=cast.as_ben)
    assert Membership.objects.get(pk=cast.as_ben.pk).state == "left"
    assert Standing.objects.get(membership=cast.as_ben).what == "left"
    assert Group.objects.get(pk=cast.group.pk).greeter is None
    assert heard == [("membership_ended", cast.as_ben)]


def test_the_last_one_to_leave_is_told_and_takes_the_group_along(client, cast):
    leaving.leave(by=cast.as_ben)
    client.force_login(cast.ana)
    url = reverse("groups:leave", args=[cast.group.ref])
    assert "the group ends" in client.get(url).content.decode()
    client.post(url)
    assert not Group.objects.exists()


@pytest.mark.parametrize("role", ["facilitator", "co_facilitator"])
def test_who_shares_the_work_is_not_removed_by_one_person_alone_but_a_member_is(
    cast, heard, role, django_capture_on_commit_callbacks
):
    cleo = member(cast.group, "Cleo", role=role)
    with pytest.raises(Refused, match="not_alone"):
        leaving.remove(cleo, by=cast.as_ana)
    with django_capture_on_commit_callbacks(execute=True):
        leaving.remove(cast.as_ben, by=cast.as_ana, why="It did not fit")
        leaving.remove(cast.as_ben, by=cast.as_ana, why="twice")
    trace = Standing.objects.get(membership=cast.as_ben)
    assert (trace.what, trace.why, trace.by) == ("removed", "It did not fit", cast.as_ana)
    assert heard == [("membership_ended", cast.as_ben)]


def test_removing_says_kindly_why_not(client, cast):
    cleo = member(cast.group, "Cleo", role="co_facilitator")
    client.force_login(cast.ana)
    page = client.post(reverse("groups:remove", args=[cast.group.ref, cleo.ref]), follow=True)
    assert "Nobody who looks after a group is sent away by one person" in page.content.decode()
    client.post(reverse("groups:remove", args=[cast.group.ref, cast.as_ben.ref]), {"why": ""})
    assert not Membership.objects.of(cast.ben).exists()


def test_nobody_takes_a_role_away_from_someone_else(cast):
    cleo = member(cast.group, "Cleo", role="facilitator")
    with pytest.raises(Refused, match="steps_down_alone"):
        roles.give(cleo, role="co_facilitator", by=cast.as_ana)
    assert roles.lay_down(by=cleo).role == "member"


def test_a_role_is_traced_and_announced_once(cast, heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        roles.give(cast.as_ben, role="co_facilitator", by=cast.as_ana)
        roles.give(cast.as_ben, role="co_facilitator", by=cast.as_ana)
    assert heard == [("role_changed", cast.as_ben)]
    assert Standing.objects.get(membership=cast.as_ben).what == "co_facilitator"


def test_the_last_facilitator_cannot_lay_down_the_role(cast):
    with pytest.raises(Refused, match="last_facilitator"):
        roles.lay_down(by=cast.as_ana)


def test_a_greeter_is_a_member_of_this_group_or_nobody(client, cast):
    other = member(group("Another"), "Nia")
    client.force_login(cast.ana)
    url = reverse("groups:greeter", args=[cast.group.ref])
    client.post(url, {"greeter": other.ref})
    assert Group.objects.get(pk=cast.group.pk).greeter == cast.as_ana
    client.post(url, {"greeter": cast.as_ben.ref})
    assert Group.objects.get(pk=cast.group.pk).greeter == cast.as_ben
    client.post(url, {"greeter": ""})
    assert Group.objects.get(pk=cast.group.pk).greeter is None


def erase(who):
    person_erasing.send(type(who), person=who)
    who.delete()


@pytest.mark.deep
def test_when_the_facilitator_is_erased_who_shares_the_work_steps_in_then_the_longest_member(cast):
    cleo = member(cast.group, "Cleo", role="co_facilitator")
    Standing.objects.create(membership=cast.as_ben, what="member", by=cast.as_ana, why="words of Ana")
    erase(cast.ana)
    cleo.refresh_from_db()
    assert cleo.role == "facilitator" and not Standing.objects.filter(why__contains="Ana").exists()
    erase(cleo.person)
    cast.as_ben.refresh_from_db()
    assert cast.as_ben.role == "facilitator" and cast.group.agreement.clauses
    erase(cast.ben)
    assert not Group.objects.exists()


def test_erasing_a_member_leaves_the_group_as_it_was(cast):
    erase(cast.ben)
    assert list(cast.group.memberships.values_list("alias", "role")) == [("Ana", "facilitator")]
