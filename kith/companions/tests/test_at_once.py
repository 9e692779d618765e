"""Two who wish at once, while two workers look: one pact, told to both, on a real database with real threads."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, connections

from kith.companions import wishing
from kith.companions.models import Batch, Pact, Rota, Side, Tick
from kith.companions.tests.ground import SUNDAY, batch
from kith.notices.models import Notice
from tests.cast import Cast
from tests.depth import rounds

pytestmark = pytest.mark.django_db(transaction=True)
HANG, TRIES = 300, 20


def at_once(*deeds: Callable[[], object]) -> None:
    """All in the same moment, each in a thread of its own. SQLite has one writer: who finds it busy asks again, as a browser or the
    worker would. On PostgreSQL nobody may have to: who ticks would learn from the wait that the other just did."""
    start, wrong = threading.Barrier(len(deeds)), []

    def one(deed: Callable[[], object]) -> None:
        start.wait(HANG)
        try:
            done(deed)
        except Exception as error:
            wrong.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=[deed], daemon=True) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(HANG)
    assert not wrong and not any(thread.is_alive() for thread in threads), wrong


def done(deed: Callable[[], object]) -> None:
    for _ in range(TRIES):
        try:
            deed()
            return
        except OperationalError:
            if connection.vendor != "sqlite":
                raise
            connections.close_all()
    raise AssertionError("the database was busy for ever")


def test_two_who_tick_at_once_while_two_look_are_one_pact_told_to_both(transactional_db: None, friends: Cast) -> None:
    ana, ben = friends.as_ana, friends.as_ben
    for each in range(rounds(2, 100, 1000)):
        sunday = SUNDAY + timedelta(weeks=2 * each)
        before = sunday - timedelta(hours=1)
        at_once(
            lambda when=before: wishing.tick(ben, by=ana, now=when),
            lambda when=before: wishing.tick(ana, by=ben, now=when),
            lambda now=sunday: batch(friends.group, now),
            lambda now=sunday: batch(friends.group, now),
        )
        assert Pact.objects.count() <= 1 and Notice.objects.count() == 2 * Pact.objects.count()
        at_once(*[lambda now=sunday + timedelta(weeks=1): batch(friends.group, now)] * 2)
        assert Pact.objects.count() == 1 and Side.objects.count() == 2 and Notice.objects.count() == 2
        assert not Tick.objects.exists()
        for kept in (Notice, Pact, Batch, Rota):
            kept.objects.all().delete()
