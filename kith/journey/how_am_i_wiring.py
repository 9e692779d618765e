"""How am I? takes its places: its cupboard, its round, its page of what is taken along."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from kith.groups import cupboards, places
from kith.journey import how_am_i_months, how_am_i_showing, how_am_i_taking
from kith.journey.how_am_i_words import SAYINGS
from kith.journey.models.how_am_i import CUPBOARD
from kith.kit import along, rounds
from kith.kit.refusal import teach


def wire() -> None:
    teach(SAYINGS)
    cupboards.offer(
        CUPBOARD,
        _("How are we?"),
        _("One word a month for how alone people here feel. Told when five or more let an answer count."),
    )
    places.beside.fill(how_am_i_showing.on_the_groups_page)
    along.add("how_am_i", how_am_i_taking.shelf)
    rounds.add("journey.how_are_we", every=timedelta(hours=1), look=how_am_i_months.look)
