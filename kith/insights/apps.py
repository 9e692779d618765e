from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightsConfig(AppConfig):
    name = "kith.insights"
    label = "insights"

    def ready(self) -> None:
        from kith.groups import cupboards
        from kith.groups.signals import name_returned
        from kith.insights import months, saying, showing
        from kith.insights.models import CUPBOARD
        from kith.insights.words import SAYINGS
        from kith.kit import rounds
        from kith.kit.refusal import teach

        teach(SAYINGS)
        cupboards.offer(
            CUPBOARD,
            _("After a meeting"),
            _("Two questions, a press each, when an evening is over. Who facilitates reads one word a month."),
        )
        showing.fill_places()
        rounds.add("insights.months", every=timedelta(hours=1), look=months.look)
        name_returned.connect(saying.on_name_returned, dispatch_uid="insights")
