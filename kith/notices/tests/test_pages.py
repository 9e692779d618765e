"""What I was told: mine alone, neutral unless I may see the page, and it ends."""

from collections.abc import Mapping, Sequence
from datetime import time, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from kith.notices import naming, outbox, reading, words
from kith.notices.models import Letter, Notice, Wishes
from kith.notices.sorts import SORTS
from kith.people.models import Mailbox, Person

from .conftest import Kind, tell, writes_to

pytestmark = pytest.mark.django_db
SIGN = "(something new)"


def browser(who: Person) -> Client:
    one = Client()
    one.force_login(who)
    return one


def page(who: Person, path: str = "/notices/") -> str:
    return browser(who).get(path).content.decode()


@pytest.mark.parametrize("path", ["/notices/", "/notices/wishes/"])
def test_who_is_signed_out_is_asked_to_sign_in(path: str, ben: Person) -> None:
    assert Client().get(path).headers["Location"].startswith("/sign-in/")
    assert browser(ben).get(path).status_code == 200


def test_nobody_reads_what_another_was_told(ben: Person, charlie: Person) -> None:
    tell(ben, Kind.CALLED_OFF, path="/meetings/secretref/")
    assert "secretref" not in page(charlie)
    assert SIGN not in page(charlie, "/")
    assert "secretref" in page(ben)


def test_what_a_page_is_about_is_said_only_to_who_may_see_it(ben: Person, charlie: Person) -> None:
    def namer(person: Person, paths: Sequence[str]) -> Mapping[str, str]:
        return {path: "Walking with grief" for path in paths if person == ben}

    naming.add(namer)
    tell(ben), tell(charlie)
    assert "Walking with grief" in page(ben)
    assert "Walking with grief" not in page(charlie)
    assert "A meeting is coming up." in page(charlie)


def test_what_was_withdrawn_not_due_or_too_late_is_not_read(ben: Person) -> None:
    now = timezone.now()
    tell(ben, key="withdrawn", path="/x/withdrawn/")
    outbox.withdraw("withdrawn")
    tell(ben, key="later", path="/x/later/", due_at=now + timedelta(hours=1))
    tell(ben, key="late", path="/x/late/", until=now - timedelta(minutes=1))
    tell(ben, key="now", path="/x/now/")
    told = page(ben)
    assert "/x/now/" in told
    assert not any(f"/x/{word}/" in told for word in ("withdrawn", "later", "late"))


def test_the_sign_is_there_until_it_is_read_and_the_newest_is_first(ben: Person) -> None:
    now = timezone.now()
    assert SIGN not in page(ben, "/")
    tell(ben, Kind.MOVED, key="old", due_at=now - timedelta(days=2))
    tell(ben, Kind.HELLO, key="new")
    assert SIGN in page(ben, "/")
    first, second = page(ben), page(ben)
    assert first.index("says hello") < first.index("has moved")
    assert first.count(">New<") == 2
    assert ">New<" not in second
    assert "That is all." in second
    assert SIGN not in page(ben, "/")


def test_with_nothing_to_tell_the_page_says_what_will_be_here(ben: Person) -> None:
    assert "There is nothing to tell you." in page(ben)


def test_a_time_is_told_on_their_own_clock_else_on_that_of_what_it_is_about(ben: Person, charlie: Person) -> None:
    Person.objects.filter(pk=ben.pk).update(zone="America/Lima")
    at = timezone.now().replace(year=2027, month=1, day=12, hour=18, minute=30)
    for one in (ben, charlie):
        tell(one, when=at, zone="Europe/Dublin")
    assert "Tuesday, 12 January, 13:30<" in page(ben)
    assert "Tuesday, 12 January, 18:30 (UTC)" in page(charlie)


def test_a_mail_that_may_not_have_arrived_is_told_here(ben: Person) -> None:
    Letter.objects.create(notice=tell(ben), outcome=Letter.Outcome.UNSURE)
    assert "may not have reached you" in page(ben)


def test_what_someone_wished_not_to_be_told_is_neither_read_nor_signed(ben: Person) -> None:
    Wishes.objects.filter(person=ben).update(how={"day": "none", "change": "none"})
    tell(ben, Kind.REMINDER_DAY, key="a")
    assert SIGN not in page(ben, "/")
    assert "coming up" not in page(ben)
    tell(ben, Kind.MOVED, key="b")
    assert SIGN in page(ben, "/"), "a change cannot be wished away"


@pytest.mark.deep
def test_the_page_and_its_sign_ask_few_questions_however_much_was_told(
    ben: Person, django_assert_max_num_queries: Any, django_assert_num_queries: Any
) -> None:
    for number in range(150):
        tell(ben, key=str(number))
    mine = browser(ben)
    now = timezone.now()
    with django_assert_num_queries(1):
        assert reading.something_waits(ben, now=now)
    with django_assert_max_num_queries(8):
        told = mine.get("/notices/").content.decode()
    assert told.count("coming up") == reading.SHOWN


def test_a_page_without_the_sign_does_not_ask_and_a_database_that_is_away_takes_no_page_along(
    ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> bool:
        raise DatabaseError("gone")

    monkeypatch.setattr(reading, "something_waits", away)
    assert Client().get("/help/").status_code == 200
    assert browser(ben).get("/me/").status_code == 200


def test_every_kind_has_its_sentence_and_its_sort() -> None:
    assert set(words.SENTENCES) == set(Kind)
    assert {kind for sort in SORTS for kind in sort.kinds} == set(Kind)


# ---- wishes ----------------------------------------------------------------------------------------------------------


def test_without_mail_only_silence_can_be_chosen_and_wishes_about_mail_stay(ben: Person, charlie: Person) -> None:
    assert "does not send mail" in page(charlie, "/notices/wishes/")
    said = {"how_day": "none", "how_hour": "kith", "how_hello": "kith", "how_greet": "kith"}
    assert browser(ben).post("/notices/wishes/", said | {"how_seat": "none"}).status_code == 302
    mine = Wishes.objects.get(person=ben)
    assert (mine.how["day"], mine.how["seat"], mine.quiet_from) == ("none", "mail", None)


def test_a_person_chooses_what_how_and_when_not(settings: LazySettings, charlie: Person) -> None:
    settings.MAIL = "smtp://127.0.0.1"
    assert "give an address first" in page(charlie, "/notices/wishes/")
    Mailbox.objects.create(person=charlie, address="charlie@example.org")
    said = {f"how_{sort.key}": "mail" for sort in SORTS} | {"discreet": "hour"}
    half = browser(charlie).post("/notices/wishes/", said | {"quiet_from": "23:00"})
    assert "both times, or neither" in half.content.decode()
    assert not Wishes.objects.exists()
    whole = browser(charlie).post("/notices/wishes/", said | {"quiet_from": "23:00", "quiet_until": "06:30"})
    assert whole.status_code == 302
    mine = Wishes.objects.get()
    assert (mine.quiet_from, mine.quiet_until, mine.discreet) == (time(23), time(6, 30), "hour")
    assert set(mine.how.values()) == {"mail"}
    assert 'value="06:30"' in page(charlie, "/notices/wishes/")


def test_putting_the_same_twice_tells_once(ben: Person) -> None:
    tell(ben), tell(ben)
    assert Notice.objects.count() == 1


def test_who_wishes_no_quiet_hours_has_none(settings: LazySettings, db: None) -> None:
    settings.MAIL = "smtp://127.0.0.1"
    ash = writes_to("ash", quiet_from=time(22), quiet_until=time(7))
    said = {f"how_{sort.key}": "kith" for sort in SORTS} | {"discreet": "bare", "quiet_from": "", "quiet_until": ""}
    browser(ash).post("/notices/wishes/", said)
    assert Wishes.objects.get(person=ash).quiet_from is None
