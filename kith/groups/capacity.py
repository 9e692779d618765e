"""Seats: how many are free. Whoever gives one away holds the group's row, so that there is never one too many."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kith.groups import closing
from kith.groups.models import Group, Membership


def locked(group: int) -> Group:
    """The group's row, held until the transaction ends."""
    return Group.objects.select_for_update(no_key=True).get(pk=group)


def taken(group: Group, *, now: datetime) -> int:
    return group.memberships.taking_seats(now).count()


def free(group: Group, *, now: datetime, let_in: bool = False, counted: int | None = None) -> int:
    """None while its facilitators say that it is full, or while a closed circle is under way (but for whom they let in).

    Who is alongside someone takes no seat. `counted`: the seats taken, where a page has counted them already.
    """
    if group.full_since or (not let_in and closing.closed_since(group, now)):
        return 0
    return max(0, group.capacity - (taken(group, now=now) if counted is None else counted))


def missing(group: Group) -> int:
    """How many more a group that is still forming needs."""
    if not group.is_forming:
        return 0
    here = group.memberships.filter(state=Membership.State.MEMBER, alongside_of=None).count()
    return max(0, group.starts_with - here)


def seats_in_words(seats: int, *, closed: bool = False) -> str:
    """Seats, not people: nobody is counted in public. More than three are enough for anyone.

    `closed`: a closed circle is under way.
    """
    if closed:
        return _("The same people come until it ends. You can wait for a seat.")
    few = {0: _("It is full just now."), 1: _("One seat is free."), 2: _("Two seats are free.")}
    return few.get(seats) or _("Some seats are free.")


def missing_in_words(more: int) -> str:
    few = {1: _("One more"), 2: _("Two more"), 3: _("Three more"), 4: _("Four more"), 5: _("Five more")}
    who = few.get(more) or ngettext("%(n)s more", "%(n)s more", more) % {"n": more}
    return _("%(who)s and this group starts.") % {"who": who}
