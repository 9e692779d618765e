"""What a notice about a pact is about, for the two alone, in Kith only: the name of the group."""

import re
from collections.abc import Mapping, Sequence

from kith.companions.models import Pact
from kith.people.models import Person

PAGE = re.compile(r"^/companions/([a-z0-9]{17})/$")


def names(person: Person, paths: Sequence[str]) -> Mapping[str, str]:
    refs = {path: found[1] for path in paths if (found := PAGE.match(path))}
    if not refs:
        return {}
    theirs = dict(Pact.objects.visible_to(person).filter(ref__in=refs.values()).values_list("ref", "group__name"))
    return {path: theirs[ref] for path, ref in refs.items() if ref in theirs}
