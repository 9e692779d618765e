"""What someone who waits, rests or has moved on is shown about it: true words, and no number that is not hers."""

from datetime import datetime
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from kith.groups import capacity
from kith.groups.models import Asking, Membership, Offer

State = Membership.State
Answer = Asking.Answer


def of(me: Membership, *, now: datetime) -> dict[str, Any] | None:
    """For the waiting page. None when there is nothing to wait for, and nothing to read."""
    asking: Asking | None = getattr(me, "asking", None)
    answer = asking.answer if asking and me.state in (State.MEMBER, State.NOT_NOW, State.LEFT, State.WAITING) else ""
    if me.state not in (State.ASKED, State.WAITING, State.INVITED) and not answer:
        return {"me": me, "group": me.group, "off": True} if me.state == State.LEFT else None
    return {
        "me": me,
        "group": me.group,
        "asking": asking,
        "answer": answer,
        "offer": Offer.objects.open().filter(membership=me).first() if me.state == State.INVITED else None,
        "before_me": _before(me, asking) if me.state == State.WAITING else 0,
        "reads": get_text_list([one.alias for one in me.group.memberships.who_run()], _("or")),
    }


def resting_of(me: Membership, *, now: datetime) -> dict[str, Any]:
    kept = me.kept_until is not None and me.kept_until > now
    free = kept or capacity.free(me.group, now=now) > 0
    return {"me": me, "group": me.group, "kept": kept, "free": free, "beside": me.alongside_of}


def _before(me: Membership, asking: Asking | None) -> int:
    """How many wait longer."""
    if asking is None or asking.in_line_since is None:
        return 0
    line = Asking.objects.in_line().filter(membership__group=me.group_id)
    return line.filter(in_line_since__lt=asking.in_line_since).count()
