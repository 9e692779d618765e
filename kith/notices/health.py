"""What a host should know of the worker and its letters: counts and moments, never who or what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from kith.notices.models import Letter, Notice, Walk, Worker
from kith.notices.tidying import IN_DOUBT_AFTER
from kith.notices.working import POST

OVERDUE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Sign:
    """`do` is empty when all is well."""

    what: str
    do: str = ""
    wrong: bool = False


def look(now: datetime) -> Iterator[Sign]:
    yield walking(now)
    yield from failing()
    if settings.MAIL:
        yield from away(now)
    yield from stuck(now)


def walking(now: datetime) -> Sign:
    if Worker.objects.breathing(now).exists():
        return Sign("the worker is at work")
    waits = Notice.objects.to_sort(now - OVERDUE).count() + Letter.objects.free(now - OVERDUE).count()
    start = "`kith serve` runs one; where pages run as `kith web`, start `kith work`."
    if waits:
        return Sign(f"no worker is at work, and {waits} notices wait to go out", start, wrong=True)
    return Sign("no worker is at work just now", start)


def failing() -> Iterator[Sign]:
    for walk in Walk.objects.exclude(failures=0).exclude(name=POST).order_by("name"):
        what = f"the round {walk.name} failed {walk.failures} times in a row ({walk.failed})"
        yield Sign(
            what, "The log says when. It is walked again and again; if it goes on, tell who writes Kith.", wrong=True
        )


def away(now: datetime) -> Iterator[Sign]:
    walk = Walk.objects.filter(name=POST).exclude(failures=0).first()
    if walk:
        waiting = Letter.objects.waiting().filter(after__lte=now).count()
        what = f"the mail server is away ({walk.failed}, {walk.failures} tries); {waiting} letters wait"
        yield Sign(
            what, "Look at the setting for mail in docs/settings.md. What they tell of is in Kith already.", wrong=True
        )


def stuck(now: datetime) -> Iterator[Sign]:
    unsure = Letter.objects.filter(outcome=Letter.Outcome.UNSURE).count()
    unsure += Letter.objects.in_doubt(now - IN_DOUBT_AFTER).count()
    if unsure:
        what = f"letters that may not have gone out, as Kith was cut off in the middle: {unsure}"
        yield Sign(what, "Nothing to do: they never go twice, and what they tell of is in Kith.")
    refused = Letter.objects.filter(outcome=Letter.Outcome.REFUSED, ended_at__gt=now - timedelta(days=7)).count()
    if refused:
        what = f"letters that the mail server refused in the last week: {refused}"
        yield Sign(what, "If there are many, look at the sender in docs/settings.md. What they tell of is in Kith.")
