"""What is kept of an evening after its log is cleared: one's own numbers, by the month, once, with no word and no group in them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kith.circle import clearing
from kith.circle.tests.rooming import Evening, evening
from kith.journey import arriving, noting, strands
from kith.journey.models import Feeling, First, Month, Noted
from kith.journey.words import Reason
from kith.kit.refusal import Refused
from kith.meetings.models import Meeting
from tests.cast import Cast


def numbers() -> dict[tuple[str, str], int]:
    return {(one.person.memberships.get().alias, one.what): one.times for one in Month.objects.select_related("person")}


def lived(here: Evening) -> None:
    """Dee holds the piece, Ben says back what he heard, twice; nobody else does anything. Then it closes."""
    here.sit("Dee", "Ash", "Ben", "Cal")
    here.press("Dee", "begin")
    here.press("Dee", "next_part", part=here.circle.part)
    opened = here.circle.piece.offered_to
    holder = next(alias for alias in here.members if here[alias].ref == opened)
    here.press(holder, "accept", turn=here.circle.piece.turn)
    for text in ("I heard that it is heavy.", "And that you went anyway."):
        other = "Ben" if holder != "Ben" else "Cal"
        here.press(other, "reflect", turn=here.circle.piece.turn, text=text)
    here.press("Dee", "close", sure="yes")


@pytest.mark.django_db(transaction=True)
def test_each_ones_numbers_are_kept_once_and_outlive_the_log_without_any_word() -> None:
    here = evening()
    lived(here)
    kept = numbers()
    assert sorted(kept.values()) == [1, 2]
    assert {what for _who, what in kept} == {"turn", "reflection"}
    assert set(First.objects.values_list("kind", flat=True)) == {"held", "reflected"}
    noting.note(here.meeting)
    noting.look(timezone.now())
    assert numbers() == kept
    clearing.clear_due(timezone.now() + timedelta(days=8))
    assert not list(here.entries())
    assert numbers() == kept
    assert "heavy" not in str([list(model.objects.values()) for model in (First, Month, Noted)])
    assert not {field.name for field in Month._meta.fields} & {"group", "meeting", "membership"}


@pytest.mark.deep
@pytest.mark.django_db(transaction=True)
def test_an_evening_whose_closing_was_not_heard_is_found_by_the_round(monkeypatch: pytest.MonkeyPatch) -> None:
    here = evening()
    monkeypatch.setattr(noting, "note", lambda meeting: False)
    lived(here)
    monkeypatch.undo()
    assert not Month.objects.exists()
    later = here.meeting.ends_at + timedelta(hours=1)
    assert noting.look(later) >= 1
    assert len(numbers()) == 2
    assert noting.look(later) == 0


@pytest.mark.django_db
def test_how_one_arrives_is_asked_at_its_hour_and_nobody_else_sees_it(cast: Cast) -> None:
    now = timezone.now()
    for who, code in ((cast.charlie, 404), (cast.ben, 200)):
        browser = Client()
        browser.force_login(who)
        assert browser.get(f"/journey/evenings/{cast.meeting.ref}/").status_code == code
    assert "How are you arriving?" in browser.get(f"/meetings/{cast.meeting.ref}/").content.decode()
    browser.post(f"/journey/evenings/{cast.meeting.ref}/", {"which": "arriving", "how": "1"})
    assert Feeling.objects.get().get_arriving_display() == "Trembling"
    with pytest.raises(Refused) as no:
        arriving.say(cast.meeting, which="leaving", how=5, by=cast.ben, now=now)
    assert no.value.reason == Reason.NOT_YET
    ended = now - timedelta(minutes=cast.meeting.minutes + 5)
    Meeting.objects.filter(pk=cast.meeting.pk).update(starts_at=ended)
    assert "How are you leaving?" in browser.get(f"/meetings/{cast.meeting.ref}/").content.decode(), "the kettle is on"
    later = cast.meeting.ends_at + timedelta(hours=1)
    arriving.say(cast.meeting, which="leaving", how=5, by=cast.ben, now=later)
    shown = browser.get("/journey/evenings/").content.decode()
    assert "Trembling" in shown and "Settled" in shown
    browser.force_login(cast.ana)
    assert "Nothing yet" in browser.get("/journey/evenings/").content.decode()


@pytest.mark.django_db
def test_a_word_taken_back_leaves_nothing_and_a_meeting_that_goes_leaves_the_word(cast: Cast) -> None:
    now = timezone.now()
    arriving.say(cast.meeting, which="arriving", how=2, by=cast.ben, now=now)
    arriving.say(cast.meeting, which="arriving", how=None, by=cast.ben, now=now)
    assert not Feeling.objects.exists()
    arriving.say(cast.meeting, which="arriving", how=2, by=cast.ben, now=now)
    Meeting.objects.all().delete()
    assert Feeling.objects.get().meeting is None


def test_the_picture_is_pure_and_calm() -> None:
    months = strands.window(timezone.localdate())
    assert len(months) == 12 and months[0] == strands.shift(months[-1], -11)
    nothing, some = [0] * 12, [0, 3, 0, 0, 9, 1, 0, 0, 0, 2, 4, 1]
    flat = strands.draw(months, nothing, nothing, width=720)
    assert {point.split(",")[1] for point in flat.leaned.replace("M", "").replace("C", "").split()} == {"196"}
    drawn = strands.draw(months, nothing, some, width=340)
    assert drawn.leaned == strands.draw(months, nothing, nothing, width=340).leaned
    assert not drawn.names and len(strands.draw(months, some, some, width=720).names) == 2
    one, other = strands.draw(months, some, some, width=720).names
    assert abs(one.x - other.x) >= 190 or abs(one.y - other.y) >= 20, "the two names lie on each other"
    assert strands.in_words(months, nothing, some)[0] == "You leaned on people: nothing in these months."
