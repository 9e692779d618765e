"""Roles that change during a circle, two who come alone, and whom "I'm not safe if this person comes" keeps out."""

import pytest
from django.utils import timezone

from kith.circle import entering, knowing, opening, room
from kith.groups import signals
from kith.people.models import Apart
from tests.cast import Cast, member

pytestmark = pytest.mark.django_db(transaction=True)


def sit(cast: Cast, *memberships: object) -> None:
    opening.open_room(cast.meeting, timezone.now())
    for one in memberships:
        room.act(cast.meeting, actor=one.ref, kind="sit", op="sit", data={}, facts=entering.facts_of(one))  # type: ignore[attr-defined]


def test_s4_a_role_that_was_taken_no_longer_works_in_the_circle(cast: Cast) -> None:
    sit(cast, cast.as_ana, cast.as_ben)
    room.act(cast.meeting, actor=cast.as_ana.ref, kind="lock", op="1", data={})
    cast.as_ana.role = "member"
    cast.as_ana.save(update_fields=["role"])
    signals.role_changed.send_robust(None, membership=cast.as_ana)
    with pytest.raises(room.Declined) as no:
        room.act(cast.meeting, actor=cast.as_ana.ref, kind="unlock", op="2", data={})
    assert no.value.reason == "only_facilitators"


def test_a_role_that_was_given_works_at_once(cast: Cast) -> None:
    came_before(cast, cast.as_ben)
    sit(cast, cast.as_ana, cast.as_ben)
    cast.as_ben.role = "co_facilitator"
    cast.as_ben.save(update_fields=["role"])
    signals.role_changed.send_robust(None, membership=cast.as_ben)
    assert room.act(cast.meeting, actor=cast.as_ben.ref, kind="lock", op="1", data={}).circle.locked


def test_a_new_greeter_answers_the_door_at_once(cast: Cast) -> None:
    came_before(cast, cast.as_ben)
    sit(cast, cast.as_ana, cast.as_ben)
    newcomer = member(cast.group, "Noor")
    sit(cast, newcomer)
    with pytest.raises(room.Declined) as no:
        room.act(cast.meeting, actor=cast.as_ben.ref, kind="admit", op="1", data={"who": newcomer.ref})
    assert no.value.reason == "only_the_door"
    cast.group.greeter = cast.as_ben
    cast.group.save(update_fields=["greeter"])
    signals.greeter_changed.send_robust(None, group=cast.group)
    room.act(cast.meeting, actor=cast.as_ben.ref, kind="admit", op="2", data={"who": newcomer.ref})
    assert room.look(cast.meeting).circle.seat(newcomer.ref)


def test_when_only_two_come_the_evening_becomes_two_chairs_if_they_wish(cast: Cast) -> None:
    came_before(cast, cast.as_ben)
    sit(cast, cast.as_ana, cast.as_ben)
    arrival = entering.arriving(cast.ana, cast.meeting.ref, timezone.now())
    assert arrival
    facts = knowing.facts_for("begin", arrival)
    began = room.act(cast.meeting, actor=cast.as_ana.ref, kind="begin", op="b", data={"chairs": True}, facts=facts)
    assert began.circle.title == "Two chairs"
    assert sum(part.planned for part in began.circle.parts) == cast.meeting.minutes


def test_rule_10_whoever_someone_here_is_not_safe_with_waits_and_the_one_who_is_afraid_walks_in(cast: Cast) -> None:
    regular = member(cast.group, "Noor")
    Apart.objects.create(by=cast.ben, of=regular.person, kind=Apart.Kind.UNSAFE)
    came_before(cast, cast.as_ben, regular)
    sit(cast, cast.as_ana, regular, cast.as_ben)
    circle = room.look(cast.meeting).circle
    assert circle.seat(cast.as_ben.ref), "whoever is afraid is not turned away"
    assert circle.sat(cast.as_ben.ref).told == (regular.ref,)
    assert circle.sat(regular.ref).told == ()


def test_rule_10_not_tonight_please(cast: Cast) -> None:
    regular = member(cast.group, "Noor")
    Apart.objects.create(by=cast.ben, of=regular.person, kind=Apart.Kind.UNSAFE)
    came_before(cast, cast.as_ben, regular)
    sit(cast, cast.as_ana, cast.as_ben, regular)
    circle = room.look(cast.meeting).circle
    knock = circle.knock(regular.ref)
    assert knock and circle.unsafe_with(knock.seat)
    with pytest.raises(room.Declined) as no:
        room.act(cast.meeting, actor=cast.as_ana.ref, kind="admit", op="a", data={"who": regular.ref})
    assert no.value.reason == "not_tonight"


def came_before(cast: Cast, *memberships: object) -> None:
    from kith.meetings.models import Attendance
    from tests.cast import meeting

    past = meeting(cast.group, starts_in=-60 * 24 * 7)
    for one in memberships:
        Attendance.objects.create(meeting=past, membership=one, came_at=past.starts_at)  # type: ignore[misc]
