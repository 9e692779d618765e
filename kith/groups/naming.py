"""What a notice about a group's page is about, for those who have a place there: the name of the group. Mail never asks."""

import re
from collections.abc import Mapping, Sequence

from kith.groups.models import Group
from kith.people.models import Person

PAGE = re.compile(r"^/groups/([a-z0-9]{17})/")


def names(person: Person, paths: Sequence[str]) -> Mapping[str, str]:
    refs = {path: found[1] for path in paths if (found := PAGE.match(path))}
    if not refs:
        return {}
    theirs = dict(Group.objects.known_to(person).filter(ref__in=refs.values()).values_list("ref", "name"))
    return {path: theirs[ref] for path, ref in refs.items() if ref in theirs}
