from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "kith.stories"
    label = "stories"

    def ready(self) -> None:
        from kith.groups import cupboards
        from kith.kit import pictures
        from kith.kit.refusal import teach
        from kith.stories import asking, showing
        from kith.stories.words import SAYINGS

        teach(SAYINGS)
        teach(pictures.SAYINGS)
        showing.fill_places()
        cupboards.offer(asking.CUPBOARD, _("Stories"), _("What you write for each other between meetings."))
