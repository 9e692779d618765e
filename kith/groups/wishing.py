"""What a member would like done if they are away a while, and if they die: theirs to say, and to change."""

from kith.groups.models import Membership


def keep(*, if_away: str, words_after: str, by: Membership) -> None:
    by.if_away, by.words_after = if_away or Membership.IfAway.SAY_HELLO, words_after
    by.save(update_fields=["if_away", "words_after"])
