"""Everyone who may stand before a door, and everything that may be behind it: one group seen by sixteen kinds of people."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Any

from django.http import SimpleCookie
from django.test import Client
from django.utils import timezone

from kith.care.models import Telling
from kith.circle import clearing, opening, room
from kith.groups import asking_in, first_visit, inviting, leaving, questions, resting, waiting
from kith.groups.models import Asking, Group, Invitation, Membership, Question, Standing, Theme
from kith.meetings import formats, links, planning, repeating, writing
from kith.meetings.models import Cancellation, Coming, HardWeek, Meeting, PieceAsked, Series, WrittenFormat
from kith.meetings.recurring import Rule
from kith.meetings.varying import Varied
from kith.people import erasing, suspending
from kith.people.models import Person
from tests.access import between, companions, goals, journal, keeping, keepsakes, kindness, outings
from tests.access.journey import of_ben
from tests.cast import group, meeting, member, person

State = Membership.State
Role = Membership.Role
STATES: dict[str, tuple[str, ...]] = {
    "meeting": ("planned", "open", "closed", "cleared", "cancelled"),
    "invitation": ("live", "expired", "used", "revoked"),
    "telling": ("waiting", "settled"),
    "journey": ("open",),
    "door": ("unlisted", "by-request", "open"),
    "asking": ("open", "answered"),
    "question": ("open", "answered"),
    "format": ("own", "shared"),
    "evening": ("over",),
    "how-am-i": ("open", "shut"),
    "after-a-meeting": ("open", "shut"),
    "hello": ("asked",),
    "series": ("going-on", "ended"),
    "shelf": ("open", "shut"),
    "companions": ("open", "shut"),
    "journal": ("begun", "none"),
    "kindness": ("open", "shut"),
    "goal": ("mine", "companion", "group", "over", "shut"),
    "outing": ("open", "poll", "over", "shut"),
    "closing-round": ("open",),
    "story": ("shared", "draft", "taken-back", "shut"),
    "story-for-a-companion": ("open", "rests"),
    "keepsake": ("shown", "mine", "shut"),
    "circle": ("showing", "put-away"),
    "keeping": ("open",),
    "told-story": ("open",),
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
    question: Question | None = None
    answer_at: str = ""
    past: Membership | None = None
    theme: Theme | None = None
    format: WrittenFormat | None = None
    hello: HardWeek | None = None
    series: Series | None = None
    more: dict[str, object] = field(default_factory=dict)  # what things from other files add, by its word

    def names(self) -> dict[str, object]:
        """What an address or a form may want, by the word that matrix.toml uses for it."""
        tomorrow = timezone.now() + timedelta(days=1)
        return {
            "theme": self.theme.ref if self.theme else "",
            "group": self.theirs.ref,
            "hello": self.hello.ref if self.hello else "",
            "link": links.token(self.meeting.ref, self.cy.ref) if self.meeting else "",
            "series": self.series.ref if self.series else "",
            "week_on": (tomorrow + timedelta(weeks=1)).date().isoformat(),
            "left_out": (tomorrow + timedelta(weeks=20)).date().isoformat(),
            "member": self.cy.ref,
            "meeting": self.meeting.ref if self.meeting else "",
            "invitation": self.invitation.ref if self.invitation else "",
            "token": self.token,
            "telling": self.telling.ref if self.telling else "",
            "asking": Asking.objects.get(membership__alias="Asked").ref,
            "question": self.question.ref if self.question else "",
            "answer_at": self.answer_at,
            "past": self.past.ref if self.past else "",
            "dee": self.theirs.memberships.get(alias="Dee").ref,
            "format": self.format.ref if self.format else "",
            "variation": self.format.variations.get().ref if self.format else "",
            "day": tomorrow.date().isoformat(),
        } | self.more


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


def resting_one(world: World) -> Person:
    mine = member(world.theirs, "Paused", person("paused"))
    return resting.pause(by=mine, now=timezone.now(), told="resting").person


def knocking(alias: str, door: str, **more: Any) -> Callable[[World], Person]:
    """At the door by their own verb, while the group can be found; then it is not listed any more."""

    def make(world: World) -> Person:
        now, theirs = timezone.now(), Group.objects.filter(pk=world.theirs.pk)
        theirs.update(listed_at=now, door=door, **more)
        who = person(alias.lower())
        asking_in.knock(world.theirs, alias=alias, comes="listen", words="May I?", by=who, now=now)
        theirs.update(listed_at=None, door="invitation", full_since=None)
        return who

    return make


def asked_back(world: World) -> Person:
    """Was here, left, and is invited: a seat is kept until they say yes."""
    mine = a_past_member(world, "Invited")
    ana = world.theirs.memberships.get(alias="Ana")
    return waiting.invite(mine, by=ana, now=timezone.now()).person


def a_past_member(world: World, alias: str) -> Membership:
    mine = member(world.theirs, alias)
    Standing.objects.create(membership=mine, what="member")
    leaving.leave(by=mine)
    return Membership.objects.get(pk=mine.pk)


def former(world: World) -> Person:
    mine = member(world.theirs, "Former")
    for what in ("facilitator", "member"):
        Standing.objects.create(membership=mine, what=what)
    return mine.person


ROLES: dict[str, Callable[[World], Person | None]] = {
    "anonymous": lambda world: None,
    "stranger": lambda world: person("stranger"),
    "member": inside("Ben"),
    "just-joined": inside("New"),
    "member-elsewhere": outside("Eve"),
    "paused": resting_one,
    "removed": inside("Removed", state=State.REMOVED),
    "banned": inside("Banned", state=State.BANNED),
    "facilitator": inside("Ana", role=Role.FACILITATOR),
    "co-facilitator": inside("Dee", role=Role.CO_FACILITATOR),
    "facilitator-elsewhere": outside("Fay", role=Role.FACILITATOR),
    "former-facilitator": former,
    "host": lambda world: person("host", is_host=True),
    "suspended": inside("Suspended", role=Role.CO_FACILITATOR),
    "deleted": inside("Deleted", role=Role.CO_FACILITATOR),
    "asked": knocking("Asked", "request"),
    "invited": asked_back,
    "waiting": knocking("Waiting", "open", full_since=timezone.now()),
}


def nothing(world: World, state: str) -> None:
    """The group itself is the thing."""
    inviting_someone(world, "live")
    world.past = a_past_member(world, "Past")
    first_visit.hello_due(world.cy, timezone.now())


def a_door(world: World, state: str) -> None:
    if state != "unlisted":
        door = "open" if state == "open" else "request"
        Group.objects.filter(pk=world.theirs.pk).update(listed_at=timezone.now(), door=door)


def an_asking(world: World, state: str) -> None:
    if state == "answered":
        ana, one = world.theirs.memberships.get(alias="Ana"), Asking.objects.get(membership__alias="Asked")
        asking_in.not_now(one, words="Not now.", by=ana, now=timezone.now())


def a_question(world: World, state: str) -> None:
    """By the stranger, who was signed in."""
    ana, who, now = world.theirs.memberships.get(alias="Ana"), Person.objects.get(sign_in="stranger"), timezone.now()
    world.question, world.answer_at = questions.ask(world.theirs, words="Is it for me?", by=who, now=now)
    if state == "answered":
        questions.answer(world.question, words="Yes.", by=ana, now=now)


def a_meeting(world: World, state: str) -> None:
    """`open`: everyone of the group sits in it or may; `closed`: tonight; `cleared`: seven days later, no word of it left."""
    ana = world.theirs.memberships.get(alias="Ana")
    soon = 60 * 24 if state in {"planned", "cancelled"} else -5
    one = world.meeting = meeting(world.theirs, starts_in=soon, facilitator=ana, planned_by=ana)
    dee = world.theirs.memberships.get(alias="Dee")
    PieceAsked.objects.create(meeting=one, of=dee, by=ana)
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


def an_evening(world: World, state: str) -> None:
    """Held by Ana, and over since an hour."""
    ana = world.theirs.memberships.get(alias="Ana")
    world.meeting = meeting(world.theirs, starts_in=-60 - 75, facilitator=ana, planned_by=ana)


def a_hello(world: World, state: str) -> None:
    """Cy has had a hard week, and has asked Ana for a hello."""
    a_meeting(world, "planned")
    assert world.meeting
    coming = Coming.objects.create(
        meeting=world.meeting, membership=world.cy, answer="cant", starts_at=world.meeting.starts_at
    )
    world.hello = HardWeek.objects.create(coming=coming, hello_from=world.theirs.memberships.get(alias="Ana"))


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


def a_series(world: World, state: str) -> None:
    """Its second evening was moved by hand, and a day far ahead is left out."""
    ana, now = world.theirs.memberships.get(alias="Ana"), timezone.now()
    day = (now + timedelta(days=1)).date()
    to = repeating.SeriesPlan(Rule("week", (day.weekday(),)), day, time(19), "UTC", 75, formats.shelf()["council"])
    one = world.series = repeating.start(world.theirs, to=to, by=ana, now=now)
    repeating.skip(one, day=day + timedelta(weeks=20), by=ana, why="", now=now)
    world.meeting = one.meetings.order_by("starts_at")[1]
    moved = world.meeting.starts_at + timedelta(days=1)
    planning.change(world.meeting, to=planning.Plan(moved, 75, to.form), by=ana, now=now)
    if state == "ended":
        repeating.end(one, last_on=None, by=ana, why="", now=now)


THINGS: dict[str, Callable[[World, str], None]] = {
    "": nothing,
    "meeting": a_meeting,
    "invitation": inviting_someone,
    "telling": a_telling,
    "journey": of_ben,
    "door": a_door,
    "asking": an_asking,
    "question": a_question,
    "format": a_format,
    "evening": an_evening,
    "how-am-i": between.an_answer,
    "after-a-meeting": between.an_evening_to_answer,
    "hello": a_hello,
    "series": a_series,
    "shelf": between.a_shelf,
    "companions": companions.two,
    "journal": journal.a_journal,
    "kindness": kindness.a_jar,
    "goal": goals.a_goal,
    "outing": outings.a_walk,
    "closing-round": kindness.a_closing_round,
    "story": between.a_story,
    "story-for-a-companion": between.a_story_for_a_companion,
    "keepsake": keepsakes.a_keepsake,
    "circle": keepsakes.a_circle,
    "keeping": keeping.something_kept,
    "told-story": between.a_telling_of_a_story,
}
