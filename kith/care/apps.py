from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "kith.care"
    label = "care"

    def ready(self) -> None:
        from kith.care.erasing import on_person_erasing
        from kith.care.words import SAYINGS
        from kith.kit.refusal import teach
        from kith.people.signals import person_erasing

        teach(SAYINGS)
        person_erasing.connect(on_person_erasing, dispatch_uid="care.erasing")
