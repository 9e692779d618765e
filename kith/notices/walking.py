"""Rounds are walked when their time has come, each by one worker at a time. One that fails is told, and walked again."""

import logging
import time
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.db.models import F, Q

from kith.kit import rounds
from kith.kit.rounds import Round
from kith.notices.models import Walk, Worker

log = logging.getLogger("kith.notices")
KITH = Path(__file__).parent.parent


def walk_due(
    now: datetime,
    *,
    me: str,
    stop: Callable[[], bool] = lambda: False,
    rest: Callable[[float], object] = lambda seconds: None,
) -> int:
    """Walks each round whose time has come. Returns how many. `rest(seconds)` is called after each, with how long it took.

    A worker that starts finds all of them due. Without a rest between them they would take the disk and a core from people who
    are in a circle just then.
    """
    walked = 0
    for one in _due(now):
        began = time.perf_counter()
        if not stop() and _take(one, now, me=me):
            _walk(one, now)
            walked += 1
            rest(time.perf_counter() - began)
    return walked


def _due(now: datetime) -> list[Round]:
    known = rounds.known()
    walks = {walk.name: walk for walk in Walk.objects.filter(name__in=[one.name for one in known])}
    new = [one.name for one in known if one.name not in walks]
    if new:
        Walk.objects.bulk_create([Walk(name=name) for name in new], ignore_conflicts=True)
    return [one for one in known if _is_due(walks.get(one.name), one, now)]


def _is_due(walk: Walk | None, one: Round, now: datetime) -> bool:
    """Never walked, or long enough ago. A clock that was set back does not stop it for good."""
    began = walk.began_at if walk else None
    return began is None or not now - one.every < began <= now + one.every


def _take(one: Round, now: datetime, *, me: str) -> bool:
    """Whether this worker walks it: no other that breathes does, and none just did."""
    free = ~Q(by__in=Worker.objects.breathing(now).exclude(pk=me).values("pk"))
    due = Q(began_at=None) | Q(began_at__lte=now - one.every) | Q(began_at__gt=now + one.every)
    return Walk.objects.filter(free & due, name=one.name).update(by=me, began_at=now) == 1


def _walk(one: Round, now: datetime) -> None:
    mine = Walk.objects.filter(name=one.name)
    try:
        one.look(now)
    except Exception as error:  # whatever a round does, the others are walked
        log.warning("the round %s failed: %s", one.name, where(error))
        mine.update(by="", failures=F("failures") + 1, failed=where(error)[:120])
    else:
        mine.update(by="", ended_at=now, failures=0, failed="")


def where(error: BaseException) -> str:
    """What kind of mistake, and in which line of Kith; never its words, which may be somebody's."""
    ours = [one for one in traceback.extract_tb(error.__traceback__) if Path(one.filename).is_relative_to(KITH)]
    place = f" at {Path(ours[-1].filename).relative_to(KITH)}:{ours[-1].lineno}" if ours else ""
    return f"{type(error).__name__}{place}"
