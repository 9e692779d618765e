"""What a notice about an outing is about, in Kith only: the name of the group, for whoever may see it or had answered."""

import re
from collections.abc import Mapping, Sequence

from kith.companions.models import Outing
from kith.companions.outings import asking
from kith.people.models import Person

PAGE = re.compile(r"^/outings/([a-z0-9]{17})/$")


def names(person: Person, paths: Sequence[str]) -> Mapping[str, str]:
    refs = {path: found[1] for path in paths if (found := PAGE.match(path))}
    if not refs:
        return {}
    theirs = dict(Outing.objects.visible_to(person).filter(ref__in=refs.values()).values_list("ref", "group__name"))
    ended = asking.ended_for(person).filter(outing__ref__in=refs.values())
    theirs |= dict(ended.values_list("outing__ref", "outing__group__name"))
    return {path: theirs[ref] for path, ref in refs.items() if ref in theirs}
