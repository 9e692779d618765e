"""When a person is erased: their words go; each group they cared for is left in someone's hands."""

from django.db import transaction

from kith.groups.leaving import end
from kith.groups.models import Group, Membership, Standing
from kith.groups.roles import Role
from kith.groups.signals import announce, role_changed
from kith.people.models import Person


@transaction.atomic
def forget(person: Person) -> None:
    """Called before the person's row goes; memberships, acceptances and seats taken go with that row."""
    Standing.objects.filter(by__person=person).update(why="")
    for mine in Membership.objects.filter(person=person).select_related("group"):
        _hand_on(mine)


def _hand_on(mine: Membership) -> None:
    group = Group.objects.select_for_update().get(pk=mine.group_id)
    if mine.state == Membership.State.MEMBER:
        end(mine, state=Membership.State.LEFT, by=None)
    others = group.memberships.here().exclude(pk=mine.pk)
    if not others.exists():
        group.delete()
    elif not others.filter(role=Role.FACILITATOR).exists():
        # "member" sorts after "co_facilitator": whoever shares the work first, then whoever has been here longest
        _step_in(others.order_by("role", "joined_at")[0])


def _step_in(member: Membership) -> None:
    member.role = Role.FACILITATOR
    member.save(update_fields=["role"])
    Standing.objects.create(membership=member, what=member.role)
    announce(role_changed, membership=member)


def on_person_erasing(sender: object, person: Person, **_: object) -> None:
    forget(person)
