"""The demo community: made once, kept as people leave it, and always with a circle that is open now."""

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from kith.circle import opening
from kith.groups.models import Acceptance, Agreement, Group, Membership, Standing
from kith.meetings import formats, planning, prompts, recurring, repeating
from kith.meetings.models import Attendance, Meeting, Series
from kith.people.models import Person

WRITTEN = Path(__file__).parent / "data" / "demo.toml"
PROMISES = Path(__file__).parent.parent / "groups" / "data" / "agreement.txt"
FORMAT = "guided-discussion"
SOON = timedelta(minutes=3)


@dataclass(frozen=True)
class Cast:
    """Who plays in a group: memberships by sign-in name, and who has been here before."""

    group: Group
    members: dict[str, Membership]
    regulars: tuple[Membership, ...]


def is_empty() -> bool:
    return not Person.objects.exists()


@transaction.atomic
def make(passphrase: str, *, now: datetime) -> None:
    """Everyone, both groups and the meetings that were. One slow hash for all of them."""
    told = tomllib.loads(WRITTEN.read_text())
    people = _people(told, make_password(passphrase), is_since=(now - timedelta(days=90)))
    for written in told["group"]:
        cast = _group(written, people, now=now)
        for weeks in range(written["weeks"], 0, -1):
            _past_meeting(cast, now=now, weeks=weeks)
        _series(cast.group, written["meets"], now=now)


def _people(told: dict[str, Any], encoded: str, *, is_since: datetime) -> dict[str, Person]:
    names = {one["sign_in"]: one for group in told["group"] for one in group["people"]}
    host = told["host"]["sign_in"]
    return {
        name: Person.objects.create(sign_in=name, password=encoded, is_host=name == host, made_on=is_since.date())
        for name in [host, *names]
    }


def _group(written: dict[str, Any], people: dict[str, Person], *, now: datetime) -> Cast:
    since = now - timedelta(weeks=written["weeks"] + 1)
    group = Group.objects.create(
        name=written["name"], about=written["about"], zone=written["zone"], capacity=12, made_at=since
    )
    Group.objects.filter(pk=group.pk).update(door=written["door"], listed_at=since, begun_at=since)
    agreement = Agreement.objects.create(group=group, version=1, text=PROMISES.read_text(), adopted_at=since)
    members = {}
    for seed, one in enumerate(written["people"]):
        joined = now - timedelta(days=1) if one.get("new") else since
        members[one["sign_in"]] = _member(group, people[one["sign_in"]], one, seed=seed, joined=joined)
    Acceptance.objects.bulk_create(
        Acceptance(membership=one, agreement=agreement, at=one.joined_at) for one in members.values()
    )
    group.greeter = members[written["greeter"]]
    group.save(update_fields=["greeter"])
    new = {one["sign_in"] for one in written["people"] if one.get("new")}
    return Cast(group, members, tuple(member for name, member in members.items() if name not in new))


def _member(group: Group, person: Person, one: dict[str, Any], *, seed: int, joined: datetime) -> Membership:
    role = one.get("role", Membership.Role.MEMBER)
    member = Membership.objects.create(
        group=group,
        person=person,
        alias=one["alias"],
        seed=seed % 8,
        role=role,
        comes=one["comes"],
        joined_at=joined,
    )
    Standing.objects.create(membership=member, what=role, at=joined)
    return member


def _past_meeting(cast: Cast, *, now: datetime, weeks: int) -> None:
    starts = (now - timedelta(weeks=weeks)).replace(minute=0, second=0, microsecond=0)
    meeting = _meeting(cast.group, starts=starts, planned=starts - timedelta(days=6))
    away = {cast.regulars[weeks % len(cast.regulars)].pk, cast.regulars[(weeks * 3 + 1) % len(cast.regulars)].pk}
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            membership=one,
            came_at=starts,
            minutes=meeting.minutes,
            heard_minutes=3 + (one.seed + weeks) % 4,
        )
        for one in cast.regulars
        if one.pk not in away
    )


def _series(group: Group, meets: dict[str, Any], *, now: datetime) -> Series:
    """The group meets every week from now on, on the evening that is written down for it."""
    facilitator, form = _facilitator(group), formats.shelf()[FORMAT]
    rule = recurring.Rule(recurring.WEEK, (meets["day"],))
    to = repeating.SeriesPlan(
        rule, now.astimezone(group.tz).date(), meets["at"], group.zone, form.minutes, form, facilitator=facilitator
    )
    return repeating.start(group, to=to, by=facilitator, now=now)


def _meeting(group: Group, *, starts: datetime, planned: datetime) -> Meeting:
    facilitator = _facilitator(group)
    form = formats.shelf()[FORMAT]
    questions = prompts.fresh(group, at=starts)
    fitting = [*prompts.chosen(questions, theme=_theme(group)), *questions]
    prompt = fitting[0] if fitting else prompts.Prompt("How are you, as you come in?")
    to = planning.Plan(starts_at=starts, minutes=form.minutes, form=form, prompt=prompt, facilitator=facilitator)
    return planning.plan(group, to=to, by=facilitator, now=planned)


def _facilitator(group: Group) -> Membership:
    """Whoever facilitates now: in a demo roles may have been tried out."""
    here = list(group.memberships.filter(state=Membership.State.MEMBER).order_by("pk"))
    return next((one for one in here if one.role == Membership.Role.FACILITATOR), here[0])


def _theme(group: Group) -> str:
    written = tomllib.loads(WRITTEN.read_text())["group"]
    return next((one["theme"] for one in written if one["name"] == group.name), "")


def first_group() -> Group | None:
    """The group whose circle is open: the first one written down. None in a database that the demo did not make."""
    told = tomllib.loads(WRITTEN.read_text())
    if not Person.objects.filter(sign_in=told["host"]["sign_in"], is_host=True).exists():
        return None
    return Group.objects.filter(name=told["group"][0]["name"]).order_by("pk").first()


def open_meeting(group: Group, *, now: datetime) -> Meeting:
    """The meeting whose circle is open now; planned for now where there is none."""
    near = group.meetings.filter(cancellation=None, starts_at__lte=now + opening.EARLY).order_by("-starts_at")[:3]
    for meeting in near:
        room = opening.open_room(meeting, now) if now < meeting.ends_at else None
        if room and room.closed_at is None:
            return meeting
    starts = (now + SOON).replace(second=0, microsecond=0)
    return _meeting(group, starts=starts, planned=now)


def told(group: Group, passphrase: str) -> list[dict[str, str]]:
    """Who may be tried out, as `kith demo --json` says it."""
    members = group.memberships.filter(state=Membership.State.MEMBER).select_related("person").order_by("pk")
    return [
        {"sign_in": one.person.sign_in, "passphrase": passphrase, "alias": one.alias, "role": one.role}
        for one in members
    ]
