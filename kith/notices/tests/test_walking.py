"""Rounds, tasks and tidying: never two at once, one that fails holds up no other, what is old goes."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from kith.kit import rounds
from kith.notices import carrying, health, outbox, sorting, tidying, walking, working
from kith.notices.models import Letter, Notice, Walk, Worker
from kith.people.models import Person

from .conftest import Post, tell, writes_to

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
walked: list[str] = []


@pytest.fixture
def mine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No rounds but this test's own."""
    monkeypatch.setattr(rounds, "_rounds", {})
    walked.clear()
    yield


def look(now: datetime) -> None:
    walked.append("good")


def fails(now: datetime) -> None:
    walked.append("bad")
    raise ValueError("words that nobody may see")


def test_a_round_is_walked_when_its_time_has_come_and_not_before(mine: None) -> None:
    rounds.add("good", every=HOUR, look=look)
    now = timezone.now()
    assert [walking.walk_due(now + HOUR * h, me="me") for h in (0, 0.5, 1, 1.5, 2)] == [1, 0, 1, 0, 1]


def test_a_clock_that_was_set_back_does_not_stop_a_round(mine: None) -> None:
    rounds.add("good", every=HOUR, look=look)
    now = timezone.now()
    walking.walk_due(now + timedelta(days=30), me="me")
    assert walking.walk_due(now, me="me") == 1


def test_what_a_worker_that_breathes_is_walking_no_other_walks(mine: None) -> None:
    rounds.add("good", every=HOUR, look=look)
    now = timezone.now()
    Worker.objects.create(id="other", beat_at=now)
    Walk.objects.create(name="good", by="other", began_at=now - HOUR * 2)
    assert walking.walk_due(now, me="me") == 0
    Worker.objects.update(beat_at=now - HOUR)
    assert walking.walk_due(now, me="me") == 1


def test_a_round_that_fails_holds_up_no_other_and_is_told_without_its_words(
    mine: None, caplog: pytest.LogCaptureFixture
) -> None:
    rounds.add("bad", every=HOUR, look=fails)
    rounds.add("good", every=HOUR, look=look)
    now = timezone.now()
    walking.walk_due(now, me="me")
    assert walked == ["bad", "good"]
    walking.walk_due(now + HOUR, me="me")
    told = " ".join(sign.what for sign in health.look(now) if sign.wrong)
    assert "the round bad failed 2 times" in told
    assert "words that nobody" not in told + caplog.text
    rounds.add("bad", every=HOUR, look=look)
    walking.walk_due(now + HOUR * 2, me="me")
    assert not any(sign.wrong for sign in health.look(now))


def test_a_worker_rests_after_each_round_so_that_presses_get_their_turn(mine: None) -> None:
    rounds.add("first", every=HOUR, look=look)
    rounds.add("second", every=HOUR, look=look)
    walking.walk_due(timezone.now(), me="me", rest=lambda took: walked.append("rest" if took > 0 else "none"))
    assert walked == ["good", "rest", "good", "rest"]


@task
def note_down(number: int) -> int:
    walked.append(str(number))
    return number


@pytest.mark.django_db(transaction=True)
def test_a_task_is_done_by_the_worker_and_one_that_fails_stops_nothing(mine: None) -> None:
    note_down.enqueue("not", "like this")
    note_down.enqueue(7)
    assert working.tasks("me") == 2
    assert walked == ["7"]
    assert DBTaskResult.objects.failed().count() == DBTaskResult.objects.successful().count() == 1


def test_a_task_whose_worker_died_is_begun_again_but_not_for_ever(mine: None) -> None:
    note_down.enqueue(7)
    now = timezone.now()
    alive = Worker.objects.create(id="alive", beat_at=now)
    for name in ("dead", "dead", "dead"):
        DBTaskResult.objects.get().claim(name)
        tidying.put_back_tasks(now)
    assert DBTaskResult.objects.failed().count() == 1
    DBTaskResult.objects.all().delete()
    note_down.enqueue(7)
    DBTaskResult.objects.get().claim(alive.pk)
    tidying.put_back_tasks(now)
    assert DBTaskResult.objects.running().count() == 1
    tidying.put_back_tasks(now + HOUR)
    assert DBTaskResult.objects.ready().count() == 1


def test_what_is_older_than_sixty_days_goes_and_what_is_younger_or_still_to_come_stays(ben: Person) -> None:
    now = timezone.now()
    for key, days in (("old", 61), ("young", 59), ("to come", -80)):
        tell(ben, key=key, due_at=now - timedelta(days=days))
    Letter.objects.create(notice=Notice.objects.get(key="old"))
    Notice.objects.filter(key="to come").update(made_at=now - timedelta(days=100))
    assert tidying.clear_old(now) == 1
    assert set(Notice.objects.values_list("key", flat=True)) == {"young", "to come"}
    assert not Letter.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_tasks_left_behind_goes_after_two_weeks(mine: None) -> None:
    note_down.enqueue(7)
    working.tasks("me")
    tidying.clear_old(timezone.now() + timedelta(days=13))
    assert DBTaskResult.objects.count() == 1
    tidying.clear_old(timezone.now() + timedelta(days=15))
    assert DBTaskResult.objects.count() == 0


# ---- what a host is told ---------------------------------------------------------------------------------------------


def signs(now: datetime) -> str:
    return " | ".join(
        f"{'wrong' if one.wrong else 'note' if one.do else 'well'} {one.what}" for one in health.look(now)
    )


def test_a_worker_that_does_not_walk_is_wrong_only_when_something_waits(ben: Person) -> None:
    now = timezone.now()
    assert "note no worker is at work just now" in signs(now)
    tell(ben, due_at=now - HOUR)
    assert "wrong no worker is at work, and 1 notices wait" in signs(now)
    Worker.objects.create(id="w", beat_at=now)
    assert "well the worker is at work" in signs(now)


def test_a_mail_server_that_is_away_is_asked_less_and_less_and_told(
    mail_is_down: None, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(ben)
    stop = threading.Event()
    working.letters(stop, "me"), working.letters(stop, "me")
    assert "wrong the mail server is away (ConnectionRefusedError, 1 tries); 1 letters wait" in signs(timezone.now())
    asked: list[int] = []
    monkeypatch.setattr(carrying, "carry_due", lambda *_, **__: asked.append(1))
    working.letters(stop, "me")
    assert asked == []


def test_letters_cut_off_in_the_middle_are_told(post: Post, ben: Person) -> None:
    tell(ben)
    now = timezone.now()
    sorting.sort_due(now)
    (letter,) = carrying.claim("died", now, 9)
    carrying.hand(letter, me="died", now=now)
    assert "may not have gone out" not in signs(now)
    assert "note letters that may not have gone out, as Kith was cut off in the middle: 1" in signs(now + HOUR)


@pytest.mark.django_db(transaction=True)
def test_a_worker_does_what_is_due_and_leaves_nothing_in_hand(mine: None, post: Post, settings: LazySettings) -> None:
    rounds.add("good", every=HOUR, look=look)
    for name in ("ash", "fern"):
        tell(writes_to(name))
    note_down.enqueue(7)
    working.once()
    assert sorted(post.to) == [["ash@example.org"], ["fern@example.org"]]
    assert sorted(walked) == ["7", "good"]
    assert not Worker.objects.exists()


@pytest.mark.deep
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_each_letter_once(post: Post, settings: LazySettings) -> None:
    people = [writes_to(f"p{n}") for n in range(30)]
    outbox.put(*(outbox.Telling(one, Notice.Kind.MOVED, key="m", path="/") for one in people))
    hands = [threading.Thread(target=working.once) for _ in range(2)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(60)
    assert sorted(post.to) == sorted([f"p{n}@example.org"] for n in range(30))
