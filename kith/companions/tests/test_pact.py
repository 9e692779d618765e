"""A pact from beginning to end: only two read it, what needs both shows nothing of one, and every early end looks the same."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.utils import timezone

from kith.companions import asking, beginning, ending, lasting, reminding, taking, talking, weeks
from kith.companions.models import CheckIn, Line, Pact, Side
from kith.companions.tests.ground import SUNDAY, side, signed_in
from kith.companions.tests.test_wishing import body
from kith.groups import leaving, resting
from kith.groups.models import Cupboard
from kith.kit.refusal import Refused
from kith.notices.models import Notice
from kith.people import apart, erasing
from kith.people.models import Person
from tests.cast import Cast, member

pytestmark = pytest.mark.django_db
WEEK = timedelta(weeks=1)
LATER = SUNDAY + timedelta(days=8)


def said(pact: Pact, cast: Cast) -> None:
    """A line and a check-in of each."""
    for who, words in ((cast.as_ana, "the lamp stays on"), (cast.as_ben, "the kettle sings")):
        talking.say(words, by=side(pact, who), now=SUNDAY)
        talking.check_in(by=side(pact, who), now=LATER, how=f"{words} all week", leaned="", wish="")


def test_only_the_two_read_it_and_facilitators_see_that_it_is_there(friends: Cast) -> None:
    dee, em = member(friends.group, "Dee", role="co_facilitator"), member(friends.group, "Em")
    pact = beginning.begin(em, friends.as_ben, now=SUNDAY)
    talking.say("the kettle sings", by=side(pact, friends.as_ben), now=SUNDAY)
    for path in (f"/companions/{pact.ref}/", f"/companions/{pact.ref}/copy/", f"/companions/{pact.ref}/way-out/"):
        for who in (friends.ana, dee.person, friends.charlie):
            assert signed_in(who).get(path).status_code == 404
        assert signed_in(em.person).get(path).status_code == 200
    assert signed_in(dee.person).post(f"/companions/{pact.ref}/do/say/", {"text": "x"}).status_code == 404
    pairs = body(friends.ana, f"/groups/{friends.group.ref}/companions/pairs/")
    assert "Ben and Em" in pairs and "kettle" not in pairs and pact.ref not in pairs
    Cupboard.objects.all().delete()
    assert signed_in(em.person).get(f"/companions/{pact.ref}/").status_code == 404


def test_answers_stand_side_by_side_only_when_both_have_answered(friends: Cast, pact: Pact) -> None:
    at, now = f"/companions/{pact.ref}/", timezone.now()
    Pact.objects.update(checks_from=now.date() - timedelta(days=1), ends_at=now + WEEK)
    before = body(friends.ben, at)
    assert signed_in(friends.ana).post(f"{at}do/check-in/", {"how": "the lamp stays on"}).status_code == 302
    assert body(friends.ben, at) == before
    assert "lamp" in body(friends.ana, at)
    signed_in(friends.ben).post(f"{at}do/check-in/", {"how": "the kettle sings"})
    assert "lamp" in body(friends.ben, at) and "kettle" in body(friends.ana, at)
    with pytest.raises(Refused, match="both_answered"):
        talking.check_in(by=side(pact, friends.as_ana), now=now, how="other words", leaned="", wish="")


def test_another_way_to_be_reached_shows_when_both_show_one(friends: Cast, pact: Pact) -> None:
    at = f"/companions/{pact.ref}/"
    Pact.objects.update(ends_at=timezone.now() + WEEK)
    before = body(friends.ben, at)
    lasting.show("ana at example", by=side(pact, friends.as_ana))
    assert body(friends.ben, at) == before
    lasting.show("ring Ben", by=side(pact, friends.as_ben))
    assert "ana at example" in body(friends.ben, at) and "ring Ben" in body(friends.ana, at)
    lasting.way_out(by=side(pact, friends.as_ben), now=SUNDAY)
    assert not Side.objects.exclude(shows="").exists()


def test_going_on_needs_both_and_nobody_learns_of_a_wish_of_one(friends: Cast, pact: Pact) -> None:
    at = f"/companions/{pact.ref}/"
    before = body(friends.ben, at)
    lasting.again("weeks", by=side(pact, friends.as_ana))
    assert body(friends.ben, at) == before
    with pytest.raises(Refused, match="once_more_first"):
        lasting.again("open", by=side(pact, friends.as_ana))
    lasting.again("weeks", by=side(pact, friends.as_ben))
    ending.look(SUNDAY + 4 * WEEK)
    pact.refresh_from_db()
    assert pact.ends_at == SUNDAY + 8 * WEEK and pact.renewals == 1
    for who in (friends.as_ana, friends.as_ben):
        lasting.again("open", by=side(pact, who))
    ending.look(SUNDAY + 8 * WEEK)
    pact.refresh_from_db()
    assert pact.ends_at is None
    lasting.bring_to_an_end(by=side(pact, friends.as_ben), now=SUNDAY + 20 * WEEK)
    ending.look(SUNDAY + 21 * WEEK)
    assert Pact.objects.get().ending.in_time


def test_it_ends_by_itself_with_a_thank_you_and_both_let_go_or_both_keep(friends: Cast, pact: Pact) -> None:
    said(pact, friends)
    lasting.again("weeks", by=side(pact, friends.as_ana))
    ending.look(SUNDAY + 4 * WEEK)
    at = f"/companions/{pact.ref}/"
    assert "Thank you, from Ben" in body(friends.ana, at) and "kettle" in body(friends.ana, at)
    assert "the kettle sings" in signed_in(friends.ana).get(f"{at}copy/").content.decode()
    assert signed_in(friends.ana).post(f"{at}do/say/", {"text": "one more"}).status_code == 200
    before = body(friends.ben, at)
    assert talking.let_go(by=side(pact, friends.as_ana)) is False
    assert body(friends.ben, at) == before
    assert talking.let_go(by=side(pact, friends.as_ben)) is True
    assert not Line.objects.exists() and not CheckIn.objects.exists()


def ways_out(cast: Cast, pact: Pact) -> dict[str, Callable[[], object]]:
    return {
        "way out": lambda: lasting.way_out(by=side(pact, cast.as_ana), now=timezone.now()),
        "block": lambda: apart.keep_apart(of=cast.ben, by=cast.ana, kind="block"),
        "unsafe": lambda: apart.keep_apart(of=cast.ben, by=cast.ana, kind="unsafe"),
        "left": lambda: leaving.leave(by=cast.as_ana),
        "erased": lambda: erasing.erase(cast.ana, by=cast.ana),
    }


class Undone(Exception):  # noqa: N818
    """One world is over; the next begins where it began."""


def test_every_end_before_its_time_reads_the_same(
    friends: Cast, pact: Pact, django_capture_on_commit_callbacks: object
) -> None:
    said(pact, friends)
    member(friends.group, "Dee", role="facilitator")
    seen = {}
    for how, end in ways_out(friends, pact).items():
        with suppress(Undone), transaction.atomic():
            with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
                end()
            seen[how] = what_ben_finds(friends, pact)
            raise Undone
    assert len(set(seen.values())) == 1 and len(seen) == 5
    assert "the kettle sings" in seen["block"] and "It ended" in seen["block"]
    assert "lamp" not in seen["block"] and "Ana" not in seen["block"]


def what_ben_finds(cast: Cast, pact: Pact) -> str:
    """His page, his copy and his notices; without the top of the page, whose notices are counted the same."""
    page = body(cast.ben, f"/companions/{pact.ref}/").split("<main")[1]
    copy = signed_in(cast.ben).get(f"/companions/{pact.ref}/copy/").content.decode()
    told = Notice.objects.filter(person=cast.ben, withdrawn_at=None).values_list("kind", "key", "path")
    return f"{page}{copy}{list(told)}"


def test_s4_leaving_closes_it_before_anyone_has_tended_it(friends: Cast, pact: Pact) -> None:
    said(pact, friends)
    at = f"/companions/{pact.ref}/"
    type(friends.as_ben).objects.filter(pk=friends.as_ben.pk).update(state="removed")
    assert signed_in(friends.ben).get(at).status_code == 404
    assert "kettle" not in body(friends.ana, at)
    ending.look(SUNDAY + WEEK)
    assert not Pact.objects.get().lasts


def test_it_rests_while_one_of_the_two_rests_and_those_weeks_are_not_counted(friends: Cast, pact: Pact) -> None:
    resting.pause(by=friends.as_ben, now=SUNDAY)
    ending.tend(pact, now=SUNDAY + WEEK)
    assert "It rests for now" in body(friends.ana, f"/companions/{pact.ref}/")
    assert asking.companion_of(friends.as_ana) is None
    with pytest.raises(Refused, match="it_rests"):
        talking.say("hello", by=side(pact, friends.as_ana), now=SUNDAY + WEEK)
    type(friends.as_ben).objects.filter(pk=friends.as_ben.pk).update(state="member")
    ending.look(SUNDAY + 3 * WEEK)
    pact.refresh_from_db()
    assert pact.ends_at == SUNDAY + 6 * WEEK and pact.paused_at is None
    assert asking.companion_of(friends.as_ana) == friends.as_ben


def test_of_the_weeks_that_two_say_the_fewer_hold(friends: Cast, pact: Pact) -> None:
    for who, n, holds in ((friends.as_ana, 8, 4), (friends.as_ben, 6, 6), (friends.as_ana, 2, 2)):
        lasting.arrange(by=side(pact, who), weeks_=n, weekday=2, now=SUNDAY)
        pact.refresh_from_db()
        assert pact.ends_at == SUNDAY + holds * WEEK
    assert pact.checks_from.weekday() == 2


def test_twenty_lines_a_day_and_what_was_typed_stays(friends: Cast, pact: Pact) -> None:
    now = timezone.now()
    Pact.objects.update(ends_at=now + WEEK)
    Line.objects.bulk_create(Line(side=side(pact, friends.as_ana), text="x", at=now) for _ in range(20))
    answer = signed_in(friends.ana).post(f"/companions/{pact.ref}/do/say/", {"text": "the lamp stays on"})
    assert "much for one day" in answer.content.decode() and "the lamp stays on" in answer.content.decode()
    assert signed_in(friends.ben).post(f"/companions/{pact.ref}/do/say/", {"text": "y"}).status_code == 302


def test_the_day_is_each_ones_own_day_and_the_reminder_comes_in_the_morning_there(friends: Cast, pact: Pact) -> None:
    Person.objects.filter(pk=friends.ana.pk).update(zone="Pacific/Auckland")
    Person.objects.filter(pk=friends.ben.pk).update(zone="America/Los_Angeles")
    Notice.objects.all().delete()
    for hour in (8, 9, 23):
        reminding.look(datetime(2026, 11, 22, hour, 30, tzinfo=ZoneInfo("Pacific/Auckland")))
    assert list(Notice.objects.values_list("person", flat=True)) == [friends.ana.pk]
    reminding.look(datetime(2026, 11, 22, 9, 5, tzinfo=ZoneInfo("America/Los_Angeles")))
    assert Notice.objects.filter(person=friends.ben).count() == 1
    early = datetime(2026, 11, 22, 8, tzinfo=ZoneInfo("Pacific/Auckland"))
    talking.check_in(by=side(pact, friends.as_ana), now=early, how="x", leaned="", wish="")
    with pytest.raises(Refused, match="not_yet"):
        talking.check_in(by=side(pact, friends.as_ben), now=early, how="x", leaned="", wish="")


def test_the_week_of_a_group_begins_on_its_own_clock_also_when_clocks_change() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    moment = weeks.batch_moment(datetime(2026, 10, 25, 17, 30, tzinfo=ZoneInfo("UTC")), berlin)
    assert (moment.hour, moment.date().isoformat()) == (18, "2026-10-25")
    assert weeks.batch_moment(datetime(2026, 10, 25, 16, 59, tzinfo=ZoneInfo("UTC")), berlin).day == 18


def test_own_words_go_two_weeks_after_an_early_end(friends: Cast, pact: Pact) -> None:
    said(pact, friends)
    lasting.way_out(by=side(pact, friends.as_ana), now=SUNDAY)
    ending.look(SUNDAY + timedelta(days=13))
    assert Line.objects.count() == 2
    ending.look(SUNDAY + timedelta(days=14))
    assert not Line.objects.exists() and not CheckIn.objects.exists()


def test_erasing_takes_wishes_answers_and_lines_and_leaves_the_others_own(friends: Cast, pact: Pact) -> None:
    said(pact, friends)
    erasing.erase(friends.ana, by=friends.ana)
    assert [one.text for one in Line.objects.all()] == ["the kettle sings"]
    erasing.erase(friends.ben, by=friends.ben)
    assert not Pact.objects.exists() and not Line.objects.exists() and not CheckIn.objects.exists()


def test_when_the_other_has_gone_since_the_thank_you_ones_own_words_go_alone(friends: Cast, pact: Pact) -> None:
    said(pact, friends)
    ending.look(SUNDAY + 4 * WEEK)
    apart.keep_apart(of=friends.ana, by=friends.ben, kind="block")
    assert "kettle" not in body(friends.ana, f"/companions/{pact.ref}/")
    assert talking.let_go(by=side(pact, friends.as_ana)) is True
    assert [one.text for one in Line.objects.all()] == ["the kettle sings"]


def test_what_is_taken_along_is_ones_own_without_the_others_words_or_name(friends: Cast, pact: Pact) -> None:
    said(pact, friends)
    (leaf,) = taking.shelf(friends.ana)
    text = leaf.body.decode()
    assert text.count("the lamp stays on") == 2 and "kettle" not in text and "Ben" not in text
