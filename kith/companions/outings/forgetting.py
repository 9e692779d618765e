"""Thirty days after an outing nobody sees any more who came, or where it was. What was called off goes."""

from datetime import datetime, timedelta

from django.db.models import Q

from kith.companions.models import Going, Outing
from kith.companions.outings import calling_off
from kith.groups.models import Membership

KEPT = timedelta(days=30)


def look(now: datetime) -> None:
    """The round. A poll whose times have all gone by has ended; so has what nobody looks after any more."""
    left = Outing.objects.standing().ahead(now).exclude(by__state=Membership.State.MEMBER)
    calling_off.end(left.select_related("group"), now=now)
    polls = Outing.objects.standing().filter(starts_at=None).exclude(times__starts_at__gt=now)
    calling_off.end(polls.select_related("group"), now=now)
    Outing.objects.filter(off__at__lt=now - KEPT).filter(Q(ends_at=None) | Q(ends_at__lt=now - KEPT)).delete()
    old = Outing.objects.filter(ends_at__lt=now - KEPT)
    old.filter(by=None).delete()
    Going.objects.filter(outing__in=old).delete()
    old.exclude(place="", getting="").update(place="", getting="")
