"""What a refusal of this app says to the person it meets: each names what to do."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reason(StrEnum):
    DEAD_LINK = "dead_link"
    ALIAS_TAKEN = "alias_taken"
    ALIAS_EMPTY = "alias_empty"
    NO_CLAUSES = "no_clauses"
    LAST_FACILITATOR = "last_facilitator"
    NOT_ALONE = "not_alone"
    STEPS_DOWN_ALONE = "steps_down_alone"
    NOT_YOURSELF = "not_yourself"
    NOT_A_MEMBER = "not_a_member"


SAYINGS: dict[str, str | Promise] = {
    Reason.DEAD_LINK: _("This link leads nowhere any more. Ask whoever gave it to you for a new one."),
    Reason.ALIAS_TAKEN: _(
        "Someone here goes by %(alias)s already. Please choose another name, or add something to it."
    ),
    Reason.ALIAS_EMPTY: _("Please choose a name with at least one letter or number."),
    Reason.NO_CLAUSES: _("An agreement needs at least one line."),
    Reason.LAST_FACILITATOR: _("You are the only facilitator here. Name another facilitator first; then you can go."),
    Reason.NOT_ALONE: _(
        "A facilitator or co-facilitator is not removed by one person alone. Talk with them first, or tell the host."
    ),
    Reason.STEPS_DOWN_ALONE: _("Only they can lay this role down. Talk with them, or tell the host."),
    Reason.NOT_YOURSELF: _("You cannot choose yourself for this."),
    Reason.NOT_A_MEMBER: _("They are no longer a member here, so nothing was changed."),
}
