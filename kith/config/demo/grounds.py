"""A group, and everyone who is in it or was, each with the trace of how they came."""

from datetime import datetime, timedelta
from typing import Any

from kith.config.demo import links, promises
from kith.config.demo.written import Cast, Told
from kith.groups import reaching
from kith.groups.models import Asking, Group, Membership, Standing, Theme
from kith.groups.resting import SEAT_KEPT
from kith.people.models import Person

OWN = ("name", "about", "who_for", "zone", "language", "town", "door", "capacity", "starts_with")
State = Membership.State


def lay(told: Told, people: dict[str, Person], *, now: datetime) -> Cast:
    since = now - timedelta(weeks=told["founded"])
    words = {name: told[name] for name in OWN if name in told}
    group = Group(made_at=since, listed_at=since + timedelta(days=1) if told["listed"] else None, **words)
    group.begun_at = None if group.starts_with else since
    group.save()
    group.themes.set(Theme.objects.filter(name__in=told["themes"]))
    cast = Cast(told, group, people, now)
    _memberships(cast)
    _standings(cast)
    group.greeter = cast.members[told["greeter"]]
    group.save(update_fields=["greeter"])
    promises.keep(cast)
    _doors(cast)
    for name, number in told.get("phones", {}).items():
        reaching.give(number, by=cast.members[name])
    return cast


def _memberships(cast: Cast) -> None:
    rows = [_row(cast, one, seed % 8) for seed, one in enumerate(cast.told["people"])]
    Membership.objects.bulk_create(rows)
    cast.members = {one["sign_in"]: row for one, row in zip(cast.told["people"], rows, strict=True)}
    for one in cast.told["people"]:
        if "beside" in one:
            cast.members[one["sign_in"]].alongside_of = cast.members[one["beside"]]
    Membership.objects.bulk_update(rows, ["alongside_of"])


def _row(cast: Cast, one: Told, seed: int) -> Membership:
    state = one.get("state", State.MEMBER)
    row = Membership(group=cast.group, person=cast.people[one["sign_in"]], alias=one["alias"], seed=seed, state=state)
    row.role, row.comes, row.joined_at = one.get("role", Membership.Role.MEMBER), one["comes"], cast.ago(one["joined"])
    row.if_away = one.get("if_away", Membership.IfAway.SAY_HELLO)
    row.kept_until = cast.ago(one["ended"]) + SEAT_KEPT if state == State.PAUSED else None
    return row


def _standings(cast: Cast) -> None:
    rows: list[Standing] = []
    for one in cast.told["people"]:
        rows += _trace(cast, one, cast.members[one["sign_in"]])
    Standing.objects.bulk_create(sorted(rows, key=lambda row: row.at))


def _trace(cast: Cast, one: Told, me: Membership) -> list[Standing]:
    """What this one became, by whom and when. Whoever founded it facilitates from the first moment."""

    def became(what: str, by: Membership, at: datetime, **more: Any) -> Standing:
        return Standing(membership=me, what=what, by=by, at=at, **more)

    founder, joined = cast.founder, me.joined_at
    if me is founder:
        return [became(me.role, me, joined)]
    asks = cast.group.door == Group.Door.REQUEST
    rows = [became(State.ASKED, me, joined - timedelta(hours=20))] if asks else []
    rows.append(became(State.MEMBER, founder if asks else me, joined))
    if me.role != Membership.Role.MEMBER:
        rows.append(became(me.role, founder, cast.ago(one["role_since"])))
    if "ended" in one:
        rows.append(became(one["state"], me, cast.ago(one["ended"]), told=one.get("told", "")))
    return rows


def _doors(cast: Cast) -> None:
    """How they came in: asked and welcomed, or by a link."""
    come = [one for one in cast.told["people"] if cast.members[one["sign_in"]] is not cast.founder]
    if cast.group.door == Group.Door.REQUEST:
        Asking.objects.bulk_create(_welcomed(cast, one) for one in come)
    if cast.group.door == Group.Door.INVITATION:
        links.came_by(cast, [cast.members[one["sign_in"]] for one in come])


def _welcomed(cast: Cast, one: Told) -> Asking:
    me = cast.members[one["sign_in"]]
    asking = Asking(membership=me, asked_at=me.joined_at - timedelta(hours=20), answer=Asking.Answer.WELCOME)
    asking.answer_words = one.get("welcome", "")
    asking.answered_by, asking.answered_at = cast.founder, me.joined_at
    return asking
