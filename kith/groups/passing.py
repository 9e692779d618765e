"""A member has died. Two who run the group say so; from that moment nothing more is sent to them, in this group.

It looks like leaving to everything above (`membership_ended`), so whatever stops then stops now. What the group knows of them
stays as it is; their words follow the wish they once chose. For fourteen days it can be a mistake.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from kith.groups import afterwards, aliases, leaving, roles, standing, telling_of, two
from kith.groups.models import Group, Membership, Passing
from kith.groups.signals import announce, death_settled, death_undone, member_died, role_changed
from kith.groups.words_keeping import Kept
from kith.kit.refusal import Refused
from kith.notices import outbox, wishing
from kith.people.models import Person

UNDO_WITHIN = timedelta(days=14)
SAID_FOR = timedelta(days=30)  # after which one person's word alone is forgotten
State = Membership.State
MAY_DIE = (State.MEMBER, State.PAUSED)


@transaction.atomic
def say(member: Membership, *, by: Person, now: datetime) -> Passing:
    """The first to say it is waited with; the second makes it so. Saying it twice oneself changes nothing."""
    group = Group.objects.select_for_update(no_key=True).get(pk=member.group_id)
    member = Membership.objects.select_related("person").get(pk=member.pk)
    if not two.may_say(by, group, about=member):
        raise Refused(Kept.ABOUT_YOU)
    if not can_be_said(member):
        raise Refused(Kept.RUNS_ALONE)
    passing = Passing.objects.standing().filter(membership=member).first()
    if passing is None and member.state in MAY_DIE:
        passing = Passing.objects.create(membership=member, said_by=by, said_at=now)
        _ask_another(passing, group, by)
    if passing is None:
        raise Refused(Kept.OVER)
    return passing if passing.second_at else _second(passing, member, group, by, now)


def can_be_said(member: Membership) -> bool:
    """Whether there are two people who could say it."""
    running = set(two.runners(member.group, about=member).values_list("person", flat=True))
    hosts = {host.pk for host in telling_of.hosts()} - running
    return len(running) > 1 or (len(running) == 1 and bool(hosts))


def _second(passing: Passing, member: Membership, group: Group, by: Person, now: datetime) -> Passing:
    first = passing.said_by
    if first is None or not two.may_say(first, group, about=member):
        passing.said_by, passing.said_at = by, now  # whoever said it first no longer may: it begins anew
    elif two.have_said(first, by, group, about=member):
        passing.second_by, passing.second_at = by, now
        passing.state_before, passing.role_before = member.state, member.role
        _let_rest(member, group, by, now)
    passing.save()
    return passing


def _let_rest(member: Membership, group: Group, by: Person, now: datetime) -> None:
    """Nothing of this group reaches them any more, and nothing about them reaches anyone as if they were there."""
    member.kept_until = now + UNDO_WITHIN  # nobody is offered their seat while it could be a mistake
    leaving.end(member, state=State.DIED, by=None)
    roles.someone_steps_in(group)
    home = reverse("groups:group", args=[group.ref])
    outbox.withdraw_all(member.person, under=home, now=now)
    outbox.withdraw_about(member.ref, now=now)
    if not Membership.objects.filter(person=member.person_id, state__in=Membership.NAMED).exists():
        outbox.withdraw_all(member.person, now=now)  # they were in no other group: nobody else would say so
        wishing.hush(member.person, now=now, by=by)  # and no app tells them anything from now on
    announce(member_died, membership=member)


@transaction.atomic
def mistake(passing: Passing, *, by: Person, now: datetime) -> Passing:
    """By either of the two, by anyone else who runs the group, or by the one it is about. All is as it was before."""
    passing = (
        Passing.objects.select_for_update(no_key=True, of=("self",))
        .select_related("membership__person")
        .get(pk=passing.pk)
    )
    member = passing.membership
    group = Group.objects.select_for_update(no_key=True).get(pk=member.group_id)
    concerned = {member.person_id, passing.said_by_id, passing.second_by_id}
    if by.pk not in concerned and not two.may_say(by, group, about=member):
        raise Refused(Kept.ABOUT_YOU)
    if passing.undone_at or passing.settled_at:
        raise Refused(Kept.OVER)
    passing.undone_at = now
    passing.save(update_fields=["undone_at"])
    telling_of.untell(group, f"passing:{passing.ref}")
    if passing.second_at and member.state == State.DIED:
        _as_before(passing, member, group, now)
        wishing.unhush(member.person, by=by)
    return passing


def _as_before(passing: Passing, member: Membership, group: Group, now: datetime) -> None:
    alias = aliases.near(group, member.alias, besides=member)
    standing.become(
        member, passing.state_before, by=None, now=now, role=passing.role_before, alias=alias, kept_until=None
    )
    for beside in afterwards.gone_along(member):
        name = aliases.near(group, beside.alias, besides=beside)
        standing.become(beside, State.MEMBER, by=None, now=now, alias=name)
    announce(death_undone, membership=member)
    if member.role in Membership.RUNS:
        announce(role_changed, membership=member)


def look(now: datetime) -> None:
    """A round: what stood for fourteen days is settled; what only one person said for thirty is forgotten."""
    for passing in Passing.objects.standing().filter(settled_at=None, second_at__lte=now - UNDO_WITHIN):
        with transaction.atomic():
            Passing.objects.filter(pk=passing.pk).update(settled_at=now)
            announce(death_settled, membership=passing.membership)
    Passing.objects.standing().filter(second_at=None, said_at__lte=now - SAID_FOR).update(undone_at=now)


def _ask_another(passing: Passing, group: Group, by: Person) -> None:
    running = [one.person for one in two.runners(group, about=passing.membership).select_related("person")]
    others = [one for one in running if one != by] or [host for host in telling_of.hosts() if host != by]
    path = reverse("groups:passing", args=[group.ref, passing.membership.ref])
    telling_of.tell(*others, kind=telling_of.Kind.FACILITATING, group=group, about=f"passing:{passing.ref}", path=path)
