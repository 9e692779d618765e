"""A goal from its first words to a good end: done twice it is done once, nobody is told off, and reminders come where wished."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kith.goals import bringing, checking_in, ending, listening, reminding, rhythm, taking, witnessing, working
from kith.goals.models import Brought, CheckIn, Goal, Step
from kith.goals.tests.ground import NOW, WORDS, of_ben, sees, signed_in
from kith.goals.words import Reason
from kith.groups import leaving, passing
from kith.kit.refusal import Refused
from kith.meetings import attendance
from kith.meetings.models import Attendance
from kith.notices.models import Notice
from kith.people.models import Person, QuietDay
from tests.cast import Cast, agenda, meeting, member

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def page(who: Person, path: str) -> str:
    answer = signed_in(who).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_sent_twice_it_is_one(here: Cast, goal: Goal) -> None:
    assert working.begin(words=WORDS, by=here.as_ben, now=NOW) == goal
    for _ in range(2):
        working.add_step(goal, text="to the gate", now=NOW)
        checking_in.check_in(goal, how="some", text="a little", now=NOW)
    for _ in range(2):
        ending.end(goal, how="for_now", words="", now=NOW)
    assert (Step.objects.count(), CheckIn.objects.count(), goal.endings.count()) == (2, 2, 1)


def test_its_first_day_stays_when_a_step_is_reached_again(here: Cast, goal: Goal) -> None:
    step = goal.steps.get()
    working.reach(goal, of=step.ref, now=NOW + 3 * DAY)
    assert goal.steps.get().reached_on == NOW.date()


def test_a_day_that_passed_is_a_day_and_nobody_else_reads_of_it(here: Cast, goal: Goal) -> None:
    working.reword(goal, words=WORDS, more="", by_when=date(2020, 1, 1))
    working.show(goal, to="group")
    own = page(here.ben, goal.get_absolute_url())
    assert "and that is fine" in own
    for text in (own, page(here.ana, goal.get_absolute_url()), page(here.ana, f"/groups/{here.group.ref}/goals/")):
        assert not re.search(r"overdue|late\b|missed|failed|behind schedule", text, re.I)
    assert "2020" not in page(here.ana, goal.get_absolute_url())


def test_nothing_is_counted_on_any_page(here: Cast, goal: Goal) -> None:
    """Celebrated in words: no number of steps, of check-ins or of those who saw, no share, no bar."""
    working.show(goal, to="group")
    for n in range(7):
        step = working.add_step(goal, text=f"step {'abcdefg'[n]}", now=NOW)
        working.reach(goal, of=step.ref, now=NOW)
        witnessing.saw(Step.objects.get(pk=step.pk), by=here.as_ana, now=NOW)
    for who in (here.ben, here.ana):
        for path in (goal.get_absolute_url(), f"/groups/{here.group.ref}/goals/"):
            text = re.sub(r"<[^>]+>", " ", page(who, path).partition("<main")[2].partition(">")[2])
            assert not re.search(r"%|\b[5-9]\b|\b10\b|<progress|<meter", text), path


@pytest.mark.parametrize("how", ["got_there", "for_now", "mind"])
def test_every_end_is_a_good_one_and_can_be_taken_up_again(here: Cast, goal: Goal, how: str) -> None:
    client, at = signed_in(here.ben), goal.get_absolute_url()
    client.post(f"{at}do/end/", {"how": how, "words": "enough"})
    assert "enough" in page(here.ben, at)
    with pytest.raises(Refused) as no:
        working.add_step(goal, text="another", now=NOW)
    assert no.value.reason == Reason.IS_OVER
    client.post(f"{at}do/again/")
    working.add_step(goal, text="another", now=NOW)
    assert goal.endings.get().taken_up_on


def test_an_end_reminds_of_nothing_and_stays_at_home(here: Cast, goal: Goal) -> None:
    checking_in.remind(goal, every=7, now=NOW)
    checking_in.ask_me(goal, yes=True, now=NOW)
    soon = meeting(here.group, starts_in=60)
    bringing.bring(goal, to=soon, by=here.as_ben)
    ending.end(goal, how="mind", words="", now=timezone.now())
    left = of_ben(here, goal)
    assert (left.remind_on, left.ask_from, Brought.objects.count()) == (None, None, 0)


def told(who: Person) -> list[str]:
    return list(Notice.objects.filter(person=who, key__startswith="goals:").values_list("path", flat=True))


def test_a_reminder_comes_only_where_wished_in_the_morning_and_once(here: Cast, goal: Goal) -> None:
    reminding.look(NOW + 30 * DAY)
    assert told(here.ben) == []
    checking_in.remind(goal, every=7, now=NOW)
    reminding.look(NOW + 6 * DAY)
    reminding.look(NOW + 7 * DAY - timedelta(hours=4))  # eight in the morning
    assert told(here.ben) == []
    for _ in range(2):
        reminding.look(NOW + 7 * DAY)
    assert told(here.ben) == [f"/groups/{here.group.ref}/goals/"]
    checking_in.check_in(of_ben(here, goal), how="well", text="", now=NOW + 13 * DAY)
    reminding.look(NOW + 14 * DAY)  # they have just been here
    assert len(told(here.ben)) == 1


def test_near_a_quiet_day_nothing_asks_anything(here: Cast, goal: Goal) -> None:
    checking_in.remind(goal, every=7, now=NOW)
    QuietDay.objects.create(person=here.ben, day=(NOW + 9 * DAY).date())
    reminding.look(NOW + 7 * DAY)
    reminding.look(NOW + 13 * DAY)
    assert told(here.ben) == []
    reminding.look(NOW + 14 * DAY)
    assert len(told(here.ben)) == 1


def test_it_is_brought_by_its_owner_alone_and_three_are_enough(here: Cast, goal: Goal) -> None:
    soon = meeting(here.group, starts_in=60)
    with pytest.raises(Refused) as no:
        bringing.bring(goal, to=soon, by=here.as_ana)
    assert no.value.reason == Reason.NOT_YOURS_TO_BRING
    for n in range(bringing.MOST):
        bringing.bring(working.begin(words=f"goal {n}", by=here.as_ben, now=NOW), to=soon, by=here.as_ben)
    with pytest.raises(Refused) as no:
        bringing.bring(goal, to=soon, by=here.as_ben)
    assert no.value.reason == Reason.BROUGHT_ENOUGH


@pytest.mark.deep
def test_one_is_asked_after_once_where_one_was_there(here: Cast, goal: Goal) -> None:
    checking_in.ask_me(goal, yes=True, now=timezone.now())
    silent = meeting(
        here.group, starts_in=60, agenda=agenda({"key": "talk", "name": "Talk", "mode": "talk", "minutes": 60})
    )
    asked = meeting(here.group, starts_in=90)
    found = of_ben(here, goal)
    assert not bringing.is_asked_after(found, silent) and bringing.is_asked_after(found, asked)
    assert "how is it going" in page(here.ben, f"/meetings/{asked.ref}/")
    assert "how is it going" not in page(here.ana, f"/meetings/{asked.ref}/")
    came(asked, here.as_ana)
    assert of_ben(here, goal).ask_from
    came(asked, here.as_ben)
    assert of_ben(here, goal).ask_from is None


def came(at: Any, who: Any) -> None:
    Attendance.objects.create(meeting=at, membership=who, came_at=at.starts_at)
    attendance.came_known.send(None, meeting=at)


def test_after_a_death_it_is_shown_to_nobody_and_then_goes(here: Cast, goal: Goal) -> None:
    working.show(goal, to="group")
    dee = member(here.group, "Dee", role="co_facilitator")
    for who in (here.ana, dee.person):
        passing.say(here.as_ben, by=who, now=NOW)
    assert not sees(here.ana, goal)
    listening.on_death_settled(None, membership=here.as_ben)
    assert not Goal.objects.exists()


def test_who_leaves_is_reminded_of_nothing_there(
    here: Cast, goal: Goal, django_capture_on_commit_callbacks: Any
) -> None:
    checking_in.remind(goal, every=7, now=NOW)
    reminding.look(NOW + 7 * DAY)
    with django_capture_on_commit_callbacks(execute=True):
        leaving.leave(by=here.as_ben)
    assert not Notice.objects.standing().filter(key__startswith="goals:").exists()
    assert Goal.objects.get().remind_on is None


def test_what_is_taken_along_is_ones_own(here: Cast, goal: Goal) -> None:
    working.show(goal, to="group")
    witnessing.saw(CheckIn.objects.get(), by=here.as_ana, now=NOW)
    ending.end(goal, how="got_there", words="at last", now=NOW)
    (leaf,) = taking.shelf(here.ben)
    text = leaf.body.decode()
    assert all(words in text for words in (WORDS, "the river", "find my shoes", "rain all day", "Not yet", "at last"))
    assert "Ana" not in text and not list(taking.shelf(here.ana))


def test_days_for_apps_above_are_days_and_of_one_person(here: Cast, goal: Goal) -> None:
    witnessing.saw(CheckIn.objects.get(), by=here.as_ana, now=NOW)
    today = [NOW.date()]
    assert rhythm.steps_reached(here.ben) == rhythm.checked_in(here.ben) == rhythm.began(here.ben) == today
    assert rhythm.saw(here.ana) == today and rhythm.saw(here.ben) == rhythm.got_there(here.ben) == []


def asked(who: Person, path: str) -> list[str]:
    assert connection.features.supports_json_field  # Django asks SQLite for this once in a process
    client = signed_in(who)
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return [one["sql"] for one in found]


@pytest.mark.deep
def test_ten_questions_are_enough_and_they_do_not_grow(here: Cast, goal: Goal) -> None:
    working.show(goal, to="group")
    soon = meeting(here.group, starts_in=60)
    bringing.bring(goal, to=soon, by=here.as_ben)
    own, meets = f"/groups/{here.group.ref}/goals/", f"/meetings/{soon.ref}/"
    paths = [(who, path) for who in (here.ben, here.ana) for path in (own, goal.get_absolute_url(), meets)]
    before = [asked(who, path) for who, path in paths]
    for n in range(12):
        one = of_ben(here, working.begin(words=f"goal {n}", by=here.as_ben, now=NOW))
        working.show(one, to="group")
        step = working.add_step(goal, text=f"step {n}", now=NOW)
        working.reach(goal, of=step.ref, now=NOW)
        witnessing.saw(Step.objects.get(pk=step.pk), by=here.as_ana, now=NOW)
    for (who, path), first in zip(paths, before, strict=True):
        again = asked(who, path)
        assert len(again) <= min(len(first), 10), (who.sign_in, path, "\n".join(sql[:400] for sql in again))
