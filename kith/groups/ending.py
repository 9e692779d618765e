"""A group ends: with words its members can read for thirty days, nothing planned any more, and then it is closed."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from kith.groups import leaving, telling_of, waiting
from kith.groups.models import Following, Goodbye, Group, Invitation, Membership
from kith.groups.signals import announce, group_ended, group_goes_on
from kith.groups.words_keeping import Kept
from kith.kit.refusal import Refused

ON_THE_WAY = (Membership.State.ASKED, Membership.State.INVITED, Membership.State.WAITING)


def has_ended(group: Group) -> bool:
    return Goodbye.objects.filter(group=group).exists()


def keep_going_only(group: Group) -> None:
    """For whoever is about to plan something: nothing is planned in a group that has said goodbye."""
    if has_ended(group):
        raise Refused(Kept.HAS_ENDED)


@transaction.atomic
def say_goodbye(group: Group, *, words: str, by: Membership, now: datetime) -> Goodbye:
    """It ends now: no link opens its door, nobody finds it, and each member is told that there is a page to read. Twice is once."""
    group = Group.objects.select_for_update(no_key=True).get(pk=group.pk)
    goodbye, is_new = Goodbye.objects.get_or_create(group=group, defaults={"words": words, "by": by, "at": now})
    if is_new:
        Invitation.objects.filter(group=group, revoked_at=None).update(revoked_at=now)
        Group.objects.filter(pk=group.pk).update(listed_at=None, full_since=now)
        Following.objects.filter(group=group).delete()
        _let_go_who_waits(group, now)
        _tell(group, goodbye, besides=by)
        announce(group_ended, sender=Group, group=group)
    return goodbye


def _let_go_who_waits(group: Group, now: datetime) -> None:
    """Whoever asked, or waits for a seat, is told that nothing comes of it."""
    for asked in group.memberships.filter(state__in=ON_THE_WAY).select_related("person"):
        waiting.step_out(by=asked, now=now)
        path = reverse("groups:waiting", args=[group.ref])
        telling_of.tell(asked.person, kind=telling_of.Kind.STANDING, group=group, about="no-more", path=path)


def _tell(group: Group, goodbye: Goodbye, *, besides: Membership) -> None:
    others = [one.person for one in group.memberships.here().exclude(pk=besides.pk).select_related("person")]
    path = reverse("groups:group", args=[group.ref])
    about, until = f"goodbye:{goodbye.pk}", goodbye.readable_until
    telling_of.tell(*others, kind=telling_of.Kind.STANDING, group=group, about=about, path=path, until=until)


@transaction.atomic
def go_on(group: Group, *, by: Membership) -> None:
    """Taken back by anyone who facilitates it, while the page can be read. Meetings that were called off stay so."""
    group = Group.objects.select_for_update(no_key=True).get(pk=group.pk)
    for goodbye in Goodbye.objects.filter(group=group, closed_at=None):
        telling_of.untell(group, f"goodbye:{goodbye.pk}")
        goodbye.delete()
        announce(group_goes_on, sender=Group, group=group)


def look(now: datetime) -> None:
    """A round: after thirty days every membership ends, so the group is nobody's page any more. Its rows stay."""
    for goodbye in Goodbye.objects.over(now).select_related("group"):
        with transaction.atomic():
            group = Group.objects.select_for_update(no_key=True).get(pk=goodbye.group_id)
            for member in group.memberships.filter(state__in=Membership.NAMED):
                member.refresh_from_db()
                if member.state in Membership.NAMED:
                    leaving.end(member, state=Membership.State.LEFT, by=None)
            Goodbye.objects.filter(pk=goodbye.pk).update(closed_at=now)
