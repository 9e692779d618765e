from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    name = "kith.library"
    label = "library"

    def ready(self) -> None:
        from kith.groups import cupboards
        from kith.kit.refusal import teach
        from kith.library import asking, showing
        from kith.library.words import SAYINGS

        teach(SAYINGS)
        showing.fill_places()
        cupboards.offer(asking.CUPBOARD, _("The shelf"), _("Books, places and ways of coping that helped one of you."))
