"""What of outings is offered, listens and walks its rounds: called once, when the app is ready."""

from datetime import timedelta

from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _

from kith.companions.models.outing import OUTINGS
from kith.companions.outings import forgetting, inviting, listening, naming, seats, showing, taking
from kith.companions.outings.words import SAYINGS
from kith.groups import cupboards
from kith.groups.signals import group_ended, membership_changed
from kith.kit import along, rounds
from kith.kit.refusal import teach
from kith.notices import naming as notice_names
from kith.people.models import Apart
from kith.people.signals import person_erasing

ID = "outings"


def wire() -> None:
    teach(SAYINGS)
    notice_names.add(naming.names)
    showing.fill_places()
    along.add(ID, taking.shelf)
    cupboards.offer(
        OUTINGS, _("Outings"), _("Time together outside meetings: a walk, a coffee. Anyone can propose one.")
    )
    rounds.add("outings.seats", every=timedelta(minutes=5), look=seats.look)
    rounds.add("outings.asking", every=timedelta(minutes=15), look=inviting.look)
    rounds.add("outings.forgetting", every=timedelta(hours=1), look=forgetting.look)
    membership_changed.connect(listening.on_membership_changed, dispatch_uid=ID)
    group_ended.connect(listening.on_group_ended, dispatch_uid=ID)
    post_save.connect(listening.on_apart, sender=Apart, dispatch_uid=ID)
    person_erasing.connect(listening.on_person_erasing, dispatch_uid=ID)
