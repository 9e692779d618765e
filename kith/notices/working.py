"""The worker: walks rounds, does tasks, sorts notices and carries letters. Several do not get in each other's way."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import close_old_connections, connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker
from django_tasks_db.models import DBTaskResult

from kith.kit.refs import new_ref
from kith.notices import carrying, post, sorting, walking
from kith.notices.models import Walk, Worker
from kith.notices.models.walking import BREATH

log = logging.getLogger("kith.notices")
PAUSE = 1.0  # seconds between two looks when nothing waits
LONGEST_PAUSE = 30.0  # seconds, after one mistake upon another
RESTS = 3  # times as long as a round took; at most LONGEST_REST seconds
LONGEST_REST = 5.0
POST = "post"  # the walk to the mail server
Stop = threading.Event


def work(stop: Stop) -> None:
    """Until `stop` is set; then ends what is in hand."""
    with breathing(stop) as me:
        hands = [
            threading.Thread(target=keep, args=(do, stop, me), name=f"kith-{do.__name__}") for do in (look, letters)
        ]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()


def once() -> None:
    """Everything that is due now, and no more."""
    stop = threading.Event()
    with breathing(stop) as me:
        while any([all_due(stop, me), letters(stop, me)]):
            pass


def look(stop: Stop, me: str) -> int:
    """Rounds, with a rest after each, and tasks."""
    rest = lambda took: stop.wait(min(LONGEST_REST, took * RESTS))  # noqa: E731
    return walking.walk_due(timezone.now(), me=me, stop=stop.is_set, rest=rest) + tasks(me)


def all_due(stop: Stop, me: str) -> int:
    """Rounds and tasks, one after another."""
    return walking.walk_due(timezone.now(), me=me, stop=stop.is_set) + tasks(me)


def tasks(me: str, most: int = 20) -> int:
    """So many tasks, by the worker that comes with django-tasks-db; it is asked only when one is ready."""
    ready = DBTaskResult.objects.ready().count()
    if ready:
        TaskWorker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=most,
            worker_id=me,
        ).run()
    return min(ready, most)


def letters(stop: Stop, me: str) -> int:
    """Notices that are due are sorted, and letters carried: unless the mail server was away just now."""
    sorted_now = sorting.sort_due(timezone.now())
    return sorted_now or _carry(stop, me)


def _carry(stop: Stop, me: str) -> int:
    if not _may_ask():
        return 0
    try:
        ended = carrying.carry_due(timezone.now, me=me, stop=stop.is_set)
    except post.Away as away:
        carrying.release(me)
        log.warning("the mail server is away: %s", away)
        _note_post(str(away))
        return 0
    if ended:
        _note_post("")
    return ended


def _may_ask() -> bool:
    """A mail server that was away is asked again after a while, which grows to a quarter of an hour."""
    walk = Walk.objects.filter(name=POST).exclude(failures=0).first()
    if walk is None or walk.began_at is None:
        return True
    pause = timedelta(seconds=min(15 * 60, 2 ** min(walk.failures, 10)))
    return not walk.began_at <= timezone.now() < walk.began_at + pause


def _note_post(failed: str) -> None:
    walk, _ = Walk.objects.get_or_create(name=POST)
    walk.began_at = timezone.now()
    walk.failures, walk.failed = (walk.failures + 1, failed[:120]) if failed else (0, "")
    walk.ended_at = walk.ended_at if failed else walk.began_at
    walk.save()


def keep(do: Callable[[Stop, str], int], stop: Stop, me: str) -> None:
    """Again and again. A mistake is logged, without its words, and the next try comes a little later."""
    pause = PAUSE
    while not stop.is_set():
        try:
            close_old_connections()
            pause = 0 if do(stop, me) else PAUSE
        except Exception as error:  # a worker that stops at the first mistake helps nobody
            log.warning("the worker stumbled: %s", walking.where(error))
            close_old_connections()
            pause = min(LONGEST_PAUSE, max(PAUSE, pause * 2))
        stop.wait(pause)
    connections.close_all()


@contextmanager
def breathing(stop: Stop) -> Iterator[str]:
    """Says that this worker lives, again and again, from a thread that nothing else holds up. Gives its name."""
    me, done = new_ref(), threading.Event()
    Worker.objects.create(id=me)
    breath = threading.Thread(target=_breathe, args=(me, done), name="kith-breath", daemon=True)
    breath.start()
    try:
        yield me
    finally:
        done.set()
        breath.join()
        carrying.release(me)
        Walk.objects.filter(by=me).update(by="")
        Worker.objects.filter(pk=me).delete()


def _breathe(me: str, done: threading.Event) -> None:
    while not done.wait(BREATH.total_seconds() / 6):
        try:
            close_old_connections()
            now = timezone.now()
            Worker.objects.update_or_create(pk=me, defaults={"beat_at": now})
        except Exception as error:  # the next breath will do
            log.warning("the worker could not say that it lives: %s", walking.where(error))
    connections.close_all()
