from django.apps import AppConfig


class GroupsConfig(AppConfig):
    name = "kith.groups"
    label = "groups"

    def ready(self) -> None:
        from kith.groups import erasing
        from kith.groups.words import SAYINGS
        from kith.kit.refusal import teach
        from kith.people.signals import person_erasing

        teach(SAYINGS)
        person_erasing.connect(erasing.on_person_erasing, dispatch_uid="groups")
