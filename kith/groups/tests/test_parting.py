"""Nobody sends away someone who runs a group alone: not by two hats, not by an old word, not from another group."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.groups import parting, roles
from kith.groups.models import Membership, Parting
from kith.kit.refusal import Refused
from kith.notices.models import Notice
from tests.cast import group, member, person

WHY = "She tells outside what is said here."


@pytest.fixture
def dee(cast):
    return member(cast.group, "Dee", role="co_facilitator")


@pytest.fixture
def host(db):
    return person("host", is_host=True)


def ask(about, by):
    return parting.ask(about, why=WHY, by=by, now=timezone.now())


def yes(one, by):
    return parting.agree(one, by=by, now=timezone.now())


def host_yes(one, by):
    return parting.agree_as_host(one, by=by, now=timezone.now())


def is_here(who):
    return Membership.objects.here().filter(pk=who.pk).exists()


def test_where_three_run_it_neither_two_of_them_nor_one_and_the_host_suffice(cast, dee, host):
    cleo = member(cast.group, "Cleo", role="facilitator")
    one = ask(dee, cast.as_ana)
    host_yes(one, host)
    assert is_here(dee)
    yes(one, cleo)
    assert not is_here(dee)
    assert Membership.objects.get(pk=dee.pk).state == "removed"
    other = ask(cleo, cast.as_ana)
    dan = member(cast.group, "Dan", role="co_facilitator")
    yes(other, dan)
    assert is_here(cleo)


def test_where_two_run_it_the_one_who_asks_and_the_host_do(cast, dee, host):
    one = ask(dee, cast.as_ana)
    assert is_here(dee)
    host_yes(one, host)
    assert not is_here(dee)


def test_a_facilitator_who_hosts_is_not_two_people(cast, dee):
    cast.ana.is_host = True
    cast.ana.save()
    one = ask(dee, cast.as_ana)
    with pytest.raises(Refused, match="needs_another"):
        host_yes(one, cast.ana)
    assert is_here(dee)
    cleo = member(cast.group, "Cleo", role="facilitator")
    yes(one, cleo)  # host and another facilitator, as two people
    assert not is_here(dee)


def test_the_one_it_is_about_never_decides_even_as_host(cast, dee):
    dee.person.is_host = True
    dee.person.save()
    one = ask(dee, cast.as_ana)
    for press in (lambda: yes(one, dee), lambda: host_yes(one, dee.person)):
        with pytest.raises(Refused, match="about_you"):
            press()
    assert is_here(dee)


def test_nobody_else_has_a_say(cast, dee, host):
    one = ask(dee, cast.as_ana)
    fay = member(group("Elsewhere"), "Fay", role="facilitator")
    for who in (cast.as_ben, fay):
        with pytest.raises(Refused):
            yes(one, who)
    with pytest.raises(Refused):
        host_yes(one, cast.charlie)
    with pytest.raises(Refused, match="needs_another"):
        yes(one, cast.as_ana)
    host_yes(one, host)
    assert not is_here(dee)


@pytest.mark.parametrize("who", ["a member", "of another group", "a stranger"])
def test_the_page_exists_only_for_who_decides_and_whom_it_is_about(client, cast, dee, host, who):
    one = ask(dee, cast.as_ana)
    url = reverse("groups:parting", args=[cast.group.ref, one.ref])
    people = {"a member": cast.ben, "a stranger": cast.charlie}
    people["of another group"] = member(group("Elsewhere"), "Fay", role="facilitator").person
    client.force_login(people[who])
    assert client.get(url).status_code == 404 and client.post(url, {"do": "agree"}).status_code == 404
    for reader in (cast.ana, dee.person, host):
        client.force_login(reader)
        assert WHY in client.get(url).content.decode()


def test_a_word_of_someone_who_has_laid_the_role_down_counts_no_longer(cast, dee, host):
    cleo = member(cast.group, "Cleo", role="facilitator")
    one = ask(dee, cleo)
    roles.lay_down(by=cleo)
    host_yes(one, host)
    assert is_here(dee)
    yes(one, cast.as_ana)
    assert is_here(dee) or not parting.waits_for_another(one)


def test_the_one_it_is_about_is_told_and_answers_and_the_others_read_it(client, cast, dee, host):
    one = ask(dee, cast.as_ana)
    assert Notice.objects.filter(person=dee.person, kind="standing").count() == 1
    assert Notice.objects.filter(person=host, kind="facilitating").count() == 1
    url = reverse("groups:parting", args=[cast.group.ref, one.ref])
    client.force_login(dee.person)
    assert "Someone asks that you go" in client.get(url).content.decode()
    client.post(url, {"do": "answer", "words": "It was not me."})
    client.post(url, {"do": "agree"})
    client.force_login(host)
    assert "It was not me." in client.get(url).content.decode()
    client.post(url, {"do": "host"})
    assert not is_here(dee)


def test_removing_a_co_facilitator_leads_to_asking_the_others(client, cast, dee):
    client.force_login(cast.ana)
    removing = client.post(reverse("groups:remove", args=[cast.group.ref, dee.ref]), {"why": "x"})
    assert removing.url == reverse("groups:parting_ask", args=[cast.group.ref, dee.ref])
    assert is_here(dee)
    client.post(removing.url, {"why": WHY})
    assert Parting.objects.get().about == dee


def test_asking_twice_is_one_question(cast, dee):
    assert ask(dee, cast.as_ana) == ask(dee, cast.as_ana)


def test_it_is_taken_back_only_by_who_asked_and_lapses_after_a_month(cast, dee, host):
    one = ask(dee, cast.as_ana)
    with pytest.raises(Refused):
        parting.take_back(one, by=cast.as_ben, now=timezone.now())
    parting.take_back(one, by=cast.as_ana, now=timezone.now())
    with pytest.raises(Refused, match="already_over"):
        host_yes(one, host)
    again = ask(dee, cast.as_ana)
    parting.lapse(timezone.now() + timedelta(days=31))
    again.refresh_from_db()
    assert (again.outcome, is_here(dee)) == ("lapsed", True)
    assert not Notice.objects.standing().filter(key__contains=again.ref).exists()


def test_who_lays_the_role_down_or_goes_has_nothing_hanging_over_them(cast, dee):
    one = ask(dee, cast.as_ana)
    roles.lay_down(by=dee)
    one.refresh_from_db()
    assert one.outcome == "lapsed"


def test_a_group_whose_only_facilitator_goes_is_left_in_somebodys_hands(cast, dee, host):
    one = ask(cast.as_ana, dee)
    host_yes(one, host)
    dee.refresh_from_db()
    assert not is_here(cast.as_ana) and dee.role == "facilitator"
