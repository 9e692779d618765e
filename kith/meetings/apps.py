from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "kith.meetings"
    label = "meetings"

    def ready(self) -> None:
        from datetime import timedelta

        from kith.groups import closing
        from kith.groups.signals import membership_ended
        from kith.kit import rounds
        from kith.kit.refusal import teach
        from kith.meetings import cohorts, eight_weeks, erasing, showing
        from kith.meetings.words import SAYINGS
        from kith.people.signals import person_erasing

        teach(SAYINGS)
        showing.fill_places()
        closing.ask(cohorts.cohort_closed)
        rounds.add("meetings.eight_weeks", every=timedelta(hours=1), look=eight_weeks.look)
        person_erasing.connect(erasing.on_person_erasing, dispatch_uid="meetings")
        membership_ended.connect(erasing.on_membership_ended, dispatch_uid="meetings")
