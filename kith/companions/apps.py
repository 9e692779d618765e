from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CompanionsConfig(AppConfig):
    name = "kith.companions"
    label = "companions"

    def ready(self) -> None:
        from django.db.models.signals import post_save

        from kith.companions import ending, kindness, listening, matching, minding, naming, reminding, showing, taking
        from kith.companions import showing_kindness as kind_words
        from kith.companions.models.pact import CUPBOARD
        from kith.companions.outings import wiring as outings
        from kith.companions.words import SAYINGS
        from kith.groups import cupboards
        from kith.groups.signals import death_settled, membership_changed
        from kith.kit import along, rounds
        from kith.kit.refusal import teach
        from kith.notices import naming as notice_names
        from kith.people.models import Apart
        from kith.people.signals import person_erasing

        teach(SAYINGS)
        notice_names.add(naming.names)
        showing.fill_places()
        along.add("companions", taking.shelf)
        along.add("kind_words", taking.kind_words)
        cupboards.offer(CUPBOARD, _("Companions"), _("Two who keep each other company for some weeks, if both wish."))
        cupboards.offer(
            kindness.CUPBOARD, _("Kind words"), _("A few words to one of you, in a jar that only they open.")
        )
        kind_words.fill_places()
        minding.add()
        rounds.add("companions.kindness", every=timedelta(days=1), look=minding.look)
        membership_changed.connect(minding.on_membership_changed, dispatch_uid="companions.kindness")
        rounds.add("companions.pairing", every=timedelta(hours=1), look=matching.look)
        rounds.add("companions.ending", every=timedelta(hours=1), look=ending.look)
        rounds.add("companions.check_ins", every=timedelta(hours=1), look=reminding.look)
        membership_changed.connect(listening.on_membership_changed, dispatch_uid="companions")
        death_settled.connect(listening.on_death_settled, dispatch_uid="companions")
        post_save.connect(listening.on_apart, sender=Apart, dispatch_uid="companions")
        person_erasing.connect(listening.on_person_erasing, dispatch_uid="companions")
        outings.wire()
