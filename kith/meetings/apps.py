from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "kith.meetings"
    label = "meetings"

    def ready(self) -> None:
        from kith.groups.signals import membership_ended
        from kith.kit.refusal import teach
        from kith.meetings import erasing, showing
        from kith.meetings.words import SAYINGS
        from kith.people.signals import person_erasing

        teach(SAYINGS)
        showing.fill_places()
        person_erasing.connect(erasing.on_person_erasing, dispatch_uid="meetings")
        membership_ended.connect(erasing.on_membership_ended, dispatch_uid="meetings")
