"""Letters: who gets none; one at most; what the mail server says and does; P2 and P3."""

import re
from datetime import time, timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.conf import LazySettings
from django.utils import timezone

from kith.notices import asking, carrying, outbox, sorting, tidying, wishing, words
from kith.notices.models import Letter, Notice, Wishes, Worker
from kith.notices.post import Away
from kith.people import erasing, mailboxes, suspending
from kith.people.models import Mailbox, Person

from .conftest import Kind, Post, tell, writes_to

pytestmark = pytest.mark.django_db
Outcome = Letter.Outcome


def walk(at: Any = None) -> int:
    """What a worker does about letters when it comes by."""
    now = at or timezone.now()
    sorting.sort_due(now)
    return carrying.carry_due(lambda: now, me="me")


def outcomes() -> list[str]:
    return list(Letter.objects.order_by("pk").values_list("outcome", flat=True))


# ---- who gets none ---------------------------------------------------------------------------------------------------


def test_who_did_not_ask_for_mail_gets_none_and_finds_it_in_kith(post: Post, charlie: Person, ben: Person) -> None:
    tell(charlie), tell(ben)
    walk()
    assert post.to == [["ben@example.org"]]
    assert Notice.objects.of(charlie).told(timezone.now()).count() == 1


def test_an_address_alone_is_no_wish_for_mail(post: Post, ben: Person) -> None:
    quiet = writes_to("quiet", how={})
    tell(quiet), tell(ben)
    walk()
    assert post.to == [["ben@example.org"]]


@pytest.mark.parametrize("when", ["before it is sorted", "while it waits"])
@pytest.mark.parametrize("what", ["suspended", "hushed", "withdrawn", "no address", "wished otherwise", "erased"])
def test_who_went_away_or_thought_otherwise_gets_nothing(post: Post, ben: Person, what: str, when: str) -> None:
    other = writes_to("other")
    pk = other.pk
    tell(other), tell(ben)
    if when == "while it waits":
        sorting.sort_due(timezone.now())
    goes(other, what)
    walk()
    assert post.to == [["ben@example.org"]]
    assert not Letter.objects.filter(outcome="", notice__person_id=pk).exists()


def goes(one: Person, what: str) -> None:
    match what:
        case "suspended":
            suspending.suspend(one, by=one)
        case "hushed":
            wishing.hush(one, now=timezone.now(), by=one)
        case "withdrawn":
            outbox.withdraw("a", persons=[one])
        case "no address":
            mailboxes.remove_mailbox(one, by=one)
        case "wished otherwise":
            Wishes.objects.filter(person=one).update(how={"day": "kith"})
        case "erased":
            erasing.erase(one, by=one)


@pytest.mark.parametrize("what", ["suspended", "withdrawn", "no address", "erased"])
def test_at_the_last_moment_too(post: Post, ben: Person, what: str) -> None:
    """Claimed already, and the mail server has heard both addresses: not a word is said."""
    tell(ben)
    sorting.sort_due(timezone.now())
    (letter,) = carrying.claim("me", timezone.now(), 1)
    goes(Person.objects.get(pk=ben.pk), what)
    assert not carrying.hand(letter, me="me", now=timezone.now())
    assert post.took == []


def test_without_mail_set_up_nothing_is_laid_out_and_everyone_is_told_in_kith(
    ben: Person, settings: LazySettings
) -> None:
    settings.MAIL = ""
    tell(ben)
    assert walk() == 0
    assert Letter.objects.count() == 0
    assert Notice.objects.of(ben).told(timezone.now()).count() == 1


def test_what_is_not_due_or_no_longer_of_use_stays_where_it_is(post: Post, ben: Person) -> None:
    now = timezone.now()
    tell(ben, key="later", due_at=now + timedelta(hours=1))
    tell(ben, key="past", until=now - timedelta(minutes=1))
    tell(ben, key="now")
    walk()
    assert len(post.took) == 1


# ---- quiet hours -----------------------------------------------------------------------------------------------------


def test_in_quiet_hours_it_waits_until_they_end_and_what_would_be_too_late_stays_in_kith(post: Post, db: None) -> None:
    ash = writes_to("ash", quiet_from=time(22), quiet_until=time(7))
    Person.objects.filter(pk=ash.pk).update(zone="Europe/Dublin")
    night = timezone.now().replace(year=2027, month=1, day=12, hour=23)
    seven = night.replace(day=13, hour=7, minute=0, second=0, microsecond=0)
    tell(ash, key="day", due_at=night)
    tell(ash, key="hour", due_at=night, until=seven)
    walk(night)
    assert post.took == []
    assert [one.after for one in Letter.objects.all()] == [seven]
    assert walk(seven) == 1


# ---- what a mail may say ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("discreet", Wishes.Discreet.values)
@pytest.mark.parametrize("kind", Kind.values)
def test_p2_no_mail_says_more_than_that_there_is_something_or_when(post: Post, kind: str, discreet: str) -> None:
    ash = writes_to("xylofoon", discreet=discreet)
    Person.objects.filter(pk=ash.pk).update(zone="Europe/Dublin")
    notice = tell(ash, Kind(kind), key="meeting:secretref:day", path="/meetings/secretref/", zone="America/Lima")
    walk()
    (took,) = post.took
    mail = message_from_bytes(took.content, policy=policy.default)
    body = mail.get_content()
    assert took.rcpt_tos == ["xylofoon@example.org"]
    assert mail["Subject"] in {str(subject) for subject in words.SUBJECTS}
    assert mail.get_content_type() == "text/plain"
    assert mail["Message-ID"] == f"<{notice.ref}@kith.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert set(re.findall(r"https?://\S+", body)) == {
        "https://kith.example/notices/",
        "https://kith.example/notices/wishes/",
    }
    for word in ("secretref", "xylofoon", "meetings", "Dublin", "Lima", "meeting", "group"):
        assert word not in body
    assert bool(re.search(r"\d\d:\d\d", body)) == (discreet == "hour" and kind in words.BY_MAIL)


def test_p3_a_link_that_answers_one_question_is_only_in_a_mail_that_may_say_when(post: Post, db: None) -> None:
    asking.add(Kind.REMINDER_DAY, ask=lambda notice: "/answer/token/")
    tell(writes_to("bare"))
    tell(writes_to("hour", discreet="hour"))
    walk()
    bare, hour = (one.content.decode() for one in post.took)
    assert "/answer/" not in bare
    assert "https://kith.example/answer/token/" in hour


def test_a_clock_that_is_not_their_own_says_by_how_much_it_differs_and_not_where_it_is(post: Post, db: None) -> None:
    at = timezone.now().replace(year=2027, month=1, day=12, hour=18, minute=30)
    tell(writes_to("ash", discreet="hour"), when=at, zone="Asia/Kolkata")
    walk()
    assert "Wednesday, 13 January, 00:00 (UTC+5:30)" in post.words


# ---- at most once ----------------------------------------------------------------------------------------------------


def test_walking_twice_and_putting_twice_send_once(post: Post, ben: Person) -> None:
    tell(ben), tell(ben)
    walk(), walk()
    tell(ben), walk()
    assert len(post.took) == 1
    assert outcomes() == [Outcome.SENT]


def test_what_another_worker_has_in_hand_is_left_to_it_until_it_is_dead(post: Post, ben: Person) -> None:
    tell(ben)
    now = timezone.now()
    Worker.objects.create(id="other", beat_at=now)
    sorting.sort_due(now)
    assert len(carrying.claim("other", now, 9)) == 1
    assert walk(now) == 0
    assert walk(now + timedelta(minutes=2)) == 1
    assert len(post.took) == 1


def test_a_worker_that_wakes_from_the_dead_cannot_hand_over_what_another_took(post: Post, ben: Person) -> None:
    tell(ben)
    now = timezone.now()
    sorting.sort_due(now)
    (letter,) = carrying.claim("slept", now, 9)
    assert walk(now) == 1
    assert not carrying.hand(letter, me="slept", now=now)


def test_what_was_handed_over_and_never_noted_is_told_as_unsure_and_never_goes_again(post: Post, ben: Person) -> None:
    tell(ben)
    now = timezone.now()
    sorting.sort_due(now)
    (letter,) = carrying.claim("died", now, 9)
    assert carrying.hand(letter, me="died", now=now)
    later = now + timedelta(minutes=11)
    assert walk(later) == 0
    tidying.tell_unsure(later)
    assert outcomes() == [Outcome.UNSURE]
    assert walk(later + timedelta(days=1)) == 0
    assert post.took == []


# ---- what the mail server says ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["to_recipient", "to_data"])
def test_a_server_that_says_later_is_asked_later_and_not_before(post: Post, ben: Person, step: str) -> None:
    setattr(post, step, ["451 later, please", "250 OK"])
    tell(ben)
    now = timezone.now()
    assert walk(now) == 0
    assert walk(now + timedelta(minutes=4)) == 0
    assert walk(now + timedelta(minutes=6)) == 1
    assert len(post.took) == 1


@pytest.mark.parametrize("step", ["to_recipient", "to_data"])
def test_a_server_that_says_never_is_not_asked_again(post: Post, ben: Person, step: str) -> None:
    setattr(post, step, ["550 no such person", "250 OK"])
    tell(ben)
    now = timezone.now()
    assert walk(now) == 1
    assert walk(now + timedelta(days=1)) == 0
    assert outcomes() == [Outcome.REFUSED]


def test_a_server_that_always_says_later_is_asked_for_a_day_or_two_and_no_longer(post: Post, ben: Person) -> None:
    post.to_data = ["451 later, please"]
    tell(ben)
    now = timezone.now()
    for hours in range(0, 60, 6):
        walk(now + timedelta(hours=hours))
    assert outcomes() == [Outcome.REFUSED]


def test_a_line_cut_while_a_letter_is_handed_over_leaves_it_unsure_and_the_next_one_waiting(
    post: Post, ben: Person
) -> None:
    post.to_data = ["cut", "250 OK"]
    tell(ben, key="first"), tell(ben, key="second")
    now = timezone.now()
    with pytest.raises(Away):
        walk(now)
    assert outcomes() == [Outcome.UNSURE, ""]
    assert walk(now) == 1
    assert len(post.took) == 2, "the first had arrived after all, and came once"


def test_a_server_that_is_away_costs_no_letter_anything(mail_is_down: None, ben: Person) -> None:
    tell(ben)
    with pytest.raises(Away):
        walk()
    assert list(Letter.objects.values_list("outcome", "tries", "handed_at")) == [("", 0, None)]


def test_a_letter_that_cannot_be_written_holds_up_no_other(post: Post, ben: Person) -> None:
    ash = writes_to("ash", discreet="hour")
    asking.add(Kind.REMINDER_DAY, ask=lambda notice: notice.key.split(":")[1])
    tell(ash), tell(ben)
    walk()
    assert post.to == [["ben@example.org"]]
    assert sorted(outcomes()) == ["", Outcome.SENT]


def test_an_address_beyond_the_alphabet_is_written_to_and_one_that_cannot_be_holds_up_no_other(
    post: Post, ben: Person
) -> None:
    other = writes_to("other")
    Mailbox.objects.filter(person=other).update(address="other@münchen.example")
    tell(other), tell(ben)
    walk()
    assert sorted(post.to) == [["ben@example.org"], ["other@xn--mnchen-3ya.example"]]


def test_erasing_a_person_takes_their_notices_letters_and_wishes_along(post: Post, ben: Person) -> None:
    ash = writes_to("ash")
    tell(ash), tell(ben)
    walk()
    erasing.erase(ash, by=ash)
    assert {one.person_id for one in Notice.objects.all()} == {ben.pk}
    assert Letter.objects.count() == Wishes.objects.count() == 1


@pytest.mark.deep
def test_a_hundred_letters_go_each_to_its_own_person(post: Post, db: None) -> None:
    people = [writes_to(f"p{n}") for n in range(100)]
    outbox.put(*(outbox.Telling(one, Kind.MOVED, key="m", path="/") for one in people))
    walk()
    assert sorted(post.to) == sorted([f"p{n}@example.org"] for n in range(100))
