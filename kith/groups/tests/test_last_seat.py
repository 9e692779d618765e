"""Twenty people, one seat, a real database: a thousand rounds at depth ci, never one too many, and nobody is lost."""

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.db import OperationalError, connections
from django.dispatch import Signal
from django.utils import timezone

from kith.groups import asking_in, inviting, joining, leaving, resting, waiting
from kith.groups.models import Asking, Group, Invitation, Membership, Offer
from kith.kit.refusal import Refused
from tests.cast import member, person
from tests.depth import rounds

pytestmark = pytest.mark.django_db(transaction=True)
HANG, MANY, TRIES = 120, 20, 50
State = Membership.State


def at_once(*presses: Callable[[], object]) -> list[object]:
    """All in the same moment, each in a thread of its own. A busy database is asked again, as a browser would."""
    start, said = threading.Barrier(len(presses)), [None] * len(presses)

    def one(place: int, press: Callable[[], object]) -> None:
        start.wait(HANG)
        try:
            said[place] = pressed(press)
        except Exception as error:
            said[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=each, daemon=True) for each in enumerate(presses)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(HANG)
    assert not any(thread.is_alive() for thread in threads)
    return said


def pressed(press: Callable[[], object]) -> object:
    for _ in range(TRIES):
        try:
            return press()
        except OperationalError:
            connections.close_all()
        except Refused as no:
            return no.reason
    raise AssertionError("the database was busy for ever")


@pytest.fixture
def people(cast):
    return [person(f"many{n}") for n in range(MANY)]


@pytest.fixture
def quietly(monkeypatch):
    """Called after a first round: from then on nobody listens to what happened.

    Those who do (the directory, rhythms, companions) write after it is true, four times as much as the race itself.
    """
    return lambda: monkeypatch.setattr(Signal, "send_robust", lambda *_, **__: [])


def fresh(cast, seats: int) -> Group:
    """As before anyone came: so many seats are free, the door is open, nobody waits."""
    Membership.objects.filter(group=cast.group).exclude(pk__in=[cast.as_ana.pk, cast.as_ben.pk]).delete()
    Membership.objects.filter(pk=cast.as_ben.pk).update(state=State.MEMBER, kept_until=None)
    Group.objects.update(listed_at=timezone.now(), door="open", capacity=2 + seats)
    return Group.objects.get()


def knocks(cast, people):
    now = timezone.now()
    return [
        partial(asking_in.knock, cast.group, alias=f"P{n}", comes="listen", by=one, now=now)
        for n, one in enumerate(people)
    ]


def by_links(cast, people):
    now = timezone.now()
    Invitation.objects.all().delete()
    token = inviting.invite(cast.group, seats=20, days=7, by=cast.as_ana, now=now)[1]
    return [
        partial(joining.join, token=token, alias=f"P{n}", comes="listen", by=one, now=now)
        for n, one in enumerate(people)
    ]


def count(group: Group, **states) -> dict[str, int]:
    return {state: group.memberships.filter(state=state).count() for state in ("member", "invited", "waiting")}


def never_too_many(group: Group, said: list[object]) -> None:
    group.refresh_from_db()
    assert not [one for one in said if isinstance(one, Exception)], said
    assert group.memberships.taking_seats(timezone.now()).count() <= group.capacity
    assert Offer.objects.open().count() == group.memberships.filter(state=State.INVITED).count()


@pytest.mark.deep
@pytest.mark.parametrize("way", [knocks, by_links])
def test_twenty_at_one_seat(cast, people, quietly, way):
    for _ in range(rounds(1, 20, 200)):
        group = fresh(cast, 1)
        never_too_many(group, at_once(*way(cast, people)))
        assert count(group) == {"member": 3, "invited": 0, "waiting": MANY - 1}
        quietly()


@pytest.mark.deep
def test_one_seat_that_is_offered_goes_to_one_of_them_whoever_else_presses(cast, people, quietly):
    """The first in line takes it twice at once, or lets it go, while others knock, one pauses, and the round walks by."""
    for nth in range(rounds(1, 25, 250)):
        group, now = fresh(cast, 0), timezone.now()
        line = [knock() for knock in knocks(cast, people[:8])]
        Group.objects.update(capacity=3)
        waiting.move_on(group, now=now)
        first = line[0]
        other = [partial(waiting.take, by=one, now=now) for one in line[1:4]]
        last = partial(waiting.let_pass, by=first, now=now) if nth % 2 else partial(waiting.take, by=first, now=now)
        pauses = partial(resting.pause, by=cast.as_ben, now=now)
        said = at_once(
            partial(waiting.take, by=first, now=now), last, *other, *knocks(cast, people)[8:], pauses,
            partial(waiting.look, now), partial(waiting.look, now + timedelta(hours=1)),
        )  # fmt: skip
        never_too_many(group, said)
        assert count(group)["member"] + count(group)["invited"] <= 2  # Ben rests, and his seat is kept
        quietly()


@pytest.mark.deep
def test_an_offer_taken_in_the_moment_it_runs_out_is_taken_or_gone_never_both(cast, people, quietly):
    for _ in range(rounds(1, 18, 175)):
        group, now = fresh(cast, 0), timezone.now()
        line = [knock() for knock in knocks(cast, people[:MANY])]
        Group.objects.update(capacity=3)
        waiting.move_on(group, now=now)
        late = now + waiting.KEPT
        said = at_once(
            *(partial(waiting.take, by=one, now=late - timedelta(seconds=1)) for one in line[:6]),
            *(partial(waiting.look, late) for _ in range(4)),
        )
        never_too_many(group, said)
        assert count(group) == {"member": 3, "invited": 0, "waiting": MANY - 1} or (
            count(group) == {"member": 2, "invited": 1, "waiting": MANY - 1}
        )
        quietly()


def test_a_seat_that_becomes_free_is_offered_once(cast, people, quietly):
    for _ in range(rounds(1, 18, 175)):
        group, now = fresh(cast, 1), timezone.now()
        extra = member(group, "Extra", people[-1])
        line = [knock() for knock in knocks(cast, people[:6])]
        said = at_once(
            partial(leaving.leave, by=extra),
            *(partial(waiting.look, now) for _ in range(4)),
            *knocks(cast, people[6:12]),
            *(partial(waiting.take, by=one, now=now) for one in line),
        )
        never_too_many(group, said)
        waiting.look(now)
        assert sum(count(group)[state] for state in ("member", "invited")) == 3
        assert Asking.objects.in_line().count() == count(group)["waiting"]
        quietly()
