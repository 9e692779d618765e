"""Everyone who may stand before a door, and everything that may be behind it: one group seen by sixteen kinds of people."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.http import SimpleCookie
from django.test import Client
from django.utils import timezone

from kith.care.models import Telling
from kith.circle import clearing, opening, room
from kith.groups import inviting
from kith.groups.models import Group, Invitation, Membership, Standing, Theme
from kith.meetings import formats, writing
from kith.meetings.models import Cancellation, Meeting, WrittenFormat
from kith.meetings.varying import Varied
from kith.people import erasing, suspending
from kith.people.models import Person
from tests.cast import group, meeting, member, person

State = Membership.State
Role = Membership.Role
STATES: dict[str, tuple[str, ...]] = {
    "meeting": ("planned", "open", "closed", "cleared", "cancelled"),
    "invitation": ("live", "expired", "used", "revoked"),
    "telling": ("waiting", "settled"),
    "format": ("own", "shared"),
    "": ("",),
}


@dataclass
class World:
    """What the routes point at. `cy` is a plain member whom things are done to."""

    theirs: Group
    elsewhere: Group
    cy: Membership
    clients: dict[str, Client] = field(default_factory=dict)
    meeting: Meeting | None = None
    invitation: Invitation | None = None
    token: str = ""
    telling: Telling | None = None
    theme: Theme | None = None
    format: WrittenFormat | None = None

    def names(self) -> dict[str, object]:
        """What an address or a form may want, by the word that matrix.toml uses for it."""
        tomorrow = timezone.now() + timedelta(days=1)
        return {
            "theme": self.theme.ref if self.theme else "",
            "group": self.theirs.ref,
            "member": self.cy.ref,
            "meeting": self.meeting.ref if self.meeting else "",
            "invitation": self.invitation.ref if self.invitation else "",
            "token": self.token,
            "telling": self.telling.ref if self.telling else "",
            "format": self.format.ref if self.format else "",
            "variation": self.format.variations.get().ref if self.format else "",
            "day": tomorrow.date().isoformat(),
        }


def build(kind: str, state: str) -> World:
    """The world with its thing of that kind in that state, and a signed-in browser for each role."""
    theirs, elsewhere = group("Walking with grief"), group("Elsewhere")
    cy = member(theirs, "Cy")
    world = World(theirs, elsewhere, cy)
    people = {role: make(world) for role, make in ROLES.items()}
    made = timezone.now() - timedelta(days=60)
    Membership.objects.filter(group=theirs).exclude(alias="New").update(joined_at=made)
    world.theme = Theme.objects.create(name="Tea")
    THINGS[kind](world, state)
    world.clients = {role: browser(who) for role, who in people.items()}
    host = Person.objects.get(sign_in="host")
    suspending.suspend(Person.objects.get(sign_in="suspended"), by=host)
    gone = Person.objects.get(sign_in="deleted")
    erasing.erase(gone, by=gone)
    return world


def browser(who: Person | None) -> Client:
    """Without the cookies of others; a mistake of ours is a page here too, not an exception."""
    client = Client(raise_request_exception=False)
    client.cookies = SimpleCookie()
    if who:
        client.force_login(who)
    return client


def inside(alias: str, **more: Any) -> Callable[[World], Person]:
    return lambda world: member(world.theirs, alias, person(alias.lower()), **more).person


def outside(alias: str, **more: Any) -> Callable[[World], Person]:
    return lambda world: member(world.elsewhere, alias, person(alias.lower()), **more).person


def former(world: World) -> Person:
    mine = member(world.theirs, "Former")
    for what in ("facilitator", "member"):
        Standing.objects.create(membership=mine, what=what)
    return mine.person


ROLES: dict[str, Callable[[World], Person | None]] = {
    "anonymous": lambda world: None,
    "stranger": lambda world: person("stranger"),
    "invited": lambda world: person("invited"),
    "member": inside("Ben"),
    "just-joined": inside("New"),
    "member-elsewhere": outside("Eve"),
    "paused": inside("Paused", state=State.PAUSED),
    "removed": inside("Removed", state=State.REMOVED),
    "banned": inside("Banned", state=State.BANNED),
    "facilitator": inside("Ana", role=Role.FACILITATOR),
    "co-facilitator": inside("Dee", role=Role.CO_FACILITATOR),
    "facilitator-elsewhere": outside("Fay", role=Role.FACILITATOR),
    "former-facilitator": former,
    "host": lambda world: person("host", is_host=True),
    "suspended": inside("Suspended", role=Role.CO_FACILITATOR),
    "deleted": inside("Deleted", role=Role.CO_FACILITATOR),
}


def nothing(world: World, state: str) -> None:
    """The group itself is the thing."""
    inviting_someone(world, "live")


def a_meeting(world: World, state: str) -> None:
    """`open`: everyone of the group sits in it or may; `closed`: tonight; `cleared`: seven days later, no word of it left."""
    ana = world.theirs.memberships.get(alias="Ana")
    soon = 60 * 24 if state in {"planned", "cancelled"} else -5
    one = world.meeting = meeting(world.theirs, starts_in=soon, facilitator=ana, planned_by=ana)
    if state == "cancelled":
        Cancellation.objects.create(meeting=one, by=ana)
    if state in {"open", "closed", "cleared"}:
        now = timezone.now()
        seat(one, ana, now)
        for each in world.theirs.memberships.here().exclude(pk__in=[ana.pk, world.cy.pk]):
            seat(one, each, now)
    if state in {"closed", "cleared"}:
        room.act(one, actor=ana.ref, kind="close", op="close", data={})
    if state == "cleared":
        clearing.clear_due(timezone.now() + timedelta(days=8))


def seat(one: Meeting, who: Membership, now: Any) -> None:
    opening.open_room(one, now)
    facts = {"alias": who.alias, "seed": who.seed, "role": who.role, "greeter": False, "new": False, "listens": False}
    room.act(one, actor=who.ref, kind="sit", op=f"sit-{who.ref}", data={}, facts=facts | {"apart": [], "unsafe": []})


def inviting_someone(world: World, state: str) -> None:
    ana, now = world.theirs.memberships.get(alias="Ana"), timezone.now()
    world.invitation, world.token = inviting.invite(
        world.theirs, seats=1 if state == "used" else 20, days=7, by=ana, now=now
    )
    if state == "expired":
        Invitation.objects.update(expires_at=now - timedelta(minutes=1))
    elif state == "used":
        world.invitation.uses.create(membership=world.cy)
    elif state == "revoked":
        inviting.end(world.invitation, by=ana, now=now)


def a_telling(world: World, state: str) -> None:
    """By Ben, about Cy, to the facilitators."""
    ben = Person.objects.get(sign_in="ben")
    settled = timezone.now() if state == "settled" else None
    world.telling = Telling.objects.create(
        by=ben,
        group=world.theirs,
        about=world.cy,
        to=Telling.To.FACILITATORS,
        words="He writes to me.",
        settled_at=settled,
    )


def a_format(world: World, state: str) -> None:
    """Written by Ana, in this group; `shared` lets other groups copy it."""
    ana = world.theirs.memberships.get(alias="Ana")
    one = world.format = writing.copy(formats.shelf()["council"], name="Our council", by=ana)
    block = formats.Part("", "A song", "talk", 5, "", "")
    writing.vary(one, to=Varied("nth", 1, None, "after", one.parts[2]["key"], block), by=ana)
    if state == "shared":
        writing.share(one, yes=True, by=ana, now=timezone.now())


THINGS: dict[str, Callable[[World, str], None]] = {
    "": nothing,
    "meeting": a_meeting,
    "invitation": inviting_someone,
    "telling": a_telling,
    "format": a_format,
}
