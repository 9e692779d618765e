"""A group, its agreement in versions, and everyone who is in it or was, each with the trace of how they came."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from kith.config.demo import links
from kith.config.demo.written import Cast, Told
from kith.groups import agreeing, proposing, reaching, telling_of
from kith.groups.models import Acceptance, Agreement, Asking, Group, Membership, Proposal, Standing, Theme
from kith.groups.resting import SEAT_KEPT
from kith.people.models import Person

OWN = ("name", "about", "who_for", "zone", "language", "town", "door", "capacity", "starts_with")
State = Membership.State
ADOPTED = timedelta(hours=2)


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
    _agreements(cast)
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


def _agreements(cast: Cast) -> None:
    """Each version with who said yes to it: those who were there, and everyone who came since."""
    written = cast.told.get("agreement", agreeing.usual()).strip()
    versions = [_version(cast, 1, written, cast.founder, cast.group.made_at)]
    for one in cast.told.get("agreements", []):
        text = "\n".join([versions[-1].text, *one["add"]])
        versions.append(
            _version(cast, len(versions) + 1, text, cast.members[one["by"]], cast.ago(one["ago"]) + ADOPTED)
        )
        _adopted_from(cast, one, versions[-1])
    yes = [said for one in cast.told["people"] for said in _said_yes(cast, one, versions)]
    Acceptance.objects.bulk_create(yes)
    _who_has_not(cast, versions[-1], {said.membership_id for said in yes if said.agreement_id == versions[-1].pk})


def _version(cast: Cast, number: int, text: str, by: Membership, at: datetime) -> Agreement:
    return Agreement.objects.create(group=cast.group, version=number, text=text, adopted_by=by, adopted_at=at)


def _adopted_from(cast: Cast, one: Told, version: Agreement) -> None:
    if "from" in one:
        by, at = cast.members[one["by"]], version.adopted_at
        Proposal.objects.create(
            group=cast.group,
            by=cast.members[one["from"]],
            on_version=version.version - 1,
            text=version.text,
            why=one["why"],
            at=at - timedelta(days=4),
            answered_at=at,
            answered_by=by,
            answer=one["answer"],
            adopted=version,
        )


def _said_yes(cast: Cast, one: Told, versions: list[Agreement]) -> list[Acceptance]:
    """To the version in force when they came; to a later one at their next visit, if there was one."""
    me, found = cast.members[one["sign_in"]], list[Acceptance]()
    gone = cast.ago(one.get("ended", 0) or one.get("last", 0))
    first = max((version for version in versions if version.adopted_at <= me.joined_at), key=lambda v: v.version)
    found.append(Acceptance(membership=me, agreement=first, at=me.joined_at))
    told = [{}, *cast.told.get("agreements", [])]
    for version in versions[first.version :]:
        waits = one["sign_in"] in told[version.version - 1].get("not_yet", [])
        at = version.adopted_at + (timedelta(0) if version.adopted_by == me else timedelta(days=1 + me.seed % 4))
        if not waits and at < gone:
            found.append(Acceptance(membership=me, agreement=version, at=at))
    return found


def _who_has_not(cast: Cast, newest: Agreement, yes: set[int]) -> None:
    """They have been told that there is something to read."""
    if newest.version == 1:
        return
    late = [one.person for one in cast.members.values() if one.state == State.MEMBER and one.pk not in yes]
    path = reverse("groups:agreement", args=[cast.group.ref])
    with cast.then(newest.adopted_at):
        kind, about = telling_of.Kind.AGREEMENT, f"agreement:{newest.version}"
        telling_of.tell(*late, kind=kind, group=cast.group, about=about, path=path)


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


def propose(cast: Cast) -> None:
    """A member would like the agreement to be different; nobody has answered yet."""
    if (told := cast.told.get("proposal")) and (current := cast.group.agreement):
        with cast.then(cast.now - timedelta(days=told["days"])) as at:
            text = "\n".join([current.text, *told["add"]])
            proposing.propose(cast.group, text=text, why=told["why"], by=cast.members[told["by"]], now=at)
