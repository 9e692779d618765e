"""The demo's year was written as rows, in bulk. Everything in it must be what the verbs that pages use could have left."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.db.models import Count, F, Max, Q
from django.utils import timezone

from kith.circle.models import Room
from kith.companions.models import Going, Outing, Pact
from kith.config import demo
from kith.finding.models import Words
from kith.groups import capacity, closing, waiting
from kith.groups.models import (
    Acceptance,
    Asking,
    Following,
    Group,
    Invitation,
    InvitationUse,
    Membership,
    Offer,
    Proposal,
    Question,
    Standing,
)
from kith.insights import months
from kith.insights.models import Month
from kith.journey import how_am_i_months
from kith.journey.models import First
from kith.journey.models.how_am_i import HowAreWe
from kith.kit import together
from kith.library.models import Tried
from kith.meetings import eight_weeks, holding, prompts, rhythms
from kith.meetings.models import Attendance, Cancellation, Coming, Correction, Debrief, Meeting, NotHeld, Rhythm, Series
from kith.notices.models import Notice
from kith.people.models import Person
from kith.stories.models import Acknowledgement, Need, Reply, Story
from tests.depth import some

# The demo itself is served at every depth, by tests/ground/test_command.py.
pytestmark = [pytest.mark.django_db, pytest.mark.deep]

State = Membership.State
MOMENTS = {
    "just now": None,
    "in the middle of a meeting": datetime(2026, 3, 31, 18, 40, tzinfo=UTC),
    "on the second of January": datetime(2026, 1, 2, 6, 5, tzinfo=UTC),
    "in the night of the clocks": datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
}


@pytest.fixture(scope="module", params=some(MOMENTS, one_in=4))
def now(request, django_db_setup, django_db_blocker):
    """The demo is made once for all that is asked of it, at several moments of the year; nothing of it stays."""
    moment = MOMENTS[request.param] or timezone.now()
    with django_db_blocker.unblock(), transaction.atomic():
        demo.make("one two three", now=moment)
        with django_db_blocker.block():
            yield moment
        transaction.set_rollback(True)


def members():
    return Membership.objects.select_related("group", "person")


def test_nobody_came_who_was_not_a_member_then(now):
    for came in Attendance.objects.exclude(membership=None).select_related("membership", "meeting__group"):
        me, at = came.membership, came.meeting.starts_at
        assert me.group_id == came.meeting.group_id
        assert me.joined_at <= at, me
        assert not me.standings.filter(what__in=[State.LEFT, State.PAUSED, State.GRADUATED], at__lte=at).exists(), me


def test_nobody_came_to_what_did_not_happen_or_is_still_to_come(now):
    off = Q(meeting__cancellation__isnull=False) | Q(meeting__not_held__isnull=False)
    assert not Attendance.objects.filter(off | Q(meeting__starts_at__gt=now)).exists()
    was = Meeting.objects.filter(starts_at__lt=now - timedelta(hours=4), cancellation=None, not_held=None)
    assert not was.annotate(n=Count("attendances")).filter(n__lt=2).exists()


def test_someone_who_left_reads_nothing_of_the_group_they_left(now):
    for me in members().exclude(state__in=[State.MEMBER, State.ASKED, State.WAITING, State.INVITED]):
        under = Notice.objects.standing().filter(person=me.person, path__startswith=f"/groups/{me.group.ref}/")
        refs = list(me.group.meetings.values_list("ref", flat=True))
        assert not under.exists(), me
        assert not [one for one in Notice.objects.standing().filter(person=me.person) if one.key.split(":")[1] in refs]


def test_everyone_said_yes_to_the_agreement_they_found_when_they_came(now):
    for me in members():
        found = me.group.agreements.filter(adopted_at__lte=me.joined_at).first() or me.group.agreements.last()
        assert me.acceptances.filter(agreement=found).exists() or me.state in Membership.ON_THE_WAY, me
        assert me.acceptances.exists(), me
    assert not Acceptance.objects.filter(at__lt=F("agreement__adopted_at")).exists()
    assert not Acceptance.objects.exclude(agreement__group=F("membership__group")).exists()
    for version in (one for group in Group.objects.all() for one in group.agreements.all()):
        assert Acceptance.objects.filter(agreement=version, membership=version.adopted_by).exists()


def test_who_has_not_read_the_new_agreement_has_been_told_and_nobody_else(now):
    told = Notice.objects.standing().filter(kind=Notice.Kind.AGREEMENT)
    late = set()
    for group in Group.objects.all():
        if group.agreement.version > 1:
            yes = Acceptance.objects.filter(agreement=group.agreement).values("membership")
            late |= set(group.memberships.here().exclude(pk__in=yes).values_list("person", flat=True))
    assert late and set(told.values_list("person", flat=True)) == late


def test_there_are_never_more_people_than_seats(now):
    for group in Group.objects.all():
        assert capacity.taken(group, now=now) <= group.capacity, group
        assert group.memberships.here().filter(role=Membership.Role.FACILITATOR).exists(), group
        assert group.greeter.state == State.MEMBER
        aliases = Counter(one.alias.casefold() for one in group.memberships.filter(state__in=Membership.NAMED))
        assert max(aliases.values()) == 1


def test_every_standing_ends_in_what_someone_is(now):
    roles = set(Membership.Role.values) - {"member"}
    for me in members():
        trace = list(me.standings.order_by("at", "pk"))
        states = [one for one in trace if one.what not in roles]
        assert trace, me
        assert (states[-1].what if states else State.MEMBER) == me.state, me
        assert me.role in {one.what for one in trace} | {"member"} and (me.state == State.MEMBER or not me.runs)
        if me.state == State.MEMBER:
            assert me.joined_at == next(one.at for one in trace if one.what in {State.MEMBER, *roles}), me
    assert not Standing.objects.exclude(by=None).exclude(by__group=F("membership__group")).exists()


def test_nobody_came_in_otherwise_than_through_the_door(now):
    for me in members().filter(state__in=[State.MEMBER, State.PAUSED, State.LEFT, State.GRADUATED]):
        founded = not me.standings.filter(what=State.MEMBER).exists()
        if me.group.door == Group.Door.REQUEST and not founded:
            assert me.asking.answer == Asking.Answer.WELCOME and me.asking.words == ""
        if me.group.door == Group.Door.INVITATION and not founded:
            link = InvitationUse.objects.get(membership=me).invitation
            assert link.alongside_of == me.alongside_of and link.made_at < me.joined_at < link.expires_at
    assert Invitation.objects.live(now).count() == 1


def test_the_first_time_is_marked_once_each(now):
    firsts = Attendance.objects.filter(first=True).values_list("membership", flat=True)
    assert sorted(firsts) == sorted({pk for pk in Attendance.objects.values_list("membership", flat=True) if pk})
    for came in Attendance.objects.filter(first=True):
        assert not Attendance.objects.filter(membership=came.membership, came_at__lt=came.came_at).exists()


def test_a_series_has_the_evenings_its_rule_says_and_no_question_comes_twice_in_half_a_year(now):
    for series in Series.objects.all():
        skipped = set(series.skipped.values_list("day", flat=True))
        moments = series.course.moments(series.starts_on, eight_weeks.horizon(now))
        should = [at for at in moments if series.course.day_of(at) not in skipped]
        rows = list(series.meetings.order_by("occurrence"))
        assert [one.occurrence for one in rows] == should
        assert all(sum(part["minutes"] for part in one.parts) == one.minutes for one in rows)
        asked = [one for one in rows if one.prompt_key]
        for one in asked:
            near = [other for other in asked if abs(other.starts_at - one.starts_at) < prompts.REST]
            assert sum(other.prompt_key == one.prompt_key for other in near) == 1
        for one in rows:
            assert (one.revision > 0) == (hasattr(one, "cancellation") or one.is_moved)
            assert one.is_moved == one.moves.exists()


def test_the_rounds_find_nothing_that_was_forgotten(now):
    notices, offers = Notice.objects.count(), Offer.objects.count()
    assert eight_weeks.look(now) == 0
    waiting.look(now)
    assert (Notice.objects.count(), Offer.objects.count()) == (notices, offers)


def test_rhythms_are_what_a_fresh_count_says_and_the_directory_has_every_listed_group(now):
    kept = list(Rhythm.objects.order_by("pk").values())
    rhythms.count(Group.objects.all(), now)
    assert list(Rhythm.objects.order_by("pk").values()) == kept
    assert len(kept) == Group.objects.count()
    assert set(Words.objects.values_list("pk", flat=True)) == set(
        Group.objects.exclude(listed_at=None).values_list("pk", flat=True)
    )


def test_months_are_told_as_the_rounds_tell_them_and_only_of_five(now):
    grief = Group.objects.get(name="Walking with grief")
    told = list(Month.objects.filter(group=grief).order_by("month"))
    months.look(now)
    how_am_i_months.look(now)
    assert list(Month.objects.filter(group=grief).order_by("month")) == told and len(told) >= 11
    assert HowAreWe.objects.filter(group=grief).count() == len(told)
    for one in (one for one in told if one.heard or one.myself):
        came = Attendance.objects.filter(meeting__group=grief, membership__role="member")
        there = {row.membership_id for row in came if together.month_of(row.came_at, grief.tz) == one.month}
        assert len(there) >= together.FEWEST, one.month
    assert {one.heard for one in told} == {"", "some", "most"}


DATED = (
    (Standing, "at"),
    (Acceptance, "at"),
    (Asking, "asked_at"),
    (Offer, "at"),
    (Question, "asked_at"),
    (Proposal, "at"),
    (Following, "at"),
    (Cancellation, "at"),
    (NotHeld, "at"),
    (Correction, "at"),
    (Coming, "said_at"),
    (Debrief, "at"),
    (Story, "saved_at"),
    (Reply, "at"),
    (Acknowledgement, "at"),
    (Notice, "made_at"),
    (Attendance, "came_at"),
    (Meeting, "planned_at"),
    (Group, "made_at"),
)


def test_nothing_was_done_later_than_now(now):
    for model, field in DATED:
        assert model.objects.exists(), model
        assert model.objects.aggregate(last=Max(field))["last"] <= now, model


def test_stories_are_told_and_answered_by_people_who_were_there(now):
    for story in Story.objects.shared().select_related("by"):
        assert story.by.joined_at < story.shared_at
    for reply in Reply.objects.select_related("by", "story"):
        assert max(reply.by.joined_at, reply.story.shared_at) < reply.at
        ended = reply.by.standings.filter(what__in=[State.LEFT, State.PAUSED, State.GRADUATED]).first()
        assert ended is None or reply.at < ended.at
    for heard in Acknowledgement.objects.select_related("by", "story", "reply"):
        assert heard.by != (heard.reply or heard.story).by
        assert heard.by.joined_at < heard.at
        assert heard.reply or heard.kind != "me_too" or heard.story.need != Need.JUST_LISTEN
    assert Story.objects.shared().count() == 12
    assert Story.objects.shared().filter(replies=None, shared_at__lt=now - timedelta(days=1)).exists()
    assert not Tried.objects.filter(on__gt=now.date()).exists()


def test_it_shows_what_there_is_to_see(now):
    of = {group.name: group for group in Group.objects.all()}
    grief, worry = of["Walking with grief"], of["Worry, and what helps"]
    states = Counter(members().values_list("state", flat=True))
    assert states[State.ASKED] and states[State.PAUSED] and states[State.GRADUATED] and states[State.LEFT]
    assert (states[State.WAITING], states[State.INVITED]) == (2, 1)
    assert capacity.missing(of["Starting again after sixty"]) == 3
    assert of["Awake with a baby"].rhythm.last_met_at < now - timedelta(days=60)
    assert closing.closed_since(of["Ten Mondays after a diagnosis"], now)
    assert Question.objects.open().exists() and Following.objects.exists() and Proposal.objects.waiting().exists()
    assert grief.agreements.count() == 2 and grief.formats.exclude(shared_at=None).exists()
    assert Coming.objects.filter(hard_week__hello_from=grief.greeter).exists()
    assert members().exclude(alongside_of=None).exists() and capacity.free(worry, now=now) == 0
    assert sorted(Pact.objects.values_list("ending__in_time", flat=True), key=str) == [None, True]
    assert (
        Outing.objects.filter(starts_at__lt=now).count() == 3
        and Going.objects.filter(outing__starts_at__lt=now).count() == 3
    )
    assert First.objects.filter(kind="outing", person__sign_in="noor").exists()
    here = grief.memberships.filter(state=State.MEMBER, joined_at__lt=now - timedelta(days=14))
    held = First.objects.filter(kind="held").values_list("person", flat=True)
    assert set(here.values_list("person", flat=True)) <= set(held)
    rowan = grief.memberships.get(alias="Rowan")
    turn = holding.turn(rowan, grief.meetings.filter(starts_at__gt=now, cancellation=None).earliest("starts_at"))
    assert turn and turn.in_a_row >= 5 and turn.whom.alias == "June"
    read = Notice.objects.standing().filter(person=rowan.person, due_at__lte=now)
    assert read.filter(seen_at=None).exists() and read.exclude(seen_at=None).exists()


def test_a_circle_is_open_and_the_same_one_the_next_time(now):
    assert not demo.is_empty()
    group = demo.first_group()
    people = demo.told(group, "one two three")
    assert len(people) >= 10 and people[0]["alias"] == "Rowan"
    meeting = demo.open_meeting(group, now=now)
    assert demo.open_meeting(group, now=now + timedelta(minutes=1)) == meeting
    assert Room.objects.filter(meeting=meeting).exists()


def test_the_host_is_in_no_group_and_everyone_signs_in_with_the_same_passphrase(now):
    assert not Person.objects.get(is_host=True).memberships.exists()
    assert len(set(Person.objects.values_list("password", flat=True))) == 1
