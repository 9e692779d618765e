from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LibraryConfig(AppConfig):
    name = "kith.library"
    label = "library"

    def ready(self) -> None:
        from datetime import timedelta

        from kith.companions import cards
        from kith.groups import cupboards
        from kith.kit import along, rounds
        from kith.kit.refusal import teach
        from kith.library import asking, indexing, showing, taking
        from kith.library.words import SAYINGS

        teach(SAYINGS)
        along.add("shelf", taking.shelf)
        cards.offer(asking.cards)
        showing.fill_places()
        cupboards.offer(asking.CUPBOARD, _("The shelf"), _("Books, places and ways of coping that helped one of you."))
        rounds.add("library.index", every=timedelta(days=1), look=indexing.look)
