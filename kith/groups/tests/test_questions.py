"""A question before joining: who may read it, where its answer is found, and that nobody can flood a group with them."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.groups import questions
from kith.groups.models import Group, Question
from kith.kit.refusal import Refused
from kith.notices.models import Notice
from kith.people import limits
from tests.cast import member, person

NOW = timezone.now()
WORDS = "May I bring my sister?"


@pytest.fixture
def listed(cast):
    Group.objects.filter(pk=cast.group.pk).update(listed_at=NOW, door="request")
    return cast.group


def ask(client, group, words=WORDS):
    return client.post(reverse("groups:ask", args=[group.ref]), {"words": words})


def test_nobody_but_those_who_run_the_group_reads_it_in_the_group(client, cast, listed):
    ask(Client(), listed)
    one = Question.objects.get()
    page, door = (reverse("groups:answer", args=[listed.ref, one.ref]), reverse("groups:door", args=[listed.ref]))
    for who in (cast.ben, cast.charlie):
        client.force_login(who)
        assert client.get(page).status_code == client.get(door).status_code == 404
    client.force_login(cast.ana)
    assert WORDS in client.get(page).content.decode() and WORDS in client.get(door).content.decode()


def test_the_answer_is_at_an_address_that_is_kept_nowhere(client, cast, listed):
    asker = Client()
    address = ask(asker, listed).url
    token = re.search(r"/questions/([\w-]{22,})/", address)[1]
    assert token not in str(Question.objects.values().get())
    assert address in asker.get(address).content.decode()
    client.force_login(cast.ana)
    client.post(reverse("groups:answer", args=[listed.ref, Question.objects.get().ref]), {"words": "Gladly."})
    page = Client().get(address).content.decode()
    assert "Gladly." in page and "Ana answers" in page
    assert Client().get(reverse("groups:question", args=["x" * 27])).status_code == 404


def test_another_person_does_not_find_it_among_theirs(client, cast, listed):
    client.force_login(cast.charlie)
    ask(client, listed)
    one = Question.objects.get()
    questions.answer(one, words="Yes", by=cast.as_ana, now=NOW)
    notice = Notice.objects.of(cast.charlie).get()
    assert (notice.kind, WORDS in str(notice.__dict__)) == ("answered", False)
    assert "Yes" in client.get(notice.path).content.decode()
    client.force_login(person("dora"))
    assert client.get(notice.path).status_code == 404


def test_the_first_answer_stands_and_one_put_away_is_gone(cast, listed):
    one, _ = questions.ask(listed, words=WORDS, by=None, now=NOW)
    questions.answer(one, words="Yes", by=cast.as_ana, now=NOW)
    with pytest.raises(Refused, match="answered"):
        questions.answer(one, words="No", by=cast.as_ana, now=NOW)
    questions.put_away(one, by=cast.as_ana, now=NOW)
    assert not Question.objects.exists()


def test_one_browser_asks_three_a_day(client, listed):
    assert [ask(client, listed).status_code for _ in range(4)] == [302, 302, 302, 409]
    assert ask(Client(), listed).status_code == 302


def test_one_neighbourhood_asks_so_often(listed, monkeypatch):
    monkeypatch.setattr(limits, "PER_NAME", 2)
    assert [ask(Client(), listed).status_code for _ in range(3)] == [302, 302, 409]
    assert ask(Client(REMOTE_ADDR="198.51.100.7"), listed).status_code == 302


def test_strangers_cannot_fill_the_door_for_those_with_an_account(cast, listed, monkeypatch):
    monkeypatch.setattr(questions, "MOST_OPEN", 1)
    questions.ask(listed, words=WORDS, by=None, now=NOW)
    with pytest.raises(Refused, match="many_waiting"):
        questions.ask(listed, words=WORDS, by=None, now=NOW)
    assert questions.ask(listed, words=WORDS, by=cast.charlie, now=NOW)


def test_questions_go_after_sixty_days(cast, listed):
    questions.ask(listed, words=WORDS, by=None, now=NOW - timedelta(days=61))
    young, _ = questions.ask(listed, words=WORDS, by=None, now=NOW - timedelta(days=59))
    questions.clear(NOW)
    assert list(Question.objects.all()) == [young]


def test_every_facilitator_is_told_and_no_member(cast, listed):
    dee = member(listed, "Dee", role="co_facilitator")
    questions.ask(listed, words=WORDS, by=None, now=NOW)
    assert set(Notice.objects.values_list("person", flat=True)) == {cast.ana.pk, dee.person_id}
