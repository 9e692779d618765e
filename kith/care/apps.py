from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "kith.care"
    label = "care"

    def ready(self) -> None:
        from datetime import timedelta

        from kith.care import among, waiting
        from kith.care.erasing import on_person_erasing
        from kith.care.words import SAYINGS
        from kith.kit import rounds
        from kith.kit.refusal import teach
        from kith.people.signals import person_erasing

        teach(SAYINGS)
        waiting.add()
        rounds.add("care.among", every=timedelta(days=1), look=among.clear)
        person_erasing.connect(on_person_erasing, dispatch_uid="care.erasing")
