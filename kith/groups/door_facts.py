"""What a group's public page says to one viewer, found with a few queries that do not grow with the group."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from kith.groups import capacity, closing, door_words, places
from kith.groups.models import Following, Group, Membership
from kith.people.models import Person

State = Membership.State


def whoever(request: HttpRequest) -> Person | None:
    """The person who asks; None for someone signed out."""
    return request.user if isinstance(request.user, Person) else None


def home_of(me: Membership) -> str:
    """Where this standing leads: the group, the page of who rests or moved on, or the page of who waits."""
    if me.state == State.MEMBER:
        return me.group.get_absolute_url()
    name = "back" if me.state in (State.PAUSED, State.GRADUATED) else "waiting"
    return reverse(f"groups:{name}", args=[me.group.ref])


def at_the_door(person: Person | None, *, now: datetime) -> QuerySet[Group]:
    """The groups this viewer may read about; each carries `seats_taken`, `follows` and `stands`: all that is asked of a door."""
    here = Membership.objects.taking_seats(now).filter(group=OuterRef("pk")).order_by().values("group")
    taken = Coalesce(Subquery(here.annotate(n=Count("pk")).values("n")), 0)
    mine = {"group": OuterRef("pk"), "person": person}
    known = {"follows": Exists(Following.objects.filter(**mine)), "stands": Exists(Membership.objects.filter(**mine))}
    groups = Group.objects.open_to(person).select_related("greeter").annotate(seats_taken=taken)
    return groups.annotate(**known) if person else groups


def page(request: HttpRequest, group: Group, standing: Membership | None) -> dict[str, Any]:
    now = timezone.now()
    closed = not group.full_since and closing.closed_since(group, now) is not None
    seats = 0 if closed else capacity.free(group, now=now, let_in=True, counted=getattr(group, "seats_taken", None))
    day = next(iter(places.next_day.show(request, group)), "")
    return {
        "group": group,
        "agreement": group.agreement,
        "evening": places.first_evening.show(request, group),
        "proof": places.proof.show(request, group),
        "press": door_words.press(group, seats=seats, day=day),
        "state": door_words.state(group, seats=seats, closed=closed),
        "follow_label": door_words.follows(group, seats=seats),
        "follows": getattr(group, "follows", False),
        "standing": standing if standing and standing.state in Membership.ON_THE_WAY else None,
    }
