from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GoalsConfig(AppConfig):
    name = "kith.goals"
    label = "goals"

    def ready(self) -> None:
        from kith.goals import asking, listening, reminding, showing, taking
        from kith.goals.words import SAYINGS
        from kith.groups import cupboards
        from kith.groups.signals import death_settled, membership_changed
        from kith.kit import along, rounds
        from kith.kit.refusal import teach
        from kith.meetings.signals import came_known

        teach(SAYINGS)
        showing.fill_places()
        along.add("goals", taking.shelf)
        cupboards.offer(asking.CUPBOARD, _("Goals"), _("What each of you works towards, in small steps, shown or not."))
        rounds.add("goals.reminding", every=timedelta(hours=1), look=reminding.look)
        membership_changed.connect(listening.on_membership_changed, dispatch_uid="goals")
        death_settled.connect(listening.on_death_settled, dispatch_uid="goals")
        came_known.connect(listening.on_came_known, dispatch_uid="goals")
