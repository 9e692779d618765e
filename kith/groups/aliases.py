"""Aliases: what someone is called in one group. Two members never share one, however it is typed."""

import unicodedata

from kith.groups.models import Group, Membership
from kith.groups.words import Reason
from kith.kit.refusal import Refused

JOINERS = "\u200c\u200d"  # some scripts need them


def tidy(text: str) -> str:
    """The alias as it will be shown: one line, no control or direction marks, single spaces."""
    seen = (" " if c.isspace() else c for c in text if c.isspace() or c in JOINERS or unicodedata.category(c)[0] != "C")
    return " ".join(unicodedata.normalize("NFC", "".join(seen)).split())[:40].strip()


def key(alias: str) -> str:
    """What two aliases are compared by. The database's LOWER knows only plain letters on SQLite."""
    folded = unicodedata.normalize("NFKC", alias).casefold()
    return "".join(c for c in folded if unicodedata.category(c)[0] in "LNS")


def free(group: Group, alias: str, *, besides: Membership | None = None) -> str:
    """The tidied alias, or a refusal. Call it with the group's row locked."""
    alias = tidy(alias)
    if not key(alias):
        raise Refused(Reason.ALIAS_EMPTY, field="alias")
    if key(alias) in _taken(group, besides):
        raise Refused(Reason.ALIAS_TAKEN, field="alias", alias=alias)
    return alias


def near(group: Group, alias: str, *, besides: Membership) -> str:
    """The alias, or one close to it: someone who comes back may find that another goes by it now."""
    taken = _taken(group, besides)
    tries = (f"{alias[:36]} {n}" if n > 1 else alias for n in range(1, 1000))
    return next(one for one in tries if key(one) not in taken)


def _taken(group: Group, besides: Membership | None) -> set[str]:
    """Of members, of those who rest, of those who asked under a name, and of who has died."""
    named = group.memberships.filter(state__in=(*Membership.NAMED, Membership.State.DIED)).exclude(
        pk=besides.pk if besides and besides.pk else 0
    )
    return set(map(key, named.values_list("alias", flat=True)))
