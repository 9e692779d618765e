"""What is said at the door: the one press under a group's name, and ready sentences for a tired facilitator."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kith.groups import capacity
from kith.groups.models import Group

WELCOMES = [
    gettext_lazy("Welcome. We are glad you asked. Come as you are, and just listen if you like."),
    gettext_lazy("Yes, please come. You need not bring any words. Someone will greet you at the door."),
    gettext_lazy("You sound right here with us. See you at the next meeting."),
]
NOT_NOWS = [
    gettext_lazy("Thank you for asking. We cannot take someone in just now. It says nothing about you."),
    gettext_lazy("I think another group may suit you better than ours. Please do look further, and do not go alone."),
    gettext_lazy("We are in the middle of something that is hard to join. Please ask us again in a month."),
]


@dataclass(frozen=True, slots=True)
class Press:
    """The one main press under the title. `comes`: it leads to coming in; else to following."""

    label: str
    comes: bool


def press(group: Group, *, seats: int, day: str) -> Press | None:
    """None where one can only ask a question. `day`: of the next meeting, as in "on Tuesday"."""
    if group.door == Group.Door.INVITATION:
        return Press(_("Tell me when it starts"), False) if group.is_forming else None
    if not seats:
        return Press(_("Put me on the list"), True)
    if group.door == Group.Door.REQUEST:
        return Press(_("Ask to come"), True)
    if group.is_forming:
        return Press(_("Count me in"), True)
    return Press(_("Come %(soon)s") % {"soon": day} if day else _("Come in"), True)


def follows(group: Group, *, seats: int) -> str:
    """The quiet press beside it, where there is something to wait for."""
    if group.is_forming and group.door != Group.Door.INVITATION:
        return _("Tell me when it starts")
    return "" if seats or group.is_forming else _("Tell me when a seat is free")


def state(group: Group, *, seats: int, closed: bool = False) -> str:
    """Seats free, or what is missing, in words; the same as on the directory's card."""
    more = 0 if closed else capacity.missing(group)
    return capacity.missing_in_words(more) if more else capacity.seats_in_words(seats, closed=closed)
