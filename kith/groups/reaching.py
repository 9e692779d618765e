"""A number to ring, given by a member for one thing: that a facilitator can say that tonight changes."""

import re

from kith.groups.models import Membership, Reach
from kith.groups.words_keeping import Kept
from kith.kit.refusal import Refused

LOOKS_RIGHT = re.compile(r"\+?[0-9][0-9 ()/.-]{3,28}")


def give(number: str, *, by: Membership) -> None:
    """A new one takes the place of the old; none at all takes it away."""
    number = " ".join(number.split())
    if not number:
        take_away(by=by)
        return
    if not LOOKS_RIGHT.fullmatch(number) or sum(c.isdigit() for c in number) < 3:
        raise Refused(Kept.NOT_THE_NUMBER, field="number")
    Reach.objects.update_or_create(membership=by, defaults={"number": number})


def take_away(*, by: Membership) -> None:
    Reach.objects.of(by).delete()
