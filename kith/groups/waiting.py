"""The line: a free seat is offered to whoever has waited longest, kept for two days, and then goes on by itself.

While an offer is open its seat counts as taken, and everything here holds the group's row: never one too many.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from kith.groups import aliases, capacity, entering, following, standing
from kith.groups.models import Asking, Group, Membership, Offer
from kith.groups.words import Reason
from kith.kit.refusal import Refused
from kith.notices import outbox
from kith.notices.models import Notice
from kith.notices.outbox import Telling

State = Membership.State
KEPT = timedelta(hours=48)  # a seat, for the next in line
KEPT_FOR_PAST = timedelta(days=7)  # for someone who is not waiting, and may not look every day
REST = timedelta(days=7)  # who let one pass is not asked again at once
LAPSES = 2  # unanswered offers, after which someone is taken off the line
AGAIN = timedelta(days=90)  # nobody who left is asked back more often
PAST = Membership.PAST


def line_up(me: Membership, *, by: Membership | None, now: datetime, front: bool = False) -> Membership:
    """At the end of the line; `front`: before everyone. Whoever is in it already keeps their place."""
    if me.pk and me.state == State.WAITING:
        return me
    standing.become(me, State.WAITING, by=by, now=now, role=Membership.Role.MEMBER, kept_until=None)
    first = Asking.objects.in_line().filter(membership__group=me.group_id).exclude(membership=me).first()
    ahead = first.in_line_since if front and first else None
    place = {"in_line_since": ahead - timedelta(seconds=1) if ahead else now, "rests_until": None}
    Asking.objects.update_or_create(membership=me, defaults=place)
    return me


@transaction.atomic
def move_on(group: Group, *, now: datetime) -> None:
    """Offers that ran out end; free seats are offered to those next in line, and they are told at once. Twice is harmless."""
    move(capacity.locked(group.pk), now=now)


def move(group: Group, *, now: datetime) -> None:
    """The same, for a caller who holds the group's row."""
    for offer in Offer.objects.due(now).filter(membership__group=group).select_related("membership__person"):
        _lapse(offer, now)
    seats = capacity.free(group, now=now)
    line = Asking.objects.in_line().filter(membership__group=group).exclude(rests_until__gt=now)
    next_ones = list(line.select_related("membership__person")[:seats])
    for asking in next_ones:
        _offer(asking.membership, group, by=None, until=now + KEPT, now=now)
    if seats > len(next_ones):
        following.seat_is_free(group, now=now)


@transaction.atomic
def invite(member: Membership, *, by: Membership, now: datetime) -> Membership:
    """A facilitator asks someone back who was here once, or offers a free seat to someone in the line. They accept, or not."""
    group = capacity.locked(by.group_id)
    member = Membership.objects.select_related("person").get(pk=member.pk, group=group)
    move(group, now=now)
    member.refresh_from_db(fields=["state"])
    if member.state == State.INVITED:
        return member
    if member.state not in (State.WAITING, *PAST):
        raise Refused(Reason.NOT_TO_BE_ASKED)
    if member.state in PAST and member.offers.filter(at__gt=now - AGAIN, by__isnull=False).exists():
        raise Refused(Reason.ASKED_BACK_LATELY)
    if not capacity.free(group, now=now, let_in=True):
        raise Refused(Reason.NO_SEAT)
    kept = KEPT if member.state == State.WAITING else KEPT_FOR_PAST
    member.alias = aliases.near(group, member.alias, besides=member)
    _offer(member, group, by=by, until=now + kept, now=now)
    return member


@transaction.atomic
def take(*, by: Membership, now: datetime) -> Membership:
    """ "Yes, I'll take it." An offer that has run out is over; its seat may be someone else's."""
    group, me = _mine(by)
    if me.state == State.MEMBER:
        return me
    offer = Offer.objects.open().filter(membership=me, until__gt=now).first()
    if offer is None:
        raise Refused(Reason.OFFER_OVER)
    end(offer, Offer.How.TAKEN, now=now)
    return entering.seat(me, in_group=group, by=me, now=now)


@transaction.atomic
def let_pass(*, by: Membership, now: datetime) -> Membership:
    """ "Not this time": the seat goes on at once. In the line they stay, at its end, and are not asked again for a week."""
    group, me = _mine(by)
    offer = Offer.objects.open().filter(membership=me).first()
    if offer:
        end(offer, Offer.How.PASSED, now=now)
        _back(me, offer.was, by=me, now=now)
        move(group, now=now)
    return me


@transaction.atomic
def step_out(*, by: Membership, now: datetime) -> Membership:
    """ "I've changed my mind": no longer asking, waiting or invited. Nobody asks why; they may ask again."""
    group, me = _mine(by)
    if me.state not in (State.ASKED, State.WAITING, State.INVITED):
        return me
    offer = Offer.objects.open().filter(membership=me).first()
    if offer:
        end(offer, Offer.How.PASSED, now=now)
    was = offer.was if offer and offer.was in PAST else State.LEFT
    standing.become(me, was, by=me, now=now)
    Asking.objects.filter(membership=me).update(in_line_since=None, rests_until=None, words="")
    move(group, now=now)
    return me


def look(now: datetime) -> None:
    """The round: every group where an offer ran out, or where someone waits."""
    due = Q(memberships__offers__ended_at=None, memberships__offers__until__lte=now)
    waits = Q(memberships__state=State.WAITING)
    for group in Group.objects.filter(due | waits).distinct().iterator(chunk_size=200):
        move_on(group, now=now)


def end(offer: Offer, how: str, *, now: datetime) -> None:
    """An offer is over, one way or another, and no notice speaks of it any more."""
    Offer.objects.filter(pk=offer.pk).update(how=how, ended_at=now)
    outbox.withdraw(f"offer:{offer.ref}", now=now)


def _mine(me: Membership) -> tuple[Group, Membership]:
    """Their row as it is, with the group's row held."""
    group = capacity.locked(me.group_id)
    return group, Membership.objects.select_related("person").get(pk=me.pk)


def _offer(member: Membership, group: Group, *, by: Membership | None, until: datetime, now: datetime) -> Offer:
    offer = Offer.objects.create(membership=member, by=by, was=member.state, at=now, until=until)
    standing.become(member, State.INVITED, by=by, now=now)
    path, key = reverse("groups:waiting", args=[group.ref]), f"offer:{offer.ref}"
    kind = Notice.Kind.SEAT_OFFERED
    outbox.put(Telling(member.person, kind, key, path, when=until, until=until, zone=group.zone))
    return offer


def _lapse(offer: Offer, now: datetime) -> None:
    """Nobody answered. The second time in a row someone leaves the line, and is told so."""
    me = offer.membership
    end(offer, Offer.How.LAPSED, now=now)
    before = list(me.offers.order_by("-at").values_list("how", flat=True)[:LAPSES])
    if offer.was == State.WAITING and before == [Offer.How.LAPSED] * LAPSES:
        standing.become(me, State.LEFT, by=None, now=now)
        path = reverse("groups:waiting", args=[me.group.ref])
        outbox.put(Telling(me.person, Notice.Kind.STANDING, f"off:{offer.ref}", path, zone=me.group.zone))
    else:
        _back(me, offer.was, by=None, now=now)


def _back(me: Membership, was: str, *, by: Membership | None, now: datetime) -> None:
    """What they were before the offer; in the line, at its end."""
    standing.become(me, was, by=by, now=now)
    if was == State.WAITING:
        Asking.objects.filter(membership=me).update(in_line_since=now, rests_until=now + REST)


def on_membership_ended(sender: object, membership: Membership, **_: object) -> None:
    """A seat may be free. The group may have ended with its last member."""
    from django.utils import timezone

    group = Group.objects.filter(pk=membership.group_id).first()
    if group:
        move_on(group, now=timezone.now())
