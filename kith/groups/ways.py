"""Ways to give in a group: what each does, what it asks of one, and who invites to it. In words; nobody is ranked by them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kith.groups import being_willing
from kith.groups.models import Membership, Willing

To = Willing.To
Words = str | Promise


@dataclass(frozen=True, slots=True)
class Way:
    key: str
    name: Words
    does: Words
    asks: Words
    invites: Words


WAYS = (
    Way(
        To.READ,
        _("Reader"),
        _("Reads the opening, the agreement or the closing aloud, so that the evening has more than one voice."),
        _("A minute or two. You can pass it on at any time."),
        _("Kith suggests someone else each time, and whoever holds the evening asks."),
    ),
    Way(
        To.GREET,
        _("Greeter"),
        _("Says hello to those who come for the first time, lets them in, and asks after them some days later."),
        _("Ten minutes before a meeting, and a few lines afterwards. You need not know any answers."),
        _("Those who facilitate choose a greeter, and ask first."),
    ),
    Way(
        To.CO_FACILITATE,
        _("Co-facilitator"),
        _(
            "Shares the evening with whoever holds it: the door, the clock, who might need someone. Takes over if a line drops."
        ),
        _("To come a little early and stay a little longer. Scripts and cards are ready."),
        _("A facilitator asks you, when you have been here for a while."),
    ),
    Way(
        To.FACILITATE,
        _("Facilitator"),
        _(
            "Holds the evening: opens it, keeps the agreement with everyone, closes it, and looks after the group between meetings."
        ),
        _("About an hour a week besides the meeting, a second step when you sign in, and someone to share it with."),
        _("Facilitators hand it on. Most have shared it first."),
    ),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A way as one member sees it: whether it is theirs already, or they said that they would."""

    way: Way
    is_mine: bool
    willing: bool


def shown(me: Membership) -> list[Shown]:
    said = being_willing.mine(me)
    return [Shown(way, _has(me, way.key), way.key in said) for way in WAYS]


def _has(me: Membership, what: str) -> bool:
    if what == To.GREET:
        return me.group.greeter_id == me.pk
    return me.leads if what == To.FACILITATE else what == To.CO_FACILITATE and me.role == me.Role.CO_FACILITATOR
