"""A listener that was not reached, as when the machine stopped after the commit: a round does its work, whichever app it is of.

In these tests nothing is ever committed, so no listener hears of anything until the round tells it again.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from kith.companions import beginning, jar, wishing
from kith.companions.models import Ending, Off, Reminder, Rota, Tick, WelcomesIdeas
from kith.companions.outings import proposing
from kith.companions.outings.proposing import Plan
from kith.companions.tests.ground import came_together
from kith.goals import working
from kith.goals.models import Goal
from kith.groups import ending, leaving, passing, saying_again, signals, standing
from kith.groups.models import Cupboard, Membership, Returning
from kith.journey import days
from kith.journey.models import Told
from kith.meetings import answering, reminding
from kith.meetings.models import Attendance, Meeting
from kith.notices.models import Notice
from tests.cast import Cast, member, person

pytestmark = pytest.mark.django_db
EARLIER = timedelta(minutes=5)


@pytest.fixture
def here(cast: Cast) -> Cast:
    for what in ("goals", "companions", "outings", "kind_words"):
        Cupboard.objects.create(group=cast.group, what=what, opened_by=cast.as_ana)
    came_together(cast.group, cast.as_ana, cast.as_ben)
    return cast


def look() -> None:
    saying_again.look(timezone.now())


def goal_of(me: Membership) -> Goal:
    made = working.begin(words="As far as the bridge", more="", by=me, now=timezone.now())
    working.show(made, to=Goal.Shown.GROUP)
    return made


def test_who_left_wishes_shows_and_looks_after_nothing_there_any_more(here: Cast) -> None:
    now, ben = timezone.now(), here.as_ben
    goal = goal_of(ben)
    wishing.tick(here.as_ana, by=ben, now=now), wishing.anyone_is_fine(by=ben, now=now)
    jar.welcome_ideas(by=ben, yes=True), Reminder.objects.create(of=ben, at=now)
    days.tell(days.enter(on=now.date(), yearly=False, hard=False, words="x", by=here.ben), words="y", to=ben)
    Meeting.objects.filter(pk=here.meeting.pk).update(facilitator=ben)
    leaving.leave(by=ben)
    assert Tick.objects.exists() and Told.objects.exists()
    look()
    left = [model.objects.count() for model in (Tick, Rota, WelcomesIdeas, Reminder, Told)]
    assert left == [0] * 5
    goal.refresh_from_db()
    assert goal.shown == Goal.Shown.NOBODY
    assert Meeting.objects.get(pk=here.meeting.pk).facilitator is None


def test_what_was_planned_ends_with_its_group(here: Cast) -> None:
    now = timezone.now()
    outing = proposing.propose(Plan(title="A walk", place="x"), at=[now + timedelta(days=2)], by=here.as_ben, now=now)
    Meeting.objects.filter(pk=here.meeting.pk).update(starts_at=now + timedelta(days=3))
    ending.say_goodbye(here.group, words="Thank you", by=here.as_ana, now=now)
    look()
    assert Off.objects.get(outing=outing).how == "ended"
    assert Meeting.objects.get(pk=here.meeting.pk).is_cancelled


def test_what_waits_for_a_death_to_be_settled_does_not_wait_for_good(here: Cast) -> None:
    pact, goal = beginning.begin(here.as_ana, here.as_ben, now=timezone.now()), goal_of(here.as_ben)
    dee = member(here.group, "Dee", role=Membership.Role.CO_FACILITATOR)
    for one in (here.ana, dee.person):
        passing.say(here.as_ben, by=one, now=timezone.now() - timedelta(days=15))
    passing.look(timezone.now())
    assert not Ending.objects.exists() and Goal.objects.filter(pk=goal.pk).exists()
    look()
    assert Ending.objects.filter(pact=pact).exists() and not Goal.objects.filter(pk=goal.pk).exists()


def test_when_she_came_follows_her_name(here: Cast) -> None:
    new = member(here.group, "Benjamin", person("newben"))
    Returning.objects.create(
        person=new.person, group=here.group, said="Ben", of=here.as_ben, ended_at=timezone.now(), outcome="moved"
    )
    look()
    assert Attendance.objects.filter(membership=new).count() == 4
    assert not Attendance.objects.filter(membership=here.as_ben).exists()


def test_who_came_back_since_is_not_told_of_as_gone(here: Cast) -> None:
    told: list[str] = []

    def hear(sender: object, membership: Membership, **_: object) -> None:
        told.append(membership.alias)

    gone, back = member(here.group, "Gone"), member(here.group, "Back")
    for one in (gone, back):
        leaving.leave(by=one)
    standing.become(back, Membership.State.MEMBER, by=None, now=timezone.now())
    signals.membership_ended.connect(hear)
    look()
    signals.membership_ended.disconnect(hear)
    assert told == ["Gone"]


def test_what_changed_longer_ago_is_not_told_again(here: Cast) -> None:
    goal = goal_of(here.as_ben)
    leaving.leave(by=here.as_ben)
    saying_again.look(timezone.now() + saying_again.LATELY + EARLIER)
    goal.refresh_from_db()
    assert goal.shown == Goal.Shown.GROUP


def test_who_cannot_come_is_reminded_no_more_after_a_rest_than_before(here: Cast) -> None:
    now = timezone.now()
    Meeting.objects.filter(pk=here.meeting.pk).update(starts_at=now + timedelta(hours=5))
    meeting = Meeting.objects.get(pk=here.meeting.pk)
    Membership.objects.update(joined_at=now - timedelta(days=9))
    reminding.look(now)
    for me, what in ((here.as_ana, "come"), (here.as_ben, "cant")):
        answering.answer(meeting, what=what, by=me, now=now)
        reminding.stop(me, now=now)
        standing.become(me, Membership.State.MEMBER, by=None, now=now)
    assert not Notice.objects.standing().filter(kind__startswith="reminder").exists()
    look()
    told = Notice.objects.standing().filter(kind__startswith="reminder").values_list("person__sign_in", flat=True)
    assert set(told) == {"ana"}
