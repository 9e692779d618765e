"""What a notice about a meeting is about, for those who may see it: the name of its group. Mail never asks."""

import re
from collections.abc import Mapping, Sequence

from kith.meetings.models import Meeting
from kith.people.models import Person

PAGE = re.compile(r"^/meetings/([a-z0-9]+)/$")


def names(person: Person, paths: Sequence[str]) -> Mapping[str, str]:
    refs = {found[1]: path for path in paths if (found := PAGE.match(path))}
    if not refs:
        return {}
    theirs = Meeting.objects.visible_to(person).filter(ref__in=refs)
    return {refs[ref]: name for ref, name in theirs.values_list("ref", "group__name")}
