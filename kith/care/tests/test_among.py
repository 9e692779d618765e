"""Facilitators ask each other: who is kept out, that nothing tells who asks, and that it ends."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.care import among
from kith.care.models import Answer, Asking
from kith.kit.refusal import Refused
from kith.people.models import Apart
from tests.cast import group, member, person

PAGE = "/facilitators/"


@pytest.fixture
def fay(db):
    """She runs another group."""
    return member(group("Another"), "Fay", role="co_facilitator").person


def ask(by, words="How do you begin?"):
    return among.ask(words=words, by=by, now=timezone.now())


def test_only_who_runs_a_group_here_finds_it_and_a_host_only_where_they_run_one_too(client, cast, fay):
    one = reverse("care:asking", args=[ask(cast.ana).ref])
    host = person("host", is_host=True)
    for who in (cast.ben, cast.charlie, host):  # A6: a host reads no words that were not told to them
        client.force_login(who)
        assert [client.get(page).status_code for page in (PAGE, one)] == [404, 404]
        assert client.post(PAGE, {"words": "x"}).status_code == 404
    member(group("Theirs"), "Hal", host, role="facilitator")
    for who in (cast.ana, fay, host):
        client.force_login(who)
        assert [client.get(page).status_code for page in (PAGE, one)] == [200, 200]


def test_no_alias_and_no_group_is_shown_to_anyone(client, cast, fay):
    one = ask(cast.ana)
    among.answer(asking=one, words="With tea.", by=cast.ana, now=timezone.now())
    client.force_login(fay)
    for page in (PAGE, reverse("care:asking", args=[one.ref])):
        text = client.get(page).content.decode()
        assert not any(told in text for told in ("Ana", cast.group.name, cast.group.ref, cast.as_ana.ref, "you asked"))


def test_who_laid_the_role_down_is_out_at_once(client, cast, fay):
    dee = member(cast.group, "Dee", role="co_facilitator")
    client.force_login(dee.person)
    assert client.get(PAGE).status_code == 200
    dee.role = "member"
    dee.save()
    assert client.get(PAGE).status_code == 404


def test_only_its_author_or_a_host_who_is_there_too_takes_a_thing_back_and_its_words_go(client, cast, fay):
    one = ask(cast.ana)
    url = reverse("care:asking", args=[one.ref])
    client.force_login(fay)
    client.post(url, {"take_back": one.ref})
    assert Asking.objects.get().words
    client.post(url, {"words": "With tea."})
    answer = Answer.objects.get()
    client.force_login(cast.ana)
    client.post(url, {"take_back": answer.ref})
    assert Answer.objects.get().words
    host = person("host", is_host=True)
    client.force_login(host)
    assert client.post(url, {"take_back": answer.ref}).status_code == 404 and Answer.objects.get().words
    member(group("Theirs"), "Hal", host, role="facilitator")
    client.post(url, {"take_back": answer.ref})
    client.post(url, {"take_back": one.ref})
    assert (Answer.objects.get().words, Asking.objects.get().words) == ("", "")
    assert client.get(url).status_code == 404


def test_a_block_is_silent_here_too(client, cast, fay):
    one = ask(cast.ana)
    Apart.objects.create(by=cast.ana, of=fay, kind="block")
    client.force_login(fay)
    assert "How do you begin" not in client.get(PAGE).content.decode()
    assert client.get(reverse("care:asking", args=[one.ref])).status_code == 404


def test_it_ends_after_thirty_days_answers_and_all(client, cast, fay):
    one = ask(cast.ana)
    among.answer(asking=one, words="With tea.", by=fay, now=timezone.now())
    Asking.objects.update(until=timezone.now() - timedelta(minutes=1))
    one.refresh_from_db()
    client.force_login(fay)
    assert client.get(reverse("care:asking", args=[one.ref])).status_code == 404
    with pytest.raises(Refused, match="asking_over"):
        among.answer(asking=one, words="late", by=fay, now=timezone.now())
    among.clear(timezone.now())
    assert not Asking.objects.exists() and not Answer.objects.exists()


def test_one_press_made_twice_is_one_question_and_nobody_fills_the_page(cast):
    assert ask(cast.ana) == ask(cast.ana)
    for n in range(among.AT_ONCE - 1):
        ask(cast.ana, f"And {n}?")
    with pytest.raises(Refused, match="asked_enough"):
        ask(cast.ana, "One more?")


def test_the_page_asks_the_database_no_more_for_more_questions(client, cast, fay, django_assert_max_num_queries):
    client.force_login(fay)
    for n in range(12):
        one = ask(person(f"p{n}"), f"Question {n}?")
        among.answer(asking=one, words="x", by=cast.ana, now=timezone.now())
    with django_assert_max_num_queries(8):
        client.get(PAGE)
