"""What is old goes, and what was cut off in the middle is set right or told."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from kith.notices.models import Letter, Notice, Worker

KEPT = timedelta(days=60)
TASKS_KEPT = timedelta(days=14)
IN_DOUBT_AFTER = timedelta(minutes=10)
TASK_STARTS = 3  # how often a task whose worker died is begun
AT_A_TIME = 1000


def clear_old(now: datetime) -> int:
    """Notices of more than sixty days ago, with their letters, and what tasks left behind two weeks ago."""
    DBTaskResult.objects.finished().filter(finished_at__lt=now - TASKS_KEPT).delete()
    Worker.objects.filter(beat_at__lt=now - timedelta(days=1)).delete()
    before = now - KEPT
    old = Notice.objects.filter(Q(due_at__lt=before) | Q(withdrawn_at__lt=before))
    return sum(iter(lambda: _delete_some(old), 0))


def _delete_some(old: QuerySet[Notice]) -> int:
    """A thousand at a time: nobody waits long for the one writer."""
    some = list(old.values_list("pk", flat=True)[:AT_A_TIME])
    Notice.objects.filter(pk__in=some).delete()
    return len(some)


def tell_unsure(now: datetime) -> int:
    """Letters handed over and never noted: the worker died in between. Nobody knows, and so it is said."""
    lost = Letter.objects.in_doubt(now - IN_DOUBT_AFTER)
    return lost.update(outcome=Letter.Outcome.UNSURE, ended_at=now, by="")


def put_back_tasks(now: datetime) -> None:
    """A task whose worker died is begun again (it is harmless twice); one that kills its worker each time is not."""
    silent = DBTaskResult.objects.running()
    alive = set(Worker.objects.breathing(now).values_list("pk", flat=True))
    for task in silent:
        if alive.isdisjoint(task.worker_ids[-1:]):
            status = TaskResultStatus.READY if len(task.worker_ids) < TASK_STARTS else TaskResultStatus.FAILED
            ended = now if status == TaskResultStatus.FAILED else None
            DBTaskResult.objects.running().filter(pk=task.pk).update(status=status, finished_at=ended)
