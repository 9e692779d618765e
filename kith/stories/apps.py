from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "kith.stories"
    label = "stories"

    def ready(self) -> None:
        from datetime import timedelta

        from django.db.models.signals import post_delete

        from kith.companions.outings import places as outings
        from kith.groups import cupboards
        from kith.kit import along, large, pictures, rounds
        from kith.kit.refusal import teach
        from kith.meetings import places
        from kith.people import asking_who
        from kith.people.signals import person_erasing, quiet_day_said
        from kith.stories import (
            asking,
            folding,
            indexing,
            keepsakes,
            keepsakes_outings,
            keepsakes_showing,
            putting,
            showing,
            taking,
        )
        from kith.stories.models import Keepsake
        from kith.stories.words import SAYINGS

        teach(SAYINGS)
        teach(pictures.SAYINGS)
        person_erasing.connect(folding.on_person_erasing, dispatch_uid="stories.folding")
        along.add("stories", taking.stories)
        along.add("replies", taking.replies)
        along.add("keepsakes", taking.keepsakes_of)
        showing.fill_places()
        cupboards.offer(asking.CUPBOARD, _("Stories"), _("What you write for each other between meetings."))
        words = pictures.SAYINGS[pictures.Reason.PICTURE_TOO_HEAVY]
        path = r"/groups/[^/]+/keepsakes/new/"
        # Up to 15 MB is taken; a bit over comes as far as the form, which says so and keeps what was typed.
        large.allow(path, most=20_000_000, may=asking_who.is_signed_in, words=words)
        post_delete.connect(keepsakes.on_deleted, sender=Keepsake, dispatch_uid="keepsakes")
        rounds.add("stories.unheard", every=timedelta(minutes=15), look=putting.look)
        rounds.add("stories.index", every=timedelta(days=1), look=indexing.look)
        quiet_day_said.connect(putting.spare_on_quiet_day, dispatch_uid="stories.unheard")
        rounds.add("stories.keepsakes", every=timedelta(hours=6), look=keepsakes.clear_orphans)
        places.bringing.fill(keepsakes_showing.at_meeting)
        outings.afterwards.fill(keepsakes_outings.on_its_page)
