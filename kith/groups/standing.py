"""Standing: every change of what someone is in a group goes through one small verb, and leaves who, when and why."""

from datetime import datetime

from kith.groups.models import Membership, Standing
from kith.groups.signals import announce, membership_changed

Told = Standing.Told


def become(
    member: Membership,
    state: str,
    *,
    by: Membership | None,
    now: datetime,
    why: str = "",
    told: str = Told.NOTHING,
    **changes: object,
) -> Membership:
    """The row, its trace and its announcement, in the caller's transaction. `changes` are other fields that go with it."""
    member.state = state
    for field, value in changes.items():
        setattr(member, field, value)
    member.save()
    Standing.objects.create(membership=member, what=state, by=by, at=now, why=why, told=told)
    announce(membership_changed, membership=member)
    return member
