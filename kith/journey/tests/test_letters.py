"""A letter to oneself is shut until its day: for its writer too, and for what they take along. A neutral notice tells of it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kith.journey import letters, taking
from kith.journey.models import Letter
from kith.journey.words import Reason
from kith.kit.refusal import Refused
from kith.notices.models import Notice
from kith.notices.words import sentence
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_its_words_are_shown_to_nobody_before_the_day_and_to_its_writer_from_then_on(cast: Cast) -> None:
    today = timezone.localdate()
    letter = letters.write(text="Dear me", opens_on=today + timedelta(days=1), by=cast.ben, today=today)
    browser = Client()
    browser.force_login(cast.ben)
    shown = browser.get(letter.get_absolute_url()).content.decode()
    assert "It is not the day yet" in shown and "Dear me" not in shown
    assert all("Dear me" not in leaf.body.decode() for leaf in taking.shelf(cast.ben))
    assert "Dear me" not in str(Letter.objects.of(cast.ben).query)
    Letter.objects.update(opens_on=today)
    assert "Dear me" in browser.get(letter.get_absolute_url()).content.decode()
    assert any("Dear me" in leaf.body.decode() for leaf in taking.shelf(cast.ben))


def test_the_notice_is_due_that_morning_on_their_own_clock_and_says_nothing(cast: Cast) -> None:
    cast.ben.keep_zone("Pacific/Auckland")
    letter = letters.write(text="Dear me", opens_on=date(2027, 7, 1), by=cast.ben, today=date(2026, 12, 1))
    told = Notice.objects.get(person=cast.ben)
    assert told.due_at == datetime(2027, 6, 30, 21, tzinfo=UTC)
    assert str(sentence(told.kind)) == "Something of your own is there for you alone."
    letters.let_go(letter, by=cast.ben)
    assert not Letter.objects.exists()
    assert Notice.objects.standing().count() == 0


def test_only_a_day_to_come_and_only_so_many(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    today = date(2026, 12, 1)
    for day in (today, today - timedelta(days=1), today + timedelta(days=9999)):
        with pytest.raises(Refused) as no:
            letters.write(text="x", opens_on=day, by=cast.ben, today=today)
        assert no.value.reason == Reason.A_DAY_TO_COME
    monkeypatch.setattr(letters, "MOST_WAITING", 1)
    letters.write(text="x", opens_on=today + timedelta(days=1), by=cast.ben, today=today)
    with pytest.raises(Refused):
        letters.write(text="x", opens_on=today + timedelta(days=1), by=cast.ben, today=today)
