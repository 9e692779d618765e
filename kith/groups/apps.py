from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "kith.groups"
    label = "groups"

    def ready(self) -> None:
        from datetime import timedelta

        from kith.groups import (
            ending,
            erasing,
            first_visit,
            gathering,
            naming,
            parting,
            passing,
            questions,
            returning,
            saying_again,
            signals,
            waiting,
            waits,
            words_keeping,
        )
        from kith.groups.words import SAYINGS
        from kith.kit import rounds
        from kith.kit.refusal import teach
        from kith.notices import naming as notices
        from kith.people.signals import person_erasing

        teach(SAYINGS)
        gathering.ask()
        waits.add_our_own()
        notices.add(naming.names)
        rounds.add("groups.waiting", every=timedelta(minutes=1), look=waiting.look)
        rounds.add("groups.questions", every=timedelta(days=1), look=questions.clear)
        rounds.add("groups.saying_again", every=saying_again.EVERY, look=saying_again.look)
        signals.membership_ended.connect(waiting.on_membership_ended, dispatch_uid="groups.waiting")
        signals.membership_ended.connect(first_visit.on_membership_ended, dispatch_uid="groups.first_visit")
        signals.greeter_changed.connect(first_visit.on_greeter_changed, dispatch_uid="groups.first_visit")
        teach(words_keeping.SAYINGS)
        rounds.add("groups.returning", every=timedelta(minutes=5), look=returning.look)
        rounds.add("groups.passing", every=timedelta(hours=1), look=passing.look)
        rounds.add("groups.parting", every=timedelta(days=1), look=parting.lapse)
        rounds.add("groups.ending", every=timedelta(hours=1), look=ending.look)
        person_erasing.connect(erasing.on_person_erasing, dispatch_uid="groups")
