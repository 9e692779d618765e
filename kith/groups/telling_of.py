"""What those who keep a group tell its people: a notice in the outbox under a key of the group's.

Every key begins with "group:<ref>:", so that what was said in one group can be found and withdrawn as a whole.
"""

from collections.abc import Iterable
from datetime import datetime

from kith.groups.models import Group, Membership
from kith.notices import outbox
from kith.notices.models import Notice
from kith.people.models import Person

Kind = Notice.Kind


def key(group: Group, about: str) -> str:
    return f"group:{group.ref}:{about}"


def tell(*who: Person, kind: Notice.Kind, group: Group, about: str, path: str, until: datetime | None = None) -> None:
    """One notice for each, in the caller's transaction; twice is one."""
    one = key(group, about)
    outbox.put(*(outbox.Telling(person, kind, one, path, until=until, zone=group.zone) for person in who))


def untell(group: Group, *abouts: str, persons: Iterable[Person] | None = None) -> None:
    outbox.withdraw(*(key(group, about) for about in abouts), persons=persons)


def who_run(group: Group, *, besides: Membership | None = None) -> list[Person]:
    return [one.person for one in group.memberships.who_run().select_related("person") if one != besides]


def hosts() -> list[Person]:
    return list(Person.objects.filter(is_host=True, suspended_at=None))
