"""Some things are never said by one person alone. Who may say them, and when two have.

Two who run the group, not counting the one it is about. Where only one is left, that one and the host; where none is, nobody.
"""

from django.db.models import QuerySet

from kith.groups.models import Group, Membership
from kith.people.models import Person


def runners(group: Group, *, about: Membership | None) -> "QuerySet[Membership]":
    """Those who run it, the one it is about left out, and whoever is suspended."""
    here = group.memberships.who_run().filter(person__suspended_at=None)
    return here.exclude(person=about.person_id) if about else here


def may_say(person: Person, group: Group, *, about: Membership | None) -> bool:
    """Whether this person is one of the two. A host is, only where a single one who runs the group is left."""
    if about and about.person_id == person.pk:
        return False
    running = set(runners(group, about=about).values_list("person", flat=True))
    return person.pk in running or (person.is_host and person.is_active and len(running) == 1)


def have_said(first: Person | None, second: Person | None, group: Group, *, about: Membership | None) -> bool:
    """Whether two different people have, both of whom still may, and at least one of them runs the group."""
    if first is None or second is None or first == second:
        return False
    running = set(runners(group, about=about).values_list("person", flat=True))
    said = [one for one in (first, second) if may_say(one, group, about=about)]
    return len(said) == 2 and bool({first.pk, second.pk} & running)
