"""What a group promises, in versions: who said yes to which, who has not read the newest, and what a member would change."""

from datetime import datetime, timedelta

from django.urls import reverse

from kith.config.demo.written import Cast, Told
from kith.groups import agreeing, proposing, telling_of
from kith.groups.models import Acceptance, Agreement, Membership, Proposal

ADOPTED = timedelta(hours=2)


def keep(cast: Cast) -> None:
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
    late = [one.person for one in cast.members.values() if one.state == Membership.State.MEMBER and one.pk not in yes]
    path = reverse("groups:agreement", args=[cast.group.ref])
    with cast.then(newest.adopted_at):
        kind, about = telling_of.Kind.AGREEMENT, f"agreement:{newest.version}"
        telling_of.tell(*late, kind=kind, group=cast.group, about=about, path=path)


def propose(cast: Cast) -> None:
    """A member would like the agreement to be different; nobody has answered yet."""
    if (told := cast.told.get("proposal")) and (current := cast.group.agreement):
        with cast.then(cast.now - timedelta(days=told["days"])) as at:
            text = "\n".join([current.text, *told["add"]])
            proposing.propose(cast.group, text=text, why=told["why"], by=cast.members[told["by"]], now=at)
