"""Asking to come: a few words to the facilitators, and their answer, kindly worded. An open door needs no answer."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from kith.groups import agreeing, aliases, capacity, entering, joining, standing, waiting
from kith.groups.founding import SEEDS
from kith.groups.models import Asking, Group, Membership
from kith.groups.words import Reason
from kith.kit.refusal import Refused
from kith.notices import outbox
from kith.notices.models import Notice
from kith.notices.outbox import Telling
from kith.people.models import Person

State = Membership.State
Answer = Asking.Answer
AGAIN = timedelta(days=14)  # after "not now"


@transaction.atomic
def knock(
    group: Group,
    *,
    alias: str,
    comes: str,
    by: Person,
    now: datetime,
    if_away: str = Membership.IfAway.SAY_HELLO,
    words: str = "",
) -> Membership:
    """At the door of a listed group: in, in the line, or asked, as its door demands. Twice is harmless."""
    group = capacity.locked(group.pk)
    before = Membership.objects.filter(group=group, person=by).first()
    if before and before.state in (*Membership.SEATED, State.ASKED, State.WAITING):
        return before
    _may_knock(group, before, now)
    if group.door == Group.Door.OPEN:
        return joining.come(group, before, alias=alias, comes=comes, if_away=if_away, by=by, now=now)
    me = before or Membership(group=group, person=by, seed=secrets.randbelow(SEEDS))
    me.alias, me.comes, me.if_away = aliases.free(group, alias, besides=me), comes, if_away
    return _ask(me, group, words=words, now=now)


def _may_knock(group: Group, before: Membership | None, now: datetime) -> None:
    if group.listed_at is None or group.door == Group.Door.INVITATION:
        raise Refused(Reason.BY_INVITATION)
    if before is None:
        return
    if before.state in Membership.GONE:
        raise Refused(Reason.BY_INVITATION)
    joining.refuse_if_resting(before)
    asked = Asking.objects.filter(membership=before, answer=Answer.NOT_NOW, answered_at__gt=now - AGAIN)
    if group.door == Group.Door.REQUEST and asked.exists():
        raise Refused(Reason.ASKED_LATELY)


def _ask(me: Membership, group: Group, *, words: str, now: datetime) -> Membership:
    me.state = State.ASKED
    me.save()
    standing.become(me, State.ASKED, by=me, now=now, role=Membership.Role.MEMBER)
    blank = {"answer": Answer.NONE, "answer_words": "", "answered_by": None, "answered_at": None, "in_line_since": None}
    asking, _ = Asking.objects.update_or_create(
        membership=me, defaults={"words": words, "asked_at": now, "rests_until": None, **blank}
    )
    if group.agreement:
        agreeing.accept(group.agreement, by=me)
    tell_facilitators(group, key=f"asked:{asking.ref}:{now:%Y-%m-%d}")
    return me


def tell_facilitators(group: Group, *, key: str) -> None:
    """That someone is at the door. Who, and with which words, is on the page."""
    path = reverse("groups:door", args=[group.ref])
    who = group.memberships.who_run().select_related("person")
    outbox.put(*(Telling(one.person, Notice.Kind.ASKED, key, path, zone=group.zone) for one in who))


@transaction.atomic
def welcome(asking: Asking, *, words: str, by: Membership, now: datetime) -> Membership:
    """In, or, where no seat is free, in the line. The first answer stands."""
    group = capacity.locked(by.group_id)
    asking, me = _open(asking, group)
    _answer(asking, me, group, Answer.WELCOME, words, by=by, now=now)
    waiting.move(group, now=now)
    if capacity.free(group, now=now, let_in=True):
        return entering.seat(me, in_group=group, by=by, now=now)
    return waiting.line_up(me, by=by, now=now)


@transaction.atomic
def not_now(asking: Asking, *, words: str, by: Membership, now: datetime) -> Membership:
    """Kindly, and not for ever: she may ask again after two weeks."""
    group = capacity.locked(by.group_id)
    asking, me = _open(asking, group)
    _answer(asking, me, group, Answer.NOT_NOW, words, by=by, now=now)
    return standing.become(me, State.NOT_NOW, by=by, now=now)


def _open(asking: Asking, group: Group) -> tuple[Asking, Membership]:
    asking = Asking.objects.select_related("membership__person").get(pk=asking.pk, membership__group=group)
    if asking.membership.state != State.ASKED:
        raise Refused(Reason.ANSWERED)
    return asking, asking.membership


def _answer(
    asking: Asking, me: Membership, group: Group, answer: str, words: str, *, by: Membership, now: datetime
) -> None:
    """What she wrote has done its work, and goes."""
    asking.answer, asking.answer_words, asking.words = answer, words, ""
    asking.answered_by, asking.answered_at = by, now
    asking.save()
    outbox.withdraw(f"asked:{asking.ref}:{asking.asked_at:%Y-%m-%d}", now=now)
    path, key = reverse("groups:waiting", args=[group.ref]), f"answered:{asking.ref}:{asking.asked_at:%Y-%m-%d}"
    outbox.put(Telling(me.person, Notice.Kind.ANSWERED, key, path, zone=group.zone))
