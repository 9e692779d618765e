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
    taken = (
        group.memberships.here().exclude(pk=besides.pk if besides and besides.pk else 0).values_list("alias", flat=True)
    )
    if key(alias) in map(key, taken):
        raise Refused(Reason.ALIAS_TAKEN, field="alias", alias=alias)
    return alias
