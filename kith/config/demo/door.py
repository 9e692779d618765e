"""Who stands at a door today: someone who asks, a question, a line with a seat offered, someone who follows, someone new."""

from datetime import timedelta

from django.urls import reverse

from kith.config.demo import promises
from kith.config.demo.written import Cast, Told
from kith.groups import asking_in, first_visit, following, questions, waiting
from kith.groups.models import Membership
from kith.meetings import reminding
from kith.meetings.models import Meeting
from kith.notices import outbox
from kith.notices.models import Notice

LISTENS = Membership.Comes.LISTEN


def names(told: Told) -> list[str]:
    """Sign-in names of those who are in no group yet."""
    now = told.get("door_now", {})
    asks = [now["asks"]["sign_in"]] if "asks" in now else []
    return [*asks, *(one["sign_in"] for one in now.get("waits", [])), *now.get("follows", [])]


def stand(cast: Cast) -> None:
    now = cast.told.get("door_now", {})
    _newcomers(cast)
    promises.propose(cast)
    _questions(cast, now)
    if "asks" in now:
        _asks(cast, now["asks"])
    _line(cast, now)
    for name in now.get("follows", []):
        with cast.then(cast.now - timedelta(days=4)) as at:
            following.follow(cast.group, by=cast.people[name], now=at)
    near = Meeting.objects.filter(pk__in=[one.pk for one in cast.ahead], starts_at__lte=cast.now + reminding.DAY_AHEAD)
    with cast.then(cast.now - timedelta(minutes=1)):
        reminding.put(reminding.reminders(near, now=cast.now))


def _newcomers(cast: Cast) -> None:
    """The greeter is told of whoever came lately; someone new has made a plan that only she reads."""
    greeter, path = cast.group.greeter, reverse("groups:greeting", args=[cast.group.ref])
    for one in cast.members.values():
        if greeter and one != greeter and one.joined_at > cast.now - timedelta(days=6):
            with cast.then(one.joined_at):
                key = f"newcomer:{one.ref}"
                outbox.put(outbox.Telling(greeter.person, Notice.Kind.NEWCOMER, key, path, zone=cast.group.zone))
            words = "Hello. I am new. I would like to listen first."
            first_visit.keep(say=words, leave_with="", listens=one.comes == LISTENS, by=one, now=one.joined_at)


def _questions(cast: Cast, now: Told) -> None:
    if answered := now.get("answered"):
        with cast.then(cast.now - timedelta(days=16)) as at:
            question, _ = questions.ask(cast.group, words=answered["words"], by=None, now=at)
            questions.answer(question, words=answered["answer"], by=cast.founder, now=at + timedelta(hours=5))
    if "question" in now:
        with cast.then(cast.now - timedelta(hours=11)) as at:
            questions.ask(cast.group, words=now["question"], by=None, now=at)


def _asks(cast: Cast, one: Told) -> None:
    with cast.then(cast.now - timedelta(hours=19)) as at:
        facts = {name: one[name] for name in ("alias", "comes", "words")}
        asking_in.knock(cast.group, by=cast.people[one["sign_in"]], now=at, **facts)


def _line(cast: Cast, now: Told) -> None:
    """It was full when they came. Since then it has become bigger by a seat, which is offered to the first of them."""
    for one in now.get("waits", []):
        with cast.then(cast.now - timedelta(days=one["days"])) as at:
            asking_in.knock(cast.group, alias=one["alias"], comes="unsure", by=cast.people[one["sign_in"]], now=at)
    if "capacity" in now:
        cast.group.capacity = now["capacity"]
        cast.group.save(update_fields=["capacity"])
        with cast.then(cast.now - timedelta(hours=5)) as at:
            waiting.move_on(cast.group, now=at)
