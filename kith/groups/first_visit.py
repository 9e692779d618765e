"""The first visit: a plan of her own, a greeter who knows that someone comes, and a hello three days later if she said yes."""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from kith.groups.models import FirstVisit, Greeting, Group, Membership
from kith.groups.signals import announce, hello_said
from kith.notices import outbox
from kith.notices.models import Notice
from kith.notices.outbox import Telling

Comes = Membership.Comes
LATER = timedelta(days=3)
STILL = timedelta(days=14)  # past this a hello would only puzzle
NEW = timedelta(days=30)


@transaction.atomic
def keep(*, say: str, leave_with: str, listens: bool, by: Membership, now: datetime) -> FirstVisit:
    """ "What I might say, that I only listen, a word to leave with." That she listens is known to the circle too, as always."""
    if listens != (by.comes == Comes.LISTEN):
        by.comes = Comes.LISTEN if listens else Comes.UNSURE
        by.save(update_fields=["comes"])
    words = {"say": say, "leave_with": leave_with, "kept_at": now}
    return FirstVisit.objects.update_or_create(membership=by, defaults=words)[0]


def plan_of(me: Membership) -> FirstVisit | None:
    return FirstVisit.objects.filter(membership=me).first()


def newcomers(group: Group, *, now: datetime) -> list[Membership]:
    """Whom the greeter may look out for: by alias, nothing else."""
    lately = group.memberships.here().filter(joined_at__gt=now - NEW, role=Membership.Role.MEMBER)
    return list(lately.exclude(pk=group.greeter_id or 0).select_related("greeting").order_by("-joined_at")[:20])


@transaction.atomic
def hello_due(membership: Membership, at: datetime) -> Greeting:
    """She came for the first time, at this moment, and said yes to a hello: the greeter is reminded three days later."""
    greeting, _ = Greeting.objects.update_or_create(membership=membership, defaults={"due_at": at + LATER})
    if greeting.said_at is None:
        _remind(greeting, membership.group)
    return greeting


@transaction.atomic
def hello_off(membership: Membership) -> None:
    """ "Please don't", after all."""
    _forget(membership)


def _forget(membership: Membership) -> None:
    for greeting in Greeting.objects.filter(membership=membership, said_at=None):
        outbox.withdraw(_key(greeting))
        greeting.delete()


def _key(greeting: Greeting) -> str:
    return f"hello:{greeting.membership_id}:{greeting.pk}"


@transaction.atomic
def say_hello(greeting: Greeting, *, by: Membership, now: datetime) -> Greeting:
    """She is told that someone says hello; from whom, she finds in her group. Twice is one hello."""
    greeting = (
        Greeting.objects.select_for_update(no_key=True, of=("self",))
        .select_related("membership__person")
        .get(pk=greeting.pk)
    )
    if greeting.said_at is None:
        greeting.said_at, greeting.by = now, by
        greeting.save(update_fields=["said_at", "by"])
        announce(hello_said, sender=Greeting, greeting=greeting)
        me = greeting.membership
        outbox.withdraw(_key(greeting), now=now)
        path = reverse("groups:group", args=[by.group.ref])
        outbox.put(Telling(me.person, Notice.Kind.HELLO, f"hello-said:{me.ref}", path, zone=by.group.zone))
    return greeting


def hello_to(me: Membership, *, now: datetime) -> Greeting | None:
    """The hello on her group's page, for two weeks."""
    greeting: Greeting | None = getattr(me, "greeting", None)
    return greeting if greeting and greeting.said_at and greeting.said_at > now - STILL else None


def _remind(greeting: Greeting, group: Group) -> None:
    """The greeter; where nobody greets, those who run the group."""
    who = [group.greeter] if group.greeter else list(group.memberships.who_run().select_related("person"))
    path, key = reverse("groups:greeting", args=[group.ref]), _key(greeting)
    due, kind = greeting.due_at, Notice.Kind.SAY_HELLO
    outbox.put(*(Telling(one.person, kind, key, path, due_at=due, until=due + STILL, zone=group.zone) for one in who))


def on_greeter_changed(sender: object, group: Group, **_: object) -> None:
    """Who greets now is reminded from now on; who greeted before is not."""
    group = Group.objects.select_related("greeter__person").get(pk=group.pk)
    waiting = Greeting.objects.filter(membership__group=group, said_at=None).select_related("membership")
    with transaction.atomic():
        for greeting in waiting:
            outbox.withdraw(_key(greeting))
            _remind(greeting, group)


def on_membership_ended(sender: object, membership: Membership, **_: object) -> None:
    """Nobody is reminded of someone who has gone, or rests."""
    with transaction.atomic():
        _forget(membership)
        outbox.withdraw(f"newcomer:{membership.ref}")
