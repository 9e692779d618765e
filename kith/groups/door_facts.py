"""What a group's public page says to one viewer, found with a few queries that do not grow with the group."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from kith.groups import capacity, door_words, places
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


def page(request: HttpRequest, group: Group, standing: Membership | None) -> dict[str, Any]:
    person, seats = whoever(request), capacity.free(group, now=timezone.now())
    day = next(iter(places.next_day.show(request, group)), "")
    follows = person is not None and Following.objects.of(person).filter(group=group).exists()
    return {
        "group": group,
        "agreement": group.agreement,
        "evening": places.first_evening.show(request, group),
        "proof": places.proof.show(request, group),
        "press": door_words.press(group, seats=seats, day=day),
        "state": door_words.state(group, seats=seats),
        "follow_label": door_words.follows(group, seats=seats),
        "follows": follows,
        "standing": standing if standing and standing.state in Membership.ON_THE_WAY else None,
    }
